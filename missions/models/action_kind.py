"""What sort of initiative an action is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActionKind(models.TextChoices):
    """What sort of initiative an action is."""

    AGREEMENT = "entente", _("entente")
    EVENT = "evenement", _("événement")
    EXCHANGE = "echange", _("échange")
    WORKS = "amenagement", _("aménagement")
    GOVERNANCE = "gouvernance", _("gouvernance de réseau")
    REPRESENTATION = "representation", _("représentation")
    FOLLOW_UP = "suite", _("suite donnée")
    PARTICIPATION = "participation", _("participation")
    PROGRAMME = "programme", _("programme")
    RESIDENCY = "residence", _("résidence")
    RECOGNITION = "reconnaissance", _("reconnaissance")
    FRAMEWORK = "cadre", _("cadre")
