"""The dated copies in the storage: which names are theirs, in which language, in what order; what is erased in them."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import override

from portal.accountability.quarters import Quarter
from portal.opendata.snapshots import SNAPSHOTS, rewrite_snapshots, snapshots
from tests.portal.accountability.entries import D


@pytest.fixture(autouse=True)
def _storage(settings):
    """A storage of its own, new as any change of the setting makes it."""
    settings.STORAGES = {**settings.STORAGES}


def keep(name, entries=None):
    """Keep a copy that holds {name: text}."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for each, text in (entries or {}).items():
            archive.writestr(each, text)
    default_storage.save(f"{SNAPSHOTS}/{name}", ContentFile(out.getvalue()))


def test_nothing_was_kept_yet():
    assert snapshots() == []
    assert rewrite_snapshots(lambda text: True, str) == 0


def test_copies_come_latest_first_in_the_language_spoken():
    for name in ("2024-T4_2025-01-01_fr.zip", "2025-T1_2025-04-02_fr.zip", "2025-T1_2025-04-02_en.zip"):
        keep(name)
    latest, oldest = snapshots()
    assert tuple(latest) == (Quarter(2025, 1), D(2025, 4, 2), "fr", f"{SNAPSHOTS}/2025-T1_2025-04-02_fr.zip")
    assert (latest.file_name, str(oldest.quarter)) == ("2025-T1_2025-04-02_fr.zip", "2024-T4")
    for language in ("en", "en-ca"):
        with override(language):
            assert [each.file_name for each in snapshots()] == ["2025-T1_2025-04-02_en.zip"]


def test_without_any_language_it_is_french():
    keep("2025-T1_2025-04-02_fr.zip")
    with override(None):
        assert len(snapshots()) == 1


@pytest.mark.parametrize(
    "name",
    [
        "2025-T5_2025-04-02_fr.zip",
        "2025-T0_2025-04-02_fr.zip",
        "2025-T1_2025-04-02_fr.zip.part",
        "2025-T1_2025-04-02_fr.csv",
        "2025-T1_2025-04-02.zip",
        "x2025-T1_2025-04-02_fr.zip",
    ],
)
def test_any_other_file_is_no_copy(name):
    keep(name)
    assert snapshots() == []


def test_what_is_erased_is_erased_in_the_copies_of_every_language_and_in_no_other():
    keep("2025-T1_2025-04-02_fr.zip", {"a.csv": "Camille"})
    keep("2025-T1_2025-04-02_en.zip", {"a.csv": "Camille, mayor"})
    keep("2024-T4_2025-01-01_fr.zip", {"a.csv": "Namur"})
    assert rewrite_snapshots(lambda text: "camille" in text, lambda text: text.replace("Camille", "—")) == 2
    told = {}
    for name in default_storage.listdir(SNAPSHOTS)[1]:
        with default_storage.open(f"{SNAPSHOTS}/{name}") as kept, zipfile.ZipFile(kept) as archive:
            told[name] = archive.read("a.csv").decode()
    assert told == {
        "2025-T1_2025-04-02_fr.zip": "—",
        "2025-T1_2025-04-02_en.zip": "—, mayor",
        "2024-T4_2025-01-01_fr.zip": "Namur",
    }
    assert rewrite_snapshots(lambda text: "camille" in text, str) == 0
