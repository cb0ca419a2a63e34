"""What is found: the same hits on every database, told one by one."""

from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from records.search.finding import Search
from records.search.kinds import record_kinds
from records.search.reading import read
from tests.partners.factories import PartnerFactory
from tests.portal.corpus import write_corpus

pytestmark = pytest.mark.django_db

AXIS, NAMUR, TROMSO, AIMF = "rayonner", "namur", "tromso", "aimf"
PACT, MISSION, RESIDENCY, FORESTS = "jumelage-namur", "mission-namur", "residence", "forets"
EVERYTHING_OF_NAMUR = {NAMUR, PACT, MISSION, RESIDENCY}

IN_FRENCH = {
    # Accents, capitals, ligatures, letters without a decomposition.
    "quebec": {AXIS, RESIDENCY, FORESTS},
    "QUÉBEC": {AXIS, RESIDENCY, FORESTS},
    "oeuvres": {RESIDENCY},
    "œuvre": {RESIDENCY},
    "coeur": {FORESTS},
    "tromso": {TROMSO, FORESTS},
    "TROMSØ": {TROMSO, FORESTS},
    # Plurals, genders, participles, with and without their accents.
    "foret": {FORESTS},
    "forêts": {FORESTS},
    "chene": {FORESTS},
    "québécois": {AXIS},
    "amitie": {AXIS},
    "publiée": {RESIDENCY},
    "realise": {RESIDENCY},
    "réalisée": {RESIDENCY},
    "mobilite": {MISSION},
    # Elisions and apostrophes of every shape; an accent that is a word; a word that is an article.
    "l'été": {MISSION, RESIDENCY},
    "l’ete": {MISSION, RESIDENCY},
    "lʼécriture": {RESIDENCY},
    "d'eau": {MISSION},
    "l eau": {MISSION},
    # Common words are left out, unless they are all there is.
    "le": {AXIS, MISSION, RESIDENCY},
    "ville de Namur": {NAMUR},
    # Every word is required, wherever it is.
    "namur": EVERYTHING_OF_NAMUR,
    "namur forêt": set(),
    "Belgique": EVERYTHING_OF_NAMUR,
    "belgique patrimoine": {NAMUR},
    "norvège biodiversité": {FORESTS},
    # Acronyms, what things are, whom they are done with, what came of them.
    "AIMF": {AIMF, MISSION, FORESTS},
    "jumelage": {PACT},
    # A synonym is found too: the mayors.
    "mairesse": {MISSION, AIMF, FORESTS},
    "lachance": {MISSION},
    "parcs et jardins": {FORESTS},
    "renouvellement entente": {MISSION},
    # Figures and what looks like figures.
    "100": {MISSION},
    "h2o": {FORESTS},
    "3d": {FORESTS},
    "2022": set(),
    # What a database could take for an operator.
    '"namur"': EVERYTHING_OF_NAMUR,
    "namur AND": {MISSION},
    "livre AND OR NOT": {MISSION},
    "-namur*": EVERYTHING_OF_NAMUR,
    "title_words: namur": set(),
    "namur) OR (1=1": set(),
    "namur' | 'foret": set(),
    "'namur'": EVERYTHING_OF_NAMUR,
    "na\0mur": EVERYTHING_OF_NAMUR,
    "nam": set(),
    "% _ \\ :*&|!<->": set(),
    "": set(),
    "東京": set(),
}

IN_ENGLISH = {
    "writing": {RESIDENCY},
    "writings at the abbey": {RESIDENCY},
    "shine": {AXIS, RESIDENCY, FORESTS},
    "rayonne": set(),
    "belgium": EVERYTHING_OF_NAMUR,
    "belgique": set(),
    "norway": {TROMSO, FORESTS},
    # Nobody translated these: they are found, and shown, in French.
    "forêts": {FORESTS},
    "oeuvres": {RESIDENCY},
    "biodiversity": {FORESTS},
    "écriture": set(),
    "twinning": {PACT},
}

BEING_TYPED = {
    "for": {FORESTS},
    "forê": {FORESTS},
    "namu": {NAMUR, PACT},
    "pacte nam": {PACT},
    "residence d'ecr": {RESIDENCY},
    "l'ab": {RESIDENCY},
    "aim": {AIMF},
    "écriture ": {RESIDENCY},
    "wallonie miss": {MISSION},
    "de": {AIMF, MISSION},
    "tromsø": {TROMSO},
    '"': set(),
    "'nam": {NAMUR, PACT},
    "nam*": set(),
}


@pytest.fixture
def ask(today):
    """Find records as anyone would; return their slugs."""
    write_corpus()

    def find(typed, language):
        groups = Search(read(typed, language), language, AnonymousUser(), today).groups(first=99)
        assert all(group.count == len(group.hits) for group in groups)
        return {hit.entry.slug for group in groups if group.kind in record_kinds() for hit in group.hits}

    return find


def test_french_words_find_the_same_everywhere(ask):
    assert {typed: ask(typed, "fr-ca") for typed in IN_FRENCH} == IN_FRENCH


def test_english_words_find_the_same_everywhere(ask):
    assert {typed: ask(typed, "en") for typed in IN_ENGLISH} == IN_ENGLISH


def test_what_is_being_typed_finds_titles(today):
    write_corpus()
    found = {}
    for typed in BEING_TYPED:
        asked = read(typed, "fr-ca", being_typed=True)
        hits = Search(asked, "fr-ca", AnonymousUser(), today).titles(most=99)
        found[typed] = {hit.entry.slug for hit in hits if hit.kind in record_kinds()}
    assert found == BEING_TYPED


def test_those_named_so_come_first_then_the_latest(today):
    write_corpus()
    groups = Search(read("québec", "fr-ca"), "fr-ca", AnonymousUser(), today).groups()
    assert [group.kind.name for group in groups] == ["axes", "actions", "pages"]
    assert [hit.entry.slug for group in groups[:2] for hit in group.hits] == [AXIS, FORESTS, RESIDENCY]


@pytest.mark.parametrize("language", ["fr-ca", "en"])
def test_the_one_that_bears_the_very_name_comes_before_those_whose_name_holds_it(today, language):
    for name in ("Citadelle de Namur", "Namur", "Ampli (Namur)"):
        PartnerFactory(published=True, name=name)
    call_command("rebuild_search", stdout=StringIO())
    (partners,) = Search(read("NAMUR", language), language, AnonymousUser(), today).groups()
    assert partners.hits[0].entry.title == "Namur"
