"""What the project says of its environment is true."""

import re
import shutil
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import call_command

from config.env import REQUIRED_IN_PRODUCTION
from tests.house.code import LAYERS, ROOT, modules, refuse, text_of


def declared():
    """Return the variables config/env.py reads."""
    return set(re.findall(r"^    ([A-Z_]+)=\(", (ROOT / "config/env.py").read_text(encoding="utf-8"), re.MULTILINE))


def test_the_example_names_every_variable_and_no_other():
    example = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert example == declared() != set()


def test_the_variables_of_a_production_are_ours_and_name_what_it_refuses_to_start_without():
    named = re.findall(
        r"^([A-Z_]+)=", (ROOT / "config/production/env.example").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert set(REQUIRED_IN_PRODUCTION) <= set(named) <= declared()


def test_the_container_holds_every_storey_of_the_house_and_nothing_that_is_not_there():
    lines = (ROOT / "config/production/Containerfile").read_text(encoding="utf-8").splitlines()
    copied = {name for line in lines if line.startswith("COPY ") for name in line.split()[1:-1]}
    assert {*LAYERS, "templates", "static", "locale", "data", "manage.py", "requirements.lock"} <= copied
    assert [name for name in sorted(copied) if not (ROOT / name).exists()] == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this machine")
def test_the_units_are_read_by_systemd(tmp_path):
    for unit in (ROOT / "config/production").glob("portail-*.service"):
        # The account and the programs of a production are not here.
        text = re.sub(r"^(ExecStart|ExecStop|ExecReload)=.*$", r"\1=/bin/true", unit.read_text("utf-8"), flags=re.M)
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
        said = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", tmp_path / unit.name], capture_output=True, text=True, check=False
        )
        assert unit.name not in said.stderr, said.stderr


def test_the_environment_is_read_in_one_place():
    texts = {path: text_of(path) for path in modules() if str(path) != "config/env.py"}
    refuse(f"{path}: {said}" for path, text in texts.items() for said in ("os.environ[", "os.getenv") if said in text)
    asked = [
        (path, name) for path, text in texts.items() for name in re.findall(r"\benv(?:\.\w+)?\(\"([A-Z_]+)\"", text)
    ]
    refuse(f"{path}: {name}" for path, name in asked if name not in declared())


@pytest.mark.django_db
def test_no_migration_is_missing():
    told = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=told)
    except SystemExit:
        pytest.fail(f"a migration is missing, manage.py makemigrations writes it:\n{told.getvalue()}")


def test_the_readme_names_only_real_targets():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"make ([a-z-]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert {"demo", "test", "check"} <= named <= targets


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_says_which_and_not_where_from(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert "--index-url" not in text


def start(code="import django; django.setup()", **environment):
    """Run `code` in a process of its own, with nothing but `environment`; return what it ended with."""
    command = [sys.executable, "-c", code]
    bare = {"DJANGO_SETTINGS_MODULE": "config.settings", "DEMO": "0", "DEBUG": "0", "PYTHONPATH": str(ROOT)}
    bare |= {"SECRET_KEY": "", "ALLOWED_HOSTS": "", "DATABASE_URL": "", "CACHE_URL": ""}
    return subprocess.run(command, env={**bare, **environment}, capture_output=True, text=True, check=False)


def test_production_refuses_to_start_and_says_which_variables_it_lacks():
    done = start(SECRET_KEY="x" * 60, ALLOWED_HOSTS="exemple.invalid")
    assert done.returncode != 0
    assert "DATABASE_URL, CACHE_URL" in done.stderr.replace("\u00a0", " ")
    assert "SECRET_KEY," not in done.stderr.splitlines()[-1]


def test_production_starts_once_it_has_them():
    given = {"SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "exemple.invalid", "CACHE_URL": "locmemcache://"}
    assert start(DATABASE_URL="sqlite://:memory:", **given).returncode == 0


PRODUCTION = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "exemple.invalid",
    "CACHE_URL": "locmemcache://",
    "DATABASE_URL": "sqlite://:memory:",
}
MAIL = {
    "EMAIL_URL": "smtp+tls://portail:secret@exemple.invalid:587",
    "DEFAULT_FROM_EMAIL": "portail@exemple.invalid",
    "SITE_URL": "https://exemple.invalid/",
}


def mail_settings(**environment):
    """Return what production would send mails with: the backend, the host, the sender, the address of the site."""
    names = ["EMAIL_BACKEND", "EMAIL_HOST", "DEFAULT_FROM_EMAIL", "SITE_URL"]
    asked = f"from django.conf import settings; print(*(getattr(settings, name) for name in {names}), sep='|')"
    done = start(asked, **PRODUCTION, **environment)
    return done.stdout.strip().split("|")


def test_mails_leave_by_the_server_of_the_environment():
    backend, *others = mail_settings(**MAIL)
    assert backend.endswith("smtp.EmailBackend")
    assert others == ["exemple.invalid", "portail@exemple.invalid", "https://exemple.invalid"]


def test_without_a_mail_server_production_starts_and_no_mail_leaves():
    backend, _host, *others = mail_settings()
    assert backend.endswith("dummy.EmailBackend")
    assert others == ["", ""]


def storage_of_documents(**environment):
    """Return where production would keep documents: the class, the bucket or the folder, who hands the files over."""
    asked = (
        "import django; django.setup(); from django.conf import settings; from django.core.files.storage import "
        "default_storage as kept; kept.exists; print(type(kept._wrapped).__name__, getattr(kept, 'bucket_name', '') or "
        "kept.location, settings.ACCEL_REDIRECT, sep='|')"
    )
    return start(asked, **PRODUCTION, **environment).stdout.strip().split("|")


def test_documents_are_kept_in_a_folder_unless_a_bucket_is_named():
    assert storage_of_documents() == ["FileSystemStorage", str(ROOT / "media"), ""]
    assert storage_of_documents(MEDIA_ROOT="/srv/media", ACCEL_REDIRECT="/protege/") == [
        "FileSystemStorage",
        "/srv/media",
        "/protege/",
    ]
    bucket = {"S3_BUCKET": "documents", "S3_REGION": "ca-central-1"}
    assert storage_of_documents(**bucket, ACCEL_REDIRECT="/protege/") == ["S3Storage", "documents", ""]
