"""What a proposal says, in words: its fields, its rows, what is new since a comment, what is in conflict."""

import pytest
from django import forms

from records.admin.proposal_words import ChangesInWords, words_of
from records.admin.proposed_changes import Conflict
from records.admin.typed_fields import AmountField, DayField, LinesField
from tests.records.admin.library import chapters_of
from tests.records.bookshelf.models import Book, Tag
from tests.records.factories import BookFactory, ChapterFactory, TagFactory

GROUPED = [("", "-"), ("Textes", [("roman", "Roman"), ("essai", "Essai")]), ("carte", "Carte")]


class BookWords(forms.Form):
    """A field of each sort that a proposal changes."""

    title = forms.CharField(label="titre")
    summary = LinesField(label="résumé", widget=forms.Textarea)
    pages = forms.IntegerField(label="pages")
    unnamed = forms.CharField(label="")


def words(changes, former=None, formsets=()):
    """Return changes in words, compared with the `former` ones."""
    return ChangesInWords(BookWords(), formsets, changes, former)


def fields_of(changes, former=None):
    """Return (label, before, after, whether it is new since a comment) of the fields that change (a list)."""
    return [
        (each.label, each.before, each.after, each.is_recent)
        for section in words(changes, former).sections()
        for each in section.fields
    ]


@pytest.mark.parametrize(
    ("known", "value", "said"),
    [
        (forms.CharField(), "Lyon", "Lyon"),
        (forms.CharField(), "", ""),
        (forms.CharField(), None, ""),
        (None, "Lyon", "Lyon"),  # a field that the form no longer has
        (None, ["a", "b"], "a b"),
        (None, True, "oui"),
        (forms.BooleanField(), True, "oui"),
        (forms.BooleanField(), False, "non"),
        (forms.MultipleChoiceField(), [], ""),
        (forms.ChoiceField(choices=GROUPED), "essai", "Essai"),  # in a group
        (forms.ChoiceField(choices=GROUPED), "carte", "Carte"),
        (forms.ChoiceField(choices=GROUPED), "disque", "disque"),  # a choice that is none by now
        (forms.MultipleChoiceField(choices=GROUPED), ["carte", "roman"], "Carte, Roman"),
        (forms.ChoiceField(choices=[(1, "Un")]), "1", "Un"),  # a choice that is no text
        (DayField(), "2026-03-01", "1er\u00a0mars 2026"),
        (DayField(), "1er mars 2026", "1er\u00a0mars 2026"),
        (DayField(), "jadis", "jadis"),  # what is not read is told as it was typed
        (AmountField(decimal_places=2), "12979,50", "12\u00a0979,50"),
        (AmountField(decimal_places=2), "12979", "12\u00a0979"),
        (forms.IntegerField(), "2026", "2026"),  # a number that may be a year is not cut in thousands
        (LinesField(), "un\r\ndeux", "un\ndeux"),
        (forms.SplitDateTimeField(), ["2026-03-01", "14:30"], "2026-03-01 14:30"),
    ],
)
def test_a_field_says_what_it_sends(known, value, said):
    assert words_of(known, value) == said


def test_a_field_that_tells_its_own_words_is_believed():
    known = forms.CharField()
    known.told = lambda value: f"« {value} »"
    assert [words_of(known, value) for value in ("Lyon", "", None)] == ["« Lyon »", "«  »", "«  »"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "several", "sent", "said"),
    [
        ("Atlas", False, "{key}", "Atlas"),
        ("Atlas", True, ["{key}"], "Atlas"),
        ("Atlas", True, ["{key}", "999"], "Atlas"),  # what is gone is left out beside what is there
        ("Atlas", False, "999", "999"),  # alone, its key is all there is to tell
        ("Atlas", True, ["998", "999"], "998, 999"),
        ("Atlas", False, "abc", "abc"),
        ("Atlas", True, ["abc", "{key}"], "abc, {key}"),
    ],
)
def test_a_row_is_said_by_its_name(name, several, sent, said):
    key = str(TagFactory(name=name).pk)
    field = forms.ModelMultipleChoiceField if several else forms.ModelChoiceField
    typed = [each.format(key=key) for each in sent] if several else sent.format(key=key)
    assert words_of(field(Tag.objects.all()), typed) == said.format(key=key)


