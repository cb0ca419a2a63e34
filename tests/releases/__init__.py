"""What each release left: the digests of its migrations, and a dump of the record as it kept it.

From the first release on, a migration that was released is never changed: databases exist that it made.
"""

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).resolve().parent.relative_to(ROOT)
DUMP, MIGRATIONS = "record.sql.gz", "migrations.txt"


def releases():
    """Return the folders of the releases, relative to the root, oldest first (a list of Paths)."""
    found = [FOLDER / path.parent.name for path in (ROOT / FOLDER).glob(f"*/{MIGRATIONS}")]
    return sorted(found, key=lambda path: [int(part) for part in path.name.split(".")])


def newest_release():
    """Return the folder of the newest release (a Path); None before the first."""
    return next(reversed(releases()), None)


def migrations_now():
    """Return {path of a migration from the root: digest of its text} of this version."""
    paths = sorted(path for path in ROOT.glob("*/migrations/0*.py"))
    return {str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def migrations_of(release):
    """Return {path: digest} of the migrations of a release (its folder)."""
    lines = (ROOT / release / MIGRATIONS).read_text(encoding="utf-8").splitlines()
    return {path: digest for digest, path in (line.split("  ") for line in lines)}
