"""What the board finds, a box for each question: one sentence, and numbers that lead to their rows."""

import datetime as dt
from collections import Counter
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.costs import Span
from missions.lists import OUTCOME_LIST
from missions.models import FollowUp
from missions.results_by_year import ResultsByYear, results_of
from partners.models import Partner
from portal.accountability.counted import list_query
from portal.accountability.work import CommitmentLine, YearWork, commitment_lines, work_by_year
from portal.board.measures import PAYER, Question
from portal.board.pivot import Pivot, PivotCell, pivot_of
from portal.figures import Figures, key_figures
from records.listing.listing import PUBLIC_READING, READ_AS, READINGS
from records.templatetags.typography import money, number

# Lines of a box at most.
LINES = 5


class BoxLine(NamedTuple):
    """A number of a box: what it counts, how many, the address of the rows; what they cost, or its change, in words."""

    label: str
    number: int
    address: str
    words: str = ""


class Box(NamedTuple):
    """A question of who manages: its title, what is found in a sentence, and its numbers."""

    title: str
    finding: str
    lines: list[BoxLine]

    @property
    def most(self) -> int:
        """The highest of its numbers, which its longest bar stands for."""
        return max((line.number for line in self.lines), default=0)


def boxes_on(today: dt.date) -> list[Box]:
    """Return the Boxes of what anyone may read on `today`: the same number of statements whatever the record."""
    reader = AnonymousUser()
    partners = list(Partner.objects.visible_to(reader, today).for_map(reader, today))
    return [
        _late(key_figures(reader, today, partners), FollowUp.objects.late(today).count()),
        _results(pivot_of(Question("resultats", "axe", ""), reader, today)),
        _promises(commitment_lines(today)),
        _money(pivot_of(Question("dollars", "pays", ""), reader, today)),
        _payers(pivot_of(Question("missions", PAYER, ""), reader, today)),
        _years(work_by_year(today)),
    ]


def results_drawn(today: dt.date) -> ResultsByYear:
    """Return the ResultsByYear of what anyone may read on `today`, each number that of the list as anyone reads it."""
    asked, known = QueryDict(f"{READ_AS}={PUBLIC_READING}"), {READ_AS: (_("Fiches"), READINGS)}
    return results_of(OUTCOME_LIST.narrow_for(asked, AnonymousUser(), today, known))


def _address(route: str, query: str) -> str:
    """Return the address of a list that asks `query` as anyone reads it."""
    reading = list_query(**{READ_AS: PUBLIC_READING})
    return f"{reverse(route)}{query}&{reading[1:]}" if query else f"{reverse(route)}{reading}"


def _late(figures: Figures, promises: int) -> Box:
    lapsed, ending = figures.actions.lapsed, figures.agreements.ending
    lines = [
        BoxLine(
            _("rapports de mission en retard ou non trouvés"),
            figures.reports.missing,
            _address("missions:list", figures.reports.missing_query),
        ),
        BoxLine(_("actions échues, suite inconnue"), lapsed.number, _address("missions:actions", lapsed.query)),
        BoxLine(
            _("promesses faites en mission, en retard"),
            promises,
            reverse("admin:missions_followup_changelist", query={"etat": "retard"}),
        ),
        BoxLine(
            _("ententes qui finissent en %(year)s") % {"year": figures.agreements.year},
            ending.number,
            _address("partners:agreements", ending.query),
        ),
    ]
    late = sum(line.number for line in lines[:3])
    waiting = ngettext("%(n)s fiche attend une suite.", "%(n)s fiches attendent une suite.", late)
    finding = waiting % {"n": number(late)} if late else _("Rien n’est en retard.")
    return Box(_("Ce qui est en retard"), finding, lines)


def _results(pivot: Pivot) -> Box:
    lines = [BoxLine(row.label, row.total.number, row.total.address) for row in pivot.rows]
    total = number(pivot.total.number)
    first = max(lines, key=lambda line: line.number, default=None)
    finding = (
        _("%(axis)s en a le plus\u00a0: %(n)s sur %(total)s.")
        % {"axis": first.label, "n": number(first.number), "total": total}
        if first
        else _("Aucun résultat n’est inscrit.")
    )
    return Box(_("Résultats par axe"), finding, lines)


def _promises(commitments: list[CommitmentLine]) -> Box:
    """Count the actions tied to commitments by state: what is done, under way, lapsed."""
    states: Counter[tuple[str, str]] = Counter()
    for line in commitments:
        for each in line.states:
            states[each.label, each.query] += each.number
    slugs = [line.commitment.slug for line in commitments if line.actions.number]
    tied = list_query(engagement=slugs)
    lines = [
        BoxLine(str(label), count, _address("missions:actions", f"{tied}{query}"))
        for (label, query), count in states.items()
    ]
    served = sum(bool(line.results) for line in commitments)
    finding = _("%(served)s des %(n)s engagements, domaines et statuts ont un résultat connu.") % {
        "served": number(served),
        "n": number(len(commitments)),
    }
    return Box(_("Promesses de la Vision\u00a0: leurs actions"), finding, lines)


def _money(pivot: Pivot) -> Box:
    rows = sorted(pivot.rows, key=lambda row: row.total.span.high if row.total.span else 0, reverse=True)
    lines = [BoxLine(row.label, row.total.number, row.total.address, _told(row.total)) for row in rows[:LINES]]
    finding = (
        _(
            "%(money)s déclarés, pour %(n)s des %(all)s missions tenues, délégations reçues comprises. Une mission "
            "compte dans chacun de ses pays."
        )
        % {
            "money": _amount(pivot.total.span),
            "n": number(pivot.total.priced),
            "all": number(pivot.total.number),
        }
        if pivot.total.span
        else _("Aucune mission tenue n’a de montant déclaré.")
    )
    return Box(_("Argent par pays"), finding, lines)


def _payers(pivot: Pivot) -> Box:
    lines = [BoxLine(row.label, row.total.number, row.total.address) for row in pivot.rows]
    priced = pivot.total.number - (pivot.outside or 0)
    finding = _("%(n)s des %(all)s missions tenues ont un montant publié, déclaré ou non.")
    return Box(_("Qui paie, en missions"), finding % {"n": number(priced), "all": number(pivot.total.number)}, lines)


def _told(cell: PivotCell) -> str:
    return _amount(cell.span) if cell.span else _("montant inconnu")


def _amount(span: Span) -> str:
    """Return a Span in words: « 12 000 $ », or « 10 000 $ à 12 000 $ »."""
    if span.is_open:
        return _("%(low)s à %(high)s") % {"low": money(span.low), "high": money(span.high)}
    return str(money(span.low))


def _years(works: list[YearWork]) -> Box:
    """Tell the latest year, each number with its change since the year before."""
    if not works:
        return Box(_("Une année contre l’autre"), _("Rien n’est inscrit."), [])
    year = works[0]
    labels = [_("actions"), _("résultats"), _("ententes signées"), _("fins d’ententes")]
    lines = [
        BoxLine(label, figure.number, _address(route, figure.query), change)
        for label, (figure, route, change) in zip(labels, year.figures, strict=True)
    ]
    words = ngettext("En %(year)s, avec %(n)s partenaire.", "En %(year)s, avec %(n)s partenaires.", year.partners)
    finding = words % {"year": year.year, "n": number(year.partners)}
    return Box(_("Une année contre l’autre"), finding, lines)
