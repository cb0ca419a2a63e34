"""Logs as JSON, one object a line; those of the server tell the address of the reader, not that of a proxy.

Neither tells the addresses that open something to whoever has them.
"""

import json
import logging
import re
from datetime import UTC, datetime

from gunicorn.glogging import Logger

from portal.journal.current import reader_address, request_number
from portal.public_forms.network import address_in

# What every record of the logs has: the rest was given with it.
USUAL = {*vars(logging.makeLogRecord({})), "message", "asctime", "taskName", "request", "server_time", "color_message"}
# Addresses whose end is a secret: links to share, those of mails, those that change a password, files received.
SECRETS = re.compile(
    r"(/(?:partage|etre-averti/(?:confirmer|quitter)|admin/compte/mot-de-passe|admin/fichiers-recus)/)[^/\s?#\"']+"
)


def without_secrets(text):
    """Return `text` without what opens something in the addresses it holds."""
    return SECRETS.sub(r"\1…", text)


class WithoutSecrets(logging.Filter):
    """Takes what opens something out of each record."""

    def filter(self, record):
        """Keep every record, with its words."""
        text = record.getMessage()
        told = without_secrets(text)
        if told != text:
            record.msg, record.args = told, ()
        return True


class JsonFormatter(logging.Formatter):
    """Writes a record as one object: when, how grave, where, what, its request, and what was given with it."""

    def format(self, record):
        """Return the object, on one line."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": request_number(),
            "address": reader_address() or "",
            **{name: value for name, value in vars(record).items() if name not in USUAL},
        }
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


class ReaderLogger(Logger):
    """The access log of gunicorn, in which the address is that of the reader, and no address opens anything."""

    def atoms(self, resp, req, environ, request_time):
        """Return what a line may tell."""
        atoms = super().atoms(resp, req, environ, request_time)
        asked = {name: without_secrets(atoms[name] or "") for name in ("r", "U", "f")}
        return atoms | asked | {"h": address_in(environ) or "-"}
