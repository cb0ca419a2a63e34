"""`manage.py rebuild_search`: what records are found by, written again from the records."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from records.search.indexing import rebuild


class Command(BaseCommand):
    """Writes the index of the search again, whole; needed after a change of its code, never after one of a record."""

    help = _("Réécrit l’index de la recherche à partir du registre.")

    def handle(self, *args, **options):
        """Write every entry again and say how many there are."""
        count = rebuild(today=timezone.localdate())
        self.stdout.write(_("Index de la recherche réécrit\u00a0: %(count)s entrées.") % {"count": count})
