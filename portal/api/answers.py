"""What the API answers of a list and of a record, as data."""

from typing import Any

from portal.api.requests import ListRequest, RecordRequest
from portal.api.serializers import RecordSerializer, record_serializer


def page_body(asked: ListRequest, root: str, path: str) -> dict[str, Any]:
    """Return the page of a list that `asked` asks for; raise UnknownCursorError.

    `root`: the scheme and the host that addresses begin with; `path`: that of the list.
    """
    rows, query = asked.page()
    serializer = serializer_for(asked, root)
    return {
        "nombre": asked.count(),
        "suivant": f"{root}{path}?{query}" if query else None,
        "mis_de_cote": asked.set_aside,
        "donnees": [serializer.to_representation(row) for row in rows],
    }


def record_body(asked: RecordRequest, record: Any, root: str) -> dict[str, Any]:
    """Return what is answered of a record fetched by `asked`; `root`: see `page_body`."""
    return {"mis_de_cote": asked.set_aside, "donnees": serializer_for(asked, root).to_representation(record)}


def serializer_for(asked: ListRequest, root: str) -> RecordSerializer:
    """Return the serializer of the records that `asked` asks for, with the fields asked for."""
    context = {
        "fields": frozenset(asked.fields),
        "today": asked.today,
        "absolute": lambda path: f"{root}{path}",
    }
    return record_serializer(asked.resource.name)(context=context)
