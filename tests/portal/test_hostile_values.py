"""Nothing typed can break a page: whatever a form or a file accepted, every page, feed, calendar and file answers.

The values are drawn at random, from a seed that a failure names.
"""

import random
import re
from xml.etree import ElementTree

import icalendar
import pytest
import time_machine
from django.contrib import admin
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from portal.register import TABLES
from records.imports.faults import RecordError
from records.imports.loading import load
from records.search.indexing import rebuild
from tests.house.code import our_models
from tests.portal.bureau import address
from tests.portal.hostile_values import cell_of, typed_in, value_of
from tests.portal.kept_files import as_between_two_writes, files_made_once
from tests.portal.sent_forms import as_sent
from tests.portal.small_record import SmallRecord
from tests.portal.witness import TODAY, make_world

pytestmark = pytest.mark.django_db

SEED = 1608
LISTS = ["partenaires", "ententes", "missions", "actions"]
# Pages of each map that are asked for, at most.
VISITED = 8
AT_NOON = f"{TODAY}T17:00:00Z"


@pytest.fixture
def chance():
    """What draws the values."""
    return random.Random(SEED)  # noqa: S311 - the same at each run


def visit_everything(client, chance):
    """Ask for the maps of the site, pages of each, the lists, their files, the feeds and the calendar."""
    rebuild(today=TODAY)
    cache.clear()
    with files_made_once(), as_between_two_writes():
        return _visit_pages(client, chance)


def _visit_pages(client, chance):
    pages = ["/", "/en/", "/bilan/", "/vision/", "/plan-du-site/", "/recherche/?q=a", "/sources/"]
    pages += [f"{prefix}/{name}/" for prefix in ("", "/en") for name in LISTS]
    pages += [f"/{name}.csv" for name in LISTS]
    pages += ["/partenaires/?tri=nom", "/missions/?tri=ancien", "/ententes/?tri=fin", "/actions/?annee=2100&annee=1800"]
    for section in places(client, "/sitemap.xml"):
        found = places(client, section)
        kept = chance.sample(found, min(VISITED, len(found)))
        pages += kept
        pages += [
            f"{page.rstrip('/')}/fil.atom" for page in kept if page.startswith(("/axes/", "http://testserver/axes/"))
        ]
        pages += [f"{page.rstrip('/')}.csv" for page in kept if "/divulgation/" in page]
    for page in pages:
        body = asked(client, page)
        if page.endswith(".atom"):
            parsed(body)
    parsed(asked(client, "/fil.atom"))
    icalendar.Calendar.from_ical(asked(client, "/missions/calendrier.ics"))
    return pages


def parsed(body):
    """Return the element of an XML document that the site wrote; fail if it is not well formed."""
    return ElementTree.fromstring(body)  # noqa: S314 - our own


def places(client, url):
    """Return the addresses in a map (a list)."""
    return [each.text for each in parsed(asked(client, url)).findall(".//{*}loc")]


def asked(client, url):
    """Return the bytes of a page; fail if the site is at fault, or does not know it."""
    response = client.get(re.sub(r"^https?://[^/]+", "", url))
    assert response.status_code in {200, 404 if url.endswith(".csv") else 200}, (url, response.status_code)
    return b"".join(response.streaming_content) if response.streaming else response.content


def spoil(row, chance):
    """Give a row hostile values that its form accepts, and save it; return how many it took."""
    fields = [each for each in row._meta.concrete_fields if each.editable and not each.is_relation]
    values = {each.attname: value_of(each, chance) for each in fields if chance.random() < 0.6}
    before = {name: getattr(row, name) for name in values}
    wanted = {name: value for name, value in values.items() if value is not None}
    while wanted:
        for name in before:
            setattr(row, name, wanted.get(name, before[name]))
        try:
            row.full_clean()
            row.save()
        except ValidationError as refusal:
            wrong = set(getattr(refusal, "message_dict", {})) & wanted.keys() or {chance.choice(sorted(wanted))}
            wanted = {name: value for name, value in wanted.items() if name not in wrong}
        else:
            return len(wanted)
    return 0


@time_machine.travel(AT_NOON, tick=False)
def test_pages_stand_whatever_the_rows_hold(client, chance):
    make_world()
    client = Client()
    taken = sum(
        spoil(row, chance) for model in our_models() for row in model.objects.all() if hasattr(row, "clean_texts")
    )
    assert taken > 300
    assert len(visit_everything(client, chance)) > 60


def send(client, record, chance):
    """Type hostile values in the form of a record until it is accepted; return how many were."""
    page = client.get(address(record))
    sent = as_sent(page)
    formsets = [part.formset for part in page.context["inline_admin_formsets"]]
    shown = [page.context["adminform"].form, *(form for formset in formsets for form in formset.forms)]
    fields = {bound.html_name: bound.field for form in shown for bound in form}
    typed = {name: typed_in(field, chance) for name, field in fields.items() if name in sent and chance.random() < 0.9}
    typed = {name: value for name, value in typed.items() if value is not None}
    while typed:
        answer = client.post(address(record), {**sent, **typed, "confirmed": "on"})
        if answer.status_code == 302:
            return len(typed)
        assert answer.status_code == 200
        context = answer.context
        faulty = [context["adminform"].form]
        faulty += [form for part in context["inline_admin_formsets"] for form in part.formset.forms]
        wrong = {form.add_prefix(name) for form in faulty for name in form.errors} & typed.keys()
        for name in wrong or [chance.choice(sorted(typed))]:
            del typed[name]
    return 0


@time_machine.travel(AT_NOON, tick=False)
def test_pages_stand_whatever_the_forms_accepted(admin_client, chance):
    world = make_world()
    rows = {model: model.objects.first() for model in our_models() if model in admin.site._registry}
    rows |= {type(row): row for row in world.public}
    asking = admin_client.get("/admin/").wsgi_request
    editable = [row for row in rows.values() if row and admin.site._registry[type(row)].has_change_permission(asking)]
    assert sum(send(admin_client, row, chance) for row in editable) > 60
    visit_everything(Client(), chance)
    for row in editable:
        assert admin_client.get(address(row)).status_code == 200
        assert admin_client.get(address(row, "history")).status_code == 200


@time_machine.travel(AT_NOON, tick=False)
def test_pages_stand_whatever_the_files_brought(tmp_path, chance):
    small = SmallRecord(tmp_path)
    cells = [(table, name) for table in TABLES for name in table.names]
    drawn = {(table.file, name): cell_of(table, name, chance) for table, name in cells if chance.random() < 0.7}
    drawn = {place: cell for place, cell in drawn.items() if cell is not None}
    while True:
        trial = SmallRecord(small.directory)
        for (file, name), cell in drawn.items():
            trial.change(file, **{name: cell})
        try:
            load(TABLES, trial.write(), on=TODAY)
            break
        except RecordError as refused:
            wrong = {(fault.file, fault.place) for fault in refused.faults} & drawn.keys()
            # A fault may be told on the column beside the one that was drawn: any of its line then.
            beside = [place for place in sorted(drawn) if place[0] in {fault.file for fault in refused.faults}]
            for place in wrong or [chance.choice(beside)]:
                del drawn[place]
    assert len(drawn) > 20
    visit_everything(Client(), chance)
