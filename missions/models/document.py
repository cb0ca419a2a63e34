"""The documents kept with missions and actions."""

from django.utils.translation import gettext_lazy as _

from missions.models.action import Action
from missions.models.mission import Mission
from records.documents.models import Document, DocumentKind, DocumentQuerySet, documents_of


class MissionDocumentQuerySet(DocumentQuerySet):
    """Asks the documents of missions."""

    def visible_to(self, user, today):
        """Keep what `user` may read on `today` (a date): a programme tells movements, which wait for the return."""
        shown = super().visible_to(user, today)
        if user.has_perm("missions.view_mission"):
            return shown
        return shown.exclude(kind=DocumentKind.PROGRAMME, record__in=Mission.objects.hiding_movements(today))


class MissionDocument(Document):
    """A document kept with a mission: its report, the decision, a picture."""

    address_word = "mission"

    record = documents_of(Mission, _("mission"))

    objects = MissionDocumentQuerySet.as_manager()

    class Meta(Document.Meta):
        verbose_name = _("document d’une mission")
        verbose_name_plural = _("documents des missions")

    def __str__(self):
        return self.title


class ActionDocument(Document):
    """A document kept with an action."""

    address_word = "action"

    record = documents_of(Action, _("action"))

    class Meta(Document.Meta):
        verbose_name = _("document d’une action")
        verbose_name_plural = _("documents des actions")

    def __str__(self):
        return self.title
