"""How the bureau reads and edits records, whatever they are about."""

from records.admin.bulk import BulkVerb
from records.admin.chapters import Chapter
from records.admin.conflicts import RecordForm
from records.admin.countries import country_field
from records.admin.documents import DocumentInline
from records.admin.editing import ADDRESS_FIELDSET, REFERENCE_FIELDSET, SOURCES_FIELDSET, RecordAdmin
from records.admin.field_columns import columns_from_fields
from records.admin.files import FilesAdmin, ListFile
from records.admin.list_title import TitledListAdmin
from records.admin.logs import LogAdmin
from records.admin.merging_pages import MergingAdmin
from records.admin.narrowing import RelatedOnlyFilter, UsedFilter, YearFilter, country_filter
from records.admin.part_forms import PartForm
from records.admin.parts import NamedFormSet, PartInline, PartsFormSet, StackedPartInline
from records.admin.publishing import PublishableAdmin, PublishableForm
from records.admin.sources import SourceAdmin
from records.admin.tied_lists import record_filter, record_or_kept
from records.admin.widgets import ToldChoice

__all__ = [
    "ADDRESS_FIELDSET",
    "REFERENCE_FIELDSET",
    "SOURCES_FIELDSET",
    "BulkVerb",
    "Chapter",
    "DocumentInline",
    "FilesAdmin",
    "ListFile",
    "LogAdmin",
    "MergingAdmin",
    "NamedFormSet",
    "PartForm",
    "PartInline",
    "PartsFormSet",
    "PublishableAdmin",
    "PublishableForm",
    "RecordAdmin",
    "RecordForm",
    "RelatedOnlyFilter",
    "SourceAdmin",
    "StackedPartInline",
    "TitledListAdmin",
    "ToldChoice",
    "UsedFilter",
    "YearFilter",
    "columns_from_fields",
    "country_field",
    "country_filter",
    "record_filter",
    "record_or_kept",
]
