"""What was put online on a day, of all that somebody may follow: what feeds and mails tell, and nothing else does.

Only what anyone may read is told: a draft or an embargo is no news.
"""

import datetime as dt
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from missions.models import Action, Mission, Rule
from missions.models.action_state import state_of
from missions.report_status import ReportState, report_status
from partners.models import Agreement, Partner
from portal.models.topic import TopicKind
from records.models import Publishable
from records.publication.permanent_ids import permanent_id
from records.publication.status import public_since
from records.search.finding import Search
from records.search.reading import read
from records.templatetags.reliability import marks_in_brackets, plain_with_marks
from records.templatetags.typography import plain
from records.words.dates import in_words
from records.words.languages import FRENCH

# Models of what is told, in the order in which news of one day are.
TOLD = (Mission, Action, Agreement, Partner)


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

    @property
    def kind(self):
        """What sort of record it is about, in a word."""
        return self.record._meta.verbose_name

    @property
    def urn(self):
        """What it is called for ever."""
        return permanent_id(self.record, self.part).urn


def news_of(topic, today, models=TOLD, most=None):
    """Return the News of a Topic, of these models, that anyone may read on `today` (a date), the latest first.

    `most` of them at most, where it is given.
    """
    news = []
    for rows in _rows_of(topic, today, models):
        news += _news_of_missions(rows, today) if rows.model is Mission else _news_of_rows(rows, today, most)
    if topic.kind == TopicKind.LATE:
        news = [each for each in news if each.part == "late-report"]
    return sorted(news, key=_freshness, reverse=True)[:most]


def _freshness(each):
    """Return what News are ordered by: their day, the order of their models, then the day of what they tell."""
    return each.on, -TOLD.index(type(each.record)), getattr(each.record, "sorts_on", each.on)


def _rows_of(topic, today, models):
    """Return the public rows of each of these models that a Topic holds (querysets)."""
    public = [model.objects.published(today) for model in models]
    conditions = {
        TopicKind.ALL: lambda: dict.fromkeys(TOLD, Q()),
        TopicKind.LATE: lambda: {Mission: Q()},
        TopicKind.AXIS: lambda: {Mission: Q(axes=topic.record), Action: Q(axis=topic.record)},
        TopicKind.MISSION: lambda: {Mission: Q(pk=topic.record.pk), Action: Q(mission=topic.record)},
        TopicKind.PARTNER: lambda: _with_partner(topic.record, today),
        TopicKind.SEARCH: lambda: _found_by(topic.words, today),
    }[topic.kind]()
    return [rows.filter(conditions[rows.model]) for rows in public if rows.model in conditions]


def _with_partner(partner, today):
    anyone = AnonymousUser()
    actions = Q(lead_partner=partner) | Q(pk__in=partner.actions_shared(anyone, today).order_by().values("pk"))
    return {
        Partner: Q(pk=partner.pk),
        Agreement: Q(pk__in=partner.agreements.order_by().values("pk")),
        Mission: Q(pk__in=partner.missions_together(anyone, today).order_by().values("pk")),
        Action: actions,
    }


def _found_by(words, today):
    language = get_language() or FRENCH
    found = Search(read(words, language), language, AnonymousUser(), today).keys()
    return {model: Q(pk__in=found.get(model, [])) for model in TOLD}


def _news_of_missions(missions, today):
    book, news = Rule.objects.book(), []
    for mission in missions.select_related("report"):
        title = plain_with_marks(mission, "title")
        news.append(News(title, plain(mission, "purpose"), mission, mission.public_since()))
        news += _news_of_report(mission, report_status(mission, today, book))
    return news


def _news_of_report(mission, status):
    """Return the News of the report of a mission (a list): published, or missing from the day after it was due."""
    title = plain_with_marks(mission, "title")
    if status.is_online:
        on, text = mission.report.published_on, _("Le rapport de mission est publié.")
        return [News(_("Rapport\u00a0: %s") % title, text, mission, on, "report")]
    if status.is_missing:
        text = _("Le rapport de mission était attendu au plus tard le %s.") % in_words(status.due_on)
        words = _("Rapport en retard\u00a0: %s") if status.state == ReportState.LATE else None
        words = words or _("Rapport non trouvé en ligne\u00a0: %s")
        return [News(words % title, text, mission, status.due_on + dt.timedelta(days=1), "late-report")]
    return []


def _news_of_rows(rows, today, most):
    dated = rows.annotate(since=public_since(rows.model)).order_by("-since", *rows.model._meta.ordering)[:most]
    return [News(plain(row) + marks_in_brackets(row), _text_of(row, today), row, row.since) for row in dated]


def _text_of(row, today):
    """Return what is told of a row: of an action, its state today before what it does."""
    if isinstance(row, Action):
        return f"{state_of(row, today).label.capitalize()}. {plain(row, 'description')}".strip()
    said = {"record": capfirst(row._meta.verbose_name), "kind": row.get_kind_display()}
    return _("%(record)s\u00a0: %(kind)s") % said
