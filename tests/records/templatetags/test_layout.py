"""Where the rows of a table are cards, what each cell says; what the menu of a page names; libraries loaded late."""

import sys

import pytest
from django.template import TemplateSyntaxError, engines
from django.utils.safestring import SafeString

from records.late import _Late
from records.templatetags.sections import Heading, headings_of
from records.templatetags.tables import label_cells


def table(head, *rows, part="tbody"):
    """Return a table of rows, each the HTML of its cells."""
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table><thead>{head}</thead><{part}>{body}</{part}></table>"


def labels(html):
    """Return what each data cell of a labelled table says of its column, in order; None where it says nothing."""
    return [
        cell.partition(">")[0].partition('data-label="')[2].partition('"')[0] or None
        for cell in label_cells(html).split("<td")[1:]
    ]


PLAIN = "<tr><th>Pays</th><th>Année</th><th>Montant</th></tr>"
GROUPED = (
    '<tr><th rowspan="2">Pays</th><th colspan="2">Missions</th><th rowspan="2">Total</th></tr>'
    "<tr><th>tenues</th><th>déclinées</th></tr>"
)
DEEP = (
    '<tr><th rowspan="3">Pays</th><th colspan="3">Tout</th></tr>'
    '<tr><th colspan="2">Missions</th><th rowspan="2">Ententes</th></tr>'
    "<tr><th>tenues</th><th>déclinées</th></tr>"
)


@pytest.mark.parametrize(
    ("head", "row", "said"),
    [
        (PLAIN, "<td>BE</td><td>2024</td><td>5</td>", ["Pays", "Année", "Montant"]),
        (PLAIN, "<th>BE</th><td>2024</td><td>5</td>", ["Année", "Montant"]),
        (PLAIN, '<td colspan="3">inconnu</td>', ["Pays, Année, Montant"]),
        (PLAIN, '<td colspan="2">inconnu</td><td>5</td>', ["Pays, Année", "Montant"]),
        (PLAIN, "<td>BE</td>", ["Pays"]),  # a row cut short
        (PLAIN, "<td>1</td><td>2</td><td>3</td><td>4</td>", ["Pays", "Année", "Montant", None]),
        (PLAIN, '<td colspan="9">tout</td>', ["Pays, Année, Montant"]),
        ("<tr><th></th><th>Année</th></tr>", "<td>x</td><td>y</td>", [None, "Année"]),
        (GROUPED, "<th>BE</th><td>1</td><td>2</td><td>3</td>", ["Missions – tenues", "Missions – déclinées", "Total"]),
        (
            DEEP,
            "<th>BE</th><td>1</td><td>2</td><td>3</td>",
            ["Tout – Missions – tenues", "Tout – Missions – déclinées", "Tout – Ententes"],
        ),
        ("<tr><th>A</th></tr><tr><th>A</th></tr>", "<td>x</td>", ["A"]),  # said once
    ],
)
def test_a_cell_says_the_headings_of_its_columns(head, row, said):
    assert labels(table(head, row)) == said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (('<td rowspan="2">BE</td><td>1</td><td>2</td>', "<td>3</td><td>4</td>"), ["Pays", "Année", "Montant"]),
        (('<td>BE</td><td rowspan="2">1</td><td>2</td>', "<td>FR</td><td>4</td>"), ["Pays", "Année", "Montant"]),
        (('<th>BE</th><td>1</td><td rowspan="2">2</td>', "<th>FR</th><td>4</td>"), ["Année", "Montant"]),
    ],
)
def test_a_cell_that_goes_down_leaves_the_others_their_columns(rows, said):
    html = table(PLAIN, *rows, "<td>x</td><td>y</td><td>z</td>")
    found = labels(html)
    assert found[: len(said)] == said
    assert found[-3:] == ["Pays", "Année", "Montant"]  # the third row has all its columns again


def test_a_cell_that_goes_down_and_across_covers_both_columns():
    html = table(PLAIN, '<td rowspan="3" colspan="2">x</td><td>1</td>', "<td>2</td>", "<td>3</td>", "<td>y</td>")
    assert labels(html) == ["Pays, Année", "Montant", "Montant", "Montant", "Pays"]


