"""Missions: trips out, delegations in, events hosted, and trips that were considered and declined."""

from collections import defaultdict
from decimal import Decimal
from functools import reduce
from operator import or_

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from axes.models import Axis, Theme
from missions.models.mission_queries import MissionQuerySet
from missions.models.owned import Owned
from missions.models.stage import AUTHORIZED_STAGES, HELD_STAGES, Direction, MissionStage
from partners.models import Partner
from records.models import Publishable, Referenced, Source
from records.publication.addresses import page_address
from records.publication.references import has_its_form
from records.words.dates import DATE_AND_PRECISION, DatePrecision, goes_with, sort_date
from records.words.languages import in_english


class Mission(Owned, Referenced, Publishable):
    """A trip out, a delegation in or an event hosted; also a trip that was declined, with the reason."""

    reference_letter = "M"
    reference_dates = ("starts_on",)
    search_fields = ("title", "purpose", "reference")
    hidden_until = "embargo_until"
    _history_m2m_fields = ("sources", "axes", "themes")

    title = models.CharField(_("titre"), max_length=200)
    title_en = in_english(title)
    direction = models.CharField(_("sorte de mission"), max_length=20, choices=Direction)
    stage = models.CharField(_("avancement"), max_length=12, choices=MissionStage, default=MissionStage.PROPOSED)
    declined_reason = models.TextField(_("raison du refus"), blank=True)
    declined_reason_en = in_english(declined_reason)
    starts_on = models.DateField(_("début"), null=True, blank=True)
    ends_on = models.DateField(_("fin"), null=True, blank=True)
    date_precision = models.CharField(_("précision des dates"), max_length=8, choices=DatePrecision, blank=True)
    purpose = models.TextField(_("but"), blank=True)
    purpose_en = in_english(purpose)
    axes = models.ManyToManyField(Axis, verbose_name=_("axes"), related_name="missions", blank=True)
    themes = models.ManyToManyField(Theme, verbose_name=_("thèmes"), related_name="missions", blank=True)
    partners = models.ManyToManyField(
        Partner, through="MissionPartner", related_name="missions", verbose_name=_("partenaires")
    )
    lead_role = models.CharField(_("fonction qui dirige la délégation"), max_length=160, blank=True)
    lead_role_en = in_english(lead_role)
    city_delegates = models.PositiveSmallIntegerField(_("personnes de la Ville"), null=True, blank=True)
    all_delegates = models.PositiveSmallIntegerField(_("personnes en tout"), null=True, blank=True)
    decision_body = models.CharField(_("instance"), max_length=120, blank=True)
    decision_number = models.CharField(_("numéro de la décision"), max_length=60, blank=True)
    decided_on = models.DateField(_("date de la décision"), null=True, blank=True)
    ceiling = models.DecimalField(
        _("plafond autorisé ($ CA)"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, _("Un montant ne peut être négatif."))],
    )
    led_by_mayor = models.BooleanField(
        _("dirigée par la mairesse ou le maire"),
        default=False,
        help_text=_(
            "En fonction, aucune autorisation ne lui est demandée; il en faut une aux personnes qui l’accompagnent."
        ),
    )
    # Whether it must be authorized beforehand, by the rules of its day: None while nobody can tell.
    authorization_required = models.BooleanField(_("autorisation requise"), null=True, editable=False)
    embargo_until = models.DateField(
        _("rien avant le"),
        null=True,
        blank=True,
        help_text=_("La mission n’est montrée au public qu’à partir de ce jour."),
    )
    movements_after_return = models.BooleanField(
        _("déplacements montrés au retour"),
        default=True,
        help_text=_("Heures et lieux précis restent internes d’ici là."),
    )
    outcome_note = models.TextField(_("absence de retombée, en mots"), blank=True)
    outcome_note_en = in_english(outcome_note)
    sorts_on = models.DateField(_("date de tri"), editable=False)

    objects = MissionQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("mission")
        verbose_name_plural = _("missions")
        ordering = ["-sorts_on", "-pk"]
        indexes = [models.Index(fields=["-sorts_on", "-id"], name="missions_mission_newest")]
        constraints = [
            *Publishable.Meta.constraints,
            has_its_form("missions_mission_reference_has_its_form", "M"),
            models.CheckConstraint(
                name="missions_mission_ends_after_start",
                violation_error_code="ends_on",
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Une mission ne peut finir avant de commencer."),
            ),
            models.CheckConstraint(
                name="missions_mission_end_has_its_start",
                violation_error_code="starts_on",
                condition=Q(starts_on__isnull=False) | Q(ends_on__isnull=True),
                violation_error_message=_("Une date de fin demande une date de début."),
            ),
            models.CheckConstraint(
                name="missions_mission_precision_goes_with_date",
                violation_error_code="date_precision",
                condition=goes_with("starts_on", "date_precision"),
                violation_error_message=DATE_AND_PRECISION,
            ),
            models.CheckConstraint(
                name="missions_mission_declined_has_its_reason",
                violation_error_code="declined_reason",
                condition=~Q(stage=MissionStage.DECLINED.value) | ~Q(declined_reason=""),
                violation_error_message=_("Une mission non retenue doit dire pourquoi."),
            ),
            models.CheckConstraint(
                name="missions_mission_ceiling_not_negative",
                violation_error_code="ceiling",
                condition=Q(ceiling__isnull=True) | Q(ceiling__gte=0),
                violation_error_message=_("Un plafond ne peut être négatif."),
            ),
            models.CheckConstraint(
                name="missions_mission_authorized_has_its_decision",
                violation_error_code="decision_number",
                condition=Q(authorization_required__isnull=True)
                | Q(authorization_required=False)
                | ~Q(stage__in=[stage.value for stage in AUTHORIZED_STAGES])
                | (~Q(decision_number="") & Q(decided_on__isnull=False) & Q(ceiling__isnull=False)),
                violation_error_message=_(
                    "Cette mission s’autorise d’avance\u00a0: donnez le numéro, la date et le plafond de la décision."
                ),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return page_address("missions:detail", self.slug)

    def save(self, *args, **kwargs):
        had_none = not self.reference
        super().save(*args, **kwargs)
        if had_none and self.reference:
            # Its amounts are online with it: each is given its own.
            for cost in self.costs.all():
                cost.save()

    def fill_derived_fields(self):
        self.sorts_on = sort_date(self.starts_on)
        super().fill_derived_fields()

    def named_for_address(self):
        return f"{self.title} {self.starts_on.year}" if self.starts_on else self.title

    def gather_sources(self):
        """Return the sources of the mission (a list); give each of its costs and emission factors its own, as `cited`.

        One statement, whatever there is.
        """
        factors = [leg.factor for leg in self.legs.all() if leg.factor]
        cited = {("cost", cost.pk): [] for cost in self.costs.all()} | {("factor", each.pk): [] for each in factors}
        own = {}
        for source in self._sources_of_all({each.pk for each in factors}):
            if source.mission_id:
                own[source.pk] = source
            for name, key in (("cost", source.cost_id), ("factor", source.factor_id)):
                if key and source not in cited[name, key]:
                    cited[name, key].append(source)
        for name, rows in (("cost", self.costs.all()), ("factor", factors)):
            for row in rows:
                row.cited = cited[name, row.pk]
        return list(own.values())

    def _sources_of_all(self, factors):
        """Select the sources of the mission, its costs and `factors` (keys), each with what it is the source of."""
        paths = {
            "mission": ("mission", Q(mission=self.pk)),
            "cost": ("costfact", Q(costfact__mission=self.pk)),
            # No factor has the key 0.
            "factor": ("emissionfactor", Q(emissionfactor__in=factors or {0})),
        }
        found = {f"{name}_found": FilteredRelation(path, condition=only) for name, (path, only) in paths.items()}
        any_found = [Q(**{f"{name}__isnull": False}) for name in found]
        keys = {f"{name}_id": F(f"{name}_found__id") for name in paths}
        return Source.objects.annotate(**found).filter(reduce(or_, any_found)).annotate(**keys)

    def hides_movements(self, today):
        """Whether precise movements are kept from readers on `today` (a date): through the last day of the trip.

        A trip whose end nobody recorded is back once it is recorded as held; a declined one goes nowhere.
        """
        is_back = today > self.ends_on if self.ends_on else self.is_held or self.is_declined
        return self.movements_after_return and not is_back

    @property
    def ceiling_items_sum(self):
        """The sum of its ceilings by category, in Canadian dollars; 0 without any."""
        return sum((item.amount for item in self.ceiling_items.all()), Decimal(0))

    def parts_by_partner(self):
        """Return {key of a partner: its parts in the mission, in words (a list)}, on a row of `involving()`."""
        found = defaultdict(dict)
        for stop in self.involved_stops:
            found[stop.place_id][gettext("étape")] = True
        for meeting in self.involved_meetings:
            found[meeting.partner_id][gettext("rencontre")] = True
        for role in self.involved_roles:
            found[role.partner_id][str(role.get_role_display())] = True
        return {key: list(parts) for key, parts in found.items()}

    @property
    def companions(self):
        """How many of the City go out with the person who leads, who is counted among them; None if it is not known."""
        if not self.is_out or not self.lead_role or not self.city_delegates:
            return None
        return self.city_delegates - 1

    @property
    def is_declined(self):
        """Whether the trip was considered and not made."""
        return self.stage == MissionStage.DECLINED

    @property
    def is_held(self):
        """Whether it is known to have taken place."""
        return self.stage in HELD_STAGES

    @property
    def is_out(self):
        """Whether the city travels."""
        return self.direction == Direction.OUT
