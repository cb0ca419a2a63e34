"""The page that documents the API, written from its OpenAPI document."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from missions.models import Direction
from missions.models.stage import HELD_STAGES
from portal.api.answers import page_body
from portal.api.openapi import openapi
from portal.api.problems import DETAILS, TITLES
from portal.api.requests import ListRequest, root_of
from portal.api.resources import RESOURCES
from portal.licence import LICENCE, LICENCE_ADDRESS
from records.listing.json_values import DATE_PATTERN

INLINE_CODE = re.compile("`([^`]+)`")
PIECES = re.compile(r"[?&]?[^?&,]+,?")


class Example(NamedTuple):
    """A question, the address that answers it, and what it answers where the page shows it."""

    question: str
    address: str
    answer: str = ""

    @property
    def pieces(self) -> list[str]:
        """The address in pieces, between which a line may end."""
        return PIECES.findall(self.address)


class FieldTold(NamedTuple):
    """A field of a record: its name, its type in words, what it means, its values in words by code if they are few."""

    name: str
    type: str
    meaning: str
    values: dict[str, str]


class ListTold(NamedTuple):
    """A list: what it holds, where, its parameters, its fields, and the (label, meaning, fields) of its parts.

    `parameters`: (name, meaning in HTML) pairs.
    """

    name: str
    label: str
    meaning: str
    address: str
    has_details: bool
    parameters: list[tuple[str, SafeString]]
    fields: list[FieldTold]
    parts: list[tuple[str, str, list[FieldTold]]]


def docs(request: HttpRequest) -> HttpResponse:
    """Show how the API is asked, what it answers, and examples that it answers today."""
    document = openapi()
    context = {
        "examples": list(examples(request)),
        "lists": [_list_told(name, document) for name in RESOURCES],
        "problems": [(status.value, TITLES[status], DETAILS[status]) for status in TITLES],
        "licence": LICENCE,
        "licence_address": LICENCE_ADDRESS,
    }
    return render(request, "portal/api.html", context)


def examples(request: HttpRequest) -> Iterator[Example]:
    """Yield the Examples, answered now."""
    today = timezone.localdate()
    ends = {"fin": today.year, "champs": "titre,fin,etat,partenaires", "tri": "fin"}
    yield _answered(_("Les ententes qui finissent cette année"), "ententes", ends, request)
    amounts = {"champs": "titre,debut,plafond_cad,declare_cad,couts", "par_page": 100}
    yield _asked(_("Toutes les missions avec leurs montants"), "missions", amounts)
    trips = {"sens": Direction.OUT.value, "statut": [stage.value for stage in HELD_STAGES], "champs": "declare_cad"}
    yield _asked(_("Ce que le bilan additionne\u00a0: les montants déclarés des missions tenues"), "missions", trips)


def _asked(question: str, name: str, query: dict[str, Any]) -> Example:
    typed = urlencode(query, doseq=True, safe=",")
    return Example(question, f"{reverse(f'api:{name}')}?{typed}")


def _answered(question: str, name: str, query: dict[str, Any], request: HttpRequest) -> Example:
    example = _asked(question, name, query)
    asked = ListRequest(RESOURCES[name], QueryDict(urlencode(query, doseq=True)), timezone.localdate())
    answer = page_body(asked, root_of(request), reverse(f"api:{name}"))
    return example._replace(answer=json.dumps(answer, ensure_ascii=False, indent=2))


def _list_told(name: str, document: dict[str, Any]) -> ListTold:
    resource, components = RESOURCES[name], document["components"]["schemas"]
    operation = document["paths"][f"/{name}/"]["get"]
    properties = components[resource.component]["properties"]
    parts = {part: components[f"{resource.component}_{part}"]["properties"] for part in resource.parts}
    return ListTold(
        name=name,
        label=operation["summary"],
        meaning=operation["description"],
        address=reverse(f"api:{name}"),
        has_details=f"/{name}/{{slug}}/" in document["paths"],
        parameters=[(each["name"], _in_html(each["description"])) for each in operation["parameters"]],
        fields=[_field_told(each, schema) for each, schema in properties.items() if each not in parts],
        parts=[
            (part, str(resource.parts[part].meaning), [_field_told(*pair) for pair in fields.items()])
            for part, fields in parts.items()
        ],
    )


def _in_html(description: str) -> SafeString:
    """Return a description of the document, whose codes stand between backquotes, as HTML."""
    return mark_safe(INLINE_CODE.sub(r"<code>\1</code>", escape(description)))  # noqa: S308 - escaped


def _field_told(name: str, schema: dict[str, Any]) -> FieldTold:
    told = schema.get("items", schema)
    values = {each["const"]: each["title"] for each in told.get("oneOf", []) if "const" in each}
    words = _("liste\u00a0: %(type)s") % {"type": _type(told)} if schema.get("type") == "array" else _type(told)
    return FieldTold(name, words, schema["description"], values)


def _type(schema: dict[str, Any]) -> str:
    if "oneOf" in schema:
        return _("choix")
    if "number" in schema["type"]:
        return _("nombre")
    if schema.get("pattern") == DATE_PATTERN:
        return _("date")
    return _("adresse") if schema.get("format") == "uri" else _("texte")
