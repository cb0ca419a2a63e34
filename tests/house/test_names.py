"""Names say what things are, and each says one thing."""

import ast
import re
from collections import defaultdict

from django.utils.functional import Promise

from tests.house.code import modules, our_models, refuse

GRAB_BAGS = {"utils", "helpers", "common", "misc", "mixins", "signals", "services", "managers", "constants"}
# What Django, or whoever reads a module, looks for under one name in each.
CONVENTIONAL = {
    "Command": "a management command",
    "TABLES": "what an app loads",
    "app_name": "a URLconf",
    "application": "a WSGI application",
    "handler400": "a URLconf",
    "handler403": "a URLconf",
    "handler404": "a URLconf",
    "handler500": "a URLconf",
    "logger": "a logger",
    "register": "a library of template tags",
    "urlpatterns": "a URLconf",
}


def test_no_module_is_a_grab_bag():
    refuse(f"{path}" for path in modules() if GRAB_BAGS & {path.stem, *path.parent.parts})


def test_a_public_name_is_defined_once():
    places = defaultdict(list)
    for path, tree in modules().items():
        for name in dict.fromkeys(defined(tree)):
            if not name.startswith("_") and name not in CONVENTIONAL:
                places[name].append(str(path))
    refuse(f"{name}: {', '.join(paths)}" for name, paths in places.items() if len(paths) > 1)


def defined(tree):
    """Yield the names a module gives at its top to what it makes."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name))


def test_a_constraint_says_what_holds_in_which_table():
    named = [(model._meta, constraint.name) for model in our_models() for constraint in model._meta.constraints]
    refuse(
        f"{options.label}: {name}"
        for options, name in named
        if not re.fullmatch(rf"{options.app_label}_{options.model_name}_\w+", name)
    )


def test_a_constraint_refuses_in_words():
    held = [(model._meta.label, each) for model in our_models() for each in model._meta.constraints]
    mute = [
        (label, each) for label, each in held if each.violation_error_message == each.default_violation_error_message
    ]
    refuse(f"{label}: {each.name}" for label, each in mute)


def test_a_model_is_named_in_french():
    refuse(model._meta.label for model in our_models() if str(model._meta.verbose_name) == model._meta.object_name)


def test_a_model_is_described_and_says_what_it_is():
    described = {
        model for model in our_models() if model.__doc__ and not model.__doc__.startswith(f"{model.__name__}(")
    }
    refuse(model._meta.label for model in our_models() if model not in described or "__str__" not in vars(model))


def test_a_field_is_named_in_words():
    fields = [(model._meta.label, field) for model in our_models() for field in model._meta.get_fields()]
    shown = [(label, field) for label, field in fields if hasattr(field, "verbose_name") and not field.primary_key]
    refuse(f"{label}: {field.name}" for label, field in shown if not isinstance(field.verbose_name, Promise))
