"""What the desk says of each thing that waits, and to whom: promises, requests, messages, agreements, exchanges."""

import datetime as dt

import pytest
from django.contrib.auth.models import User

from partners.models import PartnerKind
from portal.desk import manages_missions
from portal.desk.memory import anniversaries_ahead, exchanges_to_follow
from portal.desk.messages import messages_to_handle
from portal.desk.missing import missing_lists
from portal.desk.next_steps import late_steps, next_steps
from portal.desk.proposals import dropped_proposals, follows, proposal_tasks
from portal.desk.register import action_lists, agreement_lists, sleeping_relations, unlinked_actions
from portal.desk.stand_ins import stand_in_tasks
from records.publication.proposals import ProposalState
from records.publication.status import PublicationStatus
from tests.missions.factories import ActionFactory, MissionProposalFactory, NextStepFactory
from tests.partners.factories import AgreementFactory, ExchangeFactory, PartnerFactory
from tests.portal.accountability.entries import TODAY, D
from tests.portal.factories import MessageFactory, PersonFactory, StandInFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def told(*boxes):
    """Return {title: lines in words} of TaskLists, the empty ones left out."""
    return {str(each.title): [f"{line.title}: {line.words}" for line in each.lines] for each in boxes if each.lines}


@pytest.mark.parametrize(
    ("group", "manages", "follows_missions"),
    [("redaction", False, False), ("approbation", True, True), ("gestion", True, True)],
)
def test_who_approves_or_reads_all_without_writing_manages_and_follows(request, group, manages, follows_missions):
    person = request.getfixturevalue(group)
    assert manages_missions(person) == manages
    assert follows(person, MissionProposalFactory._meta.model.record.field.related_model) == follows_missions


def test_messages_wait_oldest_first_until_they_are_dealt_with():
    noon = dt.datetime(2026, 3, 1, 17, tzinfo=dt.UTC)
    MessageFactory(subject="L'été", received_at=noon, about="Namur")
    # The first of March in Greenwich, the last of February in Québec.
    MessageFactory(subject="Hier", state="en_cours", received_at=dt.datetime(2026, 3, 1, 2, tzinfo=dt.UTC))
    MessageFactory(subject="Traité", state="traite", handled_on=TODAY)
    assert told(messages_to_handle()) == {
        "Messages à traiter": [
            "Hier: reçu le 28\u00a0février 2026 – en cours",
            "L’été: reçu le 1er\u00a0mars 2026 – reçu, Namur",
        ]
    }


def test_exchanges_wait_for_who_sees_to_them_with_or_without_a_day(redaction):
    namur = PartnerFactory(name="Namur")
    ExchangeFactory(partner=namur, owner=redaction, follow_up="Écrire", due_on=D(2026, 4, 1))
    ExchangeFactory(partner=namur, owner=redaction, follow_up="Rappeler")
    ExchangeFactory(partner=namur, owner=PersonFactory(), follow_up="D’un autre")
    assert told(exchanges_to_follow(redaction)) == {
        "Suites à donner aux échanges": ["Écrire: Namur – 1er\u00a0avril 2026", "Rappeler: Namur – sans échéance"]
    }


def test_an_anniversary_is_prepared_a_year_ahead():
    AgreementFactory(title="Jumelage", signed_on=D(2001, 5, 4), signed_precision="jour")
    AgreementFactory(title="Récente", signed_on=D(2023, 5, 4), signed_precision="jour")
    [line] = anniversaries_ahead(TODAY).lines
    assert line.title == "Jumelage"
    assert "25" in line.words


def test_steps_wait_for_who_is_responsible_and_those_of_others_only_once_late(redaction):
    own, other = (
        ActionFactory(title="Visite", owner=redaction),
        ActionFactory(title="Foire", owner=PersonFactory(username="camille")),
    )
    for action in (own, other, ActionFactory(title="Seule")):
        NextStepFactory(action=action, text="Relancer", due_on=TODAY - DAY)
        NextStepFactory(action=action, text="Ce jour même", due_on=TODAY)
    NextStepFactory(action=own, text="Un jour")
    assert told(*next_steps(redaction, TODAY)) == {
        "Mes étapes en retard": ["Relancer: pour le 1er\u00a0mars 2026 – Visite"],
        "Mes prochaines étapes": ["Ce jour même: pour le 2\u00a0mars 2026 – Visite", "Un jour: sans échéance – Visite"],
    }
    assert sorted(told(late_steps(redaction, TODAY))["Étapes en retard"]) == [
        "Relancer: pour le 1er\u00a0mars 2026 – Foire, camille",
        "Relancer: pour le 1er\u00a0mars 2026 – Seule, sans responsable",
    ]


