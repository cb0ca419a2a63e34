"""The report of a mission as a text to go on with: what the record knows is in place, the rest is to be written."""

import io

from django.utils.translation import gettext as _

from records.late import docx
from records.templatetags.typography import money
from records.words.dates import in_words, span_in_words

# Letter paper, in inches.
WIDTH, HEIGHT, MARGIN = 8.5, 11, 1


def report_of(mission, today):
    """Return the report (bytes, DOCX) of a mission fetched with `for_documents()`, as of `today` (a date).

    People are told by function, and by name only where the name is public: the report will be.
    """
    paper = docx.Document()
    section = paper.sections[0]
    section.page_width, section.page_height, margin = map(docx.shared.Inches, (WIDTH, HEIGHT, MARGIN))
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = margin
    section.footer.paragraphs[0].text = " – ".join(filter(None, [mission.reference, mission.title]))
    paper.core_properties.title = _("Rapport de mission – %(mission)s") % {"mission": mission.title}
    paper.core_properties.author = _("Ville de Québec")
    paper.core_properties.language = "fr-CA"
    paper.add_heading(mission.title, 0)
    days = span_in_words(mission.starts_on, mission.ends_on, mission.date_precision)
    paper.add_paragraph(" – ".join([_("Rapport de mission"), days]))
    paper.add_paragraph(_("Préparé d’après le registre, le %(day)s.") % {"day": in_words(today)})
    for title, write in SECTIONS:
        paper.add_heading(str(title()), 1)
        write(paper, mission)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _purpose(paper, mission):
    _paragraph(paper, mission.purpose)
    _facts(
        paper,
        [
            (_("Axes"), ", ".join(axis.name for axis in mission.axes.all())),
            (_("Thèmes"), ", ".join(theme.name for theme in mission.themes.all())),
            (_("Villes"), ", ".join(stop.place.name for stop in mission.stops.all())),
        ],
    )


def _delegation(paper, mission):
    _facts(paper, [(_("Direction"), mission.lead_role), (_("Personnes en tout"), mission.all_delegates)])
    people = [
        (each.name if each.name_is_public else "", each.function, each.organization, each.get_payer_display())
        for each in mission.participants.all()
    ]
    _table(paper, [_("Nom, s’il est public"), _("Fonction"), _("Organisme"), _("Qui paie")], people)


def _programme(paper, mission):
    meetings = [
        (
            in_words(each.held_on) if each.held_on else "",
            each.subject,
            each.partner.name if each.partner else "",
            each.summary,
        )
        for each in mission.meetings.all()
    ]
    _table(paper, [_("Date"), _("Rencontre"), _("Partenaire"), _("Ce qui s’est dit")], meetings)


def _objectives(paper, mission):
    told = [(each.text, each.success, each.get_result_display(), each.result_note) for each in mission.objectives.all()]
    _table(paper, [_("Objectif"), _("Ce qui compterait comme un succès"), _("Résultat"), _("En mots")], told)


def _outcomes(paper, mission):
    outcomes = [each.text for each in mission.outcomes.all()]
    for text in outcomes:
        paper.add_paragraph(text, style="List Bullet")
    if not outcomes:
        _paragraph(paper, mission.outcome_note)


def _costs(paper, mission):
    decision = [mission.decision_body, mission.decision_number, mission.decided_on and in_words(mission.decided_on)]
    ceiling = "" if mission.ceiling is None else money(mission.ceiling)
    _facts(paper, [(_("Décision"), ", ".join(filter(None, decision))), (_("Plafond autorisé"), ceiling)])
    costs = [
        (
            each.get_fact_type_display(),
            each.get_category_display(),
            str(money(each.amount)),
            each.scope or each.get_scope_code_display(),
            in_words(each.made_public_on) if each.made_public_on else "",
        )
        for each in mission.costs.all()
    ]
    _table(paper, [_("Nature"), _("Catégorie"), _("Montant"), _("Périmètre"), _("Publié le")], costs)


def _promises(paper, mission):
    promised = [
        (each.text, in_words(each.due_on) if each.due_on else "", in_words(each.done_on) if each.done_on else "")
        for meeting in mission.meetings.all()
        for each in meeting.follow_ups.all()
    ]
    _table(paper, [_("Suite promise"), _("Échéance"), _("Faite le")], promised)


def _sources(paper, mission):
    for source in mission.sources.all():
        paper.add_paragraph(f"{source}: {source.url}", style="List Bullet")


SECTIONS = [
    (lambda: _("Pourquoi"), _purpose),
    (lambda: _("Délégation"), _delegation),
    (lambda: _("Rencontres"), _programme),
    (lambda: _("Objectifs et résultats"), _objectives),
    (lambda: _("Retombées"), _outcomes),
    (lambda: _("Autorisation et dépenses"), _costs),
    (lambda: _("Suites"), _promises),
    (lambda: _("Sources"), _sources),
]


def _to_write():
    return _("[à compléter]")


def _paragraph(paper, text):
    paper.add_paragraph(text or _to_write())


def _facts(paper, pairs):
    """Write (label, value) pairs; one that is not known is left to be written."""
    for label, value in pairs:
        line = paper.add_paragraph()
        line.add_run(f"{label}\u00a0: ").bold = True
        line.add_run(str(value or _to_write()))


def _table(paper, headers, rows):
    """Write a table whose first row is repeated on each page; without rows, what is left to be written."""
    if not rows:
        _paragraph(paper, "")
        return
    table = paper.add_table(rows=1, cols=len(headers), style="Table Grid")
    _fill(table.rows[0], headers)
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    heading = table.rows[0]._tr.get_or_add_trPr()
    heading.append(heading.makeelement(f"{{{heading.nsmap['w']}}}tblHeader", {}))
    for row in rows:
        _fill(table.add_row(), row)
    paper.add_paragraph()


def _fill(row, values):
    for cell, value in zip(row.cells, values, strict=True):
        cell.text = str(value or "")
