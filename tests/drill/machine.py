"""What this machine lends to the drill: programs, ports, processes that are gone afterwards."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from tests import postgres

ROOT = Path(__file__).resolve().parents[2]
# The Debian package that brings each program.
PACKAGES = {"nginx": "nginx", "redis-server": "redis-server", "openssl": "openssl"}
# Where Debian puts what only root usually starts.
SEARCHED = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin", "/sbin"])


def find_program(name):
    """Return where a program is (a string); None if it is nowhere."""
    return shutil.which(name, path=SEARCHED)


def missing_packages():
    """Return the Debian packages that this machine lacks for the drill (a list)."""
    lacking = [package for name, package in PACKAGES.items() if not find_program(name)]
    return lacking + ([] if postgres.binaries() else ["postgresql"])


def free_ports(count):
    """Return ports of the loopback that nobody listens on (a list)."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in held]
    for each in held:
        each.close()
    return ports


def account_name():
    """Return the name of the account that runs the drill."""
    return pwd.getpwuid(os.geteuid()).pw_name


class Program:
    """A program in a process group of its own, that writes what it says in a file."""

    def __init__(self, command, log, **environment):
        self.command, self.log, self.environment = [str(word) for word in command], Path(log), environment
        self.process = None

    def start(self):
        """Start it."""
        with self.log.open("ab") as said:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def send(self, number):
        """Send a signal to it and to all it started."""
        os.killpg(self.process.pid, number)

    def stop(self, number=signal.SIGTERM):
        """Stop it, and wait until it is gone."""
        if self.process is None or self.process.poll() is not None:
            return
        self.send(number)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.send(signal.SIGKILL)
            self.process.wait()

    def said(self):
        """Return what it said (a string)."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""


def wait_for_port(port, program):
    """Return once somebody listens on a port of the loopback; raise RuntimeError if nobody does within 30 seconds."""
    end = time.monotonic() + 30
    while time.monotonic() < end and program.process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"{program.command[0]} did not start: {program.said()[-2000:]}")


def resident_megabytes(group):
    """Return the memory that the processes of a group hold (a number of MB)."""
    total = 0
    for folder in Path("/proc").iterdir():
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                total += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, IndexError, ValueError):
            continue
    return total / 1024**2
