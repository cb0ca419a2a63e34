"""The file of a mission: all that its page says of it to a reader on a day, recorded or computed."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from axes.models import Theme, Vision, VisionItem
from missions.authorization import Need, amount_expected, need_of
from missions.carbon import total_of
from missions.costs import comparisons, declared, money_of
from missions.models import CeilingItem, CostCategory, CriterionCheck, Participant, Rule
from missions.reports import clock_of
from missions.route import way_of
from records import together
from records.listing.first_rows import FirstRows
from records.publication.status import visible

# Why an authorization is required or not, where what the reader may see does not tell.
ON_FILE = _("D’après l’ensemble du dossier, dont une part n’est pas encore publique.")


class ShortTables(NamedTuple):
    """The tables of a mission that hold few rows, read in one statement, each in its order."""

    themes: list
    participants: list
    criteria: list
    ceiling_items: list

    @property
    def ceiling_sum(self):
        """What the ceilings of the categories make together."""
        return sum(item.amount for item in self.ceiling_items)


def file_of(mission, user, today):
    """Return what the page of `mission`, brought for_page, says to `user` on `today` (a date): a dict."""
    book = Rule.objects.book()
    rules = book.in_force(mission.starts_on or today)
    sources = mission.gather_sources()
    money = money_of(mission.costs.all(), rules)
    hidden = mission.hides_movements(today)
    short = short_tables_of(mission, user, today)
    shown = not hidden or user.has_perm("missions.view_mission")
    return {
        "mission": mission,
        "short": short,
        "way": None if mission.is_declined else way_of(mission.shown_stops),
        "sources": sources,
        "actions": FirstRows(mission.actions.visible_to(user, today).for_listing().newest_first()),
        "clock": clock_of(mission, today, book),
        "need": need_for(mission, short.ceiling_items, rules),
        "embargo": mission.embargo_until if mission.is_under_embargo(today) else None,
        "movements_hidden": hidden,
        "movements_shown": shown,
        "meetings": mission.meetings.all() if shown else by_position(mission.meetings.all()),
        "carbon": total_of(mission.legs.all()) if shown and not mission.is_declined else None,
        **money,
    }


def told_in_list(missions, today, book):
    """Return `missions`, brought for_listing, each with what a list says of it on `today` (a date), by a RuleBook."""
    for mission in missions:
        costs, rules = mission.costs.all(), book.in_force(mission.starts_on or today)
        mission.clock = clock_of(mission, today, book)
        mission.declared = declared(costs)
        mission.exceeds_tolerance = any(each.exceeds_tolerance for each in comparisons(costs, rules))
        mission.is_embargoed = mission.is_under_embargo(today)
    return missions


def short_tables_of(mission, user, today):
    """Return the ShortTables of `mission`; a criterion of a Vision that `user` may not read on `today` is left out."""
    readable = visible(Vision, user, today, "criterion__vision__")
    checks = mission.criteria.filter(readable)
    found = together.read_together(
        mission.themes.all(),
        mission.participants.all(),
        mission.ceiling_items.all(),
        checks,
        VisionItem.objects.filter(pk__in=checks.order_by().values("criterion")),
    )
    criteria = {item.pk: item for item in found[VisionItem]}
    for check in found[CriterionCheck]:
        check.criterion = criteria[check.criterion_id]
    return ShortTables(
        themes=sorted(found[Theme], key=lambda theme: (theme.search_text, theme.pk)),
        participants=by_position(found[Participant]),
        criteria=sorted(found[CriterionCheck], key=lambda check: (check.criterion.position, check.pk)),
        ceiling_items=sorted(found[CeilingItem], key=lambda item: CostCategory.values.index(item.category)),
    )


def need_for(mission, parts, rules):
    """Return the Need of `mission` by what the reader sees of it; what the bureau stored prevails.

    `parts`: the rows of its ceiling; `rules`: {RuleKind: Rule} in force on its day.
    """
    countries = [stop.place.country for stop in mission.shown_stops if stop.place.country]
    need = need_of(mission, countries, amount_expected(mission.ceiling, mission.costs.all(), parts), rules)
    stored = mission.authorization_required
    return need if stored in (None, need.required) else Need(stored, ON_FILE)


def by_position(rows):
    """Return rows in the order of their rank, which tells nothing of their hour (a list)."""
    return sorted(rows, key=lambda row: (row.position, row.pk))
