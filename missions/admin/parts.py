"""The people, partners, objectives and report of a mission, in its form."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from missions.forms import ReportForm
from missions.models import MissionDocument, MissionPartner, Objective, Participant, Report
from records.admin import DocumentInline, PartInline, PartsFormSet, StackedPartInline

REPORT_STAYS = _("Le rapport est en ligne\u00a0: déposez-en une nouvelle version plutôt que de l’enlever.")


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


class MissionDocumentFormSet(PartsFormSet):
    """Keeps the document by which the report of the mission is online."""

    def clean(self):
        """Refuse to delete it."""
        deleted = [form.instance for form in self.initial_forms if self._should_delete_form(form)]
        if any(hasattr(document, "published_report") for document in deleted):
            raise ValidationError(REPORT_STAYS)
        super().clean()


class MissionDocumentInline(DocumentInline):
    """The documents of the mission: the report, once public, stops its clock."""

    model = MissionDocument
    formset = MissionDocumentFormSet


class ReportInline(StackedPartInline):
    """The report of the mission."""

    model = Report
    form = ReportForm
    fields = [("published_on", "document_url")]
