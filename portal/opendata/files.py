"""The files of the datasets: one a format, with its weight and its checksum; the same facts give the same bytes."""

import datetime as dt
import hashlib
import os
from collections.abc import Iterator
from functools import partial
from typing import IO, NamedTuple
from urllib.parse import urljoin

from django.urls import reverse
from django.utils.translation import get_language

from portal.licence import file_terms
from portal.opendata.datasets import DATASETS, OpenDataset
from portal.opendata.geojson import write_geojson
from records.listing.downloads import KEPT_FILES
from records.listing.formats import FORMATS, Export, FileFormat
from records.page_cache.files import Make

GEOJSON = "geojson"


class DataFile(NamedTuple):
    """A file of a dataset as it may be taken now: its format, full address, weight in bytes, checksum (SHA-256)."""

    kind: str
    form: FileFormat
    name: str
    address: str
    size: int
    checksum: str


def formats_of(dataset: OpenDataset) -> dict[str, FileFormat]:
    """Return {end of the name of a file: its FileFormat} of a dataset."""
    forms = dict(FORMATS)
    if dataset.place:
        write = partial(write_geojson, place=dataset.place)
        forms[GEOJSON] = FileFormat("GeoJSON", "application/geo+json", write)
    return forms


def write_file(dataset: OpenDataset, kind: str, out: IO[bytes], *, today: dt.date, site: str) -> None:
    """Write to `out` a dataset as anyone may read it on `today`; `site`: the address of the home of the portal."""
    export = Export(
        columns=dataset.columns,
        rows=dataset.rows(today),
        absolute=partial(urljoin, site),
        day=today,
        title=dataset.title,
        address=urljoin(site, reverse("opendata:dataset", args=[dataset.slug])),
        terms=file_terms(today),
    )
    formats_of(dataset)[kind].write(export, out)


def files_of(dataset: OpenDataset, *, today: dt.date, site: str) -> list[DataFile]:
    """Return the DataFiles of a dataset, in the active language. Raise BusyError if too many are being made."""
    return [_data_file(dataset, kind, form, today, site) for kind, form in formats_of(dataset).items()]


def every_file(today: dt.date, site: str) -> Iterator[tuple[OpenDataset, list[DataFile]]]:
    """Yield (dataset, its DataFiles) pairs."""
    for dataset in DATASETS.values():
        yield dataset, files_of(dataset, today=today, site=site)


def key_of(name: str) -> tuple[str, ...]:
    """Return what tells a file of open data from the other files that are kept."""
    return ("donnees", name)


def measured(name: str, kind: str, form: FileFormat, write: Make, site: str) -> DataFile:
    """Return the DataFile that `write` writes, in the active language, as it is kept for readers.

    Raise BusyError if too many are being made.
    """
    with KEPT_FILES.open((*key_of(name), get_language(), site), write) as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        size = file.seek(0, os.SEEK_END)
    address = urljoin(site, f"{reverse('opendata:index')}{name}")
    return DataFile(kind, form, name, address, size, checksum)


def _data_file(dataset: OpenDataset, kind: str, form: FileFormat, today: dt.date, site: str) -> DataFile:
    def write(out: IO[bytes]) -> None:
        write_file(dataset, kind, out, today=today, site=site)

    return measured(f"{dataset.slug}.{kind}", kind, form, write, site)
