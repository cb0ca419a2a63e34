"""The proposals that wait at the desk of each: of who writes, of who approves."""

import datetime as dt

import pytest
from django.urls import reverse

from portal.desk.proposals import proposal_tasks
from tests.axes.factories import AxisProposalFactory, VisionProposalFactory
from tests.missions.factories import (
    ActionProposalFactory,
    MissionFactory,
    MissionProposalFactory,
    RuleFactory,
)
from tests.partners.factories import (
    AgreementProposalFactory,
    PartnerProposalFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rules():
    RuleFactory()
    RuleFactory(kind="depassement", value=10, valid_from=dt.date(2019, 10, 7))


MODERATED = [
    VisionProposalFactory,
    AxisProposalFactory,
    PartnerProposalFactory,
    AgreementProposalFactory,
    MissionProposalFactory,
    ActionProposalFactory,
]


def proposed(user):
    models = [make._meta.model.record.field.related_model for make in MODERATED]
    return {each.title: [f"{line.title}: {line.words}" for line in each.lines] for each in proposal_tasks(user, models)}


def wrote(proposal, user):
    """Have `user` be who wrote a proposal."""
    proposal.history.update(history_user=user)
    return proposal


def test_who_writes_sees_their_proposals_by_where_they_stand(redaction, approbation):
    when = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
    parts = {"fields": {"title": ["", "x"]}, "parts": {"costs": {"new": [{}]}}}
    for state, title in (("prepared", "Lyon"), ("submitted", "Nice"), ("sent_back", "Metz"), ("applied", "Pau")):
        values = {"state": state, "title": title, "comment": "Dites l’année.", "state_since": when}
        wrote(MissionProposalFactory(**values, author=redaction, changes=parts), redaction)
    wrote(PartnerProposalFactory(title="Namur", author=approbation), approbation)
    assert proposed(redaction) == {
        "Mes propositions renvoyées": ["Metz: renvoyée le 1er\u00a0mars 2026\u00a0: «\u00a0Dites l’année.\u00a0»"],
        "Mes propositions en préparation": ["Lyon: titre, faits de coût"],
        "Mes propositions soumises": ["Nice: soumise le 1er\u00a0mars 2026 – titre, faits de coût"],
    }


@pytest.mark.parametrize("person", ["approbation", "gestion"])
def test_who_approves_and_who_follows_see_what_is_to_approve_from_whom_and_since_when(request, person, redaction):
    when = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
    wrote(ActionProposalFactory(title="Visite", state="submitted", author=redaction, state_since=when), redaction)
    wrote(ActionProposalFactory(title="Stage", author=redaction), redaction)
    words = "proposée par redaction, à approuver depuis le 1er\u00a0mars 2026 – précision publique"
    assert proposed(request.getfixturevalue(person)) == {"Propositions à approuver": [f"Visite: {words}"]}


def test_who_joined_a_proposal_sees_it_too(redaction, approbation):
    proposal = wrote(MissionProposalFactory(author=approbation), approbation)
    proposal._history_user = redaction
    proposal.save()
    assert "Mes propositions en préparation" in proposed(redaction)
    assert "Mes propositions en préparation" in proposed(approbation)


def test_two_hundred_proposals_and_a_long_history_cost_no_statement_more(client, query_count, approbation):
    client.force_login(approbation)
    urls = [reverse("admin:index"), reverse("admin:proposals"), reverse("admin:missions_mission_changelist")]

    def open_some(number):
        for make in MODERATED:
            for _ in range(number):
                wrote(make(state="submitted", author=approbation), approbation)

    open_some(11)  # more than a box shows: the others are counted
    few = [query_count(url) for url in urls]
    open_some(35)
    mission = MissionFactory(published=True)
    row = mission.history.get()
    row.history_id = None
    type(row).objects.bulk_create([row] * 5_000)
    assert mission.history.count() == 5_001
    assert [query_count(url) for url in urls] == few
    page = client.get(urls[0]).text
    assert f'href="{urls[1]}"' in page
    assert client.get(urls[1]).text.count("/propositions/") >= 200


def test_the_page_of_proposals_says_when_none_waits(client, gestion):
    client.force_login(gestion)
    assert "Aucune proposition n’attend." in client.get(reverse("admin:proposals")).text
