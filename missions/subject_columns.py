"""The columns that say what a row is a part of."""

from django.utils.translation import gettext_lazy as _

from records.listing.columns import Column
from records.listing.record_columns import PAGE_COLUMN, TEXT
from records.words.languages import in_language


def subject_columns(subject, *fields):
    """Return the Columns that say what a row is a part of, by `subject`, a function of the row that reads `fields`."""
    return [
        Column(
            "reference_de_la_fiche",
            _("Référence de la fiche"),
            TEXT,
            _("La référence de la fiche dont c’est une partie\u00a0: elle relie les fichiers entre eux."),
            lambda row: subject(row).reference,
            fields=fields,
        ),
        Column(
            "titre_de_la_fiche",
            _("Titre de la fiche"),
            TEXT,
            _("Le titre de la fiche dont c’est une partie."),
            lambda row: in_language(subject(row), "title")[0],
        ),
        PAGE_COLUMN._replace(source=lambda row: subject(row).get_absolute_url(), fields=()),
    ]
