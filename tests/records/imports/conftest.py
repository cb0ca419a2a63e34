"""What the tests of imports ask for: the files of a shelf."""

import pytest

from tests.records.imports.shelf_files import ShelfFolder


@pytest.fixture
def shelf(tmp_path):
    """The files of the shelf, with a line in each and without a fault."""
    return ShelfFolder(tmp_path)
