"""What the journal watches at the bureau: contacts read, lists taken away, records deleted, doors that stay shut."""

from missions.models import MissionPartner
from partners.models import Contact, OfficeHolder
from portal.journal.writing import note_event
from portal.models import JournalEvent
from records.words.keys import key_in

CONTACTS_FILES = ("partners_partner_contacts_", "partners_contact_lignes_", "partners_officeholder_lignes_")
# The list of contacts, and the pages of one.
CONTACTS_PAGES = {"partners_contact_changelist", "partners_contact_change", "partners_contact_history"}
# The papers of a mission that hold contacts.
PAPERS_WITH_CONTACTS = {"cahier.pdf", "cahier-a-imprimer"}
CONTACTS = "partners.view_contact"
# The pages of people that are no more public than contacts.
OFFICE_HOLDER_PAGES = tuple(f"partners_officeholder_{page}" for page in ("change", "history", "changelist"))


def watch_request(request, response):
    """Write what somebody signed in just did with a page of the bureau, if the journal keeps it."""
    match = request.resolver_match
    if match is None or not match.url_name or not request.user.is_authenticated:
        return
    event = _event_of(request, response, match)
    if event:
        note_event(event, request.user.get_username(), _about(match), request.path)


def watch_refusal(request):
    """Write that somebody signed in asked for what they may not have."""
    note_event(JournalEvent.REFUSED, request.user.get_username(), "", request.path)


def _event_of(request, response, match):
    """Return the JournalEvent of an answered request; None for what the journal does not keep."""
    name = match.url_name
    if request.method == "POST" and response.status_code == 302 and name.endswith("_delete"):
        return JournalEvent.DELETED
    if request.method != "GET" or response.status_code != 200:
        return None
    if name.startswith(CONTACTS_FILES):
        return JournalEvent.CONTACTS_EXPORTED
    if {"name", "kind"} <= match.kwargs.keys():
        return JournalEvent.EXPORTED
    shown = _shows_contacts(match) or _found_people(response, name)
    return JournalEvent.CONTACTS_READ if request.user.has_perm(CONTACTS) and shown else None


def _shows_contacts(match):
    """Say whether a page shows the contacts of somebody."""
    name, key = match.url_name, key_in(match.kwargs.get("object_id", ""))
    if name in CONTACTS_PAGES or name.startswith(OFFICE_HOLDER_PAGES):
        return True
    if key is None:
        return False
    if name == "partners_partner_change":
        return Contact.objects.filter(partner=key).exists()
    if name == "missions_mission_document" and match.kwargs.get("name") in PAPERS_WITH_CONTACTS:
        met = MissionPartner.objects.filter(mission=key).values("partner")
        return any(people.objects.filter(partner__in=met).exists() for people in (Contact, OfficeHolder))
    return False


def _found_people(response, name):
    """Say whether the search of the bureau shows people of partners."""
    groups = response.context_data["groups"] if name == "bureau_search" else ()
    return any(group.model in {Contact, OfficeHolder} for group in groups)


def _about(match):
    """Say what a request was about: a kind of records, and its key."""
    model_admin = getattr(match.func, "model_admin", None)
    if model_admin is None:
        return ""
    return f"{model_admin.opts.verbose_name} {match.kwargs.get('object_id', '')}".strip()
