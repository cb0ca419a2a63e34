"""The lasting address of what bears a reference: /M-2022-03/ leads to the mission, wherever its page is."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls.converters import StringConverter
from django.utils import timezone

from records.publication.references import FORM, find_by_reference


class ReferenceConverter(StringConverter):
    """What an address may hold in the place of a reference, in capitals or not."""

    regex = f"(?i:{FORM})"


def by_reference(request, reference):
    """Lead to the page that tells of what bears `reference`; 404 where there is nothing the reader may read."""
    record = find_by_reference(reference, request.user, timezone.localdate())
    if record is None:
        raise Http404
    return redirect(record)
