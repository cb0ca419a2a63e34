"""The steps of a proposal: who takes it, on which proposal, with which consequence.

Nothing of the record moves here but its row, which is held so that two people cannot take a step at once. Nothing made
from records is made again: nothing public says a word of proposals.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.publication.authors import is_own_work
from records.publication.fields import pointed_by
from records.publication.operations import lock_row
from records.publication.proposals import OPEN_STATES, Proposal, ProposalState
from records.words.said import Said

WITHOUT_COMMENT = _("Écrivez un commentaire.")
# Who takes a step: whoever may write the record, who began the proposal, whoever may put the record online.
WRITERS, AUTHOR, APPROVERS = "writers", "author", "approvers"
NO_CHANGE = _("Cette proposition ne change rien.")
OWN_WORK = _("Vous avez écrit dans cette proposition\u00a0: quelqu’un d’autre la met en ligne.")


@dataclass(frozen=True)
class ProposalStep:
    """A step of a proposal: its words, the states it starts from and leads to (None: it stays), who takes it.

    `takers`: some of WRITERS, AUTHOR, APPROVERS. A comment may go with any step, and must with some. `follows`: what
    comes of it, told before it is taken where people are asked whether they mean it.
    """

    words: Said
    done: Said
    starts_from: tuple[ProposalState, ...]
    leads_to: ProposalState | None
    takers: frozenset[str]
    needs_comment: bool = False
    follows: Said = ""


PROPOSAL_STEPS = {
    "submit": ProposalStep(
        _("Soumettre à l’approbation"),
        _("Soumis à l’approbation"),
        (ProposalState.PREPARED, ProposalState.SENT_BACK),
        ProposalState.SUBMITTED,
        frozenset({WRITERS}),
    ),
    "publish": ProposalStep(
        _("Mettre en ligne"), _("Mise en ligne"), OPEN_STATES, ProposalState.APPLIED, frozenset({APPROVERS})
    ),
    "send_back": ProposalStep(
        _("Renvoyer avec un commentaire"),
        _("Renvoyé avec un commentaire"),
        (ProposalState.SUBMITTED,),
        ProposalState.SENT_BACK,
        frozenset({APPROVERS}),
        needs_comment=True,
    ),
    "comment": ProposalStep(
        _("Ajouter le commentaire"),
        _("Commentaire"),
        OPEN_STATES,
        None,
        frozenset({WRITERS}),
        needs_comment=True,
    ),
    "take_back": ProposalStep(
        _("Reprendre la proposition"),
        _("Proposition reprise"),
        (ProposalState.SUBMITTED, ProposalState.DROPPED),
        ProposalState.PREPARED,
        frozenset({AUTHOR}),
    ),
    "drop": ProposalStep(
        _("Abandonner la proposition"),
        _("Proposition abandonnée"),
        OPEN_STATES,
        ProposalState.DROPPED,
        frozenset({AUTHOR, APPROVERS}),
        follows=_(
            "La page publique ne change pas. La proposition reste lisible parmi les propositions passées de la fiche, "
            "et qui l’a commencée peut la reprendre."
        ),
    ),
}


@transaction.atomic
def keep_proposal(record: Any, changes: dict[str, Any], *, by: User) -> Proposal:
    """Keep `changes` as the open proposal on `record`, begun if there is none yet; return it. Its state stays."""
    record = lock_row(record)
    proposal = record.proposals.still_proposed().first() or record.proposals.model(record=record, author=by)
    if proposal.pk and proposal.changes == changes:
        return proposal
    proposal.title, proposal.changes = str(record)[:300], changes
    return _save(proposal, by=by, reason=None)


@transaction.atomic
def take_proposal_step(proposal: Proposal, name: str, *, by: User, comment: str = "") -> Proposal:
    """Take the step `name` of PROPOSAL_STEPS with a proposal, and a comment; return it.

    Raise ValidationError if it does not start from where the proposal stands, lacks a comment or any change, or puts
    online what the same person wrote.
    """
    proposal, step, comment = _hold(proposal), PROPOSAL_STEPS[name], comment.strip()
    if proposal.state not in step.starts_from:
        raise ValidationError(_("Cette proposition est rendue ailleurs\u00a0: %s.") % proposal.get_state_display())
    if step.needs_comment and not comment:
        raise ValidationError(WITHOUT_COMMENT)
    if step.leads_to == ProposalState.APPLIED and is_own_work(proposal, by):
        raise ValidationError(OWN_WORK)
    if step.leads_to == ProposalState.SUBMITTED and proposal.is_empty:
        raise ValidationError(NO_CHANGE)
    if comment:
        proposal.comment, proposal.commented_at = comment, timezone.now()
    if step.leads_to is not None:
        proposal.state, proposal.state_since = step.leads_to, timezone.now()
    proposal.validate_constraints()
    return _save(proposal, by=by, reason=str(step.done))


def _hold(proposal: Proposal) -> Proposal:
    records: Any = pointed_by(type(proposal), "record")._default_manager
    list(records.select_for_update().filter(pk=proposal.record_id).values_list("pk"))
    return lock_row(proposal)


def _save(proposal: Proposal, *, by: User, reason: str | None) -> Proposal:
    proposal._history_user, proposal._change_reason = by, reason
    proposal.save()
    return proposal
