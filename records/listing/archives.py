"""ZIP files whose bytes tell nothing of when they were made: the same entries give the same bytes."""

import zipfile

# The earliest date a ZIP can hold.
NO_DATE = (1980, 1, 1, 0, 0, 0)
READABLE_FILE = 0o644 << 16
UNIX = 3


def write_entry(archive: zipfile.ZipFile, name: str, content: str | bytes) -> None:
    """Add an entry to `archive`, compressed, undated, readable by all."""
    entry = zipfile.ZipInfo(name, NO_DATE)
    entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, READABLE_FILE, UNIX
    archive.writestr(entry, content)
