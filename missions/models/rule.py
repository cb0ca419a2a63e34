"""The rules the office is held to: data with their source and their dates, never constants in the code."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from records.models import Recorded
from records.page_cache.version import CONTENT_VERSION
from records.page_cache.versioned_cache import VersionedCache
from records.words.languages import in_english

# The longest delay a rule may set, in days.
LONGEST_DELAY = 3650
BOOKS = VersionedCache(1, CONTENT_VERSION.edition)


class RuleKind(models.TextChoices):
    """What a rule sets."""

    REPORT_DELAY = "delai_rapport", _("délai du rapport de mission (jours après le retour)")
    AUTHORIZED_ABOVE = "seuil_autorisation", _("montant au-delà duquel une mission est autorisée d’avance ($ CA)")
    OVERRUN = "depassement", _("dépassement du plafond qui retourne au comité exécutif (%)")


class RuleBook:
    """All the rules, read once: which held on a day."""

    def __init__(self, rules):
        self.rules = sorted(rules, key=lambda rule: (rule.valid_from, rule.pk))

    def in_force(self, on):
        """Return {RuleKind: Rule} of those that hold on a day (a date)."""
        return {RuleKind(rule.kind): rule for rule in self.rules if rule.holds_on(on)}

    def of_mission(self, mission, today):
        """Return {RuleKind: Rule} in force on the day a mission starts, on `today` (a date) where that is unknown."""
        return self.in_force(mission.starts_on or today)

    def first(self, kind):
        """Return the earliest rule of a kind; None if there is none."""
        return next((rule for rule in self.rules if rule.kind == kind), None)


class RuleManager(models.Manager):
    """Reads the rules."""

    def book(self):
        """Return the RuleBook of all the rules: read once an edition of the content, for every page asks for it."""
        return BOOKS.recall("all", lambda: RuleBook(self.all()))


class Rule(Recorded):
    """A figure the office is held to, from a day and perhaps until another."""

    search_fields = ("text",)

    kind = models.CharField(_("règle"), max_length=20, choices=RuleKind)
    text = models.TextField(_("énoncé"))
    text_en = in_english(text)
    value = models.DecimalField(_("valeur"), max_digits=10, decimal_places=2, validators=[MinValueValidator(0)])
    valid_from = models.DateField(_("en vigueur depuis"))
    valid_until = models.DateField(_("en vigueur jusqu’à"), null=True, blank=True)

    objects = RuleManager()

    class Meta:
        verbose_name = _("règle")
        verbose_name_plural = _("règles")
        ordering = ["kind", "-valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="missions_rule_one_from_a_day",
                violation_error_code="valid_from",
                fields=["kind", "valid_from"],
                violation_error_message=_("Une autre règle de même nature prend effet ce jour-là."),
            ),
            models.CheckConstraint(
                name="missions_rule_ends_after_start",
                violation_error_code="valid_until",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("Une règle ne peut finir avant de commencer."),
            ),
            models.CheckConstraint(
                name="missions_rule_value_not_negative",
                violation_error_code="value",
                condition=Q(value__gte=0),
                violation_error_message=_("Une valeur ne peut être négative."),
            ),
            models.CheckConstraint(
                name="missions_rule_delay_can_be_kept",
                violation_error_code="value",
                condition=~Q(kind=RuleKind.REPORT_DELAY.value) | Q(value__lte=LONGEST_DELAY),
                violation_error_message=_("Un délai compte au plus 3\u00a0650 jours."),
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    def holds_on(self, day):
        """Whether the rule holds on a day (a date): from its first day through its last."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
