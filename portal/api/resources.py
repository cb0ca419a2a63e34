"""What the API offers: the public lists, and the parts that come with the records of each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from axes.exports import MEASURE_COLUMNS
from axes.lists import AXIS_LIST, COMMITMENT_LIST, INDICATOR_LIST, THEME_LIST
from missions.documents.access_columns import (
    COST_COLUMNS,
    OBJECTIVE_COLUMNS,
    OUTCOME_COLUMNS,
    PARTICIPANT_COLUMNS,
    SOURCE_COLUMNS,
    STOP_COLUMNS,
)
from missions.lists import ACTION_LIST, MISSION_LIST, OUTCOME_LIST, PRIORITY_LIST
from missions.models import Objective, Outcome
from partners.lists import AGREEMENT_LIST, PARTNER_LIST
from portal.sources import cited_sources
from records.listing.columns import Column, Dataset
from records.listing.filterset import FacetedFilterSet
from records.listing.listing import Listing, Order
from records.listing.record_columns import ADDRESS, TEXT
from records.models import Source
from records.words.said import Said

KEY_COLUMN = Column(
    "cle", _("Clé"), TEXT, _("Ce qui désigne l’objet dans les filtres, et dans son adresse s’il en a une."), "slug"
)


@dataclass(frozen=True, eq=False)
class Part:
    """Rows that belong to a record: their label, their columns, how they are read and what is fetched for them.

    `rows`: takes the record and today (a date), returns the rows that anyone may read. `fetched`: takes no argument,
    returns what `prefetch_related` takes.
    """

    label: Said
    meaning: Said
    columns: list[Column]
    rows: Callable[[Any, Any], Any]
    fetched: Callable[[], tuple[Any, ...]] = tuple


@dataclass(frozen=True, eq=False)
class Resource:
    """A list as the API gives it: a Listing, the parts of its records by name, whether each has its own address.

    `component`: what the schema calls one record.
    """

    listing: Listing
    component: str
    label: Said
    meaning: Said
    parts: dict[str, Part] = field(default_factory=dict)
    has_details: bool = True
    key: str = "slug"

    @property
    def name(self) -> str:
        """Its name in addresses: that of the dataset."""
        return self.listing.dataset.name

    @property
    def columns(self) -> list[Column]:
        """Its columns: the key, then those declared for the file of the list; a part replaces that of its name."""
        keys = [KEY_COLUMN] if self.key == "slug" else []
        own = [Column("adresse_api", *_OWN_ADDRESS, self.address_of)] if self.has_details else []
        declared = [each for each in self.listing.dataset.columns if each.header not in self.parts]
        return [*keys, *own, *declared]

    def address_of(self, row: Any) -> str:
        """Return the path of a record in the API."""
        return reverse(f"api:{self.name}_detail", args=[row.slug])


_OWN_ADDRESS = (_("Adresse dans l’API"), ADDRESS, _("L’adresse de cet objet seul, dans l’API."))


def _stops(mission: Any, today: Any) -> Any:
    """Return the stops of a mission: none while its movements are kept until the return."""
    return [] if mission.hides_movements(today) else mission.shown_stops


MISSION_PARTS = {
    "etapes": Part(
        _("Étapes"),
        _("Les villes, dans l’ordre; aucune tant que les déplacements ne sont montrés qu’au retour."),
        STOP_COLUMNS,
        _stops,
    ),
    "participants": Part(
        _("Personnes qui participent"),
        _("Qui est du voyage, par fonction, sans nom."),
        [column for column in PARTICIPANT_COLUMNS if column.header != "nom_si_public"],
        lambda mission, _today: mission.participants.all(),
        lambda: ("participants",),
    ),
    "couts": Part(
        _("Coûts"),
        _("Les montants tels que publiés\u00a0: un total comprend déjà ses catégories, ils ne s’additionnent pas."),
        COST_COLUMNS,
        lambda mission, _today: mission.costs.all(),
        lambda: ("costs__corrects", Prefetch("costs__sources", to_attr="cited")),
    ),
    "objectifs": Part(
        _("Objectifs"),
        _("Ce qui était visé, et ce qu’il en est advenu."),
        OBJECTIVE_COLUMNS,
        lambda mission, _today: mission.objectives.all(),
        lambda: (Prefetch("objectives", Objective.objects.select_related("evidence")),),
    ),
    "retombees": Part(
        _("Retombées"),
        _("Ce qui en est venu, avec sa preuve."),
        OUTCOME_COLUMNS,
        lambda mission, _today: mission.outcomes.all(),
        lambda: (Prefetch("outcomes", Outcome.objects.select_related("evidence", "receiver")),),
    ),
}
ACTION_PARTS = {
    "retombees": Part(
        _("Retombées"),
        _("Ce qui en est venu, avec sa preuve."),
        OUTCOME_COLUMNS,
        lambda action, _today: action.outcomes.all(),
        # The list brings the outcomes with their evidence.
        lambda: ("outcomes__receiver",),
    )
}
INDICATOR_PARTS = {
    "valeurs": Part(
        _("Valeurs mesurées"),
        _("Ce que l’indicateur valait un jour donné, avec sa source."),
        MEASURE_COLUMNS,
        # The list brings them with their sources.
        lambda indicator, _today: indicator.measures.all(),
    )
}
SOURCE_LIST = Listing(
    model=Source,
    filterset=FacetedFilterSet,
    dataset=Dataset("sources", SOURCE_COLUMNS, {}),
    orders={"": Order(_("par éditeur"), lambda sources: sources.order_by("search_text", "pk"))},
    per_page=100,
    shown=lambda sources, _narrowed: sources,
    fetched=lambda sources, _narrowed: sources,
    readable=lambda _user, today: cited_sources(today),
)

_ALL = (
    Resource(PARTNER_LIST, "Partenaire", _("Partenaires"), _("Les villes et les organisations partenaires.")),
    Resource(AGREEMENT_LIST, "Entente", _("Ententes"), _("Les ententes, leurs parties et leur terme.")),
    Resource(
        MISSION_LIST,
        "Mission",
        _("Missions"),
        _("Les missions à l’extérieur et les accueils, avec leurs montants et leurs résultats."),
        MISSION_PARTS,
    ),
    Resource(ACTION_LIST, "Action", _("Actions"), _("Ce qui se fait, sous un axe, avec qui."), ACTION_PARTS),
    Resource(
        OUTCOME_LIST,
        "Retombee",
        _("Retombées"),
        _("Ce qui est venu des actions et des missions, avec sa preuve."),
        has_details=False,
        key="pk",
    ),
    Resource(PRIORITY_LIST, "Priorite", _("Priorités"), _("Ce que la stratégie met en premier, avec son rang.")),
    Resource(INDICATOR_LIST, "Indicateur", _("Indicateurs"), _("À quoi se mesurent les engagements."), INDICATOR_PARTS),
    Resource(AXIS_LIST, "Axe", _("Axes"), _("Les axes de la Vision.")),
    Resource(
        COMMITMENT_LIST, "Engagement", _("Engagements"), _("Ce que la Ville promet sous chaque axe."), has_details=False
    ),
    Resource(THEME_LIST, "Theme", _("Thèmes"), _("Les domaines d’intérêt."), has_details=False),
    Resource(
        SOURCE_LIST,
        "Source",
        _("Sources"),
        _("Les pages où les faits sont publiés."),
        has_details=False,
        key="pk",
    ),
)
RESOURCES = {resource.name: resource for resource in _ALL}
