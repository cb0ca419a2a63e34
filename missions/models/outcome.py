"""What came of missions and actions, with its evidence."""

from django.db import models
from django.db.models import Case, F, IntegerField, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from axes.indicators import whole
from missions.models.action import Action
from missions.models.mission import Mission
from missions.models.service import Service
from records.models import Confidence, Source, Translated
from records.publication.status import visible
from records.words.languages import in_english
from records.words.normalizing import normalize


class OutcomeKind(models.TextChoices):
    """What sort of thing came of it."""

    AGREEMENT = "entente_signee", _("entente signée")
    PRACTICE_SEEN = "pratique_observee", _("pratique observée")
    PRACTICE_ADOPTED = "pratique_adoptee", _("pratique adoptée")
    INVESTMENT = "investissement", _("investissement")
    EVENT = "evenement_obtenu", _("événement obtenu")
    TALENT = "talents", _("talents")
    VISIBILITY = "visibilite", _("visibilité")


class Horizon(models.TextChoices):
    """How far off what came of it is."""

    SHORT = "court", _("moins d’un an")
    MEDIUM = "moyen", _("un à trois ans")
    LONG = "long", _("plus de trois ans")


class Learning(models.TextChoices):
    """What became of a practice seen elsewhere."""

    SEEN = "observee", _("observée")
    RECEIVED = "transmise", _("transmise à un service")
    PENDING = "a_l_etude", _("à l’étude")
    ADOPTED = "adoptee", _("adoptée")
    REJECTED = "ecartee", _("écartée")


# How sure an outcome is, the surest first: what nobody graded comes before what is known to be weak.
SURE = {Confidence.HIGH: 0, Confidence.MEDIUM: 1, "": 2, Confidence.LOW: 3}


class OutcomeQuerySet(models.QuerySet):
    """Asks what came of missions and actions."""

    def visible_to(self, user, today):
        """Keep what came of the actions and of the missions that `user` may read on `today` (a date)."""
        of_action = Q(action__isnull=False) & visible(Action, user, today, "action__")
        of_mission = Q(mission__isnull=False) & visible(Mission, user, today, "mission__")
        return self.filter(of_action | of_mission)

    def for_listing(self, user, today):
        """Bring along the action or the mission of each, with its axes and the partners `user` may read on `today`."""
        actions = Action.objects.select_related("axis", "lead_partner").with_shown_roles(user, today)
        missions = Mission.objects.for_listing(user, today).with_shown_roles(user, today)
        return self.select_related("receiver", "evidence").prefetch_related(
            Prefetch("action", actions), Prefetch("mission", missions)
        )

    def with_sources(self):
        """Bring along the sources of the action or of the mission of each."""
        return self.prefetch_related("action__sources", "mission__sources")

    def dated(self):
        """Tell of each `dated_on`, the day its action or its mission begins; null where it is not known."""
        return self.alias(dated_on=Coalesce("action__starts_on", "mission__starts_on"))

    def newest_first(self):
        """Order from what came of the latest action or mission; the undated come last."""
        of_one = (F(name).desc(nulls_last=True) for name in ("action", "mission"))
        return self.order_by(Coalesce("action__sorts_on", "mission__sorts_on").desc(), *of_one, "position", "pk")

    def latest_of(self, axes, user, today):
        """Return {key of the axis: the outcome of its latest action that has one} of what `user` may read on `today`.

        `axes`: a queryset. Each outcome has its action at hand; one statement whatever the number of actions.
        """
        shown = self.filter(visible(Action, user, today, "action__"), action__axis=OuterRef("pk"))
        latest = shown.order_by("-action__sorts_on", "-action_id", "position", "pk").values("pk")[:1]
        keys = axes.order_by().annotate(latest_outcome=Subquery(latest)).values("latest_outcome")
        return {outcome.action.axis_id: outcome for outcome in self.select_related("action").filter(pk__in=keys)}

    def best_of(self, actions):
        """Return the first outcome of each of `actions` (a queryset), the best established first.

        Confidence decides, that of the action where the outcome tells none, then evidence, then the day of the action.
        Each has its action and evidence at hand.
        """
        first = self.filter(action=OuterRef("action")).order_by("position", "pk").values("pk")[:1]
        told = Coalesce(NullIf("confidence", Value("")), "action__confidence")
        sure = Case(*(When(told=each, then=rank) for each, rank in SURE.items()), output_field=IntegerField())
        proven = Case(When(evidence__isnull=False, then=0), default=1, output_field=IntegerField())
        found = self.alias(told=told).filter(action__in=actions.order_by(), pk=Subquery(first))
        found = found.select_related("action", "evidence")
        return found.order_by(sure, proven, "-action__sorts_on", "-action_id", "pk")


