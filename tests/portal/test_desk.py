"""What waits for a person, on the first page of the bureau."""

import datetime as dt
import html
from copy import copy
from unittest.mock import patch

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from missions.models import FollowUp, MissionStage, RequestDecision
from partners.models import PartnerKind
from portal.desk import Task, tasks_for
from portal.desk.tasks import MAX_TASKS
from records.publication.status import PublicationStatus
from tests.missions.factories import (
    ActionFactory,
    DelegationRequestFactory,
    FollowUpFactory,
    MissionFactory,
    NextStepFactory,
    ObjectiveFactory,
    ReportFactory,
    RuleFactory,
)
from tests.partners.factories import (
    AgreementFactory,
    ExchangeFactory,
    PartnerFactory,
)
from tests.portal.bureau import address
from tests.portal.factories import MessageFactory
from tests.portal.waiting import DONE, LATE, OWN, SOON, TODAY, awaited, back, make_everything, piles, told

pytestmark = pytest.mark.django_db


ABOVE, PROMISES, REQUESTS, UNLINKED, ENDING = (
    "Dépassements qui retournent au comité exécutif",
    "Promesses en retard",
    "Demandes à décider",
    "Actions\u00a0: rattachement à un engagement à faire",
    "Ententes qui prennent fin d’ici un an",
)


@pytest.fixture(autouse=True)
def _rules():
    RuleFactory()
    RuleFactory(kind="depassement", value=10, valid_from=dt.date(2019, 10, 7))


def test_who_is_responsible_for_a_mission_sees_what_it_waits_for(redaction):
    make_everything(redaction)
    assert told(redaction) == {
        OWN: ["Tardive: rapport en retard de 3 jours; 1 objectif à clore; 1 promesse en retard; 1 promesse ouverte"]
    }


@pytest.mark.parametrize("person", ["approbation", "gestion"])
def test_who_manages_sees_what_waits_everywhere(request, person, redaction):
    make_everything(redaction)
    desk = told(request.getfixturevalue(person))
    assert list(desk) == [LATE, SOON, ABOVE, PROMISES, REQUESTS, ENDING, UNLINKED]
    assert desk[LATE] == ["Tardive: rapport en retard de 3 jours – redaction"]
    assert desk[SOON] == ["Prochaine: rapport attendu au plus tard le 22\u00a0mars 2026 – sans responsable"]
    assert desk[ABOVE] == ["Chère: 1\u00a0200\u00a0$ déclarés pour 1\u00a0000\u00a0$ autorisés (délégation)"]
    assert "due le 1er\u00a0mars 2026" in desk[PROMISES][0]
    assert desk[UNLINKED] == ["Défilé: Rayonner"]
    assert desk[ENDING] == ["Jumelage: prend fin le 27\u00a0décembre 2026"]


ENDED, TO_CHECK = "Ententes échues, dont personne n’a dit la suite", "Ententes à vérifier"
SLEEPING = "Relations inscrites comme actives, mais dormantes"


def test_an_agreement_to_check_that_ends_soon_waits_twice(gestion):
    AgreementFactory(title="Tunis", standing="a_verifier", ends_on=TODAY + dt.timedelta(days=60))
    desk = told(gestion)
    assert desk[ENDING] == ["Tunis: prend fin le 1er\u00a0mai 2026 – à vérifier, expire bientôt"]
    assert desk[TO_CHECK] == ["Tunis: inscrite «\u00a0à vérifier\u00a0»"]


def test_an_agreement_that_ended_waits_for_a_word_or_a_renewal(gestion):
    yesterday = TODAY - dt.timedelta(days=1)
    former = AgreementFactory(title="Namur", standing="actif", ends_on=yesterday)
    AgreementFactory(title="Réseau", standing="termine", ends_on=yesterday)
    assert told(gestion) == {
        ENDED: ["Namur: a pris fin le 1er\u00a0mars 2026\u00a0: inscrivez son renouvellement, ou qu’elle est terminée"]
    }
    AgreementFactory(title="Suite", standing="actif", renews=former, published=True)
    assert told(gestion) == {}


def test_an_agreement_already_renewed_is_not_announced_as_ending(gestion):
    former = AgreementFactory(standing="actif", ends_on=TODAY + dt.timedelta(days=60))
    assert list(told(gestion)) == [ENDING]
    AgreementFactory(standing="actif", renews=former, published=True)
    assert told(gestion) == {}


