"""`make bench`: the speed of the portal against plain baselines measured in the same run, as ratios.

On PostgreSQL where its binaries are found, on SQLite otherwise. SERVED_FOLDER keeps the record and, on SQLite, the
database from one run to the next; without it everything is made anew and thrown away.
"""

import os
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

from tests import postgres

ACTIONS, PARTNERS = 10_000, 1_000
SERVED, BOOK = 0.8, 3
# Aimed at: kB of the list, and compressed; ratios to the plain pages of the start and of the memory; seconds of a form.
WEIGHT, STARTED, MEMORY, FORM = (32, 6), 2, 1.1, 0.15


def main(folder):
    """Prepare a big record in `folder` (a Path), measure, print."""
    os.environ["SERVED_FOLDER"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    binaries = postgres.binaries()
    with postgres.server(binaries) if binaries else nullcontext("") as address:
        os.environ["SERVED_DATABASE_URL"] = address
        slugs = prepare(folder, address)
        tell_pages(slugs, "PostgreSQL" if address else "SQLite")
        tell_served()
        tell_weight()
        tell_book()
        tell_form()
        from django.db import connections

        connections.close_all()


def prepare(folder, address):
    """Make the database of the bench; return the slugs of an action, a partner and a mission."""
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connection

    from missions.models import Action, Mission
    from tests.bench.plain.words import make_text
    from tests.portal.big_record import write_big_record

    call_command("collectstatic", interactive=False, verbosity=0)
    if address or not (folder / "served.sqlite3").exists():
        print(f"Preparing {ACTIONS} actions and {PARTNERS} partners…", flush=True)
        write_big_record(folder / "record", ACTIONS, PARTNERS)
        call_command("migrate", verbosity=0)
        call_command("load_record", folder / "record", stdout=open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        User.objects.create_superuser("bench")
        make_text()
        connection.cursor().execute("ANALYZE")  # the databases of tests are not, and PostgreSQL plans by it
    action = Action.objects.filter(record_id__startswith="X").select_related("lead_partner").earliest("pk")
    return action.slug, action.lead_partner.slug, Mission.objects.filter(stage="realisee").earliest("pk").slug


def tell_pages(slugs, database):
    """Print what each page costs beside a plain one, with no page kept: anew, then once its parts are kept."""
    from tests.bench.compared import compare, pages

    print(f"\nPages of {ACTIONS} actions on {database}, none kept: milliseconds of processor, statements", flush=True)
    print(f"The load of the machine: {os.getloadavg()[0]:.1f}. « Anew »: for the first reader after a publication.")
    print(f"« At most »: statements. The list should weigh {WEIGHT[0]} kB at most, {WEIGHT[1]} compressed.")
    print(f"{'page':14}{'plain':>13}{'ours, anew':>15}{'ratio':>8}{'ours':>13}{'ratio':>8}{'target':>8}", end="")
    print(f"{'at most':>9}  kB, gzipped")
    for page, plain, anew, ours in compare(pages(*slugs)):
        cells = [f"{each['ms']:9.1f}{each['statements']:4}" for each in (plain, anew, ours)]
        # An admin list is compared by the rows it shows.
        each_row = ours["rows"] / plain["rows"] if page.path.startswith("/admin/") else 1
        ratios = [f"{plain['ms'] * each_row / each['ms']:7.2f}×" for each in (anew, ours)]
        aimed = f"{page.target:7.1f}×" if page.target else f"{'–':>8}"
        said = f"{page.name:14}{cells[0]}{cells[1]:>15}{ratios[0]}{cells[2]}{ratios[1]}{aimed}{page.statements:9}"
        print(f"{said}  {ours['bytes'] / 1000:.1f}, {ours['gzipped'] / 1000:.1f}", flush=True)


def tell_served():
    """Print how a kept page compares with a bare WSGI hello of the same weight."""
    from tests.bench.served import compare

    print(f"\nA kept page against a WSGI hello of the same weight (target ≥ {SERVED} ×)")
    print(f"{'page':18}{'bytes':>8}{'hello/s':>10}{'ours/s':>10}{'ratio':>8}{'µs':>8}{'µs':>8}{'ratio of cost':>15}")
    for words, weight, hello, ours in compare():
        rates = f"{hello.rate:10.0f}{ours.rate:10.0f}{ours.rate / hello.rate:8.2f}"
        costs = f"{hello.cost:8.0f}{ours.cost:8.0f}{hello.cost / ours.cost:15.2f}"
        print(f"{words:18}{weight:8}{rates}{costs}", flush=True)


def tell_weight():
    """Print what two processes spend before they answer, and what they weigh, beside those of the plain pages."""
    from tests.bench.weighed import weigh

    plain, ours = weigh()
    print(f"\nTwo processes (targets: start ≤ {STARTED} ×, memory ≤ {MEMORY} ×)")
    print(f"{'':34}{'plain':>8}{'ours':>8}{'ratio':>8}")
    told = ("processor until they answer, s", "memory then, MB", "memory after 40 pages, MB")
    for words, theirs, own in zip(told, plain, ours, strict=True):
        print(f"{words:34}{theirs:8.1f}{own:8.1f}{own / theirs:8.2f}", flush=True)


def tell_book():
    """Print what a briefing book of twenty pages costs."""
    from tests.bench.book import measure

    pages, seconds = measure()
    print(f"\nA briefing book of {pages} pages: {seconds:.1f} s of processor (target: 20 pages in under {BOOK} s)")


def tell_form():
    """Print what the form of a mission costs."""
    from tests.bench.forms import measure

    rows, statements, seconds = measure()
    print(
        f"The form of a mission of {rows} rows: {seconds:.2f} s of processor (target: {FORM}), {statements} statements"
    )


if __name__ == "__main__":
    if kept := os.environ.get("SERVED_FOLDER"):
        Path(kept).mkdir(parents=True, exist_ok=True)
        sys.exit(main(Path(kept)))
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        main(Path(made))
