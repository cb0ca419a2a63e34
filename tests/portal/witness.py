"""A public record with every field filled by a word of its own, and the same hidden in every way, to sweep with.

`told(row, field)` is the word a public text is known by; CANARY is in every text that no reader may see.
"""

import datetime as dt
from contextlib import contextmanager
from decimal import Decimal
from types import SimpleNamespace

from django.contrib.auth.models import User
from django.db import connection, models

from axes.models import CommitmentKind, VisionItemKind
from missions.models import (
    CabinClass,
    CostCategory,
    CostType,
    Horizon,
    Learning,
    MissionRole,
    MissionStage,
    ObjectiveResult,
    OutcomeKind,
    Payer,
    PriorityKind,
    RequestDecision,
    ScopeCode,
)
from partners.models import AgreementActKind, AgreementStanding, AuthorizationNeed, PartnerKind, Standing
from records.documents.models import DocumentKind, document_models
from records.models import Confidence, ProposalState, Publishable
from records.publication.status import PublicationStatus, put_online
from records.search.indexing import rebuild
from records.words.dates import DatePrecision
from tests.axes.factories import (
    AxisFactory,
    AxisProposalFactory,
    CommitmentFactory,
    IndicatorFactory,
    IndicatorProposalFactory,
    MeasureFactory,
    MilestoneFactory,
    ThemeFactory,
    VisionFactory,
    VisionItemFactory,
    VisionProposalFactory,
)
from tests.house.code import our_models
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    ActionProposalFactory,
    AirportFactory,
    CeilingItemFactory,
    CostFactFactory,
    CriterionCheckFactory,
    DelegationRequestFactory,
    EmissionFactorFactory,
    FollowUpFactory,
    LegFactory,
    MeetingFactory,
    MissionDocumentFactory,
    MissionFactory,
    MissionPartnerFactory,
    MissionProposalFactory,
    NextStepFactory,
    ObjectiveFactory,
    OutcomeFactory,
    ParticipantFactory,
    PriorityFactory,
    PriorityProposalFactory,
    ReminderFactory,
    ReportFactory,
    RuleFactory,
    ServiceFactory,
    StopFactory,
)
from tests.partners.factories import (
    AgreementActFactory,
    AgreementFactory,
    AgreementProposalFactory,
    ContactFactory,
    ExchangeFactory,
    GiftFactory,
    OfficeHolderFactory,
    PartnerFactory,
    PartnerProposalFactory,
)
from tests.portal.factories import NoticeFactory
from tests.portal.public_record import DOCUMENT_FACTORIES, entangle, make_record
from tests.records.document_samples import PDF, picture, stored
from tests.records.factories import ImportedRowFactory, SourceFactory

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
    for number, hide in enumerate([_leave_as_it_is, _archive, _put_online_tomorrow]):
        public = make_record(f"publique {number}", published=True)
        hidden = make_record(f"{CANARY} {SEARCHED} {number}", published=False)
        entangle(public, hidden)
        _forbid_to_readers(public, hidden, owner)
        for row in vars(hidden).values():
            _hide(row, hide, world)
    _hide(_embargoed(translated), _leave_as_it_is, world)
    _away(translated)
    _ask(translated)
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


