"""A sheet on each partner a mission meets: what ties it to the city, what was done, what was promised."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from missions.documents.memories import PartnerMemory, memories_of
from missions.models import Action, FollowUp, Mission
from partners.models import Agreement, AgreementParty, Contact, Partner
from partners.models.activity import attach_records

# How many past missions, and as many actions, a sheet tells before it only says how many more there are.
MAX_ROWS = 8


class FirstAndOthers(NamedTuple):
    """The latest of a list, and how many more there are."""

    rows: list
    others: int


class PartnerBrief(NamedTuple):
    """What to know of a partner before meeting it; `contacts` is None for who may not read them.

    `absent`: what the record holds nothing of, in words.
    """

    partner: object
    parts: list
    silent_years: int | None
    agreements: list
    missions: FirstAndOthers
    actions: FirstAndOthers
    promises: list
    contacts: list | None
    memory: PartnerMemory
    absent: tuple = ()

    @property
    def pictures(self):
        """The first picture of the partner, in a list; an empty list where there is none."""
        return [each for each in self.partner.documents.all() if each.is_picture][:1]

    @property
    def _empty(self):
        held = {
            _("ententes"): self.agreements,
            _("promesses ouvertes"): self.promises,
            _("missions passées"): self.missions.rows,
            _("actions"): self.actions.rows,
            _("contacts"): self.contacts,
            _("titulaires"): self.memory.office_holders,
            _("cadeaux échangés"): self.memory.gifts,
        }
        return [words for words, rows in held.items() if rows == []]


def briefs_of(mission, user, today):
    """Return a PartnerBrief for each partner that a mission visits or meets, in order (a list).

    `mission`: fetched with `for_documents()`.

    What `user` may read of people's details, `today` being a date. The same number of statements for one as for many.
    """
    met = partners_met(mission)
    keys = list(met)
    partners = Partner.objects.with_activity(user, today).prefetch_related("documents").in_bulk(keys)
    attach_records(partners.values())
    agreements, missions = _agreements(keys, today), _missions(keys, mission, today)
    memories = memories_of(keys, mission, user, today)
    actions, promises, contacts = _actions(keys, today), _promises(keys), _contacts(keys, user, today)
    return [
        PartnerBrief(
            partners[key],
            parts,
            partners[key].silent_years(today),
            agreements[key],
            _told(missions[key]),
            _told(actions[key]),
            promises[key],
            None if contacts is None else contacts[key],
            memories[key],
        )
        for key, (_partner, parts) in met.items()
    ]


def say_absent_once(briefs):
    """Return (PartnerBriefs, words): what the record holds nothing of, apart for what it has of no partner at all."""
    empty = [brief._empty for brief in briefs]
    shared = [words for words in empty[0] if all(words in each for each in empty)] if len(briefs) > 1 else []
    told = zip(briefs, empty, strict=True)
    return [each._replace(absent=tuple(words for words in own if words not in shared)) for each, own in told], shared


def partners_met(mission):
    """Return {key: (partner, its parts in the mission, in words)}: stops first, then meetings, then other roles."""
    met = {}
    parts = [
        *((stop.place, _("étape")) for stop in mission.stops.all()),
        *((meeting.partner, _("rencontre")) for meeting in mission.meetings.all() if meeting.partner),
        *((role.partner, role.get_role_display()) for role in mission.roles.all()),
    ]
    for partner, part in parts:
        _partner, words = met.setdefault(partner.pk, (partner, []))
        if part not in words:
            words.append(part)
    return met


def _told(rows):
    return FirstAndOthers(rows[:MAX_ROWS], max(len(rows) - MAX_ROWS, 0))


def _agreements(partners, today):
    """Group the agreements by partner: those that hold first, the one that ends soonest at their head."""
    found = Agreement.objects.not_archived().with_state(today).filter(partners__in=partners).distinct()
    by_key = {agreement.pk: agreement for agreement in found.order_by("closes_on", "pk")}
    grouped = defaultdict(list)
    for partner, key in AgreementParty.objects.filter(partner__in=partners).values_list("partner", "agreement"):
        if key in by_key:
            grouped[partner].append(by_key[key])
    order = {key: rank for rank, key in enumerate(by_key)}
    for agreements in grouped.values():
        agreements.sort(key=lambda each: (not each.is_in_force, order[each.pk]))
    return grouped


def _missions(partners, mission, today):
    """Group by partner the other missions begun by `today`, the latest first, declined ones left out."""
    made = Mission.objects.not_archived().not_declined().exclude(pk=mission.pk).filter(sorts_on__lte=today)
    grouped = defaultdict(list)
    for each in made.involving(partners).newest_first():
        for key in each.parts_by_partner():
            grouped[key].append(each)
    return grouped


def _actions(partners, today):
    """Group by partner the actions it leads or shares, the latest first, each with its state on `today` (a date)."""
    found = (
        Action.objects.not_archived()
        .with_state(today)
        .filter(Q(lead_partner__in=partners) | Q(roles__partner__in=partners))
    )
    grouped = defaultdict(list)
    for action in found.distinct().select_related("axis").prefetch_related("roles").order_by("-sorts_on", "-pk"):
        for key in {action.lead_partner_id, *(role.partner_id for role in action.roles.all())}:
            grouped[key].append(action)
    return grouped


def _promises(partners):
    """Group by partner what it was promised and is not done, the most urgent first."""
    to_them = Q(partner__in=partners) | Q(partner__isnull=True, meeting__partner__in=partners)
    grouped = defaultdict(list)
    for promise in FollowUp.objects.still_open().filter(to_them).select_related("owner", "meeting__mission"):
        grouped[promise.partner_id or promise.meeting.partner_id].append(promise)
    return grouped


def _contacts(partners, user, today):
    """Group by partner the contacts still kept; None if `user` may not read them."""
    if not user.has_perm("partners.view_contact"):
        return None
    grouped = defaultdict(list)
    for contact in Contact.objects.kept(today).filter(partner__in=partners):
        grouped[contact.partner_id].append(contact)
    return grouped
