"""The map of the site for machines: public pages only, each at its one address."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import timezone

from axes.models import Axis
from missions.models import Action, Mission
from partners.models import Agreement, Partner

FIXED_PAGES = [
    "portal:home",
    "axes:vision",
    "partners:list",
    "partners:agreements",
    "missions:list",
    "missions:actions",
    "portal:sitemap_page",
    "portal:sources",
    "portal:accessibility",
    "portal:privacy",
    "portal:english_pages",
]


class FixedSitemap(Sitemap):
    """The pages that are there whatever the record holds."""

    def items(self):
        return FIXED_PAGES

    def location(self, item):
        return reverse(item)


class RecordSitemap(Sitemap):
    """The public pages of one model."""

    limit = 5000

    def __init__(self, model):
        self.model = model

    def items(self):
        return self.model.objects.published(timezone.localdate()).order_by("pk")


SITEMAPS = {
    "pages": FixedSitemap(),
    **{model._meta.model_name: RecordSitemap(model) for model in (Axis, Partner, Agreement, Mission, Action)},
}
