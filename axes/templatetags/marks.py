"""How an axis is shown: by a form, a colour and its name, never by colour alone."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

from records.templatetags.typography import localized

register = template.Library()

# The axes that have a form of their own (in static/img/axes.svg), by slug; any other has a plain one.
FORMS = ("rayonner", "apprendre", "attirer")


@register.simple_tag
def axis_icon(axis):
    """Draw the form of an axis; its name must stand beside it."""
    form = axis.slug if axis.slug in FORMS else "other"
    icon = '<svg class="axis-icon" aria-hidden="true" width="24" height="24"><use href="{}#{}"/></svg>'
    return format_html(icon, static("img/axes.svg"), form)


@register.simple_tag
def axis_mark(axis, name="short_label"):
    """Show an axis by its form, its colour and its name, taken from the field `name`."""
    return format_html(
        '<span class="axis-mark" data-axis="{}">{}{}</span>', axis.slug, axis_icon(axis), localized(axis, name)
    )
