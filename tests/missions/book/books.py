"""The book of a mission, as its tests ask for it."""

from django.urls import reverse
from django.utils.html import strip_tags

from missions.documents.book import book_of
from missions.models import Mission


def book(mission, person, today):
    return book_of(Mission.objects.for_documents().get(pk=mission.pk), person, today)


def sheet(mission, person, today):
    [found] = book(mission, person, today)["sheets"]
    return found


def address(mission, name):
    return reverse("admin:missions_mission_document", args=[mission.pk, name])


def words(html):
    return " ".join(strip_tags(html.replace("<", " <")).split())
