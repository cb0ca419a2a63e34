"""The site of the drill: everything started, the record loaded, everything stopped and removed at the end."""

import json
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.drill.asking import Reader, ask_host
from tests.drill.machine import ROOT, free_ports, wait_for_port
from tests.drill.servers import NAME, Postgres, proxy, redis_server, web_host


class Site:
    """A production on the loopback, in `folder` (a Path): database, cache, two hosts, proxy."""

    def __init__(self, folder):
        self.folder, self.media = folder, folder / "media"
        base, cache, self.plain_port, self.port, *self.host_ports = free_ports(6)
        self.cache_port = cache
        self.media.mkdir()
        self.postgres = Postgres(folder, base)
        self.secret = secrets.token_urlsafe(50)
        self.redis = redis_server(folder, cache)
        self.hosts = [web_host(folder, number, port, self.variables()) for number, port in enumerate(self.host_ports)]
        self.proxy = proxy(folder, self.host_ports, self.plain_port, self.port)
        self.document, self.action, self.token, self.pages = "", "", "", []

    def variables(self):
        """Return the variables of a production (a dict)."""
        return {
            "DJANGO_SETTINGS_MODULE": "tests.drill.settings",
            "DRILL_FOLDER": str(self.folder),
            "DEMO": "0",
            "DEBUG": "0",
            "SECRET_KEY": self.secret,
            "ALLOWED_HOSTS": NAME,
            "SITE_URL": f"https://{NAME}:{self.port}",
            "DATABASE_URL": self.postgres.address(),
            "CACHE_URL": f"redis://127.0.0.1:{self.cache_port}/0",
            "BEHIND_PROXY": "1",
            "PROXIES": "1",
            "MEDIA_ROOT": str(self.media),
            "ACCEL_REDIRECT": "/protege/",
            "EMAIL_URL": "",
            "S3_BUCKET": "",
        }

    def inside(self, verb, **variables):
        """Do something inside the portal, in another process (tests/drill/inside.py); return what it says."""
        environment = self.hosts[0].environment | {"PATH": "/usr/bin:/bin", "HOME": str(self.folder)} | variables
        command = [sys.executable, "-m", "tests.drill.inside", verb]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{verb}: {done.stderr[-3000:]}")
        return json.loads(done.stdout.splitlines()[-1])

    def start(self):
        """Start all, with the record."""
        self.postgres.create()
        self.start_redis()
        with ThreadPoolExecutor() as both:
            collected, prepared = both.submit(self.inside, "collect"), both.submit(self.inside, "prepare")
        collected.result()
        self.document, self.action = prepared.result()
        for number in range(len(self.hosts)):
            self.start_host(number)
        self.proxy.start()
        wait_for_port(self.port, self.proxy)
        self.pages = self.read_map()

    def start_redis(self):
        """Start the cache."""
        self.redis.start()
        wait_for_port(self.cache_port, self.redis)

    def start_host(self, number):
        """Start a host; return once it is ready."""
        self.hosts[number].start()
        wait_for_port(self.host_ports[number], self.hosts[number])
        end = time.monotonic() + 30
        while ask_host(self.host_ports[number], "/readyz").status != 200:
            if time.monotonic() > end:
                raise RuntimeError(f"host {number} is not ready: {self.hosts[number].said()[-2000:]}")
            time.sleep(0.1)

    def read_map(self):
        """Return the paths of all the public pages (a list), as the map of the site tells them."""
        reader = Reader(self.port)
        maps = re.findall(r"<loc>https://[^/]+(/.*?)</loc>", reader.ask("/sitemap.xml").body.decode())
        pages = [reader.ask(each).body.decode() for each in maps]
        return [path for text in pages for path in re.findall(r"<loc>https://[^/]+(/.*?)</loc>", text)]

    def stop(self):
        """Stop all."""
        for program in [self.proxy, *self.hosts]:
            program.stop()
        with suppress(OSError, AttributeError):
            self.redis.send(signal.SIGCONT)
        self.redis.stop()
        with suppress(subprocess.CalledProcessError):
            self.postgres.stop()


@contextmanager
def open_site():
    """Give a Site that runs while the context lasts."""
    folder = Path(tempfile.mkdtemp(prefix="drill"))
    folder.chmod(0o711)
    site = Site(folder)
    try:
        site.start()
        yield site
    finally:
        site.stop()
        shutil.rmtree(folder, ignore_errors=True)
