"""What the papers of a mission cannot tell, in words, to be said once at the end of a part."""

from django.utils.translation import gettext as _

from records.templatetags.unknowns import tells


def unknowns_of_reasons(mission):
    """Return what is not known of why a mission is made, of its objectives and of who goes (a list of words)."""
    objectives, people = list(mission.objectives.all()), list(mission.participants.all())
    return [
        *([] if mission.purpose else [_("but")]),
        *([] if mission.axes.all() else [_("axes")]),
        *([] if mission.themes.all() else [_("thèmes")]),
        *(_lacking(objectives, "success", _("ce qui compterait comme un succès")) if objectives else [_("objectifs")]),
        *([] if mission.lead_role else [_("direction de la délégation")]),
        *([] if tells(mission, "city_delegates") else [_("nombre de personnes de la Ville")]),
        *([] if tells(mission, "all_delegates") else [_("nombre de personnes en tout")]),
        *([] if people else [_("fonctions des personnes")]),
        *_lacking(people, "organization", _("organisme")),
        *_lacking(people, "payer_in_words", _("qui paie")),
    ]


def unknowns_of_stops(stops):
    """Return what is not known of all of `stops` (Stops), each in words (a list)."""
    return [
        *_lacking(stops, "arrives_on", _("jour d’arrivée aux étapes")),
        *_lacking(stops, "leaves_on", _("jour de départ des étapes")),
        *_lacking(stops, "time_zone", _("fuseau horaire des étapes")),
    ]


def unknowns_of_meetings(entries):
    """Return what is not known of all of `entries` (ProgrammeItems that are meetings), each in words (a list)."""
    known = {
        _("heure des rencontres"): [entry.start.time for entry in entries],
        _("lieu des rencontres"): [entry.row.venue or entry.row.stop for entry in entries],
        _("objectif visé par les rencontres"): [entry.row.objective for entry in entries],
        _("qui va aux rencontres"): [list(entry.row.attendees.all()) for entry in entries],
    }
    return [words for label, values in known.items() for words in _counted(label, values)]


def _lacking(rows, name, label):
    return _counted(label, [getattr(row, name) for row in rows])


def _counted(label, values):
    """Return [what is unknown], with of how many where it is known of some; an empty list where it is known of all."""
    unknown = sum(value in (None, "", []) for value in values)
    if not unknown:
        return []
    return [label if unknown == len(values) else f"{label} ({unknown}/{len(values)})"]
