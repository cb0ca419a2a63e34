"""How an axis is drawn: its form, the motif made of it, its name beside them."""

import pytest
from django.utils.translation import override

from axes.forms import CommitmentField
from axes.models import Axis, Commitment
from axes.templatetags.marks import FORMS, MOTIF_SIZE, axis_icon, axis_mark, axis_motif, form_of


def axis(slug="rayonner", **values):
    """Return an axis of this address, not saved."""
    return Axis(slug=slug, **{"name": "Québec rayonne", "short_label": "L'axe", **values})


@pytest.mark.parametrize(
    ("slug", "form"),
    [
        ("rayonner", "rayonner"),
        ("apprendre", "apprendre"),
        ("attirer", "attirer"),
        ("autre", "other"),
        ("", "other"),
        ("rayonner-2", "other"),
        ('"><script>', "other"),
    ],
)
def test_an_axis_without_a_form_of_its_own_has_a_plain_one(slug, form):
    assert form_of(axis(slug)) == form
    assert axis_icon(axis(slug)) == (
        '<svg class="axis-icon" aria-hidden="true" width="24" height="24">'
        f'<use href="/static/img/axes.svg#{form}"/></svg>'
    )


@pytest.mark.parametrize("drawing", ["axes.svg", "motifs.svg"])
def test_every_form_is_in_the_drawings(drawing, settings):
    text = (settings.BASE_DIR / "static/img" / drawing).read_text(encoding="utf-8")
    assert [form for form in (*FORMS, "other") if f'id="{form}"' not in text] == []


def test_a_motif_repeats_the_form_in_three_strengths_that_never_touch_their_like():
    html = axis_motif(axis("apprendre"))
    columns, rows = MOTIF_SIZE
    assert html.count('<use href="/static/img/motifs.svg#apprendre"') == columns * rows
    strengths = [part[0] for part in html.split('class="motif-')[1:]]
    assert strengths == ["0", "1", "2", "1", "2", "0"]
    places = [(part.split('"')[0], part.split('y="')[1].split('"')[0]) for part in html.split(' x="')[1:]]
    assert places == [("0", "0"), ("80", "0"), ("160", "0"), ("0", "80"), ("80", "80"), ("160", "80")]
    assert html.startswith(
        '<svg class="motif" data-axis="apprendre" viewBox="0 0 240 160" aria-hidden="true" focusable="false">'
    )


@pytest.mark.parametrize(
    ("language", "name", "said"),
    [
        ("fr-ca", "short_label", "L’axe"),
        ("fr-ca", "name", "Québec rayonne"),
        ("en", "short_label", '<span lang="fr-CA">L’axe</span>'),
        ("en", "name", "Québec &lt;shines&gt;"),
    ],
)
def test_an_axis_is_shown_by_its_form_and_its_name(language, name, said):
    with override(language):
        html = axis_mark(axis(name_en="Québec <shines>"), name)
    assert html.startswith('<span class="axis-mark" data-axis="rayonner"><svg class="axis-icon"')
    assert html.endswith(f"</svg>{said}</span>")


def test_its_short_name_is_shown_unless_another_is_asked_for():
    assert axis_mark(axis()).endswith("</svg>L’axe</span>")


def test_nothing_breaks_out_of_a_mark():
    html = axis_mark(axis('"><script>', short_label="<script>")) + axis_motif(axis('"><script>'))
    assert "<script" not in html


def test_a_commitment_is_offered_with_the_axis_it_is_made_under():
    field = CommitmentField(Commitment.objects.none())
    assert field.label_from_instance(Commitment(axis=axis(), text="Ouvrir.")) == "Québec rayonne – Ouvrir."
