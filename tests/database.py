"""The empty database of tests: what the migrations make is kept in a file, and copied to every process of every run.

A kept file is named after the migrations that made it, to the letter, and after what ran them: change one and it is
made anew. Django migrates the copy as it would an empty database, and finds nothing to do.

Making it takes seconds, not forty: a migration renders again the models it changes, not all those they are tied to.
"""

import contextlib
import fcntl
import hashlib
import os
import sqlite3
import subprocess
from importlib.metadata import version
from pathlib import Path
from unittest import mock

from django.apps import apps
from django.db import connection
from django.db.migrations.state import ProjectState

from tests.postgres import binaries

RENDERED_BY_DJANGO = ProjectState._find_reload_model


def keep_what_migrations_make(folder):
    """Have this process copy its test database from the file in `folder` (a Path), or make it and leave it there."""
    if connection.vendor == "postgresql" and binaries() is None:
        return  # without pg_dump and psql each process migrates its own
    creation = connection.creation
    make_whole, make_empty = creation.create_test_db, creation._create_test_db
    kept = folder / f"{connection.vendor}-{_fingerprint()}"
    fill, keep = (_fill_sqlite, _keep_sqlite) if connection.vendor == "sqlite" else (_fill_postgres, _keep_postgres)

    def make_or_copy(*args, **options):
        name = make_empty(*args, **options)
        if kept.exists():
            fill(kept, creation._get_test_db_name())
        return name

    def make_and_keep(*args, **options):
        with _one_process_at_a_time(folder / f"{connection.vendor}.lock"):
            with mock.patch.object(ProjectState, "_find_reload_model", _models_to_render):
                name = make_whole(*args, **options)
            if not kept.exists():
                for former in folder.glob(f"{connection.vendor}-*"):
                    former.unlink()
                keep(kept.with_suffix(".new"), name)
                kept.with_suffix(".new").rename(kept)
        return name

    creation.create_test_db, creation._create_test_db = make_and_keep, make_or_copy


def _models_to_render(state, app_label, name, delay=False):
    """Return the keys of the models to render once one is changed (a set): itself, while nothing tied to it changes.

    Django renders all those that are tied to it: the whole record, each time. What is written in Python finds them all.
    """
    if not delay and name in state.apps.all_models[app_label]:
        return RENDERED_BY_DJANGO(state, app_label, name, delay)
    state.is_delayed = True
    return {(app_label, name)}


def _fingerprint():
    """Return what tells the migrations of every app, and what runs them, from any other (a str)."""
    runners = [version("django"), version("django-simple-history"), sqlite3.sqlite_version, str(binaries())]
    made_by = hashlib.sha256(repr(runners).encode())
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path).glob("migrations/*.py")):
            made_by.update(f"{app.label} {path.name}\n".encode() + path.read_bytes())
    return made_by.hexdigest()[:16]


@contextlib.contextmanager
def _one_process_at_a_time(path):
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fill_sqlite(kept, name):
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(kept)) as source:
        source.backup(connection.connection)


def _keep_sqlite(path, _name):
    with contextlib.closing(sqlite3.connect(path)) as target:
        connection.connection.backup(target)


def _fill_postgres(kept, name):
    _run_client("psql", name, "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={kept}")


def _keep_postgres(path, name):
    _run_client("pg_dump", name, "--no-owner", f"--file={path}")


def _run_client(client, name, *arguments):
    params = connection.get_connection_params()
    where = {
        f"PG{each.upper()}": str(params[each]) for each in ("host", "port", "user", "password") if params.get(each)
    }
    command = [binaries() / client, f"--dbname={name}", *arguments]
    subprocess.run(command, env={**os.environ, **where}, stdout=subprocess.DEVNULL, check=True)
