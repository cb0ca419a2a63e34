"""The texts on their way online, on the desk of who writes, of who approves and of who follows the work."""

import datetime as dt
from unittest.mock import patch

import pytest
from django.utils import timezone

from missions.models import Mission
from partners.models import Partner
from portal.desk import tasks_for
from portal.desk.publication import text_tasks
from portal.desk.tasks import MAX_TASKS
from records.publication.operations import reopen, send_back, submit, withdraw
from records.publication.status import PublicationStatus
from tests.missions.factories import ActionFactory, MissionFactory
from tests.partners.factories import AgreementFactory, PartnerFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 2)
MODELS = [Partner, Mission]


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to("2026-03-02T17:00:00Z", tick=False)


def written(record, user):
    """Have `user` be who wrote a record, and return it."""
    record.history.update(history_user=user)
    type(record).objects.filter(pk=record.pk).update(edited_at=timezone.now())
    return record


def told(user):
    return {each.title: [f"{line.title}: {line.words}" for line in each.lines] for each in text_tasks(user, MODELS)}


def test_each_group_is_told_of_the_texts_it_sees_to_with_who_and_since_when(redaction, approbation, gestion):
    written(PartnerFactory(name="Nice"), redaction), written(PartnerFactory(name="Pau"), approbation)
    submit(written(PartnerFactory(name="Lyon"), redaction), by=redaction)
    sent_back = submit(written(MissionFactory(title="Metz"), redaction), by=redaction)
    send_back(sent_back, by=approbation, comment="Dites l’année.")
    once_online = withdraw(PartnerFactory(name="Hué", published=True), by=approbation, on=TODAY)
    submit(reopen(once_online, by=approbation), by=approbation)
    new = "Lyon: partenaire, nouveau – soumis par redaction, à approuver depuis le 2\u00a0mars 2026"
    former = "Hué: partenaire, à remettre en ligne – soumis par approbation, à approuver depuis le 2\u00a0mars 2026"
    commented = ["Metz: mission, renvoyé\u00a0: «\u00a0Dites l’année.\u00a0»"]
    followed = {"Textes à approuver": [new, former], "Textes renvoyés, à reprendre": commented}
    assert told(redaction) == {
        "Mes textes renvoyés, à reprendre": commented,
        "Mes brouillons": ["Nice: partenaire, modifié le 2\u00a0mars 2026"],
        "Mes textes soumis": [new],
    }
    assert told(gestion) == followed
    assert told(approbation) == {"Mes brouillons": ["Pau: partenaire, modifié le 2\u00a0mars 2026"], **followed}


def test_what_lost_its_history_waits_since_now_and_breaks_no_desk(approbation):
    waiting = PartnerFactory(name="Lyon", status=PublicationStatus.REVIEW)
    PartnerFactory(status=PublicationStatus.REVIEW)
    waiting.history.all().delete()
    [box] = text_tasks(approbation, MODELS)
    assert "soumis par un compte supprimé" in box.lines[-1].words


def test_a_full_box_reads_what_it_shows_and_counts_the_others(redaction):
    for _ in range(MAX_TASKS + 2):
        written(PartnerFactory(), redaction)
    written(MissionFactory(title="Metz"), redaction)
    with patch.object(Partner, "from_db", wraps=Partner.from_db) as read:
        [drafts] = text_tasks(redaction, MODELS)
    assert (len(drafts.lines), drafts.others, read.call_count) == (MAX_TASKS, 3, MAX_TASKS)


def test_who_writes_is_told_of_what_ends_and_of_what_is_overdue_in_what_they_wrote(redaction):
    soon, past = TODAY + dt.timedelta(days=60), dt.date(2022, 4, 1)
    for title in ("Mienne", "Autre"):
        ended = {"starts_on": past, "ends_on": past, "date_precision": "jour", "stage": "annoncee"}
        made = AgreementFactory(title=title, standing="actif", ends_on=soon), ActionFactory(title=title, **ended)
        if title == "Mienne":
            [written(each, redaction) for each in made]
    told_of = {each.title: [line.title for line in each.lines] for each in tasks_for(redaction, TODAY)}
    assert told_of == {
        "Mes ententes qui prennent fin d’ici un an": ["Mienne"],
        "Mes actions échues, suite inconnue": ["Mienne"],
    }
