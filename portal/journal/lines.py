"""Logs as JSON, one object a line; those of the server tell the address of the reader, not that of a proxy."""

import json
import logging
from datetime import UTC, datetime

from gunicorn.glogging import Logger

from portal.journal.current import reader_address, request_number
from portal.public_forms.network import address_in

# What every record of the logs has: the rest was given with it.
USUAL = {*vars(logging.makeLogRecord({})), "message", "asctime", "taskName", "request", "server_time", "color_message"}


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
    """The access log of gunicorn, in which the address is that of the reader."""

    def atoms(self, resp, req, environ, request_time):
        """Return what a line may tell."""
        return super().atoms(resp, req, environ, request_time) | {"h": address_in(environ) or "-"}
