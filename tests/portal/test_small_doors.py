"""Views saved of a list, marks of what is found, and what the site takes for an outage."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import DatabaseError, InterfaceError, OperationalError

from portal.models import SavedView, ViewedList
from portal.nightly import TASKS
from portal.outages import is_away, tried_again
from portal.saved_views import RenamingForm, SavedViewForm
from portal.search_marks import Marks, with_marks
from portal.search_regions import regions_found
from records.models import Confidence
from records.search.finding import Search
from records.search.indexing import rebuild
from records.search.reading import read
from tests.missions.factories import ActionFactory, MissionFactory, StopFactory
from tests.partners.factories import PartnerFactory
from tests.portal.accountability.entries import TODAY, D
from tests.portal.drivers import DriverError
from tests.portal.factories import PersonFactory, SavedViewFactory


@pytest.mark.parametrize(
    ("listed", "query", "address"),
    [
        (ViewedList.AGREEMENTS, "etat=echue", "/ententes/?etat=echue"),
        (ViewedList.ACTIONS, "", "/actions/"),
        (ViewedList.OUTCOMES, "q=a%26b", "/resultats/?q=a%26b"),
    ],
)
def test_a_view_leads_to_its_list_asked_so(listed, query, address):
    assert SavedView(listed=listed, query=query).get_absolute_url() == address


def view_form(form=SavedViewForm, owner=None, **sent):
    data = {"name": "Échues", "listed": "ententes", "query": "", **sent}
    return form(data, instance=SavedView(owner=owner or PersonFactory()))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("etat=echue&tri=nom", "etat=echue&tri=nom"),
        ("?etat=echue&page=3", "etat=echue"),  # the page is not what is asked
        ("q=&etat=echue", "etat=echue"),
        ("colonnes=nom,pays&q=été", "colonnes=nom,pays&q=%C3%A9t%C3%A9"),
        ("etat=a&etat=b", "etat=a&etat=b"),
        ("", ""),
    ],
)
def test_a_view_keeps_what_is_asked_without_its_page(query, kept):
    form = view_form(query=query)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["query"] == kept


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"name": ""}, "obligatoire"),
        ({"listed": "axes"}, "n’est pas de celles dont on enregistre une vue"),
        ({"query": f"q={'a' * 1500}"}, "Trop de choix"),
    ],
)
def test_what_is_wrong_with_a_view_is_said_beside_its_name(sent, words):
    form = view_form(**sent)
    assert list(form.errors) == ["name"]
    assert words in str(form.errors["name"])


@pytest.mark.django_db
def test_a_name_serves_once_for_each_person():
    view = SavedViewFactory(name="Échues")
    for form in (SavedViewForm, RenamingForm):
        assert "déjà une vue de ce nom" in str(view_form(form, view.owner).errors)
    assert view_form(owner=PersonFactory()).is_valid()
    assert RenamingForm({"name": "Échues"}, instance=view).is_valid()  # its own name again


def found(words):
    return Search(read(words, "fr-ca"), "fr-ca", AnonymousUser(), TODAY)


@pytest.mark.django_db
def test_what_is_found_is_marked_where_it_is_weakly_supported_or_lapsed(django_assert_num_queries):
    days = {"starts_on": D(2025, 5, 1), "date_precision": "jour", "published": True}
    ActionFactory(title="Foire ferme", stage="realisee", **days)
    ActionFactory(title="Foire échue", stage="annoncee", **days)
    MissionFactory(title="Foire faible", published=True, confidence=Confidence.LOW)
    PartnerFactory(name="Foire basse", published=True, confidence=Confidence.LOW)
    rebuild(today=TODAY)
    hits = [hit for group in found("foire").groups() for hit in group.hits]
    with django_assert_num_queries(1):
        marked = {hit.entry.title: marks for hit, marks in with_marks(hits, TODAY)}
    assert marked == {
        "Foire ferme": Marks(is_weakly_sourced=False, is_lapsed=False),
        "Foire échue": Marks(is_weakly_sourced=False, is_lapsed=True),
        "Foire faible": Marks(is_weakly_sourced=True, is_lapsed=False),
        "Foire basse": Marks(is_weakly_sourced=True, is_lapsed=False),
    }
    with django_assert_num_queries(0):
        assert with_marks([], TODAY) == []


@pytest.mark.django_db
def test_a_region_that_is_named_is_told_with_what_is_on_record_there():
    morocco = PartnerFactory(country="MA", published=True)
    StopFactory(mission=MissionFactory(published=True), place=morocco)
    PartnerFactory(country="MA")
    assert [
        (str(name), {what: (figure.number, figure.query) for what, figure in told.items()})
        for name, told in regions_found(found("partenaires africains"))
    ] == [("Afrique", {"partners": (1, "/partenaires/?region=afrique"), "missions": (1, "/missions/?region=afrique")})]
    assert regions_found(found("océanie")) == []  # nothing there
    assert regions_found(found("tramway")) == []


def caused(error, sqlstate="none"):
    if sqlstate != "none":
        error.__cause__ = DriverError(sqlstate)
    return error


@pytest.mark.parametrize(
    ("error", "is_out"),
    [
        (caused(OperationalError(), None), True),  # the server is lost: it has no code to give
        (caused(OperationalError(), "08006"), True),
        (caused(OperationalError(), "53300"), True),  # no room for one more
        (caused(OperationalError(), "57P01"), True),  # it stops
        (caused(InterfaceError(), None), True),
        (caused(OperationalError(), "57014"), False),  # a statement that lasted too long
        (caused(OperationalError(), "40P01"), False),
        (caused(OperationalError()), False),  # SQLite gives no code at all
        (caused(DatabaseError(), "08006"), False),
        (ValueError(), False),
    ],
)
def test_the_database_is_away_where_it_cannot_be_reached(error, is_out):
    assert is_away(error) == is_out


@pytest.mark.parametrize(
    ("errors", "outcome", "calls"),
    [
        ([], "fait", 1),
        ([caused(OperationalError(), "40P01")], "fait", 2),
        ([caused(OperationalError(), "40P01")] * 2, OperationalError, 2),  # once more, and no more
        ([caused(OperationalError(), "08006")], OperationalError, 1),
        ([ValidationError("x")], ValidationError, 1),
    ],
)
def test_what_the_database_undid_for_another_is_asked_once_more(errors, outcome, calls):
    left, asked = list(errors), []

    def view(request, *, key):
        asked.append((request, key))
        if left:
            raise left.pop()
        return "fait"

    if outcome == "fait":
        assert tried_again(view)("request", key=1) == "fait"
    else:
        with pytest.raises(outcome):
            tried_again(view)("request", key=1)
    assert asked == [("request", 1)] * calls


def test_each_task_of_the_night_has_its_own_name():
    names = [str(task.name) for task in TASKS]
    assert len(names) == len(set(names)) > 8
