"""Two records made one, whatever they are: what pointed to one points to the other, in one transaction."""

from collections.abc import Collection
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, TypeVar, cast

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.admin.compared import value_in_words
from records.admin.merged_names import rename_in_proposals
from records.admin.ranks import RANK
from records.imports.history_rows import Cause, write_history
from records.publication.after_write import note_written
from records.publication.fields import AnyField, ManyToMany, attribute_of, field_of, relations_to, through_of
from records.publication.history import CHANGED, LONGEST_REASON, Historic
from records.publication.merges import RecordMerge
from records.publication.operations import lock_rows
from records.publication.proposals import Proposal
from records.publication.publishable import Publishable
from records.publication.shared_links import SharedLink
from records.words.countries import country_name
from records.words.normalizing import normalize

_RecordT = TypeVar("_RecordT", bound=Historic)
GONE_ALREADY = gettext_lazy("Quelqu’un a supprimé ou fusionné une de ces fiches entre-temps\u00a0: rien n’est fait.")
KEEP_WHAT_IS_ONLINE = gettext_lazy(
    "«\u00a0%(former)s\u00a0» est en ligne, «\u00a0%(kept)s\u00a0» ne l’est pas\u00a0: gardez celle qui est en ligne, "
    "ou mettez d’abord l’autre en ligne."
)
TWO_PROPOSALS = gettext_lazy(
    "Une proposition est ouverte sur chacune des deux fiches\u00a0: mettez-en une en ligne, ou abandonnez-la, d’abord."
)
ONE_EACH = gettext_lazy(
    "« %(kept)s » et « %(former)s » ont chacune leur « %(part)s », et une fiche n’en a "
    "qu’un : supprimez d’abord celui qui est de trop."
)
REFUSED_ANYHOW = gettext_lazy("La base de données refuse cette fusion\u00a0: %(rule)s")
# From which likeness (1: the same) two names may be those of one thing.
LEAST_ALIKE = 0.5
# How many refusals are told, and how many rows that say the same.
MAX_LINES_TOLD = 20


@transaction.atomic
def merge_records(kept: _RecordT, former: _RecordT, taken: Collection[str], *, by: User) -> RecordMerge:
    """Merge `former` into `kept`, which takes the values of its fields `taken` (names); return what was done.

    Raise ValidationError, saying which, if a rule of a record would break, or if one of the two is gone.
    """
    model: Any = type(kept)
    lock_rows(model._default_manager.filter(pk__in=[kept.pk, former.pk]))
    found = model._default_manager.in_bulk([kept.pk, former.pk])
    if len(found) < 2:
        raise ValidationError(str(GONE_ALREADY))
    merging = Merging(found[kept.pk], found[former.pk], by)
    merging.refuse_offline()
    merging.refuse_two_proposals()
    try:
        with transaction.atomic():
            return merging.run(taken)
    except IntegrityError as refusal:
        raise ValidationError(REFUSED_ANYHOW % {"rule": refusal}) from refusal


