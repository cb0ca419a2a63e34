"""The fields of the bureau read what people write; what they cannot read they refuse with an example."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import override

from records.admin.typed_fields import (
    READ_KINDLY,
    AmountField,
    DayField,
    DegreesTyped,
    HourField,
    LinesField,
    MomentField,
    TypedForm,
    WholeNumberField,
)
from records.words.dates import DATE_AND_PRECISION
from tests.records.bookshelf.models import Author

NOVEMBER_3 = dt.date(2022, 11, 3)
DIGITS = "Écrivez les nombres avec les chiffres 0 à 9."
DAY = "Cette date n’a pas pu être lue. Écrivez par exemple 2022-11-03 ou 3 novembre 2022."
LESS = "Cette date n’a pas pu être lue. Écrivez par exemple 2022-11-03, 3 novembre 2022, novembre 2022 ou 2022."
TWO = "Cette date se lit de deux façons. Écrivez 3\u00a0novembre 2022 ou 11\u00a0mars 2022."
HOUR = "Cette heure n’a pas pu être lue. Écrivez par exemple 9 h 30 ou 14:30."
NUMBER = "Ce nombre n’a pas pu être lu. Écrivez par exemple 12\u00a0979,50."
REQUIRED = "Ce champ est obligatoire."


def optional(field, **options):
    """Return a field that may stay empty."""
    return field(required=False, **options)


def refusal(field, typed):
    """Return the sentences by which a field refuses what is typed (a list); none if it takes it."""
    try:
        field.clean(typed)
    except ValidationError as refused:
        return refused.messages
    return []


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (DayField(), "3 novembre 2022", NOVEMBER_3),
        (DayField(), "2022-11-03", NOVEMBER_3),
        (DayField(), NOVEMBER_3, NOVEMBER_3),  # a value that is none of a form
        (optional(DayField), "", None),
        (optional(DayField), " ", None),  # spaces alone are nothing
        (optional(DayField), None, None),
        (HourField(), "9 h 30", dt.time(9, 30)),
        (HourField(), dt.time(9, 30), dt.time(9, 30)),
        (optional(HourField), "", None),
        (optional(HourField), "  ", None),
        (optional(HourField), None, None),
        (AmountField(decimal_places=2), "12 979,50 $", Decimal("12979.50")),
        (AmountField(decimal_places=2), "12,979", Decimal("12979")),  # no number here has three decimals
        (AmountField(decimal_places=4), "12,979", Decimal("12.979")),
        (AmountField(), "12,979", Decimal("12979")),  # of decimals nobody counted, none is supposed
        (AmountField(), "0,5", Decimal("0.5")),
        (AmountField(), Decimal("3.5"), Decimal("3.5")),
        (optional(AmountField), " ", None),
        (optional(AmountField), None, None),
        (WholeNumberField(), "12", 12),
        (optional(WholeNumberField), "", None),
        (optional(WholeNumberField), " ", None),
        (DegreesTyped(decimal_places=4), "46.81234567", Decimal("46.8123")),
        (DegreesTyped(decimal_places=4), "-71,20826", Decimal("-71.2083")),
        (DegreesTyped(decimal_places=4), "46", Decimal("46")),
        (optional(DegreesTyped), "", None),
        (LinesField(), "un\r\ndeux\r\n\r\ntrois", "un\ndeux\n\ntrois"),
        (optional(LinesField), None, ""),
    ],
)
def test_what_is_typed_is_read(field, typed, value):
    assert field.clean(typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "sentences"),
    [
        (DayField(), "demain", [DAY]),
        (DayField(), "novembre 2022", [DAY]),  # a month is no day
        (DayField(), "2022", [DAY]),
        (DayField(), "31 novembre 2022", [DAY]),
        (DayField(), "3/11/2022", [TWO]),
        (DayField(), " ", [REQUIRED]),
        (DayField(), "", [REQUIRED]),
        (DayField(), "３ novembre 2022", [DIGITS]),  # of full width
        (HourField(), "9", [HOUR]),
        (HourField(), "25 h", [HOUR]),
        (HourField(), " ", [REQUIRED]),
        (HourField(), "١٤:٣٠", [DIGITS]),
        (AmountField(decimal_places=2), "douze", [NUMBER]),
        (AmountField(decimal_places=2), "12 979 €", [NUMBER]),
        (AmountField(decimal_places=2), "½", [DIGITS]),  # a fraction is numeric, and no digit
        (AmountField(decimal_places=2), "", [REQUIRED]),
        (WholeNumberField(), "२", [DIGITS]),
        (WholeNumberField(), "Ⅻ", [DIGITS]),
        (WholeNumberField(), "douze", ["Saisissez un nombre entier."]),
        (DegreesTyped(decimal_places=4), "nord", [NUMBER]),
        (DegreesTyped(decimal_places=4), Decimal("NaN"), ["Saisissez un nombre."]),
        (DegreesTyped(decimal_places=4), Decimal("Infinity"), ["Saisissez un nombre."]),
    ],
)
def test_what_cannot_be_read_is_refused_with_an_example(field, typed, sentences):
    assert refusal(field, typed) == sentences


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("novembre 2022", (dt.date(2022, 11, 1), "mois")),
        ("2022", (dt.date(2022, 1, 1), "annee")),
        ("3 novembre 2022", (NOVEMBER_3, "jour")),
    ],
)
def test_a_field_that_takes_less_than_a_day_says_how_well_it_is_known(typed, date):
    field = DayField()
    field.takes_less = True
    assert field.read(typed) == date
    assert field.clean(typed) == date[0]


@pytest.mark.parametrize("typed", ["demain", "99", "2022-13"])
def test_the_example_of_a_field_that_takes_less_says_so(typed):
    field = DayField()
    field.takes_less = True
    assert refusal(field, typed) == [LESS]


def test_a_doubt_is_told_in_the_language_of_who_types():
    with override("en"):
        [sentence] = refusal(DayField(), "3/11/2022")
    assert "November 3, 2022" in sentence
    assert "March 11, 2022" in sentence


def test_the_refusals_have_codes_that_forms_may_ask_for():
    codes = []
    for field, typed in ((DayField(), "3/11/2022"), (DayField(), "demain"), (HourField(), "9"), (AmountField(), "²")):
        with pytest.raises(ValidationError) as refused:
            field.clean(typed)
        codes.append(refused.value.code)
    assert codes == ["invalid", "invalid", "invalid", "digits"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["3 novembre 2022", "9 h 30"], "2022-11-03 09:30"),
        (["2022-11-03", "midi"], "2022-11-03 12:00"),
    ],
)
def test_a_moment_is_read_in_two_boxes(typed, said):
    assert f"{MomentField().clean(typed):%Y-%m-%d %H:%M}" == said


@pytest.mark.parametrize(
    ("field", "typed", "sentences"),
    [
        (MomentField(), ["", ""], [REQUIRED]),
        (MomentField(), ["3 novembre 2022", ""], [REQUIRED]),
        (optional(MomentField), ["3 novembre 2022", ""], ["Saisissez une heure valide."]),
        (optional(MomentField), ["", "9 h 30"], ["Saisissez une date valide."]),
        (MomentField(), ["3 novembre 2022", "９ h 30"], [DIGITS]),
        (MomentField(), ["novembre 2022", "vers 9 h"], [DAY, HOUR]),
    ],
)
def test_a_moment_of_which_a_half_is_missing_or_unread_is_refused(field, typed, sentences):
    assert refusal(field, typed) == sentences


def test_no_moment_at_all_is_none_where_none_is_needed():
    assert optional(MomentField).clean(["", ""]) is None


def test_an_address_typed_without_its_scheme_is_a_secure_one():
    field = models.URLField().formfield(**READ_KINDLY[models.URLField])
    assert field.clean("exemple.invalid/livre") == "https://exemple.invalid/livre"


class BirthForm(TypedForm):
    """Asks when an author was born, and how well it is known."""

    class Meta:
        model = Author
        fields = ["born_on", "born_precision"]
        field_classes = {"born_on": DayField}


class BirthdayForm(TypedForm):
    """Asks for the day alone."""

    class Meta(BirthForm.Meta):
        fields = ["born_on"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "said", "date"),
    [
        ("3 novembre 2022", "", (NOVEMBER_3, "jour")),
        ("novembre 2022", "", (dt.date(2022, 11, 1), "mois")),
        ("2022", "", (dt.date(2022, 1, 1), "annee")),
        ("3 novembre 2022", "annee", (NOVEMBER_3, "annee")),  # who says that it is known less is believed
        ("2022", "jour", (dt.date(2022, 1, 1), "annee")),  # a year alone is not known to the day
        ("3 novembre 2022", "periode", (NOVEMBER_3, "periode")),  # said, and never supposed
        ("", "", (None, "")),
    ],
)
def test_how_well_a_date_is_known_is_supposed_from_how_it_is_typed(typed, said, date):
    form = BirthForm({"born_on": typed, "born_precision": said}, instance=Author(name="Plume"))
    form.full_clean()
    assert (form.cleaned_data["born_on"], form.cleaned_data["born_precision"]) == date


@pytest.mark.django_db
def test_a_date_that_cannot_be_read_supposes_nothing():
    form = BirthForm({"born_on": "jadis", "born_precision": ""}, instance=Author(name="Plume"))
    assert form.errors == {"born_on": [LESS]}
    assert form.cleaned_data == {"born_precision": ""}


@pytest.mark.django_db
def test_a_precision_said_of_no_date_is_left_to_the_rule_of_the_record():
    form = BirthForm({"born_on": "", "born_precision": "mois"}, instance=Author(name="Plume"))
    assert form.errors == {"born_precision": [DATE_AND_PRECISION]}


@pytest.mark.django_db
def test_a_precision_that_is_none_stays_refused():
    form = BirthForm({"born_on": "2022", "born_precision": "heure"}, instance=Author(name="Plume"))
    assert list(form.errors) == ["born_precision"]
    assert "born_precision" not in form.cleaned_data


@pytest.mark.django_db
def test_a_form_without_a_precision_takes_days_alone():
    form = BirthdayForm({"born_on": "2022"}, instance=Author(name="Plume"))
    assert form.dated() == {}
    assert form.errors == {"born_on": [DAY]}


@pytest.mark.parametrize(
    ("names", "classes", "dated"),
    [
        (["born_precision"], {}, {"born_precision": {}}),  # the date is shown elsewhere
        (["born_on", "born_precision"], {"born_on": forms.DateField}, {"born_precision": {}}),  # read by another field
    ],
)
def test_a_precision_whose_date_is_not_typed_here_goes_with_none(names, classes, dated):
    form = forms.modelform_factory(Author, form=TypedForm, fields=names, field_classes=classes)()
    assert form.dated() == dated


def test_what_is_known_of_one_form_is_not_of_the_next():
    assert BirthForm(instance=Author()).fields["born_on"].takes_less
    assert not BirthForm.base_fields["born_on"].takes_less
