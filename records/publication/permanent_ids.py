"""What a record is called for ever, whatever its address and its host become."""

import uuid

from django.db import models

# Drawn at random, once: changing it would make every feed and calendar forget what it has shown.
PORTAL = uuid.UUID("5f0c3f1e-3d5b-4c56-9d3e-6a0f0b7c2a41")


def named_id(name: str) -> uuid.UUID:
    """Return the permanent UUID of what the portal calls by a name."""
    return uuid.uuid5(PORTAL, name)


def permanent_id(record: models.Model, part: str = "") -> uuid.UUID:
    """Return the permanent UUID of a record, or of its `part` (a word): the same after a new load."""
    key = getattr(record, "record_id", None) or f"no {record.pk}"
    return named_id("/".join(filter(None, [record._meta.label_lower, key, part])))
