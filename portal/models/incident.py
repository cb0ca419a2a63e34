"""The register of incidents of confidentiality (art. 63.8 to 63.11 of the Loi sur l’accès)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from records.models import Historic
from records.words.dates import in_words


class IncidentNature(models.TextChoices):
    """What happened to the information."""

    ACCESS = "acces", _("accès non autorisé")
    USE = "usage", _("usage non autorisé")
    RELEASE = "communication", _("communication non autorisée")
    LOSS = "perte", _("perte")
    OTHER = "autre", _("autre atteinte")


class InjuryRisk(models.TextChoices):
    """Whether somebody may be seriously harmed."""

    UNKNOWN = "a_evaluer", _("à évaluer")
    SERIOUS = "serieux", _("risque de préjudice sérieux")
    NOT_SERIOUS = "non_serieux", _("pas de risque de préjudice sérieux")


class Incident(Historic):
    """Something that happened to personal information: what, to whom, how grave, who was told, what was done."""

    happened_on = models.DateField(_("survenu le"), help_text=_("Le jour, ou le premier jour de la période."))
    happened_until = models.DateField(_("jusqu’au"), null=True, blank=True)
    known_on = models.DateField(_("connu du bureau le"))
    nature = models.CharField(_("nature"), max_length=13, choices=IncidentNature)
    circumstances = models.TextField(_("circonstances"), help_text=_("Ce qui est arrivé, sans nommer personne."))
    data = models.TextField(_("renseignements visés"), help_text=_("Les sortes de renseignements, sans les répéter."))
    people_count = models.PositiveIntegerField(
        _("nombre de personnes"), null=True, blank=True, help_text=_("Vide tant qu’il est inconnu.")
    )
    risk = models.CharField(_("risque"), max_length=11, choices=InjuryRisk, default=InjuryRisk.UNKNOWN)
    risk_reasons = models.TextField(_("raisons de cette évaluation"), blank=True)
    commission_told_on = models.DateField(_("Commission d’accès à l’information avisée le"), null=True, blank=True)
    people_told_on = models.DateField(_("personnes avisées le"), null=True, blank=True)
    others_told = models.CharField(_("autres avisés"), max_length=300, blank=True, help_text=_("Qui, et quel jour."))
    measures = models.TextField(_("mesures prises"), blank=True)

    class Meta:
        verbose_name = _("incident de confidentialité")
        verbose_name_plural = _("incidents de confidentialité")
        ordering = ["-happened_on", "-pk"]
        default_permissions = ("view", "add", "change")
        permissions = [("handle_people", _("Chercher, exporter et effacer une personne"))]
        constraints = [
            models.CheckConstraint(
                name="portal_incident_nature_is_known",
                violation_error_code="nature",
                condition=Q(nature__in=IncidentNature.values),
                violation_error_message=_("Choisissez l’une des natures."),
            ),
            models.CheckConstraint(
                name="portal_incident_risk_is_known",
                violation_error_code="risk",
                condition=Q(risk__in=InjuryRisk.values),
                violation_error_message=_("Le risque est à évaluer, sérieux ou non."),
            ),
            models.CheckConstraint(
                name="portal_incident_ends_after_it_began",
                violation_error_code="happened_until",
                condition=Q(happened_until=None) | Q(happened_until__gte=F("happened_on")),
                violation_error_message=_("Un incident ne finit pas avant d’avoir commencé."),
            ),
            models.CheckConstraint(
                name="portal_incident_known_once_it_happened",
                violation_error_code="known_on",
                condition=Q(known_on__gte=F("happened_on")),
                violation_error_message=_("On ne connaît pas un incident avant qu’il survienne."),
            ),
            models.CheckConstraint(
                name="portal_incident_says_what_and_which_data",
                violation_error_code="circumstances",
                condition=~Q(circumstances="") & ~Q(data=""),
                violation_error_message=_("Dites ce qui est arrivé, et à quels renseignements."),
            ),
            models.CheckConstraint(
                name="portal_incident_risk_has_its_reasons",
                violation_error_code="risk_reasons",
                condition=Q(risk=InjuryRisk.UNKNOWN.value) | ~Q(risk_reasons=""),
                violation_error_message=_("Dites pourquoi le risque est évalué ainsi."),
            ),
        ]

    def __str__(self):
        return _("Incident du %(day)s, %(nature)s") % {
            "day": in_words(self.happened_on),
            "nature": self.get_nature_display(),
        }

    @property
    def still_to_tell(self):
        """Who is still to be told of an incident of a serious risk, in words (a list)."""
        if self.risk != InjuryRisk.SERIOUS:
            return []
        told = {
            _("la Commission d’accès à l’information"): self.commission_told_on,
            _("les personnes visées"): self.people_told_on,
        }
        return [str(who) for who, day in told.items() if day is None]
