"""A link shows what is prepared to someone without an account, who may approve or comment; it puts nothing online."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from partners.models import Partner
from portal.models import JournalEntry, JournalEvent
from records.models import SharedLink, SharedOpening, SharedOpinion
from records.publication.proposal_steps import keep_proposal
from records.publication.proposals import OPEN_STATES, ProposalState
from records.publication.shared_links import approvals_in_words, make_link
from records.publication.status import PublicationStatus
from tests.axes.factories import AxisFactory, IndicatorFactory, VisionFactory
from tests.client import StrictClient
from tests.missions.factories import ActionFactory, MissionFactory, PriorityFactory
from tests.partners.factories import (
    AgreementFactory,
    ContactFactory,
    ExchangeFactory,
    PartnerFactory,
    PartnerProposalFactory,
)
from tests.portal.bureau import address

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-03-02T15:00:00Z")]


@pytest.fixture
def reader():
    """A browser without an account."""
    return StrictClient()


def share(client, record, **values):
    """Make a link as a person does; return the path it leads to."""
    page = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_share", args=[record.pk])
    sent = {"days": "14", "may_answer": "on", **values}
    shown = client.post(page, {name: value for name, value in sent.items() if value})
    return re.search(r"https?://[^/]+(/partage/[^\"]+)", shown.text)[1]


def answer(reader, path, **values):
    """Answer as the page just read lets one."""
    read = re.search(r'name="read" value="(\d+)"', reader.get(path).text)[1]
    return reader.post(path, {"verdict": "approuve", "read": read, **values})


def test_a_director_without_an_account_approves_a_draft_by_a_link_and_the_bureau_puts_it_online(
    writer, reader, client, redaction, approbation
):
    partner = PartnerFactory(name="Namur", note="Ville d’art", editor_note="Secrétissime")
    ContactFactory(partner=partner, name="Personne")
    ExchangeFactory(partner=partner, text="Entre nous")
    path = share(writer, partner, name="Directrice")
    page = reader.get(path)
    assert "Ville d’art" in page.text
    for secret in ("Secrétissime", "Personne", "Entre nous", "échange interne"):
        assert secret not in page.text
    assert answer(reader, path, text="Très bien.").status_code == 302
    assert "Votre avis est reçu." in reader.get(path).text
    partner.refresh_from_db()
    assert partner.is_draft
    assert "Très bien." in writer.get(address(partner)).text
    client.force_login(approbation)
    client.post(address(partner, "publication"), {"_step": "publish"})
    reason = partner.history.first().history_change_reason
    assert reason == "Mise en ligne; approuvé par Directrice par lien le 2\u00a0mars 2026"
    assert reader.get(path).status_code == 404
    events = list(JournalEntry.objects.filter(event__startswith="lien").values_list("event", flat=True))
    assert events.count(JournalEvent.SHARE_OPENED) >= 3
    assert events.count(JournalEvent.SHARE_ANSWERED) == 1
    assert JournalEntry.objects.get(event=JournalEvent.SHARED).person == redaction.username


def test_a_proposal_is_shown_as_it_would_be_and_its_approval_is_told_by_the_history(
    client, reader, redaction, approbation
):
    partner = PartnerFactory(published=True, note="Avant")
    proposal = keep_proposal(partner, {"fields": {"note": ["Avant", "Après"]}}, by=redaction)
    client.force_login(redaction)
    path = share(client, partner)
    assert "Après" in reader.get(path).text
    assert Partner.objects.get().note == "Avant"
    assert answer(reader, path, name="  ").status_code == 200
    assert answer(reader, path, name="Maire").status_code == 302
    client.force_login(approbation)
    page = reverse("admin:partners_partner_proposal", args=[proposal.pk])
    shown = client.get(page)
    assert "Maire" in shown.text
    client.post(page, {"_step": "publish", "_version": shown.context["proposal"].version})
    assert Partner.objects.get().note == "Après"
    assert "approuvé par Maire par lien" in partner.history.first().history_change_reason


def test_an_opinion_is_of_what_was_read_and_stands_until_something_is_written(writer, reader, redaction):
    partner = PartnerFactory(note="Un")
    path = share(writer, partner, name="Directrice")
    read = re.search(r'name="read" value="(\d+)"', reader.get(path).text)[1]
    partner.note = "Deux"
    partner.save()
    late = reader.post(path, {"verdict": "approuve", "read": read})
    assert "a changé depuis" in late.text
    assert not SharedOpinion.objects.exists()
    answer(reader, path)
    assert "avant les derniers changements" not in writer.get(address(partner)).text
    partner.note, partner._change_reason = "Trois", "Import de partenaires"
    partner.save()
    assert "avant les derniers changements" in writer.get(address(partner)).text


@pytest.mark.parametrize("closing", ["revoked", "expired", "gone", "left", "moved"])
def test_a_closed_link_and_one_that_never_was_are_not_found_alike(writer, reader, redaction, time_machine, closing):
    partner = PartnerFactory(note="Secrétissime")
    path = share(writer, partner)
    if closing == "revoked":
        page = reverse("admin:partners_partner_share", args=[partner.pk])
        assert writer.post(page, {"_revoquer": SharedLink.objects.get().pk}).status_code == 302
        assert writer.post(page, {"_revoquer": "x"}).status_code == 404
    elif closing == "expired":
        time_machine.move_to("2026-03-16T16:00:00Z")
    elif closing == "gone":
        partner.delete()
    elif closing == "moved":
        redaction.groups.clear()
    else:
        redaction.is_active = False
        redaction.save()
    closed, unknown = reader.get(path), reader.get("/partage/jamais/")
    assert (closed.status_code, unknown.status_code) == (404, 404)
    headers = ("Cache-Control", "Referrer-Policy", "X-Robots-Tag", "Content-Security-Policy")
    assert [closed[name] for name in headers] == [unknown[name] for name in headers]
    assert "n’est plus valable" in closed.text
    assert "Secrétissime" not in closed.text


def test_its_pages_are_kept_nowhere_found_nowhere_and_tell_nobody_where_one_comes_from(writer, reader):
    partner = PartnerFactory()
    page = reader.get(share(writer, partner))
    # No tool of the page leads to an address that opens nothing to its reader.
    assert not [end for end in ("pdf", "html") if f"{partner.slug}.{end}" in page.text]
    assert "mailto:?" not in page.text
    assert page["Cache-Control"] == "private, no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "default-src" in page["Content-Security-Policy"]
    assert SharedLink.objects.get().openings == 1
    assert SharedLink.objects.get().digest not in page.text


def test_who_tries_many_secrets_waits_and_a_link_still_opens(writer, reader):
    path = share(writer, PartnerFactory())
    answers = [reader.get(f"/partage/essai{number}/").status_code for number in range(11)]
    assert answers == [404] * 10 + [429]
    assert reader.get(path).status_code == 200


def test_who_opens_or_approves_again_and_again_fills_neither_the_journal_nor_the_history(reader, redaction):
    partner = PartnerFactory()
    link, secret = make_link(partner, by=redaction, days=7, name="Directrice")
    path = reverse("portal:shared", args=[secret])
    for _time in range(2):
        answer(reader, path)
    for _time in range(12):
        assert reader.get(path).status_code == 200
    link.refresh_from_db()
    assert link.openings == link.opened.count() == 14
    assert JournalEntry.objects.filter(event=JournalEvent.SHARE_OPENED).count() == 10
    assert approvals_in_words(partner) == "approuvé par Directrice par lien le 2\u00a0mars 2026"


def test_each_opening_is_recorded_with_its_moment_and_the_last_ones_are_shown(
    writer, reader, redaction, time_machine, monkeypatch
):
    monkeypatch.setattr("records.publication.shared_links.OPENINGS_KEPT", 11)
    partner = PartnerFactory()
    link, secret = make_link(partner, by=redaction, days=7)
    for minute in range(20, 33):
        time_machine.move_to(f"2026-03-02T15:{minute}:00Z", tick=False)
        reader.get(reverse("portal:shared", args=[secret]))
    page = writer.get(reverse("admin:partners_partner_share", args=[partner.pk])).text
    hours = re.findall(r"<li>2\u00a0mars 2026, (10\u00a0h\u00a0\d\d)</li>", page)
    assert hours == [f"10\u00a0h\u00a0{minute}" for minute in range(32, 22, -1)]
    assert "et 3 autres fois avant" in page
    assert link.opened.count() == 11
    assert {field.name for field in SharedOpening._meta.fields} == {"id", "link", "opened_at"}
    link.delete()
    assert not SharedOpening.objects.exists()


def test_a_link_to_read_only_takes_no_answer_and_hostile_words_stay_words(writer, reader):
    partner = PartnerFactory()
    path = share(writer, partner, may_answer="")
    assert "Donner votre avis" not in reader.get(path).text
    reader.post(path, {"verdict": "approuve", "name": "x", "read": "1"})
    assert not SharedOpinion.objects.exists()
    path = share(writer, partner)
    for values in ({"verdict": "peut-être"}, {"text": "x" * 5001}, {"name": "x" * 161}, {"verdict": "commente"}):
        assert answer(reader, path, **{"name": "Maire", **values}).status_code == 200
    assert not SharedOpinion.objects.exists()
    answer(reader, path, name="<script>alert(1)</script>", text="<b>Non</b>")
    assert "<b>Non" not in writer.get(address(partner)).text
    assert "&lt;b&gt;Non" in writer.get(address(partner)).text


def test_only_who_writes_shares_and_only_what_is_prepared(client, gestion, redaction):
    draft, online = PartnerFactory(), PartnerFactory(published=True)
    client.force_login(gestion)
    assert client.get(reverse("admin:partners_partner_share", args=[draft.pk])).status_code == 403
    client.force_login(redaction)
    assert client.get(reverse("admin:partners_partner_share", args=[online.pk])).status_code == 404
    assert "Partager par lien" not in client.get(address(online)).text
    assert "Partager par lien" in client.get(address(draft)).text


def test_a_draft_with_what_it_is_published_with_is_shown_past_its_embargo(reader, redaction):
    action = ActionFactory(title="Résidence", lead_partner__name="Namur")
    mission = MissionFactory(title="Mission", published=True, embargo_until=dt.date(2026, 9, 1))
    keep_proposal(mission, {"fields": {"note": ["", "Dite"]}}, by=redaction)
    proposal = mission.proposals.get()
    for subject, words in ((action, "Résidence"), (proposal, "Dite")):
        _link, secret = make_link(subject, by=redaction, days=7)
        assert words in reader.get(reverse("portal:shared", args=[secret])).text
    assert ActionFactory._meta.model.objects.get().is_draft
    mission.refresh_from_db()
    assert mission.embargo_until == dt.date(2026, 9, 1)


@pytest.mark.parametrize(
    "make", [VisionFactory, AxisFactory, IndicatorFactory, PriorityFactory, AgreementFactory, MissionFactory]
)
def test_a_draft_of_each_kind_is_shown(reader, redaction, make):
    _link, secret = make_link(make(), by=redaction, days=7)
    assert reader.get(reverse("portal:shared", args=[secret])).status_code == 200


@pytest.mark.parametrize("state", ProposalState)
@pytest.mark.parametrize("is_online", [True, False])
def test_a_link_shows_a_proposal_while_it_is_open_on_what_is_online(redaction, state, is_online):
    record = PartnerFactory(published=True)
    proposal = PartnerProposalFactory(record=record, state=state, comment="Dit.")
    if not is_online:
        Partner.objects.update(status=PublicationStatus.ARCHIVED)
    link, _secret = make_link(proposal, by=redaction, days=7)
    assert link.subject == (proposal if is_online and state in OPEN_STATES else None)


def test_a_proposal_whose_record_is_gone_is_shown_by_no_link(redaction):
    proposal = PartnerProposalFactory(record=PartnerFactory(published=True))
    link, _secret = make_link(proposal, by=redaction, days=7)
    proposal.record.delete()
    assert link.subject is None
