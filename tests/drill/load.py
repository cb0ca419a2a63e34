"""Readers and writers who go on while something is broken, and remember what they were answered."""

import itertools
import re
import secrets
import threading
import time
from urllib.parse import urlencode

from tests.drill.asking import Reader

FORM = "/ecrire/"
TOKEN = re.compile(r'name="jeton" value="([^"]+)"')
# Seconds between seeing the form and sending it, as the portal asks of people.
READING = 2.2
# Messages that one address sends, and pages that one reads, before another takes over: nginx and the portal count them.
SENT_BY_ONE, READ_BY_ONE = 8, 150


class Load:
    """Threads that ask without a pause but a short one, while the context lasts.

    `answers`: what they were answered; `acknowledged`: the subjects of messages that the site said it received.
    """

    def __init__(self, site, paths, readers=2, writers=0, pause=0.01):
        self.site, self.paths, self.pause = site, paths, pause
        self.answers, self.acknowledged = [], []
        self._over = threading.Event()
        if writers:
            read_token(site)
        jobs = [self._read] * readers + [self._write] * writers
        self._threads = [threading.Thread(target=job, args=(number,), daemon=True) for number, job in enumerate(jobs)]

    def __enter__(self):
        for each in self._threads:
            each.start()
        return self

    def __exit__(self, *_error):
        self._over.set()
        for each in self._threads:
            each.join(timeout=30)

    def wait_for(self, count, patience=60):
        """Return once `count` questions were answered, or after so many seconds."""
        end = time.monotonic() + patience
        while len(self.answers) < count and time.monotonic() < end:
            time.sleep(0.1)

    @property
    def failed(self):
        """The answers that were none, or said that the site failed."""
        return [answer for answer in self.answers if answer.status == 0 or answer.status >= 500]

    def _read(self, number):
        paths = itertools.cycle(self.paths[number:] + self.paths[:number])
        for reader in self._readers(READ_BY_ONE):
            self.answers.append(reader.ask(next(paths)))

    def _write(self, _number):
        for reader in self._readers(SENT_BY_ONE):
            subject = f"drill-{secrets.token_hex(8)}"
            answer = send_message(reader, self.site.token, subject)
            self.answers.append(answer)
            if answer.status == 302:
                self.acknowledged.append(subject)

    def _readers(self, most):
        """Yield a Reader for each question until the load is over, the same for `most` of them."""
        while True:
            reader = Reader(self.site.port)
            for _ in range(most):
                if self._over.wait(self.pause):
                    return
                yield reader
            reader.close()


def read_token(site):
    """Return the token of the form, old enough to be sent: one serves all who write."""
    if not site.token:
        site.token = TOKEN.search(Reader(site.port).ask(FORM).body.decode())[1]
        time.sleep(READING)
    return site.token


def send_message(reader, token, subject):
    """Send a message to the office; return the Answer."""
    body = urlencode({"jeton": token, "subject": subject, "text": "Un essai.", "email": ""})
    return reader.ask(FORM, "POST", body, **{"Content-Type": "application/x-www-form-urlencoded"})
