"""The portal served by gunicorn on the loopback, while a measure or a proof lasts."""

import os
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def serve(module, port, asked="/healthz", **variables):
    """Serve a WSGI module with the portal's gunicorn settings, while the context lasts; give the process.

    It is ready once it answers the path that is `asked`.
    """
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.conf.py"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "2", "--log-level", "error", module]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **variables})
    try:
        _wait(server, port, asked)
        yield server
    finally:
        server.terminate()
        server.wait(timeout=30)


def manage(*arguments, **variables):
    """Run a command of manage.py; raise CalledProcessError, with what it said, if it fails."""
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, check=True, capture_output=True)


def _wait(server, port, asked):
    for _ in range(300):
        assert server.poll() is None, "the server did not start"
        try:
            urllib.request.urlopen(f"http://localhost:{port}{asked}").close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server does not answer")
