"""Where the office acts in fact: countries, partners, themes and services, by actions, missions, results and years."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import CharField, F, Max, Min, Value
from django.db.models.functions import Cast, Coalesce, Substr
from django.http import QueryDict

from axes.models import Theme
from missions.lists import ACTION_LIST, MISSION_LIST, OUTCOME_LIST
from missions.models import Action, Mission, PriorityKind, Service
from missions.models.stage import HELD_STAGES
from partners.models import Partner
from records.listing.counting import read_at_once
from records.listing.options import UNKNOWN_VALUE
from records.words.normalizing import normalize

# What the lists are narrowed by.
FACETS = COUNTRY, PARTNER, THEME, SERVICE = "pays", "partenaire", "theme", "service"
HELD_QUERY = "&".join(f"statut={stage.value}" for stage in HELD_STAGES)


class LineFigure(NamedTuple):
    """How many, and the list that shows which: the URL name of its page and its query."""

    number: int | None
    route: str
    query: str


@dataclass
class PracticeLine:
    """One country, partner, theme or service: what was done with it, and from which year to which.

    `value`: what the lists call it; `record`: its row, None of a country; `priorities` name it.
    """

    facet: str
    value: str
    label: str
    record: object = None
    actions: int = 0
    missions: int = 0
    results: int = 0
    first: int | None = None
    last: int | None = None
    priorities: list = field(default_factory=list)

    @property
    def figures(self):
        """What it counts, each with the list that shows it (LineFigures); None for lists that do not know services."""
        query, is_service = f"?{self.facet}={self.value}", self.facet == SERVICE
        return [
            LineFigure(self.actions, "missions:actions", query),
            LineFigure(None if is_service else self.missions, "missions:list", f"{query}&{HELD_QUERY}"),
            LineFigure(None if is_service else self.results, "missions:results", query),
        ]

    @property
    def is_idle(self):
        """Whether nothing is known to have been done."""
        return not (self.actions or self.missions)

    @property
    def years(self):
        """The years, from the first to the last: « 2022–2025 »; empty where no date is known."""
        if self.first is None:
            return ""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


class Practice:
    """What `user` may read on `today` (a date) of what the office does; seven statements whatever there is."""

    def __init__(self, user, today):
        self.user, self.today, self.lines = user, today, {}
        for listing, asked, name in (
            (ACTION_LIST, "", "actions"),
            (MISSION_LIST, HELD_QUERY, "missions"),
            (OUTCOME_LIST, "", "results"),
        ):
            self._count(listing.narrow_for(QueryDict(asked), user, today), name)
        self._tell_years()
        self._attach_rows()

    def of(self, facet):
        """Return the PracticeLines of one facet, the busiest first (a list)."""
        found = [line for (name, _value), line in self.lines.items() if name == facet]
        return sorted(found, key=lambda line: (-line.actions - line.missions, -line.results, normalize(line.label)))

    def line(self, facet, value, label, record=None):
        """Return the PracticeLine of one value, made empty if nothing was done with it."""
        return self.lines.setdefault((facet, value), PracticeLine(facet, value, label, record))

    def of_partners(self, *kinds):
        """Return the PracticeLines of the partners of one of `kinds` (PartnerKinds), the busiest first (a list)."""
        return [line for line in self.of(PARTNER) if line.record and line.record.kind in kinds]

    def compare(self, priorities):
        """Give each of `priorities` in force its `line` (None if no list narrows by it), and the line its priority."""
        for priority in priorities:
            found = self._line_of(priority) if priority.is_in_force(self.today) else None
            priority.line = found
            if found:
                found.priorities.append(priority)

    def _line_of(self, priority):
        if priority.kind == PriorityKind.COUNTRY:
            return self.line(COUNTRY, priority.country.lower(), priority.country_label)
        if priority.partner_id and priority.partner_is_shown:
            return self.line(PARTNER, priority.partner.slug, priority.partner.name, priority.partner)
        if priority.kind == PriorityKind.THEME:
            return self.line(THEME, priority.theme.slug, priority.theme.name, priority.theme)
        return None

    def _count(self, narrowed, name):
        counts = narrowed.counting(*FACETS)
        for facet in FACETS:
            for option, number in counts.numbers_of(facet):
                if option.value != UNKNOWN_VALUE:
                    setattr(self.line(facet, option.value, option.label), name, number)

    def _tell_years(self):
        for facet, value, first, last in read_at_once(list(self._spans())):
            line = self.lines.get((facet, value.lower() if facet == COUNTRY else value))
            if line and first:
                line.first = min(int(first), line.first or int(first))
                line.last = max(int(last), line.last or int(last))

    def _spans(self):
        """Yield the queries of (facet, value, first year, last year) of what was done."""
        actions = Action.objects.visible_to(self.user, self.today)
        narrowed = ACTION_LIST.narrow_for(QueryDict(), self.user, self.today)
        for rows, path, values in (
            (actions, "", {PARTNER: "lead_partner__slug", COUNTRY: "lead_partner__country"}),
            (
                narrowed.shown_roles.filter(action__in=actions),
                "action__",
                {PARTNER: "partner__slug", COUNTRY: "partner__country"},
            ),
            (Action.themes.through.objects.filter(action__in=actions), "action__", {THEME: "theme__slug"}),
            (Action.services.through.objects.filter(action__in=actions), "action__", {SERVICE: "service__slug"}),
        ):
            for facet, value in values.items():
                yield _span(facet, value, rows, f"{path}starts_on", Coalesce(f"{path}ends_on", f"{path}starts_on"))
        yield from self._mission_spans()

    def _mission_spans(self):
        missions = Mission.objects.visible_to(self.user, self.today).held()
        narrowed = MISSION_LIST.narrow_for(QueryDict(), self.user, self.today)
        rows = [(PARTNER, f"{name}__slug", ties) for name, ties in narrowed.ties]
        rows += [
            (COUNTRY, "place__country", narrowed.shown_stops),
            (COUNTRY, "partner__country", narrowed.shown_origins),
            (THEME, "theme__slug", Mission.themes.through.objects.all()),
        ]
        for facet, value, ties in rows:
            yield _span(facet, value, ties.filter(mission__in=missions), "mission__starts_on", F("mission__starts_on"))

    def _attach_rows(self):
        partners = Partner.objects.visible_to(self.user, self.today).order_by()
        for facet, rows in ((PARTNER, partners), (THEME, Theme.objects.all()), (SERVICE, Service.objects.all())):
            for row in rows:
                if line := self.lines.get((facet, row.slug)):
                    line.record = row


def _span(facet, value, rows, first, last):
    """Return the query of (facet, value, first year, last year) of `rows`: as text, a date begins with its year."""
    years = [Substr(Cast(each, CharField()), 1, 4) for each in (first, last)]
    grouped = rows.order_by().values(span_facet=Value(facet), span_value=F(value))
    spans = grouped.annotate(span_first=Min(years[0]), span_last=Max(years[1]))
    return spans.values_list("span_facet", "span_value", "span_first", "span_last")
