"""Modules stay short and described, and one room alone decides what is public."""

import ast
from pathlib import Path

from tests.house.code import modules, refuse, text_of

LONGEST_MODULE, LONGEST_FUNCTION = 300, 40
PUBLIC = ('status="published"', "status=PublicationStatus.PUBLISHED", "status == PublicationStatus.PUBLISHED")
UNFINISHED = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
Described = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def test_a_module_is_short():
    lengths = {path: len(text_of(path).splitlines()) for path in modules()}
    refuse(f"{path}: {length} lines" for path, length in lengths.items() if length > LONGEST_MODULE)


def test_a_function_is_short():
    functions = [(path, node) for path, node in nodes() if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = [(path, node.name, node.end_lineno - node.lineno + 1) for path, node in functions]
    refuse(f"{path}: {name}: {length} lines" for path, name, length in lengths if length > LONGEST_FUNCTION)


def test_a_module_is_described():
    refuse(str(path) for path, tree in modules().items() if tree.body and not ast.get_docstring(tree))


def test_what_is_public_is_described():
    public = [(path, node) for path, tree in modules().items() for node in tree.body if is_public(node)]
    refuse(f"{path}: {node.name}" for path, node in public if not ast.get_docstring(node))


def test_a_description_says_something():
    described = [(path, node) for path, node in nodes() if isinstance(node, Described | ast.Module)]
    given = [(path, getattr(node, "name", "the module"), ast.get_docstring(node)) for path, node in described]
    refuse(f"{path}: {name}" for path, name, said in given if said is not None and not said.strip())


def test_publication_is_decided_in_one_room():
    elsewhere = [path for path in modules() if path.parent != Path("records/publication")]
    refuse(f"{path}: {said}" for path in elsewhere for said in PUBLIC if said in text_of(path))


def test_no_business_is_left_unfinished():
    refuse(f"{path}: {word}" for path in modules() for word in UNFINISHED if word in text_of(path))


def nodes():
    """Yield the path of each module with each node of its tree."""
    return ((path, node) for path, tree in modules().items() for node in ast.walk(tree))


def is_public(node):
    """Say whether a node at the top of a module defines something for others."""
    return isinstance(node, Described) and not node.name.startswith("_") and node.name != "Migration"
