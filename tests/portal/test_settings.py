"""What the environment decides: each setting of a production, of a demonstration, and what each variable changes."""

import runpy
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import REQUIRED_IN_PRODUCTION, env, refuse_to_guess
from tests.house.code import ROOT

PRODUCTION = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "exemple.invalid",
    "DATABASE_URL": "postgres://portail:secret@base.invalid/portail",
    "CACHE_URL": "redis://cache.invalid:6379/0",
}
DEMO = {"DEMO": "1"}


MODULES = ("config/settings.py", "config/accounts.py")


@contextmanager
def environment(**variables):
    """Give the process an environment of these variables and no other of ours."""
    with pytest.MonkeyPatch.context() as patched:
        for name in env.scheme:
            patched.delenv(name, raising=False)
        for name, value in variables.items():
            patched.setenv(name, value)
        patched.setattr("config.env.LOCAL", "1" in (variables.get("DEMO"), variables.get("DEBUG")))
        yield


@cache
def settings_of(**variables):
    """Return the settings (a dict) of an environment."""
    with environment(**variables):
        return {name: value for module in MODULES for name, value in runpy.run_path(str(ROOT / module)).items()}


def gunicorn_of(**variables):
    """Return the settings of gunicorn (a dict) in an environment."""
    with environment(**variables):
        return runpy.run_path(str(ROOT / "config/gunicorn.conf.py"))


@pytest.mark.parametrize(
    ("setting", "in_production", "in_a_demo"),
    [
        ("DEBUG", False, False),
        ("ALLOWED_HOSTS", ["exemple.invalid"], ["127.0.0.1", "localhost", "[::1]"]),
        ("SECRET_KEY", "x" * 60, "local-only-never-used-in-production"),
        ("SECURE_SSL_REDIRECT", True, False),
        ("SECURE_HSTS_SECONDS", 365 * 24 * 3600, 0),
        ("SECURE_HSTS_PRELOAD", False, False),
        ("SESSION_COOKIE_SECURE", True, False),
        ("CSRF_COOKIE_SECURE", True, False),
        ("SESSION_COOKIE_NAME", "__Host-sessionid", "sessionid"),
        ("CSRF_COOKIE_NAME", "__Host-csrftoken", "csrftoken"),
        (
            "READER_COOKIES",
            ["__Host-sessionid", "__Host-csrftoken", "messages"],
            ["sessionid", "csrftoken", "messages"],
        ),
        ("CSRF_COOKIE_HTTPONLY", True, True),
        ("SESSION_COOKIE_AGE", 43_200, 43_200),
        ("SESSION_IDLE_SECONDS", 3600, 3600),
        ("REQUIRE_MFA", True, False),
        ("MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", False, True),
        ("FOUR_EYES", True, True),
        ("MFA_KEYS", [], []),
        ("OIDC", {}, {}),
        ("PROXIES", 0, 0),
        ("SERVED_PORTS", ["80", "443"], []),
        ("SITE_URL", "", "http://127.0.0.1:8000"),
        ("DEFAULT_FROM_EMAIL", "", "portail@localhost"),
        ("POSTAL_ADDRESS", "", "(adresse postale du bureau, à inscrire)"),
        ("EMAIL_BACKEND", *(f"django.core.mail.backends.{name}.EmailBackend" for name in ("dummy", "console"))),
        ("BACKUP_DAYS", 30, 30),
        ("MEDIA_ROOT", ROOT / "media", ROOT / "media"),
        ("DOWNLOADS_DIR", ROOT / "downloads", ROOT / "downloads"),
        ("ACCEL_REDIRECT", "", ""),
        ("X_FRAME_OPTIONS", "DENY", "DENY"),
    ],
)
def test_a_production_is_safe_and_a_demonstration_stays_on_this_machine(setting, in_production, in_a_demo):
    assert settings_of(**PRODUCTION)[setting] == in_production
    assert settings_of(**DEMO)[setting] == in_a_demo


