"""The page of a record in two parts, and tables whose rows become cards."""

import pytest
from django.template import engines

from records.templatetags.sections import headings_of
from records.templatetags.tables import label_cells

HEAD = "<table><thead><tr><th scope='col'>Nature</th><th class='amount'>Mon<b>tant</b> \"net\"</th></tr></thead>"


def drawn(template):
    return engines["django"].from_string(template).render()


def test_the_menu_names_the_sections_and_not_what_is_in_brief():
    html = drawn(
        '{% sectioned %}<h2 id="brief">En bref</h2>{% sections %}'
        '<section><h2 id="who">\n Qui <em>paie</em> &amp; part</h2></section><h2>Sans nom</h2>'
        '<section><h2 id="why">Pourquoi</h2></section>{% endsectioned %}'
    )
    assert html.count("<nav") == 1
    assert '<a href="#who">Qui paie &amp; part</a>' in html
    assert '<a href="#why">Pourquoi</a>' in html
    assert "#brief" not in html
    assert html.index("En bref</h2>") < html.index('<h2 id="who">')


@pytest.mark.parametrize("sections", ["", '<h2 id="who">Qui</h2>'])
def test_a_page_with_one_section_needs_no_menu(sections):
    assert "<nav" not in drawn("{% sectioned %}{% sections %}" + sections + "{% endsectioned %}")


def test_sections_are_told_in_their_order():
    assert [each.key for each in headings_of('<h2 id="b">B</h2><h3 id="c">C</h3><h2 id="a">A</h2>')] == ["b", "a"]


def test_each_cell_says_the_heading_of_its_column():
    rows = '<tr id="x"><th scope="row">Repas</th><td class="amount">12</td></tr>' * 2
    html = label_cells(f"{HEAD}<tbody>{rows}</tbody></table>")
    assert html.count('<td data-label="Montant &quot;net&quot;" class="amount">12</td>') == 2
    assert html.count("data-label") == 2


def test_a_drawing_in_a_heading_is_no_word_and_a_table_without_head_is_left_alone():
    head = "<thead><tr><th><i>Durée</i><svg><text>2020</text></svg></th></tr></thead>"
    assert 'data-label="Durée"' in label_cells(f"{head}<tbody><tr><td>x</td></tr></tbody>")
    bare = "<table><tbody><tr><td>x</td></tr></tbody></table>"
    assert label_cells(bare) == bare


def test_headings_over_several_columns_and_rows_are_said_of_each():
    head = (
        '<thead><tr><th rowspan="2">Année</th><th colspan="2">Missions</th></tr>'
        "<tr><th>Autorisé</th><th>Déclaré</th></tr></thead>"
    )
    row = "<tr><th>2022</th><td>1</td><td>2</td></tr>"
    html = label_cells(
        f'{head}<tbody>{row}<tr><th>2023</th><td colspan="2">inconnu</td></tr></tbody><tfoot>{row}</tfoot>'
    )
    assert html.count('<td data-label="Missions – Autorisé">1</td>') == 2
    assert html.count('<td data-label="Missions – Déclaré">2</td>') == 2
    assert '<td data-label="Missions – Autorisé, Missions – Déclaré" colspan="2">inconnu</td>' in html


def test_a_cell_over_several_rows_moves_no_heading():
    head = "<thead><tr><th>Pays</th><th>Année</th><th>Missions</th></tr></thead>"
    rows = '<tr><th rowspan="2">France</th><th>2024</th><td>1</td></tr><tr><th>2023</th><td>2</td></tr>'
    html = label_cells(f"{head}<tbody>{rows}</tbody><tbody>{rows}</tbody>")
    assert html.count('<td data-label="Missions">') == 4
