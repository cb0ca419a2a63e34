"""The lines of a form of the bureau, each drawn in one go: a long form has a thousand fields.

What is drawn is what the library's own template of a set of fields (`admin/includes/fieldset.html`) draws, without its
indentation.
"""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from markupsafe import escape

register = template.Library()


@register.simple_tag
def drawn_lines(fieldset: Any) -> SafeString:
    """Return the HTML of the lines of a Fieldset of the library."""
    return mark_safe("\n".join([_draw_line(line) for line in fieldset]))  # noqa: S308 each field escapes what it says


@register.simple_tag
def drawn_cells(fieldset: Any) -> SafeString:
    """Return the HTML of the cells of a row in a table: one a field, without its label."""
    return mark_safe("\n".join([_draw_cell(field) for line in fieldset for field in line]))  # noqa: S308 as above


def _draw_line(line: Any) -> str:
    fields, is_alone = list(line), len(line.fields) == 1
    errors = line.errors() if is_alone and any(name in line.form.errors for name in line.fields) else ""
    classes = f"form-row{' errors' if errors else ''}{'' if line.has_visible_field else ' hidden'}"
    classes += "".join([_named(field) for field in fields])
    if is_alone:
        return f'<div class="{classes}">\n{errors}\n{_draw_alone(fields[0])}\n</div>'
    drawn = "\n".join([_draw_beside_others(field) for field in fields])
    return f'<div class="{classes}">\n<div class="flex-container form-multiline">\n{drawn}\n</div>\n</div>'


def _draw_alone(field: Any) -> str:
    return f"<div>\n{_draw_box(field, 'flex-container')}\n{_draw_help(field)}\n</div>"


def _draw_beside_others(field: Any) -> str:
    errors = _errors_of(field)
    classes = f"flex-container fieldBox{_named(field)}{' errors' if errors else ''}{_hidden(field)}"
    return f"<div>\n{errors}\n{_draw_box(field, classes)}\n{_draw_help(field)}\n</div>"


def _draw_box(field: Any, classes: str) -> str:
    """Return a field and its label, in the order in which they are read."""
    if field.is_checkbox:
        return f'<div class="{classes} checkbox-row">\n{field.field}{field.label_tag()}\n</div>'
    shown = f'<div class="readonly">{field.contents()}</div>' if field.is_readonly else field.field
    return f'<div class="{classes}">\n{field.label_tag()}\n{shown}\n</div>'


def _draw_help(field: Any) -> str:
    asked: Any = field.field
    text = asked["help_text"] if field.is_readonly else asked.help_text
    if not text:
        return ""
    name = "" if field.is_readonly else asked.id_for_label
    named = f' id="{escape(name)}_helptext"' if name else ""
    return f'<div class="help{_hidden(field)}"{named}>\n<div>{text}</div>\n</div>'


def _draw_cell(field: Any) -> str:
    start = f'<td class="{_named(field).strip()}{_hidden(field)}">'
    if field.is_readonly:
        return f"{start}\n<p>{field.contents()}</p>\n</td>"
    return f"{start}\n{_errors_of(field)}\n{field.field}\n</td>"


def _named(field: Any) -> str:
    name = field.field["name"] if field.is_readonly else field.field.name
    return f" field-{escape(name)}" if name else ""


def _hidden(field: Any) -> str:
    is_hidden = field.field["is_hidden"] if field.is_readonly else field.field.is_hidden
    return " hidden" if is_hidden else ""


def _errors_of(field: Any) -> str:
    """Return the list of the errors of a field; nothing of one that has none, or is only read."""
    if field.is_readonly or field.field.name not in field.field.form.errors:
        return ""
    return str(field.errors())
