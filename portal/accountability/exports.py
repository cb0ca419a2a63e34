"""The columns of the files of the accounting; in the disclosure, an amount that nobody published is left blank."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from axes.models import CommitmentKind
from records.listing.columns import Column, Dataset
from records.listing.record_columns import ADDRESS, AMOUNT, CHOICE, DATE, LIST, NUMBER, REFERENCE_COLUMN, TEXT
from records.words.countries import country_name
from records.words.dates import iso
from records.words.languages import in_language


def amount_column(header, label, meaning, heading):
    """Return the Column of what a DisclosureRow says was declared under `heading`."""
    return Column(header, label, AMOUNT, meaning, lambda row: row.amounts[heading])


def _named(person):
    """Return the function of someone, with the name where it is public."""
    function = in_language(person, "function")[0]
    return f"{function} – {person.name}" if person.name_is_public and person.name else function


def _travellers(row):
    """Return who a DisclosureRow is about, in words: those recorded, or else the function that leads the delegation."""
    leader = in_language(row.mission, "lead_role")[0]
    return [_named(person) for person in row.people] or ([leader] if leader else [])


DISCLOSURE_COLUMNS = [
    Column("mission", _("Mission"), TEXT, _("La mission, par son titre."), "mission.title"),
    REFERENCE_COLUMN._replace(
        meaning=_("La référence de la mission\u00a0: elle ne change pas."), source="mission.reference"
    ),
    Column(
        "adresse",
        _("Adresse"),
        ADDRESS,
        _("L’adresse de la page du portail qui dit tout ce qui est connu."),
        lambda row: row.mission.get_absolute_url(),
    ),
    Column(
        "nom_ou_fonction",
        _("Nom ou fonction"),
        LIST,
        _("Qui est du voyage, par fonction; le nom n’y est que s’il est public."),
        _travellers,
    ),
    Column("detail", _("Détail"), TEXT, _("De qui sont les montants : d’une personne ou de tous."), "split_label"),
    Column("but", _("But"), TEXT, _("Pourquoi la mission se fait."), "mission.purpose"),
    Column(
        "debut",
        _("Début"),
        DATE,
        _("Le premier jour, aussi précisément qu’il est connu."),
        lambda row: iso(row.mission.starts_on, row.mission.date_precision),
    ),
    Column(
        "fin",
        _("Fin"),
        DATE,
        _("Le dernier jour, aussi précisément qu’il est connu."),
        lambda row: iso(row.mission.ends_on, row.mission.date_precision),
    ),
    Column(
        "villes",
        _("Villes"),
        LIST,
        _("Les étapes, dans l’ordre."),
        lambda row: [in_language(stop.place, "name")[0] for stop in row.mission.shown_stops],
    ),
    Column(
        "pays",
        _("Pays"),
        LIST,
        _("Les pays des étapes, chacun une fois."),
        lambda row: dict.fromkeys(
            country_name(stop.place.country) for stop in row.mission.shown_stops if stop.place.country
        ),
    ),
    amount_column("transport", _("Transport"), _("Ce que le transport a coûté, en dollars canadiens."), "transport"),
    amount_column("hebergement", _("Hébergement"), _("Ce que le logement a coûté, en dollars canadiens."), "lodging"),
    amount_column("repas", _("Repas"), _("Ce que les repas ont coûté, en dollars canadiens."), "meals"),
    amount_column(
        "autres", _("Autres"), _("Inscription, accueil, interprétation et autres, en dollars canadiens."), "other"
    ),
    Column(
        "total_declare", _("Total déclaré"), AMOUNT, _("Ce qui fut déclaré en tout, en dollars canadiens."), "amount"
    ),
    Column(
        "approximatif",
        _("Approximatif"),
        TEXT,
        _("« oui » là où le montant est arrondi ou estimé\u00a0: il ne s’additionne à aucun autre."),
        lambda row: gettext("oui") if row.is_approximate else "",
    ),
    Column("qui_paie", _("Qui paie"), LIST, _("Qui a payé."), "payers"),
    Column(
        "perimetre", _("Périmètre"), TEXT, _("De qui et de quoi sont les montants, dans les mots publiés."), "scope"
    ),
    Column(
        "publication",
        _("Publication"),
        DATE,
        _("Le jour où les montants furent publiés."),
        "declaration.made_public_on",
    ),
    Column(
        "resultats_attendus",
        _("Résultats attendus"),
        LIST,
        _("Les objectifs fixés avant le départ."),
        lambda row: [in_language(each, "text")[0] for each in row.mission.objectives.all()],
    ),
    Column(
        "sources",
        _("Sources"),
        LIST,
        _("Les adresses des pages où le fait est publié."),
        lambda row: [source.url for source in row.sources],
        items=ADDRESS,
    ),
]
DISCLOSURE_DATASET = Dataset("divulgation", DISCLOSURE_COLUMNS, {})

YEARS_DATASET = Dataset(
    "bilan-annees",
    [
        Column("annee", _("Année"), NUMBER, _("L’année dont il s’agit."), "year"),
        Column(
            "actions", _("Actions"), NUMBER, _("Les actions commencées ou en cours cette année-là."), "actions.number"
        ),
        Column(
            "resultats",
            _("Résultats"),
            NUMBER,
            _("Ce qui est venu des actions et des missions commencées cette année-là."),
            "results.number",
        ),
        Column(
            "ententes_signees",
            _("Ententes signées"),
            NUMBER,
            _("Les ententes signées cette année-là."),
            "signed.number",
        ),
        Column(
            "ententes_finies",
            _("Fins d’ententes"),
            NUMBER,
            _("Les ententes dont le terme inscrit tombe cette année-là, passé ou à venir."),
            "ended.number",
        ),
        Column(
            "partenaires",
            _("Partenaires"),
            NUMBER,
            _("Les partenaires d’une action de l’année ou d’une mission tenue."),
            "partners",
        ),
    ],
    {},
)
COMMITMENTS_DATASET = Dataset(
    "bilan-engagements",
    [
        Column(
            "engagement", _("Engagement"), TEXT, _("Ce que la Ville promet, nomme ou met en valeur."), "commitment.text"
        ),
        Column("axe", _("Axe"), TEXT, _("L’axe de la Vision dont il relève."), "commitment.axis.name"),
        Column("nature", _("Nature"), CHOICE, _("À quel point il engage la Ville."), "commitment.kind", CommitmentKind),
        Column("actions", _("Actions"), NUMBER, _("Les actions qui y sont rattachées."), "actions.number"),
        Column(
            "avancement",
            _("Avancement"),
            LIST,
            _("Ces actions, par avancement, le jour où le fichier est fait."),
            lambda row: [count.words for count in row.states],
        ),
        Column("resultats", _("Résultats"), NUMBER, _("Ce qui est venu de ces actions."), "results"),
    ],
    {},
)
COUNTRIES_DATASET = Dataset(
    "bilan-pays",
    [
        Column("pays", _("Pays"), TEXT, _("Le pays visité ou d’origine; vide s’il est inconnu."), "name"),
        Column("sens", _("Sorte de mission"), TEXT, _("Si la Ville se déplace ou reçoit."), "direction"),
        Column("annee", _("Année"), NUMBER, _("L’année du départ; vide si elle est inconnue."), "year"),
        Column("missions", _("Missions"), NUMBER, _("Les missions tenues."), "missions"),
    ],
    {},
)


def _count_column(header, label, meaning, read):
    """Return the Column of a number that a YearSummary tells."""
    return Column(header, label, NUMBER, meaning, read)


def _span_columns(header, label, meaning, rank):
    """Return the Columns of the lowest and the highest sum of the trips of a year; `rank`: 0 authorized, 1 declared.

    Both are empty where none is known.
    """
    return [
        Column(f"{header}_{end}", label, AMOUNT, meaning, _end_of(rank, name))
        for end, name in (("min", "low"), ("max", "high"))
    ]


def _end_of(rank, name):
    """Return the function that reads an end of the Span of a YearSummary; None where nothing is known."""
    return lambda row: getattr(row.trips[rank].span, name, None)


MISSIONS_DATASET = Dataset(
    "bilan-missions",
    [
        _count_column("annee", _("Année"), _("L’année du départ; vide si elle est inconnue."), "year"),
        _count_column(
            "a_l_exterieur",
            _("À l’extérieur"),
            _("Les missions à l’extérieur tenues."),
            lambda row: row.held["out"].number,
        ),
        _count_column(
            "delegations_recues",
            _("Délégations reçues"),
            _("Les délégations reçues."),
            lambda row: row.held["in"].number,
        ),
        _count_column(
            "evenements",
            _("Événements accueillis"),
            _("Les événements accueillis."),
            lambda row: row.held["hosted"].number,
        ),
        _count_column(
            "a_confirmer", _("À confirmer"), _("Celles dont la tenue n’est pas confirmée."), "to_confirm.number"
        ),
        _count_column("non_retenues", _("Non retenues"), _("Celles qui n’eurent pas lieu."), "declined.number"),
        *_span_columns(
            "autorise_cad", _("Autorisé"), _("La somme autorisée, du plus bas au plus élevé, en dollars canadiens."), 0
        ),
        *_span_columns(
            "declare_cad", _("Déclaré"), _("La somme déclarée, du plus bas au plus élevé, en dollars canadiens."), 1
        ),
        _count_column(
            "rapports_manquants",
            _("Rapports manquants"),
            _("Les rapports en retard ou non trouvés en ligne."),
            "missing_reports.number",
        ),
    ],
    {},
)
