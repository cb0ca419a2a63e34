"""What the drill does inside the portal, in a process of its own: python -m tests.drill.inside VERB [words]."""

import json
import os
import re
import sys
import time

import django

# Seconds an action stays away, for every host to know.
BETWEEN = 3


def prepare():
    """Make the tables, load the record, keep a document; return its path and that of an action."""
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        call_command("load_record", "data", stdout=nowhere)
    for name in ("writer", "approver"):
        User.objects.create_user(name)

    from partners.models import Partner, PartnerDocument
    from records.documents.models import DocumentKind, DocumentLanguage
    from tests.records.document_samples import stored

    document = PartnerDocument(
        record=Partner.objects.filter(status="published").earliest("pk"),
        title="Un essai",
        kind=DocumentKind.OTHER,
        language=DocumentLanguage.FRENCH,
        **stored(),
    )
    document.save()
    return [document.get_absolute_url(), _public_action().get_absolute_url()]


def collect():
    """Put the static files in their folder."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def move():
    """Take the action away from the site, then put it online again; return the moments of the two commits."""
    withdrawn = _move("withdraw", "approver", day=True)
    time.sleep(BETWEEN)
    _move("reopen", "writer")
    _move("submit", "writer")
    return [withdrawn, _move("publish", "approver", day=True)]


def embargo():
    """Have a mission that is online wait for tomorrow in Québec; return its path and its title."""
    import datetime as dt

    from django.contrib.auth.models import AnonymousUser
    from django.utils import timezone

    from missions.models import Mission

    mission = Mission.objects.visible_to(AnonymousUser(), timezone.localdate()).latest("pk")
    mission.title = "Une mission qui attend demain"
    mission.embargo_until = timezone.localdate() + dt.timedelta(days=1)
    mission.save()
    return [mission.get_absolute_url(), mission.title]


def upgrade():
    """Bring the database to this version; ask for pages of the site; return how many, and those that fail."""
    from django.conf import settings
    from django.core.cache import cache
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    cache.clear()
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0], "x-forwarded-proto": "https"})
    maps = client.get("/sitemap.xml").content.decode()
    sections = re.findall(r"<loc>https://[^/]+(/.*?)</loc>", maps)
    found = [re.findall(r"<loc>https://[^/]+(/.*?)</loc>", client.get(each).content.decode())[:6] for each in sections]
    pages = [page for each in found for page in each]
    statuses = {page: client.get(page).status_code for page in pages}
    return {"asked": len(pages), "failed": [f"{page}: {status}" for page, status in statuses.items() if status != 200]}


def _public_action():
    from missions.models import Action

    return Action.objects.order_by("pk").first()


def _move(verb, name, *, day=False):
    from django.contrib.auth.models import User
    from django.utils import timezone

    from records.publication import operations

    on = {"on": timezone.localdate()} if day else {}
    getattr(operations, verb)(_public_action(), by=User.objects.get(username=name), **on)
    return time.time()


VERBS = {each.__name__: each for each in (prepare, collect, move, embargo, upgrade)}

if __name__ == "__main__":
    django.setup()
    print(json.dumps(VERBS[sys.argv[1]]()))
