"""The people the office writes to at a partner: internal, kept for a purpose and until a date."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partners.models.partner import Partner
from records.models import Historic
from records.words.normalizing import narrow_to_words


class ContactQuerySet(models.QuerySet):
    """Asks the contacts."""

    def found_by(self, query):
        """Keep those whose person, function, mail, telephone or partner hold all the words of `query`, folded."""
        return narrow_to_words(self, query, "name", "function", "email", "phone", "partner__search_text")

    def kept(self, today):
        """Keep those that may still be used on `today` (a date): through the last day of their retention."""
        return self.filter(keep_until__gte=today)

    def expired(self, today):
        """Keep those whose retention was over before `today` (a date)."""
        return self.filter(keep_until__lt=today)


class Contact(Historic):
    """A person at a partner, whose details serve one purpose and are erased after a date; never public."""

    partner = models.ForeignKey(Partner, models.CASCADE, verbose_name=_("partenaire"), related_name="contacts")
    function = models.CharField(_("fonction"), max_length=200)
    name = models.CharField(_("nom"), max_length=160, blank=True)
    salutation = models.CharField(
        _("formule d’appel"), max_length=200, blank=True, help_text=_("P. ex. Madame la Mairesse.")
    )
    email = models.EmailField(_("courriel"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    purpose = models.CharField(_("pourquoi le garder"), max_length=300)
    source = models.CharField(_("d’où il vient"), max_length=300)
    verified_on = models.DateField(_("vérifié le"))
    keep_until = models.DateField(_("à garder jusqu’au"))

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["partner", "function", "pk"]
        constraints = [
            models.CheckConstraint(
                name="partners_contact_has_its_purpose",
                violation_error_code="purpose",
                condition=~Q(purpose=""),
                violation_error_message=_("Dites à quoi sert ce contact."),
            ),
            models.CheckConstraint(
                name="partners_contact_has_its_source",
                violation_error_code="source",
                condition=~Q(source=""),
                violation_error_message=_("Dites d’où vient ce contact."),
            ),
            models.CheckConstraint(
                name="partners_contact_has_its_function",
                violation_error_code="function",
                condition=~Q(function=""),
                violation_error_message=_("Un contact se désigne par sa fonction."),
            ),
            models.CheckConstraint(
                name="partners_contact_kept_after_verification",
                violation_error_code="keep_until",
                condition=Q(keep_until__gte=F("verified_on")),
                violation_error_message=_("Un contact se garde au moins jusqu’au jour où il est vérifié."),
            ),
        ]

    def __str__(self):
        """Name the function only: these words stay in journals after the person is erased."""
        return f"{self.partner} – {self.function}"

    def is_expired(self, today):
        """Whether its retention was over before `today` (a date); agrees with the queryset's `expired`."""
        return self.keep_until < today
