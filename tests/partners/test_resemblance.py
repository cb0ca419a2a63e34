"""What makes two partners look like one another: their names reduced, their places, the number of their place."""

import pytest
from django.utils.translation import override

from partners.models import Partner, PartnerKind
from partners.resemblance import ComparedName, Resemblances, name_key, named_of, near_partners
from records.publication.status import PublicationStatus
from tests.partners.factories import PartnerFactory

NAMUR = (50.4669, 4.8675)
TROMSO = (69.65, 18.9)


def compared(name="Namur", label="namur", country="BE", place=None, **fields):
    return ComparedName(label, name, fields.pop("acronym", ""), country, place, **fields)


def north(kilometres, of=NAMUR):
    """Return the place so many kilometres to the north of another."""
    return of[0] + kilometres / 111.195, of[1]


@pytest.mark.parametrize(
    ("name", "country", "key"),
    [
        ("", "BE", ""),
        ("NAMUR", "BE", "namur"),
        ("Namur (Wallonie)", "BE", "namur"),
        ("Namur, Belgique", "", "namur belgique"),  # nobody said that it is its country
        ("Bath, Royaume-Uni", "GB", "bath"),
        ("Belgique", "BE", "belgique"),  # the country itself
        ("Belgique Namur", "BE", "belgique namur"),  # it ends with something else
        ("L’Assomption", "CA", "assomption"),
        ("La Ville de la Cité", "FR", "la ville de la cite"),  # nothing would be left
        ("Québec", "CA", "quebec"),
        ("Ville de Québec", "CA", "quebec"),
        ("Québec-Namur", "BE", "namur"),
        ("Namur-Québec", "BE", "namur quebec"),
        ("Mt St Michel", "FR", "mont saint michel"),
        ("Ft. Ste-Anne", "CA", "fort sainte anne"),
        ("Stes et Sts", "", "saintes et saints"),
        ("ZZ", "ZZ", "zz"),  # a code of no country
    ],
)
def test_a_name_is_reduced_to_the_words_that_tell_it_apart(name, country, key):
    assert name_key(name, country) == key


def test_a_partner_is_known_by_each_of_its_names():
    named = compared("Ville de Namur", english="City of Namen", acronym="NAM")
    assert named.keys == {"namur", "namen", "nam"}
    assert compared("Namur", english="Namur").keys == {"namur"}
    assert compared("").keys == set()


@pytest.mark.parametrize(
    ("one", "other", "words", "english"),
    [
        (compared(), compared(), ["même pays"], ["same country"]),
        (compared(), compared(country="FR"), ["même nom"], ["same name"]),
        (compared(country=""), compared(country=""), ["même nom"], ["same name"]),
        (compared(place=NAMUR), compared(), ["même pays"], ["same country"]),
        (
            compared(place=NAMUR),
            compared(place=north(0.34)),
            ["même pays", "0,3\u00a0km"],
            ["same country", "0.3\u00a0km"],
        ),
        (compared(place=NAMUR, country=""), compared(place=NAMUR), ["0,0\u00a0km"], ["0.0\u00a0km"]),
    ],
)
def test_what_makes_two_alike_is_said(one, other, words, english):
    assert one.reasons(other) == other.reasons(one) == words
    with override("en"):
        assert one.reasons(other) == english


def test_a_sentence_names_the_other():
    named = compared(place=NAMUR)
    assert named.sentence(compared(label="«\u00a0Namen\u00a0»", place=north(2))) == (
        "ressemble à «\u00a0Namen\u00a0» (même pays, 2,0\u00a0km)"
    )


def test_a_distance_is_told_where_both_places_are_known():
    assert compared(place=NAMUR).kilometres_to(compared(place=north(7))) == pytest.approx(7, abs=0.01)
    assert compared(place=NAMUR).kilometres_to(compared()) is None
    assert compared().kilometres_to(compared(place=NAMUR)) is None


