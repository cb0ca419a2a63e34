"""What readers are asked for: an opinion on what they were shown, and what they wish to follow."""

import datetime as dt

import pytest
from django.http import QueryDict

from portal.models import Subscription
from portal.public_forms.tokens import issue_token
from portal.shared.forms import OpinionForm
from portal.subscriptions.forms import SubscriptionForm
from records.models import OpinionVerdict
from tests.axes.factories import AxisFactory
from tests.missions.factories import ActionFactory
from tests.partners.factories import PartnerFactory
from tests.records.factories import SharedLinkFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)


def opinion(link=None, seen=7, **sent):
    """Return the form of an opinion on the version 7, as a browser sends it, checked."""
    data = QueryDict(mutable=True)
    data.update({"verdict": OpinionVerdict.APPROVED, "name": "Camille", "text": "", "read": "7", **sent})
    form = OpinionForm(data, link=link or SharedLinkFactory(), seen=seen)
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("sent", "refused"),
    [
        ({}, set()),
        ({"verdict": "commente", "text": "Précisez\nl’année."}, set()),
        ({"verdict": "commente", "text": "  "}, {"text"}),  # a comment says something
        ({"verdict": "autre"}, {"verdict"}),
        ({"verdict": ""}, {"verdict"}),
        ({"name": ""}, {"name"}),
        ({"name": "é" * 160, "text": "é" * 5000}, set()),
        ({"name": "é" * 161}, {"name"}),
        ({"text": "é" * 5001}, {"text"}),
        ({"read": "6"}, {"__all__"}),  # it changed since
        ({"read": ""}, {"__all__"}),
        ({"read": "sept"}, {"read", "__all__"}),
    ],
)
def test_an_opinion_is_of_somebody_on_what_they_read(sent, refused):
    assert set(opinion(**sent).errors) == refused


def test_what_changed_is_shown_again_with_what_was_typed_as_it_is_by_now():
    form = opinion(seen=8, text="Bien.")
    assert (form["read"].value(), form["text"].value(), form["name"].value()) == (8, "Bien.", "Camille")


def test_a_link_made_for_somebody_asks_no_name_and_bears_theirs():
    form = opinion(SharedLinkFactory(name="Dominique"), name="Camille")
    assert ("name" in form.fields, form.errors) == (False, {})
    kept = form.save()
    assert (kept.name, kept.seen, str(kept)) == ("Dominique", 7, f"{OpinionVerdict.APPROVED.label} – Dominique")


def offered(source=""):
    """Return the keys of the topics offered to who comes from a page, and the first one proposed."""
    form = SubscriptionForm(source=source)
    return [key for key, _label in form.fields["topic"].choices], form.fields["topic"].initial


def test_what_may_be_followed_is_everything_each_axis_online_and_late_reports():
    axis = AxisFactory(published=True)
    AxisFactory()
    assert offered() == (["tout:", f"axe:{axis.pk}", "retards:"], "tout:")


def test_what_the_page_is_about_is_offered_first():
    partner, draft = PartnerFactory(published=True), PartnerFactory()
    assert offered(partner.get_absolute_url())[1] == f"partenaire:{partner.pk}"
    assert offered("/recherche/?q=Neige")[1] == "recherche:neige"
    assert offered(draft.get_absolute_url())[1] == "tout:"
    assert offered(ActionFactory(published=True).get_absolute_url())[1] == "tout:"  # followed by its axis or partner


@pytest.mark.parametrize(
    ("sent", "refused"),
    [
        ({}, set()),
        ({"consent": ""}, {"consent"}),  # nothing without a box that was ticked
        ({"topic": "axe:999"}, {"topic"}),
        ({"topic": ""}, {"topic"}),
        ({"rhythm": "souvent"}, {"rhythm"}),
        ({"email": "camille"}, {"email"}),
        ({"email": f"{'a' * 250}@exemple.invalid"}, {"email"}),
        ({"website": "x"}, {"website"}),
    ],
)
def test_what_is_asked_to_follow_is_refused_beside_what_is_wrong(settings, time_machine, sent, refused):
    settings.SITE_URL, settings.DEFAULT_FROM_EMAIL = "https://exemple.invalid", "portail@exemple.invalid"
    settings.POSTAL_ADDRESS = "2, rue de l’Exemple"
    time_machine.move_to(NOON - dt.timedelta(minutes=1), tick=False)
    token = issue_token("subscription")
    time_machine.move_to(NOON, tick=False)
    data = QueryDict(mutable=True)
    known = {
        "topic": "tout:",
        "rhythm": "chaque_jour",
        "email": "Camille@exemple.invalid",
        "consent": "on",
        "website": "",
    }
    data.update({**known, "jeton": token, **sent})
    form = SubscriptionForm(data)
    assert set(form.errors) == refused
    if not refused:
        form.save(None)
        kept = Subscription.objects.get()
        assert (kept.key, kept.subscriber.email, kept.confirmed_at) == ("tout:", "camille@exemple.invalid", None)
        settings.POSTAL_ADDRESS = ""
        assert set(SubscriptionForm(data).errors) == {"__all__"}  # no mail may leave
