"""The lines of a form of the bureau are those the library draws: hidden, only read, refused, helped, alone or not."""

from pathlib import Path

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import Fieldset
from django.template import engines
from django.utils.safestring import SafeString

from records.templatetags.form_lines import drawn_cells, drawn_lines
from tests.client import as_shown
from tests.records.bookshelf.models import Tag

LIBRARY = Path(admin.__file__).parent / "templates/admin/includes/fieldset.html"
REFUSED = {"slug": "é è", "is_read": "on", "secret": "x" * 9}


class TagForm(forms.ModelForm):
    """A word to sort books under, with a box to check and a field that nobody sees."""

    secret = forms.CharField(widget=forms.HiddenInput, required=False, max_length=5, help_text="Caché.")
    is_read = forms.BooleanField(required=False, help_text="Oui ou <i>non</i>.")

    class Meta:
        model = Tag
        fields = ["name", "slug", "note"]
        help_texts = {"slug": "Sans <b>accents</b>."}


def fieldset(*lines, sent=None, read_only=()):
    """Return the Fieldset of a form, empty or as it was sent (a dict)."""
    form = TagForm(sent, instance=Tag(name="<Eau>", slug="eau"))
    return Fieldset(form, fields=lines, readonly_fields=read_only, model_admin=admin.ModelAdmin(Tag, admin.site))


@pytest.mark.parametrize(
    "lines",
    [
        ["name"],
        ["slug"],  # with help
        ["secret"],  # a line that nobody sees
        ["is_read"],
        [("name",)],
        [("name", "slug")],
        [("name", "secret")],  # one of them unseen
        [("is_read", "slug", "note")],
        ["name", ("slug", "note"), "secret"],
        [],
    ],
)
@pytest.mark.parametrize("sent", [None, REFUSED])
@pytest.mark.parametrize("read_only", [(), ("name",), ("name", "slug")])
def test_a_line_is_drawn_as_the_library_draws_it(lines, sent, read_only):
    source = LIBRARY.read_text(encoding="utf-8")
    theirs = (
        engines["django"].from_string(source).render({"fieldset": fieldset(*lines, sent=sent, read_only=read_only)})
    )
    drawn = as_shown(drawn_lines(fieldset(*lines, sent=sent, read_only=read_only)))
    whole = as_shown(theirs)
    assert drawn.strip() == whole[whole.index(">") + 1 : whole.rindex("</fieldset>")].strip()


def test_the_cells_of_a_row_have_no_label_and_tell_what_is_refused():
    html = drawn_cells(fieldset("name", ("slug", "secret"), "is_read", sent=REFUSED, read_only=["name"]))
    name, slug, secret, is_read = html.split("<td")[1:]
    assert "<label" not in html
    assert name == ' class="field-name">\n<p>&lt;Eau&gt;</p>\n</td>\n'
    assert slug.startswith(' class="field-slug">\n<ul class="errorlist"')
    assert 'value="é è"' in slug
    assert secret.startswith(' class="field-secret hidden">\n<ul class="errorlist"')
    assert is_read.startswith(' class="field-is_read">\n\n<input type="checkbox"')


def test_what_is_drawn_is_markup_and_what_is_typed_in_it_is_not():
    drawn = fieldset("slug", sent={"slug": '"><script>'})
    for html in (drawn_lines(drawn), drawn_cells(drawn)):
        assert isinstance(html, SafeString)
        assert "<script" not in html
        assert "&lt;script&gt;" in html


def test_a_form_without_a_line_draws_nothing():
    assert drawn_lines(fieldset()) == drawn_cells(fieldset()) == ""
