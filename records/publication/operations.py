"""The steps of publication, each a verb: who does it, on which record, with which consequence."""

import datetime as dt
from typing import TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from records.publication.authors import is_own_work
from records.publication.history import LONGEST_REASON
from records.publication.publishable import Publishable
from records.publication.status import PublicationStatus, put_online
from records.words.said import Said

_RowT = TypeVar("_RowT", bound=models.Model)
_PublishableT = TypeVar("_PublishableT", bound=Publishable)

OWN_DRAFT = _("Vous avez écrit ce texte sans personne d’autre\u00a0: quelqu’un d’autre le met en ligne.")


@transaction.atomic
def submit(record: _PublishableT, *, by: User) -> _PublishableT:
    """Hand a draft over for approval. Raise ValidationError if it is not a draft."""
    record = lock_row(record)
    _expect(record, PublicationStatus.DRAFT, _("Seul un brouillon se soumet à l’approbation."))
    record.review_comment = ""
    return _move(record, PublicationStatus.REVIEW, by=by, reason=_("Soumis à l’approbation"))


@transaction.atomic
def recall(record: _PublishableT, *, by: User) -> _PublishableT:
    """Take back a record that `by` submitted, to correct it. Raise ValidationError if someone else did, or nobody."""
    record = lock_row(record)
    _expect(record, PublicationStatus.REVIEW, _("Seul un texte à approuver se reprend."))
    if not record.is_submitted_by(by):
        raise ValidationError(_("Seule la personne qui a soumis ce texte peut le reprendre."))
    return _move(record, PublicationStatus.DRAFT, by=by, reason=_("Repris avant approbation"))


@transaction.atomic
def send_back(record: _PublishableT, *, by: User, comment: str) -> _PublishableT:
    """Give a submitted record back to its author, with what to change. Raise ValidationError without a comment."""
    record = lock_row(record)
    _expect(record, PublicationStatus.REVIEW, _("Seul un texte à approuver se renvoie."))
    if not comment.strip():
        raise ValidationError(_("Dites à la personne qui rédige ce qui est à revoir."))
    record.review_comment = comment
    return _move(record, PublicationStatus.DRAFT, by=by, reason=_("Renvoyé avec un commentaire"))


@transaction.atomic
def publish(record: _PublishableT, *, by: User, on: dt.date, approved: str = "") -> _PublishableT:
    """Put a record online from `on` (a date). Raise ValidationError naming what is missing.

    `approved`: who approved it elsewhere, in words that the history tells.

    What it is published with is held meanwhile: nobody withdraws it between the check and the change.
    """
    record = lock_row(record)
    if record.is_online:
        return record
    if record.is_archived:
        raise ValidationError(_("Une archive se rouvre avant d’être remise en ligne."))
    if is_own_work(record, by):
        raise ValidationError(OWN_DRAFT)
    for relation in record.published_with:
        setattr(record, relation, lock_row(getattr(record, relation)))
    if record.published_with_one_of:
        lock_rows(getattr(record, record.published_with_one_of).all())
    record.refuse_unless_publishable(on)
    record.refuse_without_one_public(on)
    record.full_clean()
    put_online(record, on)
    record.review_comment = ""
    return _move(record, PublicationStatus.PUBLISHED, by=by, reason=_publication_words(approved))


@transaction.atomic
def withdraw(record: _PublishableT, *, by: User, on: dt.date) -> _PublishableT:
    """Take a record offline and archive it. Raise ValidationError naming the public records that need it on `on`."""
    record = lock_row(record)
    _expect(record, PublicationStatus.PUBLISHED, _("Seul ce qui est en ligne se retire."))
    for beside, _relation in record.records_beside():
        lock_rows(beside.published(on))
    dependents = record.public_dependents(on)
    if dependents:
        raise ValidationError(
            _("« %(record)s » soutient encore\u00a0: %(dependents)s. Retirez-les d’abord.")
            % {"record": record, "dependents": ", ".join(f"« {dependent} »" for dependent in dependents)}
        )
    return _move(record, PublicationStatus.ARCHIVED, by=by, reason=_("Retrait du site"))


@transaction.atomic
def reopen(record: _PublishableT, *, by: User) -> _PublishableT:
    """Make a draft again of an archived record. Raise ValidationError if it is not archived."""
    record = lock_row(record)
    _expect(record, PublicationStatus.ARCHIVED, _("Seule une archive se rouvre."))
    return _move(record, PublicationStatus.DRAFT, by=by, reason=_("Réouverture"))


def lock_row(record: _RowT) -> _RowT:
    """Read `record` again under a row lock, kept until the transaction ends: two people cannot move it at once."""
    return type(record)._default_manager.select_for_update().get(pk=record.pk)


def lock_rows(rows: models.QuerySet[_RowT]) -> None:
    """Hold `rows` under a row lock, in the order of their keys, until the transaction ends."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    list(rows.model._default_manager.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def _expect(record: Publishable, status: PublicationStatus, message: Said) -> None:
    if record.status != status:
        raise ValidationError(message)


def _publication_words(approved: str) -> str:
    said = str(_("Mise en ligne"))
    return f"{said}; {approved}"[:LONGEST_REASON] if approved else said


def _move(record: _PublishableT, status: str, *, by: User, reason: Said) -> _PublishableT:
    record.status = status
    record._history_user = by
    record._change_reason = str(reason)
    record.save()
    return record
