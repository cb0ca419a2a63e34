"""Books: published with others, under embargo, in parts, dated, tagged, told in two languages."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from records.documents.models import Document, documents_of
from records.models import Publishable, Recorded
from records.words.countries import COUNTRIES
from records.words.dates import DATE_AND_PRECISION, DatePrecision, goes_with, sort_date
from records.words.languages import in_english


class Tag(Recorded):
    """A word books are sorted under."""

    search_fields = ("name",)

    name = models.CharField("nom", max_length=120, unique=True)
    name_en = in_english(name)
    slug = models.SlugField("adresse", max_length=100, unique=True)

    class Meta:
        verbose_name = "mot-clé"
        verbose_name_plural = "mots-clés"
        ordering = ["search_text", "pk"]

    def __str__(self):
        return self.name


class Author(Publishable):
    """Someone who writes."""

    search_fields = ("name",)

    name = models.CharField("nom", max_length=200)
    name_en = in_english(name)
    biography = models.TextField("biographie", blank=True)
    biography_en = in_english(biography)
    country = models.CharField("pays", max_length=2, blank=True)
    born_on = models.DateField("naissance", null=True, blank=True)
    born_precision = models.CharField("précision", max_length=8, choices=DatePrecision, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = "auteur"
        verbose_name_plural = "auteurs"
        ordering = ["search_text", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="bookshelf_author_precision_goes_with_date",
                violation_error_code="born_precision",
                condition=goes_with("born_on", "born_precision"),
                violation_error_message=DATE_AND_PRECISION,
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.country and self.country not in COUNTRIES:
            raise ValidationError({"country": "Pays inconnu."})


class Series(Publishable):
    """A series of books."""

    search_fields = ("name",)

    name = models.CharField("nom", max_length=200)
    name_en = in_english(name)
    director = models.ForeignKey(
        Author, models.PROTECT, verbose_name="directeur", related_name="directed_series", null=True, blank=True
    )

    class Meta(Publishable.Meta):
        verbose_name = "collection"
        verbose_name_plural = "collections"
        ordering = ["search_text", "pk"]

    def __str__(self):
        return self.name


class Book(Publishable):
    """A book, public with its series and its author, once its embargo is over."""

    search_fields = ("title", "summary")
    published_with = ("series", "author")
    hidden_until = "embargo_until"
    _history_m2m_fields = ("sources", "tags")

    title = models.CharField("titre", max_length=250)
    title_en = in_english(title)
    summary = models.TextField("résumé", blank=True)
    summary_en = in_english(summary)
    series = models.ForeignKey(Series, models.PROTECT, verbose_name="collection", related_name="books")
    author = models.ForeignKey(Author, models.PROTECT, verbose_name="auteur", related_name="books")
    tags = models.ManyToManyField(Tag, verbose_name="mots-clés", related_name="books", blank=True)
    printed_on = models.DateField("parution", null=True, blank=True)
    printed_precision = models.CharField("précision", max_length=8, choices=DatePrecision, blank=True)
    embargo_until = models.DateField("réservé jusqu’au", null=True, blank=True)
    sorts_on = models.DateField("date de tri", editable=False)

    class Meta(Publishable.Meta):
        verbose_name = "livre"
        verbose_name_plural = "livres"
        ordering = ["-sorts_on", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="bookshelf_book_precision_goes_with_date",
                violation_error_code="printed_precision",
                condition=goes_with("printed_on", "printed_precision"),
                violation_error_message=DATE_AND_PRECISION,
            ),
        ]

    def __str__(self):
        return self.title

    def fill_derived_fields(self):
        super().fill_derived_fields()
        self.sorts_on = sort_date(self.printed_on)


class Chapter(Recorded):
    """A part of a book; its price is final once the book is published."""

    search_fields = ("text",)
    final = ("price",)
    final_once = Q(book__published_on__isnull=False)

    book = models.ForeignKey(Book, models.CASCADE, verbose_name="livre", related_name="chapters")
    position = models.PositiveSmallIntegerField("rang")
    text = models.TextField("texte")
    text_en = in_english(text)
    price = models.DecimalField("prix", max_digits=12, decimal_places=2, null=True, blank=True)
    is_free = models.BooleanField("gratuit", default=False)

    class Meta:
        verbose_name = "chapitre"
        verbose_name_plural = "chapitres"
        ordering = ["book", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="bookshelf_chapter_rank_is_its_own",
                violation_error_code="position",
                fields=["book", "position"],
                violation_error_message="Un autre chapitre occupe ce rang.",
            ),
        ]

    def __str__(self):
        return self.text


class BookDocument(Document):
    """A document kept with a book."""

    address_word = "livre"

    record = documents_of(Book, "livre")

    class Meta(Document.Meta):
        verbose_name = "document d’un livre"
        verbose_name_plural = "documents des livres"

    def __str__(self):
        return self.title
