"""Every field of the record shows where readers look for it, or is named here with the reason why it does not."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.db import models

from axes.documents import AxisDocument, VisionDocument
from axes.models import Axis, Commitment, Indicator, Measure, Milestone, Theme, Vision, VisionItem
from missions.exports import ACTION_DATASET, MISSION_DATASET
from missions.models import (
    Action,
    ActionDocument,
    ActionPartner,
    Airport,
    CeilingItem,
    CostFact,
    CriterionCheck,
    DelegationRequest,
    EmissionFactor,
    Leg,
    Meeting,
    Mission,
    MissionDocument,
    MissionPartner,
    Objective,
    Outcome,
    Participant,
    Priority,
    Report,
    Rule,
    Service,
    Stop,
)
from partners.exports import AGREEMENT_DATASET, PARTNER_DATASET
from partners.models import Agreement, AgreementAct, AgreementDocument, AgreementParty, Partner, PartnerDocument
from records.models import SearchEntry, Source
from records.templatetags.typography import number
from records.words.dates import in_words, iso, time_in_words
from records.words.languages import english_fields
from tests.house.code import our_models
from tests.portal.witness import INTERNAL_FIELDS, INTERNAL_MODELS, MECHANICAL_FIELDS, NO_WORDS, told

pytestmark = pytest.mark.django_db

PARTS = (
    MissionPartner, Stop, Participant, Objective, Meeting, CriterionCheck, CeilingItem, CostFact, Report, Outcome, Leg,
    MissionDocument,
)  # fmt: skip
# The records of the public thread on whose pages the rows of each model are told.
PAGES = {
    ("vision",): (Vision, VisionItem, Milestone, VisionDocument),
    ("axis",): (Axis, Commitment, AxisDocument, Indicator, Measure),
    ("theme",): (Theme,),
    ("service",): (Service,),
    ("priority",): (Priority,),
    ("partner", "body"): (Partner, PartnerDocument),
    ("agreement",): (Agreement, AgreementParty, AgreementAct, AgreementDocument),
    ("mission", "declined"): (Mission, Airport, EmissionFactor, Source, Rule, *PARTS),
    ("action",): (Action, ActionPartner, ActionDocument),
    (): (DelegationRequest,),
}
ACCOUNTS = "/bilan/"
# The file of each list, which names itself what it leaves out.
EXPORTS = {Partner: PARTNER_DATASET, Agreement: AGREEMENT_DATASET, Mission: MISSION_DATASET, Action: ACTION_DATASET}
IN_ACCESS_FILE = (Mission, *PARTS)

# Where a field does not show, and why: (model, field) → (places, reason). « page » and « English page » are where the
# row is told, « export » the CSV of its list, « access file » what the bureau hands out of a mission.
EVERYWHERE = ("page", "English page", "export", "access file")
SAID_OTHERWISE = "what is read is online: its absence would say the contrary"
BY_THE_WRITING = "told by how the date is written: « mai 2023 » says that the day is not known"
NO_PAGE = "has no page of its own: shown by its name, where it is named"
HANDED_BY_WORDS = "its words are given instead"
PRECISIONS = [
    (Source, "published_precision"),
    (Milestone, "precision"),
    (Partner, "founded_precision"),
    (Partner, "since_precision"),
    (Partner, "until_precision"),
    (Agreement, "signed_precision"),
    (Mission, "date_precision"),
]
DOCUMENTS = (VisionDocument, AxisDocument, PartnerDocument, AgreementDocument, MissionDocument, ActionDocument)
PUBLISHED = (Vision, Axis, Indicator, Priority, Partner, Agreement, Mission, Action)
LEFT_OUT = {
    **dict.fromkeys([(model, "status") for model in PUBLISHED], (EVERYWHERE, SAID_OTHERWISE)),
    **dict.fromkeys([(model, "published_on") for model in PUBLISHED], (EVERYWHERE, "the feeds tell what is new")),
    **dict.fromkeys(PRECISIONS, (EVERYWHERE, BY_THE_WRITING)),
    (Action, "date_precision"): (("page",), BY_THE_WRITING),
    **{(model, name): (EVERYWHERE, NO_PAGE) for model in (Airport,) for name in ("confidence", "note", "note_en")},
    **dict.fromkeys(
        [(model, name) for model in DOCUMENTS for name in ("file", "size", "widths", "height")],
        (EVERYWHERE, "told by its link, or by the picture itself"),
    ),
    **dict.fromkeys([(model, "slug") for model in DOCUMENTS], (("access file",), "of use where the file is kept here")),
    (Report, "document"): (EVERYWHERE, "the report kept with the mission is among its documents"),
    (Vision, "slug"): (EVERYWHERE, "the Vision has one address, whatever it is called"),
    (Vision, "is_current"): (EVERYWHERE, "the one that is current is the one shown"),
    (Vision, "text_was_seen"): (EVERYWHERE, "until it is, its texts are said to be a summary"),
    (Theme, "named_in_vision"): (EVERYWHERE, "told in words: a field that the Vision names"),
    (Indicator, "slug"): (EVERYWHERE, "told on the page of its axis, which has its own address"),
    (Priority, "slug"): (EVERYWHERE, "told on the page of the strategy, which has one address"),
    (Action, "commitment_is_confirmed"): (EVERYWHERE, "told in words: who made the link with the commitment"),
    (Axis, "vision"): (EVERYWHERE, "there is one Vision, and every axis leads to it"),
    (Axis, "short_label"): (("page",), "names the axis where there is little room: lists and filters"),
    (Axis, "short_label_en"): (("English page",), "names the axis where there is little room: lists and filters"),
    (Partner, "latitude"): (EVERYWHERE, "told by the map, and as a distance and a direction"),
    (Partner, "longitude"): (EVERYWHERE, "told by the map, and as a distance and a direction"),
    (Partner, "geonames_id"): (EVERYWHERE, "says to machines which city it is"),
    **dict.fromkeys(
        [(DelegationRequest, name) for name in ("size", "titles", "working_language", "needs")],
        (EVERYWHERE, "what the office needs to answer, and no one else"),
    ),
    (Mission, "led_by_mayor"): (EVERYWHERE, "told by the reason given for the authorization"),
    (Mission, "authorization_required"): (EVERYWHERE, "told by the reason given for the authorization"),
    (Mission, "embargo_until"): (EVERYWHERE, "before that day nothing shows, after it nothing waits"),
    (Mission, "movements_after_return"): (EVERYWHERE, "a choice of the bureau, which the page follows"),
    **dict.fromkeys(
        [(Mission, "owner"), (Action, "owner")],
        (EVERYWHERE, "who of the bureau sees to it is nobody’s name to publish"),
    ),
    (CostFact, "is_approximate"): (EVERYWHERE, "told by « environ » before the amount, by « oui » in the files"),
    (CostFact, "payer"): (("access file",), HANDED_BY_WORDS),
    (CostFact, "scope_code"): (("page",), HANDED_BY_WORDS),
    (Participant, "payer"): (EVERYWHERE, HANDED_BY_WORDS),
    (Participant, "name_is_public"): (EVERYWHERE, "a name that is not public is not recorded"),
    (Meeting, "venue"): (("access file",), "the page tells it after the return; the file handed out does not"),
    (Airport, "latitude"): (EVERYWHERE, "the distance of the flights is computed from it"),
    (Airport, "longitude"): (EVERYWHERE, "the distance of the flights is computed from it"),
    (Airport, "time_zone"): (EVERYWHERE, "the calendar of the delegation is written with it"),
    (Leg, "leaves_at"): (EVERYWHERE, "for the calendar of the delegation"),
    (Leg, "arrives_at"): (EVERYWHERE, "for the calendar of the delegation"),
    (DelegationRequest, "partner"): (EVERYWHERE, "who asks is told in words"),
    **{
        (DelegationRequest, name): (EVERYWHERE, "a refusal made public tells what was asked, by whom, when and why not")
        for name in (
            "received_on",
            "starts_on",
            "ends_on",
            "purpose",
            "axis",
            "theme",
            "decision",
            "mission",
            "is_public",
        )
    },
    **{
        (Rule, field.name): (EVERYWHERE, "told by what it makes: a due date, an authorization, an excess")
        for field in Rule._meta.concrete_fields
    },
}


def public_fields():
    """Return the (model, field) pairs that readers may see (a list)."""
    hidden = {*INTERNAL_FIELDS, *MECHANICAL_FIELDS}
    return [
        (model, field)
        for model in our_models()
        if model.__name__ not in INTERNAL_MODELS and model is not SearchEntry
        for field in model._meta.concrete_fields
        if field.name not in hidden
    ]


def urls_of(thread, model):
    """Return the addresses, in French, of the pages where rows of a model are told (a list)."""
    names = next(names for names, models_told in PAGES.items() if model in models_told)
    return [getattr(thread, name).get_absolute_url() for name in names] or [ACCOUNTS]


def told_at(sweep, urls, prefix=""):
    """Return what the pages of `urls` say, in one text."""
    return "".join(unescape(page.text).lower() for page in sweep.pages() if page.url in [prefix + url for url in urls])


def places_of(sweep, model, field):
    """Return {place: its text} of the places where a field is looked for."""
    urls = urls_of(sweep.thread, model)
    if field.name.endswith("_en"):
        return {"English page": told_at(sweep, urls, "/en")}
    exports = {visit.url: visit.text.lower() for visit in sweep.visits if visit.kind == "text/csv"}
    places = {"page": told_at(sweep, urls)}
    if model in EXPORTS and field.name not in EXPORTS[model].left_out:
        places["export"] = exports[f"/{EXPORTS[model].name}.csv"]
    if model in IN_ACCESS_FILE:
        places["access file"] = sweep.access_file.lower()
    return places


# The field by which a row that another points to is known.
KNOWN_BY = {
    **dict.fromkeys((Vision, Mission, Action, Agreement), "title"),
    **dict.fromkeys((Axis, Theme, Partner, Service, Airport, Indicator), "name"),
    **dict.fromkeys((Commitment, VisionItem, Objective), "text"),
    Participant: "function",
    Source: "publisher",
    CostFact: "amount",
    Stop: "place",
    EmissionFactor: "with_forcing",
}
WRITTEN = [
    (models.BooleanField, lambda _value: []),
    (models.DateTimeField, lambda value: [value.isoformat()]),
    (models.DateField, lambda value: [iso(value), in_words(value)]),
    (models.TimeField, lambda value: [time_in_words(value), f"{value:%H:%M}"]),
    (models.DecimalField, lambda value: [str(value), number(int(value) if value == int(value) else value)]),
    (models.IntegerField, lambda value: [str(value), number(value)]),
]


def words_of(sweep, model, field):
    """Return the ways in which the value of a field may be written (a list); none for one that is nowhere filled."""
    values = [getattr(row, field.attname) for row in sweep.rows[model]]
    values = [value for value in values if value not in (None, "")]
    if field.is_relation:
        known_by = KNOWN_BY.get(field.related_model) if values else None
        return words_of(sweep, field.related_model, field.related_model._meta.get_field(known_by)) if known_by else []
    if field.choices:
        return [str(dict(field.flatchoices)[value]) for value in values]
    write = next((write for kind, write in WRITTEN if isinstance(field, kind)), None)
    if write:
        return [words for value in values for words in write(value)]
    return [str(value) for value in values] if field.name in NO_WORDS else [told(model, field.name)]


def test_every_field_shows_where_it_is_looked_for_or_is_left_out_for_a_reason(sweep):
    faults = []
    for model, field in public_fields():
        words = words_of(sweep, model, field)
        left_out, _reason = LEFT_OUT.get((model, field.name), ((), ""))
        texts = places_of(sweep, model, field)
        hidden = [place for place, text in texts.items() if not any(each.lower() in text for each in words)]
        faults += [f"{model.__name__}.{field.name} does not show: {place}" for place in set(hidden) - set(left_out)]
        if left_out and not hidden and words == [told(model, field.name)]:
            faults.append(f"{model.__name__}.{field.name} is said to be left out, and shows: {', '.join(texts)}")
    assert not faults, "\n".join(faults)


def test_what_is_left_out_is_a_field_and_has_its_reason():
    known = {(model, field.name) for model in our_models() for field in model._meta.concrete_fields}
    assert LEFT_OUT.keys() - known == set()
    assert [key for key, (_places, reason) in LEFT_OUT.items() if not reason] == []


def test_every_english_text_is_read_on_some_page(sweep):
    english = "".join(page.text.lower() for page in sweep.pages("en"))
    unread = [
        f"{model.__name__}.{name}"
        for model in our_models()
        if model.__name__ not in INTERNAL_MODELS
        for name in english_fields(model)
        if told(model, name).lower() not in english and "English page" not in LEFT_OUT.get((model, name), ((), ""))[0]
    ]
    assert not unread, "\n".join(unread)


# Elements whose text has no room for a language of its own: titles, the values of a list; and the boxes of a
# facet, whose labels come with the counts, in one column whatever their language.
NO_ROOM = {"title", "script", "option", "fieldset"}


class Reader(HTMLParser):
    """Reads a page as a voice would: each text with the language its elements say it is in."""

    ALONE = {"meta", "link", "br", "hr", "img", "input", "source", "wbr"}

    def __init__(self, text):
        super().__init__()
        self.stack, self.heard = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag not in self.ALONE:
            inherited = self.stack[-1][1] if self.stack else ""
            self.stack.append((tag, dict(attrs).get("lang", inherited)))

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not NO_ROOM & {tag for tag, _language in self.stack}:
            self.heard.append((data, self.stack[-1][1] if self.stack else ""))


def test_french_on_an_english_page_is_said_to_be_french(sweep):
    spoken = {told(model, name[:-3]) for model in our_models() for name in english_fields(model)}
    faults = set()
    for page in sweep.pages("en"):
        for text, language in Reader(page.text).heard:
            found = {word for word in re.findall(r"Zq[a-z]+Q", text) if word in spoken}
            if found and language != "fr-CA":
                faults.add(f"{page.url}: {found}")
    assert not faults, "\n".join(sorted(faults))
