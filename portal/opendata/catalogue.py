"""The catalogue of the datasets, in DCAT-AP 3, for the catalogues of others (CKAN, data.europa.eu) to harvest."""

import datetime as dt
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Max, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from axes.models import Axis, Indicator, Vision
from missions.models import Action, Mission, Priority
from partners.frames import QUEBEC_GEONAMES
from partners.models import Agreement, Partner
from portal.api.resources import RESOURCES
from portal.coverage import known_until
from portal.licence import LICENCE_ADDRESS
from portal.opendata.archive import measured_archive
from portal.opendata.datasets import DATASETS, OpenDataset
from portal.opendata.files import DataFile, files_of
from records.words.languages import ENGLISH, FRENCH
from records.words.said import Said

AUTHORITY = "http://publications.europa.eu/resource/authority"
CONTINUOUS = f"{AUTHORITY}/frequency/CONT"
LANGUAGE_URIS = {FRENCH: f"{AUTHORITY}/language/FRA", ENGLISH: f"{AUTHORITY}/language/ENG"}
PUBLIC_ACCESS = f"{AUTHORITY}/access-right/PUBLIC"
SUBJECTS = {
    f"{AUTHORITY}/data-theme/INTR": _("Questions internationales"),
    f"{AUTHORITY}/data-theme/GOVE": _("Gouvernement et secteur public"),
}
FILE_TYPES = {"csv": "CSV", "xlsx": "XLSX", "json": "JSON", "geojson": "GEOJSON", "zip": "ZIP"}
IANA_TYPES = "https://www.iana.org/assignments/media-types"
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
KEYWORDS = [_("relations internationales"), _("Ville de Québec"), _("registre public")]
TITLE = _("Registre des relations internationales de la Ville de Québec")
ABOUT = _("Les faits que le registre dit au public, en fichiers à emporter.")
API_TITLE = _("API du registre des relations internationales de la Ville de Québec")
ABOUT_API = _("Les listes publiques du portail, en lecture seule, sans clé.")
PUBLISHER = _("Ville de Québec")
TEAM = _("Relations internationales, Ville de Québec")
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}


def catalogue(today: dt.date, site: str) -> dict[str, Any]:
    """Return the catalogue as JSON-LD (a dict), of what anyone may read on `today`; `site`: the address of the home.

    Each dataset has a distribution a format and a language. Raise BusyError if too many files are being made.
    """
    issued, modified = published_between(today)
    dated = {"dct:issued": _date(issued), "dct:modified": _date(modified)}
    home = urljoin(site, reverse("opendata:index"))
    described = [*(_dataset(each, today, site, dated) for each in DATASETS.values()), _everything(today, site, dated)]
    return {
        "@context": CONTEXT,
        "@id": urljoin(site, reverse("opendata:catalogue")),
        "@type": "dcat:Catalog",
        "dct:title": _in_each_language(TITLE),
        "dct:description": _in_each_language(ABOUT),
        "dct:publisher": _publisher(site),
        "dct:license": _is_a("dct:LicenseDocument", LICENCE_ADDRESS),
        "dct:language": [_is_a("dct:LinguisticSystem", each) for each in LANGUAGE_URIS.values()],
        "dct:spatial": _place(),
        "foaf:homepage": _is_a("foaf:Document", home),
        "dcat:themeTaxonomy": {
            **_is_a("skos:ConceptScheme", f"{AUTHORITY}/data-theme"),
            "dct:title": _in_each_language(_("Thèmes de données de l’Union européenne")),
        },
        **{name: date for name, date in dated.items() if date},
        "dcat:dataset": described,
        "dcat:service": _service(site),
    }


