"""Forms that write missions and actions."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from missions.authorization import requirement_of, stored_requirement
from missions.models import (
    Action,
    CeilingItem,
    CostFact,
    DelegationRequest,
    Mission,
    MissionDocument,
    Objective,
    Rule,
    Stop,
)
from missions.readiness import refusals
from records.admin import PartForm, PublishableForm, RecordForm
from records.documents.models import DocumentKind

NOWHERE_TO_READ = _(
    "Donnez l’adresse du rapport, ou déposez-le parmi les documents de la mission, de nature «\u00a0rapport\u00a0»."
)


class ActionForm(PublishableForm):
    """Says plainly what every action needs."""

    class Meta:
        model = Action
        fields = ["axis", "lead_partner"]  # the admin adds the others
        error_messages = {
            "axis": {"required": _("Toute action relève d’un axe\u00a0: choisissez-le.")},
            "lead_partner": {"required": _("Toute action se fait avec un partenaire principal\u00a0: choisissez-le.")},
        }


class DelegationRequestForm(RecordForm):
    """Records what is asked, once it came."""

    class Meta:
        model = DelegationRequest
        fields = ["received_on"]  # the admin adds the others

    def clean_received_on(self):
        """Refuse a day that has not come."""
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Ce jour n’est pas encore venu."))
        return day


class MissionForm(PublishableForm):
    """Weighs a mission whole, parts included: it reaches no stage without the decision or the results it takes."""

    class Meta:
        model = Mission
        fields = ["stage"]  # the admin adds the others

    def full_clean(self):
        """Check the fields, then the mission with its parts as they were typed.

        What is stored of the authorization goes with the rest: the database then refuses too.
        """
        super().full_clean()
        if not self.is_bound or "stage" not in self.cleaned_data:
            return
        mission, today = self.instance, timezone.localdate()
        places = [stop.place for stop in self.rows_of(Stop) if stop.place_id]
        costs = [cost for cost in self.rows_of(CostFact) if cost.amount is not None]
        items = [item for item in self.rows_of(CeilingItem) if item.amount is not None]
        book = Rule.objects.book()
        requirement = requirement_of(mission, places=places, costs=costs, ceiling_items=items, book=book, today=today)
        refused = refusals(mission, self.initial.get("stage"), requirement, self.rows_of(Objective), today)
        for name, sentence in refused.items():
            if name not in self.errors:  # of what was typed and cannot be read, that is all there is to say
                self.add_error(name if name in self.fields else None, sentence)
        mission.authorization_required = stored_requirement(mission, requirement)

    def rows_of(self, model):
        """Return the rows of one kind of part as they will be once this form is saved (a list)."""
        mission = self.instance.pk
        rows = {row.pk: row for row in model.objects.filter(mission=mission)} if mission else {}
        typed = []
        for part in self.parts:
            if part.model is model and part.errors is not None:  # reading the errors checks the rows
                for form in part.forms:
                    rows.pop(form.instance.pk, None)
                typed += [form.instance for form in part.forms if _is_kept(form)]
        return [*rows.values(), *typed]


class ReportForm(PartForm):
    """Dates the report of a mission: it is read at an address, or among the documents of the mission."""

    def clean(self):
        """Refuse a report that is online nowhere."""
        typed = super().clean() or self.cleaned_data
        is_told = typed.get("published_on") and not typed.get("document_url") and "document_url" not in self.errors
        if is_told and not self.instance.document_id and not self._is_kept_with_mission():
            self.add_error("document_url", NOWHERE_TO_READ)
        return typed

    def _is_kept_with_mission(self):
        """Whether the mission has its report among its documents, once its form is saved."""
        mission = self.instance.mission
        parts = [part for part in getattr(mission, "parts_typed", []) if part.model is MissionDocument]
        rows = [form for part in parts for form in part.forms if part.errors is not None and _is_kept(form)]
        kinds = [form.instance.kind for form in rows] or [each.kind for each in mission.documents.all()]
        return DocumentKind.REPORT in kinds

    def save(self, commit=True):
        """Tie the report to the document that was just saved with the mission, if it has no address."""
        if self.instance.published_on and not self.instance.link:
            self.instance.document = self.instance.mission.documents.filter(kind=DocumentKind.REPORT).first()
        return super().save(commit)


def _is_kept(form):
    """Whether a row is there once the form is saved: an empty one, or one to delete, is not."""
    is_there = form.instance.pk is not None or form.has_changed()
    return is_there and not form.cleaned_data.get("DELETE")
