"""What tells a person: in data kept as JSON, in the rows that hold them, and in which kept texts it is looked for."""

import datetime as dt
import json

import pytest

from missions.models import Mission, Participant
from partners.models import Contact, Partner, PartnerProposal
from portal.models import JournalEntry
from portal.privacy.copies import is_copy, kind_of, naming_fields
from portal.privacy.erasing import rows_in_words
from portal.privacy.finding import BY_KEY, FoundRow, identity_of, read_people
from portal.privacy.identities import Identity
from records.models import SearchEntry
from records.words.normalizing import fold
from tests.partners.factories import ContactFactory


@pytest.mark.parametrize(
    ("value", "data", "left"),
    [
        ("Zoé Roy", {"name": "zoe ROY", "note": "Avec Zoé Roy, hier"}, {"name": "", "note": "Avec (effacé), hier"}),
        ("Zoé", {"name": "Zoé", "note": "Zoé est venue"}, {"name": "", "note": "Zoé est venue"}),  # one word alone
        ("Zoé Roy", ["Roy Zoé", 12, None, True, 1.5], ["(effacé)", 12, None, True, 1.5]),
        ("Zoé Roy", {"Zoé Roy": ["x"], "y": {"z": ["Zoé  Roy"]}}, {"(effacé)": ["x"], "y": {"z": ["(effacé)"]}}),
        ("a@b.invalid", ["A@B.invalid", "<a@b.invalid>"], ["", "<(effacé)>"]),
        ("418 555-0142", {"phone": "(418) 555-0142", "year": 2024}, {"phone": "(effacé)", "year": 2024}),
        ("", {"name": ""}, {"name": ""}),
    ],
)
def test_what_is_but_a_person_is_emptied_and_what_names_them_is_replaced(value, data, left):
    identity = Identity([value])
    assert identity.erased_from_data(data) == left
    assert identity.is_in_data(fold(json.dumps(data, ensure_ascii=False))) == (left != data)


def test_several_people_are_told_at_once_and_nobody_by_nothing():
    both = Identity(["Zoé Roy", "Émile Cté", None, "", "  "])
    assert (both.values, both.is_empty) == ({"zoe roy", "emile cte"}, False)
    assert both.erased_from("Zoé Roy, Émile Cté et Zoé Cté") == "(effacé), (effacé) et Zoé Cté"
    nobody = Identity([None, "", "  "])
    assert (nobody.is_empty, nobody.is_in("zoe roy"), nobody.is_in_data('"zoe roy"')) == (True, False, False)


@pytest.mark.parametrize(
    ("value", "text", "is_told"),
    [
        ("Jean-Paul Roy", "jean paul roy", True),
        ("Jean-Paul Roy", "roy, jean-paul", True),
        ("Jean-Paul Roy", "jean-paul", False),
        ("Marie de la Tour", "de la tour marie", False),  # the last word alone is taken for the family name
        ("Marie de la Tour", "tour, marie de la", True),
        ("Anne O'Neil", "anne o’neil", True),
        ("555-0142", "le 555-0142", True),
        ("555-014", "le 555-014", False),  # too short to be anybody’s
        ("4185550142", "41855501423", False),  # figures of a longer number
        ("李小龍", "與李小龍見面", True),
        ("李龍", "與李龍見面", False),  # two signs are too common
        ("a@b.invalid", "aa@b.invalid", False),
        ("a@b.invalid", "a@b.invalide", False),
    ],
)
def test_a_text_tells_somebody_by_what_is_theirs_alone(value, text, is_told):
    assert Identity([value]).is_in(text) == is_told


def row_of(file, held, key=7, row=None):
    return FoundRow(BY_KEY[file], key, row, held)


def test_a_row_says_what_it_holds_and_what_tells_the_person():
    held = {
        "username": ["zroy"],
        "first_name": ["Zoé", "Zoe"],
        "last_name": ["Roy"],
        "email": ["a@b.invalid", "c@d.invalid"],
    }
    found = row_of("comptes", held | {"last_login": [dt.datetime(2026, 3, 1, 2, tzinfo=dt.UTC)]})
    # The name as it is now; each address there was.
    assert list(found.identifying) == ["Zoé Roy", "a@b.invalid", "c@d.invalid"]
    told = dict(found.told)
    # The first of March in Greenwich, the last of February in Québec.
    assert list(told.values())[-1] == ["2026-02-28 21:00"]
    assert (found.ref, found.words, len(told)) == ("comptes-7", "", 5)


def test_a_row_names_the_mission_it_is_a_part_of():
    row = Participant(function="Maire", mission=Mission(title="Turin"))
    assert row_of("participations", {}, row=row).words == "Maire – Turin"
    contact = Contact(function="Direction", partner=Partner(name="Namur"))
    assert row_of("contacts", {}, row=contact).words == str(contact)
    assert rows_in_words([row_of("participations", {}), row_of("contacts", {}, 12)]).endswith("no\u00a012")


def test_the_person_of_several_rows_is_told_by_all_of_them():
    rows = [
        row_of("comptes", {"first_name": ["Zoé"], "last_name": ["Roy"]}),
        row_of("contacts", {"email": ["a@b.invalid"]}),
    ]
    assert identity_of(rows).values == {"zoe roy", "a@b.invalid"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("refs", "is_found"),
    [
        (["contacts-{key}"], True),
        (["contacts-{key}", "contacts-{key}"], True),  # twice the same
        (["comptes-{key}0"], False),
        (["contacts-0"], False),
        (["nulle-part-{key}"], False),
        (["contacts-٣"], False),
        (["contacts--1"], False),
        ([""], False),
    ],
)
def test_rows_are_read_by_what_tells_them_in_an_address(refs, is_found):
    contact = ContactFactory(name="Zoé Roy")
    found = read_people([each.format(key=contact.pk) for each in refs])
    assert [each.row for each in found] == [contact] * is_found


@pytest.mark.parametrize(
    ("model", "is_kept", "kind"),
    [
        (Partner, False, "Partenaire"),
        (Partner.history.model, True, "Historique\u00a0: partenaire"),
        (PartnerProposal, True, "Proposition"),
        (JournalEntry, True, "Entrée du journal"),
        (SearchEntry, False, None),
    ],
)
def test_histories_proposals_and_journals_are_copies_of_others(model, is_kept, kind):
    assert is_copy(model) == is_kept
    assert kind is None or kind_of(model).startswith(kind)


def test_a_name_is_looked_for_in_texts_but_neither_in_choices_nor_in_what_is_made_again():
    names = naming_fields(Partner)
    assert {"name", "name_en", "note", "slug"} <= set(names)
    assert not {"kind", "status", "search_text", "country_id", "latitude"} & set(names)
    assert "page" not in naming_fields(JournalEntry)
    assert "changes" in naming_fields(PartnerProposal)
