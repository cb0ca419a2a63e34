"""The columns of the files of missions and of actions."""

from django.utils.translation import gettext_lazy as _

from missions.costs import read_costs
from missions.models import ActionKind, ActionStage, ActionState, Direction, MissionStage
from missions.report_status import ReportState
from records.listing.columns import INTERNAL, NEVER_TOLD, Column, Dataset, names_of, where_shown
from records.listing.record_columns import (
    ADDRESS,
    AMOUNT,
    CHOICE,
    CONFIDENCE_COLUMN,
    DATE,
    LIST,
    NOTE_COLUMN,
    NUMBER,
    PAGE_COLUMN,
    PRECISION_COLUMN,
    REFERENCE_COLUMN,
    SOURCES_COLUMN,
    STATUS_COLUMN,
    TEXT,
    address_at,
    country_at,
    date_column,
)
from records.words.countries import country_name
from records.words.languages import in_language

START_COLUMN = date_column("debut", _("Début"), _("Le premier jour, aussi précisément qu’il est connu."), "starts_on")
END_COLUMN = date_column("fin", _("Fin"), _("Le dernier jour, aussi précisément qu’il est connu."), "ends_on")
NO_OUTCOME_COLUMN = Column(
    "absence_de_retombee",
    _("Absence de retombée"),
    TEXT,
    _("Pourquoi aucune retombée n’est inscrite, en mots."),
    "outcome_note",
)

ACTION_COLUMNS = [
    Column("titre", _("Action"), TEXT, _("Ce que l’action est, en quelques mots."), "title"),
    REFERENCE_COLUMN,
    PAGE_COLUMN,
    STATUS_COLUMN,
    Column("axe", _("Axe"), TEXT, _("L’axe de la Vision qu’elle sert."), "axis.name"),
    Column("engagement", _("Engagement"), TEXT, _("L’engagement de l’axe qu’elle remplit."), "commitment.text"),
    Column(
        "lien_avec_l_engagement",
        _("Lien avec l’engagement"),
        TEXT,
        _("En quoi elle sert l’engagement."),
        "commitment_rationale",
    ),
    Column(
        "auteur_du_lien",
        _("Auteur du lien"),
        TEXT,
        _("Si le bureau a confirmé le lien avec l’engagement."),
        lambda row: row.commitment_link.label if row.commitment_id else "",
        fields=("commitment_is_confirmed",),
    ),
    Column("nature", _("Nature"), CHOICE, _("La sorte d’initiative."), "kind", ActionKind),
    Column(
        "avancement",
        _("Avancement"),
        CHOICE,
        _("Où elle en est, le jour où le fichier est fait."),
        "state_value",
        ActionState,
    ),
    Column(
        "avancement_inscrit",
        _("Avancement inscrit"),
        CHOICE,
        _("Où elle en est, au dernier mot inscrit."),
        "stage",
        ActionStage,
    ),
    START_COLUMN,
    END_COLUMN,
    PRECISION_COLUMN,
    Column(
        "partenaire_principal", _("Partenaire principal"), TEXT, _("Le partenaire qui la mène."), "lead_partner.name"
    ),
    Column(
        "adresse_du_partenaire",
        _("Adresse du partenaire"),
        ADDRESS,
        _("La page du partenaire principal, par laquelle le fichier des partenaires le retrouve."),
        address_at("lead_partner"),
        fields=("lead_partner",),
    ),
    Column(
        "pays",
        _("Pays"),
        TEXT,
        _("Le pays du partenaire principal."),
        country_at("lead_partner.country"),
        fields=("lead_partner",),
    ),
    Column(
        "autres_partenaires",
        _("Autres partenaires"),
        LIST,
        _("Les partenaires qui y prennent part."),
        names_of("shown_roles", "partner.name"),
        fields=("partners",),
    ),
    Column("themes", _("Thèmes"), LIST, _("Les thèmes qu’elle touche."), names_of("themes"), fields=("themes",)),
    Column("services", _("Services"), LIST, _("Les services de la Ville."), names_of("services"), fields=("services",)),
    Column(
        "mission",
        _("Mission"),
        TEXT,
        _("La mission dont elle vient."),
        where_shown("mission_is_shown", "mission.title"),
        fields=("mission",),
    ),
    Column(
        "reference_de_la_mission",
        _("Référence de la mission"),
        TEXT,
        _("La référence de la mission dont elle vient."),
        where_shown("mission_is_shown", "mission.reference"),
        fields=("mission",),
    ),
    Column("description", _("Description"), TEXT, _("Ce qui se fait."), "description"),
    Column("retombees", _("Retombées"), LIST, _("Ses résultats, un par un."), names_of("outcomes", "text")),
    NO_OUTCOME_COLUMN,
    CONFIDENCE_COLUMN,
    SOURCES_COLUMN,
    Column("lien_avec_l_axe", _("Lien avec l’axe"), TEXT, _("En quoi elle sert l’axe."), "axis_rationale"),
    NOTE_COLUMN,
]


def _declared_totals(mission):
    return read_costs(mission.costs.all(), mission.ceiling, {}).declared_totals


