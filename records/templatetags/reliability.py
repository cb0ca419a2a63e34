"""What must be known of a record wherever a row of it is excerpted without markup: a drawing, a feed."""

from django import template
from django.utils.translation import gettext

from records.publication.publishable import Publishable
from records.templatetags.typography import plain

register = template.Library()


@register.filter
def plain_with_marks(record: Publishable, name: str = "") -> str:
    """Give a text of a record as `plain` does, followed by its marks."""
    return plain(record, name) + marks_in_brackets(record)


def marks_in_brackets(record: Publishable) -> str:
    """Say that little supports a record, or that it is not online: « (confiance faible) »; nothing otherwise."""
    marks = [gettext("confiance faible")] if record.is_weakly_sourced else []
    marks += [] if record.is_online else [str(record.get_status_display())]
    return f" ({', '.join(marks)})" if marks else ""
