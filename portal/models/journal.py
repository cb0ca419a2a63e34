"""The journal of the bureau: who came in or failed to, read or took away contacts, put online, changed a role."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.models import Ruled

# How long the address somebody came from is kept.
JOURNAL_ADDRESS_KEPT = dt.timedelta(days=90)


class JournalEvent(models.TextChoices):
    """What happened."""

    SIGNED_IN = "entree", _("entrée")
    SIGNED_OUT = "sortie", _("sortie")
    FAILED = "echec", _("échec de connexion")
    LOCKED = "blocage", _("attente imposée")
    ACCESS_CHANGED = "acces", _("accès changé")
    INVITED = "invitation", _("invitation")
    ROLE_CHANGED = "role", _("rôle changé")
    REFUSED = "refus", _("accès refusé")
    CONTACTS_READ = "contacts_lus", _("contacts lus")
    CONTACTS_EXPORTED = "contacts_export", _("contacts exportés")
    EXPORTED = "export", _("liste du bureau exportée")
    PUBLISHED = "en_ligne", _("mise en ligne")
    WITHDRAWN = "retrait", _("retrait")
    CHANGED_ONLINE = "change_en_ligne", _("changement direct en ligne")
    DELETED = "suppression", _("suppression")
    PERSON_READ = "personne_lue", _("dossier d’une personne lu")
    PERSON_EXPORTED = "personne_export", _("dossier d’une personne exporté")
    PERSON_ERASED = "personne_efface", _("personne effacée")
    RESTORED = "retablissement", _("rétablissement")
    MERGED = "fusion", _("fusion")
    IMPORTED = "import", _("import")
    IMPORT_UNDONE = "import_annule", _("import annulé")
    STOOD_IN = "suppleance", _("suppléance")
    SHARED = "partage", _("lien partagé")
    SHARE_OPENED = "lien_ouvert", _("lien ouvert")
    SHARE_ANSWERED = "lien_avis", _("avis par un lien")


class JournalQuerySet(models.QuerySet):
    """Entries, to be read: nothing changes or erases them, but the address in time, and what names somebody erased."""

    def update(self, **values):
        """Refuse."""
        raise PermissionDenied

    def delete(self):
        """Refuse."""
        raise PermissionDenied

    def erase_addresses(self, today):
        """Erase the addresses kept long enough by `today` (a date); return how many."""
        old = self.filter(at__date__lte=today - JOURNAL_ADDRESS_KEPT).exclude(network=None)
        return super(JournalQuerySet, old).update(network=None)


class JournalEntry(Ruled):
    """One thing that happened: when, who, what, from where. Written once."""

    at = models.DateTimeField(_("quand"), default=timezone.now, db_index=True)
    event = models.CharField(_("événement"), max_length=15, choices=JournalEvent)
    person = models.CharField(_("compte"), max_length=150, blank=True)
    what = models.CharField(_("quoi"), max_length=300, blank=True)
    page = models.CharField(_("page du bureau"), max_length=300, blank=True)
    network = models.GenericIPAddressField(_("adresse d’origine"), null=True, blank=True)

    objects = JournalQuerySet.as_manager()

    class Meta:
        verbose_name = _("entrée du journal")
        verbose_name_plural = _("entrées du journal")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                name="portal_journalentry_event_is_known",
                violation_error_code="event",
                condition=Q(event__in=JournalEvent.values),
                violation_error_message=_("Cet événement n’est pas de ceux que le journal garde."),
            ),
        ]

    def __str__(self):
        return f"{self.get_event_display()} – {self.person or self.what}"

    def save(self, *args, **kwargs):
        """Write a new entry; refuse to write one again."""
        if not self._state.adding:
            raise PermissionDenied
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse."""
        raise PermissionDenied
