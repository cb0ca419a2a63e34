"""Services get the addresses of their pages; results, the words they are found by."""

from django.db import migrations, models

from records.publication.addresses import free_slug
from records.words.normalizing import normalize


def fill(apps, schema_editor):
    """Give each service the address made of its name, and each result its words."""
    database = schema_editor.connection.alias
    service, outcome = (apps.get_model("missions", name) for name in ("Service", "Outcome"))
    taken = set()
    for row in service.objects.using(database).order_by("pk"):
        slug = free_slug(service, row.name, taken=taken)
        taken.add(slug)
        service.objects.using(database).filter(pk=row.pk).update(slug=slug)
    for row in outcome.objects.using(database).only("text", "text_en"):
        words = normalize(f"{row.text} {row.text_en}")
        outcome.objects.using(database).filter(pk=row.pk).update(search_text=words)


class Migration(migrations.Migration):
    dependencies = [("missions", "0005_strategy")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="service",
            name="slug",
            field=models.SlugField(editable=False, max_length=100, unique=True, verbose_name="adresse"),
        ),
    ]
