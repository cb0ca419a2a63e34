"""The anniversaries of agreements: when each falls, how near it is, and of which agreements."""

import datetime as dt

import pytest
from django.utils.translation import override

from partners.anniversaries import Anniversary, anniversaries, upcoming_anniversaries
from partners.models import Agreement, AgreementStanding
from records.publication.status import PublicationStatus
from tests.partners.factories import AgreementFactory, PartnerFactory

D = dt.date
TODAY, NEW_YEARS_EVE = D(2026, 3, 2), D(2026, 12, 31)
DAY, MONTH, YEAR = "jour", "mois", "annee"


def years_of(day, precision=DAY, years=50):
    return Anniversary(Agreement(title="Pacte"), years, day, precision)


@pytest.mark.parametrize(
    ("day", "precision", "last"),
    [
        (D(2026, 6, 15), DAY, D(2026, 6, 15)),
        (D(2026, 6, 1), MONTH, D(2026, 6, 30)),
        (D(2026, 7, 31), MONTH, D(2026, 7, 31)),
        (D(2026, 2, 1), MONTH, D(2026, 2, 28)),
        (D(2028, 2, 1), MONTH, D(2028, 2, 29)),
        (D(2026, 12, 1), MONTH, D(2026, 12, 31)),
        (D(2026, 1, 1), YEAR, D(2026, 12, 31)),
    ],
)
def test_an_anniversary_may_last_until_the_end_of_what_is_known(day, precision, last):
    assert years_of(day, precision).last_day == last


@pytest.mark.parametrize(
    ("days_ahead", "precision", "told"),
    [
        (0, DAY, 30),
        (30, DAY, 30),
        (31, DAY, 90),
        (90, DAY, 90),
        (91, DAY, 365),
        (365, DAY, 365),
        (366, DAY, None),
        (30, MONTH, 30),
        (-20, MONTH, 30),  # its month goes on
        (30, YEAR, 365),  # nobody can say that it is near
        (365, YEAR, 365),
        (366, YEAR, None),
    ],
)
def test_an_anniversary_is_told_since_the_nearest_term_that_came(days_ahead, precision, told):
    assert years_of(TODAY + dt.timedelta(days=days_ahead), precision).told_since(TODAY) == told


@pytest.mark.parametrize(
    ("day", "precision", "words", "english"),
    [
        (
            D(2026, 3, 2),
            DAY,
            "50 ans : 2 mars 2026 (à moins de 30 jours)",
            "50 years: March 2, 2026 (less than 30 days away)",
        ),
        (
            D(2026, 5, 1),
            DAY,
            "50 ans : 1er mai 2026 (à moins de 90 jours)",
            "50 years: May 1, 2026 (less than 90 days away)",
        ),
        (D(2026, 3, 2), MONTH, "50 ans : mars 2026 (ce mois-ci)", "50 years: March 2026 (this month)"),
        (
            D(2026, 3, 3),
            MONTH,
            "50 ans : mars 2026 (à moins de 30 jours)",
            "50 years: March 2026 (less than 30 days away)",
        ),
        (D(2026, 1, 1), YEAR, "50 ans : 2026 (cette année)", "50 years: 2026 (this year)"),
        (D(2027, 1, 1), YEAR, "50 ans : 2027 (l’an prochain)", "50 years: 2027 (next year)"),
    ],
)
def test_an_anniversary_is_said_as_near_as_it_is_known(day, precision, words, english):
    said = years_of(day, precision)
    assert said.in_words(TODAY).replace("\u00a0", " ") == words
    assert f"50 ans : {said.when} (".replace("\u00a0", " ") == words[: words.index("(") + 1]
    with override("en"):
        assert said.in_words(TODAY).replace("\u00a0", " ") == english


def signed(day, precision=DAY, **options):
    return AgreementFactory(**{"standing": "actif", "signed_on": day, "signed_precision": precision, **options})


