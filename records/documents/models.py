"""A document kept with a record: a file or an address. Each app makes its own short table of it for its records."""

import datetime as dt
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import asdict, fields
from functools import cache
from typing import Any, NamedTuple, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from records.documents.media_types import MEDIA_TYPES, WEBP, MediaType
from records.documents.storing import StoredFile, name_at_width
from records.publication.addresses import free_slug
from records.publication.fields import field_of, pointed_by
from records.publication.status import Reader, visible
from records.publication.translated import Translated
from records.words.languages import in_english
from records.words.said import Said

_DocumentT = TypeVar("_DocumentT", bound="Document")

# Returns where a StoredFile is read while a page that will be undone is shown: its document is at no address yet.
PREVIEWED_AT: ContextVar[Callable[[StoredFile], str] | None] = ContextVar("previewed_at", default=None)


class DocumentKind(models.TextChoices):
    """What a document is to its record."""

    REPORT = "rapport", _("rapport")
    SUMMARY = "sommaire", _("sommaire décisionnel")
    TEXT = "texte", _("texte officiel ou signé")
    PROGRAMME = "programme", _("programme")
    PICTURE = "image", _("image")
    OTHER = "autre", _("autre document")


class DocumentLanguage(models.TextChoices):
    """The language a document is written in."""

    FRENCH = "fr", _("français")
    ENGLISH = "en", _("anglais")
    BOTH = "fr-en", _("français et anglais")
    SPANISH = "es", _("espagnol")
    PORTUGUESE = "pt", _("portugais")
    GERMAN = "de", _("allemand")
    ITALIAN = "it", _("italien")
    JAPANESE = "ja", _("japonais")
    CHINESE = "zh", _("chinois")
    OTHER = "autre", _("autre langue")


class DocumentQuerySet(models.QuerySet[_DocumentT]):
    """Asks a table of documents what may be read."""

    def visible_to(self, user: Reader, today: dt.date) -> Self:
        """Keep the documents of the records that `user` may read on `today` (a date)."""
        return self.filter(visible(record_model(self.model), user, today, "record__"))


class Version(NamedTuple):
    """A file that a document has or had: its number from 1, the last row of history that had it."""

    number: int
    row: Any
    is_former: bool


