"""The query string of a list: settings, what is picked, what is unknown, and the addresses that keep the rest."""

import pytest
from django.utils.translation import override

from records.listing.options import Pick, Setting, SettingValue
from tests.records.listing.book_list import narrow_books

SETTINGS = {
    "tri": ("Ordre", {"": "parution", "titre": "titre"}),
    "vue": ("Présentation", {"": "liste", "tableau": "tableau"}),
}
PICKS = {"colonnes": Pick("Colonnes", {"titre": "Titre", "auteur": "Auteur", "mots": "Mots"}, ("vue", "tableau"))}


def narrow(query):
    """Return the list of no book that a query string asks for, with its settings and its columns."""
    return narrow_books(query, settings=SETTINGS, picks=PICKS)


@pytest.mark.parametrize(
    ("query", "set_to"),
    [
        ("", {"tri": "", "vue": ""}),
        ("tri=titre", {"tri": "titre", "vue": ""}),
        ("tri=+titre+", {"tri": "titre", "vue": ""}),
        ("tri=ti%00tre", {"tri": "titre", "vue": ""}),
        ("tri=rumeur", {"tri": "", "vue": ""}),  # the default
        ("tri=titre&tri=", {"tri": "", "vue": ""}),  # the last one said
        ("colonnes=mots", {"tri": "", "vue": "tableau"}),  # columns are those of a table
        ("colonnes=rumeur", {"tri": "", "vue": ""}),  # unless none is known
    ],
)
def test_a_setting_is_what_was_asked_or_its_default(query, set_to):
    assert narrow(query).set_to == set_to


@pytest.mark.parametrize(
    ("query", "picked"),
    [
        ("", []),
        ("colonnes=", []),
        ("colonnes=,,", []),
        ("colonnes=mots,titre", ["mots", "titre"]),  # in the order asked
        ("colonnes=mots&colonnes=titre", ["mots", "titre"]),  # repeated, or separated by commas
        ("colonnes=mots,titre,mots", ["mots", "titre"]),
        ("colonnes=+mots+,%00titre", ["mots", "titre"]),
        ("colonnes=rumeur,mots", ["mots"]),
    ],
)
def test_what_is_picked_is_what_is_known_each_once(query, picked):
    assert narrow(query).picked == {"colonnes": picked}


def test_what_is_picked_may_be_given_as_one_text():
    narrowed = narrow("")
    narrowed.data = {"colonnes": "mots,titre"}
    assert narrowed.picked == {"colonnes": ["mots", "titre"]}


@pytest.mark.parametrize(
    ("query", "unknown"),
    [
        ("", []),
        ("etat=draft&tri=titre&colonnes=mots", []),
        ("etat=rumeur", [("Publication", "rumeur")]),
        ("etat=draft&etat=b&etat=a", [("Publication", "b"), ("Publication", "a")]),
        ("tri=rumeur", [("Ordre", "rumeur")]),
        ("q=!", [("Recherche", "!")]),
        ("colonnes=a,mots,b", [("Colonnes", "a"), ("Colonnes", "b")]),
        ("colonnes=" + "x" * 61, [("Colonnes", "x" * 60)]),  # told short
        ("colonnes=" + ",".join("abcdefghijkl"), [("Colonnes", each) for each in "abcdefghij"]),  # told few
        ("tri=rumeur&etat=x&colonnes=y", [("Publication", "x"), ("Ordre", "rumeur"), ("Colonnes", "y")]),
    ],
)
def test_what_is_not_understood_is_told_by_its_label(query, unknown):
    assert narrow(query).unknown == unknown


def test_what_a_page_set_aside_is_told_first():
    narrowed = narrow("etat=rumeur")
    narrowed.set_aside = [("Page", "99")]
    assert narrowed.unknown == [("Page", "99"), ("Publication", "rumeur")]


