"""What a mission must account for: its costs, its report and what came of it."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from missions.models.action import Action
from missions.models.mission import Mission
from missions.models.service import Service
from records.history import Historic
from records.languages import in_english
from records.models import Confidence, Recorded, Source
from records.publication import visible
from records.templatetags.typography import money


class Payer(models.TextChoices):
    """Who pays."""

    CITY = "ville", _("la Ville")
    OTHER = "autre", _("un autre organisme")
    SELF = "soi", _("la personne elle-même")
    UNKNOWN = "inconnu", _("inconnu")


class CostType(models.TextChoices):
    """What a published amount is."""

    AUTHORIZED = "autorise", _("autorisé")
    ESTIMATED = "estime", _("estimé")
    DECLARED = "declare", _("déclaré, total")
    DECLARED_ITEM = "declare_poste", _("déclaré, poste")
    BUDGET_ASKED = "demande_budget", _("budget demandé")
    CLAIMED_BENEFIT = "retombees_estimees", _("retombées annoncées")


class CostCategory(models.TextChoices):
    """What a declared item pays for."""

    AIR = "transport_aerien", _("transport aérien")
    GROUND = "transport_terrestre", _("transport terrestre")
    TRANSPORT = "transport_non_ventile", _("transport non ventilé")
    LODGING = "hebergement", _("hébergement")
    MEALS = "repas", _("repas")
    REGISTRATION = "inscription", _("inscription")
    HOSPITALITY = "accueil", _("accueil")
    INTERPRETING = "interpretation", _("interprétation")
    OTHER = "autre", _("autre")


class ScopeCode(models.TextChoices):
    """Whom an amount covers, in a word."""

    DELEGATION = "delegation", _("délégation")
    COMPANIONS = "accompagnateurs", _("personnes qui accompagnent")
    EVENT = "evenement", _("événement")
    UNSPECIFIED = "non_precise", _("non précisé")


class CostFact(Recorded):
    """An amount as it was published: a dated fact with its scope and its source, never overwritten."""

    searched = ("scope",)

    mission = models.ForeignKey(Mission, models.CASCADE, verbose_name=_("mission"), related_name="costs")
    fact_type = models.CharField(_("nature"), max_length=20, choices=CostType)
    category = models.CharField(_("poste"), max_length=24, choices=CostCategory, blank=True)
    amount = models.DecimalField(
        _("montant ($ CA)"),
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(0, _("Un montant ne peut être négatif."))],
    )
    scope_code = models.CharField(_("périmètre"), max_length=16, choices=ScopeCode, default=ScopeCode.UNSPECIFIED)
    scope = models.CharField(_("périmètre, en mots"), max_length=300, blank=True)
    scope_en = in_english(scope)
    participant = models.ForeignKey(
        "missions.Participant",
        models.PROTECT,
        verbose_name=_("pour qui"),
        related_name="costs",
        null=True,
        blank=True,
        help_text=_("Si le montant est celui d’une seule personne."),
    )
    payer = models.CharField(_("qui paie"), max_length=8, choices=Payer, default=Payer.UNKNOWN)
    payer_name = models.CharField(_("quel autre organisme paie"), max_length=160, blank=True)
    made_public_on = models.DateField(_("date de publication"), null=True, blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("corrige"), related_name="corrections", null=True, blank=True
    )
    correction_reason = models.CharField(_("raison de la correction"), max_length=300, blank=True)
    correction_reason_en = in_english(correction_reason)

    class Meta:
        verbose_name = _("fait de coût")
        verbose_name_plural = _("faits de coût")
        ordering = ["mission", F("made_public_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                name="missions_costfact_amount_not_negative",
                violation_error_code="amount",
                condition=Q(amount__gte=0),
                violation_error_message=_("Un montant ne peut être négatif."),
            ),
            models.CheckConstraint(
                name="missions_costfact_item_has_its_category",
                violation_error_code="category",
                condition=~Q(fact_type=CostType.DECLARED_ITEM.value) | ~Q(category=""),
                violation_error_message=_("Un poste déclaré dit ce qu’il paie."),
            ),
            models.CheckConstraint(
                name="missions_costfact_other_payer_is_named",
                violation_error_code="payer_name",
                condition=~Q(payer=Payer.OTHER.value) | ~Q(payer_name=""),
                violation_error_message=_("Dites quel organisme paie."),
            ),
            models.CheckConstraint(
                name="missions_costfact_correction_has_its_reason",
                violation_error_code="correction_reason",
                condition=Q(corrects__isnull=True) | ~Q(correction_reason=""),
                violation_error_message=_("Une correction dit pourquoi elle est faite."),
            ),
            models.CheckConstraint(
                name="missions_costfact_does_not_correct_itself",
                violation_error_code="corrects",
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")),
                violation_error_message=_("Un montant ne se corrige pas lui-même."),
            ),
        ]

    def __str__(self):
        return f"{self.get_fact_type_display()} – {money(self.amount)}"

    @property
    def is_claimed_benefit(self):
        """Whether it is a benefit that was claimed, not money spent."""
        return self.fact_type == CostType.CLAIMED_BENEFIT

    @property
    def is_declared_total(self):
        """Whether it is a total that was declared."""
        return self.fact_type == CostType.DECLARED


class Report(Historic):
    """The report of a mission: awaited as long as it has no date of publication.

    A mission without this row is one of which nobody recorded whether a report exists.
    """

    mission = models.OneToOneField(Mission, models.CASCADE, verbose_name=_("mission"), related_name="report")
    published_on = models.DateField(_("publication"), null=True, blank=True)
    document_url = models.URLField(_("adresse du document"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("rapport")
        verbose_name_plural = _("rapports")
        ordering = ["-published_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="missions_report_published_has_its_document",
                violation_error_code="document_url",
                condition=Q(published_on__isnull=True) | ~Q(document_url=""),
                violation_error_message=_("Un rapport publié a une adresse."),
            ),
        ]

    def __str__(self):
        return str(self.mission)


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


class OutcomeQuerySet(models.QuerySet):
    """Asks what came of missions and actions."""

    def latest_of(self, axes, user, today):
        """Return {key of the axis: the outcome of its latest action that has one} of what `user` may read on `today`.

        `axes`: a queryset. Each outcome has its action at hand; two statements whatever the number of actions.
        """
        shown = self.filter(visible(Action, user, today, "action__"), action__axis=OuterRef("pk"))
        latest = shown.order_by("-action__sorts_on", "-action", "position", "pk").values("pk")[:1]
        keys = dict(axes.annotate(latest_outcome=Subquery(latest)).values_list("latest_outcome", "pk"))
        found = self.select_related("action").filter(pk__in=[key for key in keys if key])
        return {keys[outcome.pk]: outcome for outcome in found}


class Outcome(Historic):
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

    @property
    def is_weakly_sourced(self):
        """Whether readers must be told that little supports it."""
        return self.confidence == Confidence.LOW

    @property
    def is_decided(self):
        """Whether it is a practice that a service adopted or rejected."""
        return self.learning in (Learning.ADOPTED, Learning.REJECTED)

    @property
    def told_value(self):
        """Its value as it is told: without decimals where there are none."""
        return int(self.value) if self.value == int(self.value) else self.value
