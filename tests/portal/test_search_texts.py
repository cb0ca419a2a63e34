"""Every public text of a record is found, or named here with why it is not."""

import pytest
from django.db import models

from records.models import Publishable, Recorded
from records.search.kinds import record_kinds

# What nobody looks a record up by.
NOT_FOUND_BY = {
    "status": "a state of publication",
    "slug": "the address repeats the title",
    "editor_note": "between the people of the bureau",
    "review_comment": "between the author and the approver",
    "record_id": "a key of the files",
    "record_hash": "a fingerprint",
    "reference": "an address of its own, which the search leads to",
    "search_text": "derived from the others",
    "outdated_english": "derived from the others",
    "confidence": "one of three words, the same everywhere",
    "country": "found by the name of the country",
    "stage": "one of a few words, a facet of the list",
    "standing": "one of a few words, a facet of the list",
    "document_url": "an address",
    "date_precision": "how well a date is known",
    "signed_precision": "how well a date is known",
    "founded_precision": "how well a date is known",
    "since_precision": "how well a date is known",
    "until_precision": "how well a date is known",
    "authorization_need": "one of three words",
    "authorization_body": "says who authorizes, not what the agreement is",
    "authorization_number": "shown on the page; nobody searches by it yet",
    "decision_body": "the same for nearly every mission",
}


@pytest.mark.parametrize("kind", record_kinds(), ids=lambda kind: kind.name)
def test_a_record_is_found_by_each_of_its_public_texts(kind):
    found = {*kind.names, *(name for texts in kind.texts if not texts.path for name in texts.fields)}
    texts = [field.name for field in kind.model._meta.fields if isinstance(field, (models.CharField, models.TextField))]
    missing = [name for name in texts if name not in found and not name.endswith("_en") and name not in NOT_FOUND_BY]
    assert not {name for name in found if name not in {field.name for field in kind.model._meta.fields}}
    assert missing == [], f"declare them in {kind.model._meta.app_label}/search.py, or name why they are not found"


def test_nothing_is_named_that_no_record_has():
    names = {field.name for kind in record_kinds() for field in kind.model._meta.fields}
    assert set(NOT_FOUND_BY) <= names | {field.name for each in (Publishable, Recorded) for field in each._meta.fields}
