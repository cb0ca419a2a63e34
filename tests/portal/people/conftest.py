"""Who handles people, and somebody who is held in the record."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from partners.models import Partner
from portal.journal.writing import note_event
from portal.models import JournalEvent
from tests.missions.factories import (
    MissionFactory,
    MissionProposalFactory,
)
from tests.partners.factories import ContactFactory, PartnerFactory
from tests.portal.factories import (
    NoticeFactory,
    PersonFactory,
)
from tests.portal.people.somebody import MAIL, NAME, PHONE
from tests.records.factories import (
    ImportedRowFactory,
    KeptTypingFactory,
)


@pytest.fixture
def manager(client, gestion):
    """A browser in the hands of who handles people."""
    client.force_login(gestion)
    return client


@pytest.fixture
def contact():
    """Someone known by a contact that changed, and named wherever a text is kept."""
    row = ContactFactory(name=NAME, email="ancienne.zoe@exemple.invalid", phone=PHONE)
    row.email = MAIL
    row.save()
    return row


@pytest.fixture
def named(contact):
    """Texts kept of everything, each naming the person in a way of its own."""
    partner = PartnerFactory(editor_note=f"Vu avec {NAME}.")
    partner.editor_note, partner._change_reason = "", f"approuvé par {NAME} par lien le 2 mars 2026"
    partner.save()
    gone = MissionFactory(title="Visite de zoe VRAISEMBLABLE")
    gone.delete()
    mission = MissionFactory(published=True)
    changes = {"fields": {"note": ["", "Selon Vraisemblable, Zoé, au 418 555 0142"]}, "parts": {}}
    MissionProposalFactory(record=mission, changes=changes, comment=f"{NAME} l’a dit")
    KeptTypingFactory(typed={"contacts-0-name": [NAME], "contacts-0-email": [MAIL]})
    ImportedRowFactory(cells={"titre": f"Rencontre de {NAME}"}, sheet_import__file_name=f"{NAME}.xlsx")
    NoticeFactory(title=f"Visite de {NAME}")
    note_event(JournalEvent.PUBLISHED, "redaction", f"Visite de {NAME}", "/admin/")
    LogEntry.objects.create(
        user=PersonFactory(),
        content_type=ContentType.objects.get_for_model(Partner),
        object_id="1",
        object_repr=f"Visite de {NAME}",
        action_flag=CHANGE,
    )
    return contact
