"""What the access file of a mission holds: its tables, column by column, and the facts of the mission itself."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from missions.exports import ACTION_COLUMNS
from missions.models import (
    CabinClass,
    CostCategory,
    CostType,
    Horizon,
    Learning,
    ObjectiveResult,
    OutcomeKind,
    Rule,
    ScopeCode,
    TravelMode,
    Verdict,
)
from missions.report_status import report_status
from records.documents.models import DocumentKind, DocumentLanguage
from records.listing.columns import Column
from records.listing.record_columns import (
    ADDRESS,
    AMOUNT,
    CHOICE,
    CONFIDENCE_COLUMN,
    DATE,
    NOTE_COLUMN,
    NUMBER,
    REFERENCE_COLUMN,
    SOURCES_COLUMN,
    TEXT,
    date_column,
)
from records.models import SourceKind
from records.words.countries import country_name
from records.words.dates import iso


class AccessTable(NamedTuple):
    """A CSV of the access file: what it holds in words, its rows for a mission, its columns."""

    file: str
    says: str
    rows: Callable
    columns: list[Column]
    shows_movements: bool = False


def facts_of(mission, today, absolute):
    """Return the facts of a mission fetched with `for_page()` that anyone may read on `today` (a dict for JSON)."""
    report = mission.report if report_status(mission, today, Rule.objects.book()).is_online else None
    return {
        "reference": mission.reference,
        "titre": mission.title,
        "adresse": absolute(mission.get_absolute_url()),
        "en_ligne": mission.is_public(today),
        "sens": mission.get_direction_display(),
        "avancement": mission.get_stage_display(),
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
            "adresse": _address(report, absolute),
        },
        "absence_de_retombee": mission.outcome_note,
        "precision": mission.note,
    }


def _address(report, absolute):
    """Return the full address of a report, kept here or elsewhere; empty for None."""
    link = report.link if report else ""
    return absolute(link) if link.startswith("/") else link


def _payer(row):
    return row.payer_name or row.get_payer_display()


def _clock(time):
    return f"{time:%H:%M}" if time else ""


def _end(airport, place):
    """Name an end of a leg: its airport, or else its city where that may be read."""
    return str(airport or place or "")


def _journey(mission):
    """Return the legs that the page tells of: a declined mission went nowhere."""
    return [] if mission.is_declined else mission.legs.all()


EVIDENCE_COLUMN = Column("preuve", _("Preuve"), ADDRESS, _("L’adresse de ce qui le montre."), "evidence.url")
PAYER_COLUMN = Column("qui_paie", _("Qui paie"), TEXT, _("Qui a payé."), _payer)

PARTICIPANT_COLUMNS = [
    Column("fonction", _("Fonction"), TEXT, _("La fonction de la personne."), "function"),
    Column(
        "nom_si_public",
        _("Nom"),
        TEXT,
        _("Le nom, seulement s’il est public."),
        lambda each: each.name if each.name_is_public else "",
    ),
    Column("organisme", _("Organisme"), TEXT, _("Pour qui la personne est du voyage."), "organization"),
    PAYER_COLUMN,
]
OBJECTIVE_COLUMNS = [
    Column("objectif", _("Objectif"), TEXT, _("Ce qui était visé, avant le départ."), "text"),
    Column("resultat", _("Résultat"), CHOICE, _("Ce qu’il en est advenu."), "result", ObjectiveResult),
    Column("resultat_en_mots", _("Résultat en mots"), TEXT, _("Ce qu’il en est advenu, en mots."), "result_note"),
    Column("succes", _("Succès"), TEXT, _("Ce qui compterait comme un succès, dit avant le départ."), "success"),
    EVIDENCE_COLUMN,
]
STOP_COLUMNS = [
    Column("rang", _("Rang"), NUMBER, _("La place dans l’ordre."), "position"),
    Column("ville", _("Ville"), TEXT, _("Où l’on s’arrête."), "place.name"),
    Column("pays", _("Pays"), TEXT, _("Le pays de la ville."), lambda each: country_name(each.place.country)),
    Column("arrivee", _("Arrivée"), DATE, _("Le jour de l’arrivée."), "arrives_on"),
    Column("depart", _("Départ"), DATE, _("Le jour du départ."), "leaves_on"),
    Column(
        "fuseau_horaire", _("Fuseau horaire"), TEXT, _("Le fuseau dont les heures sont celles du lieu."), "time_zone"
    ),
]
MEETING_COLUMNS = [
    Column("date", _("Date"), DATE, _("Le jour de la rencontre."), "held_on"),
    Column("debut", _("Début"), TEXT, _("L’heure du début, celle du lieu."), lambda each: _clock(each.starts_at)),
    Column("fin", _("Fin"), TEXT, _("L’heure de la fin, celle du lieu."), lambda each: _clock(each.ends_at)),
    Column("rencontre", _("Rencontre"), TEXT, _("Ce sur quoi elle porte."), "subject"),
    Column(
        "partenaire",
        _("Partenaire"),
        TEXT,
        _("Qui est rencontré."),
        lambda each: each.partner.name if each.partner and each.partner_is_shown else "",
    ),
    Column(
        "ville",
        _("Ville"),
        TEXT,
        _("La ville où elle se tient."),
        lambda each: each.stop.place.name if each.stop and each.place_is_shown else "",
    ),
    Column("objectif", _("Objectif"), TEXT, _("L’objectif de la mission qu’elle sert."), "objective.text"),
    Column("ce_qui_s_est_dit", _("Ce qui s’est dit"), TEXT, _("Ce qui s’est dit, en bref."), "summary"),
]
APPROXIMATE_COLUMN = Column(
    "approximatif",
    _("Approximatif"),
    TEXT,
    _("« oui » là où le montant est arrondi ou estimé\u00a0: il ne s’additionne à aucun autre."),
    lambda cost: gettext("oui") if cost.is_approximate else "",
    fields=("is_approximate",),
)
COST_COLUMNS = [
    REFERENCE_COLUMN,
    Column("nature", _("Nature"), CHOICE, _("Si le montant est autorisé, estimé ou déclaré."), "fact_type", CostType),
    Column("categorie", _("Catégorie"), CHOICE, _("Sous quel titre il est compté."), "category", CostCategory),
    Column("montant_cad", _("Montant"), AMOUNT, _("Le montant publié, en dollars canadiens."), "amount"),
    APPROXIMATE_COLUMN,
    Column("perimetre", _("Périmètre"), CHOICE, _("De qui et de quoi est le montant."), "scope_code", ScopeCode),
    Column("perimetre_en_mots", _("Périmètre en mots"), TEXT, _("La même chose, dans les mots publiés."), "scope"),
    PAYER_COLUMN,
    Column("publication", _("Publication"), DATE, _("Le jour où le montant fut publié."), "made_public_on"),
    Column(
        "corrige_le_montant", _("Montant corrigé"), AMOUNT, _("Le montant que celui-ci corrige."), "corrects.amount"
    ),
    Column(
        "raison_de_la_correction", _("Raison de la correction"), TEXT, _("Pourquoi il le corrige."), "correction_reason"
    ),
    CONFIDENCE_COLUMN,
    NOTE_COLUMN,
    SOURCES_COLUMN._replace(source=lambda each: [source.url for source in each.cited]),
]
LEG_COLUMNS = [
    Column("rang", _("Rang"), NUMBER, _("La place dans l’ordre."), "position"),
    Column("moyen", _("Moyen"), CHOICE, _("Comment le trajet se fait."), "mode", TravelMode),
    Column(
        "depart",
        _("Départ"),
        TEXT,
        _("L’aéroport ou la ville d’où l’on part."),
        lambda each: _end(each.from_airport, each.from_place if each.from_is_shown else None),
    ),
    Column(
        "arrivee",
        _("Arrivée"),
        TEXT,
        _("L’aéroport ou la ville où l’on arrive."),
        lambda each: _end(each.to_airport, each.to_place if each.to_is_shown else None),
    ),
    Column("classe", _("Classe"), CHOICE, _("La classe du vol."), "cabin", CabinClass),
    Column("personnes", _("Personnes"), NUMBER, _("Combien de personnes font le trajet."), "travellers"),
    Column(
        "facteur",
        _("Facteur d’émission"),
        NUMBER,
        _("Kilogrammes d’équivalent CO2 par personne et par kilomètre, avec forçage radiatif."),
        "factor.with_forcing",
    ),
]
CRITERION_COLUMNS = [
    Column("critere", _("Critère"), TEXT, _("Le critère de la Vision."), "criterion.text"),
    Column("constat", _("Constat"), CHOICE, _("Si la mission y répond."), "verdict", Verdict),
    Column("en_une_phrase", _("En une phrase"), TEXT, _("Pourquoi, en une phrase."), "reason"),
]
CEILING_COLUMNS = [
    Column("categorie", _("Catégorie"), CHOICE, _("Sous quel titre il est compté."), "category", CostCategory),
    Column(
        "plafond_cad",
        _("Plafond"),
        AMOUNT,
        _("Le plus qu’on peut y dépenser sous ce titre, en dollars canadiens."),
        "amount",
    ),
]
OUTCOME_COLUMNS = [
    Column("retombee", _("Retombée"), TEXT, _("Le résultat, en mots."), "text"),
    Column("nature", _("Nature"), CHOICE, _("La sorte de retombée."), "kind", OutcomeKind),
    Column("valeur", _("Valeur"), NUMBER, _("Combien, si elle se compte."), "value"),
    Column("unite", _("Unité"), TEXT, _("L’unité de la valeur."), "unit"),
    Column("horizon", _("Horizon"), CHOICE, _("Dans combien de temps elle compte."), "horizon", Horizon),
    Column("apprentissage", _("Apprentissage"), CHOICE, _("Ce qu’est devenue la pratique vue."), "learning", Learning),
    Column("service_qui_recoit", _("Service"), TEXT, _("Le service qui reçoit la pratique vue."), "receiver.name"),
    EVIDENCE_COLUMN,
    CONFIDENCE_COLUMN,
]
DOCUMENT_COLUMNS = [
    Column("titre", _("Document"), TEXT, _("Le titre du document."), "title"),
    Column("nature", _("Nature"), CHOICE, _("La sorte de document."), "kind", DocumentKind),
    Column("langue", _("Langue"), CHOICE, _("La langue du document."), "language", DocumentLanguage),
    Column("date", _("Date"), DATE, _("La date du document."), "dated_on"),
    Column("adresse", _("Adresse"), ADDRESS, _("Où le lire."), "link"),
    Column("description", _("Description"), TEXT, _("Ce qu’on voit sur une image."), "alt"),
    Column("credit", _("Crédit"), TEXT, _("De qui est une image."), "credit"),
]
TOLD_OF_ACTIONS = ("titre", "reference", "adresse", "axe", "partenaire_principal", "debut", "fin")
SOURCE_COLUMNS = [
    Column("adresse", _("Adresse"), ADDRESS, _("L’adresse de la page."), "url"),
    Column("editeur", _("Éditeur"), TEXT, _("Qui la publie."), "publisher"),
    Column("nature", _("Nature"), CHOICE, _("La sorte de page."), "kind", SourceKind),
    date_column("publication", _("Publication"), _("Quand elle fut publiée."), "published_on", "published_precision"),
]


def every_source(mission):
    """Return each source the mission's page cites, once, by address (a list)."""
    cited = [*mission.all_sources, *(source for cost in mission.costs.all() for source in cost.cited)]
    cited += [each.evidence for each in (*mission.objectives.all(), *mission.outcomes.all()) if each.evidence]
    return sorted({source.url: source for source in cited}.values(), key=lambda source: source.url)


