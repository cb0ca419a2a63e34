"""The columns of the files of partners and of agreements."""

from django.utils.translation import gettext_lazy as _

from partners.models import (
    AgreementKind,
    AgreementState,
    AuthorizationNeed,
    PartnerGroup,
    PartnerKind,
    RelationState,
    Standing,
)
from records.listing.columns import INTERNAL, NEVER_TOLD, Column, Dataset, names_of, where_shown
from records.listing.record_columns import (
    ADDRESS,
    CHOICE,
    CONFIDENCE_COLUMN,
    DATE,
    LIST,
    NOTE_COLUMN,
    NUMBER,
    PAGE_COLUMN,
    REFERENCE_COLUMN,
    SOURCES_COLUMN,
    STATUS_COLUMN,
    TEXT,
    country_at,
    date_column,
)
from records.words.countries import country_name
from records.words.dates import iso
from records.words.languages import in_language


def lines_of(name):
    """Return the function that lists the lines of the field `name` of a row."""
    return lambda row: [line for line in in_language(row, name)[0].splitlines() if line]


def activity_day(activity):
    """Write the day of an Activity to its precision; an empty string if there is none."""
    return iso(activity.day, activity.precision) if activity else ""


PARTNER_COLUMNS = [
    Column("nom", _("Partenaire"), TEXT, _("Le nom de la ville ou de l’organisation."), "name"),
    Column("sigle", _("Sigle"), TEXT, _("Le sigle sous lequel on la connaît."), "acronym"),
    PAGE_COLUMN,
    STATUS_COLUMN,
    Column(
        "groupe", _("Groupe"), CHOICE, _("Le groupe du répertoire, parmi six."), "group", PartnerGroup, fields=("kind",)
    ),
    Column("nature", _("Nature"), CHOICE, _("Ce que le partenaire est."), "kind", PartnerKind),
    Column(
        "pays",
        _("Pays"),
        TEXT,
        _("Le pays du partenaire, ou de son siège."),
        country_at("country"),
        fields=("country",),
    ),
    Column("code_du_pays", _("Code du pays"), TEXT, _("Le code ISO 3166 du pays, à deux lettres."), "country"),
    Column("ville_du_siege", _("Ville du siège"), TEXT, _("La ville où l’organisation a son siège."), "seat_city"),
    Column("latitude", _("Latitude"), NUMBER, _("La latitude, en degrés, du nord si elle est positive."), "latitude"),
    Column(
        "longitude", _("Longitude"), NUMBER, _("La longitude, en degrés, de l’est si elle est positive."), "longitude"
    ),
    Column("geonames", _("Numéro GeoNames"), NUMBER, _("Le numéro du lieu chez GeoNames."), "geonames_id"),
    Column(
        "relation",
        _("État de la relation"),
        CHOICE,
        _("L’état de la relation le jour où le fichier est fait\u00a0: la dernière activité connue en décide."),
        "state_value",
        RelationState,
        fields=("until_on",),
    ),
    Column(
        "relation_inscrite",
        _("Relation inscrite comme"),
        CHOICE,
        _("Le mot que le Bureau a inscrit de la relation."),
        "standing",
        Standing,
    ),
    date_column("depuis", _("Depuis"), _("Depuis quand la relation existe."), "since_on", "since_precision"),
    date_column("jusqu_a", _("Jusqu’à"), _("Quand la relation a pris fin."), "until_on", "until_precision"),
    Column(
        "premiere_activite",
        _("Première activité connue"),
        DATE,
        _("Le premier jour où l’on sait que quelque chose s’est passé avec ce partenaire."),
        lambda row: activity_day(row.first_activity),
        fields=("noted_activity_on",),
    ),
    Column(
        "derniere_activite",
        _("Dernière activité connue"),
        DATE,
        _("Le dernier jour où l’on sait que quelque chose s’est passé avec ce partenaire."),
        lambda row: activity_day(row.last_activity),
        fields=("noted_activity_on",),
    ),
    date_column("fondation", _("Fondation"), _("Quand l’organisation fut fondée."), "founded_on", "founded_precision"),
    Column("domaines", _("Domaines"), LIST, _("Les domaines d’intérêt."), lines_of("domains"), fields=("domains",)),
    Column("role_de_quebec", _("Rôle de Québec"), TEXT, _("Ce que la Ville y fait."), "city_role"),
    Column("tenu_par", _("Tenu par"), TEXT, _("La fonction qui tient ce rôle."), "role_holder"),
    CONFIDENCE_COLUMN,
    NOTE_COLUMN,
    SOURCES_COLUMN,
]

