"""The project's own code, read as text and as syntax trees by the laws of the house."""

import ast
from functools import cache
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
# Each imports from itself and from those after it.
LAYERS = ("config", "portal", "missions", "partners", "axes", "records")


@cache
def modules():
    """Return every module of the project outside tests and migrations: path from the root → syntax tree."""
    paths = [path for layer in LAYERS for path in (ROOT / layer).rglob("*.py") if "migrations" not in path.parts]
    return {path.relative_to(ROOT): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


@cache
def modules_of_tests():
    """Return every module of the tests outside migrations: path from the root → syntax tree."""
    paths = [path for path in (ROOT / "tests").rglob("*.py") if "migrations" not in path.parts]
    return {path.relative_to(ROOT): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def imported(tree):
    """Yield the dotted names a syntax tree imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def reached(tree):
    """Yield the dotted names a syntax tree imports, and those it may reach: `from a import b` is also `a.b`."""
    yield from imported(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def our_models():
    """Return the models of our apps, without those the history makes."""

    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in LAYERS and not model.__name__.startswith("Historical")
    ]


def text_of(path):
    """Return the text of a file of the project, by its path from the root."""
    return (ROOT / path).read_text(encoding="utf-8")


def refuse(faults):
    """Fail if there are `faults` (an iterable of sentences that begin with where each is), and tell them all."""
    told = sorted(faults)
    assert not told, "\n".join(["", *told])
