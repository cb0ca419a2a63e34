"""Lists that are asked what is tied to a record merged into another: they answer of the one kept."""

import pytest
from django.urls import reverse

from records.models import RecordMerge
from tests.axes.factories import ThemeFactory
from tests.missions.factories import ActionFactory, MeetingFactory
from tests.partners.factories import PartnerFactory
from tests.portal.bureau import send_merge

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """Two Namurs that are online."""
    return PartnerFactory(name="Namur", published=True), PartnerFactory(name="NAMUR", published=True)


def test_what_lists_and_feeds_were_asked_of_the_former_is_asked_of_the_one_kept(client, approver, pair):
    kept, former = pair
    action = ActionFactory(lead_partner=former, published=True, title="Visite de Jambes")
    ActionFactory(published=True, title="Ailleurs")
    theme = ThemeFactory(slug="eau")
    action.themes.add(theme)
    theme.slug = "eau-douce"
    theme.save()
    send_merge(approver, kept, former)

    asked = {"partenaire": former.slug, "theme": ["eau", "nulle-part"]}
    page = client.get(reverse("missions:actions", query=asked)).text
    assert "Visite de Jambes" in page
    assert "Ailleurs" not in page
    assert f'?theme=eau-douce&amp;partenaire={kept.slug}"' in page
    assert "nulle-part" in page
    address = reverse("missions:actions_csv", query={"partenaire": former.slug})
    assert b"Visite de Jambes" in b"".join(client.get(address))
    assert "Visite de Jambes" in client.get(reverse("machines:partner_feed", args=[former.slug])).text


@pytest.mark.parametrize("lookup", ["principal", "lead_partner", "lead_partner__id__exact", "lead_partner__pk"])
def test_what_lists_of_the_bureau_were_asked_of_the_former_is_asked_of_the_one_kept(approver, pair, lookup):
    kept, former = pair
    ActionFactory(lead_partner=former, title="Visite de Jambes")
    ActionFactory(title="Ailleurs")
    send_merge(approver, kept, former)

    asked = {lookup: former.pk}
    page = approver.get(reverse("admin:missions_action_changelist", query=asked)).text
    assert "Visite de Jambes" in page
    assert "Ailleurs" not in page
    file = approver.get(reverse("admin:missions_action_lignes_csv", query=asked)).getvalue()
    assert (b"Visite de Jambes" in file, b"Ailleurs" in file) == (True, False)


def test_a_filter_of_the_bureau_shows_the_record_kept_as_chosen(approver):
    kept, former = ThemeFactory(name="Eau", slug="eau"), ThemeFactory(name="Eaux", slug="eaux")
    action = ActionFactory(title="Visite")
    action.themes.add(former)
    send_merge(approver, kept, former)
    asked = {"themes__id__exact": former.pk}
    listed = approver.get(reverse("admin:missions_action_changelist", query=asked)).context["cl"]
    chosen = [
        choice["display"] for spec in listed.filter_specs for choice in spec.choices(listed) if choice["selected"]
    ]
    assert (list(listed.result_list), "Eau" in chosen) == ([action], True)


def test_a_filter_of_a_list_is_asked_as_it_is_where_nothing_was_merged(approver):
    action = ActionFactory(title="Visite", stage="annoncee")
    for asked in ({"stage__exact": "annoncee"}, {"lead_partner": action.lead_partner_id or 0}, {"axis__isnull": "0"}):
        page = approver.get(reverse("admin:missions_action_changelist", query=asked))
        assert page.status_code == 200, asked


def test_a_promise_added_from_a_mission_merged_meanwhile_is_of_the_one_kept(writer):
    ours, _other = MeetingFactory(), MeetingFactory()
    gone = ours.mission.pk + 1000
    RecordMerge.objects.create(model="missions.mission", former_key=gone, former_name="Turin", kept_key=ours.mission.pk)
    page = writer.get(reverse("admin:missions_followup_add"), {"_changelist_filters": f"mission={gone}"})
    assert list(page.context["adminform"].form.fields["meeting"].queryset) == [ours]
