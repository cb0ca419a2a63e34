"""What a proposal says in words, the page it would make, and that looking at it leaves no trace."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from missions.models import MissionStage
from records.admin.compared import Piece, compare_words
from records.admin.proposal_words import words_of
from records.page_cache.version import shared_version
from tests.house.code import our_models
from tests.missions.factories import MissionFactory, OutcomeFactory, RuleFactory, StopFactory
from tests.partners.factories import PartnerFactory
from tests.portal.bureau import address
from tests.portal.proposals import Bureau, rank_of

pytestmark = pytest.mark.django_db

LONG = "La délégation visite le port de Lyon et rencontre la chambre de commerce de la région."
MARK = "Aperçu\u00a0: ceci n’est pas en ligne."


@pytest.fixture
def mission():
    """A mission that is online."""
    return MissionFactory(published=True, title="Lyon", purpose=LONG)


@pytest.fixture
def writer(redaction, mission):
    """Someone who writes, with the mission before them."""
    return Bureau(redaction, mission)


@pytest.fixture
def approver(approbation, mission):
    """Someone who approves, with the mission before them."""
    return Bureau(approbation, mission)


def test_fields_and_rows_are_told_before_and_after_in_the_words_of_the_form(writer, approver, mission):
    outcome = OutcomeFactory(mission=mission, action=None, text="Annoncée", confidence="low")
    gone = OutcomeFactory(mission=mission, action=None, text="Abandonnée")
    city = PartnerFactory(name="Grenoble")
    shown = writer.open()
    writer.write(
        shown,
        rows={"stops": [{"position": "1", "place": city.pk, "arrives_on": "2026-03-01"}]},
        stage=MissionStage.DONE,
        starts_on="2026-03-01",
        date_precision="jour",
        ceiling="12 979 $",
        movements_after_return=[],
        **{f"{rank_of(shown, outcome)}-confidence": "high", f"{rank_of(shown, gone)}-DELETE": "on"},
    )
    text = approver.read().text
    for words in (
        "<strong>Avancement\u00a0:</strong> proposée → réalisée",
        "<strong>Début\u00a0:</strong> rien → 1er\u00a0mars 2026",
        "<strong>Plafond autorisé ($ CA)\u00a0:</strong> rien → 12\u00a0979",
        "<strong>Déplacements montrés au retour\u00a0:</strong> oui → non",
        "<h3>Retombées</h3>",
        "<strong>Confiance\u00a0:</strong> faible → forte",
        "Ligne supprimée\u00a0: Abandonnée",
        "Ligne ajoutée",
        "<strong>Ville\u00a0:</strong> Grenoble",
    ):
        assert words in text, words


def test_a_long_text_is_compared_word_by_word(writer, approver):
    writer.write(purpose=LONG.replace("le port", "l’aéroport"))
    text = approver.read().text
    assert '<del><span class="visually-hidden">retiré\u00a0: </span>le port</del>' in text
    assert '<ins><span class="visually-hidden">ajouté\u00a0: </span>l’aéroport</ins>' in text
    assert "La délégation visite <del>" in text


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("le port", "le port", [("same", "le port")]),
        ("le port", "le grand port", [("same", "le "), ("added", "grand "), ("same", "port")]),
        ("le grand port", "le port", [("same", "le "), ("removed", "grand "), ("same", "port")]),
        ("", "neuf", [("added", "neuf")]),
        (
            "un deux trois quatre le cinq six sept huit",
            "un deux trois sept le dix six sept huit",
            [
                ("same", "un deux trois "),
                ("removed", "quatre le cinq"),
                ("added", "sept le dix"),
                ("same", " six sept huit"),
            ],
        ),
        (
            "la ville de Namur accueille une délégation",
            "la ville de demain sera verte partout et toujours",
            [
                ("removed", "la ville de Namur accueille une délégation"),
                ("added", "la ville de demain sera verte partout et toujours"),
            ],
        ),
        (
            "Visite du port.",
            "Le maire signe l’entente.",
            [("removed", "Visite du port."), ("added", "Le maire signe l’entente.")],
        ),
        ("a\nb", "a\nc", [("same", "a\n"), ("removed", "b"), ("added", "c")]),
    ],
)
def test_the_pieces_of_two_texts_make_them_both_again(before, after, pieces):
    found = compare_words(before, after)
    assert found == [Piece(*piece) for piece in pieces]
    assert "".join(piece.text for piece in found if piece.sort != "added") == before
    assert "".join(piece.text for piece in found if piece.sort != "removed") == after


@pytest.mark.parametrize(
    ("known", "value", "words"),
    [
        (forms.BooleanField(), True, "oui"),
        (forms.BooleanField(), False, "non"),
        (forms.CharField(), "", ""),
        (forms.DateField(), "2026-03-01", "1er\u00a0mars 2026"),
        (forms.DateField(), "hier", "hier"),
        (forms.DecimalField(), "1500.50", "1\u00a0500,50"),
        (forms.ChoiceField(choices=[("a", "Un"), ("G", [("b", "Deux")])]), "b", "Deux"),
        (forms.ChoiceField(choices=[("a", "Un")]), "z", "z"),
        (forms.SplitDateTimeField(), ["2026-03-01", "14:30"], "2026-03-01 14:30"),
        (None, "champ disparu", "champ disparu"),
    ],
)
def test_a_value_is_told_as_the_form_understands_it(known, value, words):
    assert words_of(known, value) == words


def everything():
    """Return all there is in the tables of the portal, the histories and the log (a dict)."""
    models = [*our_models(), *(model.history.model for model in our_models() if hasattr(model, "history")), LogEntry]
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models}


def test_the_preview_shows_the_public_page_as_it_would_be_and_leaves_no_trace(writer, approver, mission, commits):
    RuleFactory()
    city = PartnerFactory(name="Grenoble", published=True)
    outcome = OutcomeFactory(mission=mission, action=None, text="Annoncée")
    shown = writer.open()
    writer.write(
        shown,
        rows={"stops": [{"position": "1", "place": city.pk}]},
        title="Lyon et Grenoble",
        stage=MissionStage.DONE,
        starts_on="2026-03-01",
        ends_on="2026-03-02",
        date_precision="jour",
        **{f"{rank_of(shown, outcome)}-text": "Entente signée"},
    )
    for desk in (approver, writer):
        desk.read()
    before, version = everything(), shared_version()
    for desk in (approver, writer):
        response = desk.client.get(desk.page(page="preview"))
        for words in (MARK, "Lyon et Grenoble", "Entente signée", desk.page()):
            assert words in response.text
        assert "no-store" in response["Cache-Control"]
        assert list(get_messages(response.wsgi_request)) == []
    assert everything() == before
    assert shared_version() == version
    assert "brouillon" not in response.text
    assert MARK not in desk.client.get(mission.get_absolute_url()).text
    assert not connection.needs_rollback


def test_who_dropped_a_proposal_finds_it_again(writer, approver):
    writer.write(title="Lyon et Grenoble")
    proposal = writer.proposal()
    writer.take("drop")
    page, words = reverse("admin:proposals"), "Mes propositions abandonnées depuis peu"
    for desk, is_told in ((writer, True), (approver, False)):
        text = desk.client.get(page).text
        assert (words in text, writer.page(proposal) in text) == (is_told, is_told)
    type(proposal).objects.update(state_since=timezone.now() - dt.timedelta(days=100))
    assert words not in writer.client.get(page).text


def test_dropping_a_proposal_asks_first_and_leaves_it_among_those_of_the_record(writer, approver, mission):
    past = reverse("admin:missions_mission_past_proposals", args=[mission.pk])
    writer.write(title="Lyon et Grenoble")
    assert past not in writer.open().text
    proposal, version = writer.proposal(), writer.read().context["proposal"].version
    asked = writer.client.post(writer.page(), {"_step": "drop", "_version": version, "comment": "Trop tôt."})
    assert writer.proposal().is_open
    assert dict(asked.context["sent"]) == {
        "_step": "drop",
        "_version": str(version),
        "comment": "Trop tôt.",
        "_confirme": "1",
    }
    writer.client.post(writer.page(), dict(asked.context["sent"]))
    writer.write(title="Annecy")
    approver.take("publish")
    assert past in approver.open().text
    listed = approver.client.get(past).context["page"]
    assert [(each.pk, each.state) for each in listed] == [
        (writer.proposal().pk, "applied"),
        (proposal.pk, "dropped"),
    ]
    assert "Trop tôt." in approver.client.get(approver.page(proposal)).text


def test_a_step_refused_says_error_first(writer, approver):
    writer.write(title="Lyon et Grenoble")
    assert "<title>Erreur\u00a0: " not in approver.read().text
    assert "<title>Erreur\u00a0: " in approver.take("comment").text


def test_the_menu_counts_the_rows_that_are_proposed(writer):
    writer.write(rows={"outcomes": [{"text": "Une idée"}]})
    menu = " ".join(writer.open().text.split())
    assert '<a href="#outcomes-group">Retombées</a> (1)' in menu


def test_the_preview_of_what_no_reader_sees_yet_is_that_of_the_bureau(redaction):
    mission = MissionFactory(published=True, title="Lyon", embargo_until=dt.date(2100, 1, 1))
    writer = Bureau(redaction, mission)
    writer.propose(title="Grenoble")
    response = writer.client.get(writer.page(page="preview"))
    assert (response.status_code, "Grenoble" in response.text) == (200, True)


def test_a_changed_address_is_previewed_where_it_would_be(writer, approver, mission):
    former = mission.get_absolute_url()
    writer.write(slug="grenoble")
    assert MARK in approver.client.get(approver.page(page="preview")).text
    assert approver.client.get("/missions/grenoble/").status_code == 404
    approver.take("publish")
    assert approver.client.get(former)["Location"] == "/missions/grenoble/"


def test_what_is_closed_has_no_preview(writer, approver):
    writer.propose(title="Grenoble")
    approver.take("publish")
    assert approver.client.get(approver.page(page="preview")).status_code == 404


def test_the_database_has_the_last_word_and_it_is_told(writer, approver, mission, monkeypatch):
    writer.write(ceiling="100", _submit="1")
    monkeypatch.setattr("django.forms.models.BaseModelForm._post_clean", lambda form: None)
    save = type(mission).save
    monkeypatch.setattr(type(mission), "save", lambda row, *args: (setattr(row, "ceiling", Decimal(-1)), save(row))[1])
    assert "La base de données refuse ce changement" in approver.take("publish").text
    assert writer.proposal().is_submitted


def test_lists_say_on_which_records_a_proposal_waits(writer, approver, mission):
    MissionFactory(published=True, title="Annecy")
    writer.propose(title="Grenoble", is_submitted=True)
    page = approver.client.get("/admin/missions/mission/").text
    assert page.count("en ligne; proposition à approuver") == 1
    narrowed = approver.client.get("/admin/missions/mission/", {"proposition": "submitted"}).text
    assert address(mission) in narrowed
    assert "Annecy" not in narrowed


def test_a_stop_is_proposed_and_weighed_by_the_rules_when_it_goes_online(writer, approver, mission):
    stop = StopFactory(mission=mission, place__name="Annecy", place__country="FR")
    shown = writer.open()
    writer.write(shown, **{f"{rank_of(shown, stop)}-arrives_on": "2026-03-01"})
    assert "Annecy" in approver.read().text
