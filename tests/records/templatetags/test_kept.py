"""Parts of templates kept as long as the content stands still, for each value of what they depend on."""

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.template import TemplateSyntaxError, engines
from django.utils.translation import override

from records.page_cache.fragments import FRAGMENTS, RARE_FRAGMENTS, Rare
from records.page_cache.version import CONTENT_VERSION, renew_version
from records.templatetags.kept import sees
from tests.records.editions import another_edition  # noqa: F401 - asked of every test here


class Told:
    """A text that counts how often it was asked for."""

    def __init__(self, text="eau"):
        self.text, self.asked = text, 0

    def __call__(self):
        self.asked += 1
        return self.text


def drawn(source, **context):
    """Return what a template draws."""
    return engines["django"].from_string(source).render(context)


def test_a_part_is_made_once_for_each_value_it_depends_on():
    told = Told()
    part = "{% kept essai page %}{{ told }} {{ page }}{% endkept %}"
    assert [drawn(part, told=told, page=page) for page in (1, 1, 2, 1)] == ["eau 1", "eau 1", "eau 2", "eau 1"]
    assert told.asked == 2


def test_two_names_keep_two_parts_that_depend_on_the_same():
    told = Told()
    html = "{% kept un page %}{{ told }} un{% endkept %} {% kept deux page %}{{ told }} deux{% endkept %}"
    assert [drawn(html, told=told, page=1) for _each in range(2)] == ["eau un eau deux"] * 2
    assert told.asked == 2


def test_a_part_that_depends_on_nothing_is_kept_too():
    told = Told()
    for _each in range(2):
        assert drawn("<{% kept seul %}{{ told }}{% endkept %}>", told=told) == "<eau>"
    assert told.asked == 1


def test_each_language_has_its_own():
    part = "{% kept essai %}{% page_language %}{% endkept %}"
    assert drawn(part) == "fr-CA"
    with override("en"):
        assert drawn(part) == "en-CA"
    assert drawn(part) == "fr-CA"


def test_what_is_written_makes_a_part_again():
    told = Told()
    part = "{% kept essai %}{{ told }}{% endkept %}"
    drawn(part, told=told)
    told.text = "neige"
    renew_version()
    CONTENT_VERSION._until = float("-inf")
    assert drawn(part, told=told) == "neige"


def test_what_a_part_is_told_is_looked_for_only_where_it_is_made():
    told = Told({"mot": "<eau>"})
    part = "{% kept essai page from told %}{{ mot }} {{ page }}{% endkept %}[{{ mot }}]"
    assert [drawn(part, told=told, page=1, mot="dehors") for _each in range(2)] == ["&lt;eau&gt; 1[dehors]"] * 2
    assert told.asked == 1
    assert drawn(part, told=told, page=2, mot="dehors") == "&lt;eau&gt; 2[dehors]"


def test_a_part_told_without_depending_on_anything_is_kept():
    told = Told({"mot": "eau"})
    part = "{% kept essai from told %}{{ mot }}{% endkept %}"
    assert [drawn(part, told=told) for _each in range(2)] == ["eau", "eau"]
    assert told.asked == 1


def test_what_a_part_depends_on_is_filtered_as_elsewhere():
    told = Told()
    part = '{% kept essai page|default:"un" "texte" 3 %}{{ told }}{% endkept %}'
    for page in ("", "un", None):
        drawn(part, told=told, page=page)
    assert told.asked == 1
    assert any(key[-3:] == ("un", "texte", 3) for key in FRAGMENTS._results)


@pytest.mark.parametrize(
    ("on", "shelf", "other"),
    [
        (Rare(("q=eau",)), RARE_FRAGMENTS, FRAGMENTS),  # few will ask for it again
        (("q=eau",), FRAGMENTS, RARE_FRAGMENTS),
    ],
)
def test_a_part_that_few_ask_for_drives_out_no_other(on, shelf, other):
    name = f"essai-{type(on).__name__}"
    drawn("{% kept " + name + " 'texte' on %}eau{% endkept %}", on=on)
    assert [name in {key[0] for key in each._results} for each in (shelf, other)] == [True, False]


def test_a_part_that_is_not_closed_is_a_fault():
    with pytest.raises(TemplateSyntaxError, match="kept"):
        drawn("{% kept essai %}eau")


@pytest.mark.django_db
def test_inside_a_transaction_a_part_is_made_each_time():
    told = Told()
    for _each in range(2):
        drawn("{% kept essai %}{{ told }}{% endkept %}", told=told)
    assert told.asked == 2


def test_a_reader_who_is_not_known_sees_what_anyone_does():
    assert sees(AnonymousUser()) == frozenset()
    assert sees(User(username="ancienne", is_active=False)) == frozenset()


def test_who_may_read_everything_is_told_apart_and_alike():
    chief, other = (User(username=name, is_superuser=True) for name in ("cheffe", "autre"))
    assert sees(chief) == sees(other) != frozenset()
    told = Told()
    for user in (chief, other, AnonymousUser(), AnonymousUser()):
        drawn("{% kept essai user|sees %}{{ told }}{% endkept %}", told=told, user=user)
    assert told.asked == 2
