"""Whatever a verb writes is followed: what is found is what a rebuilt index would find, and kept pages are stale.

The laws walk every verb of the house; one that is not tried here fails by its name.
"""

import datetime as dt
import inspect
import re
from decimal import Decimal
from importlib import import_module
from unittest.mock import patch

import pytest
from django.db import connection, transaction

import missions.operations as of_missions
import missions.operations.people as of_people
import partners.operations as of_partners
import records.publication.operations as of_publication
from missions.models import MissionStage, RequestDecision, RuleKind
from partners.models import Partner
from records.documents.models import DocumentKind
from records.models import SearchEntry
from records.page_cache.version import shared_version
from records.publication import after_write
from records.publication.after_write import Follower
from records.publication.status import PublicationStatus
from records.search.indexing import rebuild
from tests.house.code import modules, our_models
from tests.missions.factories import (
    ActionFactory,
    DelegationRequestFactory,
    MissionDocumentFactory,
    MissionFactory,
    ParticipantFactory,
    RuleFactory,
    StopFactory,
)
from tests.partners.factories import (
    AgreementFactory,
    ContactFactory,
    ExchangeFactory,
    GiftFactory,
    OfficeHolderFactory,
    PartnerFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits", "record", "_rules")]

BACK = {"starts_on": dt.date(2026, 2, 1), "ends_on": dt.date(2026, 2, 8), "date_precision": "jour"}


def partner(status):
    """Return a partner in a state of publication."""
    return PartnerFactory(name="Grenouble", status=status, published_on=dt.date(2026, 1, 1))


def abroad():
    """Return a trip abroad: it must be authorized beforehand, and nobody has settled it yet."""
    return StopFactory(mission=MissionFactory(**BACK), place__country="FR").mission


def reported():
    """Return a public mission that a report is kept with, whose clock runs."""
    return MissionDocumentFactory(record__published=True, kind=DocumentKind.REPORT).record


def named():
    """Return a participant of a public mission, whose name is public."""
    return ParticipantFactory(mission__published=True, name="Zoé Grenouble", name_is_public=True)


# verb: what its call is made of, given who takes it and the day; made before the verb is watched.
def gift_of(holder):
    """Return a gift tied to an office-holder."""
    return GiftFactory(partner=holder.partner, holder=holder)


CALLS = {
    of_publication.submit: lambda by, today: {"record": partner(PublicationStatus.DRAFT), "by": by},
    of_publication.recall: lambda by, today: {
        "record": of_publication.submit(partner(PublicationStatus.DRAFT), by=by),
        "by": by,
    },
    of_publication.send_back: lambda by, today: {
        "record": partner(PublicationStatus.REVIEW),
        "by": by,
        "comment": "Encore.",
    },
    of_publication.publish: lambda by, today: {
        "record": ActionFactory(axis__published=True, lead_partner__published=True),
        "by": by,
        "on": today,
    },
    of_publication.withdraw: lambda by, today: {"record": partner(PublicationStatus.PUBLISHED), "by": by, "on": today},
    of_publication.reopen: lambda by, today: {"record": partner(PublicationStatus.ARCHIVED), "by": by},
    of_missions.advance: lambda by, today: {
        "mission": MissionFactory(**BACK),
        "stage": MissionStage.DONE,
        "by": by,
        "today": today,
    },
    of_missions.expect_report: lambda by, today: {
        "mission": MissionFactory(**BACK, stage=MissionStage.DONE),
        "today": today,
    },
    of_missions.publish_report: lambda by, today: {"mission": reported(), "on": today},
    of_missions.publish_reports: lambda by, today: {"today": reported() and today},
    of_missions.store_requirement: lambda by, today: {"mission": abroad(), "today": today},
    of_missions.store_requirements: lambda by, today: {"keys": {abroad().pk}, "today": today},
    of_missions.accept: lambda by, today: {
        "request": DelegationRequestFactory(partner=PartnerFactory()),
        "by": by,
        "today": today,
    },
    of_missions.decline: lambda by, today: {
        "request": DelegationRequestFactory(),
        "by": by,
        "today": today,
        "reason": "Hors de la Vision.",
        "is_public": True,
    },
    of_partners.renew: lambda by, today: {"agreement": AgreementFactory(), "former": AgreementFactory(), "by": by},
    of_partners.keep_offline: lambda by, today: {"keys": {AgreementFactory(published=True).pk}, "today": today},
    of_people.erase_participant_name: lambda by, today: {"key": named().pk, "by": by},
    of_people.erase_requester: lambda by, today: {"key": DelegationRequestFactory().pk, "by": by},
    of_people.purge_requesters: lambda by, today: {
        "today": DelegationRequestFactory(
            decision=RequestDecision.DECLINED, decided_on=today - of_people.DECLINED_KEPT * 2, reason="Autre."
        )
        and today
    },
    of_partners.erase_office_holder: lambda by, today: {
        "key": gift_of(OfficeHolderFactory()).holder_id,
        "by": by,
    },
    of_partners.purge_office_holders: lambda by, today: {
        "today": gift_of(OfficeHolderFactory(keep_until=dt.date(2026, 1, 31))).holder.keep_until + dt.timedelta(1)
    },
    of_partners.erase_contact: lambda by, today: {
        "key": ExchangeFactory(contact=ContactFactory()).contact_id,
        "by": by,
    },
    of_partners.verify_contact: lambda by, today: {"contact": ContactFactory(), "by": by, "today": today},
    of_partners.purge_contacts: lambda by, today: {
        "today": ExchangeFactory(contact=ContactFactory(keep_until=dt.date(2026, 1, 31))).contact.keep_until
        + dt.timedelta(1)
    },
}
# These hold rows and write none, or nothing but their history.
HOLDING = {
    of_people.purge_names: lambda by, today: {"today": named() and today},
    of_publication.lock_row: lambda by, today: {"record": partner(PublicationStatus.DRAFT)},
    of_publication.lock_rows: lambda by, today: {"rows": Partner.objects.filter(pk=PartnerFactory().pk)},
    of_partners.lock_agreements: lambda by, today: {},
}


def verbs():
    """Return every public function of the modules of operations (a set)."""
    found = set()
    for path in modules():
        if "operations" in path.with_suffix("").parts:
            module = import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
            functions = inspect.getmembers(module, inspect.isfunction)
            found |= {
                each for name, each in functions if not name.startswith("_") and each.__module__ == module.__name__
            }
    return found


def name_of(verb):
    """Name a verb in the report of a test."""
    return f"{verb.__module__}.{verb.__name__}"


def test_every_verb_is_tried():
    assert {name_of(verb) for verb in verbs()} == {name_of(verb) for verb in {**CALLS, **HOLDING}}


@pytest.fixture
def _rules():
    RuleFactory()
    RuleFactory(kind=RuleKind.AUTHORIZED_ABOVE, value=Decimal(3000), valid_from=dt.date(2019, 10, 7))


@pytest.fixture(autouse=True)
def _clock(time_machine, today):
    time_machine.move_to(dt.datetime.combine(today, dt.time(12), dt.UTC))


class Watch:
    """The models whose tables are written, and those that are noted as written or deleted."""

    def __init__(self):
        self.written, self.noted = set(), set()
        self.tables = {model._meta.db_table: model for model in our_models() if model is not SearchEntry}
        for model in list(self.tables.values()):
            for field in model._meta.many_to_many:
                self.tables.setdefault(field.remote_field.through._meta.db_table, model)

    def statement(self, execute, sql, *args):
        """Note the table that a statement writes."""
        table = re.match(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', sql)
        if table and table[1] in self.tables:
            self.written.add(self.tables[table[1]])
        return execute(sql, *args)

    def affected_by(self, keys):
        """Note which rows are followed; nothing is made of them here."""
        self.noted |= {model for model, some in keys.items() if some}
        return {}


def watch(verb, arguments):
    """Take a verb in a transaction; return the Watch of what it wrote."""
    seen = Watch()
    follower = Follower(seen.affected_by, lambda found, **options: None)
    with (
        patch.object(after_write, "FOLLOWERS", [*after_write.FOLLOWERS, follower]),
        connection.execute_wrapper(seen.statement),
        transaction.atomic(),
    ):
        verb(**arguments)
    return seen


def entries():
    """Return all that is found, whatever the ids (a set)."""
    return set(
        SearchEntry.objects.values_list(*[field.name for field in SearchEntry._meta.fields if field.name != "id"])
    )


@pytest.mark.parametrize("verb", CALLS, ids=name_of)
def test_what_a_verb_writes_is_followed(verb, approbation, today):
    arguments = CALLS[verb](approbation, today)
    rebuild(today=today)
    before = shared_version()
    seen = watch(verb, arguments)
    assert seen.written, "the call moves nothing"
    assert seen.written <= seen.noted, "written behind the back of what follows a write"
    assert shared_version() != before
    found = entries()
    rebuild(today=today)
    assert found == entries()


@pytest.mark.parametrize("verb", HOLDING, ids=name_of)
def test_what_only_holds_rows_writes_nothing(verb, approbation, today):
    arguments = HOLDING[verb](approbation, today)
    rebuild(today=today)
    before = shared_version()
    assert not watch(verb, arguments).written
    assert shared_version() == before
