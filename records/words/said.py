"""What is said on screen: words, or words looked up when they are shown, in the language of whoever reads."""

from typing import TYPE_CHECKING, TypeAlias

from django.utils.functional import Promise

if TYPE_CHECKING:
    # What gettext_lazy gives has this name for the type checker only.
    from django.utils.functional import _StrPromise

    Said: TypeAlias = str | _StrPromise
else:
    Said = str | Promise
