"""Records that are prepared, approved, put online and one day withdrawn."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Self, TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, Subquery
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.publication.addresses import free_slug, kept_addresses
from records.publication.fields import field_of
from records.publication.recorded import Recorded
from records.publication.status import PublicationStatus, Reader, public, visible
from records.publication.written_by import handing_over

_RecordT = TypeVar("_RecordT", bound="Publishable")


ADDRESS_KEPT = _("Cette adresse mène déjà à « %(record)s », qui l’a portée en ligne\u00a0: choisissez-en une autre.")
NEEDED_ONLINE = _("À mettre en ligne d’abord\u00a0: %(field)s « %(record)s ».")


class PublishableQuerySet(models.QuerySet[_RecordT]):
    """Asks a table of records what may be read."""

    def published(self, today: dt.date) -> Self:
        """Keep what anyone may read on `today` (a date)."""
        return self.filter(public(self.model, today))

    def not_archived(self) -> Self:
        """Keep what someone may read: the public or, before it is online, the bureau."""
        return self.exclude(status=PublicationStatus.ARCHIVED)

    def not_online(self) -> Self:
        """Keep what was not put online, or was withdrawn."""
        return self.exclude(status=PublicationStatus.PUBLISHED)

    def visible_to(self, user: Reader, today: dt.date) -> Self:
        """Keep what `user` may read on the site on `today` (a date)."""
        return self.filter(visible(self.model, user, today))

    def awaiting_approval(self) -> Self:
        """Keep what waits for an approval, the oldest first, with `submitted_at` and `submitted_by` (a username)."""
        row = handing_over(self.model)
        waiting = self.filter(status=PublicationStatus.REVIEW).annotate(
            submitted_at=Coalesce(Subquery(row.values("history_date")[:1]), Now()),
            submitted_by=Subquery(row.values("history_user__username")[:1]),
        )
        return waiting.order_by("submitted_at", "pk")


class Publishable(Recorded):
    """A record that is prepared, approved, put online and one day withdrawn."""

    # Foreign keys whose records must be public too for this one to be.
    published_with: tuple[str, ...] = ()
    # A relation to several records, one of which at least must be public for this one to be put online.
    published_with_one_of = ""
    # The date field before which nothing is shown, if the model has one.
    hidden_until = ""
    # Set on a row that is checked again as others move, its address as it was: whose it is needs no asking.
    keeps_its_address = False

    slug = models.SlugField(_("adresse"), max_length=100, unique=True, blank=True)
    status = models.CharField(
        _("publication"), max_length=10, choices=PublicationStatus, default=PublicationStatus.DRAFT, editable=False
    )
    published_on = models.DateField(_("mise en ligne"), null=True, blank=True, editable=False)
    review_comment = models.TextField(_("commentaire de relecture"), blank=True, editable=False)

    objects = PublishableQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish")
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_published_has_its_date",
                condition=~Q(status=PublicationStatus.PUBLISHED) | Q(published_on__isnull=False),
                violation_error_message=_("Ce qui est en ligne a une date de mise en ligne."),
            ),
        ]

    def fill_derived_fields(self) -> None:
        super().fill_derived_fields()
        if not self.slug:
            self.slug = free_slug(type(self), self.named_for_address(), self.pk)

    def clean(self) -> None:
        super().clean()
        self.refuse_kept_address()
        if self.status == PublicationStatus.PUBLISHED:
            self.refuse_unless_publishable(timezone.localdate())

    def refuse_kept_address(self) -> None:
        """Raise ValidationError if its address was that of another record while it was online: it leads there still."""
        if self.keeps_its_address:
            return
        kept = kept_addresses(type(self)).filter(slug=self.slug).exclude(id=self.pk).order_by("-history_id").first()
        if self.slug and kept:
            holder = type(self)._default_manager.filter(pk=kept.id).first()
            raise ValidationError({"slug": ADDRESS_KEPT % {"record": holder or kept.slug}})

    def named_for_address(self) -> str:
        """Return the words its address is made of."""
        return str(self)

    def is_public(self, today: dt.date) -> bool:
        """Say whether anyone may read this record on `today` (a date); agrees with the queryset's `published`."""
        return (
            self.status == PublicationStatus.PUBLISHED
            and self.published_on is not None
            and self.published_on <= today
            and not self.is_under_embargo(today)
            and all(getattr(self, relation).is_public(today) for relation in self.published_with)
        )

    def public_since(self) -> dt.date | None:
        """Return the day from which anyone may read this record as it stands; None while no day would make it so.

        Agrees with the expression `status.public_since`.
        """
        days = [needed.public_since() for needed in (getattr(self, relation) for relation in self.published_with)]
        if not self.is_online or None in days:
            return None
        embargo = getattr(self, self.hidden_until) if self.hidden_until else None
        return max(self.published_on, embargo or self.published_on, *days)

    def is_under_embargo(self, today: dt.date) -> bool:
        """Say whether it is kept from readers on `today` (a date) although published."""
        until = getattr(self, self.hidden_until) if self.hidden_until else None
        return until is not None and until > today

    @property
    def is_online(self) -> bool:
        """Whether the record was put online (what it depends on may still hide it)."""
        return self.status == PublicationStatus.PUBLISHED

    @property
    def is_draft(self) -> bool:
        """Whether its author may still change it freely."""
        return self.status == PublicationStatus.DRAFT

    @property
    def is_archived(self) -> bool:
        """Whether the record was taken off the site, for everyone."""
        return self.status == PublicationStatus.ARCHIVED

    def refuse_unless_publishable(self, today: dt.date) -> None:
        """Raise ValidationError naming what this record is published with and that is not public on `today`."""
        missing = {
            name: NEEDED_ONLINE % {"field": field_of(type(self), name).verbose_name, "record": needed or _("inconnu")}
            for name, needed in self.missing_for_publication(today).items()
        }
        if missing:
            raise ValidationError(missing)

    def refuse_without_one_public(self, today: dt.date) -> None:
        """Raise ValidationError naming the records one of which must be public on `today`, if none is."""
        beside = self.published_with_one_of
        if not beside or getattr(self, beside).published(today).exists():
            return
        named = ", ".join(f"«\u00a0{each}\u00a0»" for each in getattr(self, beside).all())
        raise ValidationError(
            _("À mettre en ligne d’abord, une au moins de ces fiches\u00a0: %(records)s.")
            % {"records": named or _("aucune n’est inscrite")}
        )

    def missing_for_publication(self, today: dt.date) -> dict[str, "Publishable | None"]:
        """Return what this record is published with and that is not public on `today` ({relation: record or None})."""
        keys = {name: getattr(self, field_of(type(self), name).attname) for name in self.published_with}
        needed = {name: getattr(self, name) if key else None for name, key in keys.items()}
        return {name: each for name, each in needed.items() if each is None or not each.is_public(today)}

    def is_submitted_by(self, user: User) -> bool:
        """Say whether `user` handed this record over for the approval it waits for: its history tells."""
        handed: Any = type(self).objects.filter(pk=self.pk).awaiting_approval().first()
        return self.status == PublicationStatus.REVIEW and handed is not None and handed.submitted_by == user.username

    def public_dependents(self, today: dt.date) -> list["Publishable"]:
        """Return the public records, at most ten, that are public only while this one is (a list)."""
        found: list[Publishable] = []
        for relation in self._meta.related_objects:
            if relation.field.name in getattr(relation.related_model, "published_with", ()):
                model: type[Any] = relation.related_model
                dependents = model.objects.published(today)
                found += dependents.filter(**{relation.field.name: self})[:10]
        for dependents, name in self.records_beside():
            others = type(self)._default_manager.published(today).exclude(pk=self.pk)
            kept = dependents.model._default_manager.filter(**{f"{name}__in": others}).values("pk")
            found += dependents.published(today).exclude(pk__in=kept)[:10]
        return found[:10]

    def records_beside(self) -> Iterator[tuple[Any, str]]:
        """Yield (queryset, relation) of the records put online with this one or another, by that relation of theirs."""
        for relation in self._meta.related_objects:
            model: type[Any] = relation.related_model
            if relation.many_to_many and relation.field.name == getattr(model, "published_with_one_of", ""):
                yield model.objects.filter(**{relation.field.name: self}), relation.field.name
