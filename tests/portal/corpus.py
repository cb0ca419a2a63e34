"""A small record to be searched: texts chosen for what French and English do to words."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from missions.models import Direction, MissionStage
from partners.models import AgreementKind, PartnerKind
from records.search.indexing import rebuild
from tests.axes.factories import AxisFactory, CommitmentFactory, ThemeFactory
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    MissionFactory,
    MissionPartnerFactory,
    ObjectiveFactory,
    OutcomeFactory,
    ParticipantFactory,
    ServiceFactory,
    StopFactory,
)
from tests.partners.factories import AgreementFactory, PartnerFactory


def write_corpus():
    """Write the record, all of it public, and its index."""
    axis = AxisFactory(
        published=True, slug="rayonner", name="Québec rayonne", name_en="Québec shines", intent="Être vue, être lue."
    )
    CommitmentFactory(axis=axis, text="Renforcer les amitiés québécoises")
    namur, tromso, aimf = _partners()
    AgreementFactory(
        published=True, slug="jumelage-namur", title="Pacte avec Namur", kind=AgreementKind.TWINNING, partners=[namur]
    )
    mission = _mission(namur, aimf)
    ActionFactory(
        published=True,
        slug="residence",
        title="Résidence d’écriture à l’abbaye",
        title_en="Writing residency at the abbey",
        description="Un auteur publié vit deux mois parmi les œuvres réalisées par d’autres.",
        axis=axis,
        lead_partner=namur,
        mission=mission,
    )
    forest = ActionFactory(
        published=True, slug="forets", title="Forêts urbaines", axis=axis, lead_partner=tromso, description="H2O et 3D."
    )
    ActionPartnerFactory(action=forest, partner=aimf)
    OutcomeFactory(action=forest, text="Cent chênes plantés au cœur de la ville")
    forest.themes.add(ThemeFactory(name="Biodiversité", name_en="Biodiversity", slug="biodiversite"))
    forest.services.add(ServiceFactory(name="Parcs et jardins"))
    rebuild(today=timezone.localdate())


def _partners():
    namur = PartnerFactory(published=True, slug="namur", name="Namur", domains="patrimoine\ntourisme durable")
    tromso = PartnerFactory(
        published=True,
        slug="tromso",
        name="Tromsø",
        name_en="Tromso",
        country="NO",
        latitude=Decimal("69.6496"),
        longitude=Decimal("18.9560"),
    )
    aimf = PartnerFactory(
        published=True,
        organization=True,
        slug="aimf",
        name="Association internationale des maires francophones",
        acronym="AIMF",
        kind=PartnerKind.CITY_NETWORK,
    )
    return namur, tromso, aimf


def _mission(namur, aimf):
    mission = MissionFactory(
        published=True,
        slug="mission-namur",
        title="Mission de l’été en Wallonie",
        direction=Direction.OUT,
        stage=MissionStage.DONE,
        purpose="Étudier l’eau, les mobilités et « l’économie du livre » (AND, OR, NOT) : 100 %.",
        starts_on=dt.date(2022, 7, 1),
        ends_on=dt.date(2022, 7, 9),
        date_precision="jour",
    )
    StopFactory(mission=mission, place=namur)
    MissionPartnerFactory(mission=mission, partner=aimf)
    ObjectiveFactory(mission=mission, text="Signer le renouvellement de l’entente")
    ParticipantFactory(mission=mission, function="Mairesse suppléante", name="Untel Lachance", name_is_public=True)
    return mission
