"""Parts of templates kept as long as the content stands still."""

from collections.abc import Hashable

from django import template
from django.template import Context, NodeList
from django.template.base import FilterExpression, Node, Parser, Token
from django.utils.safestring import SafeString

from records.page_cache.fragments import Rare, keep
from records.publication.status import Reader, may_see

register = template.Library()


class KeptNode(Node):
    """A part of a template, kept under a name for each value of what it depends on."""

    def __init__(
        self, nodelist: NodeList, name: str, on: list[FilterExpression], told: FilterExpression | None
    ) -> None:
        self.nodelist, self.name, self.on, self.told = nodelist, name, on, told

    def render(self, context: Context) -> SafeString:
        """Return the HTML kept, made if there is none."""
        values = [each.resolve(context) for each in self.on]
        sort = Rare if any(isinstance(each, Rare) for each in values) else tuple
        return keep(self.name, sort(values), lambda: self._make(context))

    def _make(self, context: Context) -> SafeString:
        if self.told is None:
            return self.nodelist.render(context)
        with context.push(**self.told.resolve(context)):
            return self.nodelist.render(context)


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Keep what stands between `{% kept name on… from told %}` and `{% endkept %}`.

    `on`: all that it depends on beside the content, the day and the language: `user|sees` if it tells of records.
    `told` (optional): a function that gives the variables used there, as a dict; called only if they are not kept.
    """
    _tag, name, *on = token.split_contents()
    told = parser.compile_filter(on.pop()) if on[-2:-1] == ["from"] else None
    on = on[:-1] if told else on
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, name, [parser.compile_filter(each) for each in on], told)


@register.filter
def sees(user: Reader) -> Hashable:
    """Give what tells readers apart by the records they may see."""
    return may_see(user)
