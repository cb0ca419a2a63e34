"""Priorities, practice, results and indicators made up for the gallery."""

from decimal import Decimal

from axes.models import Commitment, Indicator, Measure, Theme, VisionItem, VisionItemKind
from missions.models import Learning, OutcomeKind, Priority, PriorityKind, Service
from missions.models.action_state import STATE_GROUPS, StateCount
from missions.practice import COUNTRY, PARTNER, SERVICE, PracticeLine
from missions.without_result import ResultCount
from records.charts.scales import stack
from tests.gallery.samples import FAR_CITY, FULL, SAMPLE_AXES, SAMPLE_CITY, TODAY, D, action, outcome, sample, source

THEME = sample(Theme, slug="exemple", name="Thème exemple")
VOIRIE = sample(Service, slug="exemple", name="Service exemple")


def priority(line=None, **fields):
    """Return a Priority online, compared with what is done."""
    known = {"axis": SAMPLE_AXES[0], "position": 1, "title": "Priorité exemple", "reason": "Une raison en une phrase."}
    known |= {"starts_on": D(2025, 1, 1), "status": "published", **fields}
    row = sample(Priority, {"sources": [source()]}, **known)
    row.line, row.partner_is_shown, row.action_is_shown = line, row.partner is not None, False
    return row


BUSY = PracticeLine(PARTNER, "exemple", "Ville exemple", SAMPLE_CITY, 12, 3, 4, 2012, 2025)
IDLE = PracticeLine(COUNTRY, "nz", "Nouvelle-Zélande")
PRIORITIES = {
    "une ville": priority(BUSY, kind=PriorityKind.CITY, partner=SAMPLE_CITY, within=THEME, ends_on=D(2027, 1, 1)),
    "un pays où rien ne se fait": priority(IDLE, kind=PriorityKind.COUNTRY, country="NZ", note="Une précision."),
    "une région": priority(kind=PriorityKind.REGION, region="Région exemple"),
    "un thème": priority(kind=PriorityKind.THEME, theme=THEME),
}
BUSY.priorities = [PRIORITIES["une ville"]]
LINES = [BUSY, IDLE, PracticeLine(SERVICE, "exemple", "Service exemple", VOIRIE, 2, first=2024, last=2024)]
PRACTICE = {
    "sans priorité publiée": {"id": "practice", "title": "Exemples", "lines": LINES, "compared": []},
    "comparée": {"id": "compared", "title": "Exemples", "lines": LINES, "compared": [1]},
}
WITHOUT = {name: ResultCount(12, 3, "?resultat=sans") for name in ("actions", "missions")}
SEEN = outcome(kind=OutcomeKind.PRACTICE_SEEN, learning=Learning.RECEIVED, receiver=VOIRIE, action=action())
RESULTS = [SEEN, outcome(mission=FULL, evidence=source())]
INDICATORS = {
    "suivi": sample(
        Indicator,
        {
            "sources": [source()],
            "measures": [sample(Measure, value=Decimal("7.5"), measured_on=TODAY, evidence=source())],
        },
        name="Indicateur exemple", unit="par an", baseline=Decimal(3), baseline_on=D(2022, 1, 1), target=Decimal(12),
        target_on=D(2027, 1, 1), status="published",
    ),
    "dont rien n’est mesuré": sample(Indicator, {"sources": [], "measures": []}, name="Indicateur", unit="par an"),
}  # fmt: skip


def item(kind, themes=(), actors=()):
    """Return an element of the Vision, with what it leads to."""
    row = sample(VisionItem, {"themes": list(themes)}, kind=kind, text="Un élément.")
    row.actors = list(actors)
    return row


ITEMS = {
    "approche qui nomme": item(VisionItemKind.APPROACH, actors=[SAMPLE_CITY, FAR_CITY]),
    "approche qui ne nomme personne": item(VisionItemKind.APPROACH),
    "levier": item(VisionItemKind.LEVER, themes=[THEME]),
}


def status(number):
    """Return a valued status, with its count of actions."""
    row = sample(Commitment, slug="exemple", text="Un statut.", axis=SAMPLE_AXES[0])
    row.action_count = number
    return row


STATUSES = [status(0), status(3)]


def commitment(*numbers):
    """Return a Commitment whose actions are so many in each group of states."""
    row = sample(Commitment, text="Un engagement en une phrase.", note="Une précision.", slug="exemple")
    groups = zip(STATE_GROUPS, numbers, strict=False)
    row.states = [StateCount(label, number, states) for (label, states), number in groups if number]
    row.bar = list(zip(stack([each.number for each in row.states], 12), row.states, strict=True))
    row.shown_indicators = []
    return row


COMMITMENTS = {
    "dans tous les états": commitment(4, 3, 2, 2, 1),
    "réalisé": commitment(1),
    "sans action": commitment(),
}