ACCESS_TABLES = [
    AccessTable(
        "participants.csv", "qui participe, par fonction", lambda it: it.participants.all(), PARTICIPANT_COLUMNS
    ),
    AccessTable("objectifs.csv", "les objectifs et leurs résultats", lambda it: it.objectives.all(), OBJECTIVE_COLUMNS),
    AccessTable("etapes.csv", "les étapes, dans l’ordre", lambda it: it.shown_stops, STOP_COLUMNS, True),
    AccessTable("rencontres.csv", "les rencontres", lambda it: it.meetings.all(), MEETING_COLUMNS, True),
    AccessTable("trajets.csv", "les trajets", _journey, LEG_COLUMNS, True),
    AccessTable("criteres.csv", "les critères des missions, vérifiés", lambda it: it.criteria.all(), CRITERION_COLUMNS),
    AccessTable(
        "plafonds.csv", "le plafond autorisé, par catégorie", lambda it: it.ceiling_items.all(), CEILING_COLUMNS
    ),
    AccessTable("couts.csv", "les montants publiés, chacun avec sa source", lambda it: it.costs.all(), COST_COLUMNS),
    AccessTable("retombees.csv", "les résultats", lambda it: it.outcomes.all(), OUTCOME_COLUMNS),
    AccessTable("documents.csv", "les documents et les images", lambda it: it.shown_documents, DOCUMENT_COLUMNS),
    AccessTable(
        "actions.csv",
        "les actions en ligne qui s’y rattachent",
        lambda it: it.shown_actions,
        [column for header in TOLD_OF_ACTIONS for column in ACTION_COLUMNS if column.header == header],
    ),
    AccessTable("sources.csv", "les pages où ces faits sont publiés", every_source, SOURCE_COLUMNS),
]
