"""How an axis is shown: by a form, a colour and its name, never by colour alone."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join

from records.templatetags.typography import localized

register = template.Library()

# The axes that have a form of their own (in static/img/axes.svg), by slug; any other has a plain one.
FORMS = ("rayonner", "apprendre", "attirer")


# How often the figure of an axis is repeated in its motif: (columns, rows).
MOTIF_SIZE = (3, 2)


def form_of(axis):
    """Return the name of the form of an axis in our drawings."""
    return axis.slug if axis.slug in FORMS else "other"


@register.simple_tag
def axis_icon(axis):
    """Draw the form of an axis; its name must stand beside it."""
    icon = '<svg class="axis-icon" aria-hidden="true" width="24" height="24"><use href="{}#{}"/></svg>'
    return format_html(icon, static("img/axes.svg"), form_of(axis))


@register.simple_tag
def axis_motif(axis):
    """Draw the figure of an axis again and again, in three strengths; it says nothing that its name does not."""
    columns, rows = MOTIF_SIZE
    address = f"{static('img/motifs.svg')}#{form_of(axis)}"
    figures = format_html_join(
        "",
        '<use href="{}" class="motif-{}" x="{}" y="{}" width="80" height="80"/>',
        ((address, (column + row) % 3, 80 * column, 80 * row) for row in range(rows) for column in range(columns)),
    )
    motif = '<svg class="motif" data-axis="{}" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}</svg>'
    return format_html(motif, axis.slug, 80 * columns, 80 * rows, figures)


@register.simple_tag
def axis_mark(axis, name="short_label"):
    """Show an axis by its form, its colour and its name, taken from the field `name`."""
    return format_html(
        '<span class="axis-mark" data-axis="{}">{}{}</span>', axis.slug, axis_icon(axis), localized(axis, name)
    )
