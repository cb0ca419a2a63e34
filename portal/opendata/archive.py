"""Everything in one ZIP: the datasets in each format, what their columns mean, the licence, the checksums."""

import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO

from portal.opendata.datasets import DATASETS
from portal.opendata.dictionary import DICTIONARY_COLUMNS, dictionary
from portal.opendata.files import DataFile, formats_of, measured, write_file
from portal.opendata.notices import CHECKSUMS, licence, readme
from records.listing.archives import write_entry
from records.listing.formats import Export, FileFormat
from records.listing.formats.as_csv import csv_bytes
from records.words.languages import is_french
from records.words.normalizing import fold

# What its address ends with, in every language.
ARCHIVE = "donnees-ouvertes.zip"


def write_archive(out: IO[bytes], *, today: dt.date, site: str) -> None:
    """Write to `out` the ZIP of every dataset, as anyone may read them on `today`, in the active language.

    `site`: the address of the home of the portal. The same facts on the same day give the same bytes.
    """
    sums = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _entries(today, site):
            write_entry(archive, name, content)
            sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        write_entry(archive, CHECKSUMS, "".join(sums).encode())


def rewrite_archive(content: bytes, is_told: Callable[[str], bool], rewritten: Callable[[str], str]) -> bytes:
    """Return a ZIP with its texts written again, and its checksums; the same bytes if none tells what `is_told` finds.

    What is a ZIP in it (a workbook) is written again likewise; what is neither stays as it is.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        former = {name: archive.read(name) for name in archive.namelist()}
    entries = {name: _rewritten(each, is_told, rewritten) for name, each in former.items() if name != CHECKSUMS}
    if all(former[name] == each for name, each in entries.items()):
        return content
    if CHECKSUMS in former:
        sums = [f"{hashlib.sha256(each).hexdigest()}  {name}\n" for name, each in entries.items()]
        entries[CHECKSUMS] = "".join(sums).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, each in entries.items():
            write_entry(archive, name, each)
    return out.getvalue()


def _rewritten(content: bytes, is_told: Callable[[str], bool], rewritten: Callable[[str], str]) -> bytes:
    if zipfile.is_zipfile(io.BytesIO(content)):
        return rewrite_archive(content, is_told, rewritten)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return content
    return rewritten(text).encode() if is_told(fold(text)) else content


def measured_archive(today: dt.date, site: str) -> DataFile:
    """Return the DataFile of the ZIP, in the active language. Raise BusyError if too many files are being made."""
    form = FileFormat("ZIP", "application/zip", lambda export, out: None)
    return measured(ARCHIVE, "zip", form, partial(write_archive, today=today, site=site), site)


def archive_name() -> str:
    """Return the name of the ZIP in the active language."""
    return ARCHIVE if is_french() else "open-data.zip"


def _entries(today: dt.date, site: str) -> Iterator[tuple[str, bytes]]:
    in_french = is_french()
    yield ("LISEZMOI.txt" if in_french else "README.txt"), readme(today, site).encode()
    yield ("LICENCE.txt" if in_french else "LICENSE.txt"), licence(site).encode()
    yield (
        ("dictionnaire.csv" if in_french else "dictionary.csv"),
        csv_bytes(Export(DICTIONARY_COLUMNS, dictionary(), str, today)),
    )
    for dataset in DATASETS.values():
        for kind in formats_of(dataset):
            written = io.BytesIO()
            write_file(dataset, kind, written, today=today, site=site)
            yield f"{dataset.slug}.{kind}", written.getvalue()