def published_between(today: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """Return the days on which something of the register was first, and last, put or changed online (dates or None)."""
    firsts, lasts = [], []
    for model in (Vision, Axis, Indicator, Priority, Partner, Agreement, Mission, Action):
        firsts.append(model.objects.published(today).aggregate(day=Min("published_on"))["day"])
        online = model.history.filter(id__in=model.objects.published(today).order_by().values("pk"))
        moment = online.aggregate(moment=Max("history_date"))["moment"]
        lasts.append(moment and timezone.localdate(moment))
    return min(filter(None, firsts), default=None), max(filter(None, lasts), default=None)


def _dataset(dataset: OpenDataset, today: dt.date, site: str, dated: dict[str, Any]) -> dict[str, Any]:
    """Return the description of a dataset, with a distribution a format and a language."""
    distributions = []
    for language in LANGUAGE_URIS:
        with override(language):
            page = urljoin(site, reverse("opendata:dataset", args=[dataset.slug]))
            files = files_of(dataset, today=today, site=site)
            distributions += [_distribution(file, dataset.title, language, page) for file in files]
    address = urljoin(site, _path_in(FRENCH, dataset))
    return _described(address, dataset.title, dataset.about, site, {**dated, "dcat:distribution": distributions})


def _everything(today: dt.date, site: str, dated: dict[str, Any]) -> dict[str, Any]:
    """Return the description of the whole register, with the ZIP in each language."""
    distributions = []
    for language in LANGUAGE_URIS:
        with override(language):
            page = urljoin(site, reverse("opendata:index"))
            distributions.append(_distribution(measured_archive(today, site), TITLE, language, page))
    address = f"{urljoin(site, _path_in(FRENCH))}#registre"
    return _described(address, TITLE, ABOUT, site, {**dated, "dcat:distribution": distributions})


def _service(site: str) -> dict[str, Any]:
    """Return the description of the API: where it is asked, what documents it, the datasets it serves."""
    served = [each for each in DATASETS.values() if each.slug in RESOURCES]
    with override(FRENCH):
        root, document, page = (urljoin(site, reverse(f"api:{name}")) for name in ("root", "openapi", "docs"))
    return {
        "@id": f"{root}#service",
        "@type": "dcat:DataService",
        "dct:title": _in_each_language(API_TITLE),
        "dct:description": _in_each_language(ABOUT_API),
        "dcat:endpointURL": _is_a("rdfs:Resource", root),
        "dcat:endpointDescription": _is_a("rdfs:Resource", document),
        "dcat:landingPage": _is_a("foaf:Document", page),
        "dcat:servesDataset": [{"@id": urljoin(site, _path_in(FRENCH, each))} for each in served],
        "dcat:contactPoint": contact_point(site),
        **_terms(site),
    }


def _described(address: str, title: Said, about: Said, site: str, known: dict[str, Any]) -> dict[str, Any]:
    newest = known_until()
    described = {
        "@id": address,
        "@type": "dcat:Dataset",
        "dct:identifier": address,
        "dct:title": _in_each_language(title),
        "dct:description": _in_each_language(about),
        "dcat:keyword": _keywords(),
        "dcat:theme": [
            {**_is_a("skos:Concept", subject), "skos:prefLabel": _in_each_language(words)}
            for subject, words in SUBJECTS.items()
        ],
        "dcat:landingPage": _is_a("foaf:Document", address.partition("#")[0]),
        "dcat:contactPoint": contact_point(site),
        **_terms(site),
        "dct:accrualPeriodicity": _is_a("dct:Frequency", CONTINUOUS),
        "dct:language": [_is_a("dct:LinguisticSystem", each) for each in LANGUAGE_URIS.values()],
        "dct:spatial": _place(),
        "dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:endDate": _date(newest)} if newest else None,
        **known,
    }
    return {name: value for name, value in described.items() if value}


def _distribution(file: DataFile, title: Said, language: str, page: str) -> dict[str, Any]:
    media_type = file.form.media_type.partition(";")[0]
    return {
        "@id": file.address,
        "@type": "dcat:Distribution",
        "dct:title": {"@value": f"{title} ({file.form.name})", "@language": language[:2]},
        "dcat:accessURL": _is_a("rdfs:Resource", page),
        "dcat:downloadURL": _is_a("rdfs:Resource", file.address),
        "dcat:mediaType": _is_a("dct:MediaType", f"{IANA_TYPES}/{media_type}"),
        "dct:format": _is_a("dct:MediaTypeOrExtent", f"{AUTHORITY}/file-type/{FILE_TYPES[file.kind]}"),
        "dct:license": _is_a("dct:LicenseDocument", LICENCE_ADDRESS),
        "dct:language": _is_a("dct:LinguisticSystem", LANGUAGE_URIS[language]),
        "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _is_a("spdx:ChecksumAlgorithm", SHA256),
            "spdx:checksumValue": {"@value": file.checksum, "@type": "xsd:hexBinary"},
        },
    }


def _terms(site: str) -> dict[str, Any]:
    """Return who puts the data out, under what licence, for whom."""
    return {
        "dct:publisher": _publisher(site),
        "dct:license": _is_a("dct:LicenseDocument", LICENCE_ADDRESS),
        "dct:accessRights": _is_a("dct:RightsStatement", PUBLIC_ACCESS),
    }


def _publisher(site: str) -> dict[str, Any]:
    return {"@id": f"{site}#editeur", "@type": "foaf:Agent", "foaf:name": _in_each_language(PUBLISHER)}


def contact_point(site: str) -> dict[str, Any]:
    """Return whom to write to: the address of the settings, or else the page that says how."""
    address = settings.CONTACT or urljoin(site, _path_in(FRENCH))
    means = "vcard:hasEmail" if address.startswith("mailto:") else "vcard:hasURL"
    return {
        "@id": f"{site}#contact",
        "@type": "vcard:Kind",
        "vcard:fn": _in_each_language(TEAM),
        means: {"@id": address},
    }


def _place() -> dict[str, Any]:
    return _is_a("dct:Location", f"https://sws.geonames.org/{QUEBEC_GEONAMES}/")


def _path_in(language: str, dataset: OpenDataset | None = None) -> str:
    with override(language):
        return reverse("opendata:dataset", args=[dataset.slug]) if dataset else reverse("opendata:index")


def _is_a(kind: str, address: str) -> dict[str, Any]:
    return {"@id": address, "@type": kind}


def _keywords() -> list[dict[str, Any]]:
    """Return the keywords in each language; what is spelled the same in both is told once, as catalogues take them."""
    told = {each["@value"]: each for word in KEYWORDS for each in reversed(_in_each_language(word))}
    return list(told.values())


def _date(day: dt.date | None) -> dict[str, Any] | None:
    return {"@value": day.isoformat(), "@type": "xsd:date"} if day else None


def _in_each_language(words: Said) -> list[dict[str, Any]]:
    """Return `words` in each language, as literals that say theirs."""
    said = []
    for language in LANGUAGE_URIS:
        with override(language):
            said.append({"@value": str(words), "@language": language[:2]})
    return said
