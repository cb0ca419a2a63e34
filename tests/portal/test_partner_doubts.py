"""A partner that may be there already, a place that is not in its country: told in a file, asked once in the form."""

from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from partners.models import Partner
from partners.places import PLACES, doubt_of_place
from partners.resemblance import ComparedName, Resemblances, name_key, near_partners
from tests.partners.factories import PartnerFactory
from tests.portal.bureau import partner_form
from tests.portal.small_record import SmallRecord

pytestmark = pytest.mark.django_db

NAMUR = (50.4669, 4.8675)


@pytest.mark.parametrize(
    "spelling",
    [
        "NAMUR",
        "Namur (Belgique)",
        "Namur, Belgique",
        "Québec-Namur",
        "Ville de Namur",
        "la cité de Namur",
    ],
)
def test_a_name_spelt_otherwise_is_the_same(spelling):
    assert name_key(spelling, "BE") == "namur"


@pytest.mark.parametrize("spelling", ["St-Malo", "Saint-malo", "ST MALO", "saint Malo (France)"])
def test_a_shortened_saint_is_a_saint(spelling):
    assert name_key(spelling, "FR") == "saint malo"


def test_two_words_for_one_letter_are_one_name():
    assert name_key("Sai\u0302nt-E\u0301tienne") == name_key("Saînt-Étienne")


@pytest.mark.parametrize(
    ("other", "looks"),
    [
        (ComparedName("x", "Namur", "", "BE", None), True),
        (ComparedName("x", "Namur", "", "", None), True),
        (ComparedName("x", "Namur", "", "CA", None), False),
        (ComparedName("x", "Namure", "", "BE", (50.48, 4.9)), True),
        (ComparedName("x", "Namure", "", "BE", (49.48, 4.9)), False),
        (ComparedName("x", "Jambes", "", "BE", (50.46, 4.87)), False),
        (ComparedName("x", "Association des Namurois", "Namur", "BE", None), True),
        (ComparedName("x", "Port de Namur", "", "BE", NAMUR), False),
        (ComparedName("x", "Namur", "", "BE", (49.0, 4.9)), False),
        (ComparedName("x", "Namen", "", "BE", NAMUR, is_city=True), True),
        (ComparedName("x", "Namen", "", "BE", NAMUR), False),
        (ComparedName("x", "Namen", "", "BE", None, english="Namur"), True),
        (ComparedName("x", "Namen", "", "BE", None, geonames=2790472), True),
        (ComparedName("x", "Namen", "", "BE", None), False),
    ],
)
def test_what_looks_like_a_partner(other, looks):
    known = ComparedName("namur", "Namur", "", "BE", NAMUR, geonames=2790472, is_city=True)
    PartnerFactory(name="Namur", geonames_id=2790472, latitude=NAMUR[0], longitude=NAMUR[1])
    assert bool(Resemblances([known]).of(other)) == looks
    assert bool(near_partners(other)) == looks


@pytest.mark.parametrize(
    ("country", "place", "words"),
    [
        ("FR", (47.2173, -1.5534), ""),
        ("FR", (-1.5534, 47.2173), "(France); latitude et longitude échangées?"),
        ("PE", (12.04, -77.03), "(Pérou); signe de la latitude?"),
        ("CA", (46.8, 71.2), "(Canada); signe de la longitude?"),
        ("AU", (33.9, -151.2), "(Australie); signes de la latitude et de la longitude?"),
        ("JP", (-75.0, 0.0), "ces coordonnées ne sont pas dans ce pays (Japon)"),
        ("FR", (0.0, 0.0), "en pleine mer"),
        ("BV", (10.0, 10.0), ""),
    ],
)
def test_a_place_out_of_its_country_is_doubted(country, place, words):
    said = doubt_of_place(country, place)
    assert said.endswith(words) if words and "mer" not in words else (words in said and bool(words) == bool(said))


def test_the_places_of_countries_are_on_earth():
    assert len(PLACES) > 240
    assert all(-90 <= row[0] <= 90 and -180 <= row[1] <= 180 for rows in PLACES.values() for row in rows)


def said(capsys, *arguments):
    """Return what loading says, the lines to check only."""
    call_command("load_record", *arguments)
    return [line for line in capsys.readouterr().out.replace("\u00a0", " ").splitlines() if "À vérifier" in line]