def make_thread(vision, owner, number):
    """Write a draft thread from `vision` to evidence, one row of every model at least; return its rows by name."""
    before = {model: set(model.objects.values_list("pk", flat=True)) for model in our_models()}
    source = SourceFactory(published_on=dt.date(2021, 4, number), published_precision=DatePrecision.DAY)
    service = ServiceFactory()
    axis = AxisFactory(vision=vision)
    theme = ThemeFactory()
    theme.axes.add(axis)
    VisionItemFactory(vision=vision, kind=VisionItemKind.APPROACH, text="Une stratégie").themes.add(theme)
    VisionItemFactory(vision=vision)
    criterion = VisionItemFactory(vision=vision, kind=VisionItemKind.CRITERION)
    milestone = MilestoneFactory(vision=vision, happened_on=dt.date(2022, 3, number))
    city, body = _partners(number)
    agreement = _agreement(city, source, number)
    mission = _mission(axis, owner, number)
    mission.themes.add(theme)
    _programme(mission, city, body, source)
    _decision(mission, criterion)
    _costs(mission, source)
    _journey(mission, city, number)
    action = ActionFactory(axis=axis, lead_partner=city, mission=mission, kind="residence", stage="realisee", **DATED)
    action.commitment = CommitmentFactory(axis=axis)
    action.save()
    _measured(action.commitment, source, number)
    _priorities(axis, city, theme, action)
    action.themes.add(theme)
    action.services.add(service)
    ActionPartnerFactory(action=action, partner=body, role="bailleur")
    for of in ({"action": action}, {"mission": mission, "action": None}):
        OutcomeFactory(
            kind=OutcomeKind.PRACTICE_SEEN,
            learning=Learning.ADOPTED,
            horizon=Horizon.LONG,
            receiver=service,
            evidence=source,
            value=Decimal(640 + number),
            unit="m",
            confidence=Confidence.MEDIUM,
            **of,
        )
    for record in (vision, axis, city, agreement, mission, action):
        _documents(record, number)
    ContactFactory(partner=city)
    GiftFactory(partner=city, holder=OfficeHolderFactory(partner=city))
    ExchangeFactory(partner=city, follow_up="-")
    FollowUpFactory(meeting=mission.meetings.first(), owner=service)
    ReminderFactory(mission=mission, was_sent=False, error="-", recipient=owner)
    NoticeFactory(recipient=owner)
    ImportedRowFactory(sheet_import__author=owner)
    declined = MissionFactory(
        stage=MissionStage.DECLINED, declined_reason="-", starts_on=dt.date(2024, 8, number), date_precision="jour"
    )
    request = DelegationRequestFactory(
        axis=axis,
        decision=RequestDecision.DECLINED,
        decided_on=dt.date(2026, 2, 20 + number),
        reason="-",
        is_public=True,
    )
    thread = SimpleNamespace(
        vision=vision, axis=axis, partner=city, body=body, agreement=agreement, mission=mission, declined=declined,
        action=action, theme=theme, service=service, priority=axis.priorities.first(),
        request=request, source=source, criterion=criterion,
    )  # fmt: skip
    for each in (vision, axis, city, body, agreement, mission, action, milestone, *mission.costs.all()):
        each.sources.add(source)
    after = {model: set(model.objects.values_list("pk", flat=True)) for model in our_models()}
    thread.keys = {model: after[model] - before[model] for model in our_models()}
    return thread


def _measured(commitment, source, number):
    """Measure a commitment: where it starts, where it should be, what it was worth once."""
    indicator = IndicatorFactory(
        axis=commitment.axis,
        commitment=commitment,
        baseline=Decimal(431 + number),
        baseline_on=dt.date(2023, 11, number),
        target=Decimal(981 + number),
        target_on=dt.date(2029, 11, number),
    )
    day = dt.date(2024, 11, number)
    MeasureFactory(indicator=indicator, value=Decimal(651 + number), measured_on=day, evidence=source)
    indicator.sources.add(source)


def _priorities(axis, city, theme, action):
    """Write a priority of each kind of subject, in force on TODAY."""
    span = {"axis": axis, "starts_on": dt.date(2024, 4, 4), "ends_on": dt.date(2032, 4, 5)}
    PriorityFactory(**span, country="JP")
    for kind, subject in (
        (PriorityKind.REGION, {"region": "-"}),
        (PriorityKind.CITY, {"partner": city, "within": theme}),
        (PriorityKind.THEME, {"theme": theme}),
        (PriorityKind.ACTION, {"action": action, "within": theme}),
    ):
        PriorityFactory(**span, kind=kind, country="", **subject).sources.add(action.sources.first() or SourceFactory())


def _documents(record, number=1):
    """Give a record a file, a picture and an address."""
    make = DOCUMENT_FACTORIES[type(record)._meta.model_name]
    make(
        record=record, language="ja", kind=DocumentKind.TEXT, dated_on=dt.date(2024, 2, number), address="", **stored()
    )
    shown = {"alt": "-", "credit": "-", "kind": DocumentKind.PICTURE}
    make(record=record, address="", **shown, **stored(picture(600, 300)))
    make(record=record, dated_on=dt.date(2024, 2, number))