class Merging:
    """Merges `former` into `kept`, both held, for `by`."""

    def __init__(self, kept: Any, former: Any, by: User) -> None:
        self.kept, self.former, self.by = kept, former, by
        self.model: Any = type(kept)
        self.cause = Cause((_("Fusion avec «\u00a0%s\u00a0»") % former)[:LONGEST_REASON], by.pk)
        self.moved: list[list[Any]] = []
        self.dropped: list[str] = []
        self.refusals: list[str] = []
        # Rows whose rules are asked once all are moved: a meeting and its stop go together.
        self.unchecked: list[Any] = []

    def refuse_offline(self) -> None:
        """Raise ValidationError if what readers know would lead to what they may not read."""
        if isinstance(self.kept, Publishable) and self.former.is_online and not self.kept.is_online:
            raise ValidationError(KEEP_WHAT_IS_ONLINE % {"former": self.former, "kept": self.kept})

    def refuse_two_proposals(self) -> None:
        """Raise ValidationError if each has an open proposal: one record has one."""
        both = (self.kept, self.former)
        if hasattr(self.kept, "proposals") and all(each.proposals.still_proposed().exists() for each in both):
            raise ValidationError(str(TWO_PROPOSALS))

    def run(self, taken: Collection[str]) -> RecordMerge:
        """Do it, and return what was done. Raise ValidationError if a rule would break."""
        values = {name: getattr(self.former, attribute_of(self.model, name)) for name in taken}
        told = [[str(capfirst(field_of(self.model, name).verbose_name)), value_of(self.former, name)] for name in taken]
        for relation in relations_to(self.model):
            field = cast(Any, relation.field)
            (self.move_links if relation.many_to_many else self.move_rows)(field)
        for own in self.model._meta.many_to_many:
            if through_of(own)._meta.auto_created:
                getattr(self.kept, own.name).add(*getattr(self.former, own.name).all())
        self.check_moved()
        rename_in_proposals(self.former, self.kept)
        SharedLink.objects.filter(model=self.model._meta.label_lower, key=self.former.pk).update(key=self.kept.pk)
        done = self.keep_trace({"fields": told, "moved": self.moved, "dropped": self.dropped[:MAX_LINES_TOLD]})
        self.leave()
        self.save_kept(values)
        if self.refusals:
            raise ValidationError(self.refusals[:MAX_LINES_TOLD])
        return done

    def move_rows(self, field: AnyField) -> None:
        """Have the rows whose foreign key `field` points to the former point to the one kept; drop what is there."""
        model: Any = field.model
        rows = list(model._default_manager.filter(**{field.name: self.former.pk}))
        if not issubclass(model, Historic):
            self.save_rows(field, rows)
            return
        if field.unique and rows and model._default_manager.filter(**{field.name: self.kept.pk}).exists():
            told = {"kept": self.kept, "former": self.former, "part": model._meta.verbose_name}
            raise ValidationError(ONE_EACH % told)
        held = {own: self.sets_of(model, own, field) for own in unique_with(field) if own != (RANK,)}
        moving = []
        for row in rows:
            if any(_said(row, own) in said for own, said in held.items()):
                self.dropped.append(str(row))
                self.mark(row).delete()
            else:
                moving.append(row)
        keys = [row.pk for row in moving]
        moved = {field.name: self.kept.pk, **self.ranks_after(field)}
        model._default_manager.filter(pk__in=keys).update(**moved)
        self.note(model, keys)
        for row in moving:
            setattr(row, field.name, self.kept)
        self.unchecked += moving

    def save_rows(self, field: AnyField, rows: list[Any]) -> None:
        """Save rows without a history with the one kept, for what they derive from it; drop those that are there."""
        dropped = len(self.dropped)
        for row in rows:
            setattr(row, field.name, self.kept)
            try:
                with transaction.atomic():
                    row.save()
            except IntegrityError:
                self.dropped.append(str(row))
                row.delete()
        if moved := len(rows) - (len(self.dropped) - dropped):
            self.moved.append([str(capfirst(field.model._meta.verbose_name_plural)), moved])

    def ranks_after(self, field: AnyField) -> dict[str, Any]:
        """Return what an update gives the parts of the former that are ranked: they follow those of the one kept.

        What only names it keeps the rank that it has elsewhere.
        """
        model: Any = field.model
        if cast(Any, field).remote_field.on_delete is not models.CASCADE or RANK not in {
            each.name for each in model._meta.fields
        }:
            return {}
        held = model._default_manager.filter(**{field.name: self.kept.pk})
        return {RANK: models.F(RANK) + (held.aggregate(last=models.Max(RANK))["last"] or 0)}

    def sets_of(self, model: Any, own: tuple[str, ...], field: AnyField) -> set[tuple[Any, ...]]:
        """Return what the rows of the one kept say in the fields `own`, each once."""
        rows = model._default_manager.filter(**{field.name: self.kept.pk})
        return set(rows.values_list(*(field_of(model, name).attname for name in own)))

    def move_links(self, field: ManyToMany) -> None:
        """Have the rows of a many-to-many `field` (made by the library) that name the former name the one kept."""
        through = through_of(field)
        if not through._meta.auto_created:
            return
        owner, target = field.m2m_column_name(), field.m2m_reverse_name()
        links = through._default_manager.filter(**{target: self.former.pk})
        owners = list(links.values_list(owner, flat=True))
        there = through._default_manager.filter(**{target: self.kept.pk}).values_list(owner, flat=True)
        links.filter(**{f"{owner}__in": list(there)}).delete()
        links.update(**{target: self.kept.pk})
        self.note(cast(Any, field.model), owners)

    def note(self, model: type[Any], keys: list[int]) -> None:
        """Leave the history of rows written, and have them followed."""
        if not keys:
            return
        write_history(model, keys, CHANGED, self.cause)
        note_written(model, keys)
        self.moved.append([str(capfirst(model._meta.verbose_name_plural)), len(keys)])

    def check_moved(self) -> None:
        """Note the rules that the rows moved would break; what they are tied to is fetched once for each kind."""
        for model, rows in groupby(self.unchecked, key=type):
            checked = [row for row in rows if not isinstance(row, Proposal)]
            keys = [each.name for each in checked[0]._meta.fields if each.many_to_one] if checked else []
            prefetch_related_objects(checked, *keys, *getattr(model, "checked_with", ()))
            for row in checked:
                self.check(row)

    def check(self, row: Any) -> None:
        """Note the rules that a row would break."""
        row.keeps_its_address = True
        try:
            row.clean()
        except ValidationError as refusal:
            self.refusals += [f"«\u00a0{row}\u00a0»\u00a0: {message}" for message in refusal.messages]

    def mark(self, row: Any) -> Any:
        """Return a row once its history will tell who changes it, and why."""
        row._history_user, row._change_reason = self.by, self.cause.reason
        return row

    def keep_trace(self, told: dict[str, Any]) -> RecordMerge:
        """Keep what was done; what was merged into the former before leads to the one kept too."""
        merges = RecordMerge.objects.of(self.model)
        merges.filter(kept_key=self.former.pk).update(kept_key=self.kept.pk)
        return RecordMerge.objects.create(
            model=self.model._meta.label_lower,
            former_key=self.former.pk,
            former_name=str(self.former)[:300],
            record_id=getattr(self.former, "record_id", None) or "",
            kept_key=self.kept.pk,
            merged_by=self.by,
            told=told,
        )

    def leave(self) -> None:
        """Delete the former: its history stays."""
        self.mark(self.former)
        self.former._change_reason = (_("Fusion dans «\u00a0%s\u00a0»") % self.kept)[:LONGEST_REASON]
        self.former.delete()

    def save_kept(self, values: dict[str, Any]) -> None:
        """Save the one kept with the values it takes."""
        for name, value in values.items():
            setattr(self.kept, attribute_of(self.model, name), value)
        self.kept.edited_at = timezone.now()
        self.kept.full_clean()
        self.mark(self.kept).save()


