"""A thread from a vision to the evidence of its results: one row of every model at least, tied in every way."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

from axes.models import VisionItemKind
from missions.models import (
    Horizon,
    Learning,
    MissionStage,
    OutcomeKind,
    PriorityKind,
    RequestDecision,
)
from partners.models import AgreementActKind, AgreementStanding, AuthorizationNeed, PartnerKind, Standing
from records.documents.models import DocumentKind
from records.models import Confidence
from records.words.dates import DatePrecision
from tests.axes.factories import (
    AxisFactory,
    CommitmentFactory,
    IndicatorFactory,
    MeasureFactory,
    MilestoneFactory,
    ThemeFactory,
    VisionItemFactory,
)
from tests.house.code import our_models
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    DelegationRequestFactory,
    FollowUpFactory,
    MissionFactory,
    OutcomeFactory,
    PriorityFactory,
    ReminderFactory,
    ServiceFactory,
)
from tests.partners.factories import (
    AgreementActFactory,
    AgreementFactory,
    ContactFactory,
    ExchangeFactory,
    GiftFactory,
    OfficeHolderFactory,
    PartnerFactory,
)
from tests.portal.factories import NoticeFactory
from tests.portal.public_record import DOCUMENT_FACTORIES
from tests.portal.witness.trip import add_costs, add_decision, add_journey, add_programme, make_trip
from tests.portal.witness.words import DATED
from tests.records.document_samples import picture, stored
from tests.records.factories import ImportedRowFactory, SourceFactory


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
    mission = make_trip(axis, owner, number)
    mission.themes.add(theme)
    add_programme(mission, city, body, source)
    add_decision(mission, criterion)
    add_costs(mission, source)
    add_journey(mission, city, number)
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
        add_documents(record, number)
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


def add_documents(record, number=1):
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
