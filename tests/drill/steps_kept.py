"""What lasts: a copy put back in an empty place, the memory of the hosts."""

import hashlib
import os
import random
import subprocess
import threading

from tests.drill.asking import ask_host
from tests.drill.databases import contents
from tests.drill.machine import ROOT, resident_megabytes
from tests.drill.told import Row, at_least, at_most, none_of

SCRIPTS = ROOT / "config/production"
REQUESTS = int(os.environ.get("REQUESTS", "20000"))
WORDS = ("namur", "culture", "climat", "2024", "jumelage", "eau", "éducation", "inconnu", "port", "mission")


def backup_and_restore(site, _short):
    """Copy, put back in an empty database and an empty folder, compare (Rows)."""
    site.postgres.create_database("restored")
    copy = _script(site, "backup", site.folder / "copies", "portail", site.media).splitlines()[-1]
    empty = site.folder / "restored"
    _script(site, "restore", copy, "restored", empty)
    before, after = contents(site, "portail"), contents(site, "restored")
    differing = sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
    files, back = _files(site.media), _files(empty)
    again = _script(site, "restore", copy, "restored", empty, refused=True)
    kinds = [sum(kind == each for kind, _name in before) for each in ("table", "sequence")]
    return [
        at_least("tables compared", kinds[0], 50),
        at_least("sequences compared", kinds[1], 20),
        none_of("tables, sequences, constraints, triggers that differ", differing),
        at_least("files compared", len(files), 1),
        none_of("files that differ", sorted(files.items() ^ back.items())),
        Row("restoring where there is something", again, "refused", again == "refused"),
        Row("who may read a copy", _rights(copy), "its owner", _rights(copy) == "its owner"),
    ]


def _script(site, name, argument, database, media, refused=False):
    path = f"{site.postgres.binaries}:{os.environ['PATH']}"
    given = {"DATABASE_URL": site.postgres.address(database), "MEDIA_ROOT": str(media), "PATH": path}
    done = subprocess.run([SCRIPTS / name, argument], env=given, capture_output=True, text=True, check=False)
    if refused:
        return "refused" if done.returncode else "done"
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr[-2000:]}")
    return done.stdout


def _files(folder):
    found = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def _rights(folder):
    loose = [name for name in os.listdir(folder) if os.stat(f"{folder}/{name}").st_mode & 0o077]
    return "others" if loose or os.stat(folder).st_mode & 0o077 else "its owner"


def bounded_memory(site, short):
    """Ask many different things; say how much memory the hosts took from the first half to the last (Rows)."""
    count = 600 if short else REQUESTS
    _ask_many(site, count // 2)
    half = [resident_megabytes(host.process.pid) for host in site.hosts]
    statuses = _ask_many(site, count // 2)
    end = [resident_megabytes(host.process.pid) for host in site.hosts]
    return [
        none_of(f"of {count} different requests, those that failed", [each for each in statuses if each >= 500]),
        at_most("memory of a host", max(end), 600, " MB"),
        at_most("more than at half", max(after - before for before, after in zip(half, end, strict=True)), 100, " MB"),
    ]


def _ask_many(site, count):
    """Ask each host half of `count` requests; return the statuses."""
    statuses = []

    def ask(port):
        chosen = random.Random(port + len(statuses))  # noqa: S311 - what is asked, not a secret
        for number in range(count // len(site.host_ports)):
            path, word = chosen.choice(site.pages), chosen.choice(WORDS)
            asked = path if chosen.random() < 0.3 else f"{path}?q={word}{number % 97}&page={chosen.randrange(9)}"
            statuses.append(ask_host(port, asked.encode("ascii", "ignore").decode()).status)

    threads = [threading.Thread(target=ask, args=(port,)) for port in site.host_ports]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return statuses
