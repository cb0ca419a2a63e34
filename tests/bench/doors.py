"""What eight connections that post passwords cost those who read: `python -m tests.bench.doors PORT [connections]`.

The portal must be served on the loopback (`make demo`). Prints, for a kept page and for one that is made each time, the
milliseconds at rest, then while passwords are posted, and how many of them were answered, by status.
"""

import http.client
import http.cookiejar
import re
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections import Counter
from statistics import median

SECONDS = 20
PAGES = {"kept": "/", "made": "/missions/?q=bench{number}"}


def main(port, connections=8):
    """Measure, post, measure again, and print."""
    rest = {name: measure(port, path, 5) for name, path in PAGES.items()}
    answered, stop = Counter(), threading.Event()
    posters = [threading.Thread(target=post, args=(port, each, answered, stop)) for each in range(connections)]
    for each in posters:
        each.start()
    time.sleep(2)
    busy = {name: measure(port, path, SECONDS // 2) for name, path in PAGES.items()}
    stop.set()
    for each in posters:
        each.join()
    for name in PAGES:
        before, after = rest[name], busy[name]
        print(f"{name}: {before:.1f} ms at rest, {after:.1f} ms under attack, x {after / before:.2f}")  # noqa: T201
    print(f"posted: {dict(answered)}")  # noqa: T201


def measure(port, path, seconds):
    """Return the median time, in milliseconds, of a page asked again and again for so many seconds."""
    connection, times, end = http.client.HTTPConnection("127.0.0.1", port, timeout=60), [], time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        connection.request("GET", path.format(number=time.monotonic_ns()))
        connection.getresponse().read()
        times.append((time.monotonic() - began) * 1000)
        time.sleep(0.02)
    return median(times)


def post(port, number, answered, stop):
    """Post passwords for accounts of one's own, one after the other."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = opener.open(f"http://127.0.0.1:{port}/admin/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    cookies = "; ".join(f"{each.name}={each.value}" for each in jar)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while not stop.is_set():
        login = f"compte-{number}-{time.monotonic_ns()}"
        sent = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "login": login, "password": "x" * 20})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
        connection.request("POST", "/admin/login/", sent, headers)
        answer = connection.getresponse()
        answer.read()
        answered[answer.status] += 1


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
