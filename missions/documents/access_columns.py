"""What the access file of a mission holds: its tables, column by column, and the facts of the mission itself."""

from collections.abc import Callable
from typing import NamedTuple

from missions.exports import joined
from missions.models import Rule
from missions.report_status import report_status
from records.words.countries import country_name
from records.words.dates import iso


class AccessTable(NamedTuple):
    """A CSV of the access file: what it holds in words, its rows for a mission, its columns."""

    file: str
    says: str
    rows: Callable
    columns: Callable
    shows_movements: bool = False


def facts_of(mission, today, absolute):
    """Return the facts of a mission fetched with `for_page()` that anyone may read on `today` (a dict for JSON)."""
    report = mission.report if report_status(mission, today, Rule.objects.book()).is_online else None
    return {
        "titre": mission.title,
        "adresse": absolute(mission.get_absolute_url()),
        "en_ligne": mission.is_public(today),
        "sens": mission.get_direction_display(),
        "etape": mission.get_stage_display(),
        "raison_du_refus": mission.declined_reason,
        "debut": iso(mission.starts_on, mission.date_precision),
        "fin": iso(mission.ends_on, mission.date_precision),
        "but": mission.purpose,
        "axes": [axis.name for axis in mission.axes.all()],
        "themes": [theme.name for theme in mission.themes.all()],
        "partenaires": [{"nom": role.partner.name, "role": role.get_role_display()} for role in mission.shown_roles],
        "etapes": [] if mission.hides_movements(today) else [stop.place.name for stop in mission.shown_stops],
        "delegation": {
            "direction": mission.lead_role,
            "personnes_de_la_ville": mission.city_delegates,
            "personnes_en_tout": mission.all_delegates,
        },
        "decision": {
            "instance": mission.decision_body,
            "numero": mission.decision_number,
            "date": iso(mission.decided_on),
            "plafond": None if mission.ceiling is None else str(mission.ceiling),
        },
        "rapport": {
            "publication": iso(report.published_on) if report else "",
            "adresse": report.document_url if report else "",
        },
        "absence_de_retombee": mission.outcome_note,
        "precision": mission.note,
    }


def _participants(_absolute):
    return [
        ("fonction", lambda each: each.function),
        ("nom_si_public", lambda each: each.name if each.name_is_public else ""),
        ("organisme", lambda each: each.organization),
        ("qui_paie", lambda each: each.payer_name or each.get_payer_display()),
    ]


def _objectives(_absolute):
    return [
        ("objectif", lambda each: each.text),
        ("resultat", lambda each: each.get_result_display()),
        ("resultat_en_mots", lambda each: each.result_note),
        ("preuve", lambda each: each.evidence and each.evidence.url),
    ]


def _stops(_absolute):
    return [
        ("rang", lambda each: each.position),
        ("ville", lambda each: each.place.name),
        ("pays", lambda each: country_name(each.place.country)),
        ("arrivee", lambda each: iso(each.arrives_on)),
        ("depart", lambda each: iso(each.leaves_on)),
    ]


def _meetings(_absolute):
    return [
        ("date", lambda each: iso(each.held_on)),
        ("rencontre", lambda each: each.subject),
        ("partenaire", lambda each: each.partner.name if each.partner and each.partner_is_shown else ""),
        ("ce_qui_s_est_dit", lambda each: each.summary),
    ]


def _costs(_absolute):
    return [
        ("nature", lambda each: each.get_fact_type_display()),
        ("poste", lambda each: each.get_category_display()),
        ("montant_cad", lambda each: each.amount),
        ("perimetre", lambda each: each.get_scope_code_display()),
        ("perimetre_en_mots", lambda each: each.scope),
        ("qui_paie", lambda each: each.payer_name or each.get_payer_display()),
        ("publication", lambda each: iso(each.made_public_on)),
        ("corrige_le_montant", lambda each: each.corrects and each.corrects.amount),
        ("raison_de_la_correction", lambda each: each.correction_reason),
        ("confiance", lambda each: each.get_confidence_display()),
        ("precision", lambda each: each.note),
        ("sources", lambda each: joined(source.url for source in each.cited)),
    ]


def _outcomes(_absolute):
    return [
        ("retombee", lambda each: each.text),
        ("preuve", lambda each: each.evidence and each.evidence.url),
        ("confiance", lambda each: each.get_confidence_display()),
    ]


def _actions(absolute):
    return [
        ("titre", lambda each: each.title),
        ("adresse", lambda each: absolute(each.get_absolute_url())),
        ("axe", lambda each: each.axis.name),
        ("partenaire_principal", lambda each: each.lead_partner.name),
        ("debut", lambda each: iso(each.starts_on, each.date_precision)),
        ("fin", lambda each: iso(each.ends_on, each.date_precision)),
    ]


def _sources(_absolute):
    return [
        ("adresse", lambda each: each.url),
        ("editeur", lambda each: each.publisher),
        ("nature", lambda each: each.get_kind_display()),
        ("publication", lambda each: iso(each.published_on, each.published_precision)),
    ]


def every_source(mission):
    """Return each source the mission's page cites, once, by address (a list)."""
    cited = [*mission.all_sources, *(source for cost in mission.costs.all() for source in cost.cited)]
    cited += [each.evidence for each in (*mission.objectives.all(), *mission.outcomes.all()) if each.evidence]
    return sorted({source.url: source for source in cited}.values(), key=lambda source: source.url)


ACCESS_TABLES = [
    AccessTable("participants.csv", "qui participe, par fonction", lambda each: each.participants.all(), _participants),
    AccessTable("objectifs.csv", "les objectifs et leurs résultats", lambda each: each.objectives.all(), _objectives),
    AccessTable("etapes.csv", "les étapes, dans l’ordre", lambda each: each.shown_stops, _stops, shows_movements=True),
    AccessTable("rencontres.csv", "les rencontres", lambda each: each.meetings.all(), _meetings, shows_movements=True),
    AccessTable("couts.csv", "les montants publiés, chacun avec sa source", lambda each: each.costs.all(), _costs),
    AccessTable("retombees.csv", "ce qui en est sorti", lambda each: each.outcomes.all(), _outcomes),
    AccessTable("actions.csv", "les actions en ligne qui s’y rattachent", lambda each: each.shown_actions, _actions),
    AccessTable("sources.csv", "les pages où ces faits sont publiés", every_source, _sources),
]
