"""A reference is given once, when a record goes online; it leads to it for ever, and tells nothing of what is not."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from missions.models import Action, CostFact, Mission
from partners.models import Agreement
from portal.register import TABLES
from records.imports.loading import load
from records.models import Referenced
from records.publication.operations import publish, reopen, withdraw
from records.publication.references import give_references
from tests.at_once import meanwhile, really_written, rows_are_locked
from tests.missions.factories import ActionFactory, CostFactFactory, MissionFactory
from tests.partners.factories import AgreementFactory
from tests.portal.small_record import SmallRecord
from tests.reading import shown

DAY = dt.date(2024, 5, 6)
DATED = {"starts_on": DAY, "date_precision": "jour"}
in_the_database = pytest.mark.django_db


class UndoneError(Exception):
    """Undoes what was loaded."""


def references():
    """Return {reference: title or amount} of all that has one."""
    return {row.reference: str(row) for model in Referenced.__subclasses__() for row in model.objects.all()}


@in_the_database
def test_each_kind_has_its_letter_and_the_year_of_its_own_dates():
    mission = MissionFactory(published=True, **DATED)
    rows = [
        mission,
        ActionFactory(published=True, **DATED),
        ActionFactory(published=True),
        AgreementFactory(published=True, starts_on=DAY),
        AgreementFactory(published=True, signed_on=dt.date(1999, 1, 1), signed_precision="annee", starts_on=DAY),
        CostFactFactory(mission=mission, made_public_on=dt.date(2025, 1, 2)),
    ]
    assert [row.reference for row in rows] == [
        "M-2024-01", "A-2024-01", "A-0000-01", "E-2024-01", "E-1999-01", "C-2025-01",
    ]  # fmt: skip


@in_the_database
def test_it_is_given_once_online_and_kept_whatever_happens(approbation, today):
    mission = MissionFactory(**DATED)
    cost = CostFactFactory(mission=mission)
    assert (mission.reference, cost.reference) == (None, None)
    mission = publish(mission, by=approbation, on=today)
    cost.refresh_from_db()
    assert (mission.reference, cost.reference) == ("M-2024-01", "C-0000-01")
    mission.starts_on = dt.date(2025, 1, 1)
    mission.save()
    mission = publish(reopen(withdraw(mission, by=approbation, on=today), by=approbation), by=approbation, on=today)
    assert mission.reference == "M-2024-01"
    mission.reference = "M-2025-01"
    with pytest.raises(ValidationError, match="ne change pas"):
        mission.save()


@in_the_database
def test_a_number_is_never_given_again():
    MissionFactory(published=True, **DATED).delete()
    assert MissionFactory(published=True, **DATED).reference == "M-2024-02"
    with pytest.raises(IntegrityError), transaction.atomic():
        MissionFactory(reference="M-2024-02")


@in_the_database
def test_the_same_files_give_the_same_references_and_a_second_load_keeps_them(tmp_path, today):
    files, given = SmallRecord(tmp_path).write(), {}
    for year in range(2):
        try:
            with transaction.atomic():
                load(TABLES, files, on=today.replace(year=2025 + year))
                given[year] = references()
                raise UndoneError
        except UndoneError:
            assert references() == {}
    assert {each[0] for each in given[0]} == set("MEAC")
    assert given[0] == given[1]
    for _time in range(2):
        load(TABLES, files, on=today)
        assert references() == given[0]


@in_the_database
@pytest.mark.parametrize("typed", ["M-2024-01", " m-2024-01 ", "M–2024–01"])
def test_the_search_leads_to_what_bears_it(client, typed):
    mission = MissionFactory(published=True, **DATED)
    assert client.get("/recherche/", {"q": typed}).url == mission.get_absolute_url()


@in_the_database
def test_its_address_leads_to_the_page_and_tells_nothing_of_what_is_not_online(client, approbation, today):
    mission = MissionFactory(published=True, **DATED)
    cost = CostFactFactory(mission=mission, made_public_on=DAY)
    assert client.get("/M-2024-01/").url == mission.get_absolute_url()
    assert client.get("/en/m-2024-01/").url == f"/en{mission.get_absolute_url()}"
    page = client.get("/C-2024-01/")
    assert page.url == f"{mission.get_absolute_url()}#C-2024-01"
    told = shown(client.get(mission.get_absolute_url()))
    assert f'id="{cost.reference}"' in told
    assert 'href="/M-2024-01/"' in told
    hidden = [MissionFactory(published=True, embargo_until=timezone.localdate() + dt.timedelta(1), **DATED)]
    hidden += [withdraw(mission, by=approbation, on=today), MissionFactory(reference="M-2024-09")]
    for each in [*(row.reference for row in hidden), "C-2024-01", "M-2024-77"]:
        assert client.get(f"/{each}/").status_code == 404
        assert client.get("/recherche/", {"q": each}).status_code == 200


@in_the_database
@pytest.mark.parametrize(("model", "factory"), [(Mission, MissionFactory), (Agreement, AgreementFactory)])
def test_many_are_numbered_in_their_order_by_one_statement(model, factory, django_assert_num_queries, today):
    rows = [factory.build(published_on=today) for _number in range(120)]
    with django_assert_num_queries(1):
        give_references(rows)
    assert rows[-1].reference == f"{model.reference_letter}-0000-120"
    assert len({row.reference for row in rows}) == 120


@rows_are_locked
@really_written
def test_two_writers_at_once_take_different_numbers(today):
    def write():
        with transaction.atomic():
            return MissionFactory(published=True, **DATED).reference

    first, second = meanwhile(write, write)
    assert {first, second} == {"M-2024-01", "M-2024-02"}
    assert CostFact.objects.count() == Action.objects.count() == 0
