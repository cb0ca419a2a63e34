"""Finding records by their words: how they are read, which are kept for each record, what those of a reader find."""

from records.search.folding import contains_all, fold, words

__all__ = ["contains_all", "fold", "words"]
