"""What records are found by follows every write: the same as if the whole index were written again."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from axes.models import Axis
from missions.models import Action, Mission, Outcome
from partners.models import Partner
from portal.register import TABLES
from records.imports.loading import load
from records.models import SearchEntry
from records.publication import operations
from records.search.indexing import rebuild
from tests.axes.factories import ThemeFactory
from tests.missions.factories import ActionFactory, ActionPartnerFactory, MissionFactory, OutcomeFactory, StopFactory
from tests.partners.factories import PartnerFactory
from tests.portal.public_record import entangle, make_record
from tests.portal.sent_forms import as_sent
from tests.portal.small_record import SmallRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits")]

# What is found and is no record.
PAGES = ("pages", "questions")


def entries():
    """Return all the entries, whatever their ids (a set)."""
    names = [field.name for field in SearchEntry._meta.fields if field.name != "id"]
    return set(SearchEntry.objects.values_list(*names))


@pytest.fixture
def in_step(today):
    """Check that the index is what writing it again would make it."""

    def check():
        kept = entries()
        rebuild(today=today)
        assert kept == entries()

    return check


@pytest.fixture(autouse=True)
def _clock(time_machine, today):
    time_machine.move_to(dt.datetime.combine(today, dt.time(12), dt.UTC))


def words_of(record, language="fr-ca"):
    """Return the indexed words of a record (a set); none if it has no entry."""
    found = SearchEntry.objects.filter(kind__in=["axes", "partenaires", "ententes", "missions", "actions"])
    found = found.filter(key=record.pk, slug=record.slug, language=language)
    return {word for row in found.values_list("title_words", "body_words") for word in " ".join(row).split()}


def save_in_admin(client, record, **changed):
    """Post the form of a record in the admin as it stands, but for the fields `changed`."""
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_change"
    url = reverse(name, args=[record.pk])
    response = client.post(url, {**as_sent(client.get(url)), **changed})
    assert response.status_code == 302, response.context["errors"]


def test_every_record_has_an_entry_in_each_language(record, in_step, today):
    rebuild(today=today)
    kinds = SearchEntry.objects.exclude(kind__in=PAGES).values_list("kind", "language")
    assert sorted(kinds) == sorted(
        (kind, language)
        for kind in ("axes", "partenaires", "ententes", "missions", "actions", "priorites")
        for language in ("fr-ca", "en")
    )


def test_the_verbs_of_publication_keep_the_index(approbation, in_step, today):
    action = ActionFactory(axis__published=True, lead_partner__published=True, title="Un potager")
    for verb, extra in [
        (operations.submit, {}),
        (operations.send_back, {"comment": "Encore."}),
        (operations.publish, {"on": today}),
        (operations.withdraw, {"on": today}),
        (operations.reopen, {}),
    ]:
        verb(action, by=approbation, **extra)
        assert bool(words_of(action)) == (verb is not operations.withdraw)
        public = SearchEntry.objects.filter(slug=action.slug, public_since=today).count()
        assert public == (2 if verb is operations.publish else 0)
    SearchEntry.objects.exclude(kind="actions").delete()
    in_step_of_actions(today)


def in_step_of_actions(today):
    """Check the entries of actions alone: the records they name were written by factories, which index nothing."""
    kept = entries()
    rebuild(today=today)
    assert kept == {entry for entry in entries() if entry[0] == "actions"}


def test_what_names_a_record_is_found_by_its_new_name(client, approbation, record, in_step, today):
    rebuild(today=today)
    assert "grenoubl" not in words_of(record.action)
    client.force_login(approbation)
    save_in_admin(client, record.partner, name="Grenouble")
    for each in (record.partner, record.action, record.mission, record.agreement):
        assert "grenoubl" in words_of(each), each
    in_step()


def test_what_is_added_under_a_record_and_taken_away_is_followed(client, approbation, record, in_step, today):
    rebuild(today=today)
    client.force_login(approbation)
    outcome = OutcomeFactory(action=record.action, text="Une tyrolienne")
    save_in_admin(client, record.action, title="Autrement")
    assert {"autrement", "tyrolien"} <= words_of(record.action)
    index = list(record.action.outcomes.all()).index(outcome)
    save_in_admin(client, record.action, **{f"outcomes-{index}-DELETE": "on"})
    assert not Outcome.objects.filter(pk=outcome.pk).exists()
    assert "tyrolien" not in words_of(record.action)
    in_step()


def test_the_words_of_a_part_reach_those_that_name_it(client, approbation, record, in_step, today):
    rebuild(today=today)
    client.force_login(approbation)
    save_in_admin(client, record.axis, **{"commitments-0-text": "Promettre la lune"})
    assert {"promettr", "lun"} <= words_of(record.axis) & words_of(record.action)
    in_step()


def test_a_theme_renamed_or_deleted_is_followed(client, approbation, admin_user, record, in_step, today):
    theme = ThemeFactory(name="Horlogerie")
    record.action.themes.add(theme)
    rebuild(today=today)
    assert "horloger" in words_of(record.action)
    client.force_login(approbation)
    save_in_admin(client, theme, name="Lutherie")
    assert "luther" in words_of(record.action)
    client.force_login(admin_user)
    client.post(reverse("admin:axes_theme_delete", args=[theme.pk]), {"post": "yes"})
    assert "luther" not in words_of(record.action)
    in_step()


def test_themes_deleted_together_are_followed(client, admin_user, record, in_step, today):
    theme = ThemeFactory(name="Horlogerie")
    record.action.themes.add(theme)
    rebuild(today=today)
    client.force_login(admin_user)
    data = {"action": "delete_rows", "_selected_action": [theme.pk], "post": "yes"}
    client.post(reverse("admin:axes_theme_changelist"), data)
    assert "horloger" not in words_of(record.action)
    in_step()


def test_a_deleted_draft_is_found_no_more(client, approbation, in_step, today):
    mission = MissionFactory(title="Brouillonne")
    rebuild(today=today)
    client.force_login(approbation)
    client.post(reverse("admin:missions_mission_delete", args=[mission.pk]), {"post": "yes"})
    assert not Mission.objects.exists()
    assert not SearchEntry.objects.filter(kind="missions")


def test_the_vision_taken_offline_takes_its_axes_along(approbation, record, in_step, today):
    rebuild(today=today)
    beside = (*record.axis.indicators.all(), *record.axis.priorities.all())
    for each in (record.action, *beside, record.axis, record.vision):
        operations.withdraw(each, by=approbation, on=today)
    assert not SearchEntry.objects.filter(kind__in=["axes", "actions", "priorites"])
    operations.reopen(record.axis, by=approbation)
    assert not SearchEntry.objects.filter(kind="axes", public_since__isnull=False)
    in_step()


def test_loading_the_record_indexes_what_it_writes_and_what_names_it(tmp_path, in_step, today):
    small = SmallRecord(tmp_path)
    load(TABLES, small.write(), on=today)
    action = Action.objects.get()
    assert {"namur", "belgiqu", "jardin"} <= words_of(action)
    in_step()
    small.change("cities.csv", 0, name_fr="Namourette").change("actions.csv", outcome_fr="Un verger.")
    load(TABLES, small.write(), on=today)
    assert "namouret" in words_of(action)
    assert "jardin" not in words_of(action)
    assert "verg" in words_of(action)
    in_step()


def test_trying_a_load_indexes_nothing(tmp_path, today):
    load(TABLES, SmallRecord(tmp_path).write(), on=today, dry_run=True)
    assert not entries()


def test_the_command_writes_the_index_again(record, capsys):
    SearchEntry.objects.create(
        kind="disparue", key=1, slug="x", language="en", title="x", title_is_french=False, sorts_on="2026-01-01"
    )
    call_command("rebuild_search")
    assert SearchEntry.objects.exclude(kind__in=PAGES).count() == 12
    assert not SearchEntry.objects.filter(kind="disparue").exists()
    assert f"{SearchEntry.objects.count()} entrées" in capsys.readouterr().out


def test_no_word_of_a_draft_is_in_the_entry_of_a_public_record(record, today):
    draft = make_record("canari", published=False)
    entangle(record, draft)
    rebuild(today=today)
    public = SearchEntry.objects.filter(public_since__isnull=False)
    # A public priority that names a draft partner is among them.
    assert public.exclude(kind__in=PAGES).count() == 14
    for entry in public:
        said = " ".join([entry.title, entry.body, entry.french_body, entry.title_words, entry.body_words])
        assert "canari" not in said.lower(), entry
    assert Partner.objects.filter(slug__contains="canari").exists()


def test_a_record_to_be_public_later_is_not_told_before(record, today):
    later = PartnerFactory(published=True, name="Plustard", published_on=today + dt.timedelta(days=1))
    ActionPartnerFactory(action=record.action, partner=later)
    StopFactory(mission=record.mission, place=later)
    rebuild(today=today)
    assert not {"plustard"} & (words_of(record.action) | words_of(record.mission))
    rebuild(today=today + dt.timedelta(days=1))
    assert {"plustard"} <= words_of(record.action) & words_of(record.mission)


def test_the_name_of_a_participant_is_kept_only_where_it_is_public(record, today):
    record.mission.participants.create(position=9, function="Conseillère", name="Nomconnu", name_is_public=True)
    rebuild(today=today)
    assert "nomconnu" in words_of(record.mission)
    # The database forbids a name that is not public; were it there, it would not be found.
    record.mission.participants.filter(name="Nomconnu").update(name="", function="Nomcache")
    rebuild(today=today)
    assert "nomconnu" not in words_of(record.mission)


def test_the_price_of_a_write_does_not_grow_with_what_it_touches(record, approbation, today, count_statements):
    rebuild(today=today)
    alone = count_statements(lambda: operations.submit(draft_of(record), by=approbation))
    ActionFactory.create_batch(5, published=True, lead_partner=record.partner, axis=record.axis)
    rebuild(today=today)
    assert count_statements(lambda: operations.submit(draft_of(record), by=approbation)) == alone


@pytest.fixture
def count_statements(django_assert_max_num_queries):
    """Count the statements of a call."""

    def count(call):
        with django_assert_max_num_queries(300) as queries:
            call()
        return len(queries)

    return count


def draft_of(record):
    """Put a partner back in draft, behind the verbs, so that it may be submitted again."""
    Partner.objects.filter(pk=record.partner.pk).update(status="draft")
    return record.partner


def test_the_index_of_the_database_holds_nothing_but_the_entries(record, today):
    rebuild(today=today)
    SearchEntry.objects.filter(kind="axes").delete()
    Axis.objects.filter(pk=record.axis.pk).update(name="Nouveau nom")
    rebuild(today=today)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO records_searchindex(records_searchindex, rank) VALUES ('integrity-check', 1)")
    assert "nouveau" in words_of(Axis.objects.get(pk=record.axis.pk))
