"""Forms that write actions."""

from django.forms import ModelChoiceField
from django.utils.translation import gettext_lazy as _

from missions.models import Action
from records.admin import PublishableForm


class CommitmentField(ModelChoiceField):
    """Offers commitments with the axis each is made under."""

    def label_from_instance(self, commitment):
        """Name the axis, then the promise."""
        return f"{commitment.axis} – {commitment.text}"


class ActionForm(PublishableForm):
    """Says plainly what every action needs."""

    class Meta:
        model = Action
        fields = ["axis", "lead_partner"]  # the admin adds the others
        error_messages = {
            "axis": {"required": _("Toute action relève d’un axe\u00a0: choisissez-le.")},
            "lead_partner": {"required": _("Toute action se fait avec un partenaire principal\u00a0: choisissez-le.")},
        }
