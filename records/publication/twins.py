"""What a record is called beside others of the same name."""

from typing import Any


def label_of(record: Any) -> str:
    """Return what a record is called and, where its model can tell, what tells it from a twin (`identity`)."""
    identity = getattr(record, "identity", "")
    return f"{record} ({identity})" if identity else str(record)
