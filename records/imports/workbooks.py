"""Opening an XLSX workbook that a stranger may have made: refused in words before anything of it is unfolded."""

import io
import zipfile
from typing import Any

from records.imports import faults
from records.imports.faults import UnreadableFileError
from records.late import openpyxl

# The most a workbook may weigh unfolded, in bytes, and the most parts it may have.
MAX_UNFOLDED, MAX_WORKBOOK_PARTS = 120 * 1024 * 1024, 2000
# How far a part is read for a declaration that no spreadsheet writes.
PART_HEAD = 4096
OTHER_KINDS = ("mimetype", "word/document.xml", "ppt/presentation.xml")


def open_workbook(content: bytes) -> Any:
    """Return the workbook in `content`, read row by row, values only. Raise UnreadableFileError if it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            _refuse_unsafe(parts)
        return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except UnreadableFileError:
        raise
    except Exception as damage:  # whatever a damaged file makes the libraries say
        raise UnreadableFileError(faults.WORKBOOK_DAMAGED) from damage


def _refuse_unsafe(parts: zipfile.ZipFile) -> None:
    listed = parts.infolist()
    if len(listed) > MAX_WORKBOOK_PARTS or sum(part.file_size for part in listed) > MAX_UNFOLDED:
        raise UnreadableFileError(faults.BOMB)
    if any(part.flag_bits & 1 for part in listed):
        raise UnreadableFileError(faults.WORKBOOK_LOCKED)
    names = {part.filename for part in listed}
    if "xl/workbook.xml" not in names:
        raise UnreadableFileError(faults.OTHER_FORMAT if names & set(OTHER_KINDS) else faults.NOT_A_SPREADSHEET)
    for part in listed:
        if part.filename.endswith((".xml", ".rels")):
            with parts.open(part) as text:
                head = text.read(PART_HEAD)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise UnreadableFileError(faults.BOMB)
