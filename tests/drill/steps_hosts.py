"""What happens to readers and writers: strangers' headers, a host that dies, slow clients, a publication."""

import signal
import statistics
import threading
import time

from tests.drill.asking import Reader, ask_host, connect, new_address
from tests.drill.databases import messages_kept
from tests.drill.load import Load
from tests.drill.servers import NAME
from tests.drill.told import Row, at_least, at_most, none_of

SLOW_CLIENTS = 200
# What a host was doing when it died is lost, whatever the machine had time to ask besides.
ASKED_AT_LEAST = 500
# Seconds: a commit is told of once what hangs on it is done.
ABOUT = 1


def walls(site, _short):
    """Ask as strangers do; say what they were answered (Rows)."""
    port, reader = site.host_ports[0], Reader(site.port)
    kept = reader.ask("/confidentialite/")
    page = reader.ask(site.document)
    style = reader.ask("/static/css/site.css", **{"Accept-Encoding": "gzip"})
    strange = ask_host(port, "/actions/", SCRIPT_NAME="/ailleurs", PATH_INFO="/admin/")
    asked = {
        "health by any host": (ask_host(port, "/readyz", host="10.0.0.9:9").status, 200),
        "a page by another host": (ask_host(port, "/", host="ailleurs.exemple").status, 400),
        "a page by an odd port": (ask_host(port, "/", host=f"{NAME}:81").status, 400),
        "a page, with SCRIPT_NAME and PATH_INFO of a stranger": (strange.status, 200),
        "a message to a page that only shows": (reader.ask("/actions/", "POST", "a=b").status, 405),
        "a page over plain HTTP": (ask_host(port, "/", **{"X-Forwarded-Proto": "http"}).status, 301),
        "a document, handed over by nginx": (page.status if page.body.startswith(b"%PDF") else 0, 200),
        "a static file, compressed by nginx": (style.status if "content-encoding" in style.headers else 0, 200),
    }
    rows = [Row(what, str(got), str(wanted), got == wanted) for what, (got, wanted) in asked.items()]
    names = ["strict-transport-security", "content-security-policy", "permissions-policy", "x-content-type-options"]
    names += ["cross-origin-opener-policy", "cross-origin-resource-policy"]
    return [*rows, none_of("headers a page lacks", [name for name in names if name not in kept.headers])]


def host_killed(site, short):
    """Kill a host while people read and write; say what was lost (Rows)."""
    with Load(site, site.pages[:40], readers=2, writers=2) as load:
        time.sleep(1 if short else 4)
        site.hosts[0].stop(signal.SIGKILL)
        time.sleep(2 if short else 6)
        site.start_host(0)
        time.sleep(1 if short else 4)
        load.wait_for(ASKED_AT_LEAST)
    lost = sorted(set(load.acknowledged) - messages_kept(site))
    return [
        at_least("writes acknowledged", len(load.acknowledged), 20),
        none_of("acknowledged writes lost", lost),
        at_most(f"failed, of {len(load.answers)} requests", 100 * len(load.failed) / len(load.answers), 1, " %"),
    ]


def slow_clients(site, short):
    """Leave many requests half sent, each from its own address; say how long pages take meanwhile (Rows)."""
    paths = site.pages[:40]
    for port in site.host_ports:
        for path in paths:
            ask_host(port, path)
    held = [_half_open(site, number) for number in range(SLOW_CLIENTS)]
    try:
        with Load(site, paths, readers=2) as load:
            time.sleep(2 if short else 8)
    finally:
        for each in held:
            each.close()
    seconds = [answer.seconds for answer in load.answers]
    return [
        none_of("pages that failed", [answer[:2] for answer in load.answers if answer.status != 200]),
        at_most(f"median of {len(seconds)} pages", 1000 * statistics.median(seconds), 1000, " ms"),
        at_most("slowest page", 1000 * max(seconds), 1000, " ms"),
    ]


def _half_open(site, number):
    connection = connect(site.port, new_address())
    if number % 2:
        connection.sendall(f"GET / HTTP/1.1\r\nHost: {NAME}\r\nX-Slow: ".encode())
    else:
        head = f"POST /ecrire/ HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 900\r\n\r\njeton="
        connection.sendall(head.encode())
    return connection


def publication(site, _short):
    """Withdraw an action, put it online again; say when each host knew (Rows)."""
    asked, over = {number: [] for number in range(len(site.hosts))}, threading.Event()

    def ask(number):
        while not over.wait(0.05):
            asked[number].append(ask_host(site.host_ports[number], site.action))

    threads = [threading.Thread(target=ask, args=(number,)) for number in asked]
    for each in threads:
        each.start()
    withdrawn, published = site.inside("move")
    time.sleep(2)
    over.set()
    for each in threads:
        each.join()
    rows = []
    for number, answers in asked.items():
        late = _late(answers, withdrawn, published - ABOUT, 404)
        rows.append(at_most(f"withdrawn, still given by host {number} after", late, 1, " s"))
        late = _late(answers, published, float("inf"), 200)
        rows.append(at_most(f"published, not yet given by host {number} after", late, 1, " s"))
    return rows


def _late(answers, since, until, wanted):
    """Return how long after `since`, and before `until`, a host was last asked for another status than `wanted`."""
    within = [answer for answer in answers if since <= answer.asked_at < until]
    if not any(answer.status == wanted for answer in within):
        return float("inf")
    return max((answer.asked_at - since for answer in within if answer.status != wanted), default=0.0)
