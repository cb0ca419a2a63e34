"""The list of actions: what a reader finds, in what order, page by page, and at what price."""

import datetime as dt
import re

import pytest

from missions.models import ActionStage
from records.models import Confidence
from tests.listed import slugs_listed
from tests.missions.factories import ActionFactory, ActionPartnerFactory, MissionFactory, OutcomeFactory
from tests.partners.factories import PartnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_on_the_day")]


@pytest.fixture
def _on_the_day(time_machine, today):
    time_machine.move_to(today)


def page(client, query=""):
    """Return the HTML of the list."""
    return client.get(f"/actions/{query}").content.decode()


def listed(client, query=""):
    """Return the slugs of the actions listed, in order."""
    return slugs_listed(page(client, query))


def title(html):
    return re.search(r"<title>(.*?)</title>", html)[1]


def test_the_choices_of_a_filter_are_told_together(client):
    for year in (2023, 2024):
        ActionFactory(published=True, starts_on=dt.date(year, 1, 1), date_precision="annee")
    assert title(page(client, "?annee=2024&annee=2023")).startswith("Actions, 2024 ou 2023 ")


def test_the_latest_action_comes_first_and_an_undated_one_last(client):
    undated = ActionFactory(published=True)
    old = ActionFactory(published=True, starts_on="2019-01-01", date_precision="annee")
    new = ActionFactory(published=True, starts_on="2025-05-01", date_precision="mois")
    assert listed(client) == [new.slug, old.slug, undated.slug]


def test_the_number_of_results_is_said_first(client):
    ActionFactory.create_batch(2, published=True)
    html = page(client)
    assert re.search(r'role="status"[^>]*>2\s+actions<', html)
    assert html.index('role="status"') < html.index('class="facets"')


def test_an_action_tells_its_axis_partners_and_stage(client):
    action = ActionFactory(published=True, stage=ActionStage.DONE, confidence=Confidence.LOW)
    other = ActionPartnerFactory(action=action, partner=PartnerFactory(published=True)).partner
    html = page(client)
    row = html[html.index('<li class="card"') :]
    for words in (action.axis.name, action.lead_partner.name, other.name, "réalisée", "confiance faible"):
        assert words in row


def test_a_list_tells_the_first_result_of_each(client):
    action, mission = ActionFactory(published=True), MissionFactory(published=True)
    for position, text in ((2, "Suite"), (1, "Un pont")):
        OutcomeFactory(action=action, mission=None, position=position, text=f"{text} fait")
        OutcomeFactory(action=None, mission=mission, position=position, text=f"{text} promis")
    assert re.search(r"Résultat\u00a0:\s*Un pont fait", page(client))
    assert re.search(r"Résultat\u00a0:\s*Un pont promis", client.get("/missions/").text)
    assert "Suite" not in page(client) + client.get("/missions/").text


def test_the_actions_with_a_result_are_told_from_the_others(client):
    known, unknown = ActionFactory.create_batch(2, published=True)
    OutcomeFactory.create_batch(2, action=known, mission=None)
    assert listed(client, "?resultat=connu") == [known.slug]
    assert listed(client, "?resultat=sans") == [unknown.slug]
    assert len(listed(client, "?resultat=connu&resultat=sans")) == 2
    assert "La valeur «\u00a0peut-etre\u00a0» du filtre Résultat est inconnue" in page(client, "?resultat=peut-etre")
    # One box, turned on or off; the other only where an address asks for it.
    boxes = [
        re.findall(r'name="resultat"\s+value="(\w+)"\s*(checked)?>\s*([^<]*) \((\d)\)', page(client, query))
        for query in ("", "?resultat=connu", "?resultat=sans")
    ]
    switch = ("connu", "Avec un résultat connu", "1")
    turned = [[(value, words, count) for value, _on, words, count in found] for found in boxes]
    assert turned == [[switch], [switch], [switch, ("sans", "Sans résultat connu", "1")]]
    assert [[bool(on) for _value, on, *_others in found] for found in boxes] == [[False], [True], [False, True]]


def test_what_is_under_way_since_a_date_says_since(client):
    ActionFactory(published=True, stage=ActionStage.UNDER_WAY, starts_on="2007-01-01", date_precision="annee")
    assert "depuis 2007" in page(client)


def test_twenty_actions_make_a_page(client):
    ActionFactory.create_batch(21, published=True)
    assert len(listed(client)) == 20
    assert len(listed(client, "?page=2")) == 1


