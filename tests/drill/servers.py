"""The servers of the drill: PostgreSQL, Redis, hosts of gunicorn, nginx with the configuration that is shipped."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

from tests import postgres
from tests.drill.machine import ROOT, Program, account_name, find_program

NAME = "portail.exemple.invalid"
PASSWORD = "drill @ 1"
IN_ADDRESS = "drill%20%40%201"
SHIPPED = ROOT / "config/production"


class Postgres:
    """A PostgreSQL that asks for a password, with the role and the database of the portal."""

    def __init__(self, folder, port):
        self.home, self.port, self.binaries = folder / "postgres", port, postgres.binaries()
        self.home.mkdir()
        self.who = postgres.account()
        if self.who:
            os.chown(self.home, self.who["user"], self.who["group"])

    def run(self, program, *words):
        """Run one of its programs; raise CalledProcessError."""
        subprocess.run(
            [self.binaries / program, *words],
            cwd=self.home,
            env={"HOME": str(self.home), "PGHOST": str(self.home), "PGPORT": str(self.port), "PGUSER": "postgres"},
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            **self.who,
        )

    def create(self):
        """Make the server, start it, make the role and the database of the portal."""
        self.run(
            "initdb", "-D", self.home / "data", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-N", "-A", "trust"
        )
        (self.home / "data/pg_hba.conf").write_text("local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n")
        self.start()
        self.run("psql", "-q", "-c", f"CREATE ROLE portail LOGIN PASSWORD '{PASSWORD}'")
        self.create_database("portail")

    def create_database(self, name):
        """Make an empty database of the portal's."""
        self.run("createdb", "--owner=portail", name)

    def start(self):
        """Start it; return once it answers."""
        options = f"-k {self.home} -p {self.port} -c listen_addresses=127.0.0.1 -c fsync=off"
        self.run("pg_ctl", "-D", self.home / "data", "-w", "-s", "-l", self.home / "log", "-o", options, "start")

    def stop(self):
        """Stop it as an administrator does, cutting those who are connected."""
        self.run("pg_ctl", "-D", self.home / "data", "-w", "-s", "-m", "fast", "stop")

    def fill(self, name, path):
        """Run the SQL of a compressed dump (a path) in one of its databases."""
        sql = gzip.decompress(path.read_bytes())
        command = [self.binaries / "psql", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={self.address(name)}"]
        subprocess.run(command, input=sql, stdout=subprocess.DEVNULL, check=True)

    def address(self, name="portail"):
        """Return the DATABASE_URL of one of its databases."""
        return f"postgres://portail:{IN_ADDRESS}@127.0.0.1:{self.port}/{name}"


def redis_server(folder, port):
    """Return a Redis that keeps nothing on disk (a Program)."""
    home = folder / "redis"
    home.mkdir()
    command = [find_program("redis-server"), "--port", port, "--bind", "127.0.0.1", "--save", "", "--dir", home]
    return Program(command, folder / "redis.log")


def web_host(folder, number, port, variables):
    """Return a host that serves the portal (a Program): one worker, so that what it keeps is in one place."""
    own = {"PORT": str(port), "WEB_WORKERS": "1", "DOWNLOADS_DIR": str(folder / f"downloads-{number}")}
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.conf.py", "--access-logfile", os.devnull]
    return Program(command, folder / f"host-{number}.log", **variables, **own)


def proxy(folder, hosts, plain_port, port):
    """Return nginx (a Program) in front of hosts (ports), with what is shipped but for its ports and folders."""
    made = folder / "nginx"
    made.mkdir()
    _make_certificate(made)
    (made / "portail.conf").write_text(_shipped_site(folder, made, hosts, plain_port, port), encoding="utf-8")
    (made / "nginx.conf").write_text(_frame(made), encoding="utf-8")
    return Program([find_program("nginx"), "-p", made, "-c", made / "nginx.conf"], folder / "nginx.log")


def _shipped_site(folder, made, hosts, plain_port, port):
    text = (SHIPPED / "nginx.conf").read_text(encoding="utf-8")
    _before, line, _after = text.partition("    server 127.0.0.1:8000 max_fails=3 fail_timeout=5s;\n")
    changes = {
        line: "".join(line.replace("8000", str(each)) for each in hosts),
        "    listen [::]:80 default_server;\n": "",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "listen 80": f"listen 127.0.0.1:{plain_port}",
        "listen 443": f"listen 127.0.0.1:{port}",
        "/etc/ssl/portail/": f"{made}/",
        "/srv/portail/staticfiles/": f"{folder}/static/",
        "/srv/portail/config/production/": f"{SHIPPED}/",
        "/var/lib/portail/media/": f"{folder}/media/",
        "/var/log/nginx/": f"{made}/",
    }
    for old, new in changes.items():
        if not old or old not in text:
            raise RuntimeError(f"config/production/nginx.conf no longer holds {old!r}: the drill puts its own there")
        text = text.replace(old, new)
    return text


def _frame(made):
    user = f"user {account_name()};\n" if os.geteuid() == 0 else ""
    kept = "".join(
        f"    {kind}_temp_path {made}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"{user}daemon off;\nworker_processes 1;\npid {made}/pid;\nerror_log stderr warn;\n"
        "events {\n    worker_connections 1024;\n}\nhttp {\n    include /etc/nginx/mime.types;\n    access_log off;\n"
        f"{kept}    include {made}/portail.conf;\n}}\n"
    )


def _make_certificate(folder: Path):
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += [
        "-days",
        "2",
        "-subj",
        f"/CN={NAME}",
        "-keyout",
        folder / "privkey.pem",
        "-out",
        folder / "fullchain.pem",
    ]
    subprocess.run(command, check=True, capture_output=True)
