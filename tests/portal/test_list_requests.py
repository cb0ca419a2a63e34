"""What an address of the API asks of a list: its fields, its size, its page; and what is set aside."""

import json

import pytest
from django.http import QueryDict
from django.utils.translation import override
from rest_framework.exceptions import NotAcceptable
from rest_framework.renderers import JSONRenderer

from portal.api.negotiation import JsonOnly
from portal.api.parameters import Parameter, fields_parameter, list_parameters
from portal.api.problems import is_of_api, problem
from portal.api.requests import ListRequest, RecordRequest, UnknownCursorError, root_of
from portal.api.resources import RESOURCES
from tests.axes.factories import AxisFactory
from tests.partners.factories import PartnerFactory
from tests.portal.accountability.entries import TODAY

PARTNERS = RESOURCES["partenaires"]


def asked(query, kind=ListRequest):
    return kind(PARTNERS, QueryDict(query), TODAY)


def aside(request):
    return [(each["parametre"], each["valeur"]) for each in request.set_aside]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "size", "is_read"),
    [
        ("", 25, True),
        ("10", 10, True),
        (" 7 ", 7, True),
        ("100", 100, True),
        ("101", 100, True),  # as many as there may be
        ("999999", 100, True),
        ("9999999", 25, False),
        ("0", 25, False),
        ("-1", 25, False),
        ("1.5", 25, False),
        ("٣", 25, False),  # a figure of another script
        ("dix", 25, False),
    ],
)
def test_a_page_has_the_size_asked_up_to_a_hundred(typed, size, is_read):
    request = asked(f"par_page={typed}")
    assert request.size == size
    assert aside(request) == ([] if is_read else [("par_page", typed)])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "fields", "unknown"),
    [
        ("champs=nom,pays", ["nom", "pays"], []),
        ("champs=pays,nom,pays", ["pays", "nom"], []),  # each once, in the order asked
        ("champs=nom&champs=pays", ["nom", "pays"], []),
        ("champs= nom , ,", ["nom"], []),
        ("champs=nom,taille", ["nom"], ["taille"]),
    ],
)
def test_the_fields_asked_for_are_told_and_no_other(typed, fields, unknown):
    request = asked(typed)
    assert (request.fields, aside(request)) == (fields, [("champs", name) for name in unknown])


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "champs=", "champs=taille", "champs=,,"])
def test_where_no_field_that_there_is_is_asked_for_all_are_told(typed):
    assert asked(typed).fields == [*(column.header for column in PARTNERS.columns), *PARTNERS.parts]


@pytest.mark.django_db
def test_what_is_not_understood_is_set_aside_with_its_value_or_its_name():
    assert aside(asked("pays=zz&couleur=bleu&par_page=x&tri=taille&champs=taille")) == [
        ("pays", "zz"),
        ("tri", "taille"),
        ("champs", "taille"),
        ("par_page", "x"),
        ("couleur", None),
    ]
    assert aside(asked("pays=be&tri=nom&curseur=&champs=nom&par_page=5")) == []


@pytest.mark.django_db
def test_one_record_is_asked_for_its_fields_and_for_nothing_else():
    request = asked("champs=nom,taille&par_page=5&pays=be&curseur=x", RecordRequest)
    assert request.fields == ["nom"]
    assert sorted(aside(request), key=str) == [
        ("champs", "taille"),
        ("curseur", None),
        ("par_page", None),
        ("pays", None),
    ]


@pytest.mark.django_db
def test_pages_follow_one_another_by_the_key_of_their_last_row_with_what_was_asked():
    for name in ("Arlon", "Bruges", "Charleroi"):
        PartnerFactory(name=name, published=True)
    PartnerFactory(name="Anvers")
    first = asked("par_page=2&champs=nom&pays=be&couleur=bleu")
    rows, query = first.page()
    assert ([row.name for row in rows], first.count()) == (["Arlon", "Bruges"], 3)
    assert dict(QueryDict(query).items()) == {"pays": "be", "champs": "nom", "par_page": "2", "curseur": "bruges"}
    second = asked(query)
    assert ([row.name for row in second.page()[0]], second.page()[1], second.count()) == (["Charleroi"], "", 3)
    assert asked("par_page=3").page()[1] == ""


