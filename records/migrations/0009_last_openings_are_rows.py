"""The last opening of each link, a column until now, is kept as a row."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def keep_rows(apps, _schema_editor):
    """Write a row for the last opening of each link that was opened."""
    links, openings = (apps.get_model("records", name).objects for name in ("SharedLink", "SharedOpening"))
    opened = links.exclude(opened_at=None).values_list("pk", "opened_at")
    openings.bulk_create(openings.model(link_id=key, opened_at=at) for key, at in opened.iterator())


def keep_columns(apps, _schema_editor):
    """Write the last opening of each link in its column again."""
    links, openings = (apps.get_model("records", name).objects for name in ("SharedLink", "SharedOpening"))
    last = openings.filter(link=OuterRef("pk")).order_by("-opened_at").values("opened_at")[:1]
    links.filter(opened__isnull=False).update(opened_at=Subquery(last))


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0008_shared_openings"),
    ]

    operations = [migrations.RunPython(keep_rows, keep_columns)]