@pytest.mark.parametrize(
    ("known", "named", "looks"),
    [
        (compared(), compared("Ville de NAMUR"), True),
        (compared(), compared(country=""), True),  # nobody said which country
        (compared(), compared(country="FR"), False),
        (compared(), compared("Liège"), False),
        (compared(""), compared(""), False),  # without a name, nothing is alike
        (compared("Namen", english="Namur"), compared(), True),
        (compared(acronym="NMR"), compared("NMR"), True),
        # One name: two places if they are far.
        (compared(place=NAMUR), compared(place=north(99.9)), True),
        (compared(place=NAMUR), compared(place=north(100.1)), False),
        (compared(place=NAMUR), compared(place=(4.8675, 50.4669)), True),  # out of its country: it tells nothing
        (compared(place=(0.0, 0.0)), compared(place=NAMUR), True),
        # Names almost alike: one place if they are near.
        (compared(place=NAMUR), compared("Namure", place=north(9.9)), True),
        (compared(place=NAMUR), compared("Namure", place=north(10.1)), False),
        (compared(place=NAMUR), compared("Namure", place=north(9), country="FR"), False),
        (compared(place=NAMUR), compared("Namure"), False),
        (compared(), compared("Namure", place=NAMUR), False),
        (compared("abcde", place=NAMUR), compared("abcdx", place=NAMUR), True),  # four letters of five
        (compared("abcd", place=NAMUR), compared("abcx", place=NAMUR), False),  # three of four
        # Two cities at one place, whatever their names.
        (compared(place=NAMUR, is_city=True), compared("Jambes", place=north(0.99), is_city=True), True),
        (compared(place=NAMUR, is_city=True), compared("Jambes", place=north(1.01), is_city=True), False),
        (compared(place=NAMUR, is_city=True), compared("Jambes", place=NAMUR), False),
        (compared(place=NAMUR), compared("Jambes", place=NAMUR, is_city=True), False),
        # The number of a place tells it, whatever else is said.
        (compared(geonames=1), compared("Liège", country="FR", geonames=1), True),
        (compared(geonames=1), compared("Liège", geonames=2), False),
        (compared(geonames=None), compared("Liège", geonames=None), False),
    ],
)  # fmt: skip
def test_what_looks_like_a_partner_that_is_known(known, named, looks):
    assert Resemblances([known]).of(named) == ([known] if looks else [])
    assert Resemblances([named]).of(known) == ([named] if looks else []), "the other way too"


@pytest.mark.parametrize("across", [-0.25, 0.25])
def test_places_are_near_in_the_north_too_where_degrees_are_short(across):
    known, named = compared("Tromsø", country="NO", place=TROMSO), compared("Tromso", country="NO")
    for shift in (0.0, 0.05, 0.09, 0.1, 0.15):
        here, there = (TROMSO[0], TROMSO[1] + shift), (TROMSO[0], TROMSO[1] + shift + across)
        found = Resemblances([known._replace(place=here)]).of(named._replace(name="Tromsoe", place=there))
        assert len(found) == 1, shift


def test_a_partner_alike_in_several_ways_is_told_once_the_same_names_first():
    same, near, numbered = (
        compared(label="same"),
        compared("Namure", label="near", place=north(1)),
        compared("Huy", label="numbered", geonames=7),
    )
    several = compared(label="several", english="Namen", place=NAMUR, geonames=7)
    named = compared("Namur", english="Namen", place=NAMUR, geonames=7, label="new")
    found = Resemblances([numbered, near, same, several]).of(named)
    assert [each.label for each in found] == ["several", "same", "near", "numbered"]


def test_what_is_remembered_later_is_found_too():
    known = Resemblances()
    assert known.of(compared()) == []
    known.add(compared())
    assert known.of(compared()) == [compared()]


def test_what_is_compared_of_a_partner_is_what_is_written_of_it():
    partner = PartnerFactory.build(
        slug="namur", name="Namur", name_en="Namen", acronym="N", latitude="50.5", longitude="4.75", geonames_id=7
    )
    assert named_of(partner) == ComparedName("namur", "Namur", "N", "BE", (50.5, 4.75), "Namen", 7, True)
    network = PartnerFactory.build(organization=True, slug="reseau", name="Réseau")
    assert named_of(network) == ComparedName("reseau", "Réseau", "", "", None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (compared("Saint-Malo", country="FR"), ["St-Malo"]),
        (compared("St Malo (France)", country="FR"), ["St-Malo"]),
        (compared("Malo", country="FR"), []),
        (compared("Namur"), ["Namur"]),
        (compared("Namur", country=""), ["Namur"]),
        (compared("Namuroise"), []),  # the word whole
        (compared("NMR"), ["Namur"]),  # its acronym
        (compared("Ailleurs", geonames=77), ["Namur"]),
        (compared("Jambes", place=NAMUR, is_city=True), ["Namur"]),
        (compared("Namurr", place=north(9)), ["Namur"]),
        (compared(""), []),
        (compared("%"), []),
        (compared("'; --"), []),
    ],
)
def test_the_partners_near_a_name_are_found_in_the_register(typed, found):
    city = {"latitude": NAMUR[0], "longitude": NAMUR[1]}
    PartnerFactory(name="Namur", acronym="NMR", geonames_id=77, **city)
    PartnerFactory(name="St-Malo", country="FR", latitude=48.65, longitude=-2.02)
    assert [partner.name for partner, _why in near_partners(typed)] == found


@pytest.mark.django_db
def test_a_partner_near_a_name_is_told_with_why_but_itself_and_the_archived():
    itself = PartnerFactory(name="Namur", latitude=NAMUR[0], longitude=NAMUR[1])
    twin = PartnerFactory(name="Namur", kind=PartnerKind.FORUM, latitude=None, longitude=None)
    PartnerFactory(name="Namur", status=PublicationStatus.ARCHIVED)
    draft_in_no_country = PartnerFactory(name="NAMUR", organization=True)
    named = compared(place=NAMUR)
    assert near_partners(named, but=itself.pk) == [(twin, "même pays"), (draft_in_no_country, "même nom")]
    assert {partner for partner, _why in near_partners(named)} == {itself, twin, draft_in_no_country}
    assert all(isinstance(partner, Partner) for partner, _why in near_partners(named))
