"""Rows that were deleted, as their history last tells them, brought back with what was deleted with them."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from records.publication.addresses import free_slug
from records.publication.deletions import DELETION, deleted_rows
from records.publication.history import Historic
from records.publication.loaded import Loaded
from records.publication.merges import kept_instead_of

# What is deleted with a row is, at most so long before it: one transaction deletes them all.
SAME_DELETION = dt.timedelta(seconds=10)
NOT_DELETED = gettext_lazy("Cette fiche n’est plus parmi les supprimées\u00a0: quelqu’un l’a rétablie, ou fusionnée.")
RESTORED = gettext_lazy("Rétablissement")
NEEDS_GONE = gettext_lazy("Ce que cette fiche nomme n’existe plus (%(field)s)\u00a0: rétablissez-le d’abord.")
FILE_GONE = gettext_lazy("Le fichier de «\u00a0%(row)s\u00a0» n’est plus gardé\u00a0: ce document n’est pas rétabli.")


def deleted_with(row: Any) -> list[Any]:
    """Return a row of history that tells a deletion, and those of the parts deleted with it (a list)."""
    found, keys = [row], {(type(row.instance), row.id)}
    for each in found:
        for part in _parts_of(each):
            if (type(part.instance), part.id) not in keys:
                keys.add((type(part.instance), part.id))
                found.append(part)
    return found


def _parts_of(row: Any) -> Iterator[Any]:
    span = (row.history_date - SAME_DELETION, row.history_date)
    for relation in type(row.instance)._meta.related_objects:
        model = relation.related_model
        if relation.on_delete is models.CASCADE and issubclass(model, Historic):
            yield from deleted_rows(model).filter(**{relation.field.name: row.id, "history_date__range": span})


@transaction.atomic
def restore_row(model: type[Historic], key: int, *, by: User) -> "Restoring":
    """Bring back the row of `model` that had this `key`; return what was done.

    Raise ValidationError if it is no longer deleted, or if a rule of today refuses it.
    """
    row = deleted_rows(model).filter(id=key).first()
    if row is None:
        raise ValidationError(str(NOT_DELETED))
    try:
        with transaction.atomic():
            return Restoring(deleted_with(row), by).run()
    except IntegrityError as refusal:
        raise ValidationError(str(NOT_DELETED)) from refusal


class Restoring:
    """Brings `rows` of history back for `by`: `restored` (the record itself first), `lost` (sentences)."""

    def __init__(self, rows: list[Any], by: User) -> None:
        self.rows, self.by = rows, by
        self.coming = {(type(row.instance), row.id) for row in rows}
        self.restored: list[Any] = []
        self.lost: list[str] = []

    def run(self) -> "Restoring":
        """Do it. Raise ValidationError if a rule of today refuses a row."""
        for row in self.rows:
            instance = row.instance
            if gone := _file_gone(instance):
                self.lost.append(FILE_GONE % {"row": gone})
            else:
                self.write(instance)
        for instance in self.restored:
            self.tie(instance)
        for instance in self.restored:
            instance.full_clean()
        return self

    def write(self, instance: Any) -> None:
        """Write a row again, as it was."""
        model = type(instance)
        for field in (each for each in model._meta.fields if each.is_relation):
            self.lead_somewhere(instance, field)
        if hasattr(instance, "slug") and model._default_manager.filter(slug=instance.slug).exists():
            instance.slug = free_slug(model, str(instance), instance.pk)
        if isinstance(instance, Loaded):
            instance.edited_at = timezone.now()
        instance._history_user, instance._change_reason = self.by, str(RESTORED)
        _insert(instance)
        self.restored.append(instance)

    def lead_somewhere(self, instance: Any, field: Any) -> None:
        """Have a foreign key lead to a row that is there: the one kept where its own was merged, or none if it may."""
        target, key = field.related_model, getattr(instance, field.attname)
        if key is None or (target, key) in self.coming or target._default_manager.filter(pk=key).exists():
            return
        found = kept_instead_of(target, [key]).get(key)
        if found is None and not field.null:
            raise ValidationError(NEEDS_GONE % {"field": field.verbose_name})
        setattr(instance, field.attname, found)

    def tie(self, instance: Any) -> None:
        """Tie it to the rows of its many-to-many relations that are there."""
        before = type(instance).history.filter(id=instance.pk).exclude(history_type=DELETION).order_by("-history_id")
        former = next((row for row in before if row.history_change_reason != str(RESTORED)), None)
        for field in former._history_m2m_fields if former else ():
            keys = list(getattr(former, field.name).values_list(field.m2m_reverse_field_name(), flat=True))
            kept = [*keys, *kept_instead_of(field.related_model, keys).values()]
            getattr(instance, field.name).set(field.related_model._default_manager.filter(pk__in=kept))


def _insert(instance: Any) -> None:
    """Write a new row. Raise ValidationError naming what another row has by now, and may not have too."""
    try:
        with transaction.atomic():
            instance.save(force_insert=True)
    except IntegrityError:
        if not type(instance)._default_manager.filter(pk=instance.pk).exists():
            instance.validate_unique()
            instance.validate_constraints()
        raise


def _file_gone(instance: Any) -> str:
    files = [getattr(instance, field.name) for field in instance._meta.fields if isinstance(field, models.FileField)]
    return next((each.name for each in files if each and not default_storage.exists(each.name)), "")
