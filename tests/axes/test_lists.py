"""What the lists and files of axes, commitments, indicators and themes hold, row by row, in both languages."""

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.utils.translation import override

from axes.exports import AXIS_DATASET, COMMITMENT_DATASET, INDICATOR_DATASET, MEASURE_COLUMNS, THEME_DATASET
from axes.lists import AXIS_LIST, COMMITMENT_LIST, INDICATOR_LIST, THEME_LIST
from axes.models import Axis, Commitment, Indicator, Measure, Theme
from records.models import Source
from tests.axes.factories import AxisFactory, CommitmentFactory, IndicatorFactory, MeasureFactory, ThemeFactory
from tests.records.factories import SourceFactory

ANYONE, CHIEF = AnonymousUser(), User(is_superuser=True)
DAY = dt.date(2026, 3, 2)


def told(columns, row):
    """Return {header: value} of what the columns that read no other row tell of one."""
    return {
        column.header: column.reader()(row) for column in columns if column.header not in ("sources", "themes", "axes")
    }


def test_an_axis_is_told_by_its_file():
    axis = Axis(name="Québec rayonne", short_label="Rayonner", short_label_en="Shine", intent="But", position=2,
                rationale="Pourquoi", slug="rayonner", confidence="low", note="Précision")  # fmt: skip
    assert told(AXIS_DATASET.columns, axis) == {
        "nom": "Québec rayonne",
        "nom_court": "Rayonner",
        "adresse": "/axes/rayonner/",
        "publication": "brouillon",
        "rang": 2,
        "intention": "But",
        "raison_d_etre": "Pourquoi",
        "confiance": "faible",
        "precision": "Précision",
    }
    with override("en"):
        told_in_english = told(AXIS_DATASET.columns, axis)
    assert told_in_english["nom_court"] == "Shine"
    assert told_in_english["nom"] == "Québec rayonne"
    assert told_in_english["adresse"] == "/en/axes/rayonner/"
    assert told_in_english["publication"] == "draft"


@pytest.mark.parametrize(
    ("kind", "words", "words_in_english"),
    [
        ("engagement", "engagement", "commitment"),
        ("domaine_nomme", "domaine nommé", "named field"),
        ("", "", ""),
    ],
)
def test_a_commitment_is_told_by_its_file(kind, words, words_in_english):
    commitment = Commitment(axis=Axis(name="Québec rayonne"), text="Ouvrir.", kind=kind, position=1)
    assert told(COMMITMENT_DATASET.columns, commitment) == {
        "texte": "Ouvrir.",
        "axe": "Québec rayonne",
        "nature": words,
        "rang": 1,
        "confiance": "",
        "precision": "",
    }
    with override("en"):
        assert told(COMMITMENT_DATASET.columns, commitment)["nature"] == words_in_english


def test_an_indicator_is_told_by_its_file_and_what_is_not_known_is_empty():
    axis = Axis(name="Québec rayonne", slug="rayonner")
    indicator = Indicator(axis=axis, commitment=Commitment(text="Ouvrir."), name="Délégations", unit="par an",
                          target=Decimal("12.00"), target_on=dt.date(2027, 12, 31))  # fmt: skip
    row = told(INDICATOR_DATASET.columns, indicator)
    assert row["adresse"] == "/axes/rayonner/"
    assert [row[name] for name in ("indicateur", "axe", "engagement", "unite")] == [
        "Délégations",
        "Québec rayonne",
        "Ouvrir.",
        "par an",
    ]
    assert (row["cible"], row["cible_le"], row["depart"], row["depart_le"]) == (12, dt.date(2027, 12, 31), None, None)


def test_a_measure_is_told_with_the_page_that_gives_it():
    measure = Measure(measured_on=DAY, value=Decimal("7.50"), evidence=Source(url="https://exemple.invalid/"))
    assert [column.reader()(measure) for column in MEASURE_COLUMNS] == [
        DAY,
        Decimal("7.50"),
        "https://exemple.invalid/",
    ]