MISSION_COLUMNS = [
    Column("titre", _("Mission"), TEXT, _("Ce que la mission est, en quelques mots."), "title"),
    REFERENCE_COLUMN,
    PAGE_COLUMN,
    STATUS_COLUMN,
    Column("sens", _("Sorte de mission"), CHOICE, _("Si la Ville se déplace ou reçoit."), "direction", Direction),
    Column("avancement", _("Avancement"), CHOICE, _("Jusqu’où elle est rendue."), "stage", MissionStage),
    Column("raison_du_refus", _("Raison du refus"), TEXT, _("Pourquoi elle n’est pas retenue."), "declined_reason"),
    START_COLUMN,
    END_COLUMN,
    PRECISION_COLUMN,
    Column("but", _("But"), TEXT, _("Pourquoi elle se fait."), "purpose"),
    Column("axes", _("Axes"), LIST, _("Les axes de la Vision qu’elle sert."), names_of("axes"), fields=("axes",)),
    Column("themes", _("Thèmes"), LIST, _("Les thèmes qu’elle touche."), names_of("themes"), fields=("themes",)),
    Column(
        "villes",
        _("Villes"),
        LIST,
        _("Les étapes, dans l’ordre."),
        names_of("shown_stops", "place.name"),
    ),
    Column(
        "pays",
        _("Pays"),
        LIST,
        _("Les pays des étapes, chacun une fois."),
        lambda row: dict.fromkeys(country_name(stop.place.country) for stop in row.shown_stops if stop.place.country),
    ),
    Column(
        "partenaires",
        _("Partenaires"),
        LIST,
        _("Les partenaires, chacun avec son rôle."),
        lambda row: [f"{in_language(role.partner, 'name')[0]} ({role.get_role_display()})" for role in row.shown_roles],
        fields=("partners",),
    ),
    Column("direction", _("Direction"), TEXT, _("La fonction qui dirige la délégation."), "lead_role"),
    Column(
        "personnes_de_la_ville",
        _("Personnes de la Ville"),
        NUMBER,
        _("Combien viennent de la Ville."),
        "city_delegates",
    ),
    Column("personnes_en_tout", _("Personnes en tout"), NUMBER, _("Combien elles sont en tout."), "all_delegates"),
    Column("instance", _("Instance"), TEXT, _("Qui l’a autorisée."), "decision_body"),
    Column(
        "numero_de_la_decision", _("Numéro de la décision"), TEXT, _("Le numéro de la décision."), "decision_number"
    ),
    Column("date_de_la_decision", _("Date de la décision"), DATE, _("Le jour de la décision."), "decided_on"),
    Column(
        "plafond_cad",
        _("Plafond autorisé"),
        AMOUNT,
        _("Le plus qu’on peut y dépenser, en dollars canadiens."),
        "ceiling",
    ),
    Column(
        "declare_cad",
        _("Montants déclarés"),
        LIST,
        _("Les totaux déclarés, en dollars canadiens\u00a0: plusieurs, là où les publications se contredisent."),
        lambda row: [cost.amount for cost in _declared_totals(row) if not cost.is_approximate],
        items=AMOUNT,
    ),
    Column(
        "declare_approximatif_cad",
        _("Montants déclarés approximatifs"),
        LIST,
        _("Les totaux déclarés qui sont arrondis ou estimés, en dollars canadiens."),
        lambda row: [cost.amount for cost in _declared_totals(row) if cost.is_approximate],
        items=AMOUNT,
    ),
    Column(
        "rapport",
        _("Rapport"),
        CHOICE,
        _("Où en est le rapport, le jour où le fichier est fait."),
        "report_state",
        ReportState,
    ),
    Column(
        "publication_du_rapport",
        _("Publication du rapport"),
        DATE,
        _("Le jour où le rapport fut mis en ligne."),
        lambda row: row.report.published_on if row.report_is_out else None,
    ),
    Column(
        "adresse_du_rapport",
        _("Adresse du rapport"),
        ADDRESS,
        _("L’adresse du rapport en ligne."),
        lambda row: row.report.link if row.report_is_out else "",
    ),
    NO_OUTCOME_COLUMN,
    CONFIDENCE_COLUMN,
    NOTE_COLUMN,
    SOURCES_COLUMN,
]

_ORDER_ONLY = {"sorts_on": "derives from the dates, for the order alone"}

_WHO_SEES_TO_IT = {"owner": "who is responsible at the bureau is not public"}
ACTION_DATASET = Dataset(
    "actions",
    ACTION_COLUMNS,
    {**NEVER_TOLD, **_ORDER_ONLY, **_WHO_SEES_TO_IT},
    INTERNAL,
    ("titre", "axe", "avancement", "debut", "partenaire_principal", "pays"),
)
MISSION_DATASET = Dataset(
    "missions",
    MISSION_COLUMNS,
    {
        **NEVER_TOLD,
        **_ORDER_ONLY,
        "led_by_mayor": "serves to tell whether the mission must be authorized",
        "authorization_required": "its page tells it with the reason, which the words of one column would not hold",
        "embargo_until": "of use to the bureau until that day, and to nobody after",
        "movements_after_return": "an instruction of the bureau",
        **_WHO_SEES_TO_IT,
    },
    (*INTERNAL, "led_by_mayor", "authorization_required", "embargo_until", "movements_after_return", "owner"),
    ("titre", "reference", "sens", "avancement", "debut", "fin", "pays", "declare_cad", "rapport"),
)
