"""A spreadsheet being imported, kept for its author until it is done with; then what came of it, to be undone."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import gettext_lazy as _


class RowKind(models.TextChoices):
    """What would come of a row."""

    WAITING = "waiting", _("à lire")
    NEW = "new", _("nouvelles")
    CHANGED = "changed", _("changées")
    UNCHANGED = "unchanged", _("sans changement")
    DOUBTFUL = "doubtful", _("douteuses")
    REFUSED = "refused", _("refusées")
    LEFT = "left", _("laissées de côté")


class ImportState(models.TextChoices):
    """Where an import stands."""

    READING = "reading", _("en lecture")
    READ = "read", _("à confirmer")
    DONE = "done", _("importé")
    UNDONE = "undone", _("annulé")


class SheetImportQuerySet(models.QuerySet["SheetImport"]):
    """Asks for imports."""

    def open_to(self, user: User, sheet: str) -> Self:
        """Keep the imports of a `sheet` (its name) that `user` may see: all that are done, and their own."""
        return self.filter(sheet=sheet).filter(models.Q(author=user) | models.Q(confirmed_at__isnull=False))


class SheetImport(models.Model):
    """A spreadsheet that someone imports: the author's alone until it is confirmed."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("personne"), related_name="sheet_imports", null=True
    )
    sheet = models.CharField(_("sorte de fiches"), max_length=40)
    file_name = models.CharField(_("nom du fichier"), max_length=200)
    sheet_title = models.CharField(_("feuille"), max_length=100, blank=True)
    # {header: column, empty where it is set aside}, and the headers set aside: computed by the portal, or unknown.
    columns = models.JSONField(_("colonnes"))
    set_aside = models.JSONField(_("colonnes mises de côté"))
    state = models.CharField(_("état"), max_length=8, choices=ImportState, default=ImportState.READING)
    kept_at = models.DateTimeField(_("gardé"))
    confirmed_at = models.DateTimeField(_("confirmé"), null=True, blank=True)
    undone_at = models.DateTimeField(_("annulé"), null=True, blank=True)
    # {kind of row: number of rows}, once it is done.
    counts = models.JSONField(_("nombres"), default=dict)

    objects = SheetImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-kept_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="records_sheetimport_done_says_when",
                condition=models.Q(state__in=["reading", "read"]) | models.Q(confirmed_at__isnull=False),
                violation_error_message=_("Un import fait dit quand il l’a été."),
            ),
        ]

    rows: ClassVar[Any]

    def __str__(self) -> str:
        return self.file_name

    @property
    def reason(self) -> str:
        """What the history says of what it wrote."""
        imported = _("Importé de")
        return f"{imported} «\u00a0{self.file_name}\u00a0»"[:100]

    @property
    def is_open(self) -> bool:
        """Whether it is not confirmed yet."""
        return self.state in (ImportState.READING, ImportState.READ)


class ImportedRow(models.Model):
    """A row of a spreadsheet: what is typed in it, what would come of it, then what came of it."""

    sheet_import = models.ForeignKey(SheetImport, models.CASCADE, verbose_name=_("import"), related_name="rows")
    line = models.PositiveIntegerField(_("ligne"))
    cells = models.JSONField(_("cellules"))
    kind = models.CharField(_("sort"), max_length=10, choices=RowKind, default=RowKind.WAITING)
    label = models.CharField(_("fiche"), max_length=300, blank=True)
    answer = models.CharField(_("réponse"), max_length=40, blank=True)
    # What RowVerdict says under the same names.
    faults = models.JSONField(_("refus"), default=list)
    changes = models.JSONField(_("changements"), default=list)
    alike = models.JSONField(_("ressemblances"), default=list)
    doubts = models.JSONField(_("doutes"), default=list)
    described = models.JSONField(_("ce qui est comparé"), null=True)
    identifier = models.CharField(_("identifiant"), max_length=60, blank=True)
    target = models.BigIntegerField(_("fiche visée"), null=True)
    version = models.CharField(_("version lue"), max_length=40, blank=True)
    # What it wrote: the key of a record, of a proposal; the version it left; what puts it back.
    record = models.BigIntegerField(_("fiche écrite"), null=True)
    proposal = models.BigIntegerField(_("proposition"), null=True)
    version_left = models.CharField(_("version laissée"), max_length=40, blank=True)
    backward = models.JSONField(_("retour"), null=True)

    class Meta:
        verbose_name = _("ligne importée")
        verbose_name_plural = _("lignes importées")
        ordering = ["sheet_import", "line", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="records_importedrow_once_each",
                fields=["sheet_import", "line"],
                violation_error_message=_("Une ligne n’est importée qu’une fois."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_import}, {self.line}"
