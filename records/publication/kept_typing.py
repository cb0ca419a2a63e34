"""What someone typed in a form and has not saved yet: kept for them alone, one text per form."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# What a form sent: the values of each field, by its name.
Typed = dict[str, list[str]]


class KeptTypingQuerySet(models.QuerySet["KeptTyping"]):
    """Asks for what was typed and not saved."""

    def in_form(self, author: User, model: type[models.Model], record: str) -> Self:
        """Keep what `author` typed in the form of `model`, of the row whose key is `record`; empty for a new row."""
        return self.filter(author=author, form=model._meta.label_lower, record=record)

    def keep(self, author: User, model: type[models.Model], record: str, typed: Typed) -> None:
        """Keep what was typed, in the place of what was kept of the same form."""
        self.update_or_create(
            author=author,
            form=model._meta.label_lower,
            record=record,
            defaults={"typed": typed, "kept_at": timezone.now()},
        )


class KeptTyping(models.Model):
    """What one person typed in one form and did not save: theirs alone, dropped once they save."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("personne"), related_name="kept_typing"
    )
    form = models.CharField(_("formulaire"), max_length=60)
    record = models.CharField(_("fiche"), max_length=40, blank=True)
    typed = models.JSONField(_("ce qui est tapé"))
    kept_at = models.DateTimeField(_("gardé"))

    objects = KeptTypingQuerySet.as_manager()

    class Meta:
        verbose_name = _("saisie gardée")
        verbose_name_plural = _("saisies gardées")
        ordering = ["-kept_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="records_kepttyping_one_per_form",
                fields=["author", "form", "record"],
                violation_error_message=_("Une personne n’a qu’une saisie gardée par formulaire."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author}, {self.form} {self.record}".rstrip()
