"""How gunicorn serves the portal; it listens on the loopback, behind a proxy that speaks to the world."""

from config.env import env

wsgi_app = "config.wsgi"
bind = f"127.0.0.1:{env('PORT')}"
worker_class = "gthread"
# The demo keeps one process: its cache lives in it.
workers = 1 if env("DEMO") else env("WEB_WORKERS")
# More than those who may wait at once for a file (records/page_cache/files.py) and at the gate of the sign-in
# (portal/accounts/gate.py): the others are for pages.
threads = env("WEB_THREADS")
# Loaded once and shared: processes start sooner and weigh less. A new version asks for a restart, not a reload.
preload_app = True
# A guard against leaks; each restart empties the pages a worker keeps (records/page_cache/).
max_requests = 1_000_000
max_requests_jitter = 100_000
accesslog = None if env("DEMO") else "-"
# Where we are mounted and over what scheme we were asked is for settings to say, whoever the headers come from.
forwarded_allow_ips = ""
secure_scheme_headers = {}
forwarder_headers = ""
logger_class = "portal.journal.lines.ReaderLogger"
if env("LOG_FORMAT") == "json":
    access_log_format = (
        '{"time": "%(t)s", "logger": "access", "address": "%(h)s", "request_line": "%(r)s", "status": %(s)s, '
        '"bytes": "%(B)s", "seconds": %(L)s}'
    )
# No control socket in somebody's home folder.
control_socket_disable = True
