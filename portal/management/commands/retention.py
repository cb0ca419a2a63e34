"""`manage.py retention [--dry-run]`: what is kept of people, how long, and what goes today."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.privacy.retention import RETENTION_RULES, apply_retention, outdated


class Command(BaseCommand):
    """Applies the rule of each file of personal information, as the nightly command does, or only counts."""

    help = _("Efface ce dont la durée de conservation est passée; avec --dry-run, le compte sans rien effacer.")

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help=_("compte sans rien effacer"))

    def handle(self, *, dry_run, **options):
        """Say of each file how long it is kept, then what goes or would go."""
        today = timezone.localdate()
        for rule in RETENTION_RULES:
            would = _("à effacer\u00a0: %(count)s")
            words = would % {"count": outdated(rule, today)} if dry_run else apply_retention(rule, today)
            self.stdout.write(f"{rule.name} ({rule.retention.words})\u00a0: {words}")
        if dry_run:
            self.stdout.write(_("Simulation\u00a0: rien n’a été effacé."))
