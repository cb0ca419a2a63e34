"""The three groups of the bureau, as a migration makes them."""

import pytest
from django.contrib.auth.models import Group, Permission

from tests.house.code import our_models

pytestmark = pytest.mark.django_db

PUBLISHED = {"vision", "axis", "indicator", "priority", "partner", "agreement", "mission", "action"}
LISTS = {"theme", "service", "rule", "emissionfactor", "airport", "source"}
REQUESTS = {"delegationrequest"}
# Details of people: only for those who write to them.
CONTACTS = {"contact", "officeholder"}
# What passed between a partner and the office.
MEMORY = {"exchange", "gift"}
# What readers write, with their address: for those who answer.
MESSAGES = {"message"}
# What the people of the bureau did: only for managers.
JOURNAL = {"journalentry", "incident"}
# Who approves in an absence: for everybody to know.
STAND_INS = {"standin"}


def may(group, verb):
    """Return the names of the models on which `group` may `verb`."""
    found = Permission.objects.filter(group__name=group, codename__startswith=f"{verb}_")
    return set(found.values_list("content_type__model", flat=True))


def test_there_are_three_groups():
    assert set(Group.objects.values_list("name", flat=True)) == {"Rédaction", "Approbation", "Gestion"}


@pytest.mark.parametrize("group", ["Rédaction", "Approbation", "Gestion"])
def test_everyone_reads_everything_but_contacts(group):
    everything = PUBLISHED | LISTS | REQUESTS | STAND_INS | MEMORY
    assert may(group, "view") - CONTACTS - MESSAGES - JOURNAL == everything


def test_only_managers_read_the_journal_and_nobody_writes_in_it():
    assert [group for group in ("Rédaction", "Approbation", "Gestion") if may(group, "view") & JOURNAL] == ["Gestion"]
    assert not any("journalentry" in may("Gestion", verb) for verb in ("add", "change", "delete"))


def test_only_managers_handle_people_and_keep_the_register_of_incidents_of_which_none_is_deleted():
    assert Group.objects.filter(permissions__codename="handle_people").get().name == "Gestion"
    kept = {"incident"} | STAND_INS
    assert (may("Gestion", "add"), may("Gestion", "change")) == (kept, kept)
    assert not any("incident" in may(group, "delete") for group in ("Rédaction", "Approbation", "Gestion"))


def test_only_those_who_write_to_people_read_their_contacts_and_their_messages():
    assert may("Rédaction", "view") & may("Approbation", "view") >= CONTACTS | MESSAGES
    assert not may("Gestion", "view") & (CONTACTS | MESSAGES)


def test_nobody_writes_a_message_in_place_of_a_reader_and_who_approves_erases_one():
    assert not (may("Rédaction", "add") | may("Approbation", "add")) & MESSAGES
    assert may("Rédaction", "change") & may("Approbation", "change") >= MESSAGES
    assert may("Approbation", "delete") - may("Rédaction", "delete") == MESSAGES


def test_only_approvers_publish():
    # What proves something public is public with it, and changes as it does.
    assert may("Approbation", "publish") == PUBLISHED | {"source"}
    assert not may("Rédaction", "publish") | may("Gestion", "publish")


def test_only_approvers_decide_what_is_asked():
    assert may("Approbation", "decide") == REQUESTS
    assert not may("Rédaction", "decide") | may("Gestion", "decide")


def test_writers_add_and_edit_records_requests_and_sources_but_not_the_lists():
    written = PUBLISHED | REQUESTS | {"source"} | CONTACTS | MEMORY
    assert may("Rédaction", "add") == may("Rédaction", "change") - MESSAGES == written


def test_approvers_edit_the_lists_too():
    written = PUBLISHED | LISTS | REQUESTS | CONTACTS | STAND_INS | MEMORY
    assert may("Approbation", "add") == may("Approbation", "change") - MESSAGES == written


def test_nobody_deletes_what_facts_stand_on():
    assert may("Rédaction", "delete") == may("Approbation", "delete") - MESSAGES == PUBLISHED | CONTACTS | MEMORY


def test_of_the_record_managers_only_read_and_name_who_stands_in():
    may_do = Group.objects.get(name="Gestion").permissions.exclude(content_type__model="incident")
    verbs = {verb for verb in may_do.values_list("codename", flat=True) if not verb.startswith("view_")}
    assert verbs == {f"{verb}_standin" for verb in ("add", "change", "name_any")}


def test_no_model_that_is_published_was_forgotten():
    assert {model._meta.model_name for model in our_models() if hasattr(model, "published_with")} == PUBLISHED
