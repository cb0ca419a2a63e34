"""The people, partners, objectives and report of a mission, in its form."""

from missions.models import MissionDocument, MissionPartner, Objective, Participant, Report
from records.admin import DocumentInline, PartInline, StackedPartInline


class MissionPartnerInline(PartInline):
    """The partners of the mission, by role."""

    model = MissionPartner
    fields = ["partner", "role"]
    autocomplete_fields = ["partner"]


class ParticipantInline(PartInline):
    """Who takes part, by function, and who pays."""

    model = Participant
    fields = ["position", "function", "organization", "payer", "payer_name", "name", "name_is_public"]


class ObjectiveInline(StackedPartInline):
    """What the mission sets out to obtain, what would count as a success, and what became of it."""

    model = Objective
    fields = [("position", "text"), "success", ("result", "result_note"), "evidence"]
    autocomplete_fields = ["evidence"]


class MissionDocumentInline(DocumentInline):
    """The documents of the mission: the report, once public, stops its clock."""

    model = MissionDocument


class ReportInline(StackedPartInline):
    """The report of the mission."""

    model = Report
    fields = [("published_on", "document_url")]
