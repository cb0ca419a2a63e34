"""Create the accounts of the demonstration."""

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

PASSWORD = "demonstration-seulement"  # noqa: S105 - printed at every start, on this machine only
# Account → its group; none for the one that may do everything.
ACCOUNTS = {
    "demo-redaction": "Rédaction",
    "demo-approbation": "Approbation",
    "demo-gestion": "Gestion",
    "demo-admin": None,
}


class Command(BaseCommand):
    """Creates one account per role, all plainly of the demonstration, and prints them."""

    help = "Crée les comptes de démonstration (DEMO=1 seulement)."

    @transaction.atomic
    def handle(self, *args, **options):
        """Create what is missing; raise CommandError anywhere but in the demonstration."""
        if not settings.DEMO:
            raise CommandError("Les comptes de démonstration ne se créent qu’avec DEMO=1.")
        self.stdout.write("Comptes de démonstration\u00a0:")
        for username, group in ACCOUNTS.items():
            self._ensure(username, group)
            self.stdout.write(f"  {username:<18} {PASSWORD}   {group or 'toutes les permissions'}")

    def _ensure(self, username, group):
        user, created = User.objects.get_or_create(
            username=username,
            defaults={
                "is_staff": True,
                "is_superuser": group is None,
                "first_name": "Démonstration",
                "email": f"{username}@exemple.invalid",
            },
        )
        if created:
            user.set_password(PASSWORD)
            user.save()
        if group:
            user.groups.add(Group.objects.get(name=group))
