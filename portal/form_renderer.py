"""Draws the fields of forms: a mission with all its parts would have two thousand small templates of them."""

from django.forms.renderers import Jinja2, TemplatesSetting
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from portal.drawn_fields import DRAWN

LIBRARY = "django/forms/"
ERRORS = f"{LIBRARY}errors/"


class FormRenderer(TemplatesSetting):
    """Draws what Django gives in both languages of templates, the commonest in Python; the rest as pages are."""

    @cached_property
    def twin(self):
        """The renderer of Django's own Jinja2 templates."""
        return Jinja2()

    def render(self, template_name, context, request=None):
        """Return the HTML of a widget, a label or a list of errors (a safe str); context is a dict."""
        if template_name.startswith(ERRORS) and not context["errors"]:
            return SafeString()
        if template_name in DRAWN:
            return SafeString(DRAWN[template_name](context))
        if template_name.startswith(LIBRARY):
            return self.twin.render(template_name, context, request)
        return super().render(template_name, context, request)
