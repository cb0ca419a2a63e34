"""A page never shuffles: every order ends in the primary key."""

import pytest

from tests.house.code import identify, our_models


@pytest.mark.parametrize("model", our_models(), ids=identify)
def test_an_order_ends_in_the_primary_key(model):
    assert model._meta.ordering
    assert model._meta.ordering[-1] in {"pk", "-pk"}
