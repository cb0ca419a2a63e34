"""What somebody may follow: everything, one record, late reports, or what a search finds."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from axes.models import Axis
from missions.models import Mission
from partners.models import Partner
from records.models import Publishable
from records.templatetags.typography import localized, plain


class TopicKind(models.TextChoices):
    """The kinds of what may be followed."""

    ALL = "tout", _("tout ce qui est mis en ligne")
    AXIS = "axe", _("un axe")
    PARTNER = "partenaire", _("un partenaire")
    MISSION = "mission", _("une mission")
    LATE = "retards", _("les rapports de mission en retard ou non trouvés")
    SEARCH = "recherche", _("une recherche")


# The model of the record that a kind of topics follows.
MODEL_OF_KIND = {TopicKind.AXIS: Axis, TopicKind.PARTNER: Partner, TopicKind.MISSION: Mission}


class Topic(NamedTuple):
    """One thing followed: a kind, with the record or the words it asks for."""

    kind: TopicKind
    record: Publishable | None = None
    words: str = ""

    @property
    def key(self):
        """What tells it from any other (a string): « axe:3 », « recherche:neige »."""
        return f"{self.kind.value}:{self.record.pk if self.record else self.words.casefold()}"

    @property
    def shown(self):
        """What a page calls it: French on a page in another language is marked as such."""
        return localized(self.record) if self.record else self.label

    @property
    def label(self):
        """What it is called, in the language being spoken."""
        if self.record:
            return plain(self.record)
        return _("la recherche «\u00a0%s\u00a0»") % self.words if self.words else self.kind.label


def topic_of(record):
    """Return the Topic that follows a record; None if its kind is not followed."""
    kinds = {model: kind for kind, model in MODEL_OF_KIND.items()}
    return Topic(kinds[type(record)], record) if type(record) in kinds else None
