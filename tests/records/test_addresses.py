"""Addresses: French, readable, stable, and followed when they change."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from records.publication.addresses import find
from records.words.normalizing import normalize
from tests.records.bookshelf.models import Author
from tests.records.factories import AuthorFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Québec", "quebec"),
        ("Œuvres d’été à l’hôtel", "oeuvres-d-ete-a-l-hotel"),
        ("Xi’an", "xi-an"),
        ("!!!", "author"),
        ("mot " * 50, "-".join(["mot"] * 23)[:90].strip("-")),
    ],
)
def test_an_address_is_made_of_the_name(name, slug):
    assert AuthorFactory(name=name).slug == slug


def test_two_records_of_one_name_have_two_addresses():
    assert [AuthorFactory(name="Savard").slug for _ in range(3)] == ["savard", "savard-2", "savard-3"]


def test_the_number_of_a_namesake_is_the_first_that_no_other_record_bears():
    for name in "Savard 2", "Savard 3", "Savard et Félix", "Savard 5":
        AuthorFactory(name=name)
    assert [AuthorFactory(name="Savard").slug for _ in range(3)] == ["savard", "savard-4", "savard-6"]


def test_the_twelfth_namesake_costs_the_statements_of_the_third(django_assert_num_queries):
    AuthorFactory.create_batch(2, name="Savard")
    with CaptureQueriesContext(connection) as third:
        AuthorFactory(name="Savard")
    AuthorFactory.create_batch(8, name="Savard")
    with django_assert_num_queries(len(third)):
        assert AuthorFactory(name="Savard").slug == "savard-12"


def test_a_record_takes_its_own_address_again():
    author = AuthorFactory(name="Savard")
    author.slug = ""
    author.save()
    assert author.slug == "savard"


def test_a_record_costs_three_statements_its_address_its_row_and_its_history(django_assert_num_queries):
    with django_assert_num_queries(3):
        AuthorFactory(name="Savard")


def test_an_address_does_not_follow_its_title():
    author = AuthorFactory(name="Savard")
    author.name = "Savard et autres"
    author.save()
    assert author.slug == "savard"
    assert author.search_text.startswith(normalize(author.name))


def test_a_former_address_leads_to_the_record():
    author = AuthorFactory(name="Savard")
    author.slug = "anne-savard"
    author.save()
    assert find(Author.objects.all(), "savard") == author


def test_an_address_taken_over_leads_to_its_present_holder():
    former = AuthorFactory(name="Savard")
    former.slug = "ancien"
    former.save()
    present = AuthorFactory(name="Savard")
    assert present.slug == "savard"
    assert find(Author.objects.all(), "savard") == present


def test_an_address_of_nothing_is_not_found():
    AuthorFactory(name="Savard")
    with pytest.raises(Http404):
        find(Author.objects.all(), "nulle-part")


def moved():
    """Return a record that was online at « savard » and is now elsewhere."""
    author = AuthorFactory(name="Savard", published=True)
    author.slug = "felix-savard"
    author.save()
    return author


def test_an_address_that_was_online_is_not_taken_by_another():
    moved()
    draft = AuthorFactory(name="Autre")
    draft.slug = "savard"
    with pytest.raises(ValidationError) as refusal:
        draft.full_clean()
    assert "« Savard », qui l’a portée en ligne" in refusal.value.message_dict["slug"][0]


def test_an_address_made_of_a_name_avoids_one_that_was_online():
    moved()
    assert AuthorFactory(name="Savard").slug == "savard-2"


def test_a_record_may_take_back_its_own_address():
    author = moved()
    author.slug = "savard"
    author.full_clean()


def test_an_address_that_was_never_online_is_free():
    author = AuthorFactory(name="Savard")
    author.slug = "felix-savard"
    author.save()
    AuthorFactory.build(name="Autre", slug="savard").full_clean()


def test_an_old_address_leads_where_it_did_although_a_draft_bears_it():
    author, draft = moved(), AuthorFactory(name="Autre")
    Author.objects.filter(pk=draft.pk).update(slug="savard")
    draft.refresh_from_db()
    draft.save()
    assert find(Author.objects.filter(status="published"), "savard") == author
