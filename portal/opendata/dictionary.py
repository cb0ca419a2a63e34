"""What the columns of the datasets mean, in every language."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.opendata.datasets import DATASETS, OpenDataset
from records.listing.columns import Column, ColumnType
from records.listing.record_columns import LIST, TEXT
from records.words.languages import ENGLISH, FRENCH
from records.words.said import Said

TYPES_IN_WORDS: dict[str, Said] = {
    ColumnType.TEXT: _("texte"),
    ColumnType.DATE: _("date (ISO 8601, aussi précise qu’elle est connue)"),
    ColumnType.NUMBER: _("nombre"),
    ColumnType.AMOUNT: _("montant, en dollars canadiens"),
    ColumnType.ADDRESS: _("adresse web"),
    ColumnType.LIST: _("liste"),
    ColumnType.CHOICE: _("mot parmi quelques-uns"),
}


class ColumnInWords(NamedTuple):
    """A column of a dataset, told: its header, its type, its label and its meaning in French, then in English."""

    dataset: str
    header: str
    type: Said
    label_fr: str
    meaning_fr: str
    label_en: str
    meaning_en: str
    words: list[str]


def columns_in_words(dataset: OpenDataset) -> list[ColumnInWords]:
    """Return the ColumnInWords of a dataset, in the order of its files."""
    return [_told(dataset, column) for column in dataset.columns]


def dictionary() -> Iterator[ColumnInWords]:
    """Yield the ColumnInWords of every dataset."""
    for dataset in DATASETS.values():
        yield from columns_in_words(dataset)


def _told(dataset: OpenDataset, column: Column) -> ColumnInWords:
    with override(FRENCH):
        french = str(column.label), str(column.meaning)
    with override(ENGLISH):
        english = str(column.label), str(column.meaning)
    words = [str(label) for _value, label in column.choices.choices] if column.choices else []
    return ColumnInWords(dataset.slug, column.header, TYPES_IN_WORDS[column.type], *french, *english, words)


# The dictionary is a file too.
DICTIONARY_COLUMNS = [
    Column("jeu", _("Jeu de données"), TEXT, _("Le jeu de données."), "dataset"),
    Column("colonne", _("Colonne"), TEXT, _("L’en-tête de la colonne."), "header"),
    Column("type", _("Type"), TEXT, _("Le type de ses valeurs."), "type"),
    Column("libelle_fr", _("Libellé français"), TEXT, _("Son nom, en français."), "label_fr"),
    Column("sens_fr", _("Sens en français"), TEXT, _("Ce qu’elle dit, en français."), "meaning_fr"),
    Column("libelle_en", _("Libellé anglais"), TEXT, _("Son nom, en anglais."), "label_en"),
    Column("sens_en", _("Sens en anglais"), TEXT, _("Ce qu’elle dit, en anglais."), "meaning_en"),
    Column("mots", _("Mots"), LIST, _("Les mots parmi lesquels elle choisit."), "words"),
]