class Document(Translated):
    """A file or an address kept with a record, and read by whoever may read the record."""

    # The word of the kind of its record, in the address of the document.
    address_word = ""
    # The record it is kept with: each table says which (`documents_of`).
    record: Any

    kind = models.CharField(_("nature"), max_length=10, choices=DocumentKind)
    title = models.CharField(_("titre"), max_length=200)
    title_en = in_english(title)
    language = models.CharField(_("langue"), max_length=6, choices=DocumentLanguage, blank=True)
    dated_on = models.DateField(_("date du document"), null=True, blank=True)
    address = models.URLField(
        _("adresse"),
        max_length=600,
        blank=True,
        help_text=_("D’un document gardé ailleurs\u00a0: au lieu d’un fichier."),
    )
    alt = models.CharField(
        _("description de l’image"),
        max_length=300,
        blank=True,
        help_text=_("Ce qu’on y voit, pour qui ne la voit pas."),
    )
    alt_en = in_english(alt)
    credit = models.CharField(_("crédit de l’image"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("rang"), default=1)
    slug = models.SlugField(_("adresse au portail"), max_length=100, unique=True, editable=False)
    file = models.FileField(_("fichier"), max_length=200, blank=True, editable=False)
    media_type = models.CharField(_("type"), max_length=100, blank=True, editable=False)
    size = models.PositiveIntegerField(_("taille en octets"), null=True, editable=False)
    checksum = models.CharField(_("somme de contrôle"), max_length=64, blank=True, editable=False)
    widths = models.JSONField(_("largeurs de l’image"), default=list, blank=True, editable=False)
    height = models.PositiveIntegerField(_("hauteur de l’image"), null=True, editable=False)

    _history_told_together = ("file", "media_type", "size", "checksum", "widths", "height", "slug")

    objects = DocumentQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_is_a_file_or_an_address",
                violation_error_code="address",
                condition=(Q(file="") & ~Q(address="")) | (~Q(file="") & Q(address="")),
                violation_error_message=_("Un document est un fichier ou une adresse\u00a0: l’un des deux."),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_picture_is_a_picture",
                violation_error_code="kind",
                condition=Q(kind=DocumentKind.PICTURE.value, media_type=WEBP.name)
                | (~Q(kind=DocumentKind.PICTURE.value) & ~Q(media_type=WEBP.name)),
                violation_error_message=_(
                    "Un fichier JPEG, PNG ou WebP est de nature «\u00a0image\u00a0», et lui seul."
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_picture_has_its_words",
                violation_error_code="alt",
                condition=~Q(kind=DocumentKind.PICTURE.value) | (~Q(alt="") & ~Q(credit="")),
                violation_error_message=_("Une image a une description et un crédit."),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_its_language",
                violation_error_code="language",
                condition=Q(kind=DocumentKind.PICTURE.value) | ~Q(language=""),
                violation_error_message=_("Dites en quelle langue est le document."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return where it is read for ever, whatever file it has; in a preview, where its file is read meanwhile."""
        previewed_at = PREVIEWED_AT.get()
        if previewed_at and self.stored_file:
            return previewed_at(self.stored_file)
        return reverse("documents:document", args=[(self.address_word, self.slug)])

    def fill_derived_fields(self) -> None:
        super().fill_derived_fields()
        if not self.slug:
            self.slug = free_slug(type(self), f"{self.title} {self.record}", self.pk)

    @classmethod
    def told_together(cls, former: Any, current: Any) -> list[tuple[str, str, str]]:
        """Say that another file took the place of the one it had."""
        if former.file == current.file:
            return []
        old, new = (kept.in_words if kept else "" for kept in (each.instance.stored_file for each in (former, current)))
        return [(str(capfirst(field_of(cls, "file").verbose_name)), old, new)]

    @property
    def link(self) -> str:
        """The address a page leads to."""
        return self.address or self.get_absolute_url()

    @property
    def type(self) -> MediaType | None:
        """The MediaType of its file; None for an address."""
        return MEDIA_TYPES.get(self.media_type)

    @property
    def is_picture(self) -> bool:
        """Whether pages show it."""
        return self.kind == DocumentKind.PICTURE

    @property
    def width(self) -> int | None:
        """The width of a picture in pixels, the widest it was drawn in; None for anything else."""
        return self.widths[-1] if self.widths else None

    @property
    def stored_file(self) -> StoredFile | None:
        """Its file as it is kept; None for an address."""
        if not self.file:
            return None
        return StoredFile(
            **{each.name: getattr(self, each.name) for each in fields(StoredFile)} | {"file": str(self.file)}
        )

    def take_file(self, stored: StoredFile) -> None:
        """Make a StoredFile its file, instead of the one or of the address it had; the caller saves."""
        for name, value in asdict(stored).items():
            setattr(self, name, value)
        self.address = ""

    def drop_file(self) -> None:
        """Leave it without a file, for an address; the caller saves."""
        self.file, self.media_type, self.checksum = "", "", ""
        self.size, self.widths, self.height = None, [], None

    def versions(self) -> list[Version]:
        """Return the files it has or had (Versions), the first first."""
        rows = {row.file: row for row in self.history.exclude(file="").order_by("-history_id")}
        found = list(reversed(rows.values()))
        return [Version(number, row, row.file != str(self.file)) for number, row in enumerate(found, start=1)]


def official_text(documents: Iterable[Document]) -> Document | None:
    """Return the first of `documents` that is the official or signed text; None if there is none."""
    return next((each for each in documents if each.kind == DocumentKind.TEXT), None)


def documents_of(model: str | type[models.Model], label: Said) -> "models.ForeignKey[Any, Any]":
    """Return the field of a table of documents that points to the record each is kept with, of `model` (its label)."""
    return models.ForeignKey(model, models.CASCADE, verbose_name=label, related_name="documents")


def record_model(model: type[Document]) -> type[Any]:
    """Return the model of the records that the documents of `model` are kept with."""
    return pointed_by(model, "record")


@cache
def document_models() -> dict[str, type[Document]]:
    """Return the tables of documents by the word of their kind in addresses (a dict)."""
    return {model.address_word: model for model in apps.get_models() if issubclass(model, Document)}


def find_document(named: tuple[str, str], user: Reader) -> Document:
    """Return the document named by the word of its kind and its slug. Raise Http404 if `user` may not read it."""
    word, slug = named
    model = document_models().get(word)
    if model is None:
        raise Http404
    readable: models.QuerySet[Document] = model._default_manager.visible_to(user, timezone.localdate())
    return get_object_or_404(readable, slug=slug)


def name_of_width(document: Any, width: int | None) -> str:
    """Return the name of the file of a document, or of a row of its history; of a picture, in one of its widths."""
    name = str(document.file)
    return name_at_width(name, width) if width is not None and width in (document.widths or ()) else name
