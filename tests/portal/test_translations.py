"""An English text is older than its French from the day the French changes without it."""

import pytest
from django.urls import reverse
from django.utils import translation

from missions.models import Mission
from records.templatetags.typography import localized
from tests.axes.factories import AxisFactory, CommitmentFactory
from tests.missions.factories import MissionFactory, ObjectiveFactory
from tests.portal.bureau import address
from tests.portal.sent_forms import as_sent

pytestmark = pytest.mark.django_db

OLDER = "(older than the French text)"


@pytest.fixture
def mission():
    return MissionFactory(title="Essai", title_en="Trial", purpose="Voir", purpose_en="See")


def saved(row, **values):
    """Change a row, save it, and read it again."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return type(row).objects.get(pk=row.pk)


def test_nothing_is_outdated_at_first(mission):
    assert saved(mission).outdated_english == ""


def test_a_french_text_that_changes_leaves_its_english_behind(mission):
    assert saved(mission, title="Tentative").outdated_english == "title"


def test_an_english_text_that_changes_too_is_not_outdated(mission):
    assert saved(mission, title="Tentative", title_en="Attempt").outdated_english == ""


def test_an_english_text_written_later_catches_up(mission):
    changed = saved(mission, title="Tentative", purpose="Apprendre")
    assert changed.outdated_english == "title purpose"
    assert saved(changed, title_en="Attempt").outdated_english == "purpose"


def test_a_french_text_that_comes_back_has_its_english_again(mission):
    assert saved(saved(mission, title="Tentative"), title="Essai").outdated_english == ""


def test_a_text_without_english_is_not_outdated():
    assert saved(MissionFactory(title="Essai"), title="Tentative").outdated_english == ""


def test_an_english_text_said_to_hold_is_not_outdated(mission):
    changed = saved(mission, title="Tentative")
    changed.accept_english()
    assert saved(changed).outdated_english == ""


def test_an_english_page_says_that_its_text_is_older(client, mission):
    axis = AxisFactory(published=True, intent="Aller", intent_en="Going", rationale="Car", rationale_en="For")
    CommitmentFactory(axis=axis, text="Tenir", text_en="Hold")
    saved(axis, intent="Venir")
    page = client.get(f"/en{axis.get_absolute_url()}").content.decode()
    assert page.count(OLDER) == 1
    assert f'Going <small class="quiet">{OLDER}</small>' in page
    assert OLDER not in client.get(axis.get_absolute_url()).content.decode()


def test_a_text_is_told_plainly_in_french(mission):
    changed = saved(mission, title="Tentative")
    assert localized(changed) == "Tentative"
    with translation.override("en"):
        assert OLDER in localized(changed)


@pytest.fixture
def behind(mission):
    """A mission whose title changed, and one of its objectives."""
    saved(ObjectiveFactory(mission=mission, text="Apprendre", text_en="Learn"), text="Comprendre")
    return saved(mission, title="Tentative")


@pytest.fixture
def bureau(client, redaction):
    """Someone who writes, at work."""
    client.force_login(redaction)
    return client


def test_the_bureau_is_told_what_to_read_again_and_says_it_was(bureau, behind):
    form = bureau.get(address(behind, "change"))
    page = form.content.decode()
    assert "Traduction à revoir" in page
    assert "titre; Comprendre (objectif)" in page
    sent = {**as_sent(form), "english_was_read": "on"}
    assert bureau.post(address(behind, "change"), sent).status_code == 302
    assert "Traduction à revoir" not in bureau.get(address(behind, "change")).content.decode()


def test_nothing_is_asked_while_nothing_is_outdated(bureau, mission):
    form = bureau.get(address(mission, "change"))
    assert "Traduction à revoir" not in form.content.decode()
    assert "english_was_read" not in form.context["adminform"].form.fields


def test_the_list_of_the_bureau_keeps_what_is_to_be_read_again(bureau, behind):
    part = MissionFactory(title="Autre")
    saved(ObjectiveFactory(mission=part, text="Aller", text_en="Go"), text="Venir")
    MissionFactory(title="À jour")
    url = reverse("admin:missions_mission_changelist")
    listed = bureau.get(url, {"traduction": "a_revoir"}).context["cl"].queryset
    assert set(listed) == {behind, part}
    assert Mission.objects.count() == 3