AGREEMENT_COLUMNS = [
    Column("titre", _("Entente"), TEXT, _("Le titre de l’entente."), "title"),
    REFERENCE_COLUMN,
    PAGE_COLUMN,
    STATUS_COLUMN,
    Column("nature", _("Nature"), CHOICE, _("La sorte d’instrument."), "kind", AgreementKind),
    Column(
        "etat",
        _("État"),
        LIST,
        _("L’état le jour où le fichier est fait, et ce que le terme en dit de plus."),
        "states",
        AgreementState,
        fields=("standing",),
        items=CHOICE,
    ),
    date_column("signature", _("Signature"), _("Le jour de la signature."), "signed_on", "signed_precision"),
    Column("debut", _("Début"), DATE, _("Le premier jour de l’entente."), "starts_on"),
    Column("fin", _("Fin du terme"), DATE, _("Le dernier jour de l’entente, tel qu’elle le dit."), "ends_on"),
    Column(
        "fin_effective",
        _("Fin"),
        DATE,
        _("Le jour où l’entente prend fin\u00a0: celui de son terme, ou celui qu’un acte en a fait."),
        lambda row: iso(row.closes_on),
        fields=("acts",),
    ),
    Column(
        "actes",
        _("Actes"),
        LIST,
        _("Ce qui l’a modifiée, prolongée ou terminée, avec la date de chaque acte."),
        lambda row: [act.in_short for act in row.acts.all()],
        fields=("acts",),
    ),
    Column(
        "partenaires",
        _("Partenaires"),
        LIST,
        _("Les parties à l’entente, outre la Ville."),
        names_of("shown_parties", "partner.name"),
        fields=("partners",),
    ),
    Column(
        "pays",
        _("Pays"),
        LIST,
        _("Les pays des parties, chacun une fois."),
        lambda row: dict.fromkeys(
            country_name(each.partner.country) for each in row.shown_parties if each.partner.country
        ),
        fields=("partners",),
    ),
    Column(
        "renouvelle",
        _("Renouvelle"),
        TEXT,
        _("L’entente que celle-ci renouvelle."),
        where_shown("renews_is_shown", "renews.title"),
        fields=("renews",),
    ),
    Column(
        "reference_renouvelee",
        _("Référence renouvelée"),
        TEXT,
        _("La référence de l’entente que celle-ci renouvelle."),
        where_shown("renews_is_shown", "renews.reference"),
        fields=("renews",),
    ),
    Column("domaines", _("Domaines"), LIST, _("Les domaines d’intérêt."), lines_of("domains"), fields=("domains",)),
    Column("texte", _("Texte"), ADDRESS, _("L’adresse du texte signé."), "text", fields=("document_url",)),
    Column(
        "autorisation",
        _("Autorisation préalable"),
        CHOICE,
        _("Si un ministre ou le gouvernement doit l’autoriser d’abord."),
        "authorization_need",
        AuthorizationNeed,
    ),
    Column("instance_qui_autorise", _("Instance"), TEXT, _("Qui l’autorise."), "authorization_body"),
    Column("numero_de_l_autorisation", _("Numéro"), TEXT, _("Le numéro de l’autorisation."), "authorization_number"),
    Column("date_de_l_autorisation", _("Date"), DATE, _("Le jour de l’autorisation."), "authorized_on"),
    CONFIDENCE_COLUMN,
    NOTE_COLUMN,
    SOURCES_COLUMN,
]

_ORDER_ONLY = {"sorts_on": "derives from the dates, for the order alone"}

PARTNER_DATASET = Dataset(
    "partenaires",
    PARTNER_COLUMNS,
    {
        **NEVER_TOLD,
        "since_precision": "the date is written as far as it is known",
        "until_precision": "the date is written as far as it is known",
        "founded_precision": "the date is written as far as it is known",
    },
    INTERNAL,
    ("nom", "nature", "pays", "relation", "derniere_activite"),
)
AGREEMENT_DATASET = Dataset(
    "ententes",
    AGREEMENT_COLUMNS,
    {**NEVER_TOLD, **_ORDER_ONLY, "signed_precision": "the date is written as far as it is known"},
    INTERNAL,
    ("titre", "etat", "signature", "fin_effective", "partenaires"),
)
