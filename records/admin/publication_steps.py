"""The steps of publication as the bureau takes them: the words of their buttons, and who may press them."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from records.publication.status import PublicationStatus
from records.words.said import Said

# The comment that goes with a step: typed, hence kept like the rest.
COMMENT = "comment"


@dataclass(frozen=True)
class Step:
    """A step of publication as a button: its words, the states it starts from, who may take it.

    `counted`: how many records took it, in words, where many may at once.
    """

    words: Said
    done: Said
    starts_from: tuple[PublicationStatus, ...]
    counted: Any = None
    for_approvers: bool = True
    for_author: bool = False
    asks_comment: bool = False


STEPS = {
    "submit": Step(
        _("Soumettre à l’approbation"),
        _("Soumis."),
        (PublicationStatus.DRAFT,),
        ngettext_lazy("%(n)s fiche soumise à l’approbation", "%(n)s fiches soumises à l’approbation", "n"),
        for_approvers=False,
    ),
    "recall": Step(
        _("Reprendre pour corriger"),
        _("Repris\u00a0: c’est de nouveau un brouillon."),
        (PublicationStatus.REVIEW,),
        for_approvers=False,
        for_author=True,
    ),
    "publish": Step(
        _("Mettre en ligne"),
        _("En ligne."),
        (PublicationStatus.DRAFT, PublicationStatus.REVIEW),
        ngettext_lazy("%(n)s fiche mise en ligne", "%(n)s fiches mises en ligne", "n"),
    ),
    "send_back": Step(
        _("Renvoyer avec un commentaire"),
        _("Renvoyé."),
        (PublicationStatus.REVIEW,),
        ngettext_lazy("%(n)s fiche renvoyée", "%(n)s fiches renvoyées", "n"),
        asks_comment=True,
    ),
    "withdraw": Step(
        _("Retirer du site"),
        _("Retiré du site."),
        (PublicationStatus.PUBLISHED,),
        ngettext_lazy("%(n)s fiche retirée du site et archivée", "%(n)s fiches retirées du site et archivées", "n"),
    ),
    "reopen": Step(
        _("Rouvrir"),
        _("Rouvert."),
        (PublicationStatus.ARCHIVED,),
        ngettext_lazy("%(n)s fiche rouverte", "%(n)s fiches rouvertes", "n"),
    ),
}


class CommentForm(forms.Form):
    """Asks what is to be revised, of many records at once."""

    comment = forms.CharField(label=_("Ce qui est à revoir"), widget=forms.Textarea(attrs={"rows": 3, "cols": 60}))
