"""The witness as a whole: the public record, what is hidden, and the index."""

import datetime as dt
from types import SimpleNamespace

from django.contrib.auth.models import User

from records.documents.models import DocumentKind, document_models
from records.models import Publishable
from records.publication.status import put_online
from records.search.indexing import rebuild
from tests.axes.factories import (
    VisionFactory,
)
from tests.house.code import our_models
from tests.portal.public_record import entangle, make_record
from tests.portal.witness.hidden import (
    archive,
    ask,
    away,
    embargoed,
    forbid_to_readers,
    hide_row,
    leave_as_it_is,
    put_online_tomorrow,
)
from tests.portal.witness.thread import make_thread
from tests.portal.witness.words import CANARY, SEARCHED, TODAY, fill


def make_world():
    """Write the public record, what must not be seen of it, and the index; return what there is, public and hidden."""
    owner = User.objects.create_user(CANARY, first_name=CANARY, last_name=CANARY, email=f"{CANARY}@exemple.invalid")
    vision = VisionFactory(is_current=True, adopted_on=dt.date(2022, 11, 8), presented_on=dt.date(2022, 11, 9))
    translated, french = make_thread(vision, owner, 1), make_thread(vision, owner, 2)
    translated.keys[type(vision)].add(vision.pk)
    fill([row for row in _rows() if row.pk in translated.keys[type(row)]])
    fill([row for row in _rows() if row.pk in french.keys[type(row)]], in_english=False)
    for row in _rows():
        if isinstance(row, Publishable):
            put_online(row, dt.date(2026, 1, 1))
            row.save()
    world = SimpleNamespace(thread=translated, public=[], hidden=[])
    for number, hide in enumerate([leave_as_it_is, archive, put_online_tomorrow]):
        public = make_record(f"publique {number}", published=True)
        hidden = make_record(f"{CANARY} {SEARCHED} {number}", published=False)
        entangle(public, hidden)
        forbid_to_readers(public, hidden, owner)
        for row in vars(hidden).values():
            hide_row(row, hide, world)
    hide_row(embargoed(translated), leave_as_it_is, world)
    away(translated)
    ask(translated)
    rebuild(today=TODAY)
    hidden = {(type(row), row.pk) for row in world.hidden}
    world.public = [
        row
        for row in _rows()
        if isinstance(row, Publishable) and row.is_public(TODAY) and (type(row), row.pk) not in hidden
    ]
    world.documents, world.hidden_documents = split_documents(world)
    for number, each in enumerate(world.hidden_documents, start=len(world.hidden)):
        each.slug = f"{CANARY}{number}"
        each.save()
    return world


def _rows():
    return [row for model in our_models() for row in model.objects.all()]


def split_documents(world):
    """Return the files kept with what is public and with what is hidden (two lists of Document)."""
    public, hidden = [], []
    shown = {(type(row), row.pk) for row in world.public}
    for model in document_models().values():
        for each in model.objects.filter(address=""):
            is_shown = (type(each.record), each.record_id) in shown and each.kind != DocumentKind.PROGRAMME
            (public if is_shown else hidden).append(each)
    return public, hidden
