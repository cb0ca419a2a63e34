"""The types of files that are taken: what each is called, and how it is shown."""

from typing import NamedTuple


class MediaType(NamedTuple):
    """A type of file: its IANA name, its extension, what readers call it, whether a browser shows it in place."""

    name: str
    extension: str
    label: str
    is_shown: bool = False


PDF = MediaType("application/pdf", "pdf", "PDF", is_shown=True)
ODT = MediaType("application/vnd.oasis.opendocument.text", "odt", "ODT")
ODS = MediaType("application/vnd.oasis.opendocument.spreadsheet", "ods", "ODS")
DOCX = MediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "DOCX")
XLSX = MediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "XLSX")
CSV = MediaType("text/csv", "csv", "CSV")
# What every picture becomes, whether it came as JPEG, PNG or WebP.
WEBP = MediaType("image/webp", "webp", "WebP", is_shown=True)

MEDIA_TYPES = {each.name: each for each in (PDF, ODT, ODS, DOCX, XLSX, CSV, WEBP)}
