"""Which texts of the record are public, the word that each is known by, and the canary in all others."""

import datetime as dt

from django.db import models

from missions.models import (
    PriorityKind,
)
from records.models import Confidence
from records.words.dates import DatePrecision

TODAY = dt.date(2026, 3, 2)
# In every text that no reader may see, beside the word that a curious one would search.
CANARY, SEARCHED = "canari", "pinson"
MODERATED = ("Vision", "Axis", "Indicator", "Priority", "Partner", "Agreement", "Mission", "Action")
# Whole models that no reader may see, and why.
INTERNAL_MODELS = {
    "AttemptCount": "how often somebody tried to sign in",
    "Contact": "a person’s details, kept for those who write to them",
    "Exchange": "what was said with a partner is between it and the office",
    "Gift": "what protocol remembers of gifts serves the next visit",
    "OfficeHolder": "how to speak to a person, kept for those who do",
    "FollowUp": "what was promised to someone is between them and the office",
    "ImportedRow": "a row of a spreadsheet, as its author sent it",
    "SheetImport": "a spreadsheet that its author imports",
    "RecordMerge": "what the bureau made one",
    "KeptTyping": "what its author typed and did not save",
    "Incident": "what happened to personal information is kept for the commission",
    "JournalEntry": "who did what at the bureau",
    "Message": "what somebody wrote to the office is between them and it",
    "NextStep": "what the bureau is still to do is between its people",
    "Notice": "what the office tells its own people of each step",
    "StandIn": "who approves in whose absence",
    "NoticeChoice": "how often a person wants mails",
    "SavedView": "what a person asks of a list, under a name of their own",
    "OptOut": "the digest of an address that left",
    "Subscriber": "the address of somebody who is told of what is new",
    "Subscription": "what somebody follows is theirs to know",
    "SharedLink": "who was shown what before it is online",
    "SharedOpening": "when they looked at it",
    "SharedOpinion": "what they answered",
    "Reminder": "what the office sends its own people",
    "ReferenceCounter": "the last number given in each series, for the next one",
    **dict.fromkeys(
        [f"{name}Proposal" for name in (*MODERATED, "Source")],
        "a change that is prepared is no one’s to read until it is online",
    ),
}
# Fields of the others that no reader may see, and why.
INTERNAL_FIELDS = {
    "editor_note": "how the office knows, and what is to be checked",
    "review_comment": "between who approves and who writes",
    "record_id": "what the files of the record call a row",
    "record_hash": "tells whether a row was edited since its load",
}
MECHANICAL_FIELDS = {
    "id": "the key of a row",
    "search_text": "derived from the texts that are searched",
    "sorts_on": "derived from the dates",
    "position": "rows stand in its order",
    "media_type": "what the file is, told in a word beside its link",
    "checksum": "tells a file from another",
    "edited_at": "tells the moment, not a fact of the record",
    "english_written_for": "derived from the texts and their English",
    "outdated_english": "derived from the texts and their English",
}
# Texts that are no free words.
NO_WORDS = {"slug", "reference", "series", "address", "country", "code", "time_zone", *MECHANICAL_FIELDS}


def told(model, field):
    """Return the word by which the text of a field is known wherever it shows; `field`: its name."""
    return f"Zq{model._meta.model_name}{field.replace('_', '')}Q"


def words_of(row):
    """Return {name of the field: text} of each free text of a row, as the witness holds them."""
    found = {}
    for field in row._meta.concrete_fields:
        if field.name.startswith("region") and row.kind != PriorityKind.REGION:
            continue  # a priority names one thing
        if field.name in NO_WORDS or field.choices or not isinstance(field, (models.CharField, models.TextField)):
            continue
        is_hidden = field.name in INTERNAL_FIELDS or type(row).__name__ in INTERNAL_MODELS
        text = f"{CANARY} {SEARCHED} {row.pk}" if is_hidden else f"{told(type(row), field.name)}{row.pk}"
        if isinstance(field, models.URLField):
            text = f"https://exemple.invalid/{text}"
        elif isinstance(field, models.EmailField):
            text = f"{CANARY}@exemple.invalid"
        found[field.name] = text
    return found


def fill(rows, *, in_english=True):
    """Give each text of `rows` its word; texts in English only if asked."""
    for row in rows:
        for name, text in words_of(row).items():
            setattr(row, name, text if in_english or not name.endswith("_en") else "")
        if hasattr(row, "confidence"):
            row.confidence = Confidence.LOW
        row.save()


# Dates of the public thread, by what they are the date of: each is told nowhere else.
DATED = {"date_precision": DatePrecision.DAY, "starts_on": dt.date(2025, 5, 1), "ends_on": dt.date(2025, 5, 9)}
