"""The book of a mission: what each partner is told by, what is unknown, what it costs to make."""

import datetime as dt

import pytest

from missions.documents.briefs import MAX_ROWS
from missions.documents.unknowns import unknowns_of_reasons
from missions.models import Direction, Mission, MissionStage, Rule, RuleKind
from missions.models.programme import Payer
from partners.models import AgreementStanding, Partner, Standing
from records.publication.status import PublicationStatus
from tests.axes.factories import VisionFactory, VisionItemFactory
from tests.missions.big_mission import big_mission
from tests.missions.book.books import address, book, sheet, words
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    CeilingItemFactory,
    CostFactFactory,
    CriterionCheckFactory,
    FollowUpFactory,
    MeetingFactory,
    MissionFactory,
    ParticipantFactory,
    RuleFactory,
    StopFactory,
)
from tests.partners.factories import AgreementFactory, ContactFactory, PartnerFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db


def test_each_partner_has_one_sheet_that_says_why(mission, partner, redaction, today):
    StopFactory(mission=mission, place=partner)
    MeetingFactory(mission=mission, partner=partner)
    MeetingFactory(mission=mission, partner=PartnerFactory(name="Autre"))
    MeetingFactory(mission=mission)
    sheets = book(mission, redaction, today)["sheets"]
    assert [(each.partner.name, [str(part) for part in each.parts]) for each in sheets] == [
        ("Port du Havre", ["étape", "rencontre", "partenaire"]),
        ("Autre", ["rencontre"]),
    ]


def test_agreements_that_hold_come_first_with_their_state(mission, partner, redaction, today):
    for title, ends_on in (("échue", dt.date(2025, 1, 1)), ("longue", None), ("brève", dt.date(2026, 5, 1))):
        AgreementFactory(title=title, partners=[partner], standing=AgreementStanding.ACTIVE, ends_on=ends_on)
    AgreementFactory(title="d’un autre", partners=[PartnerFactory()])
    found = sheet(mission, redaction, today).agreements
    assert [each.title for each in found][-1] == "échue"
    assert {(each.title, each.state_label) for each in found} == {
        ("brève", "en vigueur, expire bientôt"),
        ("longue", "en vigueur"),
        ("échue", "échue"),
    }


def test_a_sheet_tells_what_last_happened_and_the_word_recorded_where_it_is_another(client, redaction, partner, today):
    mission = MissionFactory(title="À venir")
    StopFactory(mission=mission, place=partner)
    Partner.objects.filter(pk=partner.pk).update(standing=Standing.ACTIVE)
    dated = {"starts_on": dt.date(2019, 5, 1), "date_precision": "mois", "stage": MissionStage.DONE}
    StopFactory(mission=MissionFactory(title="Ancienne", **dated), place=partner)
    client.force_login(redaction)
    page = words(client.get(address(mission, "cahier-a-imprimer")).text)
    assert "Relation dormante (inscrite comme «\u00a0active\u00a0»)".replace("\u00a0", " ") in page
    assert "Dernière activité connue : mai 2019 , Ancienne" in page.replace("\u00a0", " ")
    assert "sans activité depuis" in page


def test_past_missions_and_actions_are_the_partner_s_the_latest_first(mission, partner, redaction, today):
    year = {"date_precision": "annee"}
    first = StopFactory(place=partner, mission__starts_on=dt.date(2019, 1, 1), mission__date_precision="annee").mission
    second = MeetingFactory(partner=partner, mission=MissionFactory(starts_on=dt.date(2022, 1, 1), **year)).mission
    declined = MissionFactory(starts_on=dt.date(2023, 1, 1), stage=MissionStage.DECLINED, declined_reason="Non", **year)
    for other in (declined, MissionFactory(starts_on=dt.date(2027, 1, 1), **year)):
        StopFactory(place=partner, mission=other)
    StopFactory(mission__starts_on=dt.date(2021, 1, 1), mission__date_precision="annee")
    led = ActionFactory(lead_partner=partner, starts_on=dt.date(2020, 1, 1), **year)
    shared = ActionPartnerFactory(partner=partner, action=ActionFactory(starts_on=dt.date(2021, 1, 1), **year)).action
    ActionFactory()
    found = sheet(mission, redaction, today)
    assert found.missions.rows == [second, first]
    assert found.actions.rows == [shared, led]


def test_an_archive_is_told_to_nobody(mission, partner, redaction, today):
    archived = {"status": PublicationStatus.ARCHIVED}
    AgreementFactory(partners=[partner], **archived)
    ActionFactory(lead_partner=partner, **archived)
    StopFactory(place=partner, mission=MissionFactory(**archived))
    found = sheet(mission, redaction, today)
    assert (found.agreements, found.missions.rows, found.actions.rows) == ([], [], [])


def test_a_long_past_is_cut_and_says_so(client, redaction, mission, partner, today):
    ActionFactory.create_batch(MAX_ROWS + 2, lead_partner=partner)
    assert sheet(mission, redaction, today).actions.others == 2
    client.force_login(redaction)
    assert "et 2 autres, plus anciennes" in words(client.get(address(mission, "cahier-a-imprimer")).text)


