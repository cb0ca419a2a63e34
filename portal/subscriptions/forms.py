"""The form by which anyone asks to be told of what is put online."""

from urllib.parse import parse_qs

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from axes.models import Axis
from portal.models import DigestRhythm, Topic, TopicKind
from portal.models.topic import topic_of
from portal.public_forms.forms import PublicForm
from portal.subscriptions.asking import ask
from portal.subscriptions.mails import postal_settings_missing
from records.words.languages import FRENCH

LONGEST_WORDS = 200
CONSENT = _(
    "Je consens à ce que la Ville de Québec garde mon adresse électronique pour m’avertir de ce que j’ai choisi de "
    "suivre, et pour rien d’autre, jusqu’à ce que je m’en désabonne."
)
MAILS_CLOSED = _("Les avis par courriel ne sont pas encore offerts ici\u00a0: rien ne vous serait envoyé.")
NOT_SENT = _("Le courriel de confirmation n’est pas parti. Vérifiez l’adresse, ou essayez plus tard.")


class SubscriptionForm(PublicForm):
    """What to follow, how often, at which address; the consent is a box that nobody ticked beforehand."""

    form_name = "subscription"
    topic = forms.ChoiceField(label=_("Ce que je veux suivre"), widget=forms.RadioSelect)
    rhythm = forms.ChoiceField(label=_("À quel rythme"), widget=forms.RadioSelect, initial=DigestRhythm.WEEKLY)
    email = forms.EmailField(
        label=_("Votre adresse électronique"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    consent = forms.BooleanField(label=CONSENT)

    def __init__(self, data=None, *, source=""):
        super().__init__(data, source=source)
        self.offered = {topic.key: topic for topic in self._topics()}
        self.fields["topic"].choices = [(key, capfirst(topic.label)) for key, topic in self.offered.items()]
        self.fields["rhythm"].choices = [(value, capfirst(label)) for value, label in DigestRhythm.choices]
        self.fields["topic"].initial = next(iter(self.offered))

    def _topics(self):
        """Return the Topics offered (a list): what the reader's page is about first."""
        words = _words_searched(self.source)
        own = [Topic(TopicKind.SEARCH, words=words)] if words else []
        own += [topic for topic in [topic_of(self.about)] if topic]
        axes = [Topic(TopicKind.AXIS, axis) for axis in Axis.objects.published(timezone.localdate())]
        return [*own, Topic(TopicKind.ALL), *axes, Topic(TopicKind.LATE)]

    def clean(self):
        """Say that no mail can leave, where none can."""
        cleaned = super().clean()
        if postal_settings_missing():
            raise ValidationError(MAILS_CLOSED)
        return cleaned

    def save(self, _request):
        """Keep what is asked, and write to the address; raise ValidationError if the mail cannot leave."""
        typed = self.cleaned_data
        try:
            ask(
                email=typed["email"],
                topic=self.offered[typed["topic"]],
                rhythm=typed["rhythm"],
                consent=str(CONSENT),
                language=get_language() or FRENCH,
            )
        except OSError as error:  # what smtplib raises: a server that is down, an address that it refuses
            raise ValidationError(NOT_SENT) from error


def _words_searched(source):
    """Return the words searched on the page whose address, with its query, is `source`; empty for another page."""
    path, _mark, query = source.partition("?")
    if not path.endswith(reverse("portal:search").removeprefix("/en")):
        return ""
    return " ".join(parse_qs(query).get("q", [""])[0].split())[:LONGEST_WORDS]
