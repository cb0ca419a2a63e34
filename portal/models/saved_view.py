"""What a person of the bureau asks of a list, saved under a name: an address that anyone may open."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from records.models import Ruled


class ViewedList(models.TextChoices):
    """The lists that views are saved of, each by the name of its files."""

    PARTNERS = "partenaires", _("partenaires")
    AGREEMENTS = "ententes", _("ententes")
    MISSIONS = "missions", _("missions")
    ACTIONS = "actions", _("actions")
    OUTCOMES = "retombees", _("résultats")


PAGE_OF_LIST = {
    ViewedList.PARTNERS: "partners:list",
    ViewedList.AGREEMENTS: "partners:agreements",
    ViewedList.MISSIONS: "missions:list",
    ViewedList.ACTIONS: "missions:actions",
    ViewedList.OUTCOMES: "missions:results",
}


class SavedView(Ruled):
    """The filters, the order and the columns that a person asks of a list, under a name of their own."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("personne"), related_name="saved_views"
    )
    name = models.CharField(_("Nom"), max_length=100)
    listed = models.CharField(_("liste"), max_length=11, choices=ViewedList)
    query = models.CharField(_("ce qui est demandé"), max_length=1500, blank=True)

    class Meta:
        verbose_name = _("vue enregistrée")
        verbose_name_plural = _("vues enregistrées")
        ordering = ["listed", "name", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="portal_savedview_list_is_known",
                violation_error_code="listed",
                condition=Q(listed__in=ViewedList.values),
                violation_error_message=_("Cette liste n’est pas de celles dont on enregistre une vue."),
            ),
            models.CheckConstraint(
                name="portal_savedview_has_a_name",
                violation_error_code="name",
                condition=~Q(name=""),
                violation_error_message=_("Donnez un nom à cette vue."),
            ),
            models.UniqueConstraint(
                name="portal_savedview_name_once_each",
                violation_error_code="name",
                fields=["owner", "name"],
                violation_error_message=_("Vous avez déjà une vue de ce nom."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Return the address of the list, asked so."""
        return reverse(PAGE_OF_LIST[self.listed]) + (f"?{self.query}" if self.query else "")
