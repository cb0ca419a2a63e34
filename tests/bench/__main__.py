"""`make bench`: the speed of the portal against plain baselines measured in the same run, as ratios.

SERVED_FOLDER keeps the database from one run to the next; without it everything is made anew and thrown away.
"""

import os
import sys
import tempfile
from pathlib import Path

ACTIONS, PARTNERS = 10_000, 500
SERVED, LISTED, BOOK = 0.8, 5.0, 3


def main(folder):
    """Prepare a big record in `folder` (a Path), measure, print."""
    os.environ["SERVED_FOLDER"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    prepare(folder)
    tell_listed()
    tell_served()
    tell_book()


def prepare(folder):
    """Make the database of the bench, once."""
    import django

    django.setup()
    from django.core.management import call_command

    from tests.portal.big_record import write_big_record

    call_command("collectstatic", interactive=False, verbosity=0)
    if not (folder / "served.sqlite3").exists():
        print(f"Preparing {ACTIONS} actions and {PARTNERS} partners…", flush=True)
        write_big_record(folder / "record", ACTIONS, PARTNERS)
        call_command("migrate", verbosity=0)
        call_command("load_record", folder / "record", stdout=open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115


def tell_listed():
    """Print how the uncached list of actions compares with a plain one; both show the same rows and counts."""
    from tests.bench.listed import compare

    print(f"\nThe uncached list of {ACTIONS} actions, in milliseconds of processor (target ≥ {LISTED:.1f} ×)")
    print(f"{'query':28}{'plain':>9}{'ours':>9}{'ratio':>8}   right after a write{'ratio':>8}")
    for query, plain, anew, remembered in compare():
        row = f"{query or '(none)':28}{plain:9.1f}{remembered:9.1f}{plain / remembered:7.1f}×"
        print(f"{row}   {anew:19.1f}{plain / anew:7.1f}×", flush=True)


def tell_served():
    """Print how a kept page compares with a bare WSGI hello of the same weight."""
    from tests.bench.served import compare

    print(f"\nA kept page against a WSGI hello of the same weight (target ≥ {SERVED} ×)")
    print(f"{'page':18}{'bytes':>8}{'hello/s':>10}{'ours/s':>10}{'ratio':>8}{'µs':>8}{'µs':>8}{'ratio of cost':>15}")
    for words, weight, hello, ours in compare():
        rates = f"{hello.rate:10.0f}{ours.rate:10.0f}{ours.rate / hello.rate:8.2f}"
        costs = f"{hello.cost:8.0f}{ours.cost:8.0f}{hello.cost / ours.cost:15.2f}"
        print(f"{words:18}{weight:8}{rates}{costs}", flush=True)


def tell_book():
    """Print what a briefing book of twenty pages costs."""
    from tests.bench.book import measure

    pages, seconds = measure()
    print(f"\nA briefing book of {pages} pages: {seconds:.1f} s of processor (target: 20 pages in under {BOOK} s)")


if __name__ == "__main__":
    if kept := os.environ.get("SERVED_FOLDER"):
        Path(kept).mkdir(parents=True, exist_ok=True)
        sys.exit(main(Path(kept)))
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        main(Path(made))
