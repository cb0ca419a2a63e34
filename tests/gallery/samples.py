"""Records made up for the gallery of components: plainly examples, never written to the database."""

import datetime as dt
from decimal import Decimal
from itertools import count

from django.core.paginator import Paginator

from axes.models import Axis, Commitment, CommitmentKind
from missions import models as missions
from missions.costs import read_costs
from missions.exports import ACTION_DATASET
from missions.models import CostType, Direction, MissionStage, Rule, RuleKind, ScopeCode
from missions.models.action_state import state_of
from missions.report_status import ReportState, ReportStatus
from missions.results_by_year import ALL_AXES, ResultsByYear
from missions.route import way_of
from partners.models import (
    Agreement,
    AgreementAct,
    AgreementActKind,
    AgreementKind,
    AgreementState,
    Partner,
    RelationState,
    Standing,
)
from partners.terms import terms_of
from portal.accountability.years import Figure
from portal.figures import ActionFigures, AgreementFigures, Figures, Reports, Spending
from portal.news import News
from records.listing.choices import UNKNOWN_YEAR
from records.listing.columns import ColumnType
from records.listing.options import Chip, Counted, Option, Panel
from records.listing.tables import CellText, table_of
from records.listing.timeline import TimelineItem
from records.models import Confidence, Source
from records.publication.status import PublicationStatus
from records.words.dates import DatePrecision

D = dt.date
TODAY = D(2026, 6, 1)
LONG = "Exemple d’un titre si long qu’il occupe plusieurs lignes, comme il en vient quand personne n’a choisi de court"
ONLINE = {"status": PublicationStatus.PUBLISHED, "published_on": D(2020, 1, 1)}
KEYS = count(1)
OVERRUN_RULES = {RuleKind.OVERRUN: Rule(value=10)}


def sample(model, parts=None, **fields):
    """Return an unsaved row of `model`; `parts`: {relation: rows it answers without asking the database}."""
    row = model(pk=next(KEYS), **fields)
    row._prefetched_objects_cache = parts or {}
    return row


def source(**fields):
    """Return a Source."""
    known = {"publisher": "Exemple d’éditeur", "url": "https://exemple.invalid/", "kind": "presse"}
    return sample(Source, **{**known, **fields})


def axis(slug, name, short_label):
    """Return an Axis online, with its count of actions."""
    row = sample(Axis, slug=slug, name=name, short_label=short_label, intent="Une intention en une phrase.", **ONLINE)
    row.action_count = 3
    return row


SAMPLE_AXES = [
    axis("rayonner", "Québec rayonne", "Rayonner"),
    axis("apprendre", "Québec apprend", "Apprendre"),
    axis("attirer", "Québec attire", "Attirer"),
    axis("exemple", "Axe sans forme propre", "Exemple"),
]
SAMPLE_CITY = sample(
    Partner, slug="exemple", name="Ville exemple", kind="ville", country="BE", latitude=50, longitude=4, **ONLINE
)
FAR_CITY = sample(
    Partner,
    slug="exemple",
    name="Ville lointaine",
    country="NZ",
    latitude=-41,
    longitude=174,
    confidence=Confidence.LOW,
    **ONLINE,
)
DRAFT = sample(Partner, slug="exemple", name="Partenaire en brouillon")


def partner(latest="", state=RelationState.UNKNOWN, **fields):
    """Return a Partner online of which the latest activity is known, as the database tells it, or nothing is."""
    row = sample(Partner, slug="exemple", **fields, **ONLINE)
    row.latest_told, row.first_told, row.state_value = latest, latest or "9999", state
    row.has_work_under_way, row.activity_records = False, {("missions", 1): SAMPLE_ACTIVITY}
    return row


