"""The sheets of partners: whom a mission meets and how, and what is held of none of them."""

from types import SimpleNamespace

import pytest

from missions.documents.book import criteria_of
from missions.documents.briefs import FirstAndOthers, PartnerBrief, partners_met, say_absent_once
from missions.documents.memories import PartnerMemory
from tests.axes.factories import VisionFactory, VisionItemFactory
from tests.missions.factories import (
    CriterionCheckFactory,
    MeetingFactory,
    MissionFactory,
    MissionPartnerFactory,
    StopFactory,
)
from tests.partners.factories import PartnerDocumentFactory, PartnerFactory

EVERYTHING = {
    "ententes": "agreements",
    "promesses ouvertes": "promises",
    "missions passées": "missions",
    "actions": "actions",
    "contacts": "contacts",
    "titulaires": "office_holders",
    "cadeaux échangés": "gifts",
}


def brief(*held, hidden=()):
    """Return the sheet of a partner of which the record holds `held`, the reader may not read `hidden`, and no more."""

    def rows(name):
        return None if name in hidden else ["Une ligne"] if name in held else []

    return PartnerBrief(
        None,
        [],
        None,
        rows("agreements"),
        FirstAndOthers(rows("missions"), 0),
        FirstAndOthers(rows("actions"), 0),
        rows("promises"),
        rows("contacts"),
        PartnerMemory(rows("office_holders"), rows("gifts"), [], []),
    )


@pytest.mark.parametrize(
    ("case", "briefs", "own", "shared"),
    [
        ("no partner", [], [], []),
        ("one partner of which nothing is held: nothing is shared", [brief()], [tuple(EVERYTHING)], []),
        ("two of which nothing is held", [brief(), brief()], [(), ()], list(EVERYTHING)),
        (
            "one has an agreement, the other a gift",
            [brief("agreements"), brief("gifts")],
            [("cadeaux échangés",), ("ententes",)],
            ["promesses ouvertes", "missions passées", "actions", "contacts", "titulaires"],
        ),
        ("all is held of both", [brief(*EVERYTHING.values())] * 2, [(), ()], []),
        (
            "what may not be read is not said to be missing",
            [brief(*set(EVERYTHING.values()) - {"contacts", "gifts"}, hidden=("contacts", "gifts"))],
            [()],
            [],
        ),
    ],
)
def test_what_is_held_of_no_partner_is_said_once(case, briefs, own, shared):
    told, said = say_absent_once(briefs)
    assert [tuple(str(words) for words in each.absent) for each in told] == own, case
    assert [str(words) for words in said] == shared, case


@pytest.mark.django_db
def test_partners_come_by_stop_then_by_meeting_then_by_role_each_part_told_once():
    mission = MissionFactory()
    city, host, met = PartnerFactory(name="Ville"), PartnerFactory(name="Hôte"), PartnerFactory(name="Rencontré")
    MissionPartnerFactory(mission=mission, partner=host, role="hote")
    MissionPartnerFactory(mission=mission, partner=city, role="origine")
    MeetingFactory(mission=mission, partner=met), MeetingFactory(mission=mission, partner=met)
    MeetingFactory(mission=mission, partner=city), MeetingFactory(mission=mission)
    StopFactory(mission=mission, place=city), StopFactory(mission=mission, place=city)
    told = {str(partner): [str(part) for part in parts] for partner, parts in partners_met(mission).values()}
    assert list(told.items()) == [
        ("Ville", ["étape", "rencontre", "origine de la délégation"]),
        ("Rencontré", ["rencontre"]),
        ("Hôte", ["hôte"]),
    ]
    assert list(partners_met(mission)) == [city.pk, met.pk, host.pk]


@pytest.mark.django_db
def test_a_sheet_shows_the_first_picture_of_its_partner():
    partner = PartnerFactory()
    assert brief()._replace(partner=partner).pictures == []
    PartnerDocumentFactory(record=partner)
    is_picture = [SimpleNamespace(is_picture=each) for each in (False, True, True)]
    shown = SimpleNamespace(documents=SimpleNamespace(all=lambda: is_picture))
    assert brief()._replace(partner=partner).pictures == []
    assert brief()._replace(partner=shown).pictures == [is_picture[1]]


@pytest.mark.django_db
def test_a_book_tells_the_criteria_in_force_in_order_then_the_others_that_were_weighed():
    vision, mission = VisionFactory(is_current=True), MissionFactory()
    second, first = (VisionItemFactory(vision=vision, kind="critere_mission", position=rank) for rank in (902, 901))
    VisionItemFactory(vision=vision)
    former, check = (
        CriterionCheckFactory(mission=mission, criterion=each)
        for each in (VisionItemFactory(kind="critere_mission"), second)
    )
    VisionItemFactory(kind="critere_mission")
    CriterionCheckFactory(criterion=first)
    assert criteria_of(mission) == [(first, None), (second, check), (former.criterion, former)]
