"""What the site is known by: our own mark, or the City's where the settings name one."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()

OUR_MARK = "img/mark.svg"


@register.simple_tag
def site_mark(alone=""):
    """Show the mark of the site. `alone`: what ours says where no name is beside it; the City's has its own words."""
    return format_html(
        '<img class="site-mark" src="{}" alt="{}">',
        static(settings.SITE_MARK or OUR_MARK),
        settings.SITE_MARK_ALT or alone,
    )
