"""`manage.py nightly`: all that a new day brings, to be run once a day soon after midnight in Québec."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.nightly import run_nightly


class Command(BaseCommand):
    """Does every nightly task and says what came of each; ends with status 1 if one failed."""

    help = _(
        "Fait ce qu’un nouveau jour apporte\u00a0: embargos levés, contacts à effacer, index, rappels. "
        "Peut être relancée sans dommage."
    )

    def handle(self, *args, **options):
        """Do the tasks, say what came of each, then raise CommandError naming those that failed."""
        results = run_nightly(timezone.localdate())
        for result in results:
            (self.stderr if result.has_failed else self.stdout).write(f"{result.name}\u00a0: {result.words}")
        failed = [result.name for result in results if result.has_failed]
        if failed:
            raise CommandError(_("N’ont pu être menées à bien\u00a0: %(names)s.") % {"names": ", ".join(failed)})