def test_promises_still_open_come_back_the_most_urgent_first(mission, partner, redaction, today):
    earlier = MeetingFactory(partner=partner)
    later = FollowUpFactory(meeting=earlier, partner=partner, due_on=dt.date(2026, 6, 1))
    sooner = FollowUpFactory(meeting=earlier, due_on=dt.date(2026, 4, 1))
    FollowUpFactory(meeting=earlier, partner=partner, done_on=today, result="Envoyé.")
    FollowUpFactory(meeting=earlier, partner=PartnerFactory())
    FollowUpFactory()
    assert sheet(mission, redaction, today).promises == [sooner, later]


@pytest.mark.parametrize(("person", "shown"), [("redaction", True), ("approbation", True), ("gestion", False)])
def test_contacts_are_told_only_to_those_who_may_read_them(client, request, mission, partner, person, shown):
    ContactFactory(partner=partner, name="Nom secret", salutation="Madame la Présidente", email="x@exemple.invalid")
    client.force_login(request.getfixturevalue(person))
    said = words(client.get(address(mission, "cahier-a-imprimer")).text)
    assert ("Nom secret" in said) == ("x@exemple.invalid" in said) == ("Madame la Présidente" in said) == shown
    assert ("qu’aux personnes qui y ont droit" in said) != shown


def test_an_expired_contact_is_left_out(client, redaction, mission, partner, time_machine):
    ContactFactory(partner=partner, name="Nom périmé", keep_until=dt.date(2026, 3, 1))
    time_machine.move_to("2026-03-02T15:00:00Z")
    client.force_login(redaction)
    said = words(client.get(address(mission, "cahier-a-imprimer")).text)
    assert "Nom périmé" not in said
    assert "promesses ouvertes, missions passées, actions, contacts," in said


def test_criteria_not_checked_yet_are_shown_as_such(mission, redaction, today):
    vision = VisionFactory(is_current=True)
    first, second = (VisionItemFactory(vision=vision, kind="critere_mission", position=each) for each in (1, 2))
    VisionItemFactory(vision=vision, kind="levier")
    check = CriterionCheckFactory(mission=mission, criterion=second)
    old = CriterionCheckFactory(mission=mission)
    assert book(mission, redaction, today)["criteria"] == [(first, None), (second, check), (old.criterion, old)]


def test_the_need_of_an_authorization_is_told_with_its_reason(client, redaction, today):
    client.force_login(redaction)
    RuleFactory(kind=RuleKind.AUTHORIZED_ABOVE, value=3000, valid_from=dt.date(2019, 10, 7))
    mission = StopFactory().mission
    assert "requise – Déplacement hors du pays." in words(client.get(address(mission, "cahier-a-imprimer")).text)
    received = MissionFactory(direction=Direction.IN)
    assert "non requise – La Ville ne se" in words(client.get(address(received, "cahier-a-imprimer")).text)


def test_a_ceiling_and_its_parts_that_differ_say_so(client, redaction, mission):
    client.force_login(redaction)
    CeilingItemFactory(mission=mission, amount=500)
    mission.ceiling = 500
    mission.save()
    assert "en diffère" not in words(client.get(address(mission, "cahier-a-imprimer")).text)
    mission.ceiling = 600
    mission.save()
    assert "600 $ (plafond de la décision) – la somme des catégories, 500 $, en diffère" in words(
        client.get(address(mission, "cahier-a-imprimer")).text
    )


def test_the_decision_sheet_tells_the_amount_that_the_page_tells(client, gestion):
    mission = MissionFactory(published=True)
    CostFactFactory(mission=mission, amount=13_000, scope_code="delegation").sources.add(SourceFactory(kind="presse"))
    client.force_login(gestion)
    said = "13 000 $ selon la presse (délégation); décision non consultée"
    book = client.get(address(mission, "cahier-a-imprimer")).text
    page = client.get(mission.get_absolute_url()).text
    for read in (words(book), words(page)):
        assert said in read.replace(" ;", ";")


def test_what_is_unknown_is_said_and_nothing_is_zero(client, gestion):
    client.force_login(gestion)
    said = words(client.get(address(MissionFactory(), "cahier-a-imprimer")).text)
    reasons = "Inconnu : but, axes, thèmes, objectifs, direction de la délégation, nombre de personnes de la Ville,"
    missing = "Non consigné : instance, numéro, date, plafond."
    for expected in (reasons, "Partenaires : inconnus.", missing):
        assert expected in said, expected


def test_a_column_that_no_one_tells_is_said_once_of_how_many_otherwise(mission):
    def told():
        return unknowns_of_reasons(Mission.objects.for_documents().get(pk=mission.pk))

    assert "fonctions des personnes" in told()
    ParticipantFactory.create_batch(2, mission=mission, organization="", payer=Payer.UNKNOWN)
    assert told()[-2:] == ["organisme", "qui paie"]
    ParticipantFactory(mission=mission, organization="Port", payer=Payer.OTHER, payer_name="Le port")
    assert told()[-2:] == ["organisme (2/3)", "qui paie (2/3)"]


def test_a_book_costs_the_same_whatever_the_partners(client, redaction, query_count):
    client.force_login(redaction)
    Rule.objects.book()
    few, many = big_mission(1), None
    alone = query_count(address(few, "cahier-a-imprimer"))
    few.delete()
    VisionFactory._meta.model.objects.update(is_current=False)
    many = big_mission(4)
    assert query_count(address(many, "cahier-a-imprimer")) == alone