def unique_with(field: AnyField) -> list[tuple[str, ...]]:
    """Return the other fields of each set that rows hold once for one value of the foreign key `field` (a list)."""
    sets = [each for each in field.model._meta.constraints if isinstance(each, models.UniqueConstraint)]
    named = [each.fields for each in sets if field.name in each.fields and each.condition is None]
    return [tuple(name for name in names if name != field.name) for names in named]


def _said(row: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, field_of(type(row), name).attname) for name in names)


def doubts_of_pair(kept: Any, former: Any) -> list[str]:
    """Return the sentences that doubt that two records are one: their names or their countries differ (a list)."""
    found = []
    if SequenceMatcher(None, normalize(str(kept)), normalize(str(former))).ratio() < LEAST_ALIKE:
        found.append(
            _("Leurs noms se ressemblent peu\u00a0: «\u00a0%(kept)s\u00a0» et «\u00a0%(former)s\u00a0».")
            % {"kept": kept, "former": former}
        )
    countries = [value_of(each, "country") if hasattr(each, "country") else "" for each in (kept, former)]
    if all(countries) and countries[0] != countries[1]:
        found.append(
            _("Elles ne sont pas dans le même pays\u00a0: %(kept)s et %(former)s.")
            % {"kept": countries[0], "former": countries[1]}
        )
    return found


def value_of(record: Any, name: str) -> str:
    """Return what a field of a record says, in words; empty for nothing."""
    display, value = getattr(record, f"get_{name}_display", None), getattr(record, name)
    if name == "country":
        return country_name(value)
    return str(display()) if display else value_in_words(value)
