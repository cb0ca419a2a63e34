"""What was typed, given back under the words of the form that asked for it."""

from django.urls import Resolver404, resolve
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.public_forms.about import FROM
from portal.public_forms.forms import TOKEN
from records.publication.fields import link_of
from records.publication.typed_forms import VERSION, forms_asked_by
from records.words.keys import key_in

# Fields that say the version of the form or where it comes from, count rows and name them, or go with a list: nobody
# typed them, nor the row that waits to be copied.
UNTYPED = (VERSION, TOKEN, FROM, "id", "TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
OF_LISTS = ("action", "select_across", "index")
# Texts that go with a button, and the box that deletes a row, belong to no form; a half of a moment, to one field.
OURS = {"comment": _("Ce qui est à revoir"), "reason": _("Raison du refus"), "DELETE": _("Supprimer")}
HALVES = {"_0": _("date"), "_1": _("heure")}
OTHER_TEXT = _("Autre texte")


def rows_of_typing(typed, address):
    """Return pairs (words that name the field, text) of what is worth copying of what was typed (a list)."""
    parts = _labels_at(address)
    texts = [(name, value) for name, values in typed.items() for value in values if value.strip()]
    named = [(_words_of(name, parts), value) for name, value in texts]
    return [(words, value) for words, value in named if words]


def _words_of(name, parts):
    """Name a field as its form does, in a row with its rank; an empty string for what nobody types."""
    *rows, field = name.split("-")
    title, own = parts.get(rows[0] if rows else "", ("", {}))
    labels = parts[""][1] | own
    if field in UNTYPED or name in OF_LISTS or labels.get(field) == "" or "__prefix__" in rows:
        return ""
    rank = key_in(rows[-1]) if title else None
    row = title if rank is None else f"{title} {rank + 1}"
    return ", ".join(str(words) for words in (row, *_label(field, labels)) if words)


def _label(field, labels):
    """Return the words of a field of the form (a list): of a half of a moment, with which half it is."""
    if field in labels:
        return [labels[field]]
    half = HALVES.get(field[-2:]) if field[:-2] in labels else None
    return [labels[field[:-2]], half] if half else [OTHER_TEXT]


def _labels_at(address):
    """Return what the forms of the page at an address are called: {prefix: (words of a row, {name: label})}.

    The label of a hidden field is empty. Prefixes are those of the parts of a record; the form itself has none.
    """
    try:
        view = resolve(address.split("?")[0]).func
    except Resolver404:
        view = None
    parts = {form.prefix or "": ("", _labels_of(form)) for form in forms_asked_by(view)}
    admin = getattr(view, "model_admin", None)
    if admin:
        parts |= dict(_labels_of_part(inline, admin.model) for inline in admin.inlines)
        parts[""] = ("", _labels_of(admin.form, admin.model))
    own = parts.get("", ("", {}))[1]
    return parts | {"": ("", {**OURS, **own})}


def _labels_of_part(inline, whole):
    link = inline.model._meta.get_field(link_of(inline, whole))
    labels = _labels_of(inline.form, inline.model) | {link.name: ""}
    return link.remote_field.get_accessor_name(), (capfirst(inline.model._meta.verbose_name), labels)


def _labels_of(form, model=None):
    fields = [*model._meta.fields, *model._meta.many_to_many] if model else []
    labels = {field.name: capfirst(field.verbose_name) for field in fields}
    return labels | {
        name: "" if field.widget.is_hidden else field.label or labels.get(name, OTHER_TEXT)
        for name, field in form.base_fields.items()
    }