@pytest.mark.parametrize(
    ("variables", "setting", "value"),
    [
        ({"ALLOWED_HOSTS": "a.invalid,b.invalid"}, "ALLOWED_HOSTS", ["a.invalid", "b.invalid"]),
        ({"ALLOWED_HOSTS": " a.invalid , b.invalid,"}, "ALLOWED_HOSTS", ["a.invalid", "b.invalid"]),
        ({"CSRF_TRUSTED_ORIGINS": "https://a.invalid"}, "CSRF_TRUSTED_ORIGINS", ["https://a.invalid"]),
        (
            {"CSRF_TRUSTED_ORIGINS": "https://a.invalid, https://b"},
            "CSRF_TRUSTED_ORIGINS",
            ["https://a.invalid", "https://b"],
        ),
        ({"SITE_URL": "https://a.invalid/"}, "SITE_URL", "https://a.invalid"),
        ({"SITE_URL": "https://a.invalid:8443"}, "SERVED_PORTS", ["80", "443", "8443"]),
        ({"SITE_URL": "https://a.invalid"}, "SERVED_PORTS", ["80", "443"]),
        ({"DEMO": "1", "PORT": "8017"}, "SITE_URL", "http://127.0.0.1:8017"),
        ({"DEMO": "1", "SITE_URL": "http://localhost:9/"}, "SITE_URL", "http://localhost:9"),
        ({"BEHIND_PROXY": "1"}, "SECURE_PROXY_SSL_HEADER", ("HTTP_X_FORWARDED_PROTO", "https")),
        ({"BEHIND_PROXY": "1"}, "PROXIES", 1),
        ({"BEHIND_PROXY": "1", "PROXIES": "2"}, "PROXIES", 2),
        ({"PROXIES": "2"}, "PROXIES", 0),  # nobody stands in front
        ({"HSTS_PRELOAD": "1"}, "SECURE_HSTS_PRELOAD", True),
        ({"SESSION_IDLE_MINUTES": "5"}, "SESSION_IDLE_SECONDS", 300),
        ({"REQUIRE_MFA": "0"}, "REQUIRE_MFA", False),
        ({"DEMO": "1", "REQUIRE_MFA": "1"}, "REQUIRE_MFA", True),
        ({"FOUR_EYES": "0"}, "FOUR_EYES", False),
        ({"MFA_KEYS": "neuve,ancienne"}, "MFA_KEYS", ["neuve", "ancienne"]),
        ({"MEDIA_ROOT": "/srv/media"}, "MEDIA_ROOT", Path("/srv/media")),
        ({"ACCEL_REDIRECT": "/protege/"}, "ACCEL_REDIRECT", "/protege/"),
        ({"ACCEL_REDIRECT": "/protege/", "S3_BUCKET": "b"}, "ACCEL_REDIRECT", ""),  # no folder to hand over
        ({"DOWNLOADS_DIR": "/srv/telechargements"}, "DOWNLOADS_DIR", "/srv/telechargements"),
        ({"DEBUG": "1"}, "ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"]),
        ({"DEBUG": "1"}, "DEBUG", True),
    ],
)
def test_a_variable_sets_what_it_is_for(variables, setting, value):
    assert settings_of(**{**PRODUCTION, **variables})[setting] == value


def test_without_a_proxy_no_header_says_that_one_asks_safely():
    assert "SECURE_PROXY_SSL_HEADER" not in settings_of(**PRODUCTION)


def test_a_database_of_the_network_is_told_of_within_seconds_and_compiles_nothing():
    database = settings_of(**PRODUCTION)["DATABASES"]["default"]
    assert (database["HOST"], database["NAME"], database["CONN_MAX_AGE"]) == ("base.invalid", "portail", 600)
    assert database["OPTIONS"] == {"options": "-c jit=off", "connect_timeout": 3}
    kept = settings_of(**{**PRODUCTION, "DATABASE_URL": f"{PRODUCTION['DATABASE_URL']}?sslmode=require"})
    assert kept["DATABASES"]["default"]["OPTIONS"]["sslmode"] == "require"


