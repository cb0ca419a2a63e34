"""What the site answers while its database is away: that it is, and when to ask again."""

import logging
from functools import wraps

from django.db import InterfaceError, OperationalError

from portal.error_views import unavailable

# What PostgreSQL calls the loss of a connection, the lack of room for one more, and its own stop or start (SQLSTATE).
AWAY = ("08", "53", "57P")

# What it calls two transactions that wait for each other: it undid one whole (SQLSTATE).
DEADLOCK = "40P01"

logger = logging.getLogger(__name__)


def is_away(exception):
    """Say whether an exception means that the database cannot be reached: not that it refused a statement."""
    if not isinstance(exception, OperationalError | InterfaceError):
        return False
    # A driver that lost its server has no code to give; that of SQLite has none to give at all.
    state = getattr(exception.__cause__, "sqlstate", "of no server")
    return state is None or state.startswith(AWAY)


def tried_again(view):
    """Return a view that is asked once more where the database undid all it wrote for the sake of another."""

    @wraps(view)
    def asked(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != DEADLOCK:
                raise
            logger.warning("Two people wrote at once: what one of them sent is tried again")
            return view(request, *args, **kwargs)

    return asked


class DatabaseOutage:
    """Turns the absence of the database into a page that says so, and a line of log in place of a traceback."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer."""
        return self.get_response(request)

    def process_exception(self, request, exception):
        """Return the page (an HttpResponse, 503), or None for other exceptions."""
        if not is_away(exception):
            return None
        logger.warning("The database does not answer: %s", str(exception).partition("\n")[0])
        return unavailable(request)
