"""Actions: what is done, always under one axis and with one lead partner."""

import datetime as dt
from collections import Counter, defaultdict

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, TruncMonth, TruncYear
from django.utils.translation import gettext_lazy as _

from axes.models import Axis, Commitment, Theme
from missions.models.action_kind import ActionKind
from missions.models.action_state import ActionStage, ActionState, group_states, state_expression
from missions.models.mission import Mission
from missions.models.owned import Owned
from missions.models.service import Service
from partners.models import Partner
from records.models import Historic, Publishable, PublishableQuerySet, Referenced, Source
from records.publication.addresses import page_address
from records.publication.references import has_its_form
from records.publication.status import visible
from records.words.dates import DATE_AND_PRECISION, DatePrecision, goes_with, sort_date
from records.words.languages import in_english


class ActionRole(models.TextChoices):
    """What a partner, beside the lead, does in an action."""

    ASSOCIATED = "associe", _("partenaire")
    ORGANIZER = "organisateur", _("organisation")
    HOST = "hote", _("hôte")
    FUNDER = "bailleur", _("financement")


LINKED_TO_NOTHING = _("Choisissez l’engagement auquel l’action est liée.")


class CommitmentLink(models.TextChoices):
    """Who says that an action serves a commitment; that nobody does yet is told to the bureau alone."""

    MISSING = "a_faire", _("rattachement à faire")
    PROPOSED = "a_confirmer", _("classement du portail, à confirmer")
    CONFIRMED = "confirme", _("confirmé par le bureau")


class ActionQuerySet(PublishableQuerySet):
    """Asks the actions."""

    def for_listing(self, today):
        """Bring along what a list shows of each action, its state on `today` (a date) among it."""
        return self.with_state(today).select_related("axis", "lead_partner")

    def with_state(self, today):
        """Give each action its `state_value` on `today` (a date)."""
        return self.annotate(state_value=state_expression(today))

    def states_by_commitment(self, today):
        """Count the actions that serve each commitment by their state on `today` (a date).

        Return {key of the commitment: StateCounts, in the order of STATE_GROUPS, none of them 0}; one statement.
        """
        served = self.order_by().with_state(today).filter(commitment__isnull=False)
        counted = defaultdict(Counter)
        for key, state, number in served.values_list("commitment", "state_value").annotate(number=Count("pk")):
            counted[key][state] += number
        return {key: group_states(numbers) for key, numbers in counted.items()}

    def shared_by(self, partner):
        """Keep the actions that another leads and `partner` shares; tell its `shared_role` in each."""
        return self.filter(roles__partner=partner).annotate(shared_role=F("roles__role"))

    def lapsed(self, today):
        """Keep the actions that were expected by `today` (a date), and of which nobody recorded what followed."""
        return self.with_state(today).filter(state_value=ActionState.LAPSED)

    def done_on_announcement(self):
        """Keep the actions recorded as done whose every source was published before they began.

        A source known to the month or the year counts as older only if the whole of it is; one without a date, never.
        """
        begins = {
            DatePrecision.DAY: F("starts_on"),
            DatePrecision.MONTH: TruncMonth("starts_on"),
            DatePrecision.YEAR: TruncYear("starts_on"),
        }
        sources, older = Source.objects.filter(action=OuterRef("pk")).order_by(), Q()
        for precision in begins:
            older |= Q(published_precision=precision, published_on__lt=OuterRef(f"begins_{precision}"))
        done = self.filter(stage=ActionStage.DONE, starts_on__isnull=False)
        done = done.alias(**{f"begins_{precision}": day for precision, day in begins.items()})
        return done.filter(Exists(sources), ~Exists(sources.exclude(older)))

    def linked(self, link):
        """Keep the actions whose link to a commitment is `link`, a CommitmentLink."""
        if link == CommitmentLink.MISSING:
            return self.filter(commitment__isnull=True)
        return self.filter(commitment__isnull=False, commitment_is_confirmed=link == CommitmentLink.CONFIRMED)

    def newest_first(self):
        """Order from the latest; undated actions come last."""
        return self.order_by("-sorts_on", "-pk")

    def with_last_day(self, today):
        """Tell the `last_day` of each action: its end, or `today` (a date) while under way, or else its start."""
        ongoing = models.When(stage=ActionStage.UNDER_WAY, starts_on__lte=today, then=models.Value(today))
        return self.annotate(last_day=Coalesce("ends_on", models.Case(ongoing, default=F("starts_on"))))

    def under_way_in(self, years, today):
        """Keep the actions whose span meets one of `years` (integers); undated ones meet none."""
        meets = Q()
        for year in years:
            meets |= Q(starts_on__lte=dt.date(year, 12, 31), last_day__gte=dt.date(year, 1, 1))
        return self.with_last_day(today).filter(meets)

    def for_page(self, user, today):
        """Bring along what the page of an action shows `user` on `today` (a date)."""
        outcomes = self.model._meta.get_field("outcomes").related_model.objects.select_related("evidence")
        readable = Q(mission__isnull=False) & visible(Mission, user, today, "mission__")
        shown = models.ExpressionWrapper(readable, models.BooleanField())
        joined = self.with_state(today).with_shown_roles(user, today)
        joined = joined.select_related("axis", "commitment", "lead_partner", "mission")
        return joined.annotate(mission_is_shown=shown).prefetch_related(
            "themes", "services", "sources", "documents", models.Prefetch("outcomes", outcomes)
        )

    def with_shown_roles(self, user, today):
        """Bring along, as `shown_roles`, the other partners that `user` may read on `today` (a date)."""
        others = ActionPartner.objects.filter(visible(Partner, user, today, "partner__")).select_related("partner")
        return self.prefetch_related(models.Prefetch("roles", others, to_attr="shown_roles"))


