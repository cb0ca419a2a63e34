"""Finding records by their words: how words are read, which are kept for each record, and what a reader's words find."""

from records.search.folding import contains_all, fold, words

__all__ = ["contains_all", "fold", "words"]
