"""The table of the search index."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchEntry(models.Model):
    """The texts of one record in one language; records/search writes them, and the database indexes their words.

    A migration that changes this table must create the full-text index again on SQLite, which copies the table and
    loses the triggers of migration 0002.
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

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"
