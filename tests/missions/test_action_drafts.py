"""What is being prepared shows to staff, marked; to nobody else, in no corner of the list."""

import pytest

from tests.axes.factories import AxisFactory
from tests.listed import slugs_listed
from tests.missions.factories import ActionFactory, ActionPartnerFactory
from tests.partners.factories import PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def canaries(db):
    """A public action, and drafts that hold a word no public page may show."""
    public = ActionFactory(published=True)
    ActionFactory(title="Canari action", axis=public.axis, lead_partner=public.lead_partner)
    ActionFactory(published=True, title="Canari axe", axis=AxisFactory(short_label="Canari axe", name="Canari axe"))
    ActionFactory(published=True, title="Canari chef", lead_partner=PartnerFactory(name="Canari chef"))
    ActionPartnerFactory(action=public, partner=PartnerFactory(name="Canari autre", country="JP"))
    return public


def page(client, query=""):
    return client.get(f"/actions/{query}").content.decode()


@pytest.mark.parametrize("query", ["", "?statut=annoncee", "?pays=be", "?page=2"])
def test_the_public_sees_no_draft_in_rows_facets_or_counts(client, canaries, query):
    html = page(client, query)
    assert "Canari" not in html
    assert "Japon" not in html
    assert len(slugs_listed(html)) == 1
    assert (" (1)</label>" in html) == ("=be" in query or "annoncee" in query)
    assert " (2)</label>" not in html


def test_the_public_finds_no_draft_by_its_words(client, canaries):
    assert not slugs_listed(page(client, "?q=canari"))


def test_a_draft_is_as_unknown_as_what_never_was(client, canaries):
    for slug in ("canari-autre", "n-existe-pas"):
        assert f"La valeur «\u00a0{slug}\u00a0» du filtre Partenaire est inconnue" in page(
            client, f"?partenaire={slug}"
        )


def test_what_is_put_online_tomorrow_waits(client, canaries, today, time_machine):
    time_machine.move_to(today)
    ActionFactory(published=True, title="Demain", published_on="2026-03-03")
    assert "Demain" not in page(client)
    time_machine.move_to("2026-03-03 12:00-05:00")
    assert "Demain" in page(client)


def test_staff_see_drafts_marked_and_counted(client, canaries, gestion):
    client.force_login(gestion)
    html = page(client)
    assert len(slugs_listed(html)) == 4
    row = html[html.index(">Canari action<") :]
    assert '<span class="badge badge-draft">brouillon</span>' in row[: row.index("</li>")]
    assert "Canari autre" in html
    assert "Japon" in html


def test_archives_show_to_nobody(client, gestion):
    ActionFactory(title="Vieille", status="archived")
    client.force_login(gestion)
    assert "Vieille" not in page(client)


def test_a_signed_in_reader_without_permission_is_the_public(client, canaries, django_user_model):
    client.force_login(django_user_model.objects.create_user("lectrice"))
    assert "Canari" not in page(client)
