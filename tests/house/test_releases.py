"""What was released stays: databases of each release must find the migrations that made them."""

import pytest

from tests.house.code import refuse
from tests.releases import migrations_now, migrations_of, releases


@pytest.mark.parametrize("release", releases(), ids=lambda release: release.name)
def test_a_migration_that_was_released_is_not_changed(release):
    now = migrations_now()
    refuse(
        f"{path}: released with {release.name}, {'changed' if path in now else 'gone'} since: add a migration instead"
        for path, digest in migrations_of(release).items()
        if now.get(path) != digest
    )