class Outcome(Translated):
    """What came of a mission or of an action, with its evidence."""

    mission = models.ForeignKey(
        Mission, models.CASCADE, verbose_name=_("mission"), related_name="outcomes", null=True, blank=True
    )
    action = models.ForeignKey(
        Action, models.CASCADE, verbose_name=_("action"), related_name="outcomes", null=True, blank=True
    )
    position = models.PositiveSmallIntegerField(_("rang"), default=1)
    text = models.TextField(_("retombée"))
    text_en = in_english(text)
    kind = models.CharField(_("nature"), max_length=20, choices=OutcomeKind, blank=True)
    value = models.DecimalField(_("valeur"), max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unité"), max_length=40, blank=True)
    horizon = models.CharField(_("horizon"), max_length=6, choices=Horizon, blank=True)
    learning = models.CharField(_("apprentissage"), max_length=10, choices=Learning, blank=True)
    receiver = models.ForeignKey(
        Service, models.PROTECT, verbose_name=_("service qui reçoit"), related_name="lessons", null=True, blank=True
    )
    evidence = models.ForeignKey(Source, models.PROTECT, verbose_name=_("preuve"), null=True, blank=True)
    confidence = models.CharField(_("confiance"), max_length=6, choices=Confidence, blank=True)
    search_text = models.TextField(_("texte cherché"), blank=True, editable=False)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("retombée")
        verbose_name_plural = _("retombées")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="missions_outcome_comes_of_one_thing",
                condition=Q(mission__isnull=False, action__isnull=True) | Q(mission__isnull=True, action__isnull=False),
                violation_error_message=_("Une retombée vient d’une mission ou d’une action, pas des deux."),
            ),
            models.CheckConstraint(
                name="missions_outcome_value_has_its_unit",
                violation_error_code="unit",
                condition=Q(value__isnull=True, unit="") | (Q(value__isnull=False) & ~Q(unit="")),
                violation_error_message=_("Une valeur va avec son unité."),
            ),
            models.CheckConstraint(
                name="missions_outcome_only_a_practice_is_learned",
                violation_error_code="learning",
                condition=Q(learning="") | Q(kind=OutcomeKind.PRACTICE_SEEN.value),
                violation_error_message=_("Seule une pratique observée suit la boucle d’apprentissage."),
            ),
            models.CheckConstraint(
                name="missions_outcome_practice_has_its_receiver",
                violation_error_code="receiver",
                condition=Q(learning="") | Q(learning=Learning.SEEN.value) | Q(receiver__isnull=False),
                violation_error_message=_("Dites quel service a reçu la pratique."),
            ),
            models.CheckConstraint(
                name="missions_outcome_practice_decided_has_its_proof",
                violation_error_code="evidence",
                condition=~Q(learning__in=[Learning.ADOPTED.value, Learning.REJECTED.value])
                | Q(evidence__isnull=False),
                violation_error_message=_("Une pratique adoptée ou écartée a une décision qui le prouve."),
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return self.record.get_absolute_url()

    def fill_derived_fields(self):
        super().fill_derived_fields()
        self.search_text = normalize(f"{self.text} {self.text_en}")

    @property
    def record(self):
        """The action or the mission that it came of."""
        return self.action or self.mission

    @property
    def is_weakly_sourced(self):
        """Whether readers must be told that little supports it."""
        return self.confidence == Confidence.LOW

    @property
    def is_decided(self):
        """Whether it is a practice that a service adopted or rejected."""
        return self.learning in (Learning.ADOPTED, Learning.REJECTED)

    @property
    def display_value(self):
        """Its value as it is told: without decimals where there are none."""
        return whole(self.value)
