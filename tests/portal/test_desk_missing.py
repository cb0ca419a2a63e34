"""Records without a source or without English, on the desk of who manages."""

import pytest
from django.urls import reverse

from missions.models import Action
from tests.missions.factories import ActionFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("title", "count"), [("Fiches sans source", 2), ("Fiches sans anglais", 1)])
def test_each_kind_says_how_many_and_leads_to_the_list_that_holds_them(approver, title, count):
    supported = ActionFactory()
    supported.sources.add(SourceFactory(), SourceFactory())
    ActionFactory(title_en="Visit"), ActionFactory(title_en="Seminar")
    desk = {each.title: each.lines for each in approver.get(reverse("admin:index")).context["desk"]}
    line = next(each for each in desk[title] if each.title == "Actions")
    assert line.words == f"{count} fiche{'s' if count > 1 else ''}"
    assert len(approver.get(line.address).context["cl"].result_list) == count < Action.objects.count()


def test_who_writes_is_not_shown_them(writer):
    ActionFactory()
    titles = {each.title for each in writer.get(reverse("admin:index")).context["desk"]}
    assert not titles & {"Fiches sans source", "Fiches sans anglais"}
