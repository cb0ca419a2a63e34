"""What a mission is made of: partners, places, people, objectives and meetings."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from missions.models.cost import Payer
from missions.models.mission import Mission
from missions.models.zone import refuse_unknown_zone
from partners.models import Partner, PartnerKind
from records.models import Historic, Source, Translated
from records.words.languages import in_english


class ObjectiveResult(models.TextChoices):
    """What became of an objective."""

    MET = "atteint", _("atteint")
    PARTLY = "en_partie", _("atteint en partie")
    NOT_MET = "non_atteint", _("non atteint")
    UNKNOWN = "inconnu", _("inconnu")


class MissionRole(models.TextChoices):
    """What a partner is to a mission."""

    HOST = "hote", _("hôte")
    ORIGIN = "origine", _("origine de la délégation")
    ORGANIZER = "organisateur", _("organisation")
    MET = "rencontre", _("rencontre")
    ASSOCIATED = "associe", _("partenaire")


class MissionPartner(Historic):
    """What one partner is to one mission."""

    mission = models.ForeignKey(Mission, models.CASCADE, verbose_name=_("mission"), related_name="roles")
    partner = models.ForeignKey(Partner, models.PROTECT, verbose_name=_("partenaire"), related_name="mission_roles")
    role = models.CharField(_("rôle"), max_length=12, choices=MissionRole, default=MissionRole.ASSOCIATED)

    class Meta:
        verbose_name = _("partie prenante")
        verbose_name_plural = _("parties prenantes")
        ordering = ["role", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="missions_missionpartner_role_held_once",
                violation_error_code="partner",
                fields=["mission", "partner", "role"],
                violation_error_message=_("Ce partenaire tient déjà ce rôle dans la mission."),
            ),
        ]

    def __str__(self):
        return f"{self.mission} – {self.partner} ({self.get_role_display()})"


class Stop(Historic):
    """A place of a mission out, in order."""

    mission = models.ForeignKey(Mission, models.CASCADE, verbose_name=_("mission"), related_name="stops")
    position = models.PositiveSmallIntegerField(_("rang"))
    place = models.ForeignKey(
        Partner,
        models.PROTECT,
        verbose_name=_("ville"),
        related_name="stops",
        limit_choices_to={"kind": PartnerKind.CITY},
    )
    arrives_on = models.DateField(_("arrivée"), null=True, blank=True)
    leaves_on = models.DateField(_("départ"), null=True, blank=True)
    time_zone = models.CharField(
        _("fuseau horaire"),
        max_length=40,
        blank=True,
        help_text=_("P. ex. Europe/Paris. Laissé vide, celui de la ville est proposé."),
    )

    class Meta:
        verbose_name = _("étape")
        verbose_name_plural = _("étapes")
        ordering = ["mission", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="missions_stop_rank_is_its_own",
                violation_error_code="position",
                fields=["mission", "position"],
                violation_error_message=_("Une autre étape occupe ce rang."),
            ),
            models.CheckConstraint(
                name="missions_stop_leaves_after_arrival",
                violation_error_code="leaves_on",
                condition=Q(arrives_on__isnull=True) | Q(leaves_on__isnull=True) | Q(leaves_on__gte=F("arrives_on")),
                violation_error_message=_("On ne quitte pas une ville avant d’y arriver."),
            ),
        ]

    def __str__(self):
        return f"{self.mission} – {self.place}"

    def clean(self):
        super().clean()
        refuse_unknown_zone(self.time_zone)


class Participant(Translated):
    """Someone, or a group, who takes part: shown by function."""

    mission = models.ForeignKey(Mission, models.CASCADE, verbose_name=_("mission"), related_name="participants")
    position = models.PositiveSmallIntegerField(_("rang"), default=1)
    function = models.CharField(_("fonction"), max_length=200)
    function_en = in_english(function)
    organization = models.CharField(_("organisme"), max_length=200, blank=True)
    organization_en = in_english(organization)
    payer = models.CharField(_("qui paie"), max_length=8, choices=Payer, default=Payer.UNKNOWN)
    payer_name = models.CharField(_("quel autre organisme paie"), max_length=160, blank=True)
    name = models.CharField(_("nom"), max_length=160, blank=True)
    name_is_public = models.BooleanField(_("nom public"), default=False)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["mission", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="missions_participant_name_only_if_public",
                violation_error_code="name",
                condition=Q(name="") | Q(name_is_public=True),
                violation_error_message=_("N’inscrivez un nom que s’il est public."),
            ),
            models.CheckConstraint(
                name="missions_participant_other_payer_is_named",
                violation_error_code="payer_name",
                condition=~Q(payer=Payer.OTHER.value) | ~Q(payer_name=""),
                violation_error_message=_("Dites quel organisme paie."),
            ),
        ]

    def __str__(self):
        return self.function

    @property
    def is_payer_known(self):
        """Whether it is said who pays."""
        return self.payer != Payer.UNKNOWN

    @property
    def payer_in_words(self):
        """Who pays; empty where nobody says."""
        return (self.payer_name or self.get_payer_display()) if self.is_payer_known else ""


class Objective(Translated):
    """What a mission sets out to obtain, and what became of it."""

    mission = models.ForeignKey(Mission, models.CASCADE, verbose_name=_("mission"), related_name="objectives")
    position = models.PositiveSmallIntegerField(_("rang"), default=1)
    text = models.TextField(_("objectif"))
    text_en = in_english(text)
    result = models.CharField(_("résultat"), max_length=12, choices=ObjectiveResult, blank=True)
    result_note = models.TextField(_("résultat, en mots"), blank=True)
    result_note_en = in_english(result_note)
    success = models.TextField(_("résultat qui compterait comme un succès"), blank=True)
    success_en = in_english(success)
    evidence = models.ForeignKey(Source, models.PROTECT, verbose_name=_("preuve"), null=True, blank=True)

    class Meta:
        verbose_name = _("objectif")
        verbose_name_plural = _("objectifs")
        ordering = ["mission", "position", "pk"]

    def __str__(self):
        return self.text

    def clean(self):
        super().clean()
        if self.result and self.result != ObjectiveResult.UNKNOWN and not self.result_note:
            raise ValidationError({"result_note": _("Dites en une phrase ce qui a été obtenu, ou ce qui a manqué.")})


class Meeting(Translated):
    """A meeting or a visit of a mission: when, where, with whom, what for and who attends."""

    _history_m2m_fields = ("attendees",)

    mission = models.ForeignKey(Mission, models.CASCADE, verbose_name=_("mission"), related_name="meetings")
    position = models.PositiveSmallIntegerField(_("rang"), default=1)
    subject = models.CharField(_("rencontre"), max_length=300)
    subject_en = in_english(subject)
    partner = models.ForeignKey(
        Partner, models.PROTECT, verbose_name=_("partenaire"), related_name="meetings", null=True, blank=True
    )
    stop = models.ForeignKey(
        Stop, models.SET_NULL, verbose_name=_("étape"), related_name="meetings", null=True, blank=True
    )
    held_on = models.DateField(_("date"), null=True, blank=True)
    starts_at = models.TimeField(_("début (heure locale)"), null=True, blank=True)
    ends_at = models.TimeField(_("fin (heure locale)"), null=True, blank=True)
    venue = models.CharField(_("lieu"), max_length=200, blank=True)
    objective = models.ForeignKey(
        Objective, models.SET_NULL, verbose_name=_("notre objectif"), related_name="meetings", null=True, blank=True
    )
    attendees = models.ManyToManyField(Participant, verbose_name=_("qui y va"), related_name="meetings", blank=True)
    summary = models.TextField(_("ce qui s’est dit"), blank=True)
    summary_en = in_english(summary)

    class Meta:
        verbose_name = _("rencontre")
        verbose_name_plural = _("rencontres")
        ordering = ["mission", F("held_on").asc(nulls_last=True), F("starts_at").asc(nulls_last=True), "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="missions_meeting_hour_has_its_day",
                violation_error_code="held_on",
                condition=Q(starts_at__isnull=True) | Q(held_on__isnull=False),
                violation_error_message=_("Une heure demande une date."),
            ),
            models.CheckConstraint(
                name="missions_meeting_ends_after_start",
                violation_error_code="ends_at",
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False, ends_at__gte=F("starts_at")),
                violation_error_message=_("Une rencontre ne peut finir avant de commencer."),
            ),
        ]

    def __str__(self):
        return f"{self.mission} – {self.subject}"