def test_agreements_stand_where_their_end_says_and_archives_nowhere():
    for title, days, options in (
        ("Ce jour", 0, {}),
        ("Dans un an", 365, {}),
        ("Plus tard", 366, {}),
        ("Hier", -1, {}),
        ("Classée", -1, {"status": PublicationStatus.ARCHIVED}),
        ("Terminée", -1, {"standing": "termine"}),
    ):
        AgreementFactory(**{"title": title, "standing": "actif", "ends_on": TODAY + days * DAY, **options})
    government = PartnerFactory(kind=PartnerKind.GOVERNMENT, organization=False)
    AgreementFactory(title="Avec un ministère", standing="actif", partners=[government])
    found = told(*agreement_lists(TODAY))
    assert found["Ententes qui prennent fin d’ici un an"] == [
        "Ce jour: prend fin le 2\u00a0mars 2026",
        "Dans un an: prend fin le 2\u00a0mars 2027",
    ]
    [ended] = found["Ententes échues, dont personne n’a dit la suite"]
    assert ended.startswith("Hier: a pris fin le 1er\u00a0mars 2026")
    [to_check] = found["Ententes à vérifier"]
    assert to_check.startswith("Avec un ministère: une partie est un gouvernement")


def test_actions_that_lapsed_or_are_done_on_announcement_say_when():
    days = {"starts_on": D(2025, 5, 1), "ends_on": D(2025, 5, 3), "date_precision": "jour"}
    ActionFactory(title="Échue", stage="annoncee", **days)
    announced = ActionFactory(title="Annoncée", stage="realisee", **days)
    announced.sources.add(SourceFactory(published_on=D(2025, 4, 30), published_precision="jour"))
    proved = ActionFactory(title="Prouvée", stage="realisee", **days)
    proved.sources.add(SourceFactory(published_on=D(2025, 5, 2), published_precision="jour"))
    when = "1er au 3\u00a0mai 2025"
    assert told(*action_lists(TODAY)) == {
        "Actions échues, suite inconnue": [f"Échue: échue, suite inconnue – {when}"],
        "Actions réalisées, sur annonce seulement": [
            f"Annoncée: réalisée, mais toutes ses sources précèdent son début – {when}"
        ],
    }
    assert [line.title for line in unlinked_actions().lines] == ["Prouvée", "Annoncée", "Échue"]


def test_a_relation_that_sleeps_says_for_how_many_years(gestion):
    for name, standing, noted in (
        ("Bordeaux", "actif", D(2022, 4, 1)),
        ("Calgary", "actif", D(2010, 1, 1)),
        ("Namur", "actif", D(2025, 7, 30)),
        ("Hué", "inactif", D(2012, 9, 6)),
    ):
        PartnerFactory(name=name, standing=standing, noted_activity_on=noted)
    [lines] = told(sleeping_relations(gestion, TODAY)).values()
    assert lines == ["Calgary: sans activité depuis 16 ans", "Bordeaux: sans activité depuis 3 ans"]


def test_what_records_lack_is_counted_by_kind_for_who_may_read_them(gestion):
    sourced = PartnerFactory(name_en="Namur")
    sourced.sources.add(SourceFactory(), SourceFactory())
    PartnerFactory()
    ActionFactory(lead_partner=sourced)
    found = {str(box.title): {line.title: line.words for line in box.lines} for box in missing_lists(gestion)}
    assert found == {
        "Fiches sans source": {"Partenaires": "1 fiche", "Actions": "1 fiche"},
        "Fiches sans anglais": {"Partenaires": "1 fiche", "Actions": "1 fiche"},
    }
    assert told(*missing_lists(User.objects.create_user("ailleurs"))) == {}


def test_proposals_dropped_lately_are_told_to_who_wrote_them_latest_first(redaction):
    for title, days, state in (
        ("Hier", 1, ProposalState.DROPPED),
        ("Ce jour-là", 7, ProposalState.DROPPED),
        ("Avant", 8, ProposalState.DROPPED),
        ("En préparation", 1, ProposalState.PREPARED),
    ):
        since = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC) - days * DAY
        made = MissionProposalFactory(title=title, state=state, author=redaction, state_since=since)
        made.history.update(history_user=redaction)
    model = MissionProposalFactory._meta.model.record.field.related_model
    [box] = dropped_proposals(redaction, [model], since=TODAY - 7 * DAY)
    assert [line.title for line in box.lines] == ["Hier", "Ce jour-là"]
    assert box.lines[0].words == "abandonnée le 1er\u00a0mars 2026 – précision publique"
    assert dropped_proposals(PersonFactory(), [model], since=TODAY - 7 * DAY) == []
    assert list(told(*proposal_tasks(redaction, [model]))) == ["Mes propositions en préparation"]


def test_who_stands_in_and_who_is_away_are_told_to_both_until_the_last_day(redaction, approbation):
    StandInFactory(absent=approbation, deputy=redaction, starts_on=D(2026, 2, 1), ends_on=TODAY)
    StandInFactory(absent=approbation, deputy=redaction, starts_on=D(2026, 1, 1), ends_on=TODAY - DAY)
    days = "du 1er\u00a0février 2026 au 2\u00a0mars 2026"
    assert told(*stand_in_tasks(redaction, TODAY)) == {"Vous approuvez à la place de": [f"approbation: {days}"]}
    assert told(*stand_in_tasks(approbation, TODAY)) == {"Approuve à votre place": [f"redaction: {days}"]}
    assert stand_in_tasks(PersonFactory(), TODAY) == []
