"""English that grows old: a row remembers which French each of its English texts was written for."""

import pytest

from records.publication.translated import fingerprint, french_name
from tests.records.bookshelf.models import Author


def kept(record, **changes):
    """Change a record as if somebody saved it, without the database; return which texts are outdated."""
    for name, value in changes.items():
        setattr(record, name, value)
    record.slug = "essai"
    record.fill_derived_fields()
    return record.outdated_english.split()


@pytest.fixture
def author():
    """An author whose name and biography were translated."""
    author = Author(name="Anne", name_en="Ann", biography="Née.", biography_en="Born.")
    assert kept(author) == []
    return author


@pytest.mark.parametrize(
    ("changes", "outdated"),
    [
        ({}, []),
        ({"name": "Anna"}, ["name"]),  # the French alone
        ({"name_en": "Anny"}, []),  # the English alone is a better translation
        ({"name": "Anna", "name_en": "Anna"}, []),  # both
        ({"name": "Anna", "biography": "Morte."}, ["biography", "name"]),
        ({"name": "Anna", "biography_en": ""}, ["name"]),
        ({"biography_en": ""}, []),  # what is no longer translated is not old
        ({"biography": ""}, ["biography"]),  # its French was left out
        ({"note": "Bref."}, []),  # never translated
        ({"country": "FR"}, []),
    ],
)
def test_english_is_older_from_the_day_its_french_changes_without_it(author, changes, outdated):
    assert sorted(kept(author, **changes)) == outdated


def test_english_stays_older_until_it_changes_or_its_french_comes_back(author):
    assert kept(author, name="Anna") == ["name"]
    assert kept(author, biography_en="Was born.") == ["name"]
    assert kept(author, name="Anne") == []
    assert kept(author, name="Anna") == ["name"]
    assert kept(author, name_en="Anna") == []


def test_english_that_somebody_read_again_is_taken_as_it_is(author):
    kept(author, name="Anna")
    author.accept_english()
    assert kept(author) == []
    assert kept(author, name="Anne") == ["name"]


def test_english_that_is_written_again_later_is_of_the_french_of_that_day(author):
    kept(author, name="Anna", name_en="")
    assert author.english_written_for.keys() == {"biography_en"}
    assert kept(author, name_en="Ann") == []


def test_spaces_that_nobody_sees_do_not_make_english_older(author):
    assert kept(author, name=" Anne\u200b ") == []


def test_what_is_older_is_named_by_the_labels_of_the_french(author):
    kept(author, name="Anna", biography="Morte.")
    assert sorted(author.outdated_labels) == ["biographie", "nom"]
    assert Author().outdated_labels == []


@pytest.mark.parametrize(("name", "french"), [("name_en", "name"), ("name", "name"), ("en_route_en", "en_route")])
def test_a_field_in_english_stands_for_the_one_in_french(name, french):
    assert french_name(name) == french


def test_a_fingerprint_is_short_and_tells_texts_apart():
    assert fingerprint("été") == fingerprint("été") != fingerprint("ete")
    assert {len(fingerprint(text)) for text in ("", "a", "a" * 9999)} == {12}
