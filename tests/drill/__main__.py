"""`make drill`: break a production on purpose, and tell what readers saw. SHORT=1 asks less; STEPS=a,b does some.

Starts on the loopback, by itself and in one folder that it removes: PostgreSQL, Redis, two hosts of gunicorn, and nginx
with config/production/nginx.conf. REQUESTS: how many the step of memory asks (20,000). Ends with status 1 if
something is not as wanted.
"""

import os
import signal
import sys
import time

from tests.drill.machine import missing_packages
from tests.drill.site import open_site
from tests.drill.steps_days import midnight, upgrade
from tests.drill.steps_hosts import host_killed, publication, slow_clients, walls
from tests.drill.steps_kept import backup_and_restore, bounded_memory
from tests.drill.steps_outages import postgres_stopped, redis_frozen, redis_stopped
from tests.drill.told import Row, print_table

STEPS = {
    "walls": ("Strangers", walls),
    "publication": ("A publication, on both hosts", publication),
    "killed": ("A host killed (SIGKILL) while people write", host_killed),
    "slow": ("200 slow clients", slow_clients),
    "redis": ("Redis stopped", redis_stopped),
    "frozen": ("Redis frozen", redis_frozen),
    "postgres": ("PostgreSQL stopped", postgres_stopped),
    "backup": ("A copy, put back in an empty place", backup_and_restore),
    "midnight": ("Midnight in Québec", midnight),
    "upgrade": ("The former release, brought to this one", upgrade),
    "memory": ("Memory", bounded_memory),
}


def main(chosen, *, short):
    """Do the steps named; return the status of the command."""
    missing = missing_packages()
    if missing:
        print(f"The drill needs these Debian packages: apt-get install {' '.join(missing)}")
        return 1
    began, told = time.monotonic(), {}
    with open_site() as site:
        print(f"A production of {len(site.pages)} pages started in {time.monotonic() - began:.0f} s", flush=True)
        for name in chosen:
            title, step = STEPS[name]
            started = time.monotonic()
            rows = attempt(step, site, short=short)
            told[f"{title} ({time.monotonic() - started:.0f} s)"] = rows
            print(f"  {name}…", flush=True)
    is_right = print_table(told)
    print(f"\n{'All as wanted' if is_right else 'NOT as wanted'}, in {time.monotonic() - began:.0f} s")
    return 0 if is_right else 1


def attempt(step, site, *, short):
    """Return the Rows of a step; that of what ended it, if it did not end by itself."""
    try:
        return step(site, short)
    except Exception as error:  # one step that ends badly must not hide what the others say
        return [Row("the step ended before its end", f"{type(error).__name__}: {error}"[:200], "its end", False)]


if __name__ == "__main__":
    # What is started is stopped, whoever ends the drill.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    is_short = os.environ.get("SHORT") == "1"
    named = [name for name in os.environ.get("STEPS", "").split(",") if name]
    sys.exit(main(named or STEPS, short=is_short))
