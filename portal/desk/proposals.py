"""What waits of the proposals: for who wrote them, for who approves them, and to be read by who follows the work."""

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from portal.desk.tasks import MAX_TASKS, DeskSection, Task, TaskList, under
from records.publication.proposals import ProposalState
from records.templatetags.typography import set_in_french
from records.words.dates import in_words

MAX_COMMENT = 160


def proposal_tasks(user, models, most=MAX_TASKS):
    """Return the proposals on records of `models` that wait for `user` (TaskLists, none of them empty).

    `most`: how many of each are shown, None for all. One statement a model, whatever waits.
    """
    proposals = sorted(
        (each for model in models for each in _proposals_on(model, user)), key=lambda each: (each.state_since, each.pk)
    )
    own = {
        state: [_task(each, words) for each in proposals if each.is_own and each.state == state]
        for state, words in OWN_WORDS.items()
    }
    others = [
        _task(each, _words_for_approval) for each in proposals if each.is_submitted and follows(user, _model_of(each))
    ]
    found = [
        TaskList(_("Mes propositions renvoyées"), own[ProposalState.SENT_BACK], "proposals", most=most),
        TaskList(_("Mes propositions en préparation"), own[ProposalState.PREPARED], "proposals", most=most),
        TaskList(_("Mes propositions soumises"), own[ProposalState.SUBMITTED], "proposals", most=most),
    ]
    to_approve = TaskList(_("Propositions à approuver"), others, "proposals", most=most)
    return [*under(DeskSection.OWN, found), *under(DeskSection.TO_APPROVE, [to_approve])]


def dropped_proposals(user, models, since):
    """Return the proposals `user` wrote that were dropped from `since` on (TaskLists): each may be taken up again."""
    proposals = [
        proposal
        for model in models
        for proposal in _of_model(model, user).filter(is_own=True, state=ProposalState.DROPPED)
        if timezone.localdate(proposal.state_since) >= since
    ]
    latest = sorted(proposals, key=lambda each: (each.state_since, each.pk), reverse=True)
    lines = [_task(proposal, _words_once_dropped) for proposal in latest]
    return under(DeskSection.OWN, [TaskList(_("Mes propositions abandonnées depuis peu"), lines, most=None)])


def _of_model(model, user):
    return model.proposals.rel.related_model.objects.with_own(user).select_related("author")


def _proposals_on(model, user):
    return _of_model(model, user).still_proposed()


def follows(user, model):
    """Whether the person approves records of `model`, or reads everything without writing."""
    options = model._meta
    verbs = {verb: user.has_perm(f"{options.app_label}.{verb}_{options.model_name}") for verb in ("publish", "change")}
    return verbs["publish"] or not verbs["change"]


def _model_of(proposal):
    return type(proposal).record.field.related_model


def _task(proposal, words):
    options = _model_of(proposal)._meta
    address = reverse(f"admin:{options.app_label}_{options.model_name}_proposal", args=[proposal.pk])
    return Task(set_in_french(proposal.title), address, words(proposal))


def _words_for_writer(proposal):
    return ", ".join(proposal.kinds_of_change()) or _("rien pour l’instant")


def _words_once_submitted(proposal):
    return _("soumise le %(day)s – %(kinds)s") % _said_of(proposal)


def _words_once_sent_back(proposal):
    return _("renvoyée le %(day)s\u00a0: «\u00a0%(comment)s\u00a0»") % _said_of(proposal)


def _words_once_dropped(proposal):
    return _("abandonnée le %(day)s – %(kinds)s") % _said_of(proposal)


def _words_for_approval(proposal):
    return _("proposée par %(who)s, à approuver depuis le %(day)s – %(kinds)s") % _said_of(proposal)


def _said_of(proposal):
    return {
        "who": proposal.author or _("un compte supprimé"),
        "day": in_words(timezone.localdate(proposal.state_since)),
        "kinds": ", ".join(proposal.kinds_of_change()),
        "comment": Truncator(proposal.comment).chars(MAX_COMMENT),
    }


OWN_WORDS = {
    ProposalState.SENT_BACK: _words_once_sent_back,
    ProposalState.PREPARED: _words_for_writer,
    ProposalState.SUBMITTED: _words_once_submitted,
}
