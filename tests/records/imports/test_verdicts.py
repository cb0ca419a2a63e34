"""What would come of each row of a spreadsheet is said before anything is written."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from records.imports import faults
from records.imports.kept_sheets import RowKind
from records.imports.verdicts import LEFT, OTHER, PUBLISHED, SAME, SheetCheck, owner_of, versions_of
from tests.records.bookshelf.models import Author, Chapter
from tests.records.factories import AuthorFactory, BookFactory, ChapterFactory, TagFactory
from tests.records.imports.shelf_sheets import AUTHOR_SHEET, BOOK_SHEET, CHAPTER_SHEET

pytestmark = pytest.mark.django_db


def free(record):
    """Let every record be changed."""
    return ""


def check(*rows, sheet=AUTHOR_SHEET, guard=free, answers=(), **changes):
    """Return the verdicts of rows ({column: text}), from line 2; `answers`: {line: answer}; `changes`: of the table."""
    sheet = replace(sheet, table=replace(sheet.table, **changes))
    columns = {name: name for name in [*sheet.names, "adresse"]}
    checking = SheetCheck(sheet, columns, today=dt.date(2026, 3, 2), guard=guard)
    return list(checking.check([(line, row, dict(answers).get(line, "")) for line, row in enumerate(rows, start=2)]))


def kinds(verdicts):
    """Return the kind of each verdict."""
    return [verdict.kind for verdict in verdicts]


def test_a_row_that_nobody_recorded_is_new():
    (verdict,) = check({"name_fr": "Anne Élie", "country": "Belgique", "born": "mai 1979", "biography_fr": ""})
    assert (verdict.kind, verdict.faults, verdict.target, verdict.label) == (RowKind.NEW, [], None, "Anne Élie")
    assert verdict.changes == [["Nom", "", "Anne Élie"], ["Pays", "", "Belgique"], ["Naissance", "", "1979-05"]]
    assert (verdict.row.values["born_precision"], verdict.version) == ("mois", "")


def test_a_row_tells_what_it_changes_of_its_record():
    author = AuthorFactory(record_id="A1", name="Anne Élie", country="BE", biography="Née ici.")
    (verdict,) = check({"author_id": "A1", "country": "fr", "biography_fr": "", "name_fr": "Anne Élie"})
    assert (verdict.kind, verdict.target, verdict.label) == (RowKind.CHANGED, author.pk, "Anne Élie")
    assert verdict.changes == [["Pays", "Belgique", "France"], ["Biographie", "Née ici.", ""]]
    assert verdict.version == str(author.history.latest().history_id)


def test_what_a_row_does_not_say_is_not_changed():
    author = AuthorFactory(country="BE", biography="Née ici.")
    (verdict,) = check({"adresse": author.slug, "country": "BE"})
    assert (verdict.kind, verdict.changes, verdict.changed) == (RowKind.UNCHANGED, [], [])


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"country": "BE"}, "name_fr"),  # an obligatory cell that is not there
        ({"name_fr": "Anne", "country": "Frankreich"}, "country"),
        ({"name_fr": "Anne", "born": "3/11/1979"}, "born"),
        ({"name_fr": "Anne", "name_en": "#REF!"}, "name_en"),
        ({"name_fr": "A" * 201}, "name_fr"),
        ({"name_fr": "Anne", "born": "1750"}, "born"),  # a rule of the model
        ({"name_en": "Anne"}, "name_en"),  # a translation of nothing
        ({"name_fr": "Anne", "adresse": "perdue"}, "adresse"),
    ],
)
def test_a_row_with_a_fault_is_refused_at_its_column(row, column):
    (verdict,) = check(row)
    assert verdict.kind == RowKind.REFUSED
    assert column in [place for place, _reason in verdict.faults]
    assert (verdict.changes, verdict.alike, verdict.described) == ([], [], None)


def test_a_row_without_a_name_is_called_by_the_first_thing_it_says():
    assert [verdict.label for verdict in check({"name_en": "Anne"}, {"country": "BE"}, {})] == ["Anne", "BE", ""]


def test_a_rule_of_the_model_is_told_in_its_words():
    (verdict,) = check({"name_fr": "Anne", "born": "1750"})
    assert verdict.faults == [["born", "Une date se situe entre 1800 et 2100."]]


def test_one_cell_is_refused_for_one_reason():
    (verdict,) = check({"name_fr": "#REF!", "country": "??"})
    assert [place for place, _reason in verdict.faults] == ["name_fr", "country"]


def test_what_is_wrong_in_a_record_already_refuses_no_other_change():
    author = AuthorFactory(country="BE")
    Author.objects.update(name="")
    assert kinds(check({"adresse": author.slug, "country": "FR"})) == [RowKind.CHANGED]
    assert kinds(check({"adresse": author.slug, "name_fr": "", "country": "FR"})) == [RowKind.CHANGED]


def test_a_record_is_named_by_one_row():
    AuthorFactory(record_id="A1", country="BE")
    told = "la même fiche est déjà à la ligne 2"
    verdicts = check(*[{"author_id": "A1", "country": "FR"}] * 3)
    assert kinds(verdicts) == [RowKind.CHANGED, RowKind.REFUSED, RowKind.REFUSED]
    assert [verdict.faults for verdict in verdicts[1:]] == [[["author_id", told]]] * 2


def test_a_new_identifier_is_used_once():
    verdicts = check({"author_id": "A9", "name_fr": "Un"}, {"author_id": "A9", "name_fr": "Deux"}, {"name_fr": "Trois"})
    assert kinds(verdicts) == [RowKind.NEW, RowKind.REFUSED, RowKind.NEW]


def test_a_refused_row_does_not_keep_the_next_from_its_record():
    AuthorFactory(record_id="A1")
    verdicts = check({"author_id": "A1", "country": "??"}, {"author_id": "A1", "country": "FR"})
    assert kinds(verdicts) == [RowKind.REFUSED, RowKind.CHANGED]


def test_a_record_that_may_not_be_changed_says_why():
    author = AuthorFactory(country="BE")
    verdicts = check(
        {"adresse": author.slug, "country": "FR"},
        {"adresse": author.slug, "country": "BE"},
        guard=lambda record: f"{record.country} ne se change pas",
    )
    assert verdicts[0].faults == [["ligne", "BE ne se change pas"]]
    assert verdicts[1].kind == RowKind.UNCHANGED  # nothing to keep from


def test_a_row_that_may_be_there_already_waits_for_an_answer():
    author = AuthorFactory(name="Anne Élie", country="BE")
    (verdict,) = check({"name_fr": "ANNE ELIE", "country": "BE"})
    assert verdict.kind == RowKind.DOUBTFUL
    assert [name for name, _words in verdict.alike] == [str(author.pk)]


def test_rows_of_the_file_are_compared_with_one_another():
    row = {"name_fr": "Anne Élie", "country": "BE"}
    verdicts = check(row, row, {**row, "country": "FR"})
    assert kinds(verdicts) == [RowKind.NEW, RowKind.DOUBTFUL, RowKind.NEW]
    assert verdicts[1].alike == [
        ["L2", "dit la même chose que «\u00a0Anne Élie (ligne 2)\u00a0» (même nom, même pays)"]
    ]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (OTHER, RowKind.NEW),
        (LEFT, RowKind.LEFT),
        (f"{SAME}L2", RowKind.LEFT),  # the same as another row
        ("", RowKind.DOUBTFUL),
        ("peut-être", RowKind.DOUBTFUL),
        (f"{SAME}x", RowKind.NEW),
    ],
)
def test_an_answer_is_followed(answer, kind):
    AuthorFactory(name="Anne Élie", country="BE")
    assert kinds(check({"name_fr": "Anne Elie", "country": "BE"}, answers={2: answer})) == [kind]


def test_a_number_alone_says_of_no_record_that_it_is_the_row():
    author = AuthorFactory(name="Anne Élie", country="BE")
    (verdict,) = check({"name_fr": "Anne Elie", "country": "BE"}, answers={2: f"{author.pk}"})
    assert (verdict.kind, verdict.target) == (RowKind.DOUBTFUL, None)


def test_a_row_said_to_be_a_record_changes_it_and_keeps_its_name():
    author = AuthorFactory(name="Anne Élie", country="BE")
    row = {"name_fr": "ANNE ELIE", "country": "BE", "born": "1979"}
    (verdict,) = check(row, answers={2: f"{SAME}{author.pk}"})
    assert (verdict.kind, verdict.target) == (RowKind.CHANGED, author.pk)
    assert verdict.changed == ["born"]


def test_a_record_that_becomes_like_another_is_doubted_and_one_that_stays_is_not():
    other, author = AuthorFactory(name="Anne Élie", country="FR"), AuthorFactory(name="Anne Élie", country="BE")
    becomes, stays = {"adresse": author.slug, "country": "FR"}, {"adresse": other.slug, "born": "1979"}
    verdicts = check(becomes, stays)
    assert kinds(verdicts) == [RowKind.DOUBTFUL, RowKind.CHANGED]
    assert [name for name, _words in verdicts[0].alike] == [str(other.pk)]


def test_what_a_table_doubts_waits_for_an_answer_too():
    doubts = [lambda rows, earlier: [(row, "name_fr", f"{row.values['name']}?") for row in rows]]
    for answer, kind in (("", RowKind.DOUBTFUL), (OTHER, RowKind.NEW)):
        (verdict,) = check({"name_fr": "Anne"}, doubts=doubts, answers={2: answer})
        assert (verdict.kind, verdict.doubts) == (kind, ["Anne?"])


def test_the_rules_of_a_table_are_asked_of_what_a_row_changes():
    rules = [lambda row: [("name_fr", f"le {row.today}")]]
    author = AuthorFactory(country="BE")
    new, unread, changed, same = check(
        {"name_fr": "Anne"},
        {"name_fr": "#REF!"},
        {"adresse": author.slug, "country": "FR"},
        {"adresse": AuthorFactory(country="BE").slug, "country": "BE"},
        rules=rules,
    )
    assert new.faults == changed.faults == [["name_fr", "le 2026-03-02"]]
    assert same.kind == RowKind.UNCHANGED
    assert unread.faults == [["name_fr", str(faults.FORMULA_FAILED)]]  # nothing is known of what it says


def test_relations_and_parts_are_compared_as_they_are_said():
    tags = [TagFactory(name=name) for name in ("Neige", "Nord")]
    book = BookFactory(title="L’hiver")
    book.tags.set(tags)
    ChapterFactory(book=book, position=1, text="Le froid", text_en="Cold")
    said = {"adresse": book.slug, "tag_ids": "Nord; Neige", "chapters_fr": "Le froid"}
    same, changed = check(said, sheet=BOOK_SHEET), check({**said, "chapters_fr": "Le gel"}, sheet=BOOK_SHEET)
    assert kinds(same) == [RowKind.UNCHANGED]  # whatever the order of the words
    assert changed[0].changes == [["Texte", "Le froid", "Le gel"]]


CHAPTER = {"book_id": "L1", "rank": "1", "text_fr": "Le froid", "price": "12,50", "free": "non"}


@pytest.mark.parametrize(
    ("is_online", "cells", "told"),
    [
        (True, {"price": "13"}, [["price", str(PUBLISHED)]]),
        (True, {"text_fr": "Le gel"}, []),
        (False, {"price": "13"}, []),
    ],
)
def test_what_is_final_is_changed_in_the_form(is_online, cells, told):
    ChapterFactory.create_batch(2)
    book = BookFactory(record_id="L1", published=is_online)
    ChapterFactory(book=book, record_id="H1", position=1, text="Le froid", price=Decimal("12.50"))
    (verdict,) = check({"chapter_id": "H1"} | cells, sheet=CHAPTER_SHEET)
    assert verdict.faults == told
    assert verdict.version == str(book.history.latest().history_id)  # of the book, whose form holds the chapter


def test_a_new_part_asks_whether_its_owner_may_be_changed():
    BookFactory(title="Un autre")
    BookFactory(record_id="L1", title="L’hiver")
    row = CHAPTER | {"free": "oui"}
    assert kinds(check(row, sheet=CHAPTER_SHEET)) == [RowKind.NEW]
    (verdict,) = check(row, sheet=CHAPTER_SHEET, guard=lambda record: f"{record} est en ligne")
    assert verdict.faults == [["ligne", "L’hiver est en ligne"]]


def test_a_new_part_of_nobody_knows_what_is_refused_for_that():
    (verdict,) = check(CHAPTER | {"book_id": "", "free": "oui"}, sheet=CHAPTER_SHEET, guard=lambda record: "fermé")
    assert verdict.faults == [["book_id", faults.VALUE_MISSING]]


def test_the_record_whose_form_holds_a_row_is_itself_or_its_owner():
    chapter = Chapter(book=BookFactory())
    assert owner_of(CHAPTER_SHEET, chapter) == chapter.book
    assert owner_of(BOOK_SHEET, chapter.book) == chapter.book


def test_the_version_of_a_record_is_the_last_row_of_its_history():
    author, other = AuthorFactory(), AuthorFactory()
    author.save()
    last = {row.pk: str(row.history.latest("history_id").history_id) for row in (author, other)}
    assert versions_of(Author, [author.pk, other.pk, 0]) == last
    assert versions_of(Author, []) == {}


@pytest.mark.parametrize(
    ("kind", "is_remembered", "is_compared"),
    [
        (RowKind.NEW, True, True),
        (RowKind.DOUBTFUL, True, True),
        (RowKind.CHANGED, True, False),
        (RowKind.UNCHANGED, True, False),
        (RowKind.REFUSED, False, False),
        (RowKind.LEFT, False, False),
    ],
)
def test_rows_checked_on_another_page_are_remembered_by_their_kind(kind, is_remembered, is_compared):
    checking = SheetCheck(AUTHOR_SHEET, {}, today=dt.date(2026, 3, 2), guard=free)
    checking.remember_row(kind, 7, "=A9", "Anne", "anne\x1fbe")
    checking.remember_row(kind, 8, "=A9", "Anne", None)
    assert checking.lines == ({"=A9": 7} if is_remembered else {})
    assert [name for name, _words in checking.likeness.like("anne\x1fbe")] == (["L7"] if is_compared else [])
    assert checking.likeness.like(None) == []  # what says too little is compared with nothing


def test_checking_costs_no_more_for_ten_rows_than_for_two(django_assert_max_num_queries):
    authors = AuthorFactory.create_batch(10, country="BE")
    rows = [{"adresse": author.slug, "country": "FR"} for author in authors]
    with django_assert_max_num_queries(5):  # names, likeness, records, their sources, their versions
        assert kinds(check(*rows)) == [RowKind.CHANGED] * 10
