"""What a reader of a record may want to read next, by a rule that the page says: what shares the most with it.

Only what anyone may read counts, on both sides: two records that share a draft share nothing.
"""

from typing import NamedTuple

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from missions.models import Action, Mission
from partners.models import Agreement, Partner
from records.models import Publishable

MAX_RELATED = 4
# What two records may share, in words.
SHARED = {
    "commitment": _("même engagement"),
    "partner": _("même partenaire"),
    "mission": _("même mission"),
    "theme": _("même thème"),
}


class Related(NamedTuple):
    """A record to read next, and what it shares, in words."""

    record: Publishable
    words: str

    @property
    def kind(self):
        """What the record is, in words."""
        return self.record._meta.verbose_name


def related_to(record, today):
    """Return what anyone may read on `today` (a date) that shares the most with a record (a list of Related)."""
    ties_of = {Action: _of_action, Mission: _of_mission, Partner: _of_partner, Agreement: _of_agreement}
    if type(record) not in ties_of:
        return []
    wanted = ties_of[type(record)](record, today)
    found = [row for model, ties in wanted.items() for row in _closest(model, ties, record, today)]
    found.sort(key=lambda row: row.shared, reverse=True)
    return [Related(row, _words_of(row)) for row in found[:MAX_RELATED]]


def _closest(model, ties, record, today):
    """Return the public rows of `model` with the most of `ties` ({name: Q}), each with `shared` and a mark a tie."""
    marks = {
        f"shares_{name}": Case(When(tie, then=1), default=0, output_field=IntegerField()) for name, tie in ties.items()
    }
    rows = model.objects.published(today).annotate(**marks)
    rows = rows.annotate(shared=sum(marks.values(), Value(0))).filter(shared__gt=0)
    if model is type(record):
        rows = rows.exclude(pk=record.pk)
    return rows.order_by("-shared", *model._meta.ordering)[:MAX_RELATED]


def _words_of(row):
    return ", ".join(str(words) for name, words in SHARED.items() if getattr(row, f"shares_{name}", 0))


def _with_partners(partners):
    """Return the Q of the missions, that of the actions and that of the agreements with one of `partners` (keys)."""
    missions = Q(pk__in=Mission.partners.through.objects.filter(partner__in=partners).values("mission"))
    agreements = Q(pk__in=Agreement.partners.through.objects.filter(partner__in=partners).values("agreement"))
    return {Mission: missions, Action: Q(lead_partner__in=partners), Agreement: agreements}


def _with_themes(model, themes):
    return Q(pk__in=model.themes.through.objects.filter(theme__in=themes).values(model._meta.model_name))


def _of_action(action, today):
    shared, themes = _with_partners([action.lead_partner_id]), action.themes.order_by().values("pk")
    ties = {"partner": shared[Action], "theme": _with_themes(Action, themes)}
    if action.commitment_id:
        ties["commitment"] = Q(commitment=action.commitment_id)
    if action.mission_id:
        ties["mission"] = Q(mission__in=Mission.objects.published(today).filter(pk=action.mission_id))
    return {Action: ties}


def _of_mission(mission, today):
    """Missions only: the page lists the actions of the mission."""
    partners = mission.partners.published(today).order_by().values("pk")
    themes = mission.themes.order_by().values("pk")
    return {Mission: {"partner": _with_partners(partners)[Mission], "theme": _with_themes(Mission, themes)}}


def _of_partner(partner, today):
    """Partners of the same missions: the page lists the missions, the actions and the agreements."""
    roles = Mission.partners.through.objects
    missions = Mission.objects.published(today).filter(roles__partner=partner).order_by().values("pk")
    return {Partner: {"mission": Q(pk__in=roles.filter(mission__in=missions).values("partner"))}}


def _of_agreement(agreement, today):
    shared = _with_partners(agreement.partners.published(today).order_by().values("pk"))
    return {model: {"partner": shared[model]} for model in (Agreement, Mission)}
