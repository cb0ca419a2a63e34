"""`manage.py load_record DIR [--dry-run]`: the register, from CSV or XLSX files to the database."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from portal.register import TABLES
from records.imports.faults import RecordError, sentences
from records.imports.loading import load

TABLE_LOADED = _(
    "%(file)s, %(label)s\u00a0: créations %(created)s, mises à jour %(updated)s, sans changement %(unchanged)s"
)

MORE = _("Avec --every-fault, toutes sont dites.")


class Command(BaseCommand):
    """Loads the register and says what was done; ends with status 1 and every fault if a line is wrong."""

    help = _(
        "Charge le registre public (fichiers CSV ou XLSX d’un dossier)\u00a0: vérifie tout, puis écrit tout ou rien."
    )

    def add_arguments(self, parser):
        parser.add_argument("directory", type=Path, metavar="DIR", help=_("dossier des fichiers"))
        parser.add_argument("--dry-run", action="store_true", help=_("vérifie et compte sans rien écrire"))
        parser.add_argument("--strict", action="store_true", help=_("refuse aussi ce qui est seulement douteux"))
        parser.add_argument("--as-drafts", action="store_true", help=_("laisse en brouillon ce qui est nouveau"))
        parser.add_argument(
            "--format",
            choices=["csv", "xlsx"],
            default="",
            help=_("format des fichiers; sans lui, celui de chaque fichier qui est là"),
        )
        parser.add_argument(
            "--every-fault", action="store_true", dest="every", help=_("dit chaque faute, même répétée")
        )

    def handle(self, *, directory, dry_run, strict, every, as_drafts, **options):
        if not directory.is_dir():
            raise CommandError(_("Dossier introuvable\u00a0: %(directory)s") % {"directory": directory})
        try:
            load(
                TABLES,
                directory,
                on=timezone.localdate(),
                dry_run=dry_run,
                strict=strict,
                as_drafts=as_drafts,
                suffix=f".{options['format']}" if options["format"] else "",
                warn=lambda doubts: self.warn(doubts, every=every),
                progress=self.progress,
                report=self.report,
            )
        except RecordError as refused:
            raise CommandError(self.told(refused.faults, every=every)) from None
        except DatabaseError as error:
            raise CommandError(
                _("La base a refusé le registre, rien n’a été écrit\u00a0: %(error)s") % {"error": error}
            ) from None
        self.stdout.write(_("Simulation\u00a0: rien n’a été écrit.") if dry_run else _("Registre chargé."))

    def told(self, faults, *, every):
        """Write the faults; return the sentence that counts them."""
        lines = list(sentences(faults, every=every))
        for line in lines:
            self.stderr.write(line)
        count = _("À corriger\u00a0: %(count)s. Rien n’a été écrit.") % {"count": len(faults)}
        return count if len(lines) == len(faults) else f"{count} {MORE}"

    def warn(self, doubts, *, every):
        """Write what is doubted of the lines."""
        for line in sentences(doubts, every=every):
            self.stdout.write(_("À vérifier\u00a0: %(doubt)s") % {"doubt": line})

    def progress(self, rows, label, total=None):
        """Show a progress bar on a terminal only."""
        return tqdm(rows, desc=label, total=total, unit="l", leave=False, disable=None)

    def report(self, summary):
        """Say in a line what loading a table did, then which rows the bureau should look at."""
        table = summary.table
        label = table.model._meta.verbose_name_plural
        self.stdout.write(TABLE_LOADED % {**vars(summary), "file": table.file, "label": label})
        self.name_rows(_("modifiées au bureau, laissées telles quelles"), summary.edited)
        self.name_rows(_("publiées, laissées telles quelles et à corriger au bureau"), summary.final)
        self.name_rows(_("supprimées au bureau, laissées supprimées"), summary.deleted)
        self.name_rows(_("absentes du fichier, conservées"), summary.gone)

    def name_rows(self, words, identifiers):
        """Write the identifiers of rows in one line, if any."""
        if identifiers:
            self.stdout.write(f"  {words}\u00a0: {', '.join(identifiers)}")
