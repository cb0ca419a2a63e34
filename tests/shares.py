"""How several processes share the tests out: what is long to make is made by one of them."""

import re
from functools import cache

from xdist.scheduler import LoadScopeScheduling

# How a test asks for the whole site, visited once a process.
ASKS_FOR_THE_SWEEP = re.compile(r"^def test_\w+\([^)]*\bsweep\b", re.MULTILINE)


class BySweep(LoadScopeScheduling):
    """Gives every module that asks for the sweep to one process; the other tests go one function at a time.

    In the order they were collected: those that really write come last.
    """

    def __init__(self, config, log):
        config.option.loadscopereorder = False
        super().__init__(config, log)
        self._asks = cache(lambda module: ASKS_FOR_THE_SWEEP.search((config.rootpath / module).read_text("utf-8")))

    def _split_scope(self, nodeid):
        module = nodeid.partition("::")[0]
        return "the sweep" if self._asks(module) else nodeid.partition("[")[0]