def test_parameters_of_the_list_are_known_its_page_among_them():
    query = "q=a&etat=draft&auteur=&mot=&tri=&vue=&colonnes=&page=2&pais=fr"
    assert narrow(query).unknown_parameters == ["pais"]


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", ""),
        ("page=3", ""),  # another list begins at its first page
        ("etat=draft&etat=review&q=mer", "?q=mer&etat=draft&etat=review"),
        ("etat=rumeur", ""),
        ("tri=titre&etat=draft", "?etat=draft&tri=titre"),
        ("q=été+&+mer", "?q=%C3%A9t%C3%A9"),  # an ampersand begins another parameter
        ("q=a%26b", "?q=a%26b"),
        ("colonnes=mots,titre", "?vue=tableau&colonnes=mots,titre"),  # a comma stays as it is
    ],
)
def test_the_address_of_a_list_keeps_what_was_understood(query, kept):
    assert narrow(query).query == kept


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        (lambda narrowed: narrowed.bare_query, "?tri=titre"),  # the order is no choice
        (lambda narrowed: narrowed.query_without("etat"), "?q=mer&tri=titre"),
        (lambda narrowed: narrowed.query_without("mot"), "?q=mer&etat=draft&etat=review&tri=titre"),
        (lambda narrowed: narrowed.query_with(etat="archived"), "?q=mer&etat=archived&tri=titre"),  # alone
        (lambda narrowed: narrowed.query_with(an=2026), "?q=mer&etat=draft&etat=review&an=2026&tri=titre"),
        (lambda narrowed: narrowed.chips[1].query, "?q=mer&etat=review&tri=titre"),
        (lambda narrowed: narrowed.settings_shown["tri"].values[0].query, "?q=mer&etat=draft&etat=review"),
    ],
)
def test_other_addresses_keep_all_but_what_they_change(asked, address):
    assert asked(narrow("tri=titre&q=mer&etat=draft&etat=review")) == address


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("", [("parution", "", True), ("titre", "?tri=titre", False)]),
        ("tri=titre", [("parution", "", False), ("titre", "?tri=titre", True)]),
        ("tri=rumeur", [("parution", "", True), ("titre", "?tri=titre", False)]),
    ],
)
def test_a_setting_shows_its_values_and_which_is_in_force(query, values):
    assert narrow(query).settings_shown["tri"] == Setting("Ordre", [SettingValue(*each) for each in values])


def test_columns_are_dropped_where_the_list_is_no_table():
    narrowed = narrow("colonnes=mots&tri=titre")
    queries = {str(value.label): value.query for value in narrowed.settings_shown["vue"].values}
    assert queries == {"liste": "?tri=titre", "tableau": "?tri=titre&colonnes=mots&vue=tableau"}
    assert narrowed.settings_shown["tri"].values[0].query == "?vue=tableau&colonnes=mots"


def test_what_is_asked_beside_the_columns_is_told_to_their_form():
    narrowed = narrow("colonnes=mots&tri=titre&etat=draft")
    assert narrowed.asked_beside_picks == [("etat", "draft"), ("tri", "titre"), ("vue", "tableau")]


@pytest.mark.parametrize(
    ("query", "language", "applied"),
    [
        ("", "fr-ca", []),
        ("etat=draft", "fr-ca", [("Publication", "brouillon")]),
        ("etat=draft&etat=archived", "fr-ca", [("Publication", "brouillon ou archive")]),
        ("etat=draft&etat=archived", "en", [("Publication", "draft or archive")]),
        ("q=mer&etat=draft", "fr-ca", [("Recherche", "«\u00a0mer\u00a0»"), ("Publication", "brouillon")]),
    ],
)
def test_what_narrows_a_list_is_said_in_words(query, language, applied):
    with override(language):
        assert narrow(query).applied == applied


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("La mer", ("la", "mer")),
        ("l’eau", ("eau",)),
        ("ÉTÉ", ("ete",)),
        ("1 2 3 4 5 6 7 8 9", ("1", "2", "3", "4", "5", "6", "7", "8")),
    ],
)
def test_a_search_is_its_first_words_folded(typed, words):
    option = narrow("").filters["q"].parse(typed)
    assert (option.value, option.label, option.key) == (typed, f"«\u00a0{typed}\u00a0»", words)