def test_the_foot_is_labelled_and_each_body_begins_anew():
    html = table(PLAIN, "<td>Total</td><td>2</td><td>3</td>", part="tfoot")
    assert labels(html) == ["Pays", "Année", "Montant"]


def test_a_cell_keeps_its_attributes_and_what_it_holds():
    html = label_cells(table(PLAIN, '<td class="amount" id="x"><a href="/y/">5 &amp; <b>6</b></a></td>'))
    assert '<td data-label="Pays" class="amount" id="x"><a href="/y/">5 &amp; <b>6</b></a></td>' in html
    assert isinstance(html, SafeString)


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("  Coût\n  total ", "Coût total"),
        ("L&#x27;eau &amp; l&lt;air", "L&#x27;eau &amp; l&lt;air"),  # escaped already
        ('dit "net"', "dit &quot;net&quot;"),
        ('<a href="?tri=pays">Pays</a>', "Pays"),
        ('<svg viewBox="0 0 1 1"><title>flèche</title></svg> Pays <svg><use/></svg>', "Pays"),
        ("Pa<wbr>ys", "Pays"),
    ],
)
def test_a_heading_is_said_in_its_words_alone(heading, said):
    assert f'<td data-label="{said}">' in label_cells(table(f"<tr><th scope='col'>{heading}</th></tr>", "<td>x</td>"))


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>Rien.</p>",
        "<table><tbody><tr><td>x</td></tr></tbody></table>",
        "<table><thead><tr><th>Pays</th></tr></thead></table>",
        "<table><thead></thead><tbody><tr><td>x</td></tr></tbody></table>",
    ],
)
def test_what_has_no_heading_or_no_row_is_left_alone(html):
    assert label_cells(html) == html


def test_a_table_in_a_template_is_labelled_and_must_be_closed():
    django = engines["django"]
    source = "{% carded %}" + table("<tr><th>{{ word }}</th></tr>", "<td>{{ word }}</td>") + "{% endcarded %}"
    assert '<td data-label="&lt;b&gt;">&lt;b&gt;</td>' in django.from_string(source).render({"word": "<b>"})
    with pytest.raises(TemplateSyntaxError, match="carded"):
        django.from_string("{% carded %}<table></table>")


@pytest.mark.parametrize(
    ("html", "headings"),
    [
        ("", []),
        ('<h2 id="a">Un</h2><h2 id="b">Deux</h2>', [("a", "Un"), ("b", "Deux")]),
        ('<h2 id="a-b_1">\n Un <em>mot</em>\n</h2>', [("a-b_1", "Un mot")]),
        ('<h2 id="a">L&#x27;eau &amp; &lt;b&gt;</h2>', [("a", "L&#x27;eau &amp; &lt;b&gt;")]),
        ("<h2>Sans nom</h2>", []),
        ('<h2 class="x" id="a">Un</h2>', []),  # a heading that the menu leaves out
        ('<h3 id="a">Trois</h3>', []),
        ('<h2 id="a b">Deux mots</h2>', []),
    ],
)
def test_the_menu_names_the_headings_of_the_second_level_that_have_a_name(html, headings):
    found = headings_of(html)
    assert found == [Heading(key, words) for key, words in headings]
    assert all(isinstance(each.words, SafeString) for each in found)


@pytest.mark.parametrize(
    "source", ["{% sectioned %}a", "{% sectioned %}a{% sections %}b", "{% sectioned %}a{% endsectioned %}"]
)
def test_a_page_in_two_parts_has_both(source):
    with pytest.raises(TemplateSyntaxError):
        engines["django"].from_string(source)


def test_a_library_loaded_late_is_loaded_when_something_of_it_is_asked_for(monkeypatch):
    monkeypatch.delitem(sys.modules, "wsgiref.simple_server", raising=False)
    late = _Late("wsgiref.simple_server")
    assert "wsgiref.simple_server" not in sys.modules
    assert late.WSGIServer is sys.modules["wsgiref.simple_server"].WSGIServer


def test_what_a_late_library_lacks_is_said_to_be_lacking():
    with pytest.raises(AttributeError, match="nothing_of_it"):
        _ = _Late("json").nothing_of_it
    with pytest.raises(ModuleNotFoundError, match="no_such_library"):
        _ = _Late("no_such_library").anything
