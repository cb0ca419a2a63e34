"""The map of the site for machines, an index of maps: public pages only, each at its one address."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import timezone

from axes.models import Axis, Theme, Vision
from missions.models import Action, Mission, Service
from partners.models import Agreement, Partner
from portal.accountability import quarters_on_record
from portal.opendata.datasets import DATASETS
from records.words.languages import TAGS

FIXED_PAGES = [
    "portal:home",
    "axes:vision",
    "missions:strategy",
    "missions:results",
    "partners:list",
    "partners:agreements",
    "missions:list",
    "missions:actions",
    "accountability:summary",
    "opendata:index",
    "portal:write",
    "portal:visit",
    "portal:subscribe",
    "portal:sitemap_page",
    "portal:questions",
    "portal:sources",
    "portal:glossary",
    "api:docs",
    "portal:accessibility",
    "portal:privacy",
    "portal:english_pages",
]


class SpokenSitemap(Sitemap):
    """Pages that exist in every language, each naming the others by the tags that the pages themselves declare."""

    i18n = alternates = x_default = True
    # Addresses on one page of a map; each language of a page of the site is one, which names the others.
    limit = 5000

    def get_urls(self, page=1, site=None, protocol=None):
        """Return what the template writes of each address (a list of dicts)."""
        urls = super().get_urls(page, site, protocol)
        for alternate in (each for url in urls for each in url["alternates"]):
            alternate["lang_code"] = TAGS.get(alternate["lang_code"], alternate["lang_code"])
        return urls


class FixedSitemap(SpokenSitemap):
    """The pages that are there whatever the register holds."""

    def items(self):
        return FIXED_PAGES

    def location(self, item):
        return reverse(item)


class QuarterSitemap(SpokenSitemap):
    """The quarterly disclosures, the latest first."""

    def items(self):
        return list(quarters_on_record(timezone.localdate()))

    def location(self, item):
        return reverse("accountability:disclosure", args=[item])


class DatasetSitemap(SpokenSitemap):
    """The pages of the open data, one a dataset."""

    def items(self):
        return list(DATASETS)

    def location(self, item):
        return reverse("opendata:dataset", args=[item])


class FormerVisionSitemap(SpokenSitemap):
    """The visions that are no longer in force."""

    def items(self):
        return Vision.objects.published(timezone.localdate()).exclude(is_current=True).order_by("pk")


class PlainSitemap(SpokenSitemap):
    """The pages of a plain list: themes, services."""

    def __init__(self, model):
        self.model = model

    def items(self):
        return self.model.objects.order_by("pk").only("slug")


class RecordSitemap(SpokenSitemap):
    """The public pages of one model, in as many pages of the map as they need."""

    def __init__(self, model):
        self.model = model

    def items(self):
        return self.model.objects.published(timezone.localdate()).order_by("pk").only("slug")


SITEMAPS = {
    "pages": FixedSitemap(),
    "disclosures": QuarterSitemap(),
    "datasets": DatasetSitemap(),
    "visions": FormerVisionSitemap(),
    **{model._meta.model_name: PlainSitemap(model) for model in (Theme, Service)},
    **{model._meta.model_name: RecordSitemap(model) for model in (Axis, Partner, Agreement, Mission, Action)},
}
