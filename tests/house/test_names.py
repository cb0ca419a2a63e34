"""Names say what things are."""

import re

import pytest
from django.utils.functional import Promise

from tests.house.code import identify, modules, our_models

GRAB_BAGS = {"utils", "helpers", "common", "misc", "mixins", "signals", "services", "managers", "constants"}


@pytest.mark.parametrize("path", modules(), ids=str)
def test_no_module_is_a_grab_bag(path):
    assert not GRAB_BAGS & {path.stem, *path.parent.parts}


@pytest.mark.parametrize("model", our_models(), ids=identify)
def test_a_constraint_says_what_holds_in_which_table(model):
    prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
    assert all(re.fullmatch(rf"{prefix}\w+", constraint.name) for constraint in model._meta.constraints)


@pytest.mark.parametrize("model", our_models(), ids=identify)
def test_a_constraint_refuses_in_words(model):
    mute = [c.name for c in model._meta.constraints if c.violation_error_message == c.default_violation_error_message]
    assert not mute


@pytest.mark.parametrize("model", our_models(), ids=identify)
def test_a_model_is_named_in_french_and_described(model):
    assert str(model._meta.verbose_name) != model._meta.object_name
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")
    assert "__str__" in vars(model)


@pytest.mark.parametrize("model", our_models(), ids=identify)
def test_a_field_is_named_in_words(model):
    fields = [field for field in model._meta.get_fields() if hasattr(field, "verbose_name") and not field.primary_key]
    assert not [field.name for field in fields if not isinstance(field.verbose_name, Promise)]