@pytest.mark.django_db
@pytest.mark.parametrize("cursor", ["nulle-part", "anvers", "\0", "é" * 500, "' OR 1=1 --"])
def test_a_cursor_that_leads_to_nothing_public_is_refused(cursor):
    PartnerFactory(name="Anvers")
    request = QueryDict(mutable=True)
    request["curseur"] = cursor
    with pytest.raises(UnknownCursorError):
        ListRequest(PARTNERS, request, TODAY).page()


@pytest.mark.django_db
def test_each_parameter_of_a_list_is_told_with_its_values_where_they_are_few():
    AxisFactory(published=True, slug="agir")
    told = {each.name: each for each in list_parameters(PARTNERS)}
    assert {"q", "pays", "tri", "champs", "par_page", "curseur"} <= set(told)
    assert set(told) == asked("").known_parameters
    assert (told["par_page"].schema["maximum"], told["par_page"].schema["default"]) == (100, 25)
    assert told["pays"].values == {}
    assert told["region"].values["europe"] == "Europe"
    assert "`europe` (Europe)" in told["region"].description
    assert told["champs"] == fields_parameter(PARTNERS)


def test_a_parameter_without_values_says_what_it_does_and_no_more():
    assert Parameter("q", "Les mots.", {}, {}).description == "Les mots."
    assert Parameter("x", "L’état.", {"a": "actif", "": "aucun"}, {}).description == "L’état. `a` (actif), aucun"


@pytest.mark.parametrize(
    ("accept", "is_given"),
    [
        (None, True),
        ("*/*", True),
        ("application/json", True),
        ("text/html, application/json;q=0.5", True),
        ("text/html", False),
        ("application/*", True),
    ],
)
def test_json_is_given_to_who_takes_it(rf, accept, is_given):
    request, renderer = rf.get("/", **({"HTTP_ACCEPT": accept} if accept else {})), JSONRenderer()
    if is_given:
        assert JsonOnly().select_renderer(request, [renderer]) == (renderer, "application/json")
    else:
        with pytest.raises(NotAcceptable):
            JsonOnly().select_renderer(request, [renderer])


@pytest.mark.parametrize(
    ("path", "language", "is_told"),
    [
        ("/api/v1/", "fr-ca", True),
        ("/api/v2/missions/", "fr-ca", True),
        ("/apis/", "fr-ca", False),
        ("/missions/", "fr-ca", False),
        ("/en/api/v1/", "en", True),
        ("/en/missions/", "en", False),
    ],
)
def test_an_address_is_of_the_api_in_its_language(rf, path, language, is_told):
    with override(language):
        assert is_of_api(rf.get(path)) == is_told


@pytest.mark.parametrize(
    ("status", "detail", "title", "told"),
    [
        (404, None, "Introuvable", "Rien de public n’est à cette adresse."),
        (400, "Le curseur ne mène plus à rien.", "Demande illisible", "Le curseur ne mène plus à rien."),
        (405, "", "Lecture seulement", "L’API se lit par GET ou HEAD; elle ne reçoit rien."),
    ],
)
def test_a_problem_is_told_in_words_to_programs_of_any_site(rf, status, detail, title, told):
    answer = problem(rf.get("/api/v1/missions/?a=é"), status, detail)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert (answer["Access-Control-Allow-Origin"], answer["Cache-Control"]) == ("*", "no-store")
    body = json.loads(answer.content)
    assert (body["title"], body["detail"], body["status"]) == (title, told, status)
    assert (body["instance"], body["type"].endswith(f"#{status}")) == ("/api/v1/missions/", True)


def test_addresses_begin_as_the_request_came_in(rf):
    assert root_of(rf.get("/api/v1/?a=1")) == "http://testserver"
    assert root_of(rf.get("/", secure=True, SERVER_PORT="8443")) == "https://testserver:8443"
