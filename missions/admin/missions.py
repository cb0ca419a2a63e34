"""How the bureau edits missions, with all their parts."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from missions import operations
from missions.admin.actions import OutcomeInline
from missions.admin.costs import CostFactInline
from missions.admin.decision import CeilingItemInline, CriterionInline
from missions.admin.documents import MissionDocuments
from missions.admin.follow_ups import promises_of
from missions.admin.owners import OwnedAdmin, OwnerFilter
from missions.admin.parts import (
    MissionDocumentInline,
    MissionPartnerInline,
    ObjectiveInline,
    ParticipantInline,
    ReportInline,
)
from missions.admin.programme import LegInline, MeetingInline, StopInline
from missions.admin.reminders import reminders_of
from missions.admin.waiting import WaitingFilter
from missions.authorization import is_decided_late, missing_of_decision, requirement_as_saved
from missions.costs import declared_before
from missions.forms import MissionForm
from missions.lists import MISSION_LIST
from missions.models import Mission, MissionStage
from missions.sheets import COSTS_SHEET, MISSIONS_SHEET
from records.admin import (
    REFERENCE_FIELDSET,
    SOURCES_FIELDSET,
    BulkVerb,
    Chapter,
    MergingAdmin,
    UsedFilter,
    YearFilter,
    country_filter,
    record_filter,
)
from records.words.dates import span_iso

# The titles of the fieldsets, by which the chapters hold them.
WHY, WHEN, DELEGATION, DECISION = _("Pourquoi"), _("Quand"), _("Délégation"), _("Décision")
SEEN_BY_THE_PUBLIC, NO_OUTCOME, FOLLOWED = _("Ce que voit le public"), _("Sans retombée connue"), _("Suivi")

DECIDED_LATE = _("La décision est datée d’après le départ\u00a0: vérifiez-la.")
DECLARED_EARLY = _("Un montant déclaré est daté d’avant le départ\u00a0: vérifiez-le.")
ONLY_APPROVERS = _("Seule l’approbation peut la changer.")
THERE_ALREADY = _("Elle y est déjà.")
PROPOSED_ZONE = _("%(place)s\u00a0: fuseau %(zone)s, proposé d’après la ville. Corrigez-le au besoin.")


@admin.register(Mission)
class MissionAdmin(MergingAdmin, OwnedAdmin, MissionDocuments):
    """Edits a mission from its reason to its results."""

    form = MissionForm
    listing = MISSION_LIST
    sheets = (MISSIONS_SHEET, COSTS_SHEET)
    list_display = ["title", "direction", "stage", "dates", "publication"]
    list_filter = [
        "status",
        "axes",
        "direction",
        "stage",
        ("themes", UsedFilter),
        country_filter("stops__place__country", "roles__partner__country"),
        record_filter(_("partenaire"), "partenaire", "partners"),
        YearFilter,
        OwnerFilter,
        WaitingFilter,
    ]
    bulk_fields = ("owner", "themes")
    readonly_fields = ["reference", "authorization", promises_of, reminders_of]
    inlines = [
        MissionPartnerInline,
        ObjectiveInline,
        CriterionInline,
        CeilingItemInline,
        ParticipantInline,
        StopInline,
        LegInline,
        MeetingInline,
        MissionDocumentInline,
        ReportInline,
        CostFactInline,
        OutcomeInline,
    ]
    fieldsets = [
        (None, {"fields": ["title", "direction", "stage", "owner"]}),
        (WHY, {"fields": ["purpose", "axes", "themes"]}),
        (WHEN, {"fields": [("starts_on", "ends_on", "date_precision")]}),
        (DELEGATION, {"fields": ["lead_role", "led_by_mayor", ("city_delegates", "all_delegates")]}),
        (
            DECISION,
            {
                "fields": [
                    "authorization",
                    "decision_body",
                    ("decision_number", "decided_on"),
                    "ceiling",
                    "declined_reason",
                ]
            },
        ),
        (SEEN_BY_THE_PUBLIC, {"fields": ["embargo_until", "movements_after_return"]}),
        (NO_OUTCOME, {"fields": ["outcome_note"]}),
        (FOLLOWED, {"fields": [promises_of, reminders_of]}),
        SOURCES_FIELDSET,
        REFERENCE_FIELDSET,
    ]

    chapters = (
        Chapter("la-mission", _("La mission"), [None, WHY, WHEN, MissionPartnerInline]),
        Chapter(
            "avant",
            _("Avant le départ"),
            [
                DELEGATION,
                ParticipantInline,
                ObjectiveInline,
                CriterionInline,
                DECISION,
                CeilingItemInline,
                SEEN_BY_THE_PUBLIC,
            ],
        ),
        Chapter("en-route", _("En route"), [StopInline, LegInline, MeetingInline]),
        Chapter(
            "apres",
            _("Après le retour"),
            [MissionDocumentInline, ReportInline, CostFactInline, OutcomeInline, NO_OUTCOME, FOLLOWED],
        ),
        Chapter("la-fiche", _("La fiche"), []),
    )

    @admin.display(description=_("dates"), ordering="sorts_on")
    def dates(self, mission):
        """Write its dates, as well as they are known."""
        return span_iso(mission.starts_on, mission.ends_on, mission.date_precision)

    @admin.display(description=_("autorisation préalable"))
    def authorization(self, mission):
        """Say whether it is required and why, as computed from what is saved."""
        if mission is None or mission.pk is None:
            return _("Calculée à l’enregistrement, d’après les étapes et les montants.")
        requirement = requirement_as_saved(mission, timezone.localdate())
        lacking = (
            _("La décision n’est pas consignée.") if requirement.is_required and missing_of_decision(mission) else ""
        )
        return format_html("<strong>{}</strong> – {} {}", requirement.label, requirement.reason, lacking)

    def draw_consequences(self, request, form):
        """Store whether it must be authorized, await its report, tell of dates that cannot be."""
        mission, today = form.instance, timezone.localdate()
        for row in (row for part in form.parts for row in part.forms if getattr(row, "proposed", "")):
            self.message_user(request, PROPOSED_ZONE % {"place": row.instance.place, "zone": row.proposed})
        operations.store_requirement(mission, today=today)
        if "stage" in form.changed_data and operations.expect_report(mission, today=today):
            self.message_user(request, _("Le rapport de mission est maintenant attendu."))
        self.note_report(request, mission)
        if is_decided_late(mission):
            self.message_user(request, DECIDED_LATE, messages.WARNING)
        if declared_before(mission.costs.all(), mission.starts_on):
            self.message_user(request, DECLARED_EARLY, messages.WARNING)

    def move(self, request, name, record, comment):
        """Take a step of publication: a report kept with the mission is online from then."""
        is_moved = super().move(request, name, record, comment)
        self.note_report(request, record)
        return is_moved

    def note_report(self, request, mission):
        """Stop the clock of a report that readers may now read, and say so."""
        if operations.publish_report(mission, on=timezone.localdate()):
            self.message_user(request, _("Le rapport de mission est en ligne\u00a0: son délai est arrêté."))

    def bulk_verbs(self, request):
        """Return what the list offers: to bring many missions back, and to close them, first."""
        stages = {
            "bring_back_selected": BulkVerb(
                _("Marquer comme réalisées"),
                ngettext_lazy("%(n)s mission réalisée", "%(n)s missions réalisées", "n"),
                partial(self.advance, MissionStage.DONE),
            ),
            "close_selected": BulkVerb(
                _("Clore"),
                ngettext_lazy("%(n)s mission close", "%(n)s missions closes", "n"),
                partial(self.advance, MissionStage.CLOSED),
            ),
        }
        return {**stages, **super().bulk_verbs(request)}

    def advance(self, stage, request, mission, _typed):
        """Move one mission of many to a stage. Raise ValidationError if it is refused, or is there already."""
        if not self.changes_directly(request, mission):
            raise ValidationError(ONLY_APPROVERS)
        if mission.stage == stage:
            raise ValidationError(THERE_ALREADY)
        operations.advance(mission, stage, by=request.user, today=timezone.localdate())
