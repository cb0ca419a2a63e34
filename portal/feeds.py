"""What was put online, as Atom feeds in French: of everything, of missions, of a record, of a search, of delays."""

from urllib.parse import quote

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from axes.models import Axis
from missions.models import Action, Mission
from partners.models import Partner
from portal.models.topic import Topic, TopicKind
from portal.news import news_of
from records.publication import addresses
from records.publication.permanent_ids import named_id, permanent_id

# How many entries a feed holds.
MAX_NEWS = 50
SITE = "Relations internationales, Ville de Québec"
LONGEST_SEARCH = 200


class NewsFeed(Feed):
    """A feed of News."""

    feed_type = Atom1Feed
    language = "fr-CA"

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        # Readers take a summary for HTML.
        return escape(item.text)

    def item_link(self, item):
        return item.record.get_absolute_url()

    def item_guid(self, item):
        return item.urn

    def item_pubdate(self, item):
        return item.at

    def item_updateddate(self, item):
        return item.at


class EverythingFeed(NewsFeed):
    """All that is put online: missions, their reports, actions, partners, agreements."""

    title = f"Tout ce qui est mis en ligne – {SITE}"
    subtitle = "Les missions et leurs rapports, les actions, les partenaires et les ententes mis en ligne."
    kind, name, list_route, feed_route = TopicKind.ALL, "everything", "portal:home", "machines:everything_feed"

    def link(self):
        return reverse(self.list_route)

    def feed_url(self):
        return reverse(self.feed_route)

    def feed_guid(self):
        return named_id(self.name).urn

    def items(self):
        """Return the latest News that anyone may read."""
        return news_of(Topic(self.kind), timezone.localdate(), most=MAX_NEWS)


class LateFeed(EverythingFeed):
    """The reports of missions that are missing."""

    title = f"Rapports en retard – {SITE}"
    subtitle = "Les rapports de mission en retard ou non trouvés en ligne."
    kind, name, list_route, feed_route = TopicKind.LATE, "late-reports", "missions:list", "machines:late_feed"


class MissionsFeed(EverythingFeed):
    """The missions put online, their reports, and those that are missing."""

    title = f"Missions et rapports – {SITE}"
    subtitle = "Les missions mises en ligne, les rapports de mission publiés et ceux qui manquent."
    name, list_route, feed_route = "missions", "missions:list", "machines:mission_feed"

    def items(self):
        """Return the latest News of missions that anyone may read."""
        return news_of(Topic(self.kind), timezone.localdate(), [Mission], MAX_NEWS)


class RecordFeed(NewsFeed):
    """What is put online about one record that anyone may read."""

    model, kind, route, part = Partner, TopicKind.PARTNER, "machines:partner_feed", "news"

    def get_object(self, _request, slug):
        """Return the record that `slug` leads to; raise Http404 unless anyone may read it."""
        return addresses.find(self.model.objects.published(timezone.localdate()), slug)

    def title(self, record):
        return f"{record} – {SITE}"

    def subtitle(self, record):
        return f"Ce qui est mis en ligne au sujet de cette fiche\u00a0: {record}."

    def link(self, record):
        return record.get_absolute_url()

    def feed_url(self, record):
        return reverse(self.route, args=[record.slug])

    def feed_guid(self, record):
        return permanent_id(record, self.part).urn

    def items(self, record):
        """Return the latest News of the record that anyone may read."""
        return news_of(Topic(self.kind, record), timezone.localdate(), most=MAX_NEWS)


class OneMissionFeed(RecordFeed):
    """What is put online about one mission: itself, its report, its actions."""

    model, kind, route = Mission, TopicKind.MISSION, "machines:one_mission_feed"


class AxisFeed(RecordFeed):
    """The actions of an axis put online."""

    model, kind, route, part = Axis, TopicKind.AXIS, "machines:axis_feed", "actions"

    def subtitle(self, axis):
        return axis.intent

    def items(self, axis):
        """Return the latest News of the actions of the axis that anyone may read."""
        return news_of(Topic(self.kind, axis), timezone.localdate(), [Action], MAX_NEWS)


class SearchFeed(NewsFeed):
    """What is put online and a search finds."""

    def get_object(self, request):
        """Return the words asked for (a string, empty if none)."""
        return " ".join(request.GET.get("q", "").split())[:LONGEST_SEARCH]

    def title(self, words):
        return f"Recherche\u00a0: {words} – {SITE}" if words else f"Recherche – {SITE}"

    def subtitle(self, words):
        return f"Ce qui est mis en ligne et que trouve cette recherche\u00a0: {words}"

    def link(self, words):
        return reverse("portal:search", query={"q": words})

    def feed_url(self, words):
        return reverse("machines:search_feed", query={"q": words})

    def feed_guid(self, words):
        return f"{named_id('search').urn}#{quote(words.casefold())}"

    def items(self, words):
        """Return the latest News found that anyone may read."""
        return news_of(Topic(TopicKind.SEARCH, words=words), timezone.localdate(), most=MAX_NEWS) if words else []
