"""Where the addresses of the Vision, of axes and of themes lead: to a page, to the address borne now, or nowhere."""

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.http import Http404

from axes.views import axis_detail, former_vision, theme_detail
from tests.axes.factories import AxisFactory, ThemeFactory, VisionFactory
from tests.records.admin.bureau import request_of

pytestmark = pytest.mark.django_db

ANYONE, CHIEF = AnonymousUser(), User(is_superuser=True)


def asked(view, slug, user=ANYONE):
    """Return the answer of a view of one record to a reader."""
    return view(request_of(user), slug)


@pytest.mark.parametrize(
    ("view", "make", "address"),
    [
        (former_vision, VisionFactory, "/visions/nouvelle/"),
        (axis_detail, AxisFactory, "/axes/nouvelle/"),
    ],
)
def test_an_address_that_was_online_leads_for_good_to_the_one_borne_now(view, make, address):
    record = make(published=True, slug="ancienne")
    record.slug = "nouvelle"
    record.save()
    answer = asked(view, "ancienne")
    assert (answer.status_code, answer["Location"]) == (301, address)


def test_a_theme_that_was_renamed_is_found_at_its_former_address():
    theme = ThemeFactory(slug="ancienne")
    theme.slug = "nouvelle"
    theme.save()
    answer = asked(theme_detail, "ancienne")
    assert (answer.status_code, answer["Location"]) == (301, "/themes/nouvelle/")


def test_the_vision_in_force_is_read_at_its_own_page_as_long_as_it_is():
    vision = VisionFactory(published=True, is_current=True)
    answer = asked(former_vision, vision.slug)
    assert (answer.status_code, answer["Location"]) == (302, "/vision/")


@pytest.mark.parametrize(("view", "make"), [(former_vision, VisionFactory), (axis_detail, AxisFactory)])
def test_a_draft_or_an_archive_is_nowhere_for_a_reader(view, make):
    for record in (make(), make(status="archived")):
        with pytest.raises(Http404):
            asked(view, record.slug)


def test_a_draft_in_force_is_nowhere_for_a_reader_and_at_its_page_for_who_prepares_it():
    vision = VisionFactory(is_current=True)
    assert asked(former_vision, vision.slug, CHIEF)["Location"] == "/vision/"
    with pytest.raises(Http404):
        asked(former_vision, vision.slug)


@pytest.mark.parametrize("view", [former_vision, axis_detail, theme_detail])
@pytest.mark.parametrize("slug", ["nulle-part", "<b>", "x" * 5000])
def test_an_address_of_nothing_is_nowhere(view, slug):
    with pytest.raises(Http404):
        asked(view, slug)
