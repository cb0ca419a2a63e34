"""Whom the office works with: cities and organizations."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from partners.models.activity import ACTIVITY_COLUMNS, Activity
from partners.models.relation import RelationState, Standing, relation_state_on
from partners.models.relation_kind import relation_kind_on
from partners.models.written import written
from records.models import Publishable, PublishableQuerySet
from records.publication.addresses import page_address
from records.publication.degrees import DegreesField
from records.publication.status import may_see
from records.words.countries import COUNTRIES, country_name, unknown_country
from records.words.dates import DATE_AND_PRECISION, DatePrecision, goes_with, years_between
from records.words.languages import in_english, in_language


class PartnerKind(models.TextChoices):
    """What a partner is."""

    CITY = "ville", _("ville")
    CITY_NETWORK = "reseau_villes", _("réseau de villes")
    INTERNATIONAL = "organisation_internationale", _("organisation internationale")
    FORUM = "forum", _("forum ou salon")
    GOVERNMENT = "gouvernement", _("gouvernement")
    AGENCY = "organisme_gouvernemental", _("organisme gouvernemental")
    MUNICIPAL_GROUPING = "regroupement_municipal", _("regroupement municipal")
    MUNICIPAL_COMMITTEE = "comite_municipal", _("comité municipal")
    PARAMUNICIPAL = "service_paramunicipal", _("service paramunicipal")
    ECONOMIC_AGENCY = "agence_economique", _("agence économique")
    PORT = "societe_portuaire", _("société portuaire")
    FUND = "fonds", _("fonds")
    UNIVERSITY = "universite", _("université")
    CULTURAL = "organisme_culturel", _("organisme culturel")
    HERITAGE_SITE = "site_patrimonial", _("site patrimonial")
    ENVIRONMENTAL = "organisme_environnemental", _("organisme environnemental")
    MOBILITY = "organisme_mobilite", _("organisme de mobilité")
    COMMUNITY = "organisme_communautaire", _("organisme communautaire")


class PartnerGroup(models.TextChoices):
    """The six groups under which partners are shown."""

    CITIES = "villes", _("Villes")
    NETWORKS = "reseaux", _("Réseaux, organisations internationales et forums")
    PUBLIC = "gouvernements", _("Gouvernements et organismes publics")
    MUNICIPAL = "municipal", _("Milieu municipal")
    ECONOMY = "economie", _("Économie et savoir")
    COMMUNITY = "culture", _("Culture, environnement et communauté")


PARTNER_GROUPS = {
    PartnerGroup.CITIES: [PartnerKind.CITY],
    PartnerGroup.NETWORKS: [PartnerKind.CITY_NETWORK, PartnerKind.INTERNATIONAL, PartnerKind.FORUM],
    PartnerGroup.PUBLIC: [PartnerKind.GOVERNMENT, PartnerKind.AGENCY],
    PartnerGroup.MUNICIPAL: [
        PartnerKind.MUNICIPAL_GROUPING,
        PartnerKind.MUNICIPAL_COMMITTEE,
        PartnerKind.PARAMUNICIPAL,
    ],
    PartnerGroup.ECONOMY: [
        PartnerKind.ECONOMIC_AGENCY,
        PartnerKind.PORT,
        PartnerKind.FUND,
        PartnerKind.UNIVERSITY,
    ],
    PartnerGroup.COMMUNITY: [
        PartnerKind.CULTURAL,
        PartnerKind.HERITAGE_SITE,
        PartnerKind.ENVIRONMENTAL,
        PartnerKind.MOBILITY,
        PartnerKind.COMMUNITY,
    ],
}


# An agreement with one of these may have to be authorized by a minister or the government (Québec, chapter M-30).
AUTHORIZED_KINDS = (PartnerKind.GOVERNMENT, PartnerKind.AGENCY, PartnerKind.INTERNATIONAL)


def on_earth(table: str) -> list[models.CheckConstraint]:
    """Return the constraints that hold the `latitude` and the `longitude` of a table, named after `table`."""
    bounds = {
        "latitude": (90, _("La latitude va de -90 à 90.")),
        "longitude": (180, _("La longitude va de -180 à 180.")),
    }
    return [
        models.CheckConstraint(
            name=f"{table}_{name}_in_range",
            violation_error_code=name,
            condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__range": (-limit, limit)}),
            violation_error_message=message,
        )
        for name, (limit, message) in bounds.items()
    ]


class PartnerQuerySet(PublishableQuerySet):
    """Asks the directory of partners."""

    def with_group(self):
        """Let each partner be compared by its `group_value`: that of one of the six groups."""
        groups = [When(kind__in=kinds, then=Value(group.value)) for group, kinds in PARTNER_GROUPS.items()]
        return self.alias(group_value=Case(*groups, output_field=models.CharField()))

    def by_group(self):
        """Order by group, then alphabetically whatever the accents."""
        ranks = [When(kind__in=kinds, then=rank) for rank, kinds in enumerate(PARTNER_GROUPS.values())]
        return self.order_by(Case(*ranks, default=len(ranks)), "search_text", "pk")

    def for_map(self, user, today):
        """Bring only what a map tells of each partner: its `state_value` as `with_relation`, its `relation_kind`."""
        kind = self._written("relation_kind", partial(relation_kind_on, self.model, PartnerKind.CITY), user, today)
        return self.with_relation(user, today).annotate(relation_kind=kind).order_by().only(*TOLD_BY_MAP)

    def with_activity(self, user, today):
        """Tell each partner what happened with it, of what `user` may read, and the state of the relationship.

        On `today` (a date): `last_activity`, `first_activity`, `has_work_under_way`, and its RelationState in
        `state_value`. `activity.attach_records` names what says it.
        """
        told = {name: self._written(name, make, user, today) for name, make in ACTIVITY_COLUMNS.items()}
        return self.with_relation(user, today).annotate(**told)

    def with_relation(self, user, today):
        """Give each partner the RelationState of the relationship, `state_value`, as `with_activity` does."""
        return self.annotate(state_value=self._written("state_value", relation_state_on, user, today))

    def _written(self, name, make, user, today):
        return written(self.model, (name, may_see(user), today), lambda: make(user, today))


TOLD_BY_MAP = (
    "name", "name_en", "acronym", "outdated_english", "slug", "country", "latitude", "longitude", "search_text",
    "confidence", "status",
)  # fmt: skip


class Partner(Publishable):
    """A city or an organization the office deals with."""

    search_fields = ("name", "acronym", "name_en", "seat_city", "domains")

    name = models.CharField(_("nom"), max_length=200)
    name_en = in_english(name)
    acronym = models.CharField(_("sigle"), max_length=30, blank=True)
    kind = models.CharField(_("nature"), max_length=30, choices=PartnerKind)
    country = models.CharField(_("pays"), max_length=2, blank=True, help_text=_("Code ISO à deux lettres, p. ex. BE."))
    seat_city = models.CharField(_("ville du siège"), max_length=120, blank=True)
    latitude = DegreesField(_("latitude"), null=True, blank=True)
    longitude = DegreesField(_("longitude"), null=True, blank=True)
    geonames_id = models.PositiveIntegerField(_("numéro GeoNames"), null=True, blank=True)
    standing = models.CharField(_("état de la relation"), max_length=15, choices=Standing, default=Standing.UNKNOWN)
    noted_activity_on = models.DateField(
        _("activité inscrite à la main"),
        null=True,
        blank=True,
        help_text=_(
            "Un jour où quelque chose s’est passé, que ni mission, ni action, ni entente du registre ne dit. La "
            "dernière activité connue se calcule."
        ),
    )
    domains = models.TextField(_("domaines"), blank=True, help_text=_("Un domaine par ligne."))
    domains_en = in_english(domains)
    founded_on = models.DateField(_("fondation"), null=True, blank=True)
    founded_precision = models.CharField(_("précision"), max_length=8, choices=DatePrecision, blank=True)
    since_on = models.DateField(_("lien avec Québec depuis"), null=True, blank=True)
    since_precision = models.CharField(_("précision"), max_length=8, choices=DatePrecision, blank=True)
    until_on = models.DateField(_("lien avec Québec jusqu’à"), null=True, blank=True)
    until_precision = models.CharField(_("précision"), max_length=8, choices=DatePrecision, blank=True)
    city_role = models.CharField(_("rôle de Québec"), max_length=300, blank=True)
    city_role_en = in_english(city_role)
    role_holder = models.CharField(_("fonction qui tient ce rôle"), max_length=120, blank=True)
    role_holder_en = in_english(role_holder)

    # The records that its activities are read from, once `activity.attach_records` fetched them.
    activity_records: Mapping[tuple[str, int], Any] = MappingProxyType({})

    objects = PartnerQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("partenaire")
        verbose_name_plural = _("partenaires")
        ordering = ["search_text", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            *(
                models.CheckConstraint(
                    name=f"partners_partner_city_has_{field}",
                    violation_error_code=field,
                    condition=~Q(kind=PartnerKind.CITY.value) | given,
                    violation_error_message=_("Une ville a un pays, une latitude et une longitude."),
                )
                for field, given in {
                    "country": ~Q(country=""),
                    "latitude": Q(latitude__isnull=False),
                    "longitude": Q(longitude__isnull=False),
                }.items()
            ),
            *on_earth("partners_partner"),
            models.CheckConstraint(
                name="partners_partner_ends_after_start",
                violation_error_code="until_on",
                condition=Q(since_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
                violation_error_message=_("Une relation ne peut finir avant de commencer."),
            ),
            *(
                models.CheckConstraint(
                    name=f"partners_partner_{moment}_precision_goes_with_date",
                    violation_error_code=f"{moment}_precision",
                    condition=goes_with(f"{moment}_on", f"{moment}_precision"),
                    violation_error_message=DATE_AND_PRECISION,
                )
                for moment in ("founded", "since", "until")
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return page_address("partners:detail", self.slug)

    def clean(self):
        super().clean()
        self.country = self.country.upper()
        if self.country and self.country not in COUNTRIES:
            raise ValidationError({"country": f"{capfirst(unknown_country(self.country))}."})

    @property
    def group(self):
        """The group under which it is shown."""
        return next(group for group, kinds in PARTNER_GROUPS.items() if self.kind in kinds)

    @property
    def is_city(self):
        """Whether the partner is a city."""
        return self.kind == PartnerKind.CITY

    @property
    def domain_list(self):
        """The fields of work, one string each, in the language being spoken where somebody translated them."""
        return [line for line in in_language(self, "domains")[0].splitlines() if line]

    @property
    def last_activity(self):
        """The latest Activity known, on a row of `with_activity`; None if there is none."""
        return self._activity(self.latest_told)

    @property
    def first_activity(self):
        """The first Activity known, on a row of `with_activity`; None if there is none."""
        return self._activity(self.first_told)

    def _activity(self, told):
        found = Activity.parse(told)
        return found and found._replace(record=self.activity_records.get((found.kind, found.key)))

    @property
    def state_label(self):
        """The state of the relationship in words, on a row of `with_activity`."""
        return RelationState(self.state_value).label

    @property
    def identity(self):
        """What tells it from a twin, on a row of `with_relation`: its kind, country, relation and, offline, where."""
        relation = _("relation %(state)s") % {"state": self.state_label}
        words = [self.get_kind_display(), country_name(self.country), relation]
        return ", ".join(filter(None, [*words, "" if self.is_online else self.get_status_display()]))

    @property
    def recorded_words(self):
        """What the bureau recorded of the relationship, where it recorded another word than the state computed."""
        words = self.get_standing_display()
        return "" if self.standing == Standing.UNKNOWN or words == self.state_label else words

    def silent_years(self, today):
        """Return the whole years without activity on `today` (a date) of a row of `with_activity` asleep; else None."""
        return years_between(self.last_activity.day, today) if self.state_value == RelationState.ASLEEP else None

    def missions_together(self, user, today):
        """Return the missions that concern it and `user` may read on `today` (a date), latest first (a queryset)."""
        missions = self.missions.model.objects.visible_to(user, today)
        return missions.involving([self]).newest_first()

    def actions_shared(self, user, today):
        """Return the actions it shares that `user` may read on `today`, with its role in each (a queryset)."""
        actions = self.led_actions.model.objects.visible_to(user, today)
        return actions.shared_by(self).for_listing(today).newest_first()
