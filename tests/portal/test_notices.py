"""Mails of what is submitted, sent back or put online: to whom, when, once."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from portal import nightly
from portal.models import Notice, NoticeChoice, NoticeEvent, NoticeRhythm
from portal.privacy.files import forget_notices
from records.publication import operations
from records.publication.proposals import ProposalState
from records.publication.status import PublicationStatus
from tests.client import StrictClient
from tests.missions.factories import ActionFactory
from tests.partners.factories import PartnerFactory, PartnerProposalFactory
from tests.portal.bureau import address, in_state
from tests.portal.factories import NoticeFactory, PersonFactory
from tests.portal.proposals import Bureau

pytestmark = pytest.mark.django_db
SUBMITTED, SENT_BACK, PUBLISHED, CHANGED = (
    NoticeEvent.SUBMITTED,
    NoticeEvent.SENT_BACK,
    NoticeEvent.PUBLISHED,
    NoticeEvent.CHANGED,
)
TODAY = dt.date(2026, 3, 2)


class RefusingSome(EmailBackend):
    """A mail server that refuses one person."""

    def send_messages(self, messages):
        """Refuse whoever is not known."""
        if any("inconnue" in each for message in messages for each in message.to):
            raise OSError("550 boîte introuvable")
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def _settings(settings, commits):
    settings.SITE_URL = "https://exemple.invalid"
    settings.DEFAULT_FROM_EMAIL = "portail@exemple.invalid"


@pytest.fixture
def writer(redaction):
    """Someone who writes, with an address."""
    return reachable(redaction)


@pytest.fixture
def approver(approbation):
    """Someone who approves, with an address."""
    return reachable(approbation)


def reachable(person):
    person.email = f"{person.username}@exemple.invalid"
    person.save()
    return person


def choose(person, rhythm):
    NoticeChoice.objects.update_or_create(user=person, defaults={"rhythm": rhythm})


def take(person, record, step, **values):
    """Take a step of publication from the form of a record, as the buttons do."""
    client = StrictClient()
    client.force_login(person)
    return client.post(address(record, "publication"), {"_step": step, **values})


def told():
    """Return who is told of what, in words that compare."""
    return sorted((notice.recipient.username, notice.event) for notice in Notice.objects.all())


def written_by(person):
    """Return a draft that a person has written."""
    record = in_state(PublicationStatus.DRAFT)
    record._history_user = person
    record.save()
    return record


def test_what_is_submitted_is_told_to_who_may_publish_it_and_still_works_here(writer, approver):
    group = Group.objects.get(name="Approbation")
    for away in ({"is_active": False}, {"is_staff": False}):
        PersonFactory(**away).groups.add(group)
    take(writer, in_state(PublicationStatus.DRAFT), "submit")
    assert told() == [("approbation", SUBMITTED)]
    assert Notice.objects.get().address.endswith("/change/")


def test_who_submits_is_not_told_so(approver):
    take(approver, in_state(PublicationStatus.DRAFT), "submit")
    assert told() == []


def test_a_draft_sent_back_then_published_is_told_to_who_wrote_it_alone(writer, approver):
    record = written_by(writer)
    second = reachable(PersonFactory(username="seconde"))
    second.groups.add(Group.objects.get(name="Approbation"))
    operations.submit(record, by=writer)
    take(second, record, "send_back", comment="Précisez.")
    assert told() == [("redaction", SENT_BACK)]
    operations.submit(record, by=writer)
    take(approver, record, "publish")
    assert told() == [("redaction", PUBLISHED), ("redaction", SENT_BACK)]
    take(approver, record, "publish")
    assert Notice.objects.count() == 2


def test_a_step_that_is_refused_or_concerns_nobody_is_told_to_nobody(writer, approver):
    record = written_by(writer)
    operations.submit(record, by=writer)
    take(approver, record, "send_back", comment="")
    take(writer, record, "recall")
    assert told() == []


def test_a_proposal_is_told_like_a_draft_with_its_own_page(writer, approver):
    record = PartnerFactory(published=True)
    desk, other = Bureau(writer, record), Bureau(approver, record)
    desk.write(name="Liège", query={"_propose": "1"})
    desk.take("submit")
    other.take("comment", "Bien vu.")
    other.take("send_back", "Précisez.")
    desk.take("submit")
    other.take("publish")
    events = [("approbation", SUBMITTED)] * 2 + [("redaction", PUBLISHED), ("redaction", SENT_BACK)]
    assert told() == sorted(events)
    assert set(Notice.objects.values_list("address", flat=True)) == {desk.page()}


@pytest.mark.parametrize(
    ("rhythm", "written", "sent", "sent_at_night"),
    [
        (None, 1, 0, 1),
        (NoticeRhythm.DAILY, 1, 0, 1),
        (NoticeRhythm.AT_ONCE, 1, 1, 1),
        (NoticeRhythm.NEVER, 0, 0, 0),
    ],
)
def test_each_is_told_at_the_rhythm_they_choose(writer, approver, rhythm, written, sent, sent_at_night):
    if rhythm:
        choose(approver, rhythm)
    take(writer, in_state(PublicationStatus.DRAFT), "submit")
    assert (Notice.objects.count(), len(mail.outbox)) == (written, sent)
    nightly.send_notices(TODAY)
    nightly.send_notices(TODAY)
    assert len(mail.outbox) == sent_at_night


@pytest.mark.parametrize(
    ("steps", "left"),
    [
        (["submit"], [("approbation", SUBMITTED)]),
        (["submit", "recall"], []),
        (["submit", "recall", "submit"], [("approbation", SUBMITTED)]),
        (["submit", "send_back"], [("redaction", SENT_BACK)]),
        (["submit", "send_back", "submit"], [("approbation", SUBMITTED)]),
        (["submit", "publish"], [("redaction", PUBLISHED)]),
        (["submit", "publish", "withdraw"], []),
        (["submit", "delete"], []),
    ],
)
def test_what_is_no_longer_so_at_night_is_not_sent(writer, approver, steps, left):
    record = written_by(writer)
    for step in steps:
        if step == "delete":
            record.delete()
        else:
            take(writer if step in {"submit", "recall"} else approver, record, step, comment="À revoir")
    nightly.send_notices(TODAY)
    assert told() == left
    assert len(mail.outbox) == len(left)


@pytest.mark.parametrize(
    ("state", "event", "leaves"),
    [
        (ProposalState.SUBMITTED, SUBMITTED, True),
        (ProposalState.APPLIED, SUBMITTED, False),
        (ProposalState.PREPARED, SUBMITTED, False),
        (ProposalState.DROPPED, SUBMITTED, False),
        (ProposalState.SENT_BACK, SENT_BACK, True),
        (ProposalState.SUBMITTED, SENT_BACK, False),
        (ProposalState.APPLIED, PUBLISHED, True),
    ],
)
def test_what_is_no_longer_so_of_a_proposal_is_not_sent(state, event, leaves):
    proposal = PartnerProposalFactory(record=PartnerFactory(published=True), state=state, comment="À revoir")
    NoticeFactory(event=event, address=reverse("admin:partners_partner_proposal", args=[proposal.pk]))
    nightly.send_notices(TODAY)
    assert (len(mail.outbox), Notice.objects.count()) == (leaves, leaves)


def test_one_mail_a_day_gathers_what_waits_with_the_way_to_it():
    person = PersonFactory()
    for title in ("Namur", "Liège"):
        NoticeFactory(recipient=person, title=title, address=f"/admin/{title}/")
    assert nightly.send_notices(TODAY) == "envoyés\u00a0: 2, échecs\u00a0: 0"
    (letter,) = mail.outbox
    assert letter.to == [person.email]
    assert letter.subject == "2 avis du bureau"
    assert "«\u00a0Namur\u00a0» – soumis à l’approbation\nhttps://exemple.invalid/admin/Namur/" in letter.body
    assert f"https://exemple.invalid{reverse('admin:notices')}" in letter.body


@pytest.mark.parametrize("values", [{"is_active": False}, {"email": ""}, {"rhythm": NoticeRhythm.NEVER}])
def test_what_waits_for_someone_who_left_has_no_address_or_wants_nothing_more_does_not_leave(values):
    rhythm = values.pop("rhythm", None)
    person = PersonFactory(**values)
    NoticeFactory(recipient=person)
    if rhythm:
        choose(person, rhythm)
    assert nightly.send_notices(TODAY) == "envoyés\u00a0: 0, échecs\u00a0: 0"


def test_a_mail_server_that_fails_breaks_no_step_and_is_tried_again(writer, approver, settings):
    choose(approver, NoticeRhythm.AT_ONCE)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.RefusingSome"
    approver.email = "inconnue@exemple.invalid"
    approver.save()
    record = in_state(PublicationStatus.DRAFT)
    assert take(writer, record, "submit").status_code == 302
    record.refresh_from_db()
    assert record.status == PublicationStatus.REVIEW
    notice = Notice.objects.get()
    assert (notice.sent_at, notice.error) == (None, "Le courriel n’est pas parti\u00a0: 550 boîte introuvable")
    settings.EMAIL_BACKEND = working
    nightly.send_notices(TODAY)
    notice.refresh_from_db()
    assert (bool(notice.sent_at), notice.error, len(mail.outbox)) == (True, "", 1)


def test_one_person_who_cannot_be_written_to_stops_no_other(settings):
    settings.EMAIL_BACKEND = f"{__name__}.RefusingSome"
    for email in ("inconnue@exemple.invalid", "camille@exemple.invalid"):
        NoticeFactory(recipient__email=email)
    with pytest.raises(nightly.NightlyTaskError, match="envoyés\u00a0: 1, échecs\u00a0: 1"):
        nightly.send_notices(TODAY)
    assert [letter.to for letter in mail.outbox] == [["camille@exemple.invalid"]]


def test_without_a_mail_server_nothing_is_called_sent(writer, approver, settings):
    choose(approver, NoticeRhythm.AT_ONCE)
    settings.SITE_URL = ""
    take(writer, in_state(PublicationStatus.DRAFT), "submit")
    assert "SITE_URL" in nightly.send_notices(TODAY)
    assert Notice.objects.get().sent_at is None


def test_notices_are_forgotten_after_three_months(time_machine):
    time_machine.move_to(dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC))
    for days in (89, 90, 91):
        NoticeFactory(title=str(days), created_at=timezone.now() - dt.timedelta(days=days))
    assert forget_notices(TODAY) == 2
    assert Notice.objects.get().title == "89"


def test_each_chooses_for_themselves_and_reads_only_their_notices(writer, approver):
    NoticeFactory(recipient=writer, title="Namur")
    NoticeFactory(recipient=approver, title="Liège")
    client, page = StrictClient(), reverse("admin:notices")
    client.force_login(writer)
    shown = client.get(page).text
    assert "Namur" in shown
    assert "Liège" not in shown
    for rhythm in (NoticeRhythm.NEVER, NoticeRhythm.AT_ONCE):
        assert client.post(page, {"rhythm": rhythm}).status_code == 302
    assert NoticeChoice.objects.get().rhythm == NoticeRhythm.AT_ONCE
    assert NoticeChoice.objects.get().user == writer
    assert client.post(page, {"rhythm": "souvent"}).status_code == 200
    assert NoticeChoice.objects.get().rhythm == NoticeRhythm.AT_ONCE
    assert page in client.get(reverse("admin:index")).text


def test_who_has_no_address_is_told_that_mails_cannot_come(redaction):
    client, words = StrictClient(), "n’a pas d’adresse électronique"
    client.force_login(redaction)
    assert words in client.get(reverse("admin:notices")).text
    reachable(redaction)
    assert words not in client.get(reverse("admin:notices")).text


def test_only_who_manages_accounts_reads_the_notices_of_all_and_edits_none(writer, admin_client):
    notice = NoticeFactory(title="Namur")
    listing, form = reverse("admin:portal_notice_changelist"), address(notice)
    assert "Namur" in admin_client.get(listing).text
    assert admin_client.post(form, {"title": "Liège"}).status_code == 403
    client = StrictClient()
    client.force_login(writer)
    assert client.get(listing).status_code == 403


def test_a_direct_change_of_what_is_online_is_told_to_the_others_who_approve(approver, writer):
    other = User.objects.create_user("autre", is_staff=True)
    other.groups.set(approver.groups.all())
    action = ActionFactory(published=True, title="Lyon")
    Bureau(approver, action).write(title="Grenoble", change_reason="Coquille")
    assert told() == [("autre", CHANGED)]
    assert Notice.objects.get().title == "Grenoble\u00a0: Coquille"
