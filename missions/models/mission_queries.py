"""What is asked of the missions."""

from functools import reduce
from operator import or_

from django.db.models import BooleanField, ExpressionWrapper, Prefetch, Q

from axes.models import Axis, Vision
from missions.models.stage import HELD_STAGES, Direction, MissionStage
from partners.models import Partner
from records.models import PublishableQuerySet
from records.publication.status import public, visible

# How a mission concerns a partner: the rows that tie it to one, and their field that names it.
CONCERNED_BY = {"stops": "place", "roles": "partner", "meetings": "partner"}


class MissionQuerySet(PublishableQuerySet):
    """Asks the missions."""

    def for_listing(self, user, today):
        """Bring along what a list shows of each mission and `user` may read on `today` (a date)."""
        return self.select_related("report__document").prefetch_related(
            Prefetch("axes", Axis.objects.visible_to(user, today)),
            "costs",
            self._shown("stops", "place", user, today),
        )

    def with_shown_roles(self, user, today):
        """Bring along, as `shown_roles`, the partners with a role that `user` may read on `today` (a date)."""
        return self.prefetch_related(self._shown("roles", "partner", user, today))

    def for_page(self, user, today):
        """Bring along what the page of a mission shows and `user` may read on `today` (a date).

        A criterion of a Vision that `user` may not read is left out.
        """
        criteria = self._related("criteria").filter(visible(Vision, user, today, "criterion__vision__"))
        return self.select_related("report__document").prefetch_related(
            Prefetch("axes", Axis.objects.visible_to(user, today)),
            Prefetch("documents", self._related("documents").visible_to(user, today), to_attr="shown_documents"),
            "themes",
            "participants",
            Prefetch("ceiling_items", self._related("ceiling_items").by_category()),
            Prefetch("criteria", criteria.select_related("criterion").order_by("criterion__position", "pk")),
            Prefetch("objectives", self._related("objectives").select_related("evidence")),
            Prefetch("outcomes", self._related("outcomes").select_related("evidence", "receiver")),
            Prefetch("costs", self._related("costs").select_related("corrects", "participant")),
            self._shown("stops", "place", user, today),
            self._shown("roles", "partner", user, today),
            Prefetch("meetings", self._meetings(user, today)),
            Prefetch("legs", self._legs(user, today)),
        )

    def for_documents(self):
        """Bring along all that the documents of the bureau tell of a mission, public or not."""
        meetings = self._related("meetings").select_related("partner", "stop__place", "objective")
        legs = self._related("legs").select_related("from_airport", "to_airport", "from_place", "to_place")
        return self.prefetch_related(
            "axes",
            "themes",
            "participants",
            "objectives",
            "ceiling_items",
            "costs__sources",
            "documents",
            Prefetch("stops", self._related("stops").select_related("place")),
            Prefetch("roles", self._related("roles").select_related("partner")),
            Prefetch("meetings", meetings.prefetch_related("attendees", "follow_ups")),
            Prefetch("legs", legs),
            Prefetch("criteria", self._related("criteria").select_related("criterion")),
        )

    def for_accounts(self, today):
        """Bring along what the accounts count, of what anyone may read on `today` (a date)."""
        roles = self._related("roles").filter(public(Partner, today, "partner__"))
        return (
            self.with_costs()
            .select_related("report")
            .prefetch_related(
                Prefetch("axes", Axis.objects.published(today)),
                Prefetch("stops", self._stops(today), to_attr="shown_stops"),
                Prefetch("roles", roles.select_related("partner"), to_attr="shown_roles"),
                "objectives",
            )
        )

    def with_costs(self):
        """Bring along what tells what a mission was authorized and declared to cost."""
        return self.prefetch_related(Prefetch("costs", self._costs().select_related("corrects")))

    def for_disclosure(self, today):
        """Bring along what the quarterly disclosure tells, of what anyone may read on `today` (a date)."""
        return self.prefetch_related(
            Prefetch("stops", self._stops(today), to_attr="shown_stops"),
            Prefetch("costs", self._costs()),
            "participants",
            "objectives",
        )

    def involving(self, partners):
        """Keep the missions that concern one of `partners` (rows or keys): by a stop, a role or a meeting.

        Each then tells the parts of these partners (`parts_by_partner`), and of no other. A declined mission went
        nowhere and met nobody: its stops and meetings do not count; its roles do, for they say who had asked for it or
        would have received it.
        """
        partners = list(partners)
        rows = {name: self._related(name).filter(**{f"{field}__in": partners}) for name, field in CONCERNED_BY.items()}
        for name in ("stops", "meetings"):
            rows[name] = rows[name].exclude(mission__stage=MissionStage.DECLINED)
        concerned = reduce(or_, [Q(pk__in=each.order_by().values("mission")) for each in rows.values()])
        return self.filter(concerned).prefetch_related(
            *(Prefetch(name, each, to_attr=f"involved_{name}") for name, each in rows.items())
        )

    def held(self):
        """Keep those known to have taken place; agrees with `is_held`."""
        return self.filter(stage__in=HELD_STAGES)

    def hiding_movements(self, today):
        """Keep those whose movements wait, on `today` (a date), for the return; agrees with `hides_movements`."""
        is_back = Q(ends_on__lt=today) | Q(ends_on__isnull=True, stage__in=[*HELD_STAGES, MissionStage.DECLINED])
        return self.filter(movements_after_return=True).exclude(is_back)

    def not_declined(self):
        """Keep those that were not declined; agrees with `is_declined`."""
        return self.exclude(stage=MissionStage.DECLINED)

    def _stops(self, today):
        return self._related("stops").filter(public(Partner, today, "place__")).select_related("place")

    def _costs(self):
        """Select the published amounts, each with its sources as `cited`."""
        return self._related("costs").prefetch_related(Prefetch("sources", to_attr="cited"))

    def _meetings(self, user, today):
        """Select the meetings, each told even when its partner or its place is not (`partner_is_shown`, …)."""
        shown = self._are_shown(user, today, partner="partner", place="stop__place")
        return self._related("meetings").annotate(**shown).select_related("partner", "objective", "stop__place")

    def _legs(self, user, today):
        """Select the legs, each told even when a city it joins is not (`from_is_shown`, `to_is_shown`)."""
        shown = self._are_shown(user, today, **{"from": "from_place", "to": "to_place"})
        return (
            self._related("legs")
            .annotate(**shown)
            .select_related("from_airport", "to_airport", "from_place", "to_place", "factor")
        )

    def _are_shown(self, user, today, **paths):
        """Return, as `<name>_is_shown`, whether `user` may read on `today` the partner that each path leads to."""
        return {
            f"{name}_is_shown": ExpressionWrapper(visible(Partner, user, today, f"{path}__"), BooleanField())
            for name, path in paths.items()
        }

    def _related(self, name):
        return self.model._meta.get_field(name).related_model.objects

    def _shown(self, name, partner_field, user, today):
        """Prefetch the rows that name a partner `user` may read, as `shown_<name>`."""
        rows = self._related(name).filter(visible(Partner, user, today, f"{partner_field}__"))
        return Prefetch(name, rows.select_related(partner_field), to_attr=f"shown_{name}")

    def newest_first(self):
        """Order from the latest; undated missions come last."""
        return self.order_by("-sorts_on", "-pk")

    def upcoming(self, today):
        """Keep those that start after `today` (a date), the next first; a declined one is not coming."""
        return self.not_declined().filter(starts_on__gt=today).order_by("sorts_on", "pk")

    def back(self, today):
        """Keep the trips out known to have taken place that were over by `today` (a date), the last first."""
        held = self.held().filter(direction=Direction.OUT)
        return held.filter(Q(ends_on__lte=today) | Q(ends_on__isnull=True, starts_on__lte=today)).newest_first()

    def awaiting_report(self):
        """Keep the trips out, back on a known day or expected back, of which no report is said to be published."""
        made = self.not_declined().filter(direction=Direction.OUT, ends_on__isnull=False)
        return made.exclude(report__published_on__isnull=False).newest_first()
