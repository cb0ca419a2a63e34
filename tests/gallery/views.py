"""The gallery of components: each in every state it has."""

from types import SimpleNamespace
from typing import NamedTuple

from django.shortcuts import render
from django.template.loader import render_to_string

from missions.models import MissionDocument, Report
from partners.terms import terms_of
from portal.correspondence.forms import MessageForm
from records.listing.downloads import file_links
from records.listing.first_rows import FirstRows
from records.templatetags.sections import Heading
from tests.gallery import accountability_samples, samples, strategy_samples
from tests.gallery.document_samples import ELSEWHERE, PICTURE, REPORT
from tests.gallery.mission_samples import CARBON, COST_READINGS, FILES, MOVEMENTS, OUTCOMES
from tests.gallery.samples import EMPTY, FULL, SAMPLE_AXES, STATUSES, TERMS, TODAY

KEPT = MissionDocument(
    kind="rapport", title="Rapport", language="fr", slug="rapport", media_type="application/pdf", size=1234567
)


class Specimen(NamedTuple):
    """A template in one state."""

    state: str
    template: str
    context: dict


def gallery(request):
    """Show every component in every state."""
    drawn = {
        title: [(each, render_to_string(each.template, each.context, request)) for each in specimens]
        for title, specimens in GROUPS.items()
    }
    return render(request, "gallery/gallery.html", {"groups": drawn, "axes": SAMPLE_AXES})


def _records(template, **records):
    return [Specimen(state, template, {"record": record}) for state, record in records.items()]


def _mission_parts():
    names = ["_summary", "_why", "_who", "_where", "_decision", "_results"]
    parts = [Specimen(state, f"missions/{name}.html", file) for name in names for state, file in FILES.items()]
    return [
        *parts,
        Specimen("sur papier", "missions/_way_on_paper.html", {"way": samples.WAY.on_paper}),
        *(Specimen(state, "missions/_programme.html", context) for state, context in MOVEMENTS.items()),
        *(Specimen(state, "missions/_costs.html", {"costs": costs}) for state, costs in COST_READINGS.items()),
        *(Specimen(state, "missions/_carbon.html", {"carbon": each}) for state, each in CARBON.items()),
        *(Specimen(state, "missions/_outcome.html", {"outcome": each}) for state, each in OUTCOMES.items()),
    ]


def _cut():
    first_rows = FirstRows.__new__(FirstRows)
    first_rows.rows, first_rows.total = [1, 2, 3], 1234
    return first_rows


def _rows(template):
    """Return what writes the sample actions, each by a template, while the gallery is shown."""
    return lambda: [render_to_string(template, {"row": each}) for each in samples.SAMPLE_ACTIONS]


def _terms():
    rows = [
        Specimen(row.state_label, f"partners/{name}.html", {"terms": TERMS, "agreement": row, "drawn": drawn})
        for row, drawn in TERMS.rows
        for name in ("_state", "_term", "_term_bar")
    ]
    acts = Specimen("modification et dénonciation", "partners/_acts.html", {"acts": [samples.ACT, samples.END]})
    figures = [
        Specimen("dans le temps", "partners/_terms.html", {"terms": TERMS}),
        Specimen("ce qui se lit dessous", "partners/_terms_foot.html", {"terms": TERMS}),
        Specimen(
            "aucune en vigueur", "partners/_terms.html", {"terms": terms_of(samples.SAMPLE_AGREEMENTS[3:4], TODAY)}
        ),
        Specimen("aucune date", "partners/_terms.html", {"terms": terms_of([], TODAY)}),
    ]
    return [*rows, acts, *figures]


def _figures():
    """Return the figures by year in every state; their patterns stand once, at the top of the page."""
    told = {"list_url": "#", "words": "actions", "caption": "Exemple de figure, par année et par axe"}
    return [
        Specimen(
            f"{state}, {'empilé' if is_stacked else 'côte à côte'}",
            "missions/_results_by_year.html",
            {"results": each, "stacked": is_stacked, **told},
        )
        for state, each in samples.RESULTS.items()
        for is_stacked in (True, False)
    ]


def _public_forms():
    sent = MessageForm({"subject": "Exemple", "email": "exemple", "website": ""})
    return [
        Specimen(state, "_partials/public_form.html", {"form": form, "button": "Envoyer"})
        for state, form in {"vide": MessageForm(), "à revoir": sent}.items()
    ]


