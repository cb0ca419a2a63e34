"""What the site as a whole is found by: its pages beside those of records, and what readers call what it says."""

import csv
import datetime as dt
import re
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.template.loader_tags import BlockNode
from django.utils.html import strip_tags
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from axes.models import Theme
from missions.models import Mission, Service
from portal.accountability import quarters_on_record
from portal.accountability.quarters import Quarter
from portal.api.resources import RESOURCES
from portal.opendata.datasets import DATASETS
from portal.questions import QUESTIONS
from portal.sources import cited_sources
from records.models import Source
from records.search.kinds import register_kind
from records.search.pages import PageKind, SitePage
from records.search.vocabulary import register_optional, register_synonyms
from records.words.languages import ENGLISH, FRENCH, in_language

# A reader's word → what the site says instead; read when a query is, so that a change needs no new index.
SYNONYMS = Path(__file__).parent / "synonyms.csv"
# What readers add to say what they hope for, and few records say.
OPTIONAL = {
    FRENCH: "adresse csv doc document excel fichier fiche info information internet lien page pdf site web word www",
    ENGLISH: "address csv doc document excel file info information internet link page pdf site web website word www",
}
# Pages whose text owes nothing to the register: URL name → (title, template).
WRITTEN_PAGES = {
    "portal:write": (_("Écrire au bureau"), "portal/write.html"),
    "portal:subscribe": (_("Recevoir des nouvelles"), "portal/subscribe.html"),
    "portal:visit": (_("Accueil d’une délégation"), "portal/visit.html"),
    "portal:accessibility": (_("Accessibilité"), "portal/accessibility.html"),
    "portal:privacy": (_("Confidentialité"), "portal/privacy.html"),
    "portal:glossary": (_("Les mots du portail"), "portal/glossary.html"),
    "portal:english_pages": (_("À qui s’adressent les pages en anglais"), "portal/english_pages.html"),
}
BREADCRUMB = re.compile(r"<nav class=\"breadcrumb\".*?</nav>", re.DOTALL)
END_OF_LINE = re.compile(r"</(?:p|li|h[1-6]|dt|dd|summary)>")


class PageFacts(NamedTuple):
    """What the texts of pages say of the register on a day: its rows that have a name, its quarters, its publishers."""

    today: dt.date
    named: list[Theme | Service]
    quarters: list[Quarter]
    publishers: list[str]


def read_facts(today):
    """Read what the texts of the pages say of the register on `today`, whatever the language; return it (PageFacts)."""
    publishers = cited_sources(today).order_by("publisher").values_list("publisher", flat=True).distinct()
    return PageFacts(
        today, [*Theme.objects.all(), *Service.objects.all()], list(quarters_on_record(today)), list(publishers)
    )


def pages(facts):
    """Return the Pages that exist, with their titles and texts in the active language (a list)."""
    of_missions = [_accounts(facts.today), _strategy(facts.named), _results(), *_disclosures(facts.quarters)]
    return [*of_missions, _open_data(), _sources(facts.publishers), _api(), *_written()]


def _accounts(today):
    about = gettext(
        "Combien de missions, où, à quel coût, avec quel rapport\u00a0: le compte année par année, "
        "ce qui est en retard, ce qui a été corrigé."
    )
    parts = [gettext("Divulgation trimestrielle"), gettext("Demandes refusées"), gettext("Rapports en retard")]
    lines = [about, *parts, *_text_of(render_to_string("accountability/_method.html"))]
    return SitePage("accountability:summary", gettext("Bilan des missions"), lines, sorts_on=today)


def _strategy(named):
    about = gettext(
        "Les priorités de la Ville à l’international et, à côté, où elle agit en fait : pays, villes, organisations, "
        "forums, thèmes, services."
    )
    return SitePage("missions:strategy", gettext("Stratégie"), [about, *(in_language(row, "name")[0] for row in named)])


def _questions(_today):
    """Return what readers ask, each with its answer, in the active language (a list of SitePages)."""
    asked = [each for _about, some in QUESTIONS for each in some]
    return [SitePage("portal:questions", str(each.words), [str(each.answer)], (each.slug,)) for each in asked]


def _results():
    about = gettext(
        "Ce qui est venu des actions et des missions : retombées, pratiques observées, transmises et adoptées, avec la "
        "preuve; ce qui est sans résultat connu."
    )
    return SitePage("missions:results", gettext("Résultats"), [about])


def _disclosures(quarters):
    for quarter in quarters:
        title = gettext("Frais de déplacement, %(quarter)s") % {"quarter": quarter.words}
        about = gettext(
            "Frais de déplacement publiés par la Ville de Québec, %(quarter)s\u00a0: missions à l’extérieur, "
            "par personne quand on les connaît ainsi."
        ) % {"quarter": quarter.words}
        lines = [about, " ".join([gettext("Divulgation trimestrielle"), str(quarter), f"({quarter.months})"])]
        yield SitePage("accountability:disclosure", title, lines, (str(quarter),), quarter.first_day)


def _open_data():
    parts = [gettext("Tout en un fichier"), "CSV, Excel, JSON, GeoJSON, DCAT-AP, CC BY 4.0"]
    datasets = [f"{each.title}. {each.about}" for each in DATASETS.values()]
    return SitePage("opendata:index", gettext("Données ouvertes"), [*parts, *datasets])


def _sources(publishers):
    about = gettext(
        "Les pages où sont publiés les faits que ce site rapporte, par éditeur, avec leur date et leur nature."
    )
    return SitePage("portal:sources", gettext("Sources"), [about, *publishers])


def _api():
    about = gettext(
        "Lire le registre par programme : partenaires, ententes, missions et actions en JSON, sans clé, avec les "
        "filtres des listes."
    )
    lines = [about, "OpenAPI", *(f"{each.label} : {each.meaning}" for each in RESOURCES.values())]
    return SitePage("api:docs", gettext("API : les données en JSON"), lines)


def _written():
    for route, (title, template) in WRITTEN_PAGES.items():
        yield SitePage(route, str(title), list(_read(template, get_language())))


@lru_cache
def _read(template, _language):
    """Return the lines of the content of a template (a tuple), in the active language; read once a process."""
    found = get_template(template).template
    content = next(block for block in found.nodelist.get_nodes_by_type(BlockNode) if block.name == "content")
    context = Context({"contact": settings.CONTACT})
    # The rest of the page is not that page's own, and needs files that are gathered later.
    with context.bind_template(found):
        return tuple(_text_of(BREADCRUMB.sub("", content.render(context))))


def _text_of(html):
    """Return the text of some HTML, a list of its lines."""
    lines = (" ".join(unescape(strip_tags(part)).split()) for part in END_OF_LINE.split(html))
    return [line for line in lines if line]


register_kind(
    PageKind(
        name="pages",
        label=_("pages du site"),
        one=_("page du site"),
        read=read_facts,
        pages=pages,
        depends_on=(Mission, Source, Theme, Service),
    )
)
register_kind(
    PageKind(
        name="questions",
        label=_("questions"),
        one=_("question"),
        pages=_questions,
        # They owe nothing to the register: a model seldom written, that every load writes, brings them to a new index.
        depends_on=(Theme,),
        anchored=True,
    ),
    first=True,
)
for _code, _words in OPTIONAL.items():
    register_optional(_code, _words.split())
with SYNONYMS.open(encoding="utf-8", newline="") as _file:
    for _row in csv.DictReader(_file):
        register_synonyms(_row["language"], _row["word"], _row["synonyms"].split("|"))
