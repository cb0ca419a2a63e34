"""Asking the cache that all processes share, and going on without it while it does not answer."""

import logging
from collections.abc import Callable
from typing import TypeVar

_AnswerT = TypeVar("_AnswerT")

logger = logging.getLogger(__name__)


def ask_shared(ask: Callable[[], _AnswerT], otherwise: _AnswerT) -> _AnswerT:
    """Return the answer of `ask()`, which speaks to the shared cache; `otherwise` while it does not answer."""
    try:
        return ask()
    except Exception as error:  # each cache backend has its own errors; all mean the same here
        logger.warning("The shared cache does not answer: %s", error)
        return otherwise