GROUPS = {
    "Formulaires de tout le monde": _public_forms(),
    "Liens et insignes": [
        *_records(
            "_partials/link.html",
            **{"en ligne": samples.SAMPLE_CITY, "peu sûr": samples.FAR_CITY, "brouillon": samples.DRAFT},
        ),
        Specimen("source", "_partials/source.html", {"source": samples.source(published_on=samples.TODAY)}),
        Specimen("sources", "_partials/sources.html", {"sources": [samples.source()]}),
        Specimen("aucune source", "_partials/sources.html", {"sources": []}),
        Specimen("vide", "_partials/empty.html", {"message": "Rien n’est inscrit."}),
        Specimen(
            "liste coupée", "_partials/cut.html", {"first_rows": _cut(), "url": "#", "label": "Voir toute la liste"}
        ),
    ],
    "Fiche en deux parties": [
        Specimen(
            "trois sections",
            "_partials/sectioned.html",
            {"brief": "En bref", "sections": "Les sections", "headings": [Heading("#", each) for each in "ABC"]},
        ),
    ],
    "Documents": [
        *(Specimen(each.title, "_partials/document.html", {"document": each}) for each in (REPORT, ELSEWHERE)),
        Specimen("plusieurs", "_partials/documents.html", {"documents": [REPORT, ELSEWHERE]}),
        Specimen("aucun", "_partials/documents.html", {"documents": []}),
        Specimen("images", "_partials/pictures.html", {"pictures": [PICTURE]}),
        *(
            Specimen(state, "_partials/official_text.html", {"documents": rows, "url": url, "label": "Lire le texte"})
            for state, rows, url in (("gardé ici", [ELSEWHERE], ""), ("ailleurs", [], "#"), ("inconnu", [], ""))
        ),
    ],
    "Rapports": [
        Specimen(
            "gardé ici",
            "missions/_report_status.html",
            {"report_status": samples.STATUSES[4], "report": Report(published_on=samples.TODAY, document=KEPT)},
        ),
    ]
    + [
        Specimen(each.state.label, "missions/_report_status.html", {"report_status": each, "report": FULL.report})
        for each in STATUSES
    ],
    "Listes": [
        Specimen("axes", "_partials/axes.html", {"axes": SAMPLE_AXES}),
        Specimen("actions", "_partials/actions.html", {"actions": samples.SAMPLE_ACTIONS}),
        Specimen("actions en cartes", "missions/_action_cards.html", {"cards": _rows("missions/_action_card.html")}),
        Specimen("lignes en tableau", "_partials/list_table.html", {"table": samples.TABLE}),
        Specimen("choix des colonnes", "_partials/columns_form.html", samples.COLUMNS),
        Specimen("missions", "_partials/missions.html", {"missions": [FULL, EMPTY, samples.DECLINED]}),
        Specimen("missions et leurs coûts", "missions/_rows.html", {"missions": [FULL, EMPTY, samples.DECLINED]}),
        Specimen("ligne du temps", "_partials/timeline.html", {"timeline": samples.MOMENTS}),
        Specimen("ligne du temps d’un axe", "_partials/timeline.html", {"timeline": samples.MOMENTS, "of_axis": True}),
        Specimen("au retour", "portal/_back.html", {"mission": FULL}),
        Specimen("régions du monde", "portal/_regions.html", {"regions": samples.REGIONS_FOUND}),
        Specimen("quoi de neuf", "portal/_news.html", {"news": samples.NEWS}),
    ],
    "Figures": _figures(),
    "Filtres et pages": [
        Specimen("choix", "_partials/chips.html", {"filter": samples.CHIPS, "url": "#"}),
        Specimen("facette", "_partials/facet.html", {"panel": samples.PANEL}),
        Specimen("facette d’une seule valeur", "_partials/facet.html", {"panel": samples.SWITCH}),
        *(
            Specimen(f"page {number}", "_partials/pagination.html", {"page": samples.pages(number)})
            for number in (1, 2, 3)
        ),
        Specimen("texte refusé", "_partials/typed.html", {"shown": [("titre", "Ce qui fut tapé")]}),
        Specimen("texte perdu de vue", "_partials/typed.html", {"is_unreadable": True}),
        Specimen("recherche", "_partials/search_form.html", {"q": "ce qui fut tapé"}),
    ],
    "Fichiers et papier": [
        Specimen("fichiers", "_partials/file_links.html", {"files": file_links("/actions")}),
        Specimen("sur papier", "_partials/paper_links.html", {"request": SimpleNamespace(path="/actions/")}),
        *(
            Specimen(f"cellule, {state}", "_partials/cell.html", {"texts": texts})
            for state, texts in samples.PAPER_CELLS.items()
        ),
    ],
    "Chiffres": [Specimen(state, "portal/_figures.html", {"figures": each}) for state, each in samples.FIGURES.items()],
    "Ententes": _terms(),
    "Relation": [
        Specimen(
            state, "partners/_relationship.html", {"partner": each, "silent_years": 6 if state == "connu" else None}
        )
        for state, each in samples.PARTNERS.items()
    ],
    "Fil d’une action": [
        Specimen(state, "missions/_action_thread.html", {"action": each}) for state, each in samples.THREADS.items()
    ],
    "Stratégie": [
        *(
            Specimen(state, "missions/_priority.html", {"priority": each, "today": samples.TODAY})
            for state, each in strategy_samples.PRIORITIES.items()
        ),
        *(Specimen(state, "missions/_practice.html", each) for state, each in strategy_samples.PRACTICE.items()),
        *(
            Specimen(state, "axes/_indicator.html", {"indicator": each})
            for state, each in strategy_samples.INDICATORS.items()
        ),
        *(Specimen(state, "axes/_served.html", {"item": each}) for state, each in strategy_samples.ITEMS.items()),
        *(
            Specimen(state, "axes/_commitment.html", {"commitment": each})
            for state, each in strategy_samples.COMMITMENTS.items()
        ),
        *(
            Specimen(f"{state}, sur papier", "_partials/strip_on_paper.html", {"bar": each.bar})
            for state, each in strategy_samples.COMMITMENTS.items()
        ),
        Specimen("sans résultat", "missions/_without_result.html", {"without": strategy_samples.WITHOUT}),
        Specimen("statuts", "axes/_statuses.html", {"statuses": strategy_samples.STATUSES}),
        Specimen("résultats", "missions/_result_rows.html", {"outcomes": strategy_samples.RESULTS}),
    ],
    "Mission": _mission_parts(),
    "Bilan": [
        Specimen(state, f"accountability/{name}.html", context)
        for name, contexts in accountability_samples.PARTS.items()
        for state, context in contexts.items()
    ],
}
