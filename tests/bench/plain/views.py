"""The plain pages."""

import csv

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import F, Q
from django.http import StreamingHttpResponse
from django.views.generic import DetailView, TemplateView
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter
from django_filters.views import FilterView

from axes.models import Axis, Theme
from missions.models import Action, ActionStage
from partners.models import Partner
from records.words.countries import COUNTRIES, country_name

YEARS = [(year, year) for year in range(2026, 1997, -1)]


class PlainFilter(FilterSet):
    """The filters of the list, each a choice but the partner and the words."""

    axe = ModelChoiceFilter(field_name="axis", queryset=Axis.objects.all(), to_field_name="slug", label="Axe")
    theme = ModelChoiceFilter(field_name="themes", queryset=Theme.objects.all(), to_field_name="slug", label="Thème")
    pays = ChoiceFilter(
        field_name="lead_partner__country", choices=lambda: [(c, country_name(c)) for c in COUNTRIES], label="Pays"
    )
    partenaire = CharFilter(field_name="lead_partner__slug", label="Partenaire")
    statut = ChoiceFilter(field_name="stage", choices=ActionStage.choices, label="Avancement")
    annee = ChoiceFilter(field_name="starts_on__year", choices=YEARS, label="Année")
    q = CharFilter(method="search", label="Recherche")

    class Meta:
        model = Action
        fields = []

    def search(self, rows, _name, value):
        """Keep the actions whose text holds the words, the closest first."""
        if connection.vendor != "postgresql":
            return rows.filter(Q(title__icontains=value) | Q(description__icontains=value))
        query = SearchQuery(value, config="french", search_type="websearch")
        ranked = rows.filter(plain_text__words=query).annotate(rank=SearchRank(F("plain_text__words"), query))
        return ranked.order_by("-rank", "-sorts_on", "-pk")


def published():
    """Return the actions that are online, with what a card shows."""
    rows = Action.objects.filter(status="published").select_related("axis", "lead_partner")
    return rows.prefetch_related("themes", "partners")


class Home(TemplateView):
    """The axes, and the latest actions."""

    template_name = "plain/home.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(axes=Axis.objects.all(), latest=published()[:6], **kwargs)


class ActionList(FilterView):
    """The list."""

    filterset_class = PlainFilter
    paginate_by = 20
    template_name = "plain/list.html"

    def get_queryset(self):
        return published()


class ActionDetail(DetailView):
    """One action."""

    template_name = "plain/action.html"

    def get_queryset(self):
        return published()


class PartnerDetail(DetailView):
    """One partner, with its actions."""

    model = Partner
    template_name = "plain/partner.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(latest=published().filter(lead_partner=self.object)[:20], **kwargs)


class Echo:
    """What csv writes to: it gives back each line."""

    def write(self, line):
        """Give `line`."""
        return line


def export(request):
    """Give the actions as a CSV file."""
    rows = PlainFilter(request.GET, published()).qs.iterator(chunk_size=1000)
    writer = csv.writer(Echo())
    lines = (writer.writerow(_cells(row)) for row in rows)
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")


def _cells(row):
    themes = "; ".join(theme.name for theme in row.themes.all())
    partners = "; ".join(partner.name for partner in row.partners.all())
    lead = row.lead_partner
    said = [row.pk, row.title, row.description, row.axis.name, lead.name, lead.country, themes, partners]
    return [*said, row.get_stage_display(), row.starts_on, row.ends_on]