def test_a_database_of_this_machine_queues_its_writers_and_leaves_no_byte_of_what_is_erased():
    options = settings_of(DEMO="1", DATABASE_URL="sqlite:////tmp/essai.sqlite3")["DATABASES"]["default"]["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    assert "journal_mode=WAL" in options["init_command"]
    assert "secure_delete=ON" in options["init_command"]


def test_a_cache_that_no_longer_answers_holds_no_page_back():
    assert settings_of(**PRODUCTION)["CACHES"]["default"]["OPTIONS"] == {
        "socket_connect_timeout": 0.5,
        "socket_timeout": 0.5,
    }
    assert "OPTIONS" not in settings_of(**DEMO)["CACHES"]["default"]


def test_files_are_kept_in_a_bucket_that_nobody_reads_directly():
    named = {"S3_BUCKET": "documents", "S3_REGION": "ca-central-1"}
    bucket = settings_of(**PRODUCTION, **named)["STORAGES"]["default"]["OPTIONS"]
    assert (bucket["bucket_name"], bucket["region_name"]) == ("documents", "ca-central-1")
    assert (bucket["endpoint_url"], bucket["access_key"], bucket["default_acl"]) == (None, None, None)
    assert bucket["file_overwrite"] is False


def test_nothing_but_our_own_files_is_shown_on_any_page():
    directives = settings_of(**PRODUCTION)["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert {source for sources in directives.values() for source in sources} == {"'none'", "'self'"}
    assert directives["default-src"] == directives["frame-ancestors"] == directives["object-src"] == ["'none'"]


CITY = {"OIDC_SERVER": "https://comptes.invalid/", "OIDC_CLIENT_ID": "portail", "OIDC_CLIENT_SECRET": "s"}


def test_the_accounts_of_the_city_are_known_by_what_the_environment_says():
    assert settings_of(**PRODUCTION, **CITY, OIDC_DOMAINS="Ville.Quebec.qc.ca, exemple.invalid")["OIDC"] == {
        "server": "https://comptes.invalid",
        "client_id": "portail",
        "secret": "s",
        "name": "Compte de la Ville",
        "domains": ["ville.quebec.qc.ca", "exemple.invalid"],
    }


@pytest.mark.parametrize("name", REQUIRED_IN_PRODUCTION)
def test_a_production_that_lacks_a_variable_names_it_and_no_other(name):
    with environment(**{**PRODUCTION, name: ""}), pytest.raises(ImproperlyConfigured, match=rf"sans\u00a0: {name}\."):
        refuse_to_guess()


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        (PRODUCTION, None),
        ({"DEMO": "1"}, None),
        ({"DEBUG": "1"}, None),
        ({}, "SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL, CACHE_URL"),
        ({"DEMO": "0"}, "SECRET_KEY, ALLOWED_HOSTS"),
        ({**PRODUCTION, **CITY}, None),
        ({**PRODUCTION, **CITY, "OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_ID et OIDC_CLIENT_SECRET"),
        ({**PRODUCTION, **CITY, "OIDC_SERVER": "http://comptes.invalid"}, "commence par https://"),
        ({**DEMO, **CITY, "OIDC_SERVER": "http://127.0.0.1:9"}, None),  # one tries it on this machine
        ({**DEMO, "OIDC_SERVER": "http://127.0.0.1:9"}, "OIDC_CLIENT_ID et OIDC_CLIENT_SECRET"),
    ],
)
def test_nothing_starts_on_a_guess(variables, named):
    with environment(**variables), nullcontext() if named is None else pytest.raises(ImproperlyConfigured, match=named):
        refuse_to_guess()


@pytest.mark.parametrize(
    ("variables", "setting", "value"),
    [
        (PRODUCTION, "bind", "127.0.0.1:8000"),
        ({**PRODUCTION, "PORT": "8017"}, "bind", "127.0.0.1:8017"),
        (PRODUCTION, "workers", 2),
        ({**PRODUCTION, "WEB_WORKERS": "5"}, "workers", 5),
        ({**DEMO, "WEB_WORKERS": "5"}, "workers", 1),  # its cache lives in the one
        ({**PRODUCTION, "WEB_THREADS": "3"}, "threads", 3),
        (PRODUCTION, "accesslog", "-"),
        (DEMO, "accesslog", None),
        (PRODUCTION, "forwarded_allow_ips", ""),
        (PRODUCTION, "preload_app", True),
    ],
)
def test_gunicorn_listens_to_this_machine_alone_with_as_many_hands_as_told(variables, setting, value):
    assert gunicorn_of(**variables)[setting] == value


@pytest.mark.parametrize(("log_format", "is_json"), [("line", False), ("json", True)])
def test_the_lines_of_gunicorn_are_json_where_those_of_the_portal_are(log_format, is_json):
    chosen = {**PRODUCTION, "LOG_FORMAT": log_format}
    assert settings_of(**chosen)["LOGGING"]["handlers"]["stderr"]["formatter"] == log_format
    assert ("access_log_format" in gunicorn_of(**chosen)) is is_json
