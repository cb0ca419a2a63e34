"""How a delegation travels, and what its flights emit."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from missions.models.mission import Mission
from missions.models.zone import refuse_unknown_zone
from partners.models import Partner, PartnerKind
from partners.models.partner import on_earth
from records.models import Historic, Recorded
from records.publication.degrees import DegreesField
from records.words.languages import in_english


class TravelMode(models.TextChoices):
    """By what means."""

    AIR = "avion", _("avion")
    TRAIN = "train", _("train")
    ROAD = "route", _("route")
    BOAT = "bateau", _("bateau")


class CabinClass(models.TextChoices):
    """In which class."""

    ECONOMY = "economique", _("économique")
    PREMIUM = "economique_superieure", _("économique supérieure")
    BUSINESS = "affaires", _("affaires")
    FIRST = "premiere", _("première")


class Airport(Recorded):
    """An airport, where it is."""

    search_fields = ("code", "name")

    code = models.CharField(_("code IATA"), max_length=3, unique=True)
    name = models.CharField(_("nom"), max_length=120)
    name_en = in_english(name)
    latitude = DegreesField(_("latitude"))
    longitude = DegreesField(_("longitude"))
    time_zone = models.CharField(_("fuseau horaire"), max_length=40, blank=True, help_text=_("P. ex. Europe/Paris."))

    class Meta:
        verbose_name = _("aéroport")
        verbose_name_plural = _("aéroports")
        ordering = ["code", "pk"]
        constraints = on_earth("missions_airport")

    def __str__(self):
        return f"{self.name} ({self.code})"

    def clean(self):
        super().clean()
        refuse_unknown_zone(self.time_zone)


class EmissionFactorQuerySet(models.QuerySet):
    """Asks the factors."""

    def newest(self, cabin, year):
        """Return the latest factor of a class published for `year` or before; None if there is none."""
        return self.filter(cabin=cabin, year__lte=year).order_by("-year").first()


class EmissionFactor(Recorded):
    """What one kilometre flown by one person emits, as published for a year and a class."""

    search_fields = ("cabin",)

    cabin = models.CharField(_("classe"), max_length=24, choices=CabinClass)
    year = models.PositiveSmallIntegerField(_("année"))
    with_forcing = models.DecimalField(
        _("avec forçage radiatif (kg CO2e par passager-km)"), max_digits=8, decimal_places=5
    )
    without_forcing = models.DecimalField(
        _("sans forçage radiatif (kg CO2e par passager-km)"), max_digits=8, decimal_places=5
    )

    objects = EmissionFactorQuerySet.as_manager()

    class Meta:
        verbose_name = _("facteur d’émission")
        verbose_name_plural = _("facteurs d’émission")
        ordering = ["-year", "cabin", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="missions_emissionfactor_one_a_year",
                violation_error_code="year",
                fields=["cabin", "year"],
                violation_error_message=_("Cette classe a déjà son facteur pour l’année."),
            ),
            *(
                models.CheckConstraint(
                    name=f"missions_emissionfactor_{kind}_forcing_not_negative",
                    violation_error_code=f"{kind}_forcing",
                    condition=Q(**{f"{kind}_forcing__gte": 0}),
                    violation_error_message=_("Une valeur ne peut être négative."),
                )
                for kind in ("with", "without")
            ),
        ]

    def __str__(self):
        return f"{self.get_cabin_display()}, {self.year}"


class Leg(Historic):
    """A part of the journey, from one place to another, by so many people."""

    mission = models.ForeignKey(Mission, models.CASCADE, verbose_name=_("mission"), related_name="legs")
    position = models.PositiveSmallIntegerField(_("rang"))
    mode = models.CharField(_("moyen"), max_length=8, choices=TravelMode, default=TravelMode.AIR)
    from_airport = models.ForeignKey(
        Airport, models.PROTECT, verbose_name=_("aéroport de départ"), related_name="+", null=True, blank=True
    )
    to_airport = models.ForeignKey(
        Airport, models.PROTECT, verbose_name=_("aéroport d’arrivée"), related_name="+", null=True, blank=True
    )
    from_place = models.ForeignKey(
        Partner,
        models.PROTECT,
        verbose_name=_("ville de départ"),
        related_name="+",
        limit_choices_to={"kind": PartnerKind.CITY},
        null=True,
        blank=True,
    )
    to_place = models.ForeignKey(
        Partner,
        models.PROTECT,
        verbose_name=_("ville d’arrivée"),
        related_name="+",
        limit_choices_to={"kind": PartnerKind.CITY},
        null=True,
        blank=True,
    )
    cabin = models.CharField(_("classe"), max_length=24, choices=CabinClass, blank=True)
    travellers = models.PositiveSmallIntegerField(_("personnes"), default=1, validators=[MinValueValidator(1)])
    leaves_at = models.DateTimeField(_("départ"), null=True, blank=True)
    arrives_at = models.DateTimeField(_("arrivée"), null=True, blank=True)
    factor = models.ForeignKey(
        EmissionFactor, models.PROTECT, verbose_name=_("facteur d’émission"), related_name="legs", null=True, blank=True
    )

    class Meta:
        verbose_name = _("trajet")
        verbose_name_plural = _("trajets")
        ordering = ["mission", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="missions_leg_rank_is_its_own",
                violation_error_code="position",
                fields=["mission", "position"],
                violation_error_message=_("Un autre trajet occupe ce rang."),
            ),
            models.CheckConstraint(
                name="missions_leg_someone_travels",
                violation_error_code="travellers",
                condition=Q(travellers__gte=1),
                violation_error_message=_("Un trajet se fait au moins à une personne."),
            ),
            *(
                models.CheckConstraint(
                    name=f"missions_leg_has_its_{end}",
                    violation_error_code=f"{end}_place",
                    condition=Q(**{f"{end}_airport__isnull": False}) | Q(**{f"{end}_place__isnull": False}),
                    violation_error_message=_("Un trajet va d’un aéroport ou d’une ville à l’autre."),
                )
                for end in ("from", "to")
            ),
        ]

    def __str__(self):
        return f"{self.from_airport or self.from_place} – {self.to_airport or self.to_place}"

    def clean(self):
        super().clean()
        if self.factor_id and self.factor.cabin != self.cabin:
            words = _(
                "Ce facteur est celui de la classe «\u00a0%(cabin)s\u00a0»\u00a0: prenez celui de la classe du vol."
            )
            raise ValidationError({"factor": words % {"cabin": self.factor.get_cabin_display()}})

    @property
    def is_flight(self):
        """Whether it is flown."""
        return self.mode == TravelMode.AIR
