"""What is asked of the table of the board: read from an address, with its defaults, and written back the same."""

import pytest
from django.http import QueryDict

from portal.board.measures import DIMENSIONS, MEASURES, Question, read_question


def asked(query):
    """Return the Question of a query string, and the words of what its list cannot tell."""
    question, untold = read_question(QueryDict(query))
    return question, [str(each) for each in untold]


@pytest.mark.parametrize(
    ("query", "question"),
    [
        ("", ("actions", "axe", "annee", False, "")),
        ("valeur=missions&rangees=pays&colonnes=theme", ("missions", "pays", "theme", False, "")),
        ("colonnes=aucune", ("actions", "axe", "", False, "")),
        ("colonnes=", ("actions", "axe", "", False, "")),
        ("rangees=theme&colonnes=theme", ("actions", "theme", "", False, "")),  # not the same thing twice
        ("valeur=<script>&rangees=<script>&colonnes=<script>", ("actions", "axe", "", False, "")),
        ("brouillons=1", ("actions", "axe", "annee", True, "")),
        ("brouillons=oui", ("actions", "axe", "annee", False, "")),
        ("colonnes=pays&annee=2025", ("actions", "axe", "pays", False, "2025")),
        ("colonnes=annee&annee=2025", ("actions", "axe", "annee", False, "")),  # a table by year keeps every year
        ("rangees=annee&colonnes=pays&annee=2025", ("actions", "annee", "pays", False, "")),
        ("colonnes=pays&annee=25", ("actions", "axe", "pays", False, "")),
        ("colonnes=pays&annee=inconnue", ("actions", "axe", "pays", False, "")),
    ],
)
def test_a_question_is_read_and_what_is_unknown_gives_way_to_the_default(query, question):
    assert asked(query) == (Question(*question), [])


@pytest.mark.parametrize(
    ("query", "question", "untold"),
    [
        ("valeur=missions&rangees=service", ("missions", "axe", "annee"), ["Service"]),
        ("valeur=actions&rangees=payeur&colonnes=payeur", ("actions", "axe", ""), ["Qui paie", "Qui paie"]),
        ("valeur=dollars&rangees=payeur", ("dollars", "axe", "annee"), ["Qui paie"]),  # what others pay is not in it
        ("valeur=missions&rangees=payeur", ("missions", "payeur", "annee"), []),
    ],
)
def test_what_a_list_cannot_tell_is_named(query, question, untold):
    found, words = asked(query)
    assert (found[:3], words) == (question, untold)


@pytest.mark.parametrize(
    "question",
    [
        Question("actions", "axe", "annee"),
        Question("missions", "pays", "", drafts=True, year="2025"),
        Question("dollars", "partenaire", "theme", year="2024"),
    ],
)
def test_a_question_written_in_an_address_is_read_as_it_was(question):
    assert asked(question.query[1:]) == (question, [])


def test_each_measure_is_cut_by_what_its_list_tells():
    assert {name: measure.dimensions() for name, measure in MEASURES.items()} == {
        "actions": ["axe", "partenaire", "pays", "region", "theme", "annee", "service", "nature"],
        "avec-resultat": ["axe", "partenaire", "pays", "region", "theme", "annee", "service", "nature"],
        "resultats": ["axe", "partenaire", "pays", "region", "theme", "annee", "nature"],
        "missions": ["axe", "partenaire", "pays", "region", "theme", "annee", "payeur"],
        "dollars": ["axe", "partenaire", "pays", "region", "theme", "annee"],
    }


@pytest.mark.parametrize(
    ("question", "cell", "address"),
    [
        (Question("actions", "axe", "annee"), {"axe": "agir"}, "/actions/?axe=agir&lecture=publique"),
        (Question("actions", "axe", "", drafts=True), {"axe": "agir"}, "/actions/?axe=agir"),
        (Question("actions", "axe", "", drafts=True), {}, "/actions/"),
        (
            Question("missions", "pays", "theme", year="2025"),
            {"pays": "fr", "theme": "eau"},
            "/missions/?statut=realisee&statut=close&annee=2025&pays=fr&theme=eau&lecture=publique",
        ),
        (
            Question("avec-resultat", "axe", "", drafts=True, year="2025"),
            {"axe": "inconnu"},
            "/actions/?resultat=connu&annee=2025&axe=inconnu",
        ),
    ],
)
def test_a_number_leads_to_the_list_that_asks_the_same(question, cell, address):
    assert question.address(**cell) == address


@pytest.mark.parametrize(
    ("question", "rows", "columns"),
    [(Question("actions", "pays", "annee"), "Pays", "Année"), (Question("actions", "axe", ""), "Axe", "")],
)
def test_rows_and_columns_are_named(question, rows, columns):
    assert (str(question.row_label), str(question.column_label)) == (rows, columns)
    assert question.measure is MEASURES["actions"]
    assert set(DIMENSIONS) >= {question.rows}
