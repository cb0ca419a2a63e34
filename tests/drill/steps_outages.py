"""What readers are told while Redis or PostgreSQL is away."""

import signal
import statistics
import time

from tests.drill.asking import Reader, ask_host
from tests.drill.load import Load, read_token, send_message
from tests.drill.told import at_least, at_most, none_of

VERSION_KEY = b":1:content-version"


def redis_stopped(site, short):
    """Stop Redis; compare pages with pages made anew while it answered (Rows)."""
    return _without_redis(site, short, lambda: site.redis.stop(signal.SIGKILL), site.start_redis)


def redis_frozen(site, short):
    """Freeze Redis, which takes connections and never answers; compare as well (Rows)."""
    return _without_redis(site, short, lambda: site.redis.send(signal.SIGSTOP), lambda: site.redis.send(signal.SIGCONT))


def _without_redis(site, short, away, back):
    paths = _sample(site, 3 if short else 10)
    token = read_token(site)
    before = [_made_anew(site, path) for path in paths]
    away()
    try:
        time.sleep(1.2)  # what was kept is given meanwhile
        during = [ask_host(site.host_ports[0], path) for path in paths for _twice in (1, 2)]
        written = send_message(Reader(site.port), token, f"drill-without-redis-{time.time()}")
    finally:
        back()
    ratio = (sum(answer.seconds for answer in during) / 2) / sum(answer.seconds for answer in before)
    return [
        none_of("pages that failed", [answer[:2] for answer in during if answer.status != 200]),
        none_of("a message refused", [written.status] if written.status != 302 else []),
        at_most("time of pages, against the same made anew", ratio, 2, " ×"),
        at_most("slowest page", max(answer.seconds for answer in during), 3, " s"),
    ]


def _made_anew(site, path):
    """Return the Answer of a host that kept nothing: the version of the content is renewed before."""
    from redis import Redis

    with Redis(port=site.cache_port) as cache:
        cache.delete(VERSION_KEY)
    time.sleep(1.1)
    return ask_host(site.host_ports[0], path)


def _sample(site, count):
    return site.pages[:: max(1, len(site.pages) // count)][:count]


def postgres_stopped(site, _short):
    """Stop PostgreSQL for ten seconds while people read; say what they were told, and for how long (Rows)."""
    kept, others = site.pages[:10], [f"{path}?essai={number}" for number, path in enumerate(site.pages[10:60])]
    time.sleep(1.2)  # a cache that came back is asked again
    for port in site.host_ports:
        for path in kept:
            ask_host(port, path)
    said = [len(host.said()) for host in site.hosts]
    site.postgres.stop()
    with Load(site, kept) as readers, Load(site, others) as strangers:
        time.sleep(10)
    site.postgres.start()
    back = time.monotonic()
    while any(ask_host(port, f"/plan-du-site/?{time.time()}").status != 200 for port in site.host_ports):
        if time.monotonic() - back > 20:
            break
    late = time.monotonic() - back
    lines = "".join(host.said()[length:] for host, length in zip(site.hosts, said, strict=True)).splitlines()
    # What is made of kept parts needs no database.
    refused = [answer for answer in strangers.answers if answer.status != 200]
    mute = [answer for answer in refused if answer.status != 503 or "retry-after" not in answer.headers]
    seconds = [answer.seconds for answer in strangers.answers]
    return [
        at_least("kept pages asked", len(readers.answers), 50),
        none_of("kept pages not given", [answer[:2] for answer in readers.answers if answer.status != 200]),
        at_least("other pages that could not be made", len(refused), 20),
        none_of("of them, those not told 503 with Retry-After", [answer[:2] for answer in mute]),
        at_most("median of these answers", statistics.median(seconds), 1, " s"),
        none_of("tracebacks in the logs", _ends_of_tracebacks(lines)),
        at_most("back after", late, 2, " s"),
    ]


def _ends_of_tracebacks(lines):
    """Return what each traceback of a log ends with (a list)."""
    begun = [number for number, line in enumerate(lines) if line.startswith("Traceback")]
    return [next((line for line in lines[number + 1 :] if line[:1].strip()), "?") for number in begun]
