"""Whatever an address or a form writes where a key is read, the page answers: that there is none, or as without one."""

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse

from records.admin.chosen_rows import ChosenRowsAdmin
from records.documents.serving import RANGE
from records.words.keys import key_in
from tests.missions.factories import MissionFactory
from tests.partners.factories import PartnerFactory

pytestmark = pytest.mark.django_db

# Longer than Python reads a number.
LONG = "9" * 4400
# What no browser sends as a key: no number, none of a row, longer than a database compares.
NO_KEYS = ["abc", "1.5", "-1", "1\0", "9" * 19, LONG]
PARTNER, SHARE = "/admin/partners/partner/{partner}/change/", "/admin/partners/partner/{partner}/partager/"
MISSION = "/admin/missions/mission/{mission}/change/"


@pytest.mark.parametrize(("typed", "key"), [("12", 12), ("", None), *((each, None) for each in NO_KEYS)])
def test_a_key_is_a_number_that_a_row_may_have(typed, key):
    assert key_in(typed) == key


@pytest.mark.parametrize(
    ("address", "sent", "status"),
    [
        ("/admin/partners/partner/proches/?name=Namur&sauf={long}", None, 200),
        ("/admin/partners/agreement/add/?renouvelle={long}", None, 404),
        ("/admin/partners/gift/add/?partner={long}", None, 200),
        ("/admin/partners/partner/{long}/change/", None, 302),
        ("/admin/partners/contact/?partenaire={long}", None, 200),
        ("/admin/missions/followup/add/?_changelist_filters=mission%3D{long}", None, 200),
        (PARTNER + "?version={long}", None, 404),
        (MISSION + "?corrige={long}", None, 200),
        ("/admin/partners/partner/abc/history/", None, 404),
        ("/admin/partners/partner/abc/fusions/1/", None, 404),
        ("/admin/partners/agreement/add/", {"renews": "abc", "sources": ["abc", LONG], "_ajouter": "parties"}, 200),
        (SHARE, {"_revoquer": LONG}, 404),
        (PARTNER, {"version": LONG, "documents-TOTAL_FORMS": LONG, "_ajouter": "documents"}, 200),
        ("/api/v1/partenaires/?curseur={long}", None, 400),
    ],
)
def test_a_page_answers_whatever_is_typed_for_a_key(admin_client, address, sent, status):
    rows = {"partner": PartnerFactory().pk, "mission": MissionFactory().pk, "long": LONG}
    place = address.format(**rows)
    answer = admin_client.get(place) if sent is None else admin_client.post(place, sent)
    assert answer.status_code == status


def test_a_forged_choice_of_rows_does_nothing(admin_client):
    kept = PartnerFactory()
    listing = reverse("admin:partners_partner_changelist")
    for forged in ([*NO_KEYS], [str(kept.pk + 1)]):
        sent = {"action": "delete_rows", ACTION_CHECKBOX_NAME: forged, "post": "yes"}
        page = admin_client.post(listing, sent, follow=True)
        assert page.status_code == 200
        assert [str(each) for each in page.context["messages"]] != []
    kept.refresh_from_db()


def test_every_list_that_chooses_rows_reads_their_keys(rf, admin_user):
    request = rf.get("/")
    request.user = admin_user
    others = [each for each in admin.site._registry.values() if not isinstance(each, ChosenRowsAdmin)]
    assert [type(each).__name__ for each in others if each.get_actions(request)] == []


def test_a_range_of_bytes_longer_than_a_file_is_no_range():
    assert RANGE.fullmatch("bytes=0-9")
    assert not RANGE.fullmatch(f"bytes=0-{LONG}")
