"""What is still to be done for an action: by the person of the bureau responsible for it, and for when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from missions.models.action import Action
from records.models import ToDo, ToDoQuerySet
from records.publication.status import PublicationStatus


class NextStepQuerySet(ToDoQuerySet):
    """Asks what is to be done for actions."""

    def still_open(self):
        """Keep those that are not done, of the actions that are not archived; the most urgent first."""
        return super().still_open().exclude(action__status=PublicationStatus.ARCHIVED)


class NextStep(ToDo):
    """A thing to do for an action, done or not: between the people of the bureau."""

    action = models.ForeignKey(Action, models.CASCADE, verbose_name=_("action"), related_name="next_steps")
    text = models.CharField(_("étape"), max_length=300)

    objects = NextStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("prochaine étape")
        verbose_name_plural = _("prochaines étapes")
        ordering = ["done_on", "due_on", "pk"]

    def __str__(self):
        return self.text
