"""Imports go one way: config → portal → missions → partners → axes → records; in the tests, and inside records, too."""

import ast

from tests.house.code import LAYERS, ROOT, imported, modules, modules_of_tests, our_models, reached, refuse, text_of

# What each room of records may import besides itself. What is in no room gathers them (models, apps), speaks in
# templates or stands alone: nothing but imports and admin, which are on top, reads the gathered models.
ROOMS = {
    "words": set(),
    "charts": set(),
    "page_cache": {"words"},
    "publication": {"words", "page_cache"},
    "documents": {"words", "page_cache", "publication"},
    "search": {"words", "page_cache", "publication"},
    "listing": {"words", "page_cache", "publication"},
    "papers": {"words", "page_cache", "publication", "documents", "listing"},
    "imports": {"words", "page_cache", "publication", "search", "listing", "models"},
    "admin": {"words", "page_cache", "publication", "documents", "search", "listing", "imports", "models"},
}
# How the tests are served, which is a matter of settings.
SERVED = {"tests/settings.py", "tests/served_settings.py"}

# Libraries alone, without a word of ours.
UNDER_ALL = {"late"}


def above(layer):
    """Return the layers that one may not know."""
    return LAYERS[: LAYERS.index(layer)]


def test_a_module_imports_only_downwards():
    names = [(path, name) for path, tree in modules().items() for name in imported(tree)]
    refuse(f"{path}: {name}" for path, name in names if name.split(".")[0] in above(path.parts[0]))


def test_no_module_knows_of_the_tests():
    names = [(path, name) for path, tree in modules().items() for name in imported(tree)]
    refuse(f"{path}: {name}" for path, name in names if name.split(".")[0] == "tests")


def test_a_model_points_only_downwards():
    relations = [
        (model._meta, field)
        for model in our_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created
    ]
    refuse(
        f"{options.label}: {field.name}"
        for options, field in relations
        if field.related_model._meta.app_label in above(options.app_label)
    )


def test_no_function_imports_the_project():
    inner = [
        (path, node) for path, tree in modules().items() for node in walk_imports(tree) if node not in set(tree.body)
    ]
    names = [(path, node.lineno, name) for path, node in inner for name in imported(node)]
    refuse(f"{path}:{line}: {name}" for path, line, name in names if name.split(".")[0] in LAYERS)


def walk_imports(tree):
    """Yield the import statements of a tree, at any depth."""
    return (node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom)))


def test_the_rooms_of_the_ground_floor_import_one_way():
    inside = {path: tree for path, tree in modules().items() if path.parts[0] == "records" and path.parts[1] in ROOMS}
    names = {(path, name) for path, tree in inside.items() for name in reached(tree) if name.startswith("records.")}
    open_to = {path: {path.parts[1], *ROOMS[path.parts[1]], *UNDER_ALL} for path in inside}
    refuse(f"{path}: {name}" for path, name in names if name.split(".")[1] not in open_to[path])


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
    faults = set()
    for path, tree in modules_of_tests().items():
        if str(path) not in SERVED:
            own = depth(".".join(path.with_suffix("").parts))
            depths = {name: depth(name) for name in reached(tree)}
            faults |= {f"{path}: {name}" for name, its in depths.items() if its is not None and its < own}
    refuse(faults)


def test_nothing_is_imported_from_a_test_module():
    names = {(path, name) for path, tree in modules_of_tests().items() for name in reached(tree)}
    refuse(f"{path}: {name}" for path, name in names if name.startswith("tests.") and ".test_" in name)


RELATIONS_WORDS = ("partner", "mission", "axis", "axes", "agreement", "vision", "delegation", "partenaire", "entente")


def test_the_ground_floor_knows_no_word_of_international_relations():
    refuse(f"{path}: {word}" for path, text in ground_floor().items() for word in RELATIONS_WORDS if word in text)


def ground_floor():
    """Return the text of every module of `records`, without the words that merely look like ours."""
    texts = {str(path): text_of(path) for path in modules() if path.parts[0] == "records"}
    return {path: text.lower().replace("permission", "").replace("admission", "") for path, text in texts.items()}
