"""What the project says of itself on paper is what it is."""

import re

from tests import diagram
from tests.house.code import ROOT

PAPERS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
# What a path in a paper begins with, to be one of the project's own.
ROOMS = ("config", "portal", "missions", "partners", "axes", "records", "tests", "templates", "static", "docs", "data")
PATH = re.compile(rf"`((?:{'|'.join(ROOMS)})/[\w./-]*\w/?)`")


def test_the_diagram_is_that_of_the_models():
    assert diagram.PATH.read_text(encoding="utf-8") == diagram.drawn(), "python -m tests.diagram draws it again"


def test_every_decision_is_in_the_index():
    index = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    decisions = sorted(path for path in (ROOT / "docs/decisions").glob("0*.md"))
    titles = {path.name: path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for path in decisions}
    assert [name for name, title in titles.items() if f"[{title}]({name})" not in index] == []
    assert re.findall(r"\((\d{4}[^)]+\.md)\)", index) == list(titles)


def test_the_papers_name_files_that_exist():
    named = [(paper, path) for paper in PAPERS for path in PATH.findall(paper.read_text(encoding="utf-8"))]
    absent = [f"{paper.relative_to(ROOT)}: {path}" for paper, path in named if not (ROOT / path).exists()]
    assert len(named) > 20
    assert absent == []
