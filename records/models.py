"""What every row of the public record shares: where it comes from and how sure it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from records.dates import DATE_AND_PRECISION, DatePrecision, goes_with
from records.history import Historic
from records.languages import in_english
from records.search import fold


class Confidence(models.TextChoices):
    """How well a fact is established."""

    HIGH = "high", _("forte")
    MEDIUM = "medium", _("moyenne")
    LOW = "low", _("faible")


class SourceKind(models.TextChoices):
    """What sort of page a source is."""

    OFFICIAL = "officiel", _("site officiel")
    NETWORK = "reseau_officiel", _("site officiel d’un réseau")
    LAW = "loi", _("loi ou règlement")
    PRESS = "presse", _("presse")
    WEB = "web", _("autre page web")
    COPY = "copie", _("copie d’un texte")


class Loaded(Historic):
    """A row that may come from the files of the record, and can be found whatever the accents."""

    # The text fields a reader searches, the one that names the row first: `folded` also sorts.
    searched: tuple[str, ...] = ()
    # The fields that no longer change once the row answers `final_once` (a Q), if it ever does.
    final: tuple[str, ...] = ()
    final_once: models.Q | None = None

    record_id = models.CharField(_("identifiant au registre"), max_length=60, unique=True, null=True, editable=False)
    record_hash = models.CharField(_("empreinte de la ligne"), max_length=64, blank=True, editable=False)
    edited_at = models.DateTimeField(_("dernière modification au bureau"), null=True, editable=False)
    folded = models.TextField(_("texte cherché"), blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self):
        """Fill the stored columns that derive from the others."""
        self.folded = fold(" ".join(str(getattr(self, name) or "") for name in self.searched))


class Source(Loaded):
    """A page where a fact is published."""

    searched = ("publisher", "url")

    url = models.URLField(_("adresse"), max_length=600, unique=True)
    publisher = models.CharField(_("éditeur"), max_length=120)
    kind = models.CharField(_("nature"), max_length=20, choices=SourceKind)
    published_on = models.DateField(_("publication"), null=True, blank=True)
    published_precision = models.CharField(_("précision"), max_length=8, choices=DatePrecision, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["folded", "pk"]
        constraints = [
            models.CheckConstraint(
                name="records_source_precision_goes_with_date",
                violation_error_code="published_precision",
                condition=goes_with("published_on", "published_precision"),
                violation_error_message=DATE_AND_PRECISION,
            ),
        ]

    def __str__(self):
        return f"{self.publisher} – {self.url}"


class Recorded(Loaded):
    """A fact of the record: its sources, the confidence they allow, and what the bureau notes beside it."""

    _history_m2m_fields = ("sources",)

    sources = models.ManyToManyField(Source, verbose_name=_("sources"), blank=True)
    confidence = models.CharField(_("confiance"), max_length=6, choices=Confidence, blank=True)
    note = models.TextField(_("précision publique"), blank=True)
    note_en = in_english(note)

    class Meta:
        abstract = True

    @property
    def is_weakly_sourced(self):
        """Whether readers must be told that little supports this fact."""
        return self.confidence == Confidence.LOW


class SearchEntry(models.Model):
    """What one record is found by, in one language; records/search keeps it, and the database indexes its words.

    A migration that changes this table must make its index again on SQLite, which copies the table and loses the
    triggers of migration 0002.
    """

    kind = models.CharField(_("sorte"), max_length=20)
    key = models.BigIntegerField(_("clé"))
    slug = models.CharField(_("adresse"), max_length=100)
    language = models.CharField(_("langue"), max_length=8)
    title = models.TextField(_("titre"))
    title_is_french = models.BooleanField(_("titre en français"))
    # One text a line; in an entry of another language, those nobody translated stand apart.
    body = models.TextField(_("texte"))
    french_body = models.TextField(_("texte non traduit"))
    title_words = models.TextField(_("mots du titre"))
    body_words = models.TextField(_("mots du texte"))
    sorts_on = models.DateField(_("date de tri"))
    public_since = models.DateField(_("public depuis"), null=True)

    class Meta:
        verbose_name = _("entrée de recherche")
        verbose_name_plural = _("entrées de recherche")
        ordering = ["kind", "key", "language", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="records_searchentry_once_a_language",
                fields=["kind", "key", "language"],
                violation_error_message=_("Une fiche n’a qu’une entrée par langue."),
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.language})"