def _partners(number):
    when = {"founded_precision": "jour", "since_precision": "jour", "until_precision": "jour"}
    city = PartnerFactory(
        country="JP",
        latitude=Decimal("34.6937"),
        longitude=Decimal("135.5022"),
        geonames_id=1853900 + number,
        standing=Standing.OCCASIONAL,
        noted_activity_on=dt.date(2025, 9, number),
        founded_on=dt.date(1889, 4, number),
        since_on=dt.date(2001, 6, number),
        until_on=dt.date(2025, 10, number),
        confidence=Confidence.LOW,
        **when,
    )
    return city, PartnerFactory(organization=True, kind=PartnerKind.FUND, country="CH")


def _agreement(city, source, number):
    former = AgreementFactory(partners=[city])
    agreement = AgreementFactory(
        partners=[city],
        kind="pacte_amitie",
        renews=former,
        standing=AgreementStanding.ACTIVE,
        signed_on=dt.date(2023, 2, number),
        signed_precision="jour",
        starts_on=dt.date(2023, 3, number),
        ends_on=dt.date(2031, 7, number),
        authorization_need=AuthorizationNeed.REQUIRED,
        authorized_on=dt.date(2023, 1, number),
        authorization_number="-",
    )
    extension = {"happened_on": dt.date(2024, 9, number), "ends_on": dt.date(2032, 8, number)}
    AgreementActFactory(agreement=agreement, kind=AgreementActKind.EXTENSION, evidence=source, **extension)
    return agreement


def _mission(axis, owner, number):
    mission = MissionFactory(
        stage=MissionStage.CLOSED,
        city_delegates=31,
        all_delegates=47,
        decided_on=dt.date(2025, 4, number),
        ceiling=Decimal(45670 + number),
        decision_number="-",
        authorization_required=True,
        owner=owner,
        **DATED,
    )
    mission.axes.add(axis)
    ReportFactory(mission=mission, published_on=dt.date(2025, 6, number), document_url="https://exemple.invalid/r")
    return mission


def _programme(mission, city, body, source):
    MissionPartnerFactory(mission=mission, partner=body, role=MissionRole.HOST)
    stop = StopFactory(
        mission=mission,
        place=city,
        arrives_on=dt.date(2025, 5, 2),
        leaves_on=dt.date(2025, 5, 8),
        time_zone="Asia/Tokyo",
    )
    objective = ObjectiveFactory(mission=mission, result=ObjectiveResult.PARTLY, result_note="-", evidence=source)
    person = ParticipantFactory(mission=mission, payer=Payer.OTHER, payer_name="-", name="-", name_is_public=True)
    meeting = MeetingFactory(
        mission=mission,
        partner=body,
        stop=stop,
        objective=objective,
        held_on=dt.date(2025, 5, 4),
        starts_at=dt.time(13, 37),
        ends_at=dt.time(14, 53),
    )
    meeting.attendees.add(person)


def _decision(mission, criterion):
    CriterionCheckFactory(mission=mission, criterion=criterion, verdict="sans_objet")
    CeilingItemFactory(mission=mission, category=CostCategory.INTERPRETING, amount=Decimal(8765))


def _costs(mission, source):
    """Give a mission a declared item that corrects another, and an estimate of what one person costs."""
    words = {
        "payer": Payer.OTHER,
        "payer_name": "-",
        "fact_type": CostType.DECLARED_ITEM,
        "category": CostCategory.INTERPRETING,
    }
    wrong = CostFactFactory(mission=mission, amount=Decimal(7651), made_public_on=dt.date(2025, 7, 4), **words)
    CostFactFactory(
        mission=mission,
        amount=Decimal(7654),
        made_public_on=dt.date(2025, 7, 5),
        corrects=wrong,
        correction_reason="-",
        confidence=Confidence.LOW,
        **words,
    )
    CostFactFactory(
        mission=mission,
        fact_type=CostType.ESTIMATED,
        scope_code=ScopeCode.COMPANIONS,
        participant=mission.participants.get(),
    )
    CostFactFactory(mission=mission, fact_type=CostType.DECLARED, amount=Decimal(7999))