def told(first=TODAY, last=NEW_YEARS_EVE):
    """Return (title, years, day) of the anniversaries of all agreements."""
    return [
        (each.agreement.title, each.years, each.day) for each in anniversaries(Agreement.objects.all(), first, last)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("signed_on", "precision", "years"),
    [
        (D(1976, 3, 2), DAY, [50]),  # the first day asked
        (D(1976, 3, 1), DAY, []),
        (D(1976, 12, 31), DAY, [50]),  # the last
        (D(1977, 1, 1), DAY, []),
        (D(2021, 6, 1), DAY, [5]),
        (D(2022, 6, 1), DAY, []),  # four years
        (D(2023, 6, 1), DAY, []),
        (D(1976, 2, 1), MONTH, []),
        (D(1976, 3, 1), MONTH, [50]),  # its month goes on
        (D(1976, 1, 1), YEAR, [50]),
        (D(1975, 1, 1), YEAR, []),
        (D(2026, 6, 1), DAY, []),  # signed that day: not yet an anniversary
    ],
)
def test_one_year_in_five_is_an_anniversary(signed_on, precision, years):
    signed(signed_on, precision)
    assert [found for _title, found, _day in told()] == years


@pytest.mark.django_db
def test_all_the_anniversaries_of_several_years_are_told():
    signed(D(2000, 6, 1), title="Pacte")
    expected = [("Pacte", years, D(2000 + years, 6, 1)) for years in (25, 30, 35)]
    assert told(D(2025, 6, 1), D(2035, 6, 1)) == expected


@pytest.mark.django_db
def test_a_day_that_a_year_lacks_is_the_last_of_its_month():
    signed(D(1996, 2, 29), title="Pacte")
    assert told(D(2026, 1, 1)) == [("Pacte", 30, D(2026, 2, 28))]
    assert told(D(2016, 1, 1), D(2016, 12, 31)) == [("Pacte", 20, D(2016, 2, 29))]


@pytest.mark.django_db
def test_the_nearest_is_first_then_the_one_inscribed_first():
    for title, day in (("Tard", D(1976, 9, 1)), ("Jumelle", D(1976, 5, 1)), ("Autre jumelle", D(1976, 5, 1))):
        signed(day, title=title)
    assert [title for title, _years, _day in told()] == ["Jumelle", "Autre jumelle", "Tard"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "is_told"),
    [
        ({"standing": AgreementStanding.OVER}, False),
        ({"ends_on": D(2026, 3, 1)}, False),
        ({"ends_on": D(2026, 3, 2)}, True),  # it ends later that day
        ({"standing": AgreementStanding.ASLEEP}, True),
        ({"standing": AgreementStanding.UNKNOWN}, True),
    ],
)
def test_what_ended_has_no_anniversary(options, is_told):
    signed(D(1976, 6, 1), **options)
    assert bool(told()) is is_told


@pytest.mark.django_db
def test_a_chain_is_as_old_as_its_first_signature_and_told_by_what_lasts_of_it():
    first = AgreementFactory(title="Sans date", standing="termine")
    second = signed(D(1996, 6, 1), title="Signée", standing="termine", renews=first)
    third = signed(D(2016, 6, 1), title="En vigueur", renews=second)
    signed(D(2025, 6, 1), title="Rompue", standing="termine", renews=third)
    assert told() == [("En vigueur", 30, D(2026, 6, 1))]


@pytest.mark.django_db
def test_an_agreement_nobody_dated_has_none():
    AgreementFactory(standing="actif", starts_on=D(1976, 6, 1))
    assert told() == []


@pytest.mark.django_db
def test_those_of_the_coming_year_are_told_but_of_the_archived(django_assert_num_queries):
    signed(D(1977, 3, 2), title="Dans un an")
    signed(D(1977, 3, 3), title="Plus loin")
    signed(D(1976, 6, 1), title="Archivée", status=PublicationStatus.ARCHIVED)
    signed(D(1976, 6, 1), title="Brouillon", partners=[PartnerFactory()])
    with django_assert_num_queries(2):
        found = upcoming_anniversaries(TODAY)
        assert [each.agreement.title for each in found] == ["Brouillon", "Dans un an"]
        assert [list(each.agreement.partners.all()) for each in found][1] == []
