"""How gunicorn serves the portal; it listens on the loopback, behind a proxy that speaks to the world."""

from config.env import env

wsgi_app = "config.wsgi"
bind = f"127.0.0.1:{env('PORT')}"
worker_class = "gthread"
# The demo keeps one process: its cache lives in it.
workers = 1 if env("DEMO") else env("WEB_WORKERS")
# More than the readers who may wait for a file at once (records/page_cache/files.py): the others are for pages.
threads = 12 if env("DEMO") else env("WEB_THREADS")
# A guard against leaks; each restart empties the pages a worker keeps (records/page_cache/).
max_requests = 1_000_000
max_requests_jitter = 100_000
accesslog = None if env("DEMO") else "-"
# Where we are mounted and over what scheme we were asked is for settings to say, whoever the headers come from.
forwarded_allow_ips = ""
secure_scheme_headers = {}
forwarder_headers = ""
# No control socket in somebody's home folder.
control_socket_disable = True
