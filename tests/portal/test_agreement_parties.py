"""An agreement that is online ties the city to a partner that readers know, whichever door is used."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from missions.models import Action
from partners.models import Agreement, AgreementState, AuthorizationNeed, Partner, PartnerKind
from portal.register import TABLES
from records.imports.loading import load
from records.publication import operations
from records.publication.status import PublicationStatus
from tests.partners.factories import AgreementFactory, PartnerFactory
from tests.portal.bureau import address

pytestmark = pytest.mark.django_db

DATA = Path(__file__).resolve().parents[2] / "data"


def agreement_form(agreement, *partners, **values):
    """Return what a browser sends of the form of an agreement whose parties are `partners`."""
    held = list(agreement.parties.all())
    added = [partner for partner in partners if partner not in [party.partner for party in held]]
    form = {
        "title": agreement.title,
        "kind": agreement.kind,
        "standing": agreement.standing,
        "authorization_need": agreement.authorization_need,
        "slug": agreement.slug,
        "change_reason": "Vérifié",
        "parties-TOTAL_FORMS": str(len(held) + len(added)),
        "parties-INITIAL_FORMS": str(len(held)),
        **{f"{prefix}-{count}_FORMS": "0" for prefix in ("acts", "documents") for count in ("TOTAL", "INITIAL")},
        **values,
    }
    for rank, (key, partner) in enumerate([*((party.pk, party.partner) for party in held), *(("", p) for p in added)]):
        row = {"id": key, "agreement": agreement.pk, "partner": partner.pk, "position": rank + 1}
        form |= {f"parties-{rank}-{name}": value for name, value in row.items()}
        if partner not in partners:
            form[f"parties-{rank}-DELETE"] = "on"
    return form


def text_of(response):
    return " ".join(response.text.replace("\u00a0", " ").split())


@pytest.mark.parametrize("parties", [[], ["Gand"]])
def test_an_agreement_is_not_put_online_without_a_public_party(approbation, today, parties):
    agreement = AgreementFactory(partners=[PartnerFactory(name=name) for name in parties])
    with pytest.raises(ValidationError) as refusal:
        operations.publish(agreement, by=approbation, on=today)
    assert (parties or ["aucune n’est inscrite"])[0] in refusal.value.messages[0]
    assert Agreement.objects.get().is_draft


def test_one_public_party_is_enough(approbation, today):
    agreement = AgreementFactory(partners=[PartnerFactory(), PartnerFactory(published=True)])
    assert operations.publish(agreement, by=approbation, on=today).is_online


def test_the_last_public_party_is_not_withdrawn(approbation, today):
    last, other = PartnerFactory.create_batch(2, published=True)
    agreement = AgreementFactory(published=True, title="Pacte", partners=[last, other, PartnerFactory()])
    AgreementFactory(partners=[last])
    operations.withdraw(other, by=approbation, on=today)
    with pytest.raises(ValidationError, match="Pacte"):
        operations.withdraw(last, by=approbation, on=today)
    assert Partner.objects.get(pk=last.pk).is_online
    operations.withdraw(agreement, by=approbation, on=today)
    assert operations.withdraw(last, by=approbation, on=today).is_archived


def test_no_more_than_ten_agreements_are_read_of_those_that_a_partner_alone_holds_up(
    today, django_assert_max_num_queries
):
    partner, other = PartnerFactory.create_batch(2, published=True)
    AgreementFactory(published=True, partners=[partner, other])
    for _each in range(11):
        AgreementFactory(published=True, partners=[partner])
    with django_assert_max_num_queries(9) as statements:
        assert len(partner.public_dependents(today)) == 10
    assert "LIMIT 10" in statements[-1]["sql"]
    assert other.public_dependents(today) == []


def test_the_bureau_is_told_why(client, approbation):
    partner = PartnerFactory(published=True, name="Namur")
    AgreementFactory(published=True, title="Pacte de Namur", partners=[partner])
    client.force_login(approbation)
    page = client.post(address(partner, "publication"), {"_step": "withdraw"}, follow=True)
    assert "« Namur » soutient encore : « Pacte de Namur »" in text_of(page)
    draft = AgreementFactory(partners=[PartnerFactory(name="Gand")])
    page = client.post(address(draft, "publication"), {"_step": "publish"}, follow=True)
    assert "une au moins de ces fiches : « Gand »" in text_of(page)


def test_the_form_of_an_agreement_online_keeps_a_public_party(client, approbation):
    known, hidden = PartnerFactory(published=True), PartnerFactory(name="Gand")
    agreement = AgreementFactory(published=True, partners=[known])
    client.force_login(approbation)
    page = client.post(address(agreement), agreement_form(agreement, hidden))
    assert "mettez d’abord en ligne une de ses parties (« Gand »)" in text_of(page)
    assert list(agreement.partners.all()) == [known]
    assert client.post(address(agreement), agreement_form(agreement, known, hidden)).status_code == 302
    assert set(agreement.partners.all()) == {known, hidden}


def test_the_form_mends_an_agreement_online_without_a_public_party(client, approbation):
    agreement, known = AgreementFactory(published=True), PartnerFactory(published=True)
    client.force_login(approbation)
    assert client.post(address(agreement), agreement_form(agreement, known)).status_code == 302
    assert list(agreement.partners.all()) == [known]


def test_the_form_asks_whether_an_agreement_with_a_ministry_must_be_authorized(client, approbation, today):
    city, ministry = (
        PartnerFactory(published=True),
        PartnerFactory(published=True, organization=True, name="Ministère", kind=PartnerKind.GOVERNMENT),
    )
    agreement = AgreementFactory(published=True, standing="actif", partners=[city])
    client.force_login(approbation)
    page = client.post(address(agreement), agreement_form(agreement, city, ministry), follow=True)
    assert "Fallait-il une autorisation préalable ? « Ministère » est un gouvernement" in text_of(page)
    for url in (f"{reverse('admin:partners_agreement_changelist')}?etat=a_verifier", "/ententes/?etat=a_verifier"):
        assert agreement.title in client.get(url).text
    assert Agreement.objects.with_state(today).get().states == [AgreementState.TO_CHECK]
    assert "ne dit pas encore s’il fallait une autorisation" in text_of(client.get(agreement.get_absolute_url()))
    answered = agreement_form(agreement, city, ministry, authorization_need=AuthorizationNeed.NOT_REQUIRED)
    assert "Fallait-il" not in text_of(client.post(address(agreement), answered, follow=True))
    assert Agreement.objects.with_state(today).get().states == [AgreementState.IN_FORCE]


def test_the_loader_keeps_offline_an_agreement_none_of_whose_parties_is(today):
    load(TABLES, DATA, on=today)
    Agreement.objects.filter(record_id="ag-tunis").delete()
    Agreement.history.filter(record_id="ag-tunis").delete()  # as if it were new: what the bureau deleted stays so
    Action.objects.filter(lead_partner__record_id="tunis").update(status=PublicationStatus.ARCHIVED)
    Partner.objects.filter(record_id="tunis").update(status=PublicationStatus.ARCHIVED)
    load(TABLES, DATA, on=today)
    agreement = Agreement.objects.get(record_id="ag-tunis")
    assert agreement.status == PublicationStatus.DRAFT
    assert agreement.history.first().status == PublicationStatus.DRAFT
    assert Agreement.objects.published(today).count() == Agreement.objects.count() - 1
    assert dt.date(2026, 12, 31) == agreement.ends_on
