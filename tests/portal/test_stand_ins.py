"""Who approves in whose absence: named by whom, from when, until when, and what it never gives."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from portal.accounts.standing_in import StandInBackend, deputies_of, replaced_by
from portal.models import JournalEntry, StandIn
from records.publication import operations
from tests.partners.factories import PartnerFactory
from tests.portal.bureau import address
from tests.portal.factories import PersonFactory, StandInFactory
from tests.portal.proposals import Bureau

pytestmark = pytest.mark.django_db

PUBLISH, ADD = "partners.publish_partner", reverse("admin:portal_standin_add")
NOON = dt.datetime(2026, 3, 10, 17, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock():
    """The tenth of March."""
    with time_machine.travel(NOON, tick=False) as held:
        yield held


@pytest.fixture
def named(approbation, redaction):
    """Who writes stands in for who approves, in March."""
    return StandInFactory(absent=approbation, deputy=redaction)


def again(user):
    """Read a person again, as the next request does."""
    return User.objects.get(pk=user.pk)


def days(**values):
    """Return what the form is sent."""
    return {"starts_on": "2026-03-10", "ends_on": "2026-03-20", **values}


@pytest.mark.parametrize(
    ("day", "may"), [("2026-02-28", False), ("2026-03-01", True), ("2026-03-31", True), ("2026-04-01", False)]
)
def test_it_begins_and_ends_by_itself(named, redaction, clock, day, may):
    clock.move_to(dt.datetime.fromisoformat(f"{day}T17:00:00+00:00"))
    assert again(redaction).has_perm(PUBLISH) == may


@pytest.mark.parametrize("closed", ["absent", "deputy"])
@pytest.mark.parametrize("how", ["is_active", "is_staff"])
def test_an_account_that_is_closed_or_left_the_bureau_hands_on_and_receives_nothing(named, redaction, closed, how):
    assert again(redaction).has_perm(PUBLISH)
    User.objects.filter(pk=getattr(named, closed).pk).update(**{how: False})
    assert not again(redaction).has_perm(PUBLISH)
    assert not StandIn.objects.in_force(timezone.localdate()).exists()
    assert not again(redaction).has_perm(PUBLISH)


@pytest.mark.parametrize(
    "user", [AnonymousUser(), User(pk=1, is_staff=True, is_active=False), User(pk=1)], ids=["nobody", "closed", "left"]
)
def test_nothing_is_asked_of_the_database_for_whom_is_not_of_the_bureau(user, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert StandInBackend().get_user_permissions(user) == set()


def test_what_it_never_gives_is_not_asked_of_the_database_and_nothing_is_given_of_one_record(
    named, redaction, django_assert_num_queries
):
    with django_assert_num_queries(0):
        assert not StandInBackend().has_perm(redaction, "partners.view_partner")
        assert StandInBackend().get_user_permissions(redaction, PartnerFactory.build()) == set()


def test_nobody_is_said_to_be_replaced_by_who_approves_by_their_own_groups(named, approbation, redaction):
    assert replaced_by(redaction, PUBLISH) == [approbation]
    own = PersonFactory()
    own.groups.set(approbation.groups.all())
    StandInFactory(absent=approbation, deputy=own)
    assert replaced_by(again(own), PUBLISH) == []


def test_it_is_over_from_the_day_after_its_last(named):
    assert [named.is_over(named.ends_on + dt.timedelta(days=days)) for days in (-1, 0, 1)] == [False, False, True]


@pytest.mark.parametrize("values", [{"is_active": False}, {"is_staff": False}], ids=["closed", "left"])
def test_an_account_that_is_closed_or_left_the_bureau_is_not_named(approbation, values):
    row = StandInFactory.build(absent=approbation, deputy=PersonFactory(**values))
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert list(refusal.value.message_dict) == ["deputy"]


def test_it_gives_what_approves_and_nothing_else_and_is_not_handed_on(named, approbation, redaction, gestion):
    given = again(redaction).get_all_permissions() - {
        f"{each.content_type.app_label}.{each.codename}"
        for each in redaction.groups.get().permissions.select_related("content_type")
    }
    assert PUBLISH in given
    assert {each.partition(".")[2].partition("_")[0] for each in given} == {"publish", "decide"}
    StandInFactory(absent=redaction, deputy=gestion)
    assert not again(gestion).has_perm(PUBLISH)


def test_who_stands_in_puts_online_and_the_journal_says_for_whom(named, redaction, approbation):
    partner = PartnerFactory(name="Port de Namur")
    bureau = Bureau(again(redaction), partner)
    bureau.client.post(address(partner, "publication"), {"_step": "publish"})
    partner.refresh_from_db()
    assert partner.is_online
    told = JournalEntry.objects.get(event="en_ligne")
    assert (told.person, told.what) == ("redaction", "Port de Namur (à la place de approbation)")
    assert list(deputies_of(User.objects.filter(pk=approbation.pk))) == [redaction]


def test_who_stands_in_does_not_put_online_what_they_wrote(named, redaction, approbation, settings):
    partner = PartnerFactory()
    Bureau(again(redaction), partner).write(name="Namur-la-Neuve")
    partner.history.exclude(history_user=redaction).delete()
    with pytest.raises(ValidationError, match="quelqu’un d’autre le met en ligne"):
        operations.publish(partner, by=redaction, on=timezone.localdate())
    settings.FOUR_EYES = False
    assert operations.publish(partner, by=redaction, on=timezone.localdate()).is_online


def test_who_imported_or_merged_a_draft_alone_wrote_it(approbation):
    partner = PartnerFactory()
    partner.history.all().delete()
    partner._history_user, partner._change_reason = approbation, "Import de partenaires"
    partner.save()
    with pytest.raises(ValidationError, match="quelqu’un d’autre le met en ligne"):
        operations.publish(partner, by=approbation, on=timezone.localdate())


def test_a_draft_that_two_wrote_is_put_online_by_either(redaction, approbation):
    partner = PartnerFactory()
    partner.history.all().delete()
    Bureau(redaction, partner).write(name="Namur-la-Neuve")
    Bureau(approbation, partner).write(name="Namur-la-Vieille")
    assert operations.publish(partner, by=approbation, on=timezone.localdate()).is_online


def test_who_approves_names_who_stands_in_and_both_are_told(client, approbation, redaction):
    client.force_login(approbation)
    assert client.post(ADD, days(deputy=redaction.pk, absent=redaction.pk)).status_code == 302
    row = StandIn.objects.get()
    assert (row.absent, row.deputy, row.named_by) == (approbation, redaction, approbation)
    assert JournalEntry.objects.filter(event="suppleance", person="approbation").exists()
    assert "Approuve à votre place" in client.get(reverse("admin:index")).text
    client.force_login(redaction)
    assert "Vous approuvez à la place de" in client.get(reverse("admin:index")).text
    page = reverse("admin:portal_standin_change", args=[row.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"ends_on": "2026-12-31"}).status_code == 403


def test_who_manages_names_for_somebody_else_and_never_themself(client, gestion, approbation, redaction):
    client.force_login(gestion)
    refused = client.post(ADD, days(absent=approbation.pk, deputy=gestion.pk))
    assert "On ne se nomme pas soi-même" in refused.text
    assert "n’approuve rien" in client.post(ADD, days(absent=redaction.pk, deputy=approbation.pk)).text
    assert (
        "Cette date est passée"
        in client.post(
            ADD, days(absent=approbation.pk, deputy=redaction.pk, ends_on="2026-03-09", starts_on="2026-03-01")
        ).text
    )
    assert client.post(ADD, days(absent=approbation.pk, deputy=redaction.pk)).status_code == 302
    page = reverse("admin:portal_standin_change", args=[StandIn.objects.get().pk])
    assert client.post(page, {"ends_on": "2026-03-12", "deputy": gestion.pk}).status_code == 302
    row = StandIn.objects.get()
    assert (row.ends_on, row.deputy) == (dt.date(2026, 3, 12), redaction)


def test_nobody_else_names_anybody_nor_sees_the_absences_of_others(client, named, redaction):
    other = User.objects.create_user("collegue", is_staff=True)
    other.groups.set(redaction.groups.all())
    for person, status in ((redaction, 200), (other, 302)):
        client.force_login(person)
        assert client.post(ADD, days(deputy=other.pk)).status_code == 403
        assert client.get(reverse("admin:portal_standin_change", args=[named.pk])).status_code == status


@pytest.mark.parametrize(("model", "title"), [("message", "Messages"), ("standin", "Suppléances")])
def test_a_list_is_titled_by_what_it_holds(approver, model, title):
    assert approver.get(reverse(f"admin:portal_{model}_changelist")).context["title"] == title