def _journey(mission, city, number):
    RuleFactory(kind="seuil_autorisation", valid_from=dt.date(2019, 10, number), value=3000)
    LegFactory(
        mission=mission,
        from_airport=AirportFactory(code=f"QB{number}"),
        to_airport=AirportFactory(code=f"OS{number}", latitude=34, longitude=135),
        cabin=CabinClass.PREMIUM,
        factor=EmissionFactorFactory(cabin=CabinClass.PREMIUM, year=2020 + number),
        travellers=31,
    )
    LegFactory(mission=mission, from_airport=None, from_place=city, to_airport=None, to_place=city, mode="train")


def _hide(row, hide, world):
    """Hide a row, at an address of one word that a reader may type."""
    row.slug = f"{CANARY}{len(world.hidden)}"
    row.save()
    hide(row)
    world.hidden.append(row)


def _leave_as_it_is(_row):
    """Leave a row as it is: a draft, or what is under embargo."""


def _archive(row):
    type(row).objects.filter(pk=row.pk).update(status=PublicationStatus.ARCHIVED)


def _put_online_tomorrow(row):
    put_online(row, TODAY + dt.timedelta(days=1))
    row.save()


def _forbid_to_readers(public, hidden, owner):
    """Put the canary beside public records wherever the bureau keeps things for itself."""
    words = f"{CANARY} {SEARCHED}"
    for row in vars(public).values():
        type(row).objects.filter(pk=row.pk).update(
            review_comment=words, record_id=f"{words} {row.pk}", record_hash=words
        )
    for owned in (public.mission, public.action):
        type(owned).objects.filter(pk=owned.pk).update(owner=owner)
    ContactFactory(partner=public.partner, function=words, name=words, purpose=words, source=words)
    OfficeHolderFactory(partner=public.partner, function=words, name=words, pronunciation=words)
    GiftFactory(partner=public.partner, what=words, occasion=words, keeper=words)
    ExchangeFactory(partner=public.partner, held_on=dt.date(2026, 2, 27), with_whom=words, text=words, follow_up=words)
    for name, row in vars(public).items():
        _propose_on(row, PROPOSALS[name], owner, words)
    _propose_on(public.axis.indicators.first(), IndicatorProposalFactory, owner, words)
    _propose_on(public.axis.priorities.first(), PriorityProposalFactory, owner, words)
    _name_nobody(public.mission, words)
    meeting = public.mission.meetings.first()
    FollowUpFactory(meeting=meeting, text=words, result=words, owner=ServiceFactory())
    NextStepFactory(action=public.action, text=words)
    ReminderFactory(mission=public.mission, was_sent=False, error=words, recipient=owner)
    NoticeFactory(recipient=owner, title=words, error=words)
    ImportedRowFactory(sheet_import__author=owner, sheet_import__file_name=words, cells={"titre": words})
    DelegationRequestFactory(title=f"Demande {words}", asked_by=words, purpose=words, axis=public.axis)


def _name_nobody(mission, words):
    """Name the canary in a public mission, by names that are not public: withdrawn, proposed, kept."""
    withdrawn = ParticipantFactory(mission=mission, name=words, name_is_public=True)
    withdrawn.name, withdrawn.name_is_public = "", False
    withdrawn.save()
    named = {"function": "Direction", "name": words, "name_is_public": "on"}
    changes = {"fields": {}, "parts": {"participants": {"new": [named]}}}
    MissionProposalFactory(record=mission, state=ProposalState.DROPPED, changes=changes)
    # No form writes this, and the database refuses it: were it there all the same, the function alone would show.
    kept = ParticipantFactory(mission=mission, function="Secrétariat", name=words, name_is_public=True)
    mission.meetings.first().attendees.add(kept)
    CostFactFactory(mission=mission, participant=kept)
    with unchecked(type(kept), "missions_participant_name_only_if_public"):
        type(kept).objects.filter(pk=kept.pk).update(name_is_public=False)


