"""What the database refuses of missions and actions."""

import datetime as dt

import pytest

from missions.models import CostType, MissionStage, Payer
from records.publication import PublicationStatus
from tests.house.rules import Broken, database_refuses, form_refuses
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    CostFactFactory,
    MissionFactory,
    MissionPartnerFactory,
    OutcomeFactory,
    ParticipantFactory,
    ReportFactory,
    StopFactory,
)

UNDATED = {"status": PublicationStatus.PUBLISHED}
DAY = dt.date(2024, 5, 1)
DAY_BEFORE = dt.date(2024, 4, 30)
BACKWARDS = {"starts_on": DAY, "ends_on": DAY_BEFORE, "date_precision": "jour"}

CASES = [
    Broken("missions_mission_published_has_its_date", MissionFactory, "__all__", UNDATED),
    Broken("missions_mission_ends_after_start", MissionFactory, "ends_on", BACKWARDS),
    Broken("missions_mission_end_has_its_start", MissionFactory, "starts_on", {"ends_on": DAY}),
    Broken("missions_mission_precision_goes_with_date", MissionFactory, "date_precision", {"starts_on": DAY}),
    Broken("missions_mission_precision_goes_with_date", MissionFactory, "date_precision", {"date_precision": "mois"}),
    Broken(
        "missions_mission_declined_has_its_reason", MissionFactory, "declined_reason", {"stage": MissionStage.DECLINED}
    ),
    Broken("missions_mission_ceiling_not_negative", MissionFactory, "ceiling", {"ceiling": -1}),
    Broken(
        "missions_missionpartner_role_held_once",
        MissionPartnerFactory,
        "partner",
        shares=("mission", "partner", "role"),
    ),
    Broken("missions_stop_rank_is_its_own", StopFactory, "position", shares=("mission", "position")),
    Broken(
        "missions_stop_leaves_after_arrival", StopFactory, "leaves_on", {"arrives_on": DAY, "leaves_on": DAY_BEFORE}
    ),
    Broken("missions_participant_name_only_if_public", ParticipantFactory, "name", {"name": "Une personne"}),
    Broken("missions_participant_other_payer_is_named", ParticipantFactory, "payer_name", {"payer": Payer.OTHER}),
    Broken("missions_costfact_amount_not_negative", CostFactFactory, "amount", {"amount": -1}),
    Broken(
        "missions_costfact_item_has_its_category", CostFactFactory, "category", {"fact_type": CostType.DECLARED_ITEM}
    ),
    Broken("missions_costfact_other_payer_is_named", CostFactFactory, "payer_name", {"payer": Payer.OTHER}),
    Broken(
        "missions_costfact_correction_has_its_reason",
        CostFactFactory,
        "correction_reason",
        {"corrects": CostFactFactory},
    ),
    Broken("missions_report_published_has_its_document", ReportFactory, "document_url", {"published_on": DAY}),
    Broken("missions_outcome_comes_of_one_thing", OutcomeFactory, "__all__", {"mission": MissionFactory}),
    Broken("missions_outcome_comes_of_one_thing", OutcomeFactory, "__all__", {"action": None}),
    Broken("missions_action_published_has_its_date", ActionFactory, "__all__", UNDATED),
    Broken("missions_action_ends_after_start", ActionFactory, "ends_on", BACKWARDS),
    Broken("missions_action_end_has_its_start", ActionFactory, "starts_on", {"ends_on": DAY}),
    Broken("missions_action_precision_goes_with_date", ActionFactory, "date_precision", {"starts_on": DAY}),
    Broken("missions_actionpartner_once_each", ActionPartnerFactory, "partner", shares=("action", "partner")),
]


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_form_refuses_in_french_beside_the_field(case):
    form_refuses(case)


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_database_refuses_too(case):
    database_refuses(case)
