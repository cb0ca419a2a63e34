"""What the Vision, its axes and what measures them say of themselves, before anything is saved."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from axes.indicators import NOT_OF_THIS_AXIS, whole
from axes.models import (
    Axis,
    AxisDocument,
    Commitment,
    Indicator,
    Measure,
    Milestone,
    Theme,
    Vision,
    VisionDocument,
    VisionItem,
)
from axes.proposals import AxisProposal, IndicatorProposal, VisionProposal

D = Decimal


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (Vision(title="Vision 2022"), "Vision 2022"),
        (VisionItem(text="Un levier."), "Un levier."),
        (Milestone(title="Dévoilement"), "Dévoilement"),
        (Axis(name="Québec rayonne", short_label="Rayonner"), "Québec rayonne"),
        (Commitment(text="Promettre."), "Promettre."),
        (Theme(name="Tramway"), "Tramway"),
        (Indicator(name="Délégations"), "Délégations"),
        (Measure(indicator=Indicator(name="Délégations"), value=D("7.50")), "Délégations – 7.50"),
        (VisionDocument(title="Le texte"), "Le texte"),
        (AxisDocument(title="L’image"), "L’image"),
        (VisionProposal(title="Changer"), "Changer"),
        (AxisProposal(title="Changer"), "Changer"),
        (IndicatorProposal(title="Changer"), "Changer"),
    ],
)
def test_a_row_is_called_by_its_words(row, said):
    assert str(row) == said


@pytest.mark.parametrize(
    ("row", "address", "in_english"),
    [
        (Vision(slug="vision-2022", is_current=True), "/vision/", "/en/vision/"),
        (Vision(slug="vision-2015"), "/visions/vision-2015/", "/en/visions/vision-2015/"),
        (Axis(slug="rayonner"), "/axes/rayonner/", "/en/axes/rayonner/"),
        (Theme(slug="tramway"), "/themes/tramway/", "/en/themes/tramway/"),
        (Indicator(axis=Axis(slug="rayonner")), "/axes/rayonner/", "/en/axes/rayonner/"),
        (VisionDocument(slug="texte"), "/documents/vision/texte", "/documents/vision/texte"),
        (AxisDocument(slug="image"), "/documents/axe/image", "/documents/axe/image"),
    ],
)
def test_a_page_is_at_its_address_in_each_language(row, address, in_english):
    assert row.get_absolute_url() == address
    with override("en"):
        assert row.get_absolute_url() == in_english


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "None"),
        (D("0"), "0"),
        (D("0.00"), "0"),
        (D("12.00"), "12"),
        (D("12.50"), "12.50"),
        (D("-3.00"), "-3"),
        (D("-0.25"), "-0.25"),
        (D("999999999999.99"), "999999999999.99"),
        (7, "7"),
    ],
)
def test_a_number_is_told_without_decimals_where_there_are_none(value, told):
    assert str(whole(value)) == told
    indicator = Indicator(baseline=value, target=value)
    assert str(indicator.shown_baseline) == str(indicator.shown_target) == str(Measure(value=value).shown_value) == told


def test_an_indicator_tells_where_it_started_and_where_it_should_be_apart():
    indicator = Indicator(baseline=D("1.00"), target=D("2.50"))
    assert (indicator.shown_baseline, indicator.shown_target) == (1, D("2.50"))


@pytest.mark.django_db
def test_an_indicator_measures_a_commitment_of_its_own_axis():
    own, other = Axis(pk=1, name="Rayonner"), Axis(pk=2, name="Attirer")
    Indicator(axis=own, commitment=Commitment(pk=5, axis=own)).clean()
    with pytest.raises(ValidationError) as refusal:
        Indicator(axis=own, commitment=Commitment(pk=5, axis=other)).clean()
    assert refusal.value.message_dict == {"commitment": [str(NOT_OF_THIS_AXIS)]}


@pytest.mark.django_db
@pytest.mark.parametrize("missing", [{"axis": None}, {"commitment": None}, {"axis": None, "commitment": None}])
def test_an_indicator_being_typed_is_not_refused_for_what_it_has_not_yet(missing):
    axis = Axis(pk=1)
    known = {"axis": axis, "commitment": Commitment(pk=5, axis=axis), **missing}
    Indicator(**{name: value for name, value in known.items() if value}).clean()


@pytest.mark.parametrize(
    ("row", "searched"),
    [
        (Vision(title="Vision 2022", statement="Énoncé"), "vision 2022 enonce"),
        (Axis(name="Québec rayonne", short_label="Rayonner", intent="Œuvrer"), "quebec rayonne rayonner oeuvrer"),
        (Theme(name="Été"), "ete"),
        (Milestone(title="Dévoilement", description="À l’hôtel"), "devoilement a l hotel"),
        (Milestone(title="Dévoilement"), "devoilement"),
        (VisionItem(text="Levier"), "levier"),
        (Indicator(name="Délégations"), "delegations"),
    ],
)
def test_a_row_is_found_by_its_words_whatever_the_accents(row, searched):
    row.slug = "une-adresse"  # it has one already: none is looked for
    row.fill_derived_fields()
    assert row.search_text == searched


def test_an_axis_is_named_briefly_in_its_address_and_a_commitment_by_its_text():
    assert Axis(name="Québec rayonne", short_label="Rayonner").named_for_address() == "Rayonner"
    assert Commitment(text="Ouvrir des occasions.").named_for_address() == "Ouvrir des occasions."


def test_an_english_text_older_than_its_french_is_known_of_an_axis():
    axis = Axis(name="Rayonner", name_en="Shine", slug="a")
    axis.fill_derived_fields()
    assert axis.outdated_english == ""
    axis.name = "Québec rayonne"
    axis.fill_derived_fields()
    assert axis.outdated_english == "name"


def test_an_unsaved_vision_is_a_draft_whose_text_nobody_saw():
    vision = Vision()
    assert vision.is_draft
    assert (vision.is_current, vision.text_was_seen, vision.adopted_on) == (False, False, None)
    assert not vision.is_public(dt.date(2026, 3, 2))
