"""What two people do at the same moment never leaves the site saying what it may not."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from missions.models import Action, Outcome
from portal.notices.sending import send_waiting
from records.models import SearchEntry
from records.publication import operations
from records.publication.status import PublicationStatus
from tests.at_once import Other, meanwhile, really_written, rows_are_locked
from tests.axes.factories import ThemeFactory
from tests.client import StrictClient
from tests.missions.factories import ActionFactory
from tests.partners.factories import AgreementFactory, PartnerFactory
from tests.portal.bureau import address
from tests.portal.factories import NoticeFactory
from tests.portal.sent_forms import as_sent

pytestmark = really_written

TODAY = dt.date(2026, 3, 2)
TOLD = "Cette fiche a changé pendant que vous y travailliez"


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(dt.datetime.combine(TODAY, dt.time(12), dt.UTC), tick=False)


def are_public(*records):
    """Say, of each record as the database has it, whether it is online (a list)."""
    return [type(record).objects.get(pk=record.pk).is_online for record in records]


@pytest.mark.parametrize("what", ["axis", "lead_partner"])
def test_an_action_is_not_published_on_what_is_being_withdrawn(approbation, what):
    action = ActionFactory(axis__published=True, lead_partner__published=True)
    ground = getattr(action, what)
    withdrawn, refusal = meanwhile(
        lambda: operations.withdraw(ground, by=approbation, on=TODAY),
        lambda: operations.publish(action, by=approbation, on=TODAY),
    )
    assert withdrawn.is_archived
    assert list(refusal.message_dict) == [what]
    assert are_public(action, ground) == [False, False]


@pytest.mark.parametrize("what", ["axis", "lead_partner"])
def test_what_an_action_being_published_stands_on_is_not_withdrawn(approbation, what):
    action = ActionFactory(title="Visite du tramway", axis__published=True, lead_partner__published=True)
    ground = getattr(action, what)
    published, refusal = meanwhile(
        lambda: operations.publish(action, by=approbation, on=TODAY),
        lambda: operations.withdraw(ground, by=approbation, on=TODAY),
    )
    assert published.is_online
    assert "Visite du tramway" in refusal.message
    assert are_public(action, ground) == [True, True]


def test_two_who_publish_the_same_record_publish_it_once(approbation, gestion):
    partner = PartnerFactory()
    first, second = meanwhile(
        lambda: operations.publish(partner, by=approbation, on=TODAY),
        lambda: operations.publish(partner, by=gestion, on=TODAY + dt.timedelta(1)),
    )
    assert (first.published_on, second.published_on) == (TODAY, TODAY)
    assert [row.history_user for row in partner.history.filter(status=PublicationStatus.PUBLISHED)] == [approbation]


@pytest.mark.parametrize(
    ("status", "first", "second"),
    [
        ("draft", "submit", "submit"),
        ("review", "send_back", "send_back"),
        ("published", "withdraw", "withdraw"),
        ("archived", "reopen", "reopen"),
        ("archived", "reopen", "publish"),
        ("review", "publish", "send_back"),
        ("draft", "publish", "submit"),
    ],
)
def test_of_two_steps_taken_at_once_the_second_starts_from_where_the_first_led(approbation, status, first, second):
    partner = PartnerFactory(status=status, published_on=TODAY)
    extra = {"send_back": {"comment": "À revoir."}, "publish": {"on": TODAY}, "withdraw": {"on": TODAY}}
    steps = [
        lambda name=name: getattr(operations, name)(partner, by=approbation, **extra.get(name, {}))
        for name in (first, second)
    ]
    moved, then = meanwhile(*steps)
    partner.refresh_from_db()
    if second == "publish":
        assert then.is_online, "a reopened archive is a draft again"
    else:
        assert isinstance(then, ValidationError)
        assert partner.status == moved.status
    assert partner.history.count() == (3 if second == "publish" else 2)


def test_a_step_keeps_what_someone_else_wrote_meanwhile(approbation):
    partner = PartnerFactory(name="Namur")

    def rename():
        renamed = operations.lock_row(partner)
        renamed.name = "Namur-la-Neuve"
        renamed.save()

    meanwhile(rename, lambda: operations.submit(partner, by=approbation))
    partner.refresh_from_db()
    assert (partner.name, partner.status) == ("Namur-la-Neuve", PublicationStatus.REVIEW)


def test_what_is_found_tells_the_last_of_two_writes(approbation):
    partner = PartnerFactory(published=True, name="Namur")
    action = ActionFactory(lead_partner=partner)

    def rename():
        renamed = operations.lock_row(partner)
        renamed.name = "Grenoble"
        renamed.save()

    meanwhile(rename, lambda: operations.submit(action, by=approbation))
    entry = SearchEntry.objects.get(kind="actions", key=action.pk, language="fr-ca")
    assert "Grenoble" in entry.body
    assert "Namur" not in entry.body


class Desk:
    """A browser in which a form of the bureau is open."""

    def __init__(self, person, record):
        self.client, self.address = StrictClient(), address(record)
        self.client.force_login(person)
        shown = self.client.get(self.address)
        self.values = as_sent(shown) | {"_version": shown.context["adminform"].form.version}

    def save(self, **values):
        """Send the form with `values` typed in it; return the answer."""
        return self.client.post(self.address, {**self.values, **values})


@pytest.mark.parametrize(
    ("make", "field"), [(ActionFactory, "title"), (PartnerFactory, "name"), (ThemeFactory, "name")], ids=str
)
def test_of_two_who_save_the_same_record_at_once_one_is_told(approbation, admin_user, make, field):
    record = make()
    mine, theirs = Desk(approbation, record), Desk(admin_user, record)
    saved, told = meanwhile(lambda: mine.save(**{field: "Au port"}), lambda: theirs.save(**{field: "Au tramway"}))
    assert saved.status_code == 302
    assert TOLD in told.content.decode()
    assert "approbation" in told.content.decode()
    assert "Au tramway" in told.content.decode(), "what was typed is not lost"
    assert getattr(type(record).objects.get(), field) == "Au port"


def test_of_two_who_add_a_part_at_once_one_is_told(approbation, redaction):
    action = ActionFactory()
    mine, theirs = Desk(approbation, action), Desk(redaction, action)

    def part(text):
        return {"outcomes-TOTAL_FORMS": "1", "outcomes-0-position": "1", "outcomes-0-text": text}

    saved, told = meanwhile(lambda: mine.save(**part("Le premier")), lambda: theirs.save(**part("Le second")))
    assert saved.status_code == 302
    assert TOLD in told.content.decode()
    assert [outcome.text for outcome in Outcome.objects.all()] == ["Le premier"]


def test_a_form_being_saved_is_told_to_who_publishes_first(approbation, admin_user):
    action = ActionFactory(axis__published=True, lead_partner__published=True)
    theirs = Desk(admin_user, action)
    published, told = meanwhile(
        lambda: operations.publish(action, by=approbation, on=TODAY), lambda: theirs.save(title="Visite du port")
    )
    assert TOLD in told.content.decode()
    stored = Action.objects.get()
    assert (stored.title, stored.is_online) == (published.title, True)


def test_the_text_published_is_the_one_just_saved(approbation, admin_user):
    action = ActionFactory(axis__published=True, lead_partner__published=True)
    mine = Desk(admin_user, action)
    saved, published = meanwhile(
        lambda: mine.save(title="Visite du port"), lambda: operations.publish(action, by=approbation, on=TODAY)
    )
    assert saved.status_code == 302
    assert (published.title, published.is_online) == ("Visite du port", True)


def test_a_public_action_is_not_given_a_partner_being_withdrawn(approbation, admin_user):
    action, other = ActionFactory(published=True), PartnerFactory(published=True, name="Liège")
    theirs = Desk(admin_user, action)
    withdrawn, refused = meanwhile(
        lambda: operations.withdraw(other, by=approbation, on=TODAY), lambda: theirs.save(lead_partner=other.pk)
    )
    assert withdrawn.is_archived
    assert "À mettre en ligne d’abord" in refused.content.decode()
    assert Action.objects.get().lead_partner == action.lead_partner


def test_a_partner_a_public_action_is_being_given_is_not_withdrawn(approbation, admin_user):
    action, other = ActionFactory(published=True, title="Visite"), PartnerFactory(published=True)
    mine = Desk(admin_user, action)
    saved, refusal = meanwhile(
        lambda: mine.save(lead_partner=other.pk), lambda: operations.withdraw(other, by=approbation, on=TODAY)
    )
    assert saved.status_code == 302
    assert "Visite" in refusal.message
    assert are_public(action, other) == [True, True]


@rows_are_locked
def test_nobody_waits_for_who_works_on_another_record():
    one, other = PartnerFactory.create_batch(2)
    someone = Other(lambda: transaction.atomic(operations.lock_row)(other))
    with transaction.atomic():
        operations.lock_row(one)
        someone.let_go_as_far_as_it_may()
        assert someone.outcome == other
    someone.join()


def test_of_two_who_renew_the_same_agreement_at_once_one_is_told(approbation, admin_user):
    agreement, one, other = AgreementFactory.create_batch(3, partners=[PartnerFactory()])
    mine, theirs = Desk(approbation, agreement), Desk(admin_user, agreement)
    saved, told = meanwhile(lambda: mine.save(renews=one.pk), lambda: theirs.save(renews=other.pk))
    assert saved.status_code == 302
    assert TOLD in told.content.decode()
    agreement.refresh_from_db()
    assert agreement.renews == one


def test_two_forms_of_two_agreements_do_not_close_a_circle(approbation, admin_user):
    one, other = AgreementFactory.create_batch(2, partners=[PartnerFactory()])
    mine, theirs = Desk(approbation, one), Desk(admin_user, other)
    saved, refused = meanwhile(lambda: mine.save(renews=other.pk), lambda: theirs.save(renews=one.pk))
    assert saved.status_code == 302
    assert "renouvellerait une de celles" in refused.content.decode()
    assert list(type(one).objects.exclude(renews=None)) == [one]


@rows_are_locked
def test_two_sendings_of_notices_send_each_once(settings):
    settings.SITE_URL, settings.DEFAULT_FROM_EMAIL = "https://exemple.invalid", "portail@exemple.invalid"
    person = NoticeFactory().recipient
    first, second = meanwhile(*[lambda: send_waiting([person], timezone.localdate())] * 2)
    assert (len(first), second, len(mail.outbox)) == (1, [], 1)
