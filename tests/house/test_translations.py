"""Everything the portal says, it also says in English."""

import ast
import json
import re
from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from django.urls import reverse
from django.utils import translation

from tests import catalogue
from tests.house.code import modules, refuse

GATHER = "make translations gathers the sentences and compiles their English"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
# What the house does not say: « objet » of a record, « utilisateur » of a person, an answer that has a gender.
STOCK = re.compile(r"(?i)\bobjets?\b|\butilisateurs?\b|\bsûr\b|\béditer\b|champ masqué|avec succès|\(e\)")
# What it does not write: a straight apostrophe, « 6:00 », a plain space beside « » and « : », a point between genders.
SCRIPTS = re.compile(r"'|\d:\d\d|« | [»:]|·")
# Sentences of pages that the portal does not serve.
NEVER_SHOWN = {"A JSON object", "The install worked successfully! Congratulations!"}
# What a language may leave out or write in its own way.
OPTIONAL = {"{minute}", "{minute_of_two_digits}"}


def keys(catalog):
    """Return what tells the sentences of a Catalog apart."""
    return {(message.context, message.id) for message in catalog if message.id}


def test_the_catalogue_holds_what_is_said_and_nothing_else():
    spoken, translated = keys(catalogue.spoken()), keys(catalogue.translated())
    assert spoken - translated == set(), GATHER
    assert translated - spoken == set(), GATHER
    assert len(spoken) > 500


def test_no_sentence_hides_in_a_formatted_text():
    formatted = [
        (path, node) for path, tree in modules().items() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)
    ]
    calls = [(path, call) for path, node in formatted for call in ast.walk(node) if isinstance(call, ast.Call)]
    hidden = [(path, call) for path, call in calls if getattr(call.func, "id", "") in catalogue.KEYWORDS]
    refuse(f"{path}:{call.lineno}: what gathers the sentences does not read it there" for path, call in hidden)


def test_every_sentence_has_its_english():
    assert [each.id for each in catalogue.translated() if each.id and not catalogue.said(each)] == []


def test_a_translation_keeps_what_is_filled_in():
    for message in catalogue.translated():
        if message.id:
            asked = set(PLACEHOLDER.findall(str(message.id))) - OPTIONAL
            assert set(PLACEHOLDER.findall(str(message.string))) - OPTIONAL == asked, message.id


def test_english_keeps_no_french_spacing_and_quebec_keeps_its_accent():
    for message in catalogue.translated():
        said = str(message.string)
        assert not re.search(r"[\u00a0 ]:|«|»|Quebec", said), message.id


def test_the_compiled_catalogue_is_that_of_the_sentences():
    is_fresh = catalogue.MO.read_bytes() == catalogue.compiled(catalogue.translated())
    assert is_fresh, f"{catalogue.MO.name} is out of date: {GATHER}"


@pytest.mark.parametrize("path", catalogue.HOUSE_POS, ids=lambda path: path.stem)
def test_the_words_of_the_house_are_compiled(path):
    assert path.with_suffix(".mo").read_bytes() == catalogue.compiled(catalogue.house_words(path)), GATHER


@pytest.mark.parametrize("path", catalogue.HOUSE_POS, ids=lambda path: path.stem)
def test_the_words_of_the_house_keep_what_is_filled_in(path):
    for message in catalogue.house_words(path):
        if message.id:
            assert set(PLACEHOLDER.findall(str(message.string))) <= set(PLACEHOLDER.findall(str(message.id))), (
                message.id
            )


@pytest.mark.parametrize("library", ["django/contrib/admin", "django/contrib/auth", "django/conf", "simple_history"])
def test_what_libraries_say_is_said_as_the_house_does(library):
    root, _name, inside = library.partition("/")
    path = Path(import_module(root).__file__).parent / inside / "locale/fr/LC_MESSAGES/django.mo"
    with path.open("rb") as file:
        said_by_library = [message.id for message in read_mo(file) if message.id]
    ids = [each[0] if isinstance(each, list | tuple) else each for each in said_by_library]
    told = [(each, translation.gettext(each)) for each in ids if each not in NEVER_SHOWN]
    refuse(f"{each}: {words}" for each, words in told if STOCK.search(words))


def test_the_scripts_of_the_bureau_speak_as_the_house_does(admin_client):
    served = admin_client.get(reverse("admin:jsi18n")).content.decode()
    words = json.loads(re.search(r"newcatalog = (\{.*?\n  \});", served, re.DOTALL)[1])
    said = [each for told in words.values() for each in (told if isinstance(told, list) else [told])]
    refuse(each for each in said if SCRIPTS.search(each) or STOCK.search(each))
    assert [words[each] for each in ("Today", "6 a.m.", "Noon", "6 p.m.")] == [
        "Aujourd’hui",
        "6\u00a0h",
        "Midi",
        "18\u00a0h",
    ]


def test_django_finds_it():
    with translation.override("en"):
        assert translation.gettext("retombée") == "outcome"
    assert translation.gettext("retombée") == "retombée"


def test_no_sentence_is_one_of_django_s_that_french_says_otherwise():
    for message in catalogue.spoken():
        if isinstance(message.id, str) and message.id and not message.context:
            assert translation.gettext(message.id) == message.id


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr-ca", ["0 fiche", "1 fiche", "2 fiches"]), ("en", ["0 records", "1 record", "2 records"])],
)
def test_nothing_is_singular_in_french_and_plural_in_english(language, words):
    with translation.override(language):
        told = [translation.ngettext("%(n)s fiche", "%(n)s fiches", number) % {"n": number} for number in (0, 1, 2)]
    assert told == words