def test_a_choice_of_rows_without_rows_tells_keys():
    known = forms.ModelChoiceField(None)
    assert words_of(known, "12") == "12"


def test_the_fields_that_change_are_told_by_their_labels():
    changes = {"fields": {"title": ["Avant", "Après"], "unnamed": ["", "x"], "gone": ["1", ""]}}
    assert fields_of(changes) == [
        ("Titre", "Avant", "Après", False),
        ("unnamed", "", "x", False),  # without a label, its name
        ("gone", "1", "", False),  # a field that the form no longer has
    ]


@pytest.mark.parametrize(
    ("name", "before", "after", "is_cut"),
    [
        ("title", "Avant", "Avant la pluie", False),
        ("summary", "Avant", "Avant la pluie", True),  # a field of several lines
        ("title", "mot " * 15, "mot " * 16, True),  # longer than a line
        ("summary", "", "Avant la pluie", False),  # nothing to compare with
        ("gone", "Avant", "Avant la pluie", False),  # a field that the form no longer has
    ],
)
def test_long_texts_are_compared_word_by_word(name, before, after, is_cut):
    [section] = words({"fields": {name: [before, after]}}).sections()
    assert bool(section.fields[0].pieces) == is_cut


@pytest.mark.parametrize(
    ("former", "is_recent"),
    [
        (None, False),  # nobody has commented yet
        ({}, True),
        ({"fields": {}}, True),
        ({"fields": {"title": ["Avant", "Pendant"]}}, True),
        ({"fields": {"title": ["Ailleurs", "Après"]}}, False),  # what it would say is the same
    ],
)
def test_what_was_proposed_since_the_last_comment_is_told(former, is_recent):
    assert fields_of({"fields": {"title": ["Avant", "Après"]}}, former) == [("Titre", "Avant", "Après", is_recent)]


def test_changes_that_change_nothing_have_no_section():
    assert words({}).sections() == []
    assert words({"fields": {}, "parts": {"chapters": {}}}).sections() == []


def test_a_part_that_the_form_no_longer_has_is_told_by_its_own_name():
    part = {"rows": {"7": {"text": ["a", "b"]}}, "new": [{"text": "Suite"}], "gone": {"8": {"text": "Fin"}}}
    [section] = words({"parts": {"pictures": part}}).sections()
    told = [
        (row.sort, row.title, [(each.label, each.before, each.after) for each in row.fields]) for row in section.rows
    ]
    assert section.title == "pictures"
    assert told == [
        ("~", "ligne supprimée depuis", [("text", "a", "b")]),
        ("+", "", [("text", "", "Suite")]),
        ("-", "", [("text", "Fin", "")]),
    ]


@pytest.fixture
def book(db):
    """A book of two chapters."""
    book = BookFactory()
    ChapterFactory(book=book, position=1, text="Début")
    ChapterFactory(book=book, position=2, text="Fin " * 40)
    return book


def test_the_rows_of_a_part_are_told_by_their_names_as_they_are_stored(book):
    first, second = book.chapters.all()
    part = {
        "rows": {str(first.pk): {"text": ["Début", "Prologue"], "is_free": [False, True]}},
        "new": [{"text": "Suite", "price": "12979,50", "text_en": "", "is_free": False}],
        "gone": {str(second.pk): {"text": "Fin", "price": ""}},
    }
    [section] = words({"parts": {"chapters": part}}, formsets=[chapters_of(book)]).sections()
    changed, added, removed = section.rows
    assert (section.title, changed.title, added.title) == ("Chapitres", "Début", "")
    assert (len(removed.title), removed.title[-1]) == (80, "…")
    assert [(each.label, each.before, each.after) for each in changed.fields] == [
        ("Texte", "Début", "Prologue"),
        ("Gratuit", "non", "oui"),
    ]
    # What says nothing of a row that comes or goes is left out.
    assert [(each.label, each.after) for each in added.fields] == [("Texte", "Suite"), ("Prix", "12\u00a0979,50")]
    assert [(each.label, each.before) for each in removed.fields] == [("Texte", "Fin")]


