"""What anyone may read: the only module that decides whether a record is public."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.addresses import free_slug
from records.models import Recorded


class PublicationStatus(models.TextChoices):
    """Where a record stands between its author and its readers."""

    DRAFT = "draft", _("brouillon")
    REVIEW = "review", _("à approuver")
    PUBLISHED = "published", _("en ligne")
    ARCHIVED = "archived", _("archive")


def public(model, today, prefix=""):
    """Return the Q of the rows of `model` anyone may read on `today` (a date); `prefix` is the path that leads to them.

    A record is public once published, from its date of publication, past its embargo if it has one, and only while
    what it is published with is too.
    """
    condition = Q(**{f"{prefix}status": PublicationStatus.PUBLISHED, f"{prefix}published_on__lte": today})
    if model.hidden_until:
        embargo = f"{prefix}{model.hidden_until}"
        condition &= Q(**{f"{embargo}__isnull": True}) | Q(**{f"{embargo}__lte": today})
    for relation in model.published_with:
        condition &= public(model._meta.get_field(relation).related_model, today, f"{prefix}{relation}__")
    return condition


def public_since(model):
    """Return the expression for the day from which a row of `model` is public; null while no day would make it so."""
    days, online = [], Q()
    if model.hidden_until:
        days.append(Coalesce(model.hidden_until, "published_on"))
    for prefix in ["", *_public_with(model)]:
        days.append(f"{prefix}published_on")
        online &= Q(**{f"{prefix}status": PublicationStatus.PUBLISHED})
    latest = Greatest(*days) if len(days) > 1 else F(days[0])
    return Case(When(online, then=latest), output_field=models.DateField())


def _public_with(model, prefix=""):
    """Yield the path to each record that must be public for a row of `model` to be."""
    for relation in model.published_with:
        path = f"{prefix}{relation}__"
        yield path
        yield from _public_with(model._meta.get_field(relation).related_model, path)


def visible(model, user, today, prefix=""):
    """Return the Q of the rows of `model` that `user` may read on the site: staff also see what is being prepared."""
    if user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}"):
        return ~Q(**{f"{prefix}status": PublicationStatus.ARCHIVED})
    return public(model, today, prefix)


def put_online(record, on):
    """Mark `record` as published from `on` (a date), without saving it: the caller has checked what it needs."""
    record.status = PublicationStatus.PUBLISHED
    record.published_on = record.published_on or on


class PublishableQuerySet(models.QuerySet):
    """Asks a table of records what may be read."""

    def published(self, today):
        """Keep what anyone may read on `today` (a date)."""
        return self.filter(public(self.model, today))

    def not_archived(self):
        """Keep what someone may read: the public or, before it is online, the bureau."""
        return self.exclude(status=PublicationStatus.ARCHIVED)

    def visible_to(self, user, today):
        """Keep what `user` may read on the site on `today` (a date)."""
        return self.filter(visible(self.model, user, today))


class Publishable(Recorded):
    """A record that is prepared, approved, put online and one day withdrawn."""

    # Foreign keys whose records must be public too for this one to be.
    published_with: tuple[str, ...] = ()
    # The date field before which nothing is shown, if the model has one.
    hidden_until = ""

    slug = models.SlugField(_("adresse"), max_length=100, unique=True, blank=True)
    status = models.CharField(
        _("publication"), max_length=10, choices=PublicationStatus, default=PublicationStatus.DRAFT, editable=False
    )
    published_on = models.DateField(_("mise en ligne"), null=True, blank=True, editable=False)
    review_comment = models.TextField(_("commentaire de relecture"), blank=True, editable=False)

    objects = PublishableQuerySet.as_manager()

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

    def prepare(self):
        super().prepare()
        if not self.slug:
            self.slug = free_slug(type(self), self.named_for_address(), self.pk)

    def clean(self):
        super().clean()
        if self.status == PublicationStatus.PUBLISHED:
            self.refuse_unless_publishable(timezone.localdate())

    def named_for_address(self):
        """Return the words its address is made of."""
        return str(self)

    def is_public(self, today):
        """Say whether anyone may read this record on `today` (a date); agrees with the queryset's `published`."""
        return (
            self.status == PublicationStatus.PUBLISHED
            and self.published_on <= today
            and not self.is_under_embargo(today)
            and all(getattr(self, relation).is_public(today) for relation in self.published_with)
        )

    def is_under_embargo(self, today):
        """Say whether it is kept from readers on `today` (a date) although published."""
        until = getattr(self, self.hidden_until) if self.hidden_until else None
        return until is not None and until > today

    @property
    def is_online(self):
        """Whether the record was put online (what it depends on may still hide it)."""
        return self.status == PublicationStatus.PUBLISHED

    @property
    def is_draft(self):
        """Whether its author may still change it freely."""
        return self.status == PublicationStatus.DRAFT

    @property
    def is_archived(self):
        """Whether the record was taken off the site, for everyone."""
        return self.status == PublicationStatus.ARCHIVED

    def refuse_unless_publishable(self, today):
        """Raise ValidationError naming what this record is published with and that is not public on `today`."""
        missing = {}
        for relation in self.published_with:
            field = self._meta.get_field(relation)
            needed = getattr(self, relation, None) if getattr(self, field.attname) else None
            if needed is None or not needed.is_public(today):
                missing[relation] = _("À mettre en ligne d’abord\u00a0: %(field)s « %(record)s ».") % {
                    "field": field.verbose_name,
                    "record": needed or _("inconnu"),
                }
        if missing:
            raise ValidationError(missing)

    def public_dependents(self, today):
        """Return the public records, at most ten, that are public only while this one is (a list)."""
        found = []
        for relation in self._meta.related_objects:
            if relation.field.name in getattr(relation.related_model, "published_with", ()):
                dependents = relation.related_model.objects.published(today)
                found += dependents.filter(**{relation.field.name: self})[:10]
        return found[:10]
