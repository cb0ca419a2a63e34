"""Which rows of the Vision are read, by whom, in what order, with what beside them."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError

from axes.models import Axis, Commitment, CommitmentKind, Indicator, Measure, Milestone, Theme, Vision, VisionItemKind
from tests.axes.factories import (
    AxisFactory,
    CommitmentFactory,
    IndicatorFactory,
    MeasureFactory,
    MilestoneFactory,
    ThemeFactory,
    VisionFactory,
    VisionItemFactory,
)

pytestmark = pytest.mark.django_db

ANYONE, CHIEF = AnonymousUser(), User(is_superuser=True)
ONE_DAY = dt.timedelta(days=1)


def refusals(row):
    """Return the names of the fields beside which the constraints of a row refuse it, sorted."""
    try:
        row.validate_constraints()
    except ValidationError as refusal:
        return sorted(refusal.message_dict)
    return []


def test_the_vision_in_force_comes_first_then_the_latest_presented():
    old, unknown, current, late = (
        VisionFactory(is_current=is_current, presented_on=day)
        for is_current, day in [
            (False, dt.date(2010, 1, 1)),
            (False, None),
            (True, dt.date(2005, 1, 1)),
            (False, dt.date(2015, 1, 1)),
        ]
    )
    assert Vision.objects.first() == current
    dated = [vision for vision in Vision.objects.all() if vision != unknown]
    assert dated == [current, late, old]


def test_items_of_a_vision_come_by_kind_and_rank():
    vision = VisionFactory()
    for kind, position in [(VisionItemKind.LEVER, 2), (VisionItemKind.APPROACH, 2), (VisionItemKind.LEVER, 1)]:
        VisionItemFactory(vision=vision, kind=kind, position=position)
    assert [(item.kind, item.position) for item in vision.items.all()] == [
        ("approche", 2),
        ("levier", 1),
        ("levier", 2),
    ]


def test_milestones_come_latest_first():
    days = [dt.date(2022, 1, 1), dt.date(2024, 1, 1), dt.date(2023, 1, 1)]
    vision = VisionFactory()
    for day in days:
        MilestoneFactory(vision=vision, happened_on=day)
    assert [each.happened_on for each in Milestone.objects.all()] == sorted(days, reverse=True)


def test_themes_come_by_name_whatever_their_accents():
    for name in ("Mobilité", "Énergie", "Eau", "art"):
        ThemeFactory(name=name)
    assert [theme.name for theme in Theme.objects.all()] == ["art", "Eau", "Énergie", "Mobilité"]


def test_the_latest_measure_comes_first():
    indicator = IndicatorFactory()
    for year in (2023, 2025, 2024):
        MeasureFactory(indicator=indicator, measured_on=dt.date(year, 12, 31))
    assert [measure.measured_on.year for measure in indicator.measures.all()] == [2025, 2024, 2023]


@pytest.mark.parametrize(
    ("axis", "user", "is_seen"),
    [
        ({"published": True}, ANYONE, True),
        ({}, ANYONE, False),
        ({}, CHIEF, True),
        ({"status": "archived"}, CHIEF, False),
        ({"published": True, "published_on": dt.date(2026, 3, 3)}, ANYONE, False),  # from tomorrow
    ],
)
def test_a_commitment_is_read_by_whoever_reads_its_axis(axis, user, is_seen, today):
    CommitmentFactory(axis=AxisFactory(**axis))
    assert Commitment.objects.visible_to(user, today).exists() is is_seen
    assert Axis.objects.visible_to(user, today).exists() is is_seen


@pytest.mark.parametrize(
    ("indicator", "is_public"),
    [
        ({"published": True}, True),
        ({"published": True, "axis__published": False}, False),
        ({"axis__published": True}, False),
    ],
)
def test_an_indicator_is_public_with_its_axis(indicator, is_public, today):
    row = IndicatorFactory(**indicator)
    assert Indicator.objects.published(today).exists() is row.is_public(today) is is_public


def test_an_indicator_is_public_from_the_later_day_of_its_own_and_of_its_axis():
    indicator = IndicatorFactory(published=True, axis__published_on=dt.date(2026, 2, 1))
    assert indicator.public_since() == dt.date(2026, 2, 1)
    assert not Indicator.objects.published(dt.date(2026, 2, 1) - ONE_DAY).exists()
    assert Indicator.objects.published(dt.date(2026, 2, 1)).exists()


def test_a_commitment_is_brought_with_what_measures_it_of_what_may_be_read(today):
    axis = AxisFactory(published=True)
    commitment, bare = CommitmentFactory.create_batch(2, axis=axis)
    shown = IndicatorFactory(published=True, axis=axis, commitment=commitment)
    IndicatorFactory(axis=axis, commitment=commitment)
    found = {each.pk: each.shown_indicators for each in Commitment.objects.with_indicators(ANYONE, today)}
    assert found == {commitment.pk: [shown], bare.pk: []}
    found = Commitment.objects.with_indicators(CHIEF, today).get(pk=commitment.pk)
    assert len(found.shown_indicators) == 2


def test_an_indicator_is_brought_with_all_that_its_page_tells_at_once(today, django_assert_num_queries):
    for _each in range(2):
        MeasureFactory(indicator=IndicatorFactory(published=True))
    with django_assert_num_queries(3):
        for indicator in Indicator.objects.for_page():
            assert indicator.commitment.text
            assert [measure.evidence.url for measure in indicator.measures.all()]
            assert list(indicator.sources.all()) == []


def test_a_vision_and_an_axis_are_brought_with_what_their_pages_show(django_assert_num_queries):
    vision = VisionFactory()
    VisionItemFactory(vision=vision).themes.add(ThemeFactory())
    MilestoneFactory(vision=vision)
    AxisFactory(vision=vision)
    with django_assert_num_queries(8):
        (shown,) = Vision.objects.for_page()
        for item in shown.items.all():
            assert item.themes_query == f"?theme={item.themes.all()[0].slug}"
            assert list(item.sources.all()) == []
        assert not any([*(each.sources.all() for each in shown.milestones.all()), shown.sources.all()])
        assert not shown.documents.all()
    with django_assert_num_queries(4):
        (axis,) = Axis.objects.for_page()
        assert axis.vision == vision
        assert not any([axis.sources.all(), axis.themes.all(), axis.documents.all()])


@pytest.mark.parametrize(
    ("slugs", "query"),
    [
        ([], "?"),
        (["tramway"], "?theme=tramway"),
        (["climat", "tramway"], "?theme=climat&theme=tramway"),  # by name
    ],
)
def test_an_item_of_the_vision_leads_to_the_actions_of_its_themes(slugs, query):
    item = VisionItemFactory()
    item.themes.set([ThemeFactory(name=slug, slug=slug) for slug in reversed(slugs)])
    assert item.themes_query == query


def test_a_commitment_takes_its_address_from_its_text_once():
    first, namesake = CommitmentFactory(text="Ouvrir l’avenir"), CommitmentFactory(text="Ouvrir l'avenir!")
    assert (first.slug, namesake.slug) == ("ouvrir-l-avenir", "ouvrir-l-avenir-2")
    first.text = "Autre chose"
    first.save()
    assert first.slug == "ouvrir-l-avenir"


def test_the_same_value_is_not_measured_twice_a_day_but_is_for_another_indicator():
    measure = MeasureFactory()
    MeasureFactory(measured_on=measure.measured_on)
    with pytest.raises(ValidationError, match="Une autre valeur est inscrite pour ce jour"):
        Measure(indicator=measure.indicator, measured_on=measure.measured_on, value=1).validate_constraints()


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({}, []),
        ({"baseline": 0, "baseline_on": dt.date(2024, 1, 1)}, []),  # nothing is a value
        ({"baseline": 0}, ["baseline_on"]),
        ({"baseline_on": dt.date(2024, 1, 1)}, ["baseline_on"]),
        ({"target": 5}, ["target_on"]),
        ({"baseline": 1, "baseline_on": dt.date(2024, 1, 1), "target": 2, "target_on": dt.date(2024, 1, 2)}, []),
        (
            {"baseline": 1, "baseline_on": dt.date(2024, 1, 2), "target": 2, "target_on": dt.date(2024, 1, 1)},
            ["target_on"],
        ),
        ({"baseline": 1, "target": 2}, ["baseline_on", "target_on"]),
    ],
)
def test_the_values_of_an_indicator_go_with_their_days(values, refused):
    assert refusals(IndicatorFactory.build(axis=None, commitment=None, **values)) == refused


@pytest.mark.parametrize(
    ("kind", "same_axis", "is_free"),
    [
        (CommitmentKind.COMMITMENT, True, False),
        (CommitmentKind.STATUS, True, True),  # another kind has its own ranks
        (CommitmentKind.COMMITMENT, False, True),
    ],
)
def test_a_rank_is_taken_among_commitments_of_one_kind_and_axis(kind, same_axis, is_free):
    first = CommitmentFactory(position=1)
    axis = first.axis if same_axis else AxisFactory()
    other = CommitmentFactory.build(kind=kind, position=1, axis=axis, slug="x")
    assert refusals(other) == ([] if is_free else ["position"])
