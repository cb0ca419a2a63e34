"""Forms that write partners."""

from django.forms import BooleanField, CheckboxInput, HiddenInput
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from partners.models import Partner
from partners.places import doubt_of_place
from partners.resemblance import ComparedName, Resemblances, named_of
from records.admin import PublishableForm

# What a doubt hangs on: asked when one of them changes, never again.
DOUBTED = {"name", "acronym", "country", "latitude", "longitude"}


class PartnerForm(PublishableForm):
    """Asks to confirm, once, a partner that may be there already, or a place that is not in its country."""

    confirmed = BooleanField(
        label=_("C’est vérifié\u00a0: enregistrer tel quel"), required=False, widget=HiddenInput, initial=""
    )

    class Meta:
        model = Partner
        fields = ["name"]  # the admin adds the others

    def clean(self):
        """Refuse what is doubtful until the person says that it was checked."""
        chosen = super().clean()
        if DOUBTED & set(self.changed_data) and not chosen.get("confirmed") and (doubts := self.doubts(chosen)):
            self.fields["confirmed"].widget = CheckboxInput()
            self.add_error("confirmed", [f"{capfirst(doubt)}." for doubt in doubts])
        return chosen

    def doubts(self, typed):
        """Return the sentences that doubt what was typed (a list)."""
        place = (typed.get("latitude"), typed.get("longitude"))
        place = None if None in place else tuple(map(float, place))
        named = ComparedName("", typed.get("name", ""), typed.get("acronym", ""), typed.get("country", ""), place)
        others = Partner.objects.not_archived().exclude(pk=self.instance.pk)
        known = Resemblances(named_of(other)._replace(label=f"«\u00a0{other.name}\u00a0»") for other in others)
        elsewhere = doubt_of_place(named.country, place) if place else ""
        return [*(named.sentence(other) for other in known.of(named)), *filter(None, [elsewhere])]
