"""What a page is about: the record that its address shows to anyone, and no other."""

from django.conf import settings
from django.http import Http404
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import get_language_from_path, override

from axes.models import Axis
from missions.models import Action, Mission
from partners.models import Agreement, Partner
from records.publication import addresses

# The parameter that says which page the reader comes from.
FROM = "de"
# The page of each kind of records, by the name of its address.
RECORD_PAGES = {
    "axes:detail": Axis,
    "partners:detail": Partner,
    "partners:agreement": Agreement,
    "missions:detail": Mission,
    "missions:action": Action,
}


def record_at(path):
    """Return the record that anyone may read at a path of the site (a string); None for any other page, or none."""
    path = path.partition("?")[0]
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            match = resolve(path)
            model = RECORD_PAGES.get(match.view_name)
            return model and addresses.find(model.objects.published(timezone.localdate()), match.kwargs["slug"])
        except (Resolver404, Http404):
            return None
