"""What time brings: midnight in Québec, on a host whose clock runs ahead; a database of the former release."""

import datetime as dt
import time
from zoneinfo import ZoneInfo

from tests.drill.asking import ask_host
from tests.drill.databases import contents
from tests.drill.machine import ROOT, free_ports, wait_for_port
from tests.drill.servers import web_host
from tests.drill.told import Row, at_least, at_most, none_of
from tests.releases import DUMP, newest_release

QUEBEC = ZoneInfo("America/Toronto")
# Seconds that a host has before its midnight, to start and to be asked; those after which nothing comes any more.
BEFORE_MIDNIGHT, TOO_LATE = 15, 20
LIST = "/missions/"


def midnight(site, _short):
    """Have a mission wait for tomorrow; ask a host on which tomorrow begins in a moment (Rows)."""
    page, title = site.inside("embargo")
    now = dt.datetime.now(QUEBEC)
    tomorrow = dt.datetime.combine(now.date() + dt.timedelta(days=1), dt.time(), QUEBEC)
    ahead = tomorrow.timestamp() - now.timestamp() - BEFORE_MIDNIGHT
    (port,) = free_ports(1)
    host = web_host(site.folder, "midnight", port, {**site.variables(), "DRILL_AHEAD": str(ahead)})
    host.start()
    try:
        wait_for_port(port, host)
        eve = [ask_host(port, path) for path in (LIST, LIST, page)]
        begun = tomorrow.timestamp() - ahead
        is_eve = time.time() < begun
        while ask_host(port, page).status != 200 and time.time() - begun < TOO_LATE:
            time.sleep(0.05)
        late = time.time() - begun
        shown = title in ask_host(port, LIST).body.decode()
    finally:
        host.stop()
    others = [ask_host(each, page).status for each in site.host_ports]
    hidden = title not in eve[1].body.decode()
    return [
        Row("asked before its midnight", "yes" if is_eve else "no", "yes", is_eve),
        Row("the mission that waits, on the eve", str(eve[2].status), "404", eve[2].status == 404),
        Row("the list kept on the eve, without it", "yes" if hidden else "no", "yes", hidden),
        at_most("its page, after midnight", late, 2, " s"),
        Row("the list, with it", "yes" if shown else "no", "yes", shown),
        none_of("hosts of today that show it", [each for each in others if each != 404]),
    ]


def upgrade(site, _short):
    """Bring a database of the newest release to this version; compare it with one made by this version (Rows)."""
    release = newest_release()
    if release is None:
        return [Row("releases so far", "none", "none to upgrade from", True)]
    site.postgres.create_database("former")
    site.postgres.fill("former", ROOT / release / DUMP)
    before = contents(site, "former")
    pages = site.inside("upgrade", DATABASE_URL=site.postgres.address("former"))
    after, anew = contents(site, "former"), contents(site, "portail")
    kinds = ("constraint", "index", "trigger", "function")
    made = {key: told for key, told in anew.items() if key[0] in kinds}
    differing = sorted(key for key, told in made.items() if after.get(key) != told)
    lost = sorted(
        name
        for (kind, name), told in before.items()
        if kind == "table" and name != "django_migrations" and after.get((kind, name), (0,))[0] < told[0]
    )
    return [
        Row("release", release.name, release.name, True),
        at_least("tables it held", sum(kind == "table" for kind, _name in before), 50),
        none_of("tables that lost rows", lost),
        none_of("constraints, indexes, triggers other than in a new database", differing),
        at_least("pages asked once upgraded", pages["asked"], 20),
        none_of("pages that fail", pages["failed"]),
    ]