def test_the_rows_proposed_since_the_last_comment_are_told(book):
    first, second = (str(each.pk) for each in book.chapters.all())
    former = {"rows": {first: {"text": ["a", "b"]}}, "new": [{"text": "Suite"}], "gone": {}}
    rows = {first: {"text": ["a", "b"], "price": ["", "3"]}}
    now = {"rows": rows, "new": [{"text": "Suite"}, {"text": "Annexe"}], "gone": {second: {"text": "c"}}}
    found = words({"parts": {"chapters": now}}, {"parts": {"chapters": former}}, [chapters_of(book)])
    [section] = found.sections()
    assert [each.is_recent for each in section.rows[0].fields] == [False, True]
    assert [row.is_recent for row in section.rows[1:]] == [False, True, True]


def test_the_rows_of_a_record_that_is_gone_have_no_names():
    assert words({}, formsets=[chapters_of(Book())]).titles("chapters") == {}
    assert words({}).titles("chapters") == {}


@pytest.mark.parametrize(
    ("now", "names"),
    [
        ({"fields": {"title": ["a", "b"], "pages": ["1", "2"], "unnamed": ["1", "3"]}}, []),
        ({"fields": {"pages": ["1", "3"], "unnamed": ["1", "2"]}}, ["titre"]),
        ({}, ["titre", "pages", "unnamed"]),
    ],
)
def test_the_fields_that_are_proposed_no_more_are_told(now, names):
    former = {"fields": {"title": ["a", "b"], "pages": ["1", "2"], "unnamed": ["1", "2"], "gone": ["1", "2"]}}
    assert words(now, former).no_longer_proposed() == names
    assert words(former).no_longer_proposed() == []


@pytest.mark.parametrize(
    ("now", "is_told"),
    [
        ({"rows": {"1": {}}, "gone": {"2": {}}, "new": [{"text": "a"}]}, False),
        ({"rows": {"1": {}, "3": {}}, "gone": {"2": {}}, "new": [{}, {}]}, False),  # more is not less
        ({"gone": {"2": {}}, "new": [{}]}, True),
        ({"rows": {"1": {}}, "new": [{}]}, True),
        ({"rows": {"1": {}}, "gone": {"2": {}}}, True),
        ({}, True),
    ],
)
def test_the_parts_of_which_a_row_is_proposed_no_more_are_told(now, is_told):
    former = {"parts": {"chapters": {"rows": {"1": {}}, "gone": {"2": {}}, "new": [{"text": "b"}]}}}
    found = words({"parts": {"chapters": now}}, former, [chapters_of(Book())])
    assert found.no_longer_proposed() == (["chapitres"] if is_told else [])
    assert words({}, former).no_longer_proposed() == []  # a part that the form no longer has


def test_a_conflict_about_a_field_tells_three_sides():
    assert words({}).conflicts([Conflict("", "", "title", "Avant", "Autre", "")]) == [("titre", "Avant", "Autre", "")]


def test_a_conflict_about_a_field_of_a_row_says_of_which_part():
    conflict = Conflict("chapters", "1", "price", "3", "12979", "")
    told = words({}, formsets=[chapters_of(Book())]).conflicts([conflict])
    assert told == [("Chapitre – Prix", "3", "12\u00a0979", "")]


@pytest.mark.parametrize(
    ("theirs", "mine", "sides"),
    [
        (None, {"text": "Prologue", "is_free": True}, [("ligne supprimée", "Prologue"), ("ligne supprimée", "oui")]),
        ({"text": "Ouverture"}, None, [("Ouverture", "ligne supprimée"), ("", "ligne supprimée")]),
    ],
)
def test_a_conflict_about_a_row_is_told_field_by_field(theirs, mine, sides):
    conflict = Conflict("chapters", "1", "", {"text": "Début", "is_free": False}, theirs, mine)
    told = words({}, formsets=[chapters_of(Book())]).conflicts([conflict])
    assert [each.label for each in told] == ["Chapitre – Texte", "Chapitre – Gratuit"]
    assert [each.before for each in told] == ["Début", "non"]
    assert [(each.theirs, each.mine) for each in told] == sides
