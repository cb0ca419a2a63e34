"""Addresses: French, readable, stable, and followed when they change."""

import pytest
from django.http import Http404

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
