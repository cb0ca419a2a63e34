"""Imports go one way: config → portal → missions → partners → axes → records."""

import ast

import pytest

from tests.house.code import LAYERS, ROOT, identify, imported, modules, our_models


@pytest.mark.parametrize("path", modules(), ids=str)
def test_a_module_imports_only_downwards(path):
    allowed = LAYERS[LAYERS.index(path.parts[0]) :]
    upwards = [name for name in imported(modules()[path]) if name.split(".")[0] in set(LAYERS) - set(allowed)]
    assert not upwards


def test_no_module_knows_of_the_tests():
    assert not [
        path for path, tree in modules().items() if any(name.split(".")[0] == "tests" for name in imported(tree))
    ]


@pytest.mark.parametrize("model", our_models(), ids=identify)
def test_a_model_points_only_downwards(model):
    allowed = LAYERS[LAYERS.index(model._meta.app_label) :]
    related = [
        field.related_model._meta.app_label
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created
    ]
    assert not [label for label in related if label in LAYERS and label not in allowed]


@pytest.mark.parametrize("path", modules(), ids=str)
def test_no_function_imports_the_project(path):
    top = set(modules()[path].body)
    inner = [node for node in walk_imports(modules()[path]) if node not in top]
    assert not [name for node in inner for name in imported(node) if name.split(".")[0] in LAYERS]


def walk_imports(tree):
    """Yield the import statements of a tree, at any depth."""
    return (node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom)))


RELATIONS_WORDS = ("partner", "mission", "axis", "axes", "agreement", "vision", "delegation", "partenaire", "entente")


def test_the_ground_floor_knows_no_word_of_international_relations():
    ours = {
        path: source
        for path, source in ground_floor().items()
        if any(word in source.lower() for word in RELATIONS_WORDS)
    }
    assert not sorted(ours)


def ground_floor():
    """Return the text of every module of `records`, without the words that merely look like ours."""
    texts = {str(path): (ROOT / path).read_text(encoding="utf-8") for path in modules() if path.parts[0] == "records"}
    return {path: text.lower().replace("permission", "").replace("admission", "") for path, text in texts.items()}
