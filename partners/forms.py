"""Forms that write partners."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from partners.models import Partner, PartnerKind
from partners.places import doubt_of_place
from partners.resemblance import ComparedName, near_partners
from records.admin import PublishableForm
from records.admin.typed_fields import DegreesTyped

# What a doubt hangs on: asked when one of them changes, never again.
DOUBTED = {"name", "name_en", "acronym", "country", "latitude", "longitude", "geonames_id"}
ANOTHER_PARTNER = _("C’est un autre partenaire\u00a0: enregistrer tel quel")
ALREADY_THERE = _("un partenaire déjà inscrit y ressemble, «\u00a0%(other)s\u00a0» (%(why)s)\u00a0: est-ce le même?")
CHECKED = _("C’est vérifié\u00a0: enregistrer tel quel")


class NameForm(forms.Form):
    """What is compared of a partner while it is typed, read as its form reads it: what cannot be is left out."""

    name = forms.CharField(required=False)
    name_en = forms.CharField(required=False)
    acronym = forms.CharField(required=False)
    country = forms.CharField(required=False)
    kind = forms.CharField(required=False)
    latitude = DegreesTyped(required=False, decimal_places=4, min_value=-90, max_value=90)
    longitude = DegreesTyped(required=False, decimal_places=4, min_value=-180, max_value=180)
    geonames_id = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)

    def compared(self):
        """Return the ComparedName of what is typed."""
        self.full_clean()
        return compared(self.cleaned_data)


class PartnerForm(PublishableForm):
    """Asks to confirm, once, a partner that may be there already, or a place that is not in its country.

    `near`: the (Partner, words) that it may be, once asked.
    """

    confirmed = forms.BooleanField(label=CHECKED, required=False, widget=forms.HiddenInput, initial="")
    near = ()

    class Meta:
        model = Partner
        fields = ["name"]  # the admin adds the others

    def clean(self):
        """Refuse what is doubtful until the person says that it was checked."""
        chosen = super().clean()
        if DOUBTED & set(self.changed_data) and not chosen.get("confirmed") and (doubts := self.doubts(chosen)):
            self.fields["confirmed"].widget = forms.CheckboxInput()
            if self.near:
                self["confirmed"].label = ANOTHER_PARTNER
            self.add_error("confirmed", [_ended(capfirst(doubt)) for doubt in doubts])
        return chosen

    def doubts(self, typed):
        """Return the sentences that doubt what was typed (a list)."""
        named = compared(typed)
        self.near = near_partners(named, but=self.instance.pk)
        alike = [ALREADY_THERE % {"other": partner, "why": why} for partner, why in self.near]
        elsewhere = doubt_of_place(named.country, named.place) if named.place else ""
        return [*alike, *filter(None, [elsewhere])]


def _ended(sentence):
    return sentence if sentence.endswith("?") else f"{sentence}."


def compared(typed):
    """Return the ComparedName of a partner from what was typed ({field: value})."""
    place = (typed.get("latitude"), typed.get("longitude"))
    return ComparedName(
        "",
        typed.get("name") or "",
        typed.get("acronym") or "",
        typed.get("country") or "",
        None if None in place else tuple(map(float, place)),
        typed.get("name_en") or "",
        typed.get("geonames_id"),
        typed.get("kind") == PartnerKind.CITY,
    )
