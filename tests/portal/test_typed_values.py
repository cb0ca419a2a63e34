"""What the bureau types is read as it means, or refused in words: characters nobody sees, digits of other scripts."""

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import reverse

from missions.models import Mission
from partners.models import Partner
from tests.house.code import our_models, refuse
from tests.missions.factories import MissionFactory
from tests.portal.bureau import address, partner_form
from tests.portal.sent_forms import as_sent

pytestmark = pytest.mark.django_db

NUMBERS = (forms.IntegerField, forms.DateField, forms.TimeField, forms.SplitDateTimeField)
OTHER_DIGITS = ["１２３", "٢٠٢٤-٠٥-٠١", "२०२४-०१-०१", "1²", "Ⅻ", "9 h ３０"]


def forms_of_the_bureau(user):
    """Yield (name, form class) of every form of a record and of its parts."""
    request = RequestFactory().get("/")
    request.user, request.resolver_match = user, type("Match", (), {"kwargs": {}})
    for model in our_models():
        if model in admin.site._registry and admin.site._registry[model].has_change_permission(request):
            page = admin.site._registry[model]
            yield model._meta.label, page.get_form(request)
            for part in page.get_inline_instances(request):
                yield f"{model._meta.label}: {part.model._meta.label}", part.get_formset(request).form


def test_a_number_is_typed_with_the_digits_0_to_9(admin_user):
    accepted, tried = [], 0
    for name, form in forms_of_the_bureau(admin_user):
        for field_name, field in form.base_fields.items():
            if isinstance(field, NUMBERS) and not isinstance(field, forms.ModelChoiceField):
                tried += 1
                for typed in OTHER_DIGITS:
                    given = [typed, typed] if isinstance(field, forms.SplitDateTimeField) else typed
                    with pytest.raises(ValidationError) as refusal:
                        field.clean(given)
                    if refusal.value.code != "digits":
                        accepted.append(f"{name}: {field_name}: {typed}")
    assert tried > 40
    refuse(accepted)


def test_an_amount_in_full_width_digits_is_refused_beside_it(approver):
    mission = MissionFactory()
    sent = as_sent(approver.get(address(mission)))
    page = approver.post(address(mission), {**sent, "ceiling": "１２３"}).text
    assert "Écrivez les nombres avec les chiffres 0 à 9." in page
    assert Mission.objects.get().ceiling is None


def test_what_a_word_processor_pastes_is_cleaned_and_the_pages_stand(approver):
    approver.post(
        reverse("admin:partners_partner_add"),
        partner_form(name="Sa\u0302o\vPaulo\u200b", domains="eau\r\nport\x0c", slug=""),
    )
    partner = Partner.objects.get()
    assert (partner.name, partner.domains, partner.slug) == ("S\u00e2o Paulo", "eau\nport", "sao-paulo")


@pytest.mark.parametrize("typed", ["²", "99999", "-1", "２０２４", "0"])
def test_a_year_nobody_has_is_set_aside_in_the_lists_of_the_bureau(approver, typed):
    MissionFactory(title="Une mission")
    response = approver.get(reverse("admin:missions_mission_changelist"), {"annee": typed})
    assert "Une mission" in response.text
