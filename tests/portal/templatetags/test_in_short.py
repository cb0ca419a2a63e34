"""What a page says of itself in one sentence, where only its address is shown; the mark of the site; mails prepared."""

import datetime as dt
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from axes.models import Axis
from missions.models import Action, ActionKind, ActionState, Direction, Mission, MissionStage, Stop
from partners.models import Agreement, AgreementParty, AgreementState, Partner, PartnerKind, RelationState
from portal.privacy.files import FILE_OF
from portal.templatetags.descriptions import action_in_short, agreement_in_short, mission_in_short, partner_in_short
from portal.templatetags.identity import site_mark
from portal.templatetags.page_tools import mailed
from portal.templatetags.retention import kept_for

N = "\u00a0"


def partner(**values):
    """Return a partner with an active relationship, not saved."""
    made = Partner(**{"name": "Namur", "kind": PartnerKind.CITY, "country": "BE", **values})
    made.state_value = RelationState.ACTIVE
    return made


@pytest.mark.parametrize(
    ("values", "french", "english"),
    [
        (
            {},
            "Namur, ville, Belgique. Relation active avec la Ville de Québec.",
            "Namur, city, Belgium. Relationship with Ville de Québec: active.",
        ),
        (
            {"country": "", "note": "Depuis 1999.", "note_en": "Since 1999."},
            "Namur, ville, pays inconnu. Relation active avec la Ville de Québec. Depuis 1999.",
            "Namur, city, country unknown. Relationship with Ville de Québec: active. Since 1999.",
        ),
    ],
)
def test_a_partner_is_said_with_where_it_is_and_the_relationship(values, french, english):
    assert partner_in_short(partner(**values)) == french
    with override("en"):
        assert partner_in_short(partner(**values)) == english


def agreement(*names, **values):
    """Return an agreement in force with partners of these names, not saved."""
    made = Agreement(**{"title": "Pacte", "kind": "pacte_amitie", **values})
    made.shown_parties = [AgreementParty(partner=Partner(name=name)) for name in names]
    made.state_value, made.term_value = AgreementState.IN_FORCE, ""
    return made


@pytest.mark.parametrize(
    ("names", "values", "said"),
    [
        (["Namur"], {}, f"Pacte{N}: pacte d’amitié entre la Ville de Québec et Namur, en vigueur."),
        (["Namur", "Liège"], {}, f"Pacte{N}: pacte d’amitié entre la Ville de Québec et Namur, Liège, en vigueur."),
        ([], {}, f"Pacte{N}: pacte d’amitié de la Ville de Québec, en vigueur."),
        ([], {"note": "Signé."}, f"Pacte{N}: pacte d’amitié de la Ville de Québec, en vigueur. Signé."),
        (["100 % Eau"], {}, f"Pacte{N}: pacte d’amitié entre la Ville de Québec et 100{N}% Eau, en vigueur."),
    ],
)
def test_an_agreement_is_said_with_its_parties_and_its_state(names, values, said):
    assert agreement_in_short(agreement(*names, **values)) == said


def mission(*places, **values):
    """Return a mission out in March 2026 that stops in these places, not saved."""
    known = {"title": "Tournée", "direction": Direction.OUT, "stage": MissionStage.DONE}
    made = Mission(**{**known, "starts_on": dt.date(2026, 3, 1), "date_precision": "mois", **values})
    made.shown_stops = [Stop(place=Partner(name=name)) for name in places]
    return made


@pytest.mark.parametrize(
    ("places", "values", "told"),
    [
        ([], {}, "mars 2026"),
        (["Lyon", "Gand"], {}, "mars 2026, Lyon, Gand"),
        (["Lyon"], {"starts_on": None, "date_precision": ""}, "date inconnue, Lyon"),
    ],
)
def test_a_mission_without_a_purpose_is_said_with_when_and_where(places, values, told):
    said = mission_in_short(mission(*places, **values))
    assert said.startswith(f"Tournée{N}: mission à l’extérieur, {told}. Avancement{N}: ")


def test_a_mission_is_said_by_its_purpose_and_an_action_by_what_it_does():
    assert mission_in_short(mission("Lyon", purpose="Signer l'entente.")) == "Signer l’entente."
    assert action_in_short(Action(title="Échange", description="Échanger l'idée.")) == "Échanger l’idée."


def test_an_action_that_nobody_described_is_said_with_whom_and_for_which_axis():
    action = Action(title="Échange", kind=ActionKind.EXCHANGE, lead_partner=partner(), axis=Axis(name="Rayonner"))
    action.state_value = ActionState.UNDER_WAY
    assert action_in_short(action) == f"Échange{N}: échange avec Namur. Axe{N}: Rayonner. Avancement{N}: en cours."


@pytest.mark.parametrize(
    ("mark", "words", "alone", "html"),
    [
        ("", "", "", '<img class="site-mark" src="/static/img/mark.svg" alt="">'),
        ("", "", "Accueil", '<img class="site-mark" src="/static/img/mark.svg" alt="Accueil">'),
        ("img/ville.svg", "Ville", "Accueil", '<img class="site-mark" src="/static/img/ville.svg" alt="Ville">'),
        ("img/v.svg", '"><b>', "", '<img class="site-mark" src="/static/img/v.svg" alt="&quot;&gt;&lt;b&gt;">'),
    ],
)
def test_the_mark_of_the_city_stands_for_ours_where_it_is_named(settings, mark, words, alone, html):
    settings.SITE_MARK, settings.SITE_MARK_ALT = mark, words
    assert site_mark(alone) == html


@pytest.mark.parametrize("title", ["Tournée à Lyon", "a+b & c=d?", "« l’été »\nsuite", "100 % %20", "<b>"])
def test_a_mail_is_prepared_with_the_title_and_the_whole_address_whatever_they_hold(title):
    address = mailed(RequestFactory().get("/", secure=True), title, "/missions/lyon/")
    scheme, *_rest = urlsplit(address)
    asked = parse_qs(address.partition("?")[2])
    assert scheme == "mailto"
    assert asked == {"subject": [title], "body": [f"{title}\nhttps://testserver/missions/lyon/"]}
    assert "+" not in address.replace("%2B", "")
    assert unquote(address).startswith(f"mailto:?subject={title}")


@pytest.mark.parametrize("key", FILE_OF)
def test_every_file_of_people_says_how_long_it_is_kept_in_both_languages(key):
    french = str(kept_for(key))
    with override("en"):
        assert "" != french != str(kept_for(key)) != ""


def test_a_file_that_nobody_declared_is_a_fault():
    with pytest.raises(KeyError):
        kept_for("inconnu")