def test_a_file_is_loaded_with_its_doubts_told_and_strict_refuses(tmp_path, capsys):
    small = SmallRecord(tmp_path)
    small.add("cities.csv", partner_id="namur2", name_fr="NAMUR", lat="50.4639", lon="4.8675")
    small.add("cities.csv", partner_id="gand", name_fr="Gand", lat="3.72", lon="51.05")
    small.add("organizations.csv", org_id="aimf2", name_fr="A.I.M.F", acronym="AIMF")
    small.change("organizations.csv", acronym="AIMF")
    expected = [
        "À vérifier : cities.csv:4: name_fr: ressemble à namur (même pays, 0,3 km) (NAMUR)",
        "À vérifier : cities.csv:5: lat: ces coordonnées ne sont pas dans ce pays (Belgique); latitude et longitude "
        "échangées? (3.72)",
        "À vérifier : organizations.csv:3: name_fr: ressemble à aimf (même nom) (A.I.M.F)",
    ]
    with pytest.raises(CommandError, match="À corriger\u00a0: 3"):
        call_command("load_record", small.write(), "--strict")
    assert not Partner.objects.exists()
    assert said(capsys, small.directory) == expected
    assert Partner.objects.count() == 6
    PartnerFactory(name="Ville de Gand", country="BE", latitude=51.05, longitude=3.72)
    assert "name_fr: ressemble à ville-de-gand" in "".join(said(capsys, small.directory))


def test_a_partner_that_is_there_is_asked_about_once(writer):
    PartnerFactory(name="Namur", country="BE")
    add = reverse("admin:partners_partner_add")
    assert 'type="hidden" name="confirmed"' in writer.get(add).text
    typed = partner_form(name="NAMUR (Belgique)", slug="")
    page = writer.post(add, typed).text

    assert (
        "Un partenaire déjà inscrit y ressemble, «\u00a0Namur\u00a0» (même pays, 0,0\u00a0km)\u00a0: est-ce le même?"
        in page
    )
    assert "C’est un autre partenaire\u00a0: enregistrer tel quel" in page
    assert "(ville, Belgique, relation inconnue, brouillon; même pays, 0,0\u00a0km)" in page
    assert 'type="checkbox" name="confirmed"' in page
    assert Partner.objects.count() == 1
    writer.post(add, {**typed, "confirmed": "on"})
    twin = Partner.objects.get(name="NAMUR (Belgique)")
    change = reverse("admin:partners_partner_change", args=[twin.pk])
    writer.post(change, {**typed, "slug": twin.slug, "seat_city": "Namur"})
    twin.refresh_from_db()
    assert twin.seat_city == "Namur"


def test_a_place_elsewhere_is_asked_about_too(writer):
    page = writer.post(reverse("admin:partners_partner_add"), partner_form(latitude="4.8675", longitude="50.4669")).text
    assert "Ces coordonnées ne sont pas dans ce pays (Belgique); latitude et longitude échangées?" in page


def test_whoever_only_reads_sees_nothing_to_confirm(client, gestion):
    client.force_login(gestion)
    assert "C’est vérifié" not in client.get(reverse("admin:partners_partner_change", args=[PartnerFactory().pk])).text


@pytest.mark.parametrize("spelling", ["NAMUR", "Namur (Belgique)", "Québec-Namur", "Ville de Namur"])
def test_near_names_are_told_while_one_is_typed(writer, spelling):
    PartnerFactory(name="Namur", country="BE")
    asked = {"name": spelling, "country": "BE", "latitude": "", "longitude": "4,", "kind": "ville"}
    told = writer.get(reverse("admin:partners_partner_near"), asked).text
    assert ">Namur</a>" in told
    assert "(ville, Belgique, relation inconnue, brouillon" in told
    assert "Namur" not in writer.get(reverse("admin:partners_partner_near"), {**asked, "country": "CA"}).text


def test_near_names_are_asked_without_a_script_and_nothing_typed_is_lost(writer):
    twin = PartnerFactory(name="Namur", country="BE")
    typed = partner_form(name="NAMUR", slug="", seat_city="Jambes", latitude="", _proches="1")
    page = writer.post(reverse("admin:partners_partner_add"), typed).text
    assert ">Namur</a>" in page
    assert 'value="Jambes"' in page
    assert "Rien n’est enregistré" not in page
    change = reverse("admin:partners_partner_change", args=[twin.pk])
    page = writer.post(change, {**typed, "seat_city": "Wépion"}).text
    assert "Aucun partenaire inscrit n’y ressemble." in page
    assert Partner.objects.get().seat_city == ""


def test_near_names_of_five_thousand_partners_are_found_without_reading_them_all():
    rows = [
        Partner(name=f"Ville numéro {number}", slug=str(number), kind="ville", country="BE") for number in range(5000)
    ]
    for number, row in enumerate(rows):
        row.latitude, row.longitude = number % 180 - 90, number % 360 - 180
        row.fill_derived_fields()
    Partner.objects.bulk_create(rows)
    named = ComparedName("", "Ville numéro 4321 (Belgique)", "", "BE", (-89.0, -179.0), is_city=True)
    with mock.patch.object(Partner, "from_db", wraps=Partner.from_db) as read:
        near = near_partners(named)
    assert read.call_count < 50
    assert "Ville numéro 4321" in {partner.name for partner, _why in near}
