"""What a mission costs: amounts as they were published, each a dated fact that stays as it was."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from missions.models.mission import Mission
from records.models import Recorded, Referenced
from records.publication.references import has_its_form
from records.publication.sources import SourceKind
from records.templatetags.typography import money
from records.words.dates import DatePrecision
from records.words.languages import in_english

PUBLISHED_STAYS = _(
    "Un montant publié ne se modifie pas et ne se supprime pas\u00a0: inscrivez-en un autre qui le corrige."
)


class Payer(models.TextChoices):
    """Who pays."""

    CITY = "ville", _("la Ville")
    OTHER = "autre", _("un autre organisme")
    SELF = "soi", _("la personne elle-même")
    UNKNOWN = "inconnu", _("inconnu")


OFFICIAL_KINDS = {SourceKind.OFFICIAL, SourceKind.NETWORK, SourceKind.LAW}


class CostType(models.TextChoices):
    """What a published amount is."""

    AUTHORIZED = "autorise", _("autorisé")
    ESTIMATED = "estime", _("estimé")
    DECLARED = "declare", _("déclaré, total")
    DECLARED_ITEM = "declare_poste", _("déclaré, par catégorie")
    BUDGET_ASKED = "demande_budget", _("budget demandé")
    CREDIT = "remboursement", _("remboursement")
    CLAIMED_BENEFIT = "retombees_estimees", _("retombées annoncées")


class CostCategory(models.TextChoices):
    """What a declared item pays for."""

    AIR = "transport_aerien", _("transport aérien")
    GROUND = "transport_terrestre", _("transport terrestre")
    TRANSPORT = "transport_non_ventile", _("transport non détaillé")
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


class CostFact(Referenced, Recorded):
    """An amount as it was published: a dated fact with its scope and its source, never overwritten.

    It is published with its mission. From then on what it states stays, here and in the database (the
    migration published_amounts_stay); a correction is another fact, which names the one it corrects and says why.
    """

    reference_letter = "C"
    reference_dates = ("made_public_on",)
    numbered_with = "mission"
    search_fields = ("scope",)
    final_once = Q(mission__published_on__isnull=False)
    final = (
        "mission",
        "fact_type",
        "category",
        "amount",
        "is_approximate",
        "scope_code",
        "scope",
        "participant",
        "payer",
        "payer_name",
        "made_public_on",
        "corrects",
        "correction_reason",
    )

    mission = models.ForeignKey(Mission, models.CASCADE, verbose_name=_("mission"), related_name="costs")
    fact_type = models.CharField(_("nature"), max_length=20, choices=CostType)
    category = models.CharField(_("catégorie"), max_length=24, choices=CostCategory, blank=True)
    amount = models.DecimalField(
        _("montant ($ CA)"),
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(0, _("Un montant ne peut être négatif."))],
    )
    is_approximate = models.BooleanField(
        _("approximatif"),
        default=False,
        blank=True,
        help_text=_("Arrondi ou estimé\u00a0: il est montré comme tel et n’est additionné à aucun autre."),
    )
    scope_code = models.CharField(_("périmètre"), max_length=16, choices=ScopeCode, default=ScopeCode.UNSPECIFIED)
    scope = models.CharField(_("périmètre, en mots"), max_length=300, blank=True)
    scope_en = in_english(scope)
    participant = models.ForeignKey(
        "missions.Participant",
        models.RESTRICT,
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
        "self", models.RESTRICT, verbose_name=_("corrige"), related_name="corrections", null=True, blank=True
    )
    correction_reason = models.CharField(_("raison de la correction"), max_length=300, blank=True)
    correction_reason_en = in_english(correction_reason)

    class Meta:
        verbose_name = _("fait de coût")
        verbose_name_plural = _("faits de coût")
        ordering = ["mission", F("made_public_on").asc(nulls_last=True), "pk"]
        constraints = [
            has_its_form("missions_costfact_reference_has_its_form", "C"),
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
                violation_error_message=_("Un montant déclaré par catégorie dit laquelle."),
            ),
            models.CheckConstraint(
                name="missions_costfact_credit_has_its_date",
                violation_error_code="made_public_on",
                condition=~Q(fact_type=CostType.CREDIT.value) | Q(made_public_on__isnull=False),
                violation_error_message=_("Un remboursement dit quand il a été publié."),
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
            models.UniqueConstraint(
                name="missions_costfact_corrected_once",
                violation_error_code="corrects",
                fields=["corrects"],
                violation_error_message=_("Ce montant est déjà corrigé par un autre\u00a0: corrigez plutôt cet autre."),
            ),
        ]

    def __str__(self):
        return f"{self.get_fact_type_display()} – {self.displayed_amount}"

    def get_absolute_url(self):
        return f"{self.mission.get_absolute_url()}#{self.reference or 'costs'}"

    def clean(self):
        super().clean()
        faults = dict.fromkeys(self._rewritten(), PUBLISHED_STAYS)
        if self.corrects_id and not faults:
            faults = self._faults_of_correction()
        if self.participant_id and self.participant.mission_id != self.mission_id:
            faults.setdefault("participant", _("Cette personne ne participe pas à cette mission."))
        if faults:
            raise ValidationError(faults)

    def save(self, *args, **kwargs):
        if self._rewritten():
            raise ValidationError(PUBLISHED_STAYS)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        if self.is_published:
            raise ValidationError(PUBLISHED_STAYS)
        return super().delete(*args, **kwargs)

    @property
    def origin(self):
        """Where it was published, in words, on a fact that knows its sources as `cited`."""
        kinds = {source.kind for source in self.cited}
        if kinds & OFFICIAL_KINDS:
            return _("selon une source officielle")
        if SourceKind.PRESS in kinds:
            return _("selon la presse")
        return _("selon une autre source") if kinds else _("sans source inscrite")

    @property
    def own_day(self):
        """The day it was made public where none of its sources, its `cited`, is of that day; None otherwise."""
        days = {source.published_on for source in self.cited if source.published_precision == DatePrecision.DAY}
        return None if self.made_public_on in days else self.made_public_on

    @property
    def is_payer_known(self):
        """Whether it is said who pays."""
        return self.payer != Payer.UNKNOWN

    @property
    def displayed_amount(self):
        """The amount in words: « 12 979 $ », « environ 10 700 $ »."""
        amount = money(self.amount)
        return gettext("environ {amount}").format(amount=amount) if self.is_approximate else amount

    @property
    def is_published(self):
        """Whether it was put online with its mission: what it states then stays."""
        return self.pk is not None and CostFact.objects.filter(self.final_once, pk=self.pk).exists()

    @property
    def is_claimed_benefit(self):
        """Whether it is a benefit that was claimed, not money spent."""
        return self.fact_type == CostType.CLAIMED_BENEFIT

    @property
    def is_declared_total(self):
        """Whether it is a total that was declared."""
        return self.fact_type == CostType.DECLARED

    def _rewritten(self):
        """Return the names of the fields (a list) that no longer say what was published."""
        stored = None if self._state.adding else CostFact.objects.filter(self.final_once, pk=self.pk).first()
        if stored is None:
            return []
        fields = [self._meta.get_field(name) for name in self.final]
        return [
            field.name
            for field in fields
            if field.to_python(getattr(self, field.attname)) != getattr(stored, field.attname)
        ]

    def _faults_of_correction(self):
        """Return {field: words} of what is wrong with the fact it says it corrects."""
        if self.corrects.mission_id != self.mission_id:
            return {"corrects": _("Ce montant est celui d’une autre mission.")}
        if self.corrects.fact_type != self.fact_type:
            return {"corrects": _("Un montant n’en corrige qu’un de même nature.")}
        if self.pk and self.pk in self._lineage():
            return {"corrects": _("Ces montants se corrigeraient l’un l’autre.")}
        return {}

    def _lineage(self):
        """Return the keys of the facts it corrects, nearest first; stops where the chain would turn back."""
        corrected_by = dict(CostFact.objects.filter(mission=self.mission_id).values_list("pk", "corrects"))
        chain, earlier = [], self.corrects_id
        while earlier and earlier not in chain:
            chain.append(earlier)
            earlier = corrected_by.get(earlier)
        return chain
