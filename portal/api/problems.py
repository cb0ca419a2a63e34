"""What the API answers when it cannot give what is asked: RFC 9457, in words."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

PROBLEM_TYPE = "application/problem+json"
# Anyone's program may read what the API answers, and the tag of what it answered, from any site.
OPEN_TO_ALL = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag"}
TITLES = {
    HTTPStatus.BAD_REQUEST: _("Demande illisible"),
    HTTPStatus.NOT_FOUND: _("Introuvable"),
    HTTPStatus.METHOD_NOT_ALLOWED: _("Lecture seulement"),
    HTTPStatus.NOT_ACCEPTABLE: _("JSON seulement"),
    HTTPStatus.INTERNAL_SERVER_ERROR: _("Erreur de notre côté"),
    HTTPStatus.SERVICE_UNAVAILABLE: _("Interruption momentanée"),
}
DETAILS = {
    HTTPStatus.BAD_REQUEST: _("L’adresse, ou ce qui l’accompagne, ne se lit pas."),
    HTTPStatus.NOT_FOUND: _("Rien de public n’est à cette adresse."),
    HTTPStatus.METHOD_NOT_ALLOWED: _("L’API se lit par GET ou HEAD; elle ne reçoit rien."),
    HTTPStatus.NOT_ACCEPTABLE: _("Demandez «\u00a0application/json\u00a0»\u00a0: l’API ne donne rien d’autre."),
    HTTPStatus.INTERNAL_SERVER_ERROR: _("La demande n’a pu être servie; elle peut être faite de nouveau."),
    HTTPStatus.SERVICE_UNAVAILABLE: _(
        "La base de données ne répond pas; «\u00a0Retry-After\u00a0» dit quand redemander."
    ),
}


def is_of_api(request: HttpRequest) -> bool:
    """Say whether an address is under that of the API, in the language it begins with."""
    return request.path_info.startswith(reverse("api:root").removesuffix("v1/"))


def problem(request: HttpRequest, status: int, detail: Any = None) -> HttpResponse:
    """Return the answer that tells a problem: its `status`, and `detail` if there is more to say than usual."""
    status = HTTPStatus(status)
    told = {
        # Relative: a host that is refused has no address.
        "type": f"{reverse('api:docs')}#{status.value}",
        "title": str(TITLES[status]),
        "status": status.value,
        "detail": str(detail or DETAILS[status]),
        "instance": request.path,
    }
    return JsonResponse(
        told,
        status=status,
        content_type=PROBLEM_TYPE,
        headers={**OPEN_TO_ALL, "Cache-Control": "no-store"},
        json_dumps_params={"ensure_ascii": False},
    )
