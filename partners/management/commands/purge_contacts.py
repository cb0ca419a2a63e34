"""`manage.py purge_contacts`: the contacts whose retention is over, erased with their history."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.operations import purge_contacts


class Command(BaseCommand):
    """Erases what may no longer be kept; meant to run every night."""

    help = _("Efface les contacts dont le délai de conservation est passé, avec leur historique.")

    def handle(self, *args, **options):
        """Erase them and say how many there were."""
        count = purge_contacts(timezone.localdate())
        self.stdout.write(_("Contacts effacés\u00a0: %(count)s") % {"count": count})
