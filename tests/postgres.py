"""Run a command on a PostgreSQL of its own: `python tests/postgres.py COMMAND…`, with DATABASE_URL set for it.

The server lives in a temporary folder, listens on a socket there and nowhere else, and is gone afterwards. As root it
runs as an ordinary account, since PostgreSQL refuses root. REQUIRE_POSTGRES=1 makes its absence an error.
"""

import contextlib
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/pgsql/bin",
)
# Never plain "C": it would not know the capital of an accented letter.
LOCALES = ("C.UTF-8", "C.utf8", "en_US.UTF-8", "fr_CA.UTF-8")
# What autovacuum saw, and when, would change the plans from one run to the next: a test that needs counts asks.
FOR_TESTS = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off -c listen_addresses=''"


def binaries():
    """Return the folder of the newest PostgreSQL of this machine, $PG_BIN first (a Path); None if there is none."""
    named = [os.environ.get("PG_BIN"), shutil.which("initdb") and Path(shutil.which("initdb")).resolve().parent]
    found = [folder for pattern in FOLDERS for folder in Path("/").glob(pattern[1:])]
    found.sort(key=lambda folder: [int(number) for number in re.findall(r"\d+", str(folder))], reverse=True)
    candidates = [Path(folder) for folder in named if folder] + found
    return next(
        (folder for folder in candidates if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None
    )


def account():
    """Return the arguments that make a subprocess run as an ordinary account; none unless we are root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    ordinary = names.get("postgres") or names["nobody"]
    return {"user": ordinary.pw_uid, "group": ordinary.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def server(folder):
    """Start a server with the binaries of `folder`; give its DATABASE_URL; stop it and remove its files at the end."""
    home = Path(tempfile.mkdtemp(prefix="pg"))
    who = account()
    if who:
        os.chown(home, who["user"], who["group"])

    def run(*command):
        return subprocess.run(
            command, cwd=home, capture_output=True, text=True, env={"HOME": str(home)}, check=False, **who
        )

    def require(*command):
        done = run(*command)
        if done.returncode:
            raise SystemExit(f"{command[0]}: {done.stdout}{done.stderr}")

    data = str(home / "data")
    started = [str(folder / "pg_ctl"), "-D", data, "-w"]
    try:
        for locale in LOCALES:
            made = run(
                str(folder / "initdb"),
                "-D",
                data,
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                f"--locale={locale}",
                "-N",
            )
            if made.returncode == 0:
                break
        require(*started, "-l", str(home / "log"), "-o", f"-k {home} {FOR_TESTS}", "start")
        yield f"postgres://postgres@/postgres?host={home}"
    finally:
        run(*started, "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)


def main(command):
    """Run `command` (a list of words) on a server; return its exit status."""
    folder = binaries()
    if folder is None:
        print(
            "\n*** PostgreSQL ABSENT: the suite ran on SQLite only (install PostgreSQL, or set PG_BIN). ***\n",
            flush=True,
        )
        return int(os.environ.get("REQUIRE_POSTGRES") == "1")
    with server(folder) as url:
        return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
