"""What the database refuses of missions and actions."""

import datetime as dt

from missions.models import (
    CostType,
    Learning,
    MissionStage,
    OutcomeKind,
    Payer,
    PriorityKind,
    RequestDecision,
    RuleKind,
)
from records.publication.status import PublicationStatus
from tests.axes.factories import ThemeFactory
from tests.missions.factories import (
    ActionDocumentFactory,
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
from tests.records.document_samples import broken_documents
from tests.rules import Broken

UNDATED = {"status": PublicationStatus.PUBLISHED}
DAY = dt.date(2024, 5, 1)
DAY_BEFORE = dt.date(2024, 4, 30)
BACKWARDS = {"starts_on": DAY, "ends_on": DAY_BEFORE, "date_precision": "jour"}

DECISION = {"decision_number": "CE-2026-1", "decided_on": DAY, "ceiling": 1000}
ABSENT = {"decision_number": "", "decided_on": None, "ceiling": None}
SEEN = {"kind": OutcomeKind.PRACTICE_SEEN}

RANKED = {"kind": PriorityKind.ACTION, "country": "", "action": ActionFactory, "within": ThemeFactory}
CASES = [
    Broken("missions_priority_published_has_its_date", PriorityFactory, "__all__", UNDATED),
    *(
        Broken("missions_priority_names_its_subject", PriorityFactory, "kind", values)
        for values in (
            {"country": ""},
            {"region": "Wallonie"},
            {"kind": PriorityKind.CITY},
            {"kind": PriorityKind.THEME, "country": ""},
            {"kind": PriorityKind.FORUM, "country": "", "theme": ThemeFactory},
        )
    ),
    Broken("missions_priority_action_ranks_within_a_theme", PriorityFactory, "within", {**RANKED, "within": None}),
    Broken("missions_priority_only_some_rank_within", PriorityFactory, "within", {"within": ThemeFactory}),
    Broken("missions_priority_ends_after_start", PriorityFactory, "ends_on", {"starts_on": DAY, "ends_on": DAY_BEFORE}),
    Broken(
        "missions_priority_rank_is_its_own",
        PriorityFactory,
        "position",
        shares=("axis", "kind", "starts_on", "position"),
    ),
    Broken(
        "missions_priority_rank_within_is_its_own",
        PriorityFactory,
        "position",
        RANKED,
        shares=("axis", "kind", "within", "starts_on", "position"),
    ),
    Broken("missions_priorityproposal_one_open", PriorityProposalFactory, "record", shares=("record",)),
    Broken("missions_priorityproposal_sent_back_says_why", PriorityProposalFactory, "comment", {"state": "sent_back"}),
    Broken("missions_mission_reference_has_its_form", MissionFactory, "reference", {"reference": "M-2024-1"}),
    Broken("missions_action_reference_has_its_form", ActionFactory, "reference", {"reference": "M-2024-01"}),
    Broken("missions_costfact_reference_has_its_form", CostFactFactory, "reference", {"reference": "c-2024-01"}),
    Broken(
        "missions_costfact_credit_has_its_date",
        CostFactFactory,
        "made_public_on",
        {"fact_type": CostType.CREDIT, "made_public_on": None},
    ),
    Broken(
        "missions_action_commitment_rationale_has_its_commitment",
        ActionFactory,
        "commitment",
        {"commitment_rationale": "Parce que."},
    ),
    Broken(
        "missions_action_commitment_confirmed_is_there", ActionFactory, "commitment", {"commitment_is_confirmed": True}
    ),
    Broken("missions_airport_latitude_in_range", AirportFactory, "latitude", {"latitude": -91}),
    Broken("missions_airport_longitude_in_range", AirportFactory, "longitude", {"longitude": 181}),
    Broken(
        "missions_emissionfactor_with_forcing_not_negative",
        EmissionFactorFactory,
        "with_forcing",
        {"with_forcing": -1},
    ),
    Broken(
        "missions_emissionfactor_without_forcing_not_negative",
        EmissionFactorFactory,
        "without_forcing",
        {"without_forcing": -1},
    ),
    Broken(
        "missions_rule_delay_can_be_kept",
        RuleFactory,
        "value",
        {"kind": RuleKind.REPORT_DELAY, "value": 3651},
    ),
    Broken("missions_mission_published_has_its_date", MissionFactory, "__all__", UNDATED),
    Broken("missions_mission_ends_after_start", MissionFactory, "ends_on", BACKWARDS),
    Broken("missions_mission_end_has_its_start", MissionFactory, "starts_on", {"ends_on": DAY}),
    Broken("missions_mission_precision_goes_with_date", MissionFactory, "date_precision", {"starts_on": DAY}),
    Broken("missions_mission_precision_goes_with_date", MissionFactory, "date_precision", {"date_precision": "mois"}),
    Broken(
        "missions_mission_declined_has_its_reason", MissionFactory, "declined_reason", {"stage": MissionStage.DECLINED}
    ),
    Broken("missions_mission_ceiling_not_negative", MissionFactory, "ceiling", {"ceiling": -1}),
    *(
        Broken(
            "missions_mission_authorized_has_its_decision",
            MissionFactory,
            "decision_number",
            {"authorization_required": True, "stage": MissionStage.AUTHORIZED, **DECISION, missing: ABSENT[missing]},
        )
        for missing in ABSENT
    ),
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
    Broken(
        "missions_costfact_corrected_once",
        CostFactFactory,
        "corrects",
        {"corrects": CostFactFactory, "correction_reason": "Erreur de saisie"},
        shares=("corrects",),
    ),
    Broken("missions_report_published_has_its_document", ReportFactory, "document_url", {"published_on": DAY}),
    Broken("missions_outcome_comes_of_one_thing", OutcomeFactory, "__all__", {"mission": MissionFactory}),
    Broken("missions_outcome_comes_of_one_thing", OutcomeFactory, "__all__", {"action": None}),
    Broken("missions_outcome_value_has_its_unit", OutcomeFactory, "unit", {"value": 3}),
    Broken("missions_outcome_value_has_its_unit", OutcomeFactory, "unit", {"unit": "emplois"}),
    Broken("missions_outcome_only_a_practice_is_learned", OutcomeFactory, "learning", {"learning": Learning.SEEN}),
    Broken(
        "missions_outcome_practice_has_its_receiver", OutcomeFactory, "receiver", {**SEEN, "learning": Learning.PENDING}
    ),
    Broken(
        "missions_outcome_practice_decided_has_its_proof",
        OutcomeFactory,
        "evidence",
        {**SEEN, "learning": Learning.ADOPTED, "receiver": ServiceFactory},
    ),
    Broken("missions_meeting_hour_has_its_day", MeetingFactory, "held_on", {"starts_at": dt.time(9)}),
    Broken(
        "missions_meeting_ends_after_start",
        MeetingFactory,
        "ends_at",
        {"held_on": DAY, "starts_at": dt.time(9), "ends_at": dt.time(8)},
    ),
    Broken("missions_rule_one_from_a_day", RuleFactory, "valid_from", shares=("kind", "valid_from")),
    Broken("missions_rule_ends_after_start", RuleFactory, "valid_until", {"valid_until": DAY_BEFORE}),
    Broken("missions_rule_value_not_negative", RuleFactory, "value", {"value": -1}),
    Broken(
        "missions_delegationrequest_ends_after_start",
        DelegationRequestFactory,
        "ends_on",
        {"starts_on": DAY, "ends_on": DAY_BEFORE},
    ),
    Broken("missions_delegationrequest_decided_has_its_date", DelegationRequestFactory, "__all__", {"decided_on": DAY}),
    Broken(
        "missions_delegationrequest_declined_has_its_reason",
        DelegationRequestFactory,
        "__all__",
        {"decision": RequestDecision.DECLINED, "decided_on": DAY},
    ),
    Broken(
        "missions_delegationrequest_accepted_has_its_mission",
        DelegationRequestFactory,
        "__all__",
        {"decision": RequestDecision.ACCEPTED, "decided_on": DAY},
    ),
    Broken(
        "missions_delegationrequest_accepted_has_its_axis",
        DelegationRequestFactory,
        "axis",
        {"decision": RequestDecision.ACCEPTED, "decided_on": DAY, "mission": MissionFactory, "axis": None},
    ),
    Broken("missions_criterioncheck_once_each", CriterionCheckFactory, "criterion", shares=("mission", "criterion")),
    Broken("missions_ceilingitem_once_each", CeilingItemFactory, "category", shares=("mission", "category")),
    Broken("missions_ceilingitem_amount_not_negative", CeilingItemFactory, "amount", {"amount": -1}),
    Broken("missions_emissionfactor_one_a_year", EmissionFactorFactory, "year", shares=("cabin", "year")),
    Broken("missions_leg_rank_is_its_own", LegFactory, "position", shares=("mission", "position")),
    Broken("missions_leg_someone_travels", LegFactory, "travellers", {"travellers": 0}),
    Broken("missions_leg_has_its_from", LegFactory, "from_place", {"from_airport": None}),
    Broken("missions_leg_has_its_to", LegFactory, "to_place", {"to_airport": None}),
    Broken("missions_followup_done_says_how", FollowUpFactory, "result", {"done_on": DAY}),
    Broken("missions_reminder_sent_once", ReminderFactory, "__all__", shares=("mission", "kind", "due_on", "was_sent")),
    Broken("missions_reminder_failure_says_why", ReminderFactory, "__all__", {"was_sent": False}),
    Broken("missions_action_published_has_its_date", ActionFactory, "__all__", UNDATED),
    Broken("missions_action_ends_after_start", ActionFactory, "ends_on", BACKWARDS),
    Broken("missions_action_end_has_its_start", ActionFactory, "starts_on", {"ends_on": DAY}),
    Broken("missions_action_precision_goes_with_date", ActionFactory, "date_precision", {"starts_on": DAY}),
    Broken("missions_actionpartner_once_each", ActionPartnerFactory, "partner", shares=("action", "partner")),
    *broken_documents(MissionDocumentFactory),
    *broken_documents(ActionDocumentFactory),
    Broken("missions_missionproposal_one_open", MissionProposalFactory, "record", shares=("record",)),
    Broken("missions_missionproposal_sent_back_says_why", MissionProposalFactory, "comment", {"state": "sent_back"}),
    Broken("missions_actionproposal_one_open", ActionProposalFactory, "record", shares=("record",)),
    Broken("missions_actionproposal_sent_back_says_why", ActionProposalFactory, "comment", {"state": "sent_back"}),
]
