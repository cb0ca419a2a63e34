"""The strategy: territories, organizations, forums and themes of greatest interest, and actions ranked within a theme.

It stands on this storey because a priority may name any of them: those below know neither partners nor actions.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from axes.models import Axis, Theme
from missions.models.action import Action
from partners.models import Partner, PartnerKind
from records.models import Publishable, PublishableQuerySet
from records.publication.status import visible
from records.words.countries import COUNTRIES, country_name, unknown_country
from records.words.languages import in_english


class PriorityKind(models.TextChoices):
    """What a priority is about."""

    COUNTRY = "pays", _("pays")
    REGION = "region", _("région")
    CITY = "ville", _("ville")
    ORGANIZATION = "organisation", _("organisation")
    FORUM = "forum", _("forum")
    THEME = "theme", _("champ ou thème")
    ACTION = "action", _("action")


# What each kind names, and nothing else; what has a rank within a theme.
SUBJECT_FIELDS = {
    PriorityKind.COUNTRY: "country",
    PriorityKind.REGION: "region",
    PriorityKind.CITY: "partner",
    PriorityKind.ORGANIZATION: "partner",
    PriorityKind.FORUM: "partner",
    PriorityKind.THEME: "theme",
    PriorityKind.ACTION: "action",
}
RANKED_WITHIN = [kind.value for kind, name in SUBJECT_FIELDS.items() if name in ("partner", "action")]
# The kinds of partner that a priority of each kind may name; of the others, it is an organization.
PARTNERS = {PriorityKind.CITY: [PartnerKind.CITY], PriorityKind.FORUM: [PartnerKind.FORUM]}


def _names_only(name):
    """Return the Q of the rows that name a subject in the field `name`, and in no other."""
    empty = {field: Q(**{field: ""}) for field in ("country", "region")}
    empty |= {field: Q(**{f"{field}__isnull": True}) for field in ("partner", "theme", "action")}
    condition = ~empty.pop(name)
    for each in empty.values():
        condition &= each
    return condition


def _names_its_subject():
    condition = Q()
    for kind, name in SUBJECT_FIELDS.items():
        condition |= Q(kind=kind.value) & _names_only(name)
    return condition


def _rank_is_its_own(name, fields, condition):
    return models.UniqueConstraint(
        name=name,
        violation_error_code="position",
        fields=fields,
        condition=condition,
        violation_error_message=_("Une autre priorité de même nature et de même début occupe ce rang."),
    )


class PriorityQuerySet(PublishableQuerySet):
    """Asks the priorities."""

    def for_page(self, user, today):
        """Bring along what the page of the strategy shows `user` on `today` (a date): only subjects they may read."""
        shown = {
            f"{name}_is_shown": ExpressionWrapper(
                Q(**{f"{name}__isnull": False}) & visible(model, user, today, f"{name}__"), BooleanField()
            )
            for name, model in {"partner": Partner, "action": Action}.items()
        }
        return (
            self.annotate(**shown)
            .select_related("axis", "partner", "theme", "action", "within")
            .prefetch_related("sources")
            .order_by("axis__position", "kind", "position", "pk")
        )


class Priority(Publishable):
    """A territory, an organization, a forum, a theme or an action that the City puts first, with its rank."""

    published_with = ("axis",)
    search_fields = ("title", "region")

    axis = models.ForeignKey(Axis, models.PROTECT, verbose_name=_("axe"), related_name="priorities")
    kind = models.CharField(_("nature"), max_length=12, choices=PriorityKind)
    title = models.CharField(_("priorité, en quelques mots"), max_length=200)
    title_en = in_english(title)
    position = models.PositiveSmallIntegerField(_("rang"))
    country = models.CharField(_("pays"), max_length=2, blank=True, help_text=_("Code ISO à deux lettres, p. ex. BE."))
    region = models.CharField(_("région"), max_length=120, blank=True)
    region_en = in_english(region)
    partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        verbose_name=_("ville, organisation ou forum"),
        related_name="priorities",
        null=True,
        blank=True,
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, verbose_name=_("champ ou thème"), related_name="priorities", null=True, blank=True
    )
    action = models.ForeignKey(
        Action, models.PROTECT, verbose_name=_("action"), related_name="priorities", null=True, blank=True
    )
    within = models.ForeignKey(
        Theme,
        models.PROTECT,
        verbose_name=_("rang dans ce champ ou ce thème"),
        related_name="ranked_priorities",
        null=True,
        blank=True,
        help_text=_("Une action a son rang dans un champ ou un thème; une collaboration peut l’avoir."),
    )
    reason = models.TextField(_("pourquoi"))
    reason_en = in_english(reason)
    starts_on = models.DateField(_("début"))
    ends_on = models.DateField(_("fin"), null=True, blank=True)

    objects = PriorityQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("priorité")
        verbose_name_plural = _("priorités")
        ordering = ["axis", "kind", "position", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="missions_priority_names_its_subject",
                violation_error_code="kind",
                condition=_names_its_subject(),
                violation_error_message=_("Nommez ce que la nature annonce, et rien d’autre."),
            ),
            models.CheckConstraint(
                name="missions_priority_action_ranks_within_a_theme",
                violation_error_code="within",
                condition=~Q(kind=PriorityKind.ACTION.value) | Q(within__isnull=False),
                violation_error_message=_("Une action a son rang dans un champ ou un thème\u00a0: choisissez-le."),
            ),
            models.CheckConstraint(
                name="missions_priority_only_some_rank_within",
                violation_error_code="within",
                condition=Q(within__isnull=True) | Q(kind__in=RANKED_WITHIN),
                violation_error_message=_(
                    "Seule une action ou une collaboration a son rang dans un champ ou un thème."
                ),
            ),
            models.CheckConstraint(
                name="missions_priority_ends_after_start",
                violation_error_code="ends_on",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Une priorité ne peut finir avant de commencer."),
            ),
            _rank_is_its_own(
                "missions_priority_rank_is_its_own", ["axis", "kind", "starts_on", "position"], Q(within__isnull=True)
            ),
            _rank_is_its_own(
                "missions_priority_rank_within_is_its_own",
                ["axis", "kind", "within", "starts_on", "position"],
                Q(within__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("missions:strategy")

    def clean(self):
        super().clean()
        self.country = self.country.upper()
        if self.country and self.country not in COUNTRIES:
            raise ValidationError({"country": f"{capfirst(unknown_country(self.country))}."})
        if self.partner_id and not self._suits(self.partner):
            raise ValidationError({"partner": PARTNER_OF_ANOTHER_KIND})
        if self.action_id and self.axis_id and self.action.axis_id != self.axis_id:
            raise ValidationError({"action": ACTION_OF_ANOTHER_AXIS})

    def _suits(self, partner):
        """Say whether the kind of `partner` is the one that this priority announces."""
        others = [kind for kinds in PARTNERS.values() for kind in kinds]
        named = PARTNERS.get(self.kind)
        return partner.kind in named if named else partner.kind not in others

    @property
    def country_label(self):
        """The name of the country; empty without one."""
        return country_name(self.country) if self.country else ""

    def is_in_force(self, today):
        """Say whether it holds on `today` (a date)."""
        return self.starts_on <= today and (self.ends_on is None or today <= self.ends_on)


PARTNER_OF_ANOTHER_KIND = _("Ce partenaire n’est pas de la nature annoncée.")
ACTION_OF_ANOTHER_AXIS = _("Cette action relève d’un autre axe que la priorité.")
