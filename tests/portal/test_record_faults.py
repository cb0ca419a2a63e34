"""What is wrong in the files is named: file, line, column, reason, value."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.register import TABLES
from records.imports import faults
from tests.portal.small_record import SmallRecord, faults_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(tmp_path):
    """A small valid record, to spoil and to write."""
    return SmallRecord(tmp_path)


def test_the_small_record_is_valid(small):
    assert faults_of(small.write()) == []


BAD_CELLS = [
    ("actions.csv", {"commitment_id": "x"}, "commitment_id: « engagement » introuvable dans commitments.csv (x)"),
    (
        "actions.csv",
        {"commitment_rationale_fr": "Parce que."},
        "commitment_id: Choisissez l’engagement auquel l’action est liée.",
    ),
    ("axes.csv", {"rationale_en": "Why."}, "rationale_en: traduction sans texte français (Why.)"),
    ("cities.csv", {"domains_en": "Water"}, f"domains_en: {faults.TRANSLATIONS_MISALIGNED} (Water)"),
    ("missions.csv", {"outcomes_en": "A|B"}, f"outcomes_en: {faults.TRANSLATIONS_MISALIGNED} (A|B)"),
    ("actions.csv", {"axis_id": "x"}, "axis_id: « axe » introuvable dans axes.csv (x)"),
    ("actions.csv", {"axis_id": ""}, "axis_id: valeur obligatoire absente"),
    ("actions.csv", {"lead_partner_id": ""}, "lead_partner_id: valeur obligatoire absente"),
    (
        "actions.csv",
        {"lead_partner_id": "x"},
        "lead_partner_id: « partenaire » introuvable dans cities.csv, organizations.csv (x)",
    ),
    (
        "actions.csv",
        {"other_partner_ids": "aimf|x"},
        "other_partner_ids: « partenaire » introuvable dans cities.csv, organizations.csv (x)",
    ),
    ("actions.csv", {"other_partner_ids": "aimf|aimf"}, "other_partner_ids: nommé deux fois (aimf)"),
    (
        "actions.csv",
        {"other_partner_ids": "namur"},
        "other_partner_ids: Ce partenaire figure déjà parmi les autres partenaires de l’action. (namur)",
    ),
    ("actions.csv", {"mission_id": "x"}, "mission_id: « mission » introuvable dans missions.csv (x)"),
    ("actions.csv", {"theme_ids": "x"}, "theme_ids: « thème » introuvable dans themes.csv (x)"),
    ("actions.csv", {"theme_ids": "eau_douce|eau_douce"}, "theme_ids: nommé deux fois (eau_douce)"),
    ("actions.csv", {"service_ids": "x"}, "service_ids: « service » introuvable dans services.csv (x)"),
    (
        "actions.csv",
        {"source_url": "https://ailleurs.org/"},
        "source_url: « source » introuvable dans sources.csv (https://ailleurs.org/)",
    ),
    ("actions.csv", {"source_url": ""}, "source_url: valeur obligatoire absente"),
    ("actions.csv", {"start_date": "2024-02-30"}, "start_date: date impossible, attendu : AAAA-MM-JJ (2024-02-30)"),
    ("actions.csv", {"start_date": "1er mai"}, "start_date: date impossible, attendu : AAAA-MM-JJ (1er mai)"),
    ("actions.csv", {"end_date": "2024-04-01"}, "end_date: Une action ne peut finir avant de commencer. (2024-04-01)"),
    (
        "actions.csv",
        {"date_precision": ""},
        "date_precision: Une date va avec sa précision, et une précision avec sa date.",
    ),
    (
        "actions.csv",
        {"start_date": "", "end_date": ""},
        "date_precision: Une date va avec sa précision, et une précision avec sa date. (jour)",
    ),
    ("actions.csv", {"start_date": "", "date_precision": ""}, "start_date: Une date de fin demande une date de début."),
    (
        "actions.csv",
        {"status": "faite"},
        "status: mot inconnu, attendu : annoncee, en_cours, realisee, terminee, a_verifier (faite)",
    ),
    ("actions.csv", {"title_fr": "a" * 201}, "title_fr: texte de 201 caractères, 200 au plus (" + "a" * 79 + "…)"),
    ("actions.csv", {"action_id": ""}, "action_id: valeur obligatoire absente"),
    ("actions.csv", {"action_id": "a" * 61}, "action_id: texte de 61 caractères, 60 au plus (" + "a" * 61 + ")"),
    ("cities.csv", {"country_code": "ZZ"}, "country_code: pays inconnu, attendu : code ISO à deux lettres (ZZ)"),
    ("cities.csv", {"country_code": ""}, "country_code: Une ville a un pays, une latitude et une longitude."),
    ("cities.csv", {"lat": "90.5"}, "lat: La latitude va de -90 à 90. (90.5)"),
    ("cities.csv", {"lon": "-180.5"}, "lon: La longitude va de -180 à 180. (-180.5)"),
    ("cities.csv", {"lat": "50,46"}, "lat: nombre attendu, avec un point pour les décimales et sans espace (50,46)"),
    ("cities.csv", {"lat": "1005.12345"}, "lat: nombre hors limites, au plus 3 chiffres et 4 décimales (1005.12345)"),
    (
        "mission_costs.csv",
        {"amount_cad": "12.345"},
        "amount_cad: nombre hors limites, au plus 10 chiffres et 2 décimales (12.345)",
    ),
    ("cities.csv", {"geonames_id": "-4"}, "geonames_id: nombre entier attendu, de 0 à 2147483647 (-4)"),
    (
        "cities.csv",
        {"status": "en_forme"},
        "status: mot inconnu, attendu : actif, a_verifier, inactif, termine, inconnu, sans_entente, disponible, "
        "ponctuel (en_forme)",
    ),
    (
        "organizations.csv",
        {"founded": "vers 1979"},
        "founded: date impossible, attendu : AAAA, AAAA-MM ou AAAA-MM-JJ (vers 1979)",
    ),
    (
        "organizations.csv",
        {"quebec_since": "2020", "quebec_until": "2019"},
        "quebec_until: Une relation ne peut finir avant de commencer. (2019)",
    ),
    (
        "agreements.csv",
        {"partner_ids": "x"},
        "partner_ids: « partenaire » introuvable dans cities.csv, organizations.csv (x)",
    ),
    ("agreements.csv", {"partner_ids": ""}, "partner_ids: valeur obligatoire absente"),
    ("agreements.csv", {"renews_id": "x"}, "renews_id: « entente » introuvable dans agreements.csv (x)"),
    ("agreements.csv", {"renews_id": "ag2"}, "renews_id: Une entente ne se renouvelle pas elle-même. (ag2)"),
    (
        "agreements.csv",
        {"starts_on": "2024-01-01", "ends_on": "2023-01-01"},
        "ends_on: Une entente ne peut finir avant de commencer. (2023-01-01)",
    ),
    ("missions.csv", {"status": "non_retenue"}, "declined_reason_fr: Une mission non retenue doit dire pourquoi."),
    ("missions.csv", {"place_ids": "aimf"}, "place_ids: « partenaire » introuvable dans cities.csv (aimf)"),
    (
        "missions.csv",
        {"direction": "accueil_evenement"},
        "place_ids: un événement accueilli n’a ni étape ni ville d’origine (namur|liege)",
    ),
    (
        "missions.csv",
        {"meetings_fr": "Bref|" + "a" * 301},
        "meetings_fr: texte de 301 caractères, 300 au plus (" + "a" * 79 + "…)",
    ),
    ("mission_costs.csv", {"amount_cad": "-1"}, "amount_cad: Un montant ne peut être négatif. (-1)"),
    (
        "mission_costs.csv",
        {"amount_cad": "12 000 $"},
        "amount_cad: nombre attendu, avec un point pour les décimales et sans espace (12 000 $)",
    ),
    ("mission_costs.csv", {"fact_type": "declare_poste"}, "category: Un montant déclaré par catégorie dit laquelle."),
    ("commitments.csv", {"axis_id": ""}, "axis_id: valeur obligatoire absente"),
    (
        "sources.csv",
        {"published": "2024-13"},
        "published: date impossible, attendu : AAAA, AAAA-MM ou AAAA-MM-JJ (2024-13)",
    ),
    ("themes.csv", {"named_in_vision": "1"}, "named_in_vision: mot inconnu, attendu : oui, non (1)"),
    (
        "vision.csv",
        {"document_url": "bureau"},
        "document_url: adresse web attendue, p. ex. https://exemple.org/page (bureau)",
    ),
]


@pytest.mark.parametrize(("file", "cells", "expected"), BAD_CELLS)
def test_a_bad_cell_is_named(small, file, cells, expected):
    assert faults_of(small.change(file, **cells).write()) == [f"{file}:2: {expected}"]


def test_every_fault_of_every_file_is_told_in_order(small):
    small.add("actions.csv", action_id="A2", lead_partner_id="x")
    small.change("sources.csv", kind="blogue").change("actions.csv", status="faite", start_date="hier")
    assert [fault.split(": ")[0:2] for fault in faults_of(small.write())] == [
        ["sources.csv:2", "kind"],
        ["actions.csv:2", "start_date"],
        ["actions.csv:2", "status"],
        ["actions.csv:3", "lead_partner_id"],
    ]


def test_an_identifier_is_used_once_in_a_file(small):
    assert faults_of(small.add("actions.csv").write()) == [
        "actions.csv:3: action_id: identifiant déjà employé dans actions.csv, ligne 2 (A1)"
    ]


def test_an_organization_does_not_take_the_identifier_of_a_city(small):
    assert faults_of(small.add("organizations.csv", org_id="liege").write()) == [
        "organizations.csv:3: org_id: identifiant déjà employé dans cities.csv, ligne 3 (liege)"
    ]


def test_a_source_stands_once(small):
    assert faults_of(small.add("sources.csv", source_id="S2").write()) == [
        "sources.csv:3: url: valeur déjà employée. Voir sources.csv, ligne 2. (https://exemple.org/page)"
    ]


def test_a_rank_is_held_once(small):
    assert faults_of(small.change("axes.csv", 1, position="1").write()) == [
        "axes.csv:3: position: Un autre axe de cette vision occupe ce rang. Voir axes.csv, ligne 2. (1)"
    ]


def test_two_cells_that_cannot_be_read_are_not_said_to_be_the_same(small):
    small.change("axes.csv", 0, position="x").change("axes.csv", 1, position="x")
    faults = faults_of(small.write())
    assert [fault.partition(" (x)")[0].split(": ")[:2] for fault in faults] == [
        ["axes.csv:2", "position"],
        ["axes.csv:3", "position"],
    ]
    assert not any("occupe ce rang" in fault for fault in faults)


def test_what_the_whole_vision_says_has_no_axis(small):
    assert faults_of(small.change("commitments.csv", 1, axis_id="a1").write()) == [
        "commitments.csv:3: axis_id: cette cellule doit rester vide (a1)"
    ]


def test_renewals_do_not_go_round(small):
    assert faults_of(small.change("agreements.csv", 1, renews_id="ag2").write()) == [
        "agreements.csv:2: renews_id: boucle, cette ligne finit par se désigner elle-même (ag1)",
        "agreements.csv:3: renews_id: boucle, cette ligne finit par se désigner elle-même (ag2)",
    ]


def test_there_is_one_vision(small):
    assert faults_of(small.add("vision.csv", vision_id="V2").write()) == [
        "vision.csv:1: fichier: une seule ligne attendue (2)"
    ]


def test_line_numbers_are_those_of_an_editor(small):
    small.change("actions.csv", description_fr="Deux\nlignes").add("actions.csv", action_id="A2", axis_id="x")
    assert faults_of(small.write()) == ["actions.csv:4: axis_id: « axe » introuvable dans axes.csv (x)"]


def test_blank_lines_are_counted_and_passed_over(small):
    small.change("actions.csv", axis_id="x").write()
    file = small.directory / "actions.csv"
    header, line = file.read_text(encoding="utf-8").splitlines()
    file.write_text(f"{header}\n\n{',' * header.count(',')}\n{line}\n\n", encoding="utf-8")
    assert faults_of(small.directory) == ["actions.csv:4: axis_id: « axe » introuvable dans axes.csv (x)"]


def spoil(small, file, spoiled):
    """Write the record, then `file` as `spoiled` (bytes) of its text; return its faults."""
    small.write()
    (small.directory / file).write_bytes(spoiled(small.text(file)))
    return faults_of(small.directory)


SPOILED_FILES = [
    ("empty", lambda text: b"", "1: fichier: fichier vide"),
    ("blank", lambda text: b"\n\n", "1: fichier: fichier vide"),
    (
        "semicolons",
        lambda text: text.replace(",", ";").encode(),
        "1: en-tête: cellules séparées par « ; », la virgule est attendue",
    ),
    ("latin", lambda text: text.encode("cp1252"), "2: fichier: encodage incorrect, enregistrez le fichier en UTF-8"),
    ("utf-16", lambda text: text.encode("utf-16"), "1: fichier: encodage incorrect, enregistrez le fichier en UTF-8"),
    (
        "extra cell",
        lambda text: text.replace(",high,", ",high,de trop,").encode(),
        "2: ligne: 32 cellules au lieu de 31",
    ),
    (
        "open quote",
        lambda text: text.replace("Échange", '"Échange').encode(),
        "2: ligne: guillemets mal fermés ou cellule démesurée",
    ),
    (
        "null",
        lambda text: text.replace("Échange", "Éch\0ange").encode(),
        "2: title_fr: caractère invisible : nul (U+0000) (Éch[U+0000]ange)",
    ),
]


@pytest.mark.parametrize(("name", "spoiled", "expected"), SPOILED_FILES, ids=[name for name, *_rest in SPOILED_FILES])
def test_a_spoiled_file_is_named(small, name, spoiled, expected):
    assert spoil(small, "actions.csv", spoiled) == [f"actions.csv:{expected}"]


def test_a_missing_column_is_named(small):
    assert spoil(small, "actions.csv", lambda text: text.replace("axis_id", "axe").encode()) == [
        "actions.csv:1: en-tête: colonne manquante (axis_id)",
        "actions.csv:1: en-tête: colonne inconnue (axe)",
    ]


def test_an_unknown_column_is_named_and_the_lines_are_still_read(small):
    small.columns["actions.csv"].append("budget")
    assert faults_of(small.change("actions.csv", axis_id="x").write()) == [
        "actions.csv:1: en-tête: colonne inconnue (budget)",
        "actions.csv:2: axis_id: « axe » introuvable dans axes.csv (x)",
    ]


def test_a_column_stands_once(small):
    small.columns["actions.csv"].append("axis_id")
    assert faults_of(small.write()) == ["actions.csv:1: en-tête: colonne présente deux fois (axis_id)"]


def test_a_missing_file_is_named_without_blaming_those_that_refer_to_it(small):
    small.write()
    (small.directory / "cities.csv").unlink()
    assert faults_of(small.directory) == ["cities.csv:1: fichier: fichier absent"]


def test_a_directory_in_the_place_of_a_file_is_named(small):
    small.write()
    (small.directory / "cities.csv").unlink()
    (small.directory / "cities.csv").mkdir()
    assert faults_of(small.directory) == ["cities.csv:1: fichier: fichier impossible à ouvrir"]


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(small):
    assert spoil(small, "actions.csv", lambda text: text.replace("\n", "\r\n").encode("utf-8-sig")) == []


def test_a_file_with_its_header_alone_is_an_empty_table(small):
    small.lines["actions.csv"] = []
    assert faults_of(small.write()) == []


UNSEEN = [
    ("cities.csv", "country_code", "BE\u200b", "espace sans chasse (U+200B)", "BE[U+200B]"),
    ("cities.csv", "partner_id", "na\u2060mur", "gluon de mots (U+2060)", "na[U+2060]mur"),
    ("cities.csv", "lat", "50.4\x0c669", "saut de page (U+000C)", "50.4[U+000C]669"),
    ("missions.csv", "title_fr", "Mission\và Gand", "tabulation verticale (U+000B)", "Mission[U+000B]à Gand"),
    ("missions.csv", "title_fr", "Mission\nà Gand", "saut de ligne (U+000A)", "Mission à Gand"),
    ("missions.csv", "meetings_fr", "Un|De\u202eux", "forçage droite-à-gauche (U+202E)", "Un|De[U+202E]ux"),
    ("missions.csv", "start_date", "2024\u00ad-05-01", "trait d’union conditionnel (U+00AD)", "2024[U+00AD]-05-01"),
    ("actions.csv", "axis_id", "a1\u200f", "marque droite-à-gauche (U+200F)", "a1[U+200F]"),
    ("actions.csv", "note_fr", "Vu\ufeff.", "espace insécable sans chasse (U+FEFF)", "Vu[U+FEFF]."),
    ("sources.csv", "publisher", "\x1b[2JLe Soir", "échappement (U+001B)", "[U+001B][2JLe Soir"),
]


@pytest.mark.parametrize(("file", "column", "cell", "name", "value"), UNSEEN)
def test_a_character_nobody_sees_is_named_on_its_column(small, file, column, cell, name, value):
    faults = faults_of(small.change(file, **{column: cell}).write())
    assert faults[0] == f"{file}:2: {column}: caractère invisible : {name} ({value})"


# A text in English is not looked at beside a French one that cannot be read.
@pytest.mark.parametrize("english", [False, True])
def test_every_text_of_every_file_is_looked_at(small, english):
    spoiled = {(table.file, name) for table in TABLES for name in table.names if name.endswith("_en") is english}
    for file, column in spoiled:
        small.change(file, **{column: "x\u200by"})
    told = [fault for fault in faults_of(small.write()) if "(U+200B)" in fault]
    said = "caractère invisible : espace sans chasse (U+200B) (x[U+200B]y)"
    assert sorted(told) == sorted(f"{file}:2: {column}: {said}" for file, column in spoiled)


def test_a_letter_written_in_two_ways_is_one_letter(small):
    small.change("cities.csv", 1, partner_id="lie\u0300ge").change("missions.csv", place_ids="namur|li\u00e8ge")
    assert faults_of(small.change("actions.csv", other_partner_ids="aimf|li\u00e8ge").write()) == []


def crowd(small, count):
    """Add cities to the record, so that `count` of them have a latitude nobody can read."""
    for rank in range(count):
        small.add("cities.csv", partner_id=f"ville{rank}", name_fr=f"Ville {rank}", lat=f"50,{rank}")
    return small


def told(small, *options):
    """Return the lines the command says of the faults of the record."""
    said = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("load_record", small.write(), *options, stderr=said)
    return [*said.getvalue().replace("\u00a0", " ").splitlines(), str(refusal.value).replace("\u00a0", " ")]


def test_ten_faults_of_a_kind_are_told_one_by_one(small):
    assert len(told(crowd(small, 10))) == 11


def test_more_faults_of_a_kind_are_told_once_with_the_first(small):
    lines = told(crowd(small, 11).change("cities.csv", 1, country_code="YU"))
    reason = "nombre attendu, avec un point pour les décimales et sans espace"
    assert lines == [
        "cities.csv:3: country_code: pays disparu, code retiré en 2003; écrivez, selon le lieu : "
        "BA, HR, ME, MK, RS, SI (YU)",
        f"cities.csv: lat: {reason} – 11 lignes, dont les premières :",
        *(f"  cities.csv:{line}: lat: {reason} (50,{line - 4})" for line in (4, 5, 6)),
        "À corriger : 12. Rien n’a été écrit. Avec --every-fault, toutes sont dites.",
    ]
    assert len(told(small, "--every-fault")) == 13


def test_faults_of_a_kind_differ_by_their_numbers_only(small):
    for rank in range(12):
        small.add("actions.csv", action_id=f"B{rank}", title_fr="a" * (201 + rank), lead_partner_id=f"x{rank}")
    assert [line for line in told(small) if line.startswith("actions.csv")] == [
        "actions.csv: title_fr: texte de 201 caractères, 200 au plus – 12 lignes, dont les premières :",
        "actions.csv: lead_partner_id: « partenaire » introuvable dans cities.csv, organizations.csv – 12 lignes, "
        "dont les premières :",
    ]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (
            "Registre des villes,,\n",
            "les colonnes sont nommées à la ligne 2 : enlevez ce qui est au-dessus (Registre des villes)",
        ),
        (
            "Registre\n\nÉdition de mars\n",
            "les colonnes sont nommées à la ligne 4 : enlevez ce qui est au-dessus (Registre)",
        ),
        ("sep=,\n", "première ligne à enlever, ajoutée pour un tableur : le fichier commence par ses colonnes (sep=,)"),
        ("SEP=;\n", "première ligne à enlever, ajoutée pour un tableur : le fichier commence par ses colonnes (SEP=;)"),
    ],
)
def test_what_precedes_the_columns_is_told_in_one_sentence(small, first, expected):
    assert spoil(small, "themes.csv", lambda text: (first + text).encode()) == [f"themes.csv:1: en-tête: {expected}"]


def test_a_file_of_something_else_is_told_in_one_sentence(small):
    [fault] = spoil(small, "themes.csv", lambda text: b"a,b\n1,2\n")
    assert fault.startswith("themes.csv:1: en-tête: la première ligne nomme les colonnes, attendu : theme_id, name_fr")