@contextmanager
def unchecked(model, name):
    """Write within it what the constraint `name` of `model` refuses; to be undone with the transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f'ALTER TABLE "{model._meta.db_table}" DROP CONSTRAINT IF EXISTS "{name}"')
        yield
        is_sqlite = connection.vendor == "sqlite"
        cursor.execute("PRAGMA ignore_check_constraints = OFF" if is_sqlite else "SET CONSTRAINTS ALL DEFERRED")


PROPOSALS = {
    "vision": VisionProposalFactory,
    "axis": AxisProposalFactory,
    "partner": PartnerProposalFactory,
    "agreement": AgreementProposalFactory,
    "mission": MissionProposalFactory,
    "action": ActionProposalFactory,
}


def _propose_on(row, make, owner, words):
    """Propose the canary on a public record, once for each state: in its texts, in its parts, in what is said of it."""
    texts = {
        field.name: ["", words] for field in row._meta.fields if isinstance(field, models.CharField | models.TextField)
    }
    changes = {"fields": texts, "parts": {"outcomes": {"new": [{"text": words}]}}}
    for state in (ProposalState.SUBMITTED, ProposalState.APPLIED, ProposalState.DROPPED):
        make(record=row, state=state, title=words, author=owner, changes=changes, comment=words)


def _embargoed(thread):
    """Write a mission under embargo, tied to the public thread in every way; return it."""
    words = f"{CANARY} {SEARCHED}"
    mission = MissionFactory(
        published=True, title=f"Mission {words}", purpose=words, embargo_until=TODAY + dt.timedelta(days=1), **DATED
    )
    mission.axes.add(thread.axis)
    mission.themes.add(thread.theme)
    StopFactory(mission=mission, place=thread.partner)
    MissionPartnerFactory(mission=mission, partner=thread.partner)
    MissionDocumentFactory(record=mission, title=words, address="", **stored(PDF + words.encode() + b"%%EOF"))
    MeetingFactory(mission=mission, subject=words, partner=thread.partner)
    ObjectiveFactory(mission=mission, text=words)
    ParticipantFactory(mission=mission, function=words, name=words, name_is_public=True)
    OutcomeFactory(mission=mission, action=None, text=words)
    CostFactFactory(mission=mission, scope=words, amount=987654)
    ReportFactory(mission=mission)
    ActionFactory(
        published=True, title="Suite publique", axis=thread.axis, lead_partner=thread.partner, mission=mission
    )
    return mission


def _away(thread):
    """Write a public mission that is away on TODAY: where its people are at what hour waits for the return."""
    mission = MissionFactory(
        published=True, title="Tournée", starts_on=TODAY, ends_on=TODAY + dt.timedelta(days=5), date_precision="jour"
    )
    stop = StopFactory(mission=mission, place=thread.partner, arrives_on=TODAY, time_zone="Atlantic/Canary")
    later = {"held_on": TODAY + dt.timedelta(days=1), "starts_at": dt.time(4, 44), "ends_at": dt.time(5, 55)}
    meeting = MeetingFactory(mission=mission, subject="Port", venue=f"Quai {CANARY}", stop=stop, **later)
    meeting.attendees.add(ParticipantFactory(mission=mission))
    programme = {"kind": DocumentKind.PROGRAMME, "title": f"Programme {CANARY}", "address": ""}
    MissionDocumentFactory(record=mission, **programme, **stored(PDF + CANARY.encode() + b"%%EOF"))
    LegFactory(mission=mission, to_airport=AirportFactory(code="ZZC", name=f"Aéroport {CANARY}"))


# What tells of the mission away, and of the amount under embargo, beside the canary.
KEPT_UNTIL_THE_RETURN = (
    "04:44",
    "4\u00a0h\u00a044",
    "4:44",
    "zzc",
    "atlantic/canary",
    "987654",
    "987\u00a0654",
    "987,654",
)


def _ask(thread):
    """Write requests that nobody chose to show: one to decide, one declined."""
    words = f"{CANARY} {SEARCHED}"
    asked = {"title": words, "asked_by": words, "purpose": words, "partner": thread.partner, "axis": thread.axis}
    DelegationRequestFactory(**asked)
    DelegationRequestFactory(
        **asked, decision=RequestDecision.DECLINED, decided_on=TODAY, reason=words, reason_en=words, is_public=False
    )


def split_documents(world):
    """Return the files kept with what is public and with what is hidden (two lists of Document)."""
    public, hidden = [], []
    shown = {(type(row), row.pk) for row in world.public}
    for model in document_models().values():
        for each in model.objects.filter(address=""):
            is_shown = (type(each.record), each.record_id) in shown and each.kind != DocumentKind.PROGRAMME
            (public if is_shown else hidden).append(each)
    return public, hidden


def grow(world):
    """Make five more of everything: whole records, and rows of each table beside those of the public thread."""
    thread = world.thread
    for number in range(5):
        record = make_record(f"nouvelle {number}", published=True)
        _grow_parts(thread, record, number)
    rebuild(today=TODAY)


def _grow_parts(thread, record, number):
    """Give the thread one more row of each of its tables, tied to a `record` of its own."""
    mission, action, source = thread.mission, thread.action, SourceFactory()
    for each in (thread.vision, thread.axis, thread.partner, thread.agreement, mission, action):
        each.sources.add(source)
    for each in (thread.vision, thread.axis, thread.partner, thread.agreement, mission, action):
        _documents(each)
    VisionItemFactory(vision=thread.vision)
    MilestoneFactory(vision=thread.vision).sources.add(source)
    criterion = VisionItemFactory(vision=thread.vision, kind=VisionItemKind.CRITERION)
    axis = AxisFactory(vision=thread.vision, published=True)
    theme, service = ThemeFactory(), ServiceFactory()
    theme.axes.add(thread.axis)
    mission.axes.add(axis)
    mission.themes.add(theme)
    action.themes.add(theme)
    action.services.add(service)
    partner = record.partner
    thread.agreement.parties.create(partner=partner)
    AgreementActFactory(agreement=thread.agreement, evidence=source)
    AgreementFactory(published=True, partners=[thread.partner], renews=thread.agreement)
    stop = StopFactory(mission=mission, place=partner)
    MissionPartnerFactory(mission=mission, partner=partner)
    MissionPartnerFactory(mission=record.mission, partner=thread.partner)
    objective = ObjectiveFactory(mission=mission, evidence=source)
    person = ParticipantFactory(mission=mission)
    MeetingFactory(mission=mission, partner=partner, stop=stop, objective=objective).attendees.add(person)
    cost = CostFactFactory(mission=mission, fact_type=CostType.DECLARED, participant=person)
    cost.sources.add(source)
    CriterionCheckFactory(mission=mission, criterion=criterion)
    CeilingItemFactory(mission=mission, category=CostCategory.values[number])
    LegFactory(mission=mission, factor=EmissionFactorFactory(year=2000 + number))
    LegFactory(mission=mission, from_airport=None, from_place=partner)
    for of in ({"action": action}, {"mission": mission, "action": None}):
        OutcomeFactory(receiver=service, evidence=source, **of)
    ActionPartnerFactory(action=action, partner=partner)
    ActionPartnerFactory(action=record.action, partner=thread.partner)
    commitment = CommitmentFactory(axis=thread.axis)
    indicator = IndicatorFactory(published=True, axis=thread.axis, commitment=action.commitment)
    for each in (indicator, action.commitment.indicators.earliest("pk")):
        MeasureFactory(indicator=each, measured_on=dt.date(2020, 1, 1 + number), evidence=source)
        each.sources.add(source)
    PriorityFactory(published=True, axis=thread.axis).sources.add(source)
    within = {"partner": partner, "within": theme, "country": ""}
    PriorityFactory(published=True, axis=axis, kind=PriorityKind.CITY, **within).sources.add(source)
    for item in thread.vision.items.all():
        item.themes.add(theme)
    VisionFactory(published=True)
    commitment_valued = CommitmentFactory(axis=thread.axis, kind=CommitmentKind.STATUS)
    ActionFactory(published=True, axis=thread.axis, lead_partner=partner, commitment=commitment_valued)
    for each in (action.commitment, commitment):
        ActionFactory(
            published=True, axis=thread.axis, lead_partner=thread.partner, mission=mission, commitment=each
        ).services.add(service)
    DelegationRequestFactory(
        axis=axis,
        decision=RequestDecision.DECLINED,
        decided_on=dt.date(2026, 1, 1 + number),
        reason="Non.",
        is_public=True,
    )
