"""A page never shuffles: every order ends in the primary key."""

from tests.house.code import our_models, refuse


def test_an_order_ends_in_the_primary_key():
    orders = {model._meta.label: model._meta.ordering for model in our_models()}
    refuse(f"{label}: {order}" for label, order in orders.items() if not order or order[-1] not in {"pk", "-pk"})