def test_an_agreement_with_a_ministry_waits_for_the_answer_on_its_authorization(gestion):
    ministry = PartnerFactory(organization=True, kind=PartnerKind.GOVERNMENT)
    AgreementFactory(title="Accord", standing="actif", partners=[ministry])
    [words] = told(gestion)[TO_CHECK]
    assert "dites s’il faut une autorisation" in words


def test_a_relationship_recorded_as_active_that_sleeps_is_told(gestion):
    PartnerFactory(name="Bordeaux", standing="actif", noted_activity_on=dt.date(2022, 4, 1))
    PartnerFactory(name="Namur", standing="actif", noted_activity_on=dt.date(2025, 7, 30))
    PartnerFactory(name="Hué", standing="inactif", noted_activity_on=dt.date(2012, 9, 6))
    [sleeping] = piles(gestion)
    assert sleeping.title == SLEEPING
    assert [(line.title, line.words) for line in sleeping.lines] == [("Bordeaux", "sans activité depuis 3 ans")]
    assert sleeping.address.endswith("?standing__exact=actif&etat=dormante&archives=sans")


def make_what_no_box_holds(other):
    """Make, beside each sort of thing that waits, what looks like it and does not: archives, what others see to."""
    kept_away = {"status": PublicationStatus.ARCHIVED}
    yesterday, past = TODAY - dt.timedelta(days=1), dt.date(2022, 4, 1)
    ActionFactory(title="Classée", starts_on=past, ends_on=past, date_precision="jour", stage="annoncee", **kept_away)
    ActionFactory(title="Échue", starts_on=past, ends_on=past, date_precision="jour", stage="annoncee")
    AgreementFactory(title="Close", standing="actif", ends_on=yesterday, **kept_away)
    AgreementFactory(title="Douteuse", standing="a_verifier", **kept_away)
    AgreementFactory(title="À vérifier", standing="a_verifier")
    AgreementFactory(title="Échue", standing="actif", ends_on=yesterday)
    former = AgreementFactory(title="Renouvelée", standing="actif", ends_on=yesterday)
    AgreementFactory(title="Suite", standing="actif", renews=former, published=True)
    for status in (PublicationStatus.DRAFT, PublicationStatus.ARCHIVED):
        PartnerFactory(standing="actif", noted_activity_on=past, status=status)
    NextStepFactory.create_batch(2, action__owner=other, due_on=past)
    ExchangeFactory(owner=other, follow_up="Écrire")


def test_each_box_leads_to_a_list_of_as_many_and_no_more(client, approbation, redaction, time_machine):
    time_machine.move_to("2026-03-02T15:00:00Z")
    make_everything(approbation)
    make_what_no_box_holds(redaction)
    NextStepFactory.create_batch(2, action__owner=approbation, due_on=dt.date(2022, 4, 1))
    ExchangeFactory(owner=approbation, follow_up="Écrire")
    MessageFactory()
    PartnerFactory.create_batch(12, status=PublicationStatus.REVIEW)
    client.force_login(approbation)
    boxes = client.get(reverse("admin:index")).context["desk"]
    whole = {tasks.anchor: tasks for tasks in client.get(reverse("admin:work")).context["desk"]}
    listed = [box for box in boxes if not box.address.startswith(reverse("admin:work"))]
    counts = {box.title: client.get(box.address).context["cl"].result_count for box in listed}
    assert counts == {box.title: len(whole[box.anchor].lines) for box in listed}
    assert {OWN, LATE, SOON, PROMISES, REQUESTS, UNLINKED, ENDING, ENDED, TO_CHECK, SLEEPING} < set(counts)
    assert {box.anchor: box.lines for box in boxes} == {name: tasks.lines[:MAX_TASKS] for name, tasks in whole.items()}
    assert [box.others for box in boxes] == [len(whole[box.anchor].lines[MAX_TASKS:]) for box in boxes]
    assert [(box.others, box.address) for box in boxes if box.title == "Textes à approuver"] == [
        (2, f"{reverse('admin:work')}#textes-a-approuver")
    ]


def test_a_person_without_the_missions_has_no_desk():
    assert tasks_for(User.objects.create_user("personne", is_staff=True), TODAY) == []


