"""Which of the notices that wait are still so: what was undone, done or taken further meanwhile is not sent."""

from functools import cached_property

from django.apps import apps
from django.urls import Resolver404, resolve

from portal.models import NoticeEvent
from portal.notices.deadlines import standing_deadlines
from records.publication.proposals import Proposal, ProposalState
from records.publication.status import PublicationStatus

# In which state a record, or a proposal, has to be for what was told of it to be so.
TOLD_STATES = {
    NoticeEvent.SUBMITTED: {PublicationStatus.REVIEW, ProposalState.SUBMITTED},
    NoticeEvent.SENT_BACK: {PublicationStatus.DRAFT, ProposalState.SENT_BACK},
    NoticeEvent.PUBLISHED: {PublicationStatus.PUBLISHED, ProposalState.APPLIED},
    NoticeEvent.CHANGED: {PublicationStatus.PUBLISHED},
}
# Of a page that is none of a record's, and of a record that has no states.
ANY_STATE = ""
# The argument of each page that says which row it shows.
PAGE_KEYS = {"change": "object_id", "proposal": "proposal_id"}


class StandingNotices:
    """Tells which notices are so on `today` (a date)."""

    def __init__(self, today):
        self.today = today

    def among(self, notices):
        """Return those of `notices` (oldest first) that are still so; of two that say the same, the last."""
        states = _states_of({each.address for each in notices if not each.deadline})
        told = [each for each in notices if self._is_so(each, states)]
        last = {(each.event, each.address, each.title, each.deadline): each.pk for each in told}
        return [each for each in told if each.pk in last.values()]

    def _is_so(self, notice, states):
        if notice.deadline:
            return (notice.recipient_id, notice.event, notice.deadline) in self._deadlines
        return states.get(notice.address, ANY_STATE) in {ANY_STATE, *TOLD_STATES[notice.event]}

    @cached_property
    def _deadlines(self):
        return standing_deadlines(self.today)


def _states_of(addresses):
    """Return {address: state of the record or proposal it shows, None if it is gone}; other pages are left out."""
    shown = {}
    for address in addresses:
        if found := _shown_at(address):
            model, key = found
            shown.setdefault(model, {})[key] = address
    return {address: state for model, pages in shown.items() for address, state in _read(model, pages)}


def _shown_at(address):
    """Return the (model, key) of what a page of the bureau shows; None if it shows no record nor proposal."""
    try:
        match = resolve(address)
    except Resolver404:
        return None
    *named, page = (match.url_name or "").split("_")
    if PAGE_KEYS.get(page) not in match.kwargs:
        return None
    record = apps.get_model(*named)
    return record.proposals.rel.related_model if page == "proposal" else record, int(match.kwargs[PAGE_KEYS[page]])


def _read(model, pages):
    """Yield (address, state) of rows of `model`; `pages`: {key: address}."""
    field = "state" if issubclass(model, Proposal) else "status"
    has_states = any(each.name == field for each in model._meta.fields)
    read = dict(model._default_manager.filter(pk__in=pages).values_list("pk", field if has_states else "pk"))
    for key, address in pages.items():
        yield address, (read[key] if has_states else ANY_STATE) if key in read else None
