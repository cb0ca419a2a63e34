"""Pages that follow a row, whatever was added before it: what comes after, in an order that tells every row apart."""

from typing import Any, NamedTuple

from django.db.models import F, Model, OrderBy, Q, QuerySet


class _Term(NamedTuple):
    """One term of an order: the name its expression is given, and the OrderBy."""

    name: str
    order: OrderBy

    def beyond(self, value: Any) -> Q | None:
        """Return the Q of the rows that stand after `value`; None if none can: the rows without a value stand last."""
        if value is None:
            return None
        after = Q(**{f"{self.name}__{'lt' if self.order.descending else 'gt'}": value})
        return after | Q(**{f"{self.name}__isnull": True}) if self.order.nulls_last else after

    def same(self, value: Any) -> Q:
        """Return the Q of the rows that stand where `value` does."""
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})


def rows_after(rows: QuerySet[Any], key: str, value: str) -> QuerySet[Any] | None:
    """Return those of `rows` that come after the one whose field `key` is `value`; None if there is no such row.

    `rows`: in an order that tells every row apart, where a value may be absent only if `nulls_last` is said. One
    statement, whatever their number.
    """
    terms = _terms(rows)
    places = {term.name: term.order.expression for term in terms}
    at = rows.order_by("pk").filter(**{key: value}).annotate(**places).values_list(*places).first()
    if at is None:
        return None
    after, alike = Q(pk__in=[]), Q()
    for term, held in zip(terms, at, strict=True):
        beyond = term.beyond(held)
        after = after if beyond is None else after | (alike & beyond)
        alike &= term.same(held)
    return rows.alias(**places).filter(after)


def _terms(rows: QuerySet[Model]) -> list[_Term]:
    return [_Term(f"cursor_{rank}", _order(each)) for rank, each in enumerate(rows.query.order_by)]


def _order(each: Any) -> OrderBy:
    """Return the OrderBy of what `order_by` was given: a name, with `-` for the descending, or an expression."""
    if isinstance(each, str):
        return OrderBy(F(each.removeprefix("-")), descending=each.startswith("-"))
    return each if isinstance(each, OrderBy) else OrderBy(each)