SAMPLE_ACTIVITY = sample(missions.Mission, slug="exemple", title="Mission exemple", **ONLINE)
PARTNERS = {
    "connu": partner(
        "2020-01-01 1 jour missions 1",
        RelationState.ASLEEP,
        name="Partenaire connu",
        kind="ville",
        country="BE",
        standing=Standing.ACTIVE,
        since_on=D(1999, 1, 1),
        since_precision=DatePrecision.YEAR,
        city_role="membre",
        domains="culture\neau",
        note="Une note.",
    ),
    "dont rien n’est connu": partner(name="Partenaire inconnu", kind="forum"),
}


ACT = sample(AgreementAct, kind=AgreementActKind.AMENDMENT, happened_on=D(2024, 5, 1), text=LONG)
END = sample(
    AgreementAct,
    kind=AgreementActKind.DENUNCIATION,
    happened_on=D(2024, 5, 1),
    ends_on=D(2024, 11, 1),
    text="Avis de six mois.",
    evidence=source(),
)


def agreement(state, **fields):
    """Return an Agreement that is in a state, amended once."""
    row = sample(
        Agreement,
        parts={"acts": [ACT]},
        slug="exemple",
        title=f"Entente {state.label}",
        kind=AgreementKind.PROTOCOL,
        **fields,
    )
    row.state_value, row.term_value, row.closes_on = state.value, "", row.ends_on
    return row


SAMPLE_AGREEMENTS = [
    agreement(state, starts_on=D(2015 + rank, 1, 1), ends_on=None if rank in (0, 4) else D(2020 + rank, 1, 1), **ONLINE)
    for rank, state in enumerate(AgreementState)
]
SAMPLE_AGREEMENTS += [
    agreement(AgreementState.IN_FORCE, starts_on=D(2016, 1, 1), ends_on=D(2030, 1, 1), **ONLINE),
    agreement(AgreementState.UNKNOWN, signed_on=D(1999, 1, 1), **ONLINE),
    agreement(AgreementState.OVER, signed_on=D(2012, 1, 1), **ONLINE),
    agreement(AgreementState.UNKNOWN, **ONLINE),
]
EXPIRING = agreement(AgreementState.IN_FORCE, starts_on=D(2024, 1, 1), ends_on=D(2026, 8, 1), **ONLINE)
EXPIRING.term_value = AgreementState.EXPIRING.value
TERMS = terms_of([*SAMPLE_AGREEMENTS, EXPIRING], TODAY)


def outcome(**fields):
    """Return an Outcome."""
    return sample(missions.Outcome, **{"text": "Une retombée.", **fields})


def action(title="Action exemple", **fields):
    """Return an Action online, with two partners."""
    parts = {"outcomes": fields.pop("outcomes", []), "sources": fields.pop("sources", []), "themes": [], "services": []}
    row = sample(
        missions.Action,
        parts,
        **{"title": title, "slug": "exemple", "axis": SAMPLE_AXES[0], "lead_partner": SAMPLE_CITY, **fields},
    )
    row.state_value = state_of(row, TODAY)
    row.shown_roles = [missions.ActionPartner(partner=FAR_CITY, role="hote")]
    row.mission_is_shown = row.mission is not None
    return row


def mission(title="Mission exemple", *, parts=None, stops=(), **fields):
    """Return a Mission as it is fetched for its page and for the list."""
    relations = ("axes", "themes", "participants", "criteria", "ceiling_items", "objectives", "outcomes", "costs")
    known = {"title": title, "slug": "exemple", "direction": Direction.OUT, **ONLINE}
    row = sample(missions.Mission, {**{name: [] for name in relations}, **(parts or {})}, **{**known, **fields})
    row.shown_stops = [missions.Stop(place=place) for place in stops]
    row.shown_roles = [missions.MissionPartner(partner=SAMPLE_CITY, role="hote")] if stops else []
    row._state.fields_cache["report"] = None
    row.report_status, row.is_embargoed = ReportStatus(ReportState.UNKNOWN), False
    row.cost_reading = read_costs(row.costs.all(), row.ceiling, OVERRUN_RULES)
    return row


