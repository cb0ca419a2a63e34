"""What anyone may read: the only module that decides whether a record is public, and since when."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeAlias

from django.apps import apps
from django.contrib.auth.models import AnonymousUser, User
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from records.publication.fields import pointed_by

Reader: TypeAlias = User | AnonymousUser
# A model that inherits Publishable, which this module cannot import, and a record of it.
PublishableModel: TypeAlias = type[Any]
PublishableRecord: TypeAlias = Any


# The beginning of the name of the permission to read what is being prepared.
VIEW = "view_"


class PublicationStatus(models.TextChoices):
    """Where a record stands between its author and its readers."""

    DRAFT = "draft", _("brouillon")
    REVIEW = "review", _("à approuver")
    PUBLISHED = "published", _("en ligne")
    ARCHIVED = "archived", _("archive")


def public(model: PublishableModel, today: dt.date, prefix: str = "") -> Q:
    """Return the Q of the rows of `model` anyone may read on `today` (a date); `prefix` is the path that leads to them.

    A record is public once published, from its date of publication, past its embargo if it has one, and only while
    what it is published with is too.
    """
    condition = Q(**{f"{prefix}status": PublicationStatus.PUBLISHED, f"{prefix}published_on__lte": today})
    if model.hidden_until:
        embargo = f"{prefix}{model.hidden_until}"
        condition &= Q(**{f"{embargo}__isnull": True}) | Q(**{f"{embargo}__lte": today})
    for relation in model.published_with:
        condition &= public(pointed_by(model, relation), today, f"{prefix}{relation}__")
    return condition


def public_since(model: PublishableModel) -> Case:
    """Return the expression for the day from which a row of `model` is public; null while no day would make it so.

    Agrees with the record's own `public_since`.
    """
    days: list[Any] = []
    online = Q()
    for prefix, needed in _needed_by(model):
        days.append(f"{prefix}published_on")
        if needed.hidden_until:
            days.append(Coalesce(f"{prefix}{needed.hidden_until}", f"{prefix}published_on"))
        online &= Q(**{f"{prefix}status": PublicationStatus.PUBLISHED})
    latest = Greatest(*days) if len(days) > 1 else F(days[0])
    return Case(When(online, then=latest), output_field=models.DateField())


def _needed_by(model: PublishableModel, prefix: str = "") -> Iterator[tuple[str, PublishableModel]]:
    """Yield (path, model) of a row of `model`, then of each record that must be public for it to be."""
    yield prefix, model
    for relation in model.published_with:
        yield from _needed_by(pointed_by(model, relation), f"{prefix}{relation}__")


def visible(model: PublishableModel, user: Reader, today: dt.date, prefix: str = "") -> Q:
    """Return the Q of the rows of `model` that `user` may read on the site: staff also see what is being prepared."""
    if user.has_perm(f"{model._meta.app_label}.{VIEW}{model._meta.model_name}"):
        return ~Q(**{f"{prefix}status": PublicationStatus.ARCHIVED})
    return public(model, today, prefix)


def may_see(user: Reader) -> frozenset[str]:
    """Return all that `visible` asks about `user`: two readers with the same answer see the same records.

    Empty for the public; else the permissions to read what is being prepared, or what the bureau alone reads. They are
    asked one by one, once of each user read: nothing is fetched for whoever has them all.
    """
    if not user.is_authenticated:
        return frozenset()
    asked: Any = user
    if not hasattr(asked, "_may_see"):
        asked._may_see = frozenset(filter(user.has_perm, _views()))
    found: frozenset[str] = asked._may_see
    return found


@cache
def _views() -> list[str]:
    """Return the names of the permissions to read rows, of all models."""
    told = (model._meta for model in apps.get_models())
    return [f"{each.app_label}.{VIEW}{each.model_name}" for each in told if "view" in each.default_permissions]


def put_online(record: PublishableRecord, on: dt.date) -> None:
    """Mark `record` as published from `on` (a date), without saving it: the caller has checked what it needs."""
    record.status = PublicationStatus.PUBLISHED
    record.published_on = first_online(record.published_on, on)


def first_online(known: dt.date | None, on: dt.date) -> dt.date:
    """Return the day from which something is online: the first it was (`known`), or `on` if it never was."""
    return known or on
