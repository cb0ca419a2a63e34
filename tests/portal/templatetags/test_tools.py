"""The tools of the page of a record: for whom, how it is cited, as of when, and whether it may be followed."""

import datetime as dt
from html import unescape
from urllib.parse import unquote

import pytest
from django.test import RequestFactory
from django.utils.safestring import SafeString
from django.utils.translation import override

from portal.templatetags.page_tools import page_tools
from tests.axes.factories import AxisFactory
from tests.missions.factories import ActionFactory, MissionFactory
from tests.partners.factories import AgreementFactory, PartnerFactory, PartyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-03-02T17:00:00Z")]


def tools(record, **of_request):
    """Return what the tools of a record tell, on its page as it is asked for."""
    request = RequestFactory().get("/ici/", secure=True)
    for name, value in of_request.items():
        setattr(request, name, value)
    return page_tools(request, record)


def said(citation):
    """Return a citation as it is read."""
    return unescape(citation.replace("<sup>", "").replace("</sup>", "")).replace("\u00a0", " ")


def test_what_nobody_else_reads_has_no_tools():
    public = PartnerFactory(published=True)
    for told in (
        tools(PartnerFactory()),
        tools(PartnerFactory(published=True, published_on=dt.date(2026, 3, 3))),
        tools(public, shared=object()),  # opened by a secret
        page_tools(None, public),  # on paper
    ):
        assert told == {"record": None}
    assert tools(public)["record"] == public


def test_a_record_is_cited_with_what_says_it_as_of_when_and_where_it_was_read():
    partner = PartnerFactory(published=True, name="L'eau <b> & fils", slug="eau")
    told = tools(partner)
    assert isinstance(told["citation"], SafeString)
    assert "<b>" not in told["citation"]
    assert said(told["citation"]).startswith(
        "Ville de Québec, Relations internationales, « L’eau <b> & fils », fiche mise à jour le 1er janvier 2026, "
        "registre du 2 mars 2026, urn:uuid:"
    )
    assert said(told["citation"]).endswith(", https://testserver/partenaires/eau/.")
    assert told["updated_on"] == dt.date(2026, 1, 1)


def test_a_mission_is_cited_by_its_reference():
    mission = MissionFactory(published=True, reference="M-2026-07", slug="tournee")
    assert ", M-2026-07, https://testserver/missions/tournee/." in said(tools(mission)["citation"])


def test_a_record_is_cited_in_english_at_its_english_address():
    partner = PartnerFactory(published=True, name="Eau", name_en="Water", slug="eau")
    with override("en"):
        told = tools(partner)
    assert "Water" in told["citation"]
    assert "March 2, 2026" in said(told["citation"])
    assert told["address"] == "https://testserver/en/partenaires/eau/"


def test_a_record_is_up_to_date_as_of_its_last_change(time_machine):
    partner = PartnerFactory(published=True, name="Un")
    for day, name in ((2, "Deux"), (4, "Trois")):
        time_machine.move_to(dt.datetime(2026, 3, day, 17, tzinfo=dt.UTC))
        partner.name = name
        partner.save()
    told = tools(partner)
    assert [each.on.day for each in told["trail"]] == [4, 2]
    assert told["updated_on"] == dt.date(2026, 3, 4)
    assert "fiche mise à jour le 4 mars 2026" in said(told["citation"])


def test_a_mail_about_a_record_bears_its_title_without_markup():
    mail = tools(PartnerFactory(published=True, name="L'eau & <b>", slug="eau"))["mail"]
    title = "L’eau & <b>"
    assert unquote(mail) == f"mailto:?subject={title}&body={title}\nhttps://testserver/partenaires/eau/"


@pytest.mark.parametrize(
    ("make", "is_followed"),
    [
        (lambda: AxisFactory(published=True), True),
        (lambda: PartnerFactory(published=True), True),
        (lambda: MissionFactory(published=True), True),
        (lambda: ActionFactory(published=True), False),
        (lambda: PartyFactory(agreement=AgreementFactory(published=True), partner__published=True).agreement, False),
    ],
)
def test_axes_partners_and_missions_may_be_followed(make, is_followed):
    assert tools(make())["is_followed"] is is_followed


def test_what_to_read_next_is_told_and_the_path_asked_for_is_kept():
    mission = MissionFactory(published=True)
    told = tools(mission)
    assert (told["related"], told["path"], told["title"]) == ([], "/ici/", mission.title)
