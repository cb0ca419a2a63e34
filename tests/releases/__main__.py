"""`make release VERSION=1.0.0`: write what a release leaves to those that follow (tests/releases/).

Run by tests/postgres.py, on an empty PostgreSQL of its own.
"""

import gzip
import os
import subprocess
import sys
import tomllib

import django

from tests.postgres import binaries
from tests.releases import DUMP, FOLDER, MIGRATIONS, ROOT, migrations_now


def main(version):
    """Write the digests and the dump of `version`; return the status of the command."""
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    if version != said:
        print(f"pyproject.toml says {said}, not {version}")
        return 1
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_record", "data", verbosity=0)
    folder = ROOT / FOLDER / version
    folder.mkdir(exist_ok=True)
    lines = [f"{digest}  {path}\n" for path, digest in migrations_now().items()]
    (folder / MIGRATIONS).write_text("".join(lines), encoding="utf-8")
    (folder / DUMP).write_bytes(gzip.compress(dump(), mtime=0))
    print(f"{folder.relative_to(ROOT)}: {len(lines)} migrations, {(folder / DUMP).stat().st_size // 1024} kB")
    return 0


def dump():
    """Return the SQL that makes the database again, whoever owns it (bytes), for psql of any release."""
    options = ["--no-owner", "--no-privileges", "--no-comments", f"--dbname={os.environ['DATABASE_URL']}"]
    sql = subprocess.run([binaries() / "pg_dump", *options], capture_output=True, check=True).stdout
    return b"".join(
        line for line in sql.splitlines(keepends=True) if not line.startswith((b"\\restrict", b"\\unrestrict"))
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
