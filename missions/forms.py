"""Forms that write actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from missions.models import Action


class ActionForm(forms.ModelForm):
    """Says plainly what every action needs."""

    class Meta:
        model = Action
        fields = ["axis", "lead_partner"]  # the admin adds the others
        error_messages = {
            "axis": {"required": _("Toute action relève d’un axe\u00a0: choisissez-le.")},
            "lead_partner": {"required": _("Toute action se fait avec un partenaire principal\u00a0: choisissez-le.")},
        }