class Action(Owned, Referenced, Publishable):
    """A concrete initiative that serves one axis with one lead partner."""

    published_with = ("axis", "lead_partner")
    # The parts that its rules read: fetched at once for many rows.
    checked_with = ("roles",)
    reference_letter = "A"
    reference_dates = ("starts_on",)
    search_fields = ("title", "description", "reference")
    _history_m2m_fields = ("sources", "themes", "services")

    title = models.CharField(_("titre"), max_length=200)
    title_en = in_english(title)
    description = models.TextField(_("description"), blank=True)
    description_en = in_english(description)
    kind = models.CharField(_("nature"), max_length=16, choices=ActionKind)
    axis = models.ForeignKey(Axis, models.PROTECT, verbose_name=_("axe"), related_name="actions")
    axis_rationale = models.TextField(_("lien avec l’axe"), blank=True)
    axis_rationale_en = in_english(axis_rationale)
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, verbose_name=_("engagement"), related_name="actions", null=True, blank=True
    )
    commitment_rationale = models.TextField(_("lien avec l’engagement"), blank=True)
    commitment_rationale_en = in_english(commitment_rationale)
    commitment_is_confirmed = models.BooleanField(
        _("lien confirmé par le bureau"),
        default=False,
        help_text=_("Sinon, la page dit que c’est un classement du portail."),
    )
    lead_partner = models.ForeignKey(
        Partner, models.PROTECT, verbose_name=_("partenaire principal"), related_name="led_actions"
    )
    partners = models.ManyToManyField(
        Partner, through="ActionPartner", related_name="shared_actions", verbose_name=_("autres partenaires")
    )
    mission = models.ForeignKey(
        Mission, models.PROTECT, verbose_name=_("mission"), related_name="actions", null=True, blank=True
    )
    themes = models.ManyToManyField(Theme, verbose_name=_("thèmes"), related_name="actions", blank=True)
    services = models.ManyToManyField(Service, verbose_name=_("services"), related_name="actions", blank=True)
    stage = models.CharField(_("avancement"), max_length=12, choices=ActionStage, default=ActionStage.ANNOUNCED)
    starts_on = models.DateField(_("début"), null=True, blank=True)
    ends_on = models.DateField(_("fin"), null=True, blank=True)
    date_precision = models.CharField(_("précision des dates"), max_length=8, choices=DatePrecision, blank=True)
    outcome_note = models.TextField(_("absence de retombée, en mots"), blank=True)
    outcome_note_en = in_english(outcome_note)
    sorts_on = models.DateField(_("date de tri"), editable=False)

    objects = ActionQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["-sorts_on", "-pk"]
        indexes = [
            models.Index(fields=["-sorts_on", "-id"], name="missions_action_newest"),
            models.Index(fields=["axis", "-sorts_on", "-id"], name="missions_action_by_axis"),
            models.Index(fields=["lead_partner", "-sorts_on", "-id"], name="missions_action_by_partner"),
            models.Index(fields=["stage", "-sorts_on", "-id"], name="missions_action_by_stage"),
        ]
        constraints = [
            *Publishable.Meta.constraints,
            has_its_form("missions_action_reference_has_its_form", "A"),
            models.CheckConstraint(
                name="missions_action_ends_after_start",
                violation_error_code="ends_on",
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Une action ne peut finir avant de commencer."),
            ),
            models.CheckConstraint(
                name="missions_action_end_has_its_start",
                violation_error_code="starts_on",
                condition=Q(starts_on__isnull=False) | Q(ends_on__isnull=True),
                violation_error_message=_("Une date de fin demande une date de début."),
            ),
            models.CheckConstraint(
                name="missions_action_commitment_rationale_has_its_commitment",
                violation_error_code="commitment",
                condition=Q(commitment__isnull=False) | Q(commitment_rationale=""),
                violation_error_message=LINKED_TO_NOTHING,
            ),
            models.CheckConstraint(
                name="missions_action_commitment_confirmed_is_there",
                violation_error_code="commitment",
                condition=Q(commitment__isnull=False) | Q(commitment_is_confirmed=False),
                violation_error_message=LINKED_TO_NOTHING,
            ),
            models.CheckConstraint(
                name="missions_action_precision_goes_with_date",
                violation_error_code="date_precision",
                condition=goes_with("starts_on", "date_precision"),
                violation_error_message=DATE_AND_PRECISION,
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return page_address("missions:action", self.slug)

    @property
    def is_under_way(self):
        """Whether it goes on: a start without an end then means « since »."""
        return self.stage == ActionStage.UNDER_WAY

    @property
    def commitment_link(self):
        """Who says that it serves a commitment (a CommitmentLink); agrees with the queryset's `linked`."""
        if not self.commitment_id:
            return CommitmentLink.MISSING
        return CommitmentLink.CONFIRMED if self.commitment_is_confirmed else CommitmentLink.PROPOSED

    @property
    def state_label(self):
        """The state in words, on a row of `with_state`."""
        return ActionState(self.state_value).label

    @property
    def shared_role_label(self):
        """The role of the partner, in words, on a row of `shared_by`."""
        return ActionRole(self.shared_role).label

    def fill_derived_fields(self):
        self.sorts_on = sort_date(self.starts_on)
        super().fill_derived_fields()

    def clean(self):
        super().clean()
        if self.commitment_id and self.axis_id and self.commitment.axis_id != self.axis_id:
            raise ValidationError({"commitment": OTHER_AXIS})
        if self.pk and any(role.partner_id == self.lead_partner_id for role in self.roles.all()):
            raise ValidationError({"lead_partner": LEAD_NAMED_AGAIN})


OTHER_AXIS = _("Cet engagement relève d’un autre axe que l’action.")
LEAD_NAMED_AGAIN = _("Ce partenaire figure déjà parmi les autres partenaires de l’action.")


class ActionPartner(Historic):
    """What one partner, beside the lead, does in one action."""

    action = models.ForeignKey(Action, models.CASCADE, verbose_name=_("action"), related_name="roles")
    partner = models.ForeignKey(Partner, models.PROTECT, verbose_name=_("partenaire"), related_name="action_roles")
    role = models.CharField(_("rôle"), max_length=12, choices=ActionRole, default=ActionRole.ASSOCIATED)

    class Meta:
        verbose_name = _("autre partenaire")
        verbose_name_plural = _("autres partenaires")
        ordering = ["role", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="missions_actionpartner_once_each",
                violation_error_code="partner",
                fields=["action", "partner"],
                violation_error_message=_("Ce partenaire est déjà associé à l’action."),
            ),
        ]

    def __str__(self):
        return f"{self.action} – {self.partner} ({self.get_role_display()})"

    def clean(self):
        super().clean()
        # The action may not be saved yet: the form that adds it adds this too.
        if self.partner_id and hasattr(self, "action") and self.partner_id == self.action.lead_partner_id:
            raise ValidationError({"partner": _("Ce partenaire est déjà le partenaire principal.")})
