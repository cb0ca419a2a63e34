"""Changes prepared on records that are online: kept, discussed, approved or dropped; the record stands still meanwhile.

A proposal holds what the form sent, as changes (`records/admin/proposed_changes.py` says how they are written). Its
history is its thread: each row says who, when, which step, with which comment, and what was proposed at that time.
"""

from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.publication.fields import pointed_by
from records.publication.history import KeptHistory
from records.publication.rules import Ruled


class ProposalState(models.TextChoices):
    """Where a proposal stands between who writes it and who approves it."""

    PREPARED = "prepared", _("en préparation")
    SUBMITTED = "submitted", _("à approuver")
    SENT_BACK = "sent_back", _("à revoir")
    APPLIED = "applied", _("en ligne")
    DROPPED = "dropped", _("abandonnée")


_ProposalT = TypeVar("_ProposalT", bound="Proposal")
OPEN_STATES = (ProposalState.PREPARED, ProposalState.SUBMITTED, ProposalState.SENT_BACK)
OPEN_VALUES = [state.value for state in OPEN_STATES]


class ProposalQuerySet(models.QuerySet[_ProposalT]):
    """Asks a table of proposals which wait, and whose they are."""

    def still_proposed(self) -> Self:
        """Keep those that are neither online nor dropped, the oldest first."""
        return self.filter(state__in=OPEN_VALUES).order_by("state_since", "pk")

    def closed(self) -> Self:
        """Keep those that are online or dropped, the latest first."""
        return self.exclude(state__in=OPEN_VALUES).order_by("-state_since", "-pk")

    def with_version(self) -> Self:
        """Add `version`, which tells each state of a proposal from any other: the last row of its history."""
        rows = self.model.history.filter(id=OuterRef("pk")).order_by("-history_id")
        return self.annotate(version=Subquery(rows.values("history_id")[:1]))

    def with_own(self, user: User) -> Self:
        """Add `is_own`: whether `user` wrote something of it (a row of history without a reason is no step)."""
        rows = self.model.history.filter(id=OuterRef("pk"), history_user=user.pk, history_change_reason=None)
        return self.annotate(is_own=Exists(rows))


class Proposal(Ruled):
    """A change prepared on a record; each publishable model has its own table of them, with a `record`."""

    title = models.CharField(_("fiche"), max_length=300)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("qui propose"), related_name="+", null=True
    )
    created_at = models.DateTimeField(_("création"), default=timezone.now)
    state = models.CharField(_("état"), max_length=10, choices=ProposalState, default=ProposalState.PREPARED)
    state_since = models.DateTimeField(_("dans cet état depuis"), default=timezone.now)
    changes = models.JSONField(_("changements"), default=dict)
    comment = models.TextField(_("dernier commentaire"), blank=True)
    commented_at = models.DateTimeField(_("dernier commentaire le"), null=True)

    objects: ClassVar[Any] = ProposalQuerySet.as_manager()
    history = KeptHistory(inherit=True)

    # The key of the record it changes; None once the record was deleted.
    record: Any
    record_id: int | None
    # Given by `with_version` and `with_own`.
    version: int
    is_own: bool
    # Who takes a step, and which: set before it is saved, told by its history.
    _history_user: User | None
    _change_reason: str | None

    class Meta:
        abstract = True
        default_permissions = ()
        ordering = ["state_since", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_one_open",
                violation_error_code="record",
                fields=["record"],
                condition=Q(state__in=OPEN_VALUES),
                violation_error_message=_("Une autre proposition est ouverte sur cette fiche\u00a0: joignez-vous-y."),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_sent_back_says_why",
                violation_error_code="comment",
                condition=~Q(state=ProposalState.SENT_BACK.value) | ~Q(comment=""),
                violation_error_message=_("Dites à la personne qui rédige ce qui est à revoir."),
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it is neither online nor dropped."""
        return self.state in OPEN_STATES

    @property
    def is_applied(self) -> bool:
        """Whether it was put online."""
        return self.state == ProposalState.APPLIED

    @property
    def is_submitted(self) -> bool:
        """Whether it waits for approval."""
        return self.state == ProposalState.SUBMITTED

    @property
    def is_empty(self) -> bool:
        """Whether it would change nothing."""
        return not (self.changes.get("fields") or self.changes.get("parts"))

    def kinds_of_change(self) -> list[str]:
        """Return the names of the fields and of the parts it changes, as the model names them (a list).

        A field that the model no longer has is left out.
        """
        options = pointed_by(type(self), "record")._meta
        known = {field.name: field for field in options.get_fields()}
        names = [known[name].verbose_name for name in self.changes.get("fields", {}) if name in known]
        models_of_parts = [known[name].related_model for name in self.changes.get("parts", {}) if name in known]
        parts = [model._meta.verbose_name_plural for model in models_of_parts]
        return [str(name) for name in (*names, *parts)]


def proposals_on(model: str) -> Any:
    """Return the foreign key of a table of proposals to `model` (its label): a record deleted leaves its proposals."""
    return models.ForeignKey(
        model, models.SET_NULL, verbose_name=_("fiche"), related_name="proposals", null=True, db_index=True
    )
