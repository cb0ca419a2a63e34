"""A renewal is a new agreement, opened from the former and filled from it."""

import datetime as dt

import pytest
from django.urls import reverse

from partners.models import Agreement
from tests.partners.factories import AgreementFactory, PartnerFactory
from tests.portal.bureau import address
from tests.portal.typed import typed

pytestmark = pytest.mark.django_db


def test_an_agreement_is_renewed_from_its_form(writer):
    parties = [PartnerFactory(name="Namur"), PartnerFactory(name="Liège")]
    former = AgreementFactory(title="Pacte", domains="eau", ends_on=dt.date(2026, 6, 30), partners=parties)
    renewal = reverse("admin:partners_agreement_add", query={"renouvelle": former.pk})
    assert f'href="{renewal}"' in writer.get(address(former)).text

    shown = writer.get(renewal)
    writer.post(renewal, typed(shown, "agreement_form", title="Pacte renouvelé"))

    made = Agreement.objects.get(renews=former)
    assert (made.title, made.domains, made.kind, made.starts_on) == (
        "Pacte renouvelé",
        "eau",
        former.kind,
        dt.date(2026, 7, 1),
    )
    assert [party.partner.name for party in made.parties.all()] == ["Namur", "Liège"]
    assert (made.is_draft, made.signed_on, made.ends_on) == (True, None, None)
    former.refresh_from_db()
    assert (former.title, former.parties.count()) == ("Pacte", 2)


@pytest.mark.parametrize("title", ["Pacte (2024-2026)", "Pacte 2024-2026", "Pacte"])
def test_a_renewal_leaves_the_years_of_the_former(writer, title):
    former = AgreementFactory(title=title)
    shown = writer.get(reverse("admin:partners_agreement_add", query={"renouvelle": former.pk}))
    assert shown.context["adminform"].form["title"].value() == "Pacte"


def test_the_renewal_of_nothing_is_not_found(writer):
    for key in ("x", "999"):
        assert writer.get(reverse("admin:partners_agreement_add", query={"renouvelle": key})).status_code == 404
