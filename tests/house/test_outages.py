"""What is shared with other processes may be away: whoever asks it says what to do then."""

from tests.house.code import modules, reached, refuse

# Says whether the cache answers: that it does not is an answer.
ASKS_WHETHER_IT_ANSWERS = {"portal/machine_views.py"}

ASKED_BY = "records.page_cache.shared.ask_shared"


def test_who_asks_the_shared_cache_goes_on_without_it():
    names = {str(path): set(reached(tree)) for path, tree in modules().items()}
    askers = {path for path, its in names.items() if "django.core.cache.cache" in its} - ASKS_WHETHER_IT_ANSWERS
    assert askers
    refuse(f"{path}: {ASKED_BY}" for path in askers if ASKED_BY not in names[path])