def cost(kind, amount, **fields):
    """Return a CostFact, with a source."""
    row = sample(missions.CostFact, fact_type=kind, amount=Decimal(amount), **fields)
    row.cited = [source()]
    return row


AUTHORIZED = cost(CostType.AUTHORIZED, "10000.00", scope_code=ScopeCode.values[0])
DECLARED = cost(
    CostType.DECLARED, "12345.67", scope_code=ScopeCode.values[0], made_public_on=D(2026, 1, 1), scope="tout le monde"
)
SAMPLE_COSTS = [AUTHORIZED, DECLARED, cost(CostType.DECLARED_ITEM, "12000.00", made_public_on=D(2026, 1, 1))]
FULL = mission(
    LONG,
    stage=MissionStage.DONE,
    starts_on=D(2026, 1, 10),
    ends_on=D(2026, 1, 20),
    date_precision=DatePrecision.DAY,
    purpose="Un but en une phrase.",
    lead_role="Une fonction",
    city_delegates=3,
    decision_body="Une instance",
    decision_number="CE-0000",
    ceiling=Decimal("10000"),
    stops=[SAMPLE_CITY, FAR_CITY],
    parts={
        "axes": SAMPLE_AXES[:3],
        "objectives": [
            missions.Objective(
                text=f"Un objectif {label}", result=value, success="Ce qui compterait.", evidence=source()
            )
            for value, label in [("", "dont rien n’est dit"), *missions.ObjectiveResult.choices]
        ],
        "outcomes": [outcome(evidence=source()), outcome(text="Une autre.", confidence=Confidence.LOW)],
        "costs": SAMPLE_COSTS,
    },
)
EMPTY = mission("Mission dont rien n’est connu", stage=MissionStage.TO_CHECK)
FULL.is_embargoed = True
DECLINED = mission("Mission non retenue", stage=MissionStage.DECLINED, declined_reason="Une raison.")
FULL.report = missions.Report(published_on=D(2026, 2, 1), document_url="https://exemple.invalid/rapport")
STATUSES = [
    ReportStatus(ReportState.NOT_DUE),
    ReportStatus(ReportState.UPCOMING, D(2026, 7, 1), True),
    ReportStatus(ReportState.EXPECTED, D(2026, 7, 1), True),
    ReportStatus(ReportState.EXPECTED),
    ReportStatus(ReportState.ONLINE_ON_TIME, D(2026, 3, 1), True),
    ReportStatus(ReportState.ONLINE_LATE, D(2026, 1, 1), True),
    ReportStatus(ReportState.ONLINE_NO_DEADLINE, D(2026, 1, 1)),
    ReportStatus(ReportState.LATE, D(2026, 5, 31), True, 1),
    ReportStatus(ReportState.LATE, D(2026, 1, 1), True, 1234),
    ReportStatus(ReportState.NOT_FOUND, D(2025, 5, 5), True, 570),
    ReportStatus(ReportState.UNKNOWN, D(2026, 1, 1), True),
    ReportStatus(ReportState.UNKNOWN, D(2026, 1, 1)),
    ReportStatus(ReportState.UNKNOWN),
]
SAMPLE_ACTIONS = [
    action(LONG, starts_on=D(2026, 1, 1), date_precision=DatePrecision.DAY, **ONLINE),
    action("Action sans date, en brouillon", axis=SAMPLE_AXES[1]),
]
THREADS = {
    "entier": action(
        commitment=sample(Commitment, text="Un engagement.", kind=CommitmentKind.values[0]),
        mission=FULL,
        outcomes=[outcome(evidence=source())],
        sources=[source()],
        axis_rationale="Un lien en mots.",
        **ONLINE,
    ),
    "où presque tout manque": action(outcome_note="Aucune retombée n’est connue.", **ONLINE),
}
MOMENTS = [TimelineItem("mission", FULL, "étape"), *(TimelineItem("action", each) for each in SAMPLE_ACTIONS)]
WAY = way_of(FULL.shown_stops)


