"""A small record, public or in draft, and the two tied in every way the model allows."""

import datetime as dt
from types import SimpleNamespace

from django.db import transaction

from axes.models import VisionItemKind
from missions.models import CostType, EmissionFactor, MissionStage, PriorityKind
from tests.axes.factories import (
    AxisDocumentFactory,
    AxisFactory,
    CommitmentFactory,
    IndicatorFactory,
    MeasureFactory,
    MilestoneFactory,
    ThemeFactory,
    VisionDocumentFactory,
    VisionFactory,
    VisionItemFactory,
)
from tests.missions.factories import (
    ActionDocumentFactory,
    ActionFactory,
    ActionPartnerFactory,
    CostFactFactory,
    CriterionCheckFactory,
    DelegationRequestFactory,
    EmissionFactorFactory,
    LegFactory,
    MeetingFactory,
    MissionDocumentFactory,
    MissionFactory,
    MissionPartnerFactory,
    ObjectiveFactory,
    OutcomeFactory,
    ParticipantFactory,
    PriorityFactory,
    ReportFactory,
    StopFactory,
)
from tests.partners.factories import AgreementDocumentFactory, AgreementFactory, PartnerDocumentFactory, PartnerFactory
from tests.records.document_samples import PDF, stored
from tests.records.factories import SourceFactory

DOCUMENT_FACTORIES = {
    "vision": VisionDocumentFactory,
    "axis": AxisDocumentFactory,
    "partner": PartnerDocumentFactory,
    "agreement": AgreementDocumentFactory,
    "mission": MissionDocumentFactory,
    "action": ActionDocumentFactory,
}


@transaction.atomic
def make_record(word="", *, published):
    """Return one record of each kind, linked to one another, every text holding `word`."""
    vision = VisionFactory(published=published, title=f"Vision {word}", statement=f"Énoncé {word}")
    axis = AxisFactory(published=published, vision=vision, name=f"Axe {word}", intent=f"Intention {word}")
    partner = PartnerFactory(published=published, name=f"Ville {word}", domains=word)
    agreement = AgreementFactory(published=published, title=f"Entente {word}", partners=[partner])
    mission = MissionFactory(
        published=published,
        title=f"Mission {word}",
        purpose=f"But {word}",
        starts_on=dt.date(2025, 5, 1),
        ends_on=dt.date(2025, 5, 3),
        date_precision="jour",
        stage=MissionStage.DONE,
    )
    commitment = CommitmentFactory(axis=axis, text=f"Engagement {word}")
    action = ActionFactory(
        published=published,
        title=f"Action {word}",
        axis=axis,
        lead_partner=partner,
        mission=mission,
        commitment=commitment,
    )
    record = SimpleNamespace(
        vision=vision, axis=axis, partner=partner, agreement=agreement, mission=mission, action=action
    )
    add_children(record, word)
    return record


def add_children(record, word):
    """Give each record of `record` its children, every text holding `word`."""
    mission = record.mission
    VisionItemFactory(vision=record.vision, text=f"Levier {word}")
    MilestoneFactory(vision=record.vision, title=f"Jalon {word}")
    ObjectiveFactory(mission=mission, text=f"Objectif {word}", result_note=word, success=f"Succès {word}")
    criterion = VisionItemFactory(vision=record.vision, kind=VisionItemKind.CRITERION, text=f"Critère {word}")
    CriterionCheckFactory(mission=mission, criterion=criterion, reason=f"Constat {word}")
    ParticipantFactory(mission=mission, function=f"Fonction {word}")
    MeetingFactory(mission=mission, subject=f"Rencontre {word}", partner=record.partner)
    wrong = CostFactFactory(mission=mission, scope=f"Périmètre {word}")
    CostFactFactory(mission=mission, fact_type=CostType.DECLARED, scope=f"Périmètre {word}")
    CostFactFactory(mission=mission, scope=f"Périmètre {word}", corrects=wrong, correction_reason=f"Raison {word}")
    online = {"published": True} if record.axis.is_online else {}
    measured = {"axis": record.axis, "commitment": record.axis.commitments.first(), **online}
    MeasureFactory(indicator=IndicatorFactory(name=f"Indicateur {word}", unit=word, **measured))
    PriorityFactory(axis=record.axis, title=f"Priorité {word}", reason=f"Raison {word}", **online)
    DelegationRequestFactory(title=f"Demande {word}", asked_by=word, axis=record.axis)
    ReportFactory(mission=mission, document_url=f"https://exemple.invalid/{word}")
    OutcomeFactory(mission=mission, action=None, text=f"Retombée {word}")
    OutcomeFactory(action=record.action, text=f"Retombée {word}")
    StopFactory(mission=mission, place=record.partner)
    MissionPartnerFactory(mission=mission, partner=record.partner)
    mission.axes.add(record.axis)
    record.action.themes.add(ThemeFactory())
    _documents(record, word)
    for each in vars(record).values():
        each.sources.add(SourceFactory())


def _documents(record, word):
    """Give each record of `record` a file and an address, both holding `word`."""
    content = PDF + word.encode() + b"%%EOF"
    for name, each in vars(record).items():
        DOCUMENT_FACTORIES[name](record=each, title=f"Document {word}", address="", **stored(content))
        DOCUMENT_FACTORIES[name](
            record=each, title=f"Document {word}", address=f"https://exemple.invalid/{name}/{word}"
        )


def entangle(public, draft):
    """Tie the draft records to the public ones in every way the model allows."""
    public.agreement.parties.create(partner=draft.partner)
    AgreementFactory(title=f"Suite de {draft.agreement}", renews=public.agreement)
    public.agreement.renews = draft.agreement
    public.agreement.save()
    StopFactory(mission=public.mission, place=draft.partner)
    MissionPartnerFactory(mission=public.mission, partner=draft.partner)
    MissionPartnerFactory(mission=draft.mission, partner=public.partner)
    hidden_stop = draft.partner.stops.filter(mission=public.mission).get()
    MeetingFactory(mission=public.mission, partner=draft.partner, stop=hidden_stop)
    factor = EmissionFactorFactory(year=2026 + EmissionFactor.objects.count())
    LegFactory(mission=public.mission, from_airport=None, from_place=draft.partner, factor=factor)
    CriterionCheckFactory(mission=public.mission, criterion=draft.mission.criteria.get().criterion)
    StopFactory(mission=draft.mission, place=public.partner)
    public.mission.axes.add(draft.axis)
    draft.mission.axes.add(public.axis)
    ActionPartnerFactory(action=public.action, partner=draft.partner)
    ActionPartnerFactory(action=draft.action, partner=public.partner)
    measured = {"axis": public.axis, "commitment": public.axis.commitments.first()}
    MeasureFactory(indicator=IndicatorFactory(name=f"Indicateur de {draft.axis}", **measured))
    PriorityFactory(axis=public.axis, title=f"Priorité de {draft.axis}")
    named = {"kind": PriorityKind.CITY, "country": "", "partner": draft.partner}
    PriorityFactory(published=True, axis=public.axis, title="Priorité discrète", **named)
    public.action.mission = draft.mission
    public.action.save()
    ActionFactory(
        title=f"Coulisses de {draft.action}",
        axis=public.axis,
        lead_partner=public.partner,
        mission=public.mission,
        commitment=public.axis.commitments.first(),
    )
