"""Calls, letters, visits and mails noted on a partner: internal, with what is to follow."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models.contact import Contact
from partners.models.partner import Partner
from records.models import ToDo, ToDoQuerySet
from records.words.dates import iso


class ExchangeKind(models.TextChoices):
    """How it was exchanged."""

    CALL = "appel", _("appel")
    MAIL = "courriel", _("courriel")
    LETTER = "lettre", _("lettre")
    VISIT = "visite", _("visite")


class ExchangeQuerySet(ToDoQuerySet):
    """Asks the exchanges, and what is to follow them."""

    def still_open(self):
        """Keep those with a follow-up that is not done, the most urgent first, undated ones last."""
        return super().still_open().exclude(follow_up="")


class Exchange(ToDo):
    """A call, a mail, a letter or a visit with a partner: with whom, about what, what follows."""

    partner = models.ForeignKey(Partner, models.CASCADE, verbose_name=_("partenaire"), related_name="exchanges")
    kind = models.CharField(_("moyen"), max_length=8, choices=ExchangeKind, default=ExchangeKind.CALL)
    held_on = models.DateField(_("date"), default=timezone.localdate)
    contact = models.ForeignKey(
        Contact, models.SET_NULL, verbose_name=_("contact"), related_name="exchanges", null=True, blank=True
    )
    with_whom = models.CharField(
        _("avec qui d’autre"), max_length=200, blank=True, help_text=_("Une fonction, plutôt qu’un nom.")
    )
    text = models.TextField(_("quoi"))
    follow_up = models.CharField(_("suite à donner"), max_length=300, blank=True)
    due_on = models.DateField(_("au plus tard le"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("par qui"),
        related_name="exchanges_to_follow",
        null=True,
        blank=True,
    )
    done_on = models.DateField(_("suite donnée le"), null=True, blank=True)

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("échange")
        verbose_name_plural = _("échanges")
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["partner", "-held_on"], name="partners_exchange_latest")]
        constraints = [
            models.CheckConstraint(
                name="partners_exchange_says_what",
                violation_error_code="text",
                condition=~Q(text=""),
                violation_error_message=_("Dites de quoi il fut question."),
            ),
            models.CheckConstraint(
                name="partners_exchange_due_has_its_follow_up",
                violation_error_code="follow_up",
                condition=~Q(follow_up="") | (Q(due_on__isnull=True) & Q(owner__isnull=True)),
                violation_error_message=_("Dites quelle suite donner."),
            ),
            models.CheckConstraint(
                name="partners_exchange_done_has_its_follow_up",
                violation_error_code="follow_up",
                condition=~Q(follow_up="") | Q(done_on__isnull=True),
                violation_error_message=_("Dites quelle suite fut donnée."),
            ),
            models.CheckConstraint(
                name="partners_exchange_due_after_it_was_held",
                violation_error_code="due_on",
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("held_on")),
                violation_error_message=_("La suite ne peut être due avant l’échange."),
            ),
        ]

    def __str__(self):
        return f"{self.partner} – {self.get_kind_display()}, {iso(self.held_on)}"

    def clean(self):
        super().clean()
        if self.held_on and self.held_on > timezone.localdate():
            raise ValidationError({"held_on": _("Un échange se note une fois qu’il a eu lieu.")})
        if self.contact_id and self.partner_id and self.contact.partner_id != self.partner_id:
            raise ValidationError({"contact": _("Ce contact est d’un autre partenaire.")})

    @property
    def whom(self):
        """Whom it was with, in words; an empty string where nobody said."""
        return ", ".join(filter(None, [self.contact.function if self.contact else "", self.with_whom]))