@pytest.mark.parametrize(("is_named", "said", "said_in_english"), [(True, "oui", "yes"), (False, "", "")])
def test_a_theme_says_where_the_vision_names_it(is_named, said, said_in_english):
    theme = Theme(name="Tramway", named_in_vision=is_named)
    assert told(THEME_DATASET.columns, theme)["nomme_dans_la_vision"] == said
    with override("en"):
        assert told(THEME_DATASET.columns, theme)["nomme_dans_la_vision"] == said_in_english


@pytest.mark.django_db
def test_a_file_of_axes_comes_by_rank_with_themes_and_sources_for_three_statements(django_assert_num_queries):
    later = AxisFactory(published=True, position=2, name="Deuxième")
    first = AxisFactory(published=True, position=1, name="Première", vision=later.vision)
    AxisFactory(position=0, vision=later.vision)
    first.themes.add(ThemeFactory(name="Tramway"), ThemeFactory(name="Climat"))
    first.sources.add(SourceFactory(url="https://exemple.invalid/a"))
    readers = {column.header: column.reader() for column in AXIS_DATASET.columns}
    with django_assert_num_queries(3):
        rows = list(AXIS_LIST.rows_for(ANYONE, DAY))
        assert [readers["nom"](row) for row in rows] == ["Première", "Deuxième"]
        assert [sorted(readers["themes"](row)) for row in rows] == [["Climat", "Tramway"], []]
        assert [readers["sources"](row) for row in rows] == [["https://exemple.invalid/a"], []]
    assert len(list(AXIS_LIST.rows_for(CHIEF, DAY))) == 3


@pytest.mark.django_db
def test_commitments_come_by_axis_kind_and_rank_of_axes_that_may_be_read():
    first = AxisFactory(published=True, position=1)
    second = AxisFactory(published=True, position=2, vision=first.vision)
    CommitmentFactory(axis=second, position=1, text="d")
    for kind, position, text in [("statut_valorise", 1, "c"), ("engagement", 2, "b"), ("engagement", 1, "a")]:
        CommitmentFactory(axis=first, kind=kind, position=position, text=text)
    CommitmentFactory(text="secret")
    assert [each.text for each in COMMITMENT_LIST.rows_for(ANYONE, DAY)] == ["a", "b", "c", "d"]
    assert len(list(COMMITMENT_LIST.rows_for(CHIEF, DAY))) == 5


@pytest.mark.django_db
def test_indicators_come_by_axis_and_commitment_for_as_many_statements_however_many(django_assert_num_queries):
    axis = AxisFactory(published=True, position=1)
    for rank in (2, 1):
        commitment = CommitmentFactory(axis=axis, position=rank)
        MeasureFactory(
            indicator=IndicatorFactory(published=True, axis=axis, commitment=commitment, name=f"Rang {rank}")
        )
    with django_assert_num_queries(3):
        rows = list(INDICATOR_LIST.rows_for(ANYONE, DAY))
        assert [(row.axis.name, row.commitment.position, row.name) for row in rows] == [
            (axis.name, 1, "Rang 1"),
            (axis.name, 2, "Rang 2"),
        ]
        assert [len(row.measures.all()) for row in rows] == [1, 1]


@pytest.mark.django_db
@pytest.mark.parametrize(("reader", "axes"), [(ANYONE, [["Rayonner"], []]), (CHIEF, [["Rayonner", "Secret"], []])])
def test_a_theme_names_the_axes_that_its_reader_may_read(reader, axes):
    shown, bare = ThemeFactory(name="Arts"), ThemeFactory(name="Énergie")
    shown.axes.add(AxisFactory(published=True, name="Rayonner", position=1), AxisFactory(name="Secret", position=2))
    read = {column.header: column.reader() for column in THEME_DATASET.columns}
    rows = list(THEME_LIST.rows_for(reader, DAY))
    assert rows == [shown, bare]
    assert [sorted(read["axes"](row)) for row in rows] == axes


@pytest.mark.parametrize(
    "dataset", [AXIS_DATASET, COMMITMENT_DATASET, INDICATOR_DATASET, THEME_DATASET], ids=lambda each: each.name
)
def test_no_file_tells_what_the_bureau_keeps_to_itself(dataset):
    assert dataset.told() & {"editor_note", "review_comment", "record_id"} == set()
    assert {"editor_note"} <= set(dataset.left_out)
