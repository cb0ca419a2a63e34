"""The forms by which anyone writes to the office, or asks it to receive a delegation."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from axes.models import Axis
from missions.models import DelegationRequest, Direction
from portal.models import Message
from portal.models.message import LONGEST_MESSAGE
from portal.public_forms.forms import PublicForm
from records.words.languages import FRENCH

TYPED_AREA = forms.Textarea(attrs={"rows": 8})
LARGEST_DELEGATION = 1000


class MessageForm(PublicForm):
    """What somebody writes to the office; the address is theirs to give."""

    form_name = "message"
    subject = forms.CharField(label=_("Objet"), max_length=200)
    text = forms.CharField(label=_("Message"), max_length=LONGEST_MESSAGE, widget=TYPED_AREA)
    email = forms.EmailField(
        label=_("Votre adresse électronique (facultative)"),
        required=False,
        help_text=_("Pour recevoir une réponse, et rien d’autre."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def save(self, _request):
        """Keep the message, about the public record it comes from; return it."""
        typed = {name: self.cleaned_data[name] for name in ("subject", "text", "email")}
        return Message.objects.create(**typed, language=get_language() or FRENCH, **said_of(self.about))


def said_of(record):
    """Return what a message keeps of the record it is about: its name and its address, in French (a dict)."""
    if record is None:
        return {}
    with override(FRENCH):
        return {"about": Truncator(str(record)).chars(300), "address": record.get_absolute_url()[:300]}


class AxisChoice(forms.ModelChoiceField):
    """Offers the axes, each by its name in the language of the page."""

    def label_from_instance(self, axis):
        """Name an axis."""
        return (get_language() == "en" and axis.name_en) or axis.name


class VisitForm(PublicForm):
    """What a delegation that wishes to be received says of itself; who can be answered, where."""

    form_name = "visit"
    asked_by = forms.CharField(
        label=_("Organisme qui demande"), max_length=200, help_text=_("Une ville, une organisation, un service.")
    )
    title = forms.CharField(label=_("Objet de la visite"), max_length=200)
    purpose = forms.CharField(
        label=_("But de la visite"),
        max_length=LONGEST_MESSAGE,
        widget=TYPED_AREA,
        help_text=_("Ce que vous souhaitez voir ou apprendre, et qui vous souhaitez rencontrer."),
    )
    axis = AxisChoice(
        label=_("Axe de la Vision, si vous le savez"), queryset=None, required=False, empty_label=_("Je ne sais pas")
    )
    starts_on = forms.DateField(label=_("Premier jour souhaité"), widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(
        label=_("Dernier jour souhaité (facultatif)"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    size = forms.IntegerField(label=_("Nombre de personnes"), min_value=1, max_value=LARGEST_DELEGATION)
    titles = forms.CharField(
        label=_("Fonctions des membres"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Les fonctions seulement, sans nom de personne."),
    )
    working_language = forms.CharField(label=_("Langue de travail"), max_length=100)
    needs = forms.CharField(
        label=_("Besoins particuliers (facultatif)"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Interprétation, accessibilité, alimentation."),
    )
    email = forms.EmailField(
        label=_("Votre adresse électronique"),
        help_text=_("Pour vous répondre, et rien d’autre."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, data=None, *, source=""):
        super().__init__(data, source=source)
        self.fields["axis"].queryset = Axis.objects.published(timezone.localdate())

    def clean_starts_on(self):
        """Refuse a visit of the past."""
        day = self.cleaned_data["starts_on"]
        if day < timezone.localdate():
            raise ValidationError(_("Ce jour est passé."))
        return day

    def clean(self):
        """Refuse a visit that ends before it starts."""
        cleaned = super().clean()
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("Un séjour ne peut finir avant de commencer."))
        return cleaned

    @transaction.atomic
    def save(self, _request):
        """Keep the request among those to decide, and the address with a message of its own; return the request."""
        told = {name: value for name, value in self.cleaned_data.items() if name not in ("email", "website")}
        asked = DelegationRequest(direction=Direction.IN, received_on=timezone.localdate(), **told)
        asked.full_clean(exclude=["axis"])
        asked.save()
        Message.objects.create(
            subject=asked.title,
            text=asked.purpose,
            email=self.cleaned_data["email"],
            language=get_language() or FRENCH,
            request=asked,
        )
        return asked
