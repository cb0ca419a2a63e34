"""`manage.py demo_users`: who may come in during a demonstration, and nowhere else."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from portal.management.commands.demo_users import ACCOUNTS, PASSWORD

pytestmark = pytest.mark.django_db


def create():
    """Run the command; return what it says."""
    said = StringIO()
    call_command("demo_users", stdout=said)
    return said.getvalue()


def test_there_is_one_account_for_each_group_and_one_that_may_do_everything():
    create()
    groups = {user.username: [group.name for group in user.groups.all()] for user in User.objects.all()}
    assert groups == {
        "demo-redaction": ["Rédaction"],
        "demo-approbation": ["Approbation"],
        "demo-gestion": ["Gestion"],
        "demo-admin": [],
    }
    assert [user.username for user in User.objects.filter(is_superuser=True)] == ["demo-admin"]
    assert all(user.is_staff and user.check_password(PASSWORD) for user in User.objects.all())
    assert all(user.email.endswith("@exemple.invalid") for user in User.objects.all())


def test_each_account_is_told_with_its_password():
    said = create()
    assert said.count(PASSWORD) == len(ACCOUNTS)
    assert all(username in said for username in ACCOUNTS)
    assert "toutes les permissions" in said


def test_made_again_the_accounts_are_the_same_and_a_password_that_was_changed_stays():
    create()
    changed = User.objects.get(username="demo-redaction")
    changed.set_password("autre")
    changed.save()
    changed.groups.clear()
    create()
    changed.refresh_from_db()
    assert User.objects.count() == len(ACCOUNTS)
    assert changed.check_password("autre")
    assert changed.groups.get().name == "Rédaction"


def test_someone_may_log_in_with_what_was_told(client):
    create()
    assert client.login(username="demo-gestion", password=PASSWORD)
    assert client.get("/admin/").status_code == 200


def test_outside_a_demonstration_no_account_is_made(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        create()
    assert not User.objects.exists()
