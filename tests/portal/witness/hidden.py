"""What no reader may see, hidden in every way there is: each text of it holds the canary."""

import datetime as dt
from contextlib import contextmanager

from django.db import connection, models

from missions.models import (
    RequestDecision,
)
from records.documents.models import DocumentKind
from records.models import ProposalState
from records.publication.status import PublicationStatus, put_online
from tests.axes.factories import (
    AxisProposalFactory,
    IndicatorProposalFactory,
    VisionProposalFactory,
)
from tests.missions.factories import (
    ActionFactory,
    ActionProposalFactory,
    AirportFactory,
    CostFactFactory,
    DelegationRequestFactory,
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
    PriorityProposalFactory,
    ReminderFactory,
    ReportFactory,
    ServiceFactory,
    StopFactory,
)
from tests.partners.factories import (
    AgreementProposalFactory,
    ContactFactory,
    ExchangeFactory,
    GiftFactory,
    OfficeHolderFactory,
    PartnerProposalFactory,
)
from tests.portal.factories import NoticeFactory
from tests.portal.witness.words import CANARY, DATED, SEARCHED, TODAY
from tests.records.document_samples import PDF, stored
from tests.records.factories import ImportedRowFactory


def hide_row(row, hide, world):
    """Hide a row, at an address of one word that a reader may type."""
    row.slug = f"{CANARY}{len(world.hidden)}"
    row.save()
    hide(row)
    world.hidden.append(row)


def leave_as_it_is(_row):
    """Leave a row as it is: a draft, or what is under embargo."""


def archive(row):
    type(row).objects.filter(pk=row.pk).update(status=PublicationStatus.ARCHIVED)


def put_online_tomorrow(row):
    put_online(row, TODAY + dt.timedelta(days=1))
    row.save()


def forbid_to_readers(public, hidden, owner):
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


def embargoed(thread):
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


def away(thread):
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


def ask(thread):
    """Write requests that nobody chose to show: one to decide, one declined."""
    words = f"{CANARY} {SEARCHED}"
    asked = {"title": words, "asked_by": words, "purpose": words, "partner": thread.partner, "axis": thread.axis}
    DelegationRequestFactory(**asked)
    DelegationRequestFactory(
        **asked, decision=RequestDecision.DECLINED, decided_on=TODAY, reason=words, reason_en=words, is_public=False
    )