class _AnyList:
    """A list that is asked nothing: what a figure by year needs of one."""

    today = TODAY
    query_with = staticmethod(lambda **_asked: "")


def results(**numbers):
    """Return the ResultsByYear of as many rows a year under each axis, by its slug; none is under two."""
    by_axis = {axis.pk: numbers.get(axis.slug.replace("-", "_"), {}) for axis in SAMPLE_AXES}
    years = {year for each in by_axis.values() for year in each}
    whole = {year: sum(each.get(year, 0) for each in by_axis.values()) for year in years}
    return ResultsByYear(SAMPLE_AXES, _AnyList, {ALL_AXES: whole, **by_axis})


RESULTS = {
    "plusieurs années": results(rayonner={2019: 2, 2024: 9, 2026: 4}, apprendre={2024: 7, 2025: 3}, attirer={2024: 1}),
    "années à égalité": results(rayonner={2024: 2, 2025: 1}, attirer={2025: 1, 2026: 2}),
    "bien des années à égalité": results(apprendre=dict.fromkeys(range(2010, 2026), 1)),
    "une seule année": results(attirer={2026: 1}),
    "sans date": results(rayonner={2025: 1}, attirer={UNKNOWN_YEAR: 12}),
    "rien": results(),
}
NEWS = [
    News("", "", FULL, TODAY, "report"),
    News("", "", FULL, TODAY, "late-report"),
    News("", "", SAMPLE_ACTIONS[0], TODAY),
]
FIGURES = {
    "connus": Figures(
        1234,
        1,
        Reports(9, 2, 1, 1),
        Spending(3, Decimal("30000"), Decimal("31234.56")),
        ActionFigures(67, Figure(28, ""), Figure(39, ""), Figure(14, "")),
        AgreementFigures(Figure(21, ""), Figure(1, ""), TODAY.year),
        36,
        76,
    ),
    "rien de comparable": Figures(
        1,
        0,
        Reports(0, 0, 0, 0),
        Spending(0, Decimal(0), Decimal(0)),
        ActionFigures(0, Figure(0, ""), Figure(0, ""), Figure(0, "")),
        AgreementFigures(Figure(0, ""), Figure(0, ""), TODAY.year),
        0,
        0,
    ),
}
PANEL = Panel(
    "exemple", "Facette", [Counted(Option("a", "Valeur"), 12, True), Counted(Option("b", LONG), 0, False)], True, True
)
SWITCH = Panel("seule", "Facette", [Counted(Option("a", "avec un exemple"), 12, True)], True, False, is_switch=True)
CHIPS = {
    "chips": [Chip("Facette", Option("a", "Valeur"), "")],
    "unknown": [("Facette", "périmée")],
    "bare_query": "",
}


def pages(number):
    """Return the page of that number in a list of three pages."""
    return Paginator(range(30), 10).page(number)


PAPER_CELLS = {
    "montant": [CellText(12979, ColumnType.AMOUNT, False)],
    "noms": [CellText(each, ColumnType.TEXT, True) for each in ("Liège", "Namur")],
    "dates": [CellText("2026-03-01", ColumnType.DATE, False)],
    "adresses": [CellText(f"https://example.org/{'rapport' * n}", ColumnType.ADDRESS, False) for n in (1, 9)],
    "inconnue": [],
}
REGIONS_FOUND = [
    ("Afrique", {name: Figure(1234, "#") for name in ("partners", "missions", "actions")}),
    ("Asie", {"partners": Figure(1, "#")}),
]
TABLE = table_of("Actions", ACTION_DATASET.chosen(["axe", "debut"]), SAMPLE_ACTIONS, str)
COLUMNS = {
    "filter": {"asked_beside_picks": [("axe", "rayonner")]},
    "columns": [("titre", "Titre", True), ("debut", LONG, False)],
    "url": "#",
}
