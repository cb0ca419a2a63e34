"""How drf-spectacular tells the API: each operation from its Resource, each field from its Column."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from portal.api.parameters import Parameter, fields_parameter, list_parameters
from portal.api.problems import PROBLEM_TYPE, TITLES
from portal.api.serializers import record_serializer
from records.listing.json_values import json_schema

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
    },
}
SET_ASIDE = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["parametre", "valeur"],
        "properties": {"parametre": {"type": "string"}, "valeur": {"type": ["string", "null"]}},
    },
}
ROOT = {
    "type": "object",
    "properties": {
        **{name: {"type": "string"} for name in ("version", "licence")},
        **{name: {"type": "string", "format": "uri"} for name in ("documentation", "openapi")},
        "listes": {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}},
    },
}


class ColumnFieldSchema(OpenApiSerializerFieldExtension):
    """Tells a field from its Column."""

    target_class = "portal.api.serializers.ColumnField"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        """Return the JSON Schema of the field."""
        return json_schema(self.target.column)


class ApiSchema(AutoSchema):
    """An operation of the API; `self.view.told_as` says which: a list, a record, or the root."""

    view: Any

    def get_operation_id(self) -> str:
        """Return its name, the same in every language."""
        return f"{self._name}_{self.view.told_as}" if self.view.resource else "racine"

    def get_summary(self) -> str:
        """Return what it gives, in a few words."""
        resource = self.view.resource
        if resource is None:
            return _("Les listes")
        return str(resource.label) if self.view.told_as == "liste" else _("Un objet de la liste")

    def get_description(self) -> str:  # type: ignore[override] # as drf-spectacular has it
        """Return what it gives, in a sentence."""
        return str(self.view.resource.meaning) if self.view.resource else _("Les adresses des listes.")

    def get_tags(self) -> list[str]:
        """Return the list it belongs to."""
        return [self._name] if self.view.resource else ["racine"]

    def get_auth(self) -> list[dict[str, Any]]:
        """Return nothing: anyone may read."""
        return []

    def get_request_serializer(self) -> None:
        """Return nothing: the API receives nothing."""

    def get_override_parameters(self) -> list[Any]:
        """Return the parameters of the list, or of one record."""
        resource = self.view.resource
        if resource is None:
            return []
        if self.view.told_as == "liste":
            return [_told(each) for each in list_parameters(resource)]
        meaning = _("La clé de l’objet, ou sa référence s’il en a une.")
        slug = OpenApiParameter("slug", str, "path", description=meaning, pattern="^[-a-zA-Z0-9_]+$")
        return [slug, _told(fields_parameter(resource))]

    def get_response_serializers(self) -> Any:
        """Return {status: what is answered}."""
        ok = OpenApiResponse(self._body(), description=_("Ce qui est demandé."))
        unchanged = OpenApiResponse(description=_("Rien n’a changé depuis l’étiquette donnée."))
        moved = OpenApiResponse(description=_("L’adresse a changé; la nouvelle est dite."))
        statuses = [HTTPStatus.NOT_ACCEPTABLE, HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.BAD_REQUEST]
        is_record = self.view.told_as == "objet"
        return {
            200: ok,
            **({301: moved} if is_record else {}),
            304: unchanged,
            **_problems(*statuses, *([HTTPStatus.NOT_FOUND] if is_record else [])),
        }

    def _is_list_view(self, serializer: Any = None) -> bool:
        """A list is told in full by its own body."""
        return False

    def _body(self) -> dict[str, Any]:
        if self.view.resource is None:
            return ROOT
        record = self.resolve_serializer(record_serializer(self._name), "response").ref
        if self.view.told_as == "objet":
            return _object(mis_de_cote=_set_aside(), donnees=record)
        return _object(
            nombre={"type": "integer", "description": _("Combien d’objets répondent à la demande, en tout.")},
            suivant={
                "type": ["string", "null"],
                "format": "uri",
                "description": _("L’adresse de la page qui suit; rien à la dernière."),
            },
            mis_de_cote=_set_aside(),
            donnees={"type": "array", "items": record},
        )

    @property
    def _name(self) -> str:
        return self.view.resource.name


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _set_aside() -> dict[str, Any]:
    return {**SET_ASIDE, "description": _("Ce qui n’est pas compris, et ne change rien à la réponse.")}


def _problems(*statuses: HTTPStatus) -> dict[tuple[int, str], OpenApiResponse]:
    answer = {"$ref": "#/components/schemas/Probleme"}
    return {
        (status.value, PROBLEM_TYPE): OpenApiResponse(answer, description=str(TITLES[status])) for status in statuses
    }


def _told(parameter: Parameter) -> OpenApiParameter:
    many = parameter.schema["type"] == "array"
    return OpenApiParameter(
        parameter.name, parameter.schema, description=parameter.description, explode=True if many else None
    )
