"""The models of the ground floor, gathered where Django looks for them; each is written in its room."""

from records.imports.kept_sheets import ImportedRow, ImportState, SheetImport
from records.publication.history import Historic
from records.publication.kept_typing import KeptTyping
from records.publication.loaded import Loaded
from records.publication.merges import RecordMerge
from records.publication.proposals import Proposal, ProposalState
from records.publication.publishable import Publishable, PublishableQuerySet
from records.publication.recorded import Confidence, Recorded
from records.publication.references import ReferenceCounter, Referenced
from records.publication.rules import Ruled
from records.publication.shared_links import OpinionVerdict, SharedLink, SharedOpening, SharedOpinion
from records.publication.sources import Source, SourceKind, SourceProposal
from records.publication.to_do import ToDo, ToDoQuerySet
from records.publication.translated import Translated
from records.search.entries import SearchEntry

__all__ = [
    "Confidence",
    "Historic",
    "ImportState",
    "ImportedRow",
    "KeptTyping",
    "Loaded",
    "OpinionVerdict",
    "Proposal",
    "ProposalState",
    "Publishable",
    "PublishableQuerySet",
    "RecordMerge",
    "Recorded",
    "ReferenceCounter",
    "Referenced",
    "Ruled",
    "SearchEntry",
    "SharedLink",
    "SharedOpening",
    "SharedOpinion",
    "SheetImport",
    "Source",
    "SourceKind",
    "SourceProposal",
    "ToDo",
    "ToDoQuerySet",
    "Translated",
]
