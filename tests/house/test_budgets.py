"""Modules stay short, and one module alone decides what is public."""

import ast
from pathlib import Path

import pytest

from tests.house.code import ROOT, modules


@pytest.mark.parametrize("path", modules(), ids=str)
def test_a_module_is_short_and_described(path):
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= 300
    assert ast.get_docstring(modules()[path]) or not modules()[path].body


@pytest.mark.parametrize("path", modules(), ids=str)
def test_a_function_is_short_and_a_public_one_described(path):
    for node in ast.walk(modules()[path]):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 40, node.name
    for node in modules()[path].body:
        if (
            isinstance(node, (ast.FunctionDef, ast.ClassDef))
            and not node.name.startswith("_")
            and node.name != "Migration"
        ):
            assert ast.get_docstring(node), node.name


@pytest.mark.parametrize("path", [path for path in modules() if path.parent != Path("records/publication")], ids=str)
def test_publication_is_decided_in_one_room(path):
    text = (ROOT / path).read_text(encoding="utf-8")
    assert 'status="published"' not in text
    assert "status=PublicationStatus.PUBLISHED" not in text
    assert "status == PublicationStatus.PUBLISHED" not in text


def test_no_business_is_left_unfinished():
    words = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
    assert not [
        str(path) for path in modules() if any(word in (ROOT / path).read_text(encoding="utf-8") for word in words)
    ]
