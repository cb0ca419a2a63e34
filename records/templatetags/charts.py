"""What a figure shows, in one sentence computed from its numbers."""

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext as _

from records.templatetags.typography import number

register = template.Library()

# Years named in a sentence at most.
MAX_NAMED = 3


@register.simple_tag
def peak(numbers: Mapping[int, int]) -> str:
    """Say in which years there are the most, from {year: number}; nothing where there is none at all."""
    most = max(numbers.values(), default=0)
    years = [str(year) for year in sorted(numbers) if numbers[year] == most]
    said = {"n": number(most), "years": _(" et ").join(filter(None, [", ".join(years[:-1]), *years[-1:]]))}
    if not most:
        return ""
    if sum(map(bool, numbers.values())) == 1:
        return _("Il n’y en a qu’en %(years)s\u00a0: %(n)s.") % said
    if len(years) == 1:
        return _("%(years)s est l’année qui en compte le plus\u00a0: %(n)s.") % said
    if len(years) <= MAX_NAMED:
        return _("%(years)s sont les années qui en comptent le plus\u00a0: %(n)s chacune.") % said
    return _("Aucune année n’en compte plus de %(n)s; %(count)s années en comptent autant.") % {
        **said,
        "count": len(years),
    }