@pytest.mark.parametrize(("asked", "shown"), [("abc", 1), ("", 1), ("9999", 2), ("2", 2)])
def test_a_page_that_does_not_exist_gives_one_that_does(client, asked, shown):
    ActionFactory.create_batch(21, published=True)
    assert f"Page {shown} sur 2" in page(client, f"?page={asked}")


def test_the_next_page_keeps_the_filters(client):
    partner = PartnerFactory(published=True)
    ActionFactory.create_batch(21, published=True, lead_partner=partner)
    assert f'href="?partenaire={partner.slug}&amp;page=2"' in page(client, f"?partenaire={partner.slug}")


def test_the_title_tells_the_filters_and_the_page(client):
    actions = ActionFactory.create_batch(21, published=True, stage=ActionStage.DONE)
    assert title(page(client)).startswith("Actions –")
    assert title(page(client, "?statut=realisee&page=2")).startswith("Actions, réalisée, page 2 –")
    assert actions


def test_an_empty_list_says_so(client):
    assert "Aucune action n’est encore inscrite." in page(client)


def test_choices_that_meet_nothing_say_how_to_go_on(client):
    ActionFactory(published=True)
    html = page(client, "?pays=jp")
    assert ">Aucune action ne répond à vos choix</p>" in html
    assert "Aucune action ne répond à tous ces choix" in html
    assert "Retirer le filtre Pays\u00a0: Japon" in html
    assert '<a href="/actions/">Effacer tous les filtres</a>' in html


def test_the_form_works_without_script(client):
    html = page(client)
    form = html[html.index('<form class="facets"') :]
    assert 'method="get"' in form
    assert '<button type="submit">Appliquer</button>' in form
    assert "onchange" not in html


def test_every_box_has_its_label_and_its_group(client):
    ActionFactory.create_batch(2, published=True)
    html = page(client)
    assert html.count('type="checkbox"') == len(re.findall(r'<label>\s*<input type="checkbox"', html)) > 0
    assert html.count("<fieldset") == html.count("<legend") > 0


def test_what_was_typed_is_kept_and_escaped(client):
    assert 'value="&lt;b&gt; &quot;Namur&quot;"' in page(client, '?q=%3Cb%3E "Namur"')


EVERY_FILTER = "?axe={0.axis.slug}&partenaire={0.lead_partner.slug}&pays=be&theme=x&statut=annoncee&annee=2020&q=action"


@pytest.mark.parametrize("query", ["", "?q=action", EVERY_FILTER])
def test_a_page_costs_the_same_for_one_action_and_for_many(client, query_count, query):
    action = ActionFactory(published=True)
    ActionPartnerFactory(action=action, partner=PartnerFactory(published=True))
    address = f"/actions/{query.format(action)}"
    for_one = query_count(address)
    for _ in range(5):
        other = ActionFactory(published=True, axis=action.axis)
        ActionPartnerFactory(action=other, partner=PartnerFactory(published=True))
    assert query_count(address) == for_one <= 7


def titles(html):
    """Return the titles listed, in order."""
    return re.findall(r'<a href="/actions/[^"/]+/">([^<]+)</a>', html)


def test_readers_choose_the_order_and_undated_actions_come_last(client):
    for title, day in (("Milieu", dt.date(2021, 1, 1)), ("Début", dt.date(2019, 1, 1)), ("Fin", None)):
        precision = "jour" if day else ""
        ActionFactory(published=True, title=title, starts_on=day, date_precision=precision)
    assert titles(page(client)) == ["Milieu", "Début", "Fin"]
    assert titles(page(client, "?tri=ancien")) == ["Début", "Milieu", "Fin"]
    assert titles(page(client, "?tri=titre")) == ["Début", "Fin", "Milieu"]
    assert titles(page(client, "?tri=hasard")) == ["Milieu", "Début", "Fin"]


def test_readers_choose_cards_or_a_table(client):
    ActionFactory(published=True, title="Plantation")
    assert "<table" not in page(client)
    assert titles(page(client, "?vue=tableau")) == ["Plantation"]
    assert "<table" in page(client, "?vue=tableau")


def test_the_order_and_the_view_are_kept_while_narrowing(client):
    action = ActionFactory(published=True)
    ActionFactory(published=True)
    html = page(client, f"?tri=titre&vue=tableau&axe={action.axis.slug}")
    assert '<input type="hidden" name="tri" value="titre">' in html
    assert '<input type="hidden" name="vue" value="tableau">' in html
    assert '<a href="/actions/?tri=titre&amp;vue=tableau">Retirer le filtre' in html
    assert '<a href="/actions/?tri=titre&amp;vue=tableau">Effacer tous les filtres</a>' in html
    assert f'href="/actions/?axe={action.axis.slug}&amp;tri=titre">cartes</a>' in html
