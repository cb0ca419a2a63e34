"""The database refuses what breaks the rules of notices, and the form says so."""

import pytest

from tests.portal.broken_rules import CASES
from tests.rules import database_refuses, form_refuses


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_form_refuses_in_french_beside_the_field(case):
    form_refuses(case)


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_database_refuses_too(case):
    database_refuses(case)
