"""What was put online, as Atom feeds in French: missions, their reports or their delay; the actions of an axis."""

import datetime as dt
from typing import NamedTuple

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from axes.models import Axis
from missions.models import Action, Mission, Rule
from missions.models.action_state import state_of
from missions.report_status import ReportState, report_status
from records.models import Publishable
from records.publication.permanent_ids import named_id, permanent_id
from records.publication.status import public_since
from records.templatetags.reliability import marks_in_brackets
from records.words.dates import in_words

# How many entries a feed holds.
MAX_NEWS = 50


class News(NamedTuple):
    """Something put online on a day, in the morning."""

    title: str
    text: str
    record: Publishable
    on: dt.date
    part: str = ""

    @property
    def at(self):
        """The moment it counts from: the beginning of its day in Québec."""
        return timezone.make_aware(dt.datetime.combine(self.on, dt.time()))


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
        return permanent_id(item.record, item.part).urn

    def item_pubdate(self, item):
        return item.at

    def item_updateddate(self, item):
        return item.at


class MissionFeed(NewsFeed):
    """The missions put online, their reports, and those that are missing."""

    title = "Missions et rapports – Relations internationales, Ville de Québec"
    subtitle = "Les missions mises en ligne, les rapports de mission publiés et ceux qui manquent."

    def link(self):
        return reverse("missions:list")

    def feed_url(self):
        return reverse("machines:mission_feed")

    def feed_guid(self):
        return named_id("missions").urn

    def items(self):
        """Return the latest News of missions that anyone may read."""
        today, book = timezone.localdate(), Rule.objects.book()
        news = []
        for mission in Mission.objects.published(today).select_related("report"):
            news.append(
                News(mission.title + marks_in_brackets(mission), mission.purpose, mission, mission.public_since())
            )
            news += _news_of_report(mission, report_status(mission, today, book))
        return sorted(news, key=lambda each: (each.on, each.record.sorts_on), reverse=True)[:MAX_NEWS]


def _news_of_report(mission, status):
    """Return the News of the report of a mission (a list): published, or missing from the day after it was due."""
    if status.is_online:
        on, text = mission.report.published_on, "Le rapport de mission est publié."
        return [News(f"Rapport\u00a0: {mission.title}{marks_in_brackets(mission)}", text, mission, on, "report")]
    if status.is_missing:
        text = f"Le rapport de mission était attendu au plus tard le {in_words(status.due_on)}."
        on = status.due_on + dt.timedelta(days=1)
        word = "en retard" if status.state == ReportState.LATE else "non trouvé en ligne"
        return [
            News(f"Rapport {word}\u00a0: {mission.title}{marks_in_brackets(mission)}", text, mission, on, "late-report")
        ]
    return []


class AxisFeed(NewsFeed):
    """The actions of an axis put online."""

    def get_object(self, _request, slug):
        """Return the Axis; raise Http404 unless anyone may read it."""
        return get_object_or_404(Axis.objects.published(timezone.localdate()), slug=slug)

    def title(self, axis):
        return f"{axis.name} – Relations internationales, Ville de Québec"

    def subtitle(self, axis):
        return axis.intent

    def link(self, axis):
        return axis.get_absolute_url()

    def feed_url(self, axis):
        return reverse("machines:axis_feed", args=[axis.slug])

    def feed_guid(self, axis):
        return permanent_id(axis, "actions").urn

    def items(self, axis):
        """Return the latest News of the actions of the axis that anyone may read."""
        actions = axis.actions.published(timezone.localdate()).annotate(since=public_since(Action))
        latest = actions.order_by("-since", "-sorts_on", "-pk")[:MAX_NEWS]
        return [News(each.title + marks_in_brackets(each), _text_of(each), each, each.since) for each in latest]


def _text_of(action):
    """Return what an action does, its state today before."""
    return f"{state_of(action, timezone.localdate()).label.capitalize()}. {action.description}".strip()
