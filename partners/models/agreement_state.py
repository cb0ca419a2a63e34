"""What an agreement is on a given day: dates decide, and what was recorded is told beside them."""

from datetime import timedelta

from django.db import models
from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext_lazy as _

from partners.models.partner import AUTHORIZED_KINDS


class AgreementStanding(models.TextChoices):
    """The state of an agreement, as recorded."""

    ACTIVE = "actif", _("en vigueur")
    TO_CHECK = "a_verifier", _("à vérifier")
    ASLEEP = "inactif", _("dormante")
    OVER = "termine", _("terminée")
    UNKNOWN = "inconnu", _("inconnue")


class AuthorizationNeed(models.TextChoices):
    """Whether a minister or the government must authorize an agreement first."""

    UNKNOWN = "inconnu", _("inconnu")
    REQUIRED = "requise", _("requise")
    NOT_REQUIRED = "non_requise", _("non requise")


class AgreementState(models.TextChoices):
    """A state of an agreement on a given day; two may hold at once, as « à vérifier » and « expire bientôt »."""

    IN_FORCE = "en_vigueur", _("en vigueur")
    EXPIRING = "expire_bientot", _("expire bientôt")
    UPCOMING = "a_venir", _("à venir")
    EXPIRED = "echue", _("échue")
    ASLEEP = "dormante", _("dormante")
    OVER = "terminee", _("terminée")
    TO_CHECK = "a_verifier", _("à vérifier")
    UNKNOWN = "inconnue", _("inconnue")


# How long before its end an agreement calls for attention.
EXPIRES_SOON = timedelta(days=180)


def act_columns(model):
    """Return {name: expression} of what its acts make of the end of a row of `model`, the agreements; null if nothing.

    `ended_on`: the first day it is no more; `extended_to`: its last day.
    """
    acts = model._meta.get_field("acts").related_model.objects.order_by()
    return {"ended_on": acts.end_of(OuterRef("pk")), "extended_to": acts.extension_of(OuterRef("pk"))}


def closing_day():
    """Return the expression of the day a row with `act_columns` closes, by its acts or else its term; null if none."""
    term = Coalesce("extended_to", "ends_on")
    return Least(Coalesce("ended_on", term), Coalesce(term, "ended_on"))


def state_columns(model, today):
    """Return {name: expression} of the states of a row of `model`, the agreements, on `today` (a date).

    `is_renewed`: whether a public agreement renews it; `asks_authorization`: whether nobody said if it must be
    authorized, though a party is a government or the like; `state_value` and `term_value`: see `state_cases`.
    """
    parties = model._meta.get_field("parties").related_model.objects.order_by()
    asking = parties.filter(agreement=OuterRef("pk"), partner__kind__in=AUTHORIZED_KINDS)
    unanswered = Q(Exists(asking), authorization_need=AuthorizationNeed.UNKNOWN)
    return {
        "is_renewed": Exists(model.objects.order_by().published(today).filter(renews=OuterRef("pk"))),
        "asks_authorization": ExpressionWrapper(unanswered, BooleanField()),
    }


def state_cases(today):
    """Return {name: expression} of the two AgreementStates of a row with `state_columns` on `today` (a date).

    `state_value`: its state. An agreement lasts through its last day, or until an act ends it; without an end, until
    something recorded says otherwise. `term_value`: what its dates say besides, whatever was recorded; empty if none.
    """
    recorded, state = AgreementStanding, AgreementState
    is_ended = Q(standing=recorded.OVER) | Q(ended_on__lte=today)
    states = [
        (is_ended, state.OVER),
        (Q(closes_on__lt=today), state.EXPIRED),
        (Q(standing=recorded.TO_CHECK) | Q(asks_authorization=True), state.TO_CHECK),
        (Q(standing=recorded.ASLEEP), state.ASLEEP),
        (Q(standing=recorded.UNKNOWN), state.UNKNOWN),
        (Q(starts_on__gt=today), state.UPCOMING),
    ]
    terms = [
        (is_ended | Q(closes_on__lt=today), ""),
        (Q(starts_on__gt=today), state.UPCOMING),
        (Q(closes_on__lte=today + EXPIRES_SOON, is_renewed=False), state.EXPIRING),
    ]
    return {"state_value": _first(states, state.IN_FORCE), "term_value": _first(terms, "")}


def _first(rules, default):
    cases = [When(condition, then=Value(str(value))) for condition, value in rules]
    return Case(*cases, default=Value(str(default)), output_field=models.CharField())
