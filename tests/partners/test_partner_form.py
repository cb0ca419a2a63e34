"""The form of a partner: what is compared while it is typed, and what it asks to confirm."""

import pytest
from django import forms
from django.http import QueryDict
from django.utils.translation import override

from partners.forms import DOUBTED, NameForm, PartnerForm, compared
from partners.models import Partner
from tests.partners.factories import PartnerFactory

NAMUR = {"latitude": 50.4669, "longitude": 4.8675}
FIELDS = [*sorted(DOUBTED), "kind", "seat_city"]
AdminForm = forms.modelform_factory(Partner, form=PartnerForm, fields=FIELDS)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, ("", "", "", "", None, "", None, False)),
        ({"name": "Namur", "name_en": "Namen", "acronym": "N"}, ("", "Namur", "N", "", None, "Namen", None, False)),
        ({"country": "BE", "kind": "ville"}, ("", "", "", "BE", None, "", None, True)),
        ({"kind": "forum"}, ("", "", "", "", None, "", None, False)),
        ({"latitude": 0, "longitude": 0, "geonames_id": 7}, ("", "", "", "", (0.0, 0.0), "", 7, False)),
        ({"latitude": 50}, ("", "", "", "", None, "", None, False)),
        ({"longitude": 4}, ("", "", "", "", None, "", None, False)),
        ({"name": None, "latitude": None, "longitude": None}, ("", "", "", "", None, "", None, False)),
    ],
)
def test_what_is_compared_of_what_is_typed(typed, told):
    assert compared(typed) == told


@pytest.mark.parametrize(
    ("query", "place", "geonames"),
    [
        ("latitude=50.5&longitude=4.75&geonames_id=7", (50.5, 4.75), 7),
        ("latitude=50,5&longitude=4,75", (50.5, 4.75), None),
        ("latitude=50,46691234&longitude=4,86", (50.4669, 4.86), None),
        ("latitude=-90&longitude=180", (-90.0, 180.0), None),
        ("latitude=90.1&longitude=4", None, None),
        ("latitude=50&longitude=-180.1", None, None),
        ("latitude=nord&longitude=4", None, None),
        ("latitude=nan&longitude=inf", None, None),
        ("geonames_id=0", None, None),
        ("geonames_id=2147483647", None, 2**31 - 1),
        ("geonames_id=2147483648", None, None),
        ("geonames_id=7.5", None, None),
    ],
)
def test_what_cannot_be_read_while_it_is_typed_is_left_out(query, place, geonames):
    told = NameForm(QueryDict(f"name=Namur&{query}")).compared()
    assert (told.name, told.place, told.geonames) == ("Namur", place, geonames)


def form_of(partner=None, **typed):
    """Return the form of a partner, another or a new one, in which values are typed."""
    given = {"name": "Namur", "kind": "ville", "country": "BE", **NAMUR}
    if partner:
        given = {name: getattr(partner, name) for name in FIELDS}
    return AdminForm(
        {name: "" if value is None else value for name, value in {**given, **typed}.items()}, instance=partner
    )


def doubts_of(form):
    return [str(error).replace("\u00a0", " ") for error in form.errors.get("confirmed", [])]


@pytest.mark.django_db
def test_a_partner_that_resembles_no_other_is_not_asked_about():
    form = form_of()
    assert form.is_valid()
    assert form.near == []
    assert isinstance(form.fields["confirmed"].widget, forms.HiddenInput)


@pytest.mark.django_db
def test_each_partner_that_it_may_be_is_named_with_why_and_the_form_asks_to_confirm():
    PartnerFactory(name="Ville de Namur", **NAMUR)
    PartnerFactory(name="Réseau Namur", acronym="Namur", organization=True)
    form = form_of()
    assert sorted(doubts_of(form)) == [
        "Un partenaire déjà inscrit y ressemble, « Réseau Namur » (même nom) : est-ce le même?",
        "Un partenaire déjà inscrit y ressemble, « Ville de Namur » (même pays, 0,0 km) : est-ce le même?",
    ]
    assert isinstance(form.fields["confirmed"].widget, forms.CheckboxInput)
    assert str(form["confirmed"].label).startswith("C’est un autre partenaire")
    assert form_of(confirmed="on").is_valid()


@pytest.mark.django_db
def test_a_place_out_of_its_country_is_asked_about_and_ends_as_a_sentence():
    assert doubts_of(form_of(latitude=4.8675, longitude=50.4669)) == [
        "Ces coordonnées ne sont pas dans ce pays (Belgique); latitude et longitude échangées?"
    ]
    form = form_of(latitude=0, longitude=0)
    assert doubts_of(form) == ["Ces coordonnées (0, 0) sont en pleine mer."]
    assert str(form["confirmed"].label).startswith("C’est vérifié")
    assert form_of(latitude=0, longitude=0, confirmed="on").is_valid()


@pytest.mark.django_db
def test_a_doubt_is_said_in_the_language_spoken():
    PartnerFactory(name="Namur", **NAMUR)
    with override("en"):
        [said] = doubts_of(form_of())
    assert "Namur" in said
    assert "(same country, 0.0 km)" in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ({}, False),
        ({"seat_city": "Jambes"}, False),
        ({"kind": "forum"}, False),
        ({"name": "NAMUR"}, True),
        ({"name_en": "Namen"}, True),
        ({"acronym": "N"}, True),
        ({"latitude": 50.5}, True),
        ({"longitude": 4.9}, True),
        ({"geonames_id": 7}, True),
    ],
)
def test_what_was_checked_once_is_asked_again_only_if_what_is_doubted_changes(typed, asks):
    PartnerFactory(name="Namur", **NAMUR)
    partner = Partner.objects.get(pk=PartnerFactory(name="Namur", **NAMUR).pk)
    assert bool(doubts_of(form_of(partner, **typed))) is asks


@pytest.mark.django_db
def test_a_partner_does_not_resemble_itself():
    partner = PartnerFactory(name="Namur", **NAMUR)
    assert form_of(partner, acronym="N").is_valid()


@pytest.mark.django_db
def test_what_cannot_be_read_is_refused_without_a_doubt_of_its_own():
    form = form_of(country="", latitude="nord")
    assert "confirmed" not in form.errors
    assert {"country", "latitude"} <= form.errors.keys()
