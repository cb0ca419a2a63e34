"""A mission that fills a long briefing book, for measuring."""

import datetime as dt

from partners.models import AgreementStanding
from tests.axes.factories import AxisFactory, VisionFactory, VisionItemFactory
from tests.missions.factories import (
    ActionFactory,
    CeilingItemFactory,
    CriterionCheckFactory,
    FollowUpFactory,
    LegFactory,
    MeetingFactory,
    MissionFactory,
    MissionPartnerFactory,
    ObjectiveFactory,
    ParticipantFactory,
    StopFactory,
)
from tests.partners.factories import AgreementFactory, ContactFactory, PartnerFactory

FIRST = dt.date(2026, 3, 23)
LONG = "Comparer les façons de faire, rapporter ce qui sert à la ville et le remettre au service qui le demande. "


def big_mission(partners):
    """Return a mission of nine days that meets so many partners, each with a past."""
    mission = MissionFactory(
        title="Mission d’étude, œuvre de longue haleine",
        purpose=LONG * 3,
        starts_on=FIRST,
        ends_on=FIRST + dt.timedelta(days=8),
        date_precision="jour",
        ceiling=30000,
        decision_number="CE-2026-0001",
        decided_on=dt.date(2026, 2, 1),
    )
    mission.axes.add(AxisFactory())
    objectives = [ObjectiveFactory(mission=mission, text=LONG, success=LONG) for _ in range(6)]
    people = ParticipantFactory.create_batch(6, mission=mission)
    for number in range(partners):
        _meet(mission, PartnerFactory(name=f"Ville d’étude {number}"), number, objectives, people)
    vision = VisionFactory(is_current=True)
    for number in range(8):
        criterion = VisionItemFactory(vision=vision, kind="critere_mission", position=number, text=LONG)
        CriterionCheckFactory(mission=mission, criterion=criterion, reason=LONG)
    for category in ("transport_aerien", "hebergement", "repas"):
        CeilingItemFactory(mission=mission, category=category, amount=10000)
    return mission


def _meet(mission, partner, number, objectives, people):
    day = FIRST + dt.timedelta(days=number % 9)
    stop = StopFactory(mission=mission, place=partner, time_zone="Europe/Paris", arrives_on=day, leaves_on=day)
    for hour in (9, 14):
        meeting = MeetingFactory(
            mission=mission,
            partner=partner,
            stop=stop,
            held_on=day,
            starts_at=dt.time(hour),
            ends_at=dt.time(hour + 1, 30),
            subject=LONG,
            venue="Hôtel de ville",
            objective=objectives[number % 6],
        )
        meeting.attendees.set(people[:3])
        FollowUpFactory(meeting=meeting, partner=partner, text=LONG, due_on=dt.date(2026, 6, 1))
    LegFactory(mission=mission, from_place=partner, leaves_at=dt.datetime.combine(day, dt.time(20), dt.UTC))
    AgreementFactory(
        title=f"Entente {LONG}", partners=[partner], standing=AgreementStanding.ACTIVE, ends_on=dt.date(2026, 5, 1)
    )
    for past in range(3):
        MissionPartnerFactory(
            partner=partner, mission__starts_on=dt.date(2020 + past, 5, 1), mission__date_precision="annee"
        )
        ActionFactory(lead_partner=partner, title=LONG[:90], axis=mission.axes.get())
    ContactFactory(partner=partner, name="Personne d’essai", salutation="Madame la Mairesse", phone="000 000-0000")
