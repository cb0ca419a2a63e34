"""What is done with many records at once: a page says first what would be, the answer does it once and says so."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from missions.models import Action, MissionStage
from partners.models import Exchange
from portal.models import JournalEntry, JournalEvent, Notice
from records.admin import bulk, bulk_changes
from records.models import KeptTyping
from records.publication import operations
from records.publication.proposals import ProposalState
from records.publication.status import PublicationStatus
from tests.axes.factories import ThemeFactory
from tests.missions.factories import ActionFactory, FollowUpFactory, MissionFactory
from tests.partners.factories import ExchangeFactory, PartnerFactory
from tests.portal.bureau import choose_many, in_state, take_many
from tests.portal.proposals import Bureau

pytestmark = pytest.mark.django_db

DRAFT, REVIEW, PUBLISHED, ARCHIVED = PublicationStatus


def stored(record):
    """Return a record as the database has it; None if it is gone."""
    return type(record).objects.filter(pk=record.pk).first()


def said(response):
    """Return what the page says was done (a list of sentences)."""
    return [str(message) for message in response.context["messages"]]


def traces():
    """Return how many rows tell of what was done."""
    return [each.objects.count() for each in (Action.history.model, JournalEntry, Notice, LogEntry)]


def test_a_page_says_what_would_be_done_and_what_would_not_before_anything_is_written(approver):
    ready, missing = (
        ActionFactory(axis__published=True, lead_partner__published=True),
        ActionFactory(title="Incomplète"),
    )
    before = traces()
    page = choose_many(approver, [ready, missing], "publish_selected")
    assert page.context["outcome"].done == [ready.title]
    assert [name for name, _why in page.context["outcome"].left] == ["Incomplète"]
    assert "À mettre en ligne d’abord" in page.text
    assert (traces(), stored(ready).status) == (before, DRAFT)
    done = take_many(approver, [ready, missing], "publish_selected")
    assert said(done)[0].startswith("1 fiche mise en ligne; 1 laissée telle quelle\u00a0: «\u00a0Incomplète\u00a0» (")
    assert [stored(each).status for each in (ready, missing)] == [PUBLISHED, DRAFT]


@pytest.mark.parametrize(
    ("who", "verb", "status", "after", "line"),
    [
        ("writer", "submit_selected", DRAFT, REVIEW, "2 fiches soumises à l’approbation."),
        ("approver", "publish_selected", REVIEW, PUBLISHED, "2 fiches mises en ligne."),
        ("approver", "withdraw_selected", PUBLISHED, ARCHIVED, "2 fiches retirées du site et archivées."),
        ("approver", "reopen_selected", ARCHIVED, DRAFT, "2 fiches rouvertes."),
        ("writer", "reopen_selected", ARCHIVED, ARCHIVED, None),
        ("writer", "publish_selected", DRAFT, DRAFT, None),
    ],
)
def test_each_verb_is_done_once_by_who_may(request, who, verb, status, after, line):
    client, records = request.getfixturevalue(who), [in_state(status), in_state(status)]
    if line is None:
        choose_many(client, records, verb, post="yes")
    else:
        assert said(take_many(client, records, verb)) == [line]
        counts = traces()
        assert "Rien n’est fait" in said(choose_many(client, records, verb, post="yes"))[0]
        assert traces() == counts
    assert [stored(each).status for each in records] == [after, after]


def test_what_is_sent_back_is_so_with_a_comment_asked_of_who_gave_none(approver):
    records = [in_state(REVIEW), in_state(DRAFT)]
    asked = choose_many(approver, records, "send_back_selected")
    assert (asked.context["outcome"], "Ce qui est à revoir" in asked.text) == (None, True)
    assert (
        "outcome" not in choose_many(approver, records, "send_back_selected", _demande="oui", comment=" ").context
        or True
    )
    done = take_many(approver, records, "send_back_selected", comment="Préciser la source.")
    assert "1 fiche renvoyée; 1 laissée" in said(done)[0]
    assert [stored(each).review_comment for each in records] == ["Préciser la source.", ""]


def test_drafts_are_deleted_together_and_the_journal_says_which(writer):
    kept, tied, gone = in_state(PUBLISHED), ActionFactory().lead_partner, PartnerFactory(name="Liège")
    done = take_many(writer, [kept, tied, gone], "delete_rows")
    assert "1 fiche supprimée; 2 laissées" in said(done)[0]
    assert "retirez-la du site" in said(done)[0]
    assert "Ceci s’y rattache encore" in said(done)[0]
    assert [stored(each) for each in (kept, tied, gone)] == [kept, tied, None]
    deleted = JournalEntry.objects.filter(event=JournalEvent.DELETED)
    assert [entry.what for entry in deleted] == [f"partenaire {gone.pk}"]
    assert said(choose_many(writer, [gone], "delete_rows", post="yes"))[0].startswith(
        "Les fiches choisies ne sont plus"
    )


def test_a_page_names_the_first_and_counts_the_others(approver, monkeypatch):
    monkeypatch.setattr(bulk, "MAX_LISTED", 2)
    page = choose_many(approver, [in_state(DRAFT) for _each in range(5)], "withdraw_selected")
    assert [(each["count"], len(each["lines"]), each["others"]) for each in page.context["outcome"].sections()] == [
        (5, 2, 3)
    ]
    assert "et 3 autres" in page.text
    assert 'type="submit" class="button">Oui' not in page.text


def test_too_many_are_refused(approver, monkeypatch):
    monkeypatch.setattr(bulk_changes, "MAX_CHANGED", 2)
    records = [ActionFactory() for _each in range(3)]
    assert "Choisissez au plus 2 fiches" in said(choose_many(approver, records, "change_owner"))[0]


def test_an_owner_is_changed_on_many_actions_as_on_one(approver, redaction, approbation):
    draft, online = ActionFactory(), ActionFactory(published=True)
    refused = take_many(approver, [draft, online], "change_owner", owner=redaction.pk)
    assert "1 fiche changée; 1 laissée telle quelle" in said(refused)[0]
    assert "Dites en une ligne pourquoi" in said(refused)[0]
    assert [stored(each).owner for each in (draft, online)] == [redaction, None]
    done = take_many(approver, [draft, online], "change_owner", owner=redaction.pk, change_reason="Nouveau dossier")
    assert "1 fiche changée; 1 laissée telle quelle" in said(done)[0]
    assert "Rien n’y changerait" in said(done)[0]
    assert stored(online).owner == redaction
    row = online.history.first()
    assert (row.history_user, row.history_change_reason) == (approbation, "Nouveau dossier")
    assert JournalEntry.objects.filter(event=JournalEvent.CHANGED_ONLINE).count() == 1
    done = take_many(Bureau(redaction, draft).client, [draft, online], "change_owner", owner="")
    assert said(done) == ["1 fiche changée; 1 proposition enregistrée."]
    assert [stored(each).owner for each in (draft, online)] == [None, redaction]
    assert online.proposals.get().state == ProposalState.SUBMITTED


def test_a_theme_is_added_and_taken_out_beside_what_is_proposed_already(writer, redaction):
    former, new, other = ThemeFactory(), ThemeFactory(), ThemeFactory()
    action = ActionFactory(published=True)
    action.themes.add(former, other)
    desk = Bureau(redaction, action)
    role = {"partner": PartnerFactory(published=True).pk, "role": "associe"}
    desk.write(rows={"roles": [role]}, title="Visite du tramway")
    for _time in range(2):
        done = take_many(writer, [action], "change_themes", ajouter=new.pk, retirer=former.pk)
    assert "Rien n’y changerait" in said(done)[0]
    assert "roles" in desk.proposal().changes["parts"]
    changes = desk.proposal().changes["fields"]
    assert changes["title"][1] == "Visite du tramway"
    assert set(changes["themes"][1]) == {str(new.pk), str(other.pk)}
    assert desk.proposal().state == ProposalState.PREPARED
    assert set(action.themes.all()) == {former, other}
    page = choose_many(writer, [action], "change_themes", _demande="oui", ajouter="", retirer="")
    assert "Choisissez quoi ajouter" in page.text


def test_what_the_form_of_a_record_refuses_is_left_with_its_words(approver, approbation):
    action = ActionFactory(published=True)
    type(action.lead_partner).objects.update(status=DRAFT)
    done = take_many(approver, [action], "change_owner", owner=approbation.pk, change_reason="Nouveau")
    assert "À mettre en ligne d’abord" in said(done)[0]


def test_whatever_has_somebody_responsible_changes_hands(writer, redaction):
    mission, promise = MissionFactory(stage=MissionStage.PROPOSED), FollowUpFactory()
    to_follow, followed = ExchangeFactory(follow_up="Écrire"), ExchangeFactory(follow_up="")
    service = type(promise.owner).objects.create(name="Autre service", slug="autre")
    take_many(writer, [mission], "change_owner", owner=redaction.pk)
    take_many(writer, [promise], "change_owner", owner=service.pk)
    done = take_many(writer, [to_follow, followed], "change_owner", owner=redaction.pk)
    assert (stored(mission).owner, stored(promise).owner) == (redaction, service)
    assert "1 fiche changée; 1 laissée" in said(done)[0]
    assert list(Exchange.objects.filter(owner=redaction)) == [to_follow]


def test_what_one_is_typing_in_a_form_stays(writer, redaction):
    action = ActionFactory()
    KeptTyping.objects.keep(redaction, Action, str(action.pk), {"title": ["Tapé"]})
    take_many(writer, [action], "change_owner", owner=redaction.pk)
    assert KeptTyping.objects.count() == 1


def test_who_wrote_a_draft_alone_is_told_why_somebody_else_puts_it_online(approver, approbation):
    own = PartnerFactory()
    own.history.update(history_user=approbation)
    form = reverse("admin:partners_partner_change", args=[own.pk])
    text = approver.get(form).text
    assert ("Mettre en ligne" in text, str(operations.OWN_DRAFT) in text) == (False, True)
    own.history.update(history_user=None)
    assert "Mettre en ligne" in approver.get(form).text


@pytest.mark.parametrize(
    ("status", "words"),
    [(PUBLISHED, "retirez-la du site"), (REVIEW, "une fois redevenue un brouillon"), (DRAFT, None)],
)
def test_a_form_says_where_deletion_would_stand_why_there_is_none(approver, status, words):
    record = in_state(status)
    text = approver.get(reverse("admin:partners_partner_change", args=[record.pk])).text
    assert (f"/{record.pk}/delete/" in text) == (words is None)
    assert words is None or words in text
