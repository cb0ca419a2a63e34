"""The document of the API is made once, whoever asks for it meanwhile."""

import threading
import time
from contextlib import suppress

from drf_spectacular.generators import SchemaGenerator

from portal.api.openapi import _document, openapi


def test_two_readers_at_once_have_the_document_made_one_after_the_other(monkeypatch):
    inside, most = [], []

    def note(generator, **_asked):
        inside.append(generator)
        most.append(len(inside))
        time.sleep(0.05)
        inside.pop()
        raise RuntimeError("enough")

    monkeypatch.setattr(SchemaGenerator, "get_schema", note)
    _document.cache_clear()

    def ask():
        with suppress(RuntimeError):
            openapi()

    readers = [threading.Thread(target=ask) for _ in range(3)]
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    assert most == [1, 1, 1]
