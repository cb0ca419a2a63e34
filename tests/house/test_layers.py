"""Imports go one way: config → portal → missions → partners → axes → records; in the tests, and inside records, too."""

import ast

import pytest

from tests.house.code import LAYERS, ROOT, identify, imported, modules, modules_of_tests, our_models, reached

# What each room of records may import besides itself. What is in no room gathers them (models, apps), speaks in
# templates or stands alone: nothing but imports and admin, which are on top, reads the gathered models.
ROOMS = {
    "words": set(),
    "page_cache": {"words"},
    "publication": {"words", "page_cache"},
    "search": {"words", "page_cache", "publication"},
    "listing": {"words", "page_cache"},
    "imports": {"words", "page_cache", "publication", "search", "listing", "models"},
    "admin": {"words", "page_cache", "publication", "search", "listing", "models"},
}
# How the tests are served, which is a matter of settings.
SERVED = {"tests/settings.py", "tests/served_settings.py"}


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


def test_the_rooms_of_the_ground_floor_import_one_way():
    wrong = {}
    for path, tree in modules().items():
        room = path.parts[1]
        if path.parts[0] == "records" and room in ROOMS:
            other = {name.split(".")[1] for name in reached(tree) if name.startswith("records.")} - {room}
            wrong[str(path)] = sorted(other - ROOMS[room])
    assert not {path: names for path, names in wrong.items() if names}


def depth(name):
    """Return how deep in the house a dotted name is, the roof first; None if it is no module of ours.

    Tests of an app are as deep as it; those of the portal or of the whole see everything; what all tests share is
    under the ground.
    """
    first, *rest = name.split(".")
    if first != "tests":
        return LAYERS.index(first) if first in LAYERS else None
    if not rest or not (ROOT / "tests" / rest[0]).is_dir():
        return len(LAYERS)
    return LAYERS.index(rest[0]) if rest[0] in LAYERS and rest[0] != "portal" else 0


def test_tests_import_only_downwards():
    upwards = {}
    for path, tree in modules_of_tests().items():
        if str(path) not in SERVED:
            own = depth(".".join(path.with_suffix("").parts))
            depths = {name: depth(name) for name in reached(tree)}
            upwards[str(path)] = [name for name, its in depths.items() if its is not None and its < own]
    assert not {path: sorted(names) for path, names in upwards.items() if names}


def test_nothing_is_imported_from_a_test_module():
    wrong = {
        str(path): [name for name in reached(tree) if name.startswith("tests.") and ".test_" in name]
        for path, tree in modules_of_tests().items()
    }
    assert not {path: names for path, names in wrong.items() if names}


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
