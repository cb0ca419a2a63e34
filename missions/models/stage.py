"""Which way a mission goes, and how far it has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Direction(models.TextChoices):
    """Which way a mission goes."""

    OUT = "sortante", _("mission à l’extérieur")
    IN = "entrante", _("délégation reçue")
    HOSTED = "accueil_evenement", _("événement accueilli")


class MissionStage(models.TextChoices):
    """How far a mission has come."""

    PROPOSED = "proposee", _("proposée")
    AUTHORIZED = "autorisee", _("autorisée")
    UNDER_WAY = "en_cours", _("en cours")
    DONE = "realisee", _("réalisée")
    CLOSED = "close", _("close")
    TO_CHECK = "a_verifier", _("annoncée, à confirmer")
    DECLINED = "non_retenue", _("non retenue")


# From the authorization on, the decision that allows the trip is known.
AUTHORIZED_STAGES = [MissionStage.AUTHORIZED, MissionStage.UNDER_WAY, MissionStage.DONE, MissionStage.CLOSED]
# Known to have taken place.
HELD_STAGES = [MissionStage.DONE, MissionStage.CLOSED]