@pytest.mark.parametrize(
    ("days", "pile"), [(-1, LATE), (0, SOON), (30, SOON), (31, None)], ids=["late", "today", "in a month", "later"]
)
def test_a_report_stands_in_one_pile(gestion, days, pile):
    awaited(days)
    assert list(told(gestion)) == ([pile] if pile else [])


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"stage": MissionStage.DONE}, "rapport inconnu\u00a0: dites s’il est attendu ou en ligne"),
        ({"stage": MissionStage.TO_CHECK}, None),
        ({"stage": MissionStage.DECLINED, "declined_reason": "Non."}, None),
        ({"starts_on": dt.date(2022, 1, 1), "ends_on": dt.date(2022, 1, 2)}, None),
        ({"status": "archived"}, None),
    ],
)
def test_what_nobody_recorded_of_a_report_is_asked_of_who_is_responsible(redaction, values, words):
    back(0, owner=redaction, title="Lyon", **values)
    assert told(redaction) == ({OWN: [f"Lyon: {words}"]} if words else {})


def test_objectives_are_closed_after_the_mission_and_not_before(redaction):
    ahead = MissionFactory(owner=redaction, starts_on=dt.date(2026, 6, 1), date_precision="jour")
    ObjectiveFactory(mission=ahead)
    assert told(redaction) == {}


def test_a_long_pile_shows_ten_and_counts_the_others(gestion):
    for _ in range(13):
        FollowUpFactory(due_on=dt.date(2026, 1, 1))
    [pile] = piles(gestion)
    assert (len(pile.lines), pile.others) == (10, 3)
    assert pile.address == f"{reverse('admin:missions_followup_changelist')}?etat=retard"


def test_a_short_pile_has_no_others(gestion):
    FollowUpFactory(due_on=dt.date(2026, 1, 1))
    assert piles(gestion)[0].others == 0


def test_the_first_page_shows_the_desk(client, gestion):
    mission = awaited(-3, title="L'an dernier")
    client.force_login(gestion)
    page = client.get(reverse("admin:index")).text
    assert f'<a href="{address(mission)}">L’an dernier</a>' in page
    listed = reverse("admin:missions_mission_changelist", query={"attend": "rapport_manquant", "archives": "sans"})
    box = f'<a href="{html.escape(listed)}">Rapports en retard ou non trouvés</a>'
    assert page.index(">À surveiller</h2>") < page.index(box)


def test_the_first_page_leads_from_a_long_pile_to_its_list(client, gestion):
    for _ in range(12):
        FollowUpFactory(due_on=dt.date(2020, 1, 1))
    client.force_login(gestion)
    page = client.get(reverse("admin:index")).text
    assert "et 2 autres" in page
    assert f'href="{reverse("admin:missions_followup_changelist")}?etat=retard"' in page


def test_a_long_pile_is_read_no_further_than_it_is_shown(client, query_count, approbation):
    client.force_login(approbation)
    promise, read, costs = FollowUpFactory(due_on=dt.date(2020, 1, 1)), [], []
    for number in (19, 180):
        rows = [FollowUp(meeting=promise.meeting, owner=promise.owner, text="Écrire", due_on=promise.due_on)] * number
        FollowUp.objects.bulk_create([copy(row) for row in rows])
        costs.append(query_count(reverse("admin:index")))
        with patch.object(FollowUp, "from_db", wraps=FollowUp.from_db) as made:
            client.get(reverse("admin:index"))
        read.append(made.call_count)
    assert costs[0] == costs[1]
    assert read == [MAX_TASKS, MAX_TASKS]
    assert "et 190 autres" in client.get(reverse("admin:index")).text


def test_the_first_page_costs_the_same_whatever_waits(client, query_count, approbation):
    client.force_login(approbation)
    make_everything(approbation)
    one = query_count(reverse("admin:index"))
    for _ in range(2):  # no box is full yet: of a full one, the others are counted
        make_everything(approbation)
    assert query_count(reverse("admin:index")) == one


def test_requests_wait_for_who_manages(approbation, redaction):
    asked = DelegationRequestFactory(title="Visite de Lyon", partner=PartnerFactory(name="Lyon"))
    DelegationRequestFactory(title="Refusée", decision=RequestDecision.DECLINED, decided_on=TODAY, reason="Non.")
    [pile] = piles(approbation)
    assert pile.lines == [Task("Visite de Lyon", address(asked), "reçue le 1er\u00a0février 2026 – Lyon")]
    assert tasks_for(redaction, TODAY) == []


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (dt.date(2022, 1, 2), "rapport attendu, sans échéance"),
        (TODAY - dt.timedelta(1), "rapport attendu au plus tard le 12\u00a0avril 2026"),
    ],
    ids=["before the promise", "since"],
)
def test_whoever_is_responsible_is_told_by_when_a_report_is_expected(redaction, on, words):
    ReportFactory(mission=MissionFactory(owner=redaction, title="Lyon", starts_on=on, ends_on=on, **DONE))
    assert told(redaction) == {OWN: [f"Lyon: {words}"]}
