"""What the drill does inside the portal, in a process of its own: python -m tests.drill.inside VERB [words]."""

import json
import os
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


VERBS = {each.__name__: each for each in (prepare, collect, move)}

if __name__ == "__main__":
    django.setup()
    print(json.dumps(VERBS[sys.argv[1]]()))
