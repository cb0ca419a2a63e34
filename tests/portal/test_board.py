"""The board of who manages: every number of its table is that of the list it leads to."""

import csv
import datetime as dt
import io
import re

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from missions.models import ActionKind, CostType, Direction, MissionRole, MissionStage
from tests.axes.factories import AxisFactory, ThemeFactory
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    CostFactFactory,
    MissionFactory,
    MissionPartnerFactory,
    OutcomeFactory,
    ServiceFactory,
)
from tests.partners.factories import PartnerFactory

pytestmark = pytest.mark.django_db

BOARD = "/admin/bord/"
NOW = "2026-03-02T17:00:00Z"
ASKED = [
    {"valeur": "actions", "rangees": "axe", "colonnes": "annee"},
    {"valeur": "actions", "rangees": "partenaire", "colonnes": "theme"},
    {"valeur": "actions", "rangees": "pays", "colonnes": "partenaire", "brouillons": "1"},
    {"valeur": "actions", "rangees": "service", "colonnes": "nature"},
    {"valeur": "avec-resultat", "rangees": "theme", "colonnes": "pays"},
    {"valeur": "resultats", "rangees": "annee", "colonnes": "partenaire"},
    {"valeur": "missions", "rangees": "pays", "colonnes": "axe", "brouillons": "1"},
    {"valeur": "missions", "rangees": "payeur", "colonnes": "annee"},
    {"valeur": "dollars", "rangees": "partenaire", "colonnes": "annee"},
    {"valeur": "missions", "rangees": "region", "colonnes": "annee"},
    {"valeur": "actions", "rangees": "partenaire", "colonnes": "region", "annee": "2025"},
]


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def manager(client, gestion):
    """A browser in the hands of who manages."""
    client.force_login(gestion)
    return client


@pytest.fixture
def tangled():
    """Two axes, three partners of two countries, actions of several partners, themes and years; drafts among them."""
    axes = AxisFactory.create_batch(2, published=True)
    namur, liege, lyon = (
        PartnerFactory(name=name, country=country, published=True)
        for name, country in (("Namur", "BE"), ("Liège", "BE"), ("Lyon", "FR"))
    )
    themes, service = ThemeFactory.create_batch(2), ServiceFactory()
    spans = [(2023, 2025), (2024, 2024), (2025, 2026), (2024, 2026)]
    for rank, (first, last) in enumerate(spans):
        action = ActionFactory(
            axis=axes[rank % 2],
            lead_partner=(namur, lyon)[rank % 2],
            kind=(ActionKind.EVENT, ActionKind.EXCHANGE)[rank // 2],
            starts_on=dt.date(first, 1, 5),
            ends_on=dt.date(last, 6, 5),
            date_precision="jour",
            published=rank != 3,
        )
        ActionPartnerFactory(action=action, partner=liege)
        action.themes.set(themes[: rank % 3])
        action.services.set([service] if rank else [])
        OutcomeFactory.create_batch(rank % 3, action=action)
    for rank, year in enumerate((2024, 2025, 2025)):
        mission = MissionFactory(
            direction=Direction.IN,
            stage=MissionStage.DONE,
            starts_on=dt.date(year, 3, 1),
            ends_on=dt.date(year, 3, 4),
            date_precision="jour",
            published=rank != 2,
        )
        mission.axes.set(axes[: rank + 1])
        MissionPartnerFactory(mission=mission, partner=(namur, lyon, liege)[rank], role=MissionRole.ORIGIN)
        OutcomeFactory(action=None, mission=mission)
        for amount in (1000, 1000 * (rank + 1)):
            CostFactFactory(mission=mission, fact_type=CostType.DECLARED, amount=amount)


def cells_of(pivot):
    """Return every cell of a table, its totals too."""
    rows = [cell for row in pivot.rows for cell in (*row.cells, row.total)]
    return [*rows, *pivot.totals, pivot.total]


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: "-".join(asked.values()))
def test_each_number_is_that_of_the_list_it_leads_to(manager, tangled, nobody_writes, asked):
    pivot = manager.get(BOARD, asked).context["pivot"]
    cells = cells_of(pivot)
    assert len(cells) > 4
    assert sum(cell.number for cell in cells) > 4
    for cell in cells:
        assert manager.get(cell.address).context["filter"].total == cell.number, cell.address


def test_totals_count_once_what_counts_in_several_rows(manager, tangled):
    asked = {"valeur": "actions", "rangees": "partenaire", "colonnes": "aucune"}
    page = manager.get(BOARD, asked)
    pivot = page.context["pivot"]
    assert {row.label: row.total.number for row in pivot.rows} == {"Liège": 3, "Namur": 2, "Lyon": 1}
    assert (pivot.total.number, pivot.repeats) == (3, True)
    assert "dépasse donc les totaux" in page.text
    drafts = manager.get(BOARD, {**asked, "brouillons": "1"}).context["pivot"]
    assert drafts.total.number == 4


def test_what_is_in_no_row_is_told(manager, tangled):
    page = manager.get(BOARD, {"valeur": "actions", "rangees": "theme", "colonnes": "axe"})
    assert page.context["pivot"].outside == 1
    assert "1 fiche n’est dans aucune rangée" in page.text


def test_money_is_summed_once_a_mission(manager, tangled):
    pivot = manager.get(BOARD, {"valeur": "dollars", "rangees": "axe", "colonnes": "aucune"}).context["pivot"]
    assert [row.total.span for row in pivot.rows] == [(2000, 3000), (1000, 2000)]
    assert (pivot.total.span, pivot.total.number, pivot.total.priced) == ((2000, 3000), 2, 2)


def test_what_a_list_cannot_tell_is_said(manager):
    page = manager.get(BOARD, {"valeur": "missions", "rangees": "service", "colonnes": "inconnue"})
    assert "ne se compte pas ainsi\u00a0: Service" in page.text
    assert page.context["pivot"].question[:3] == ("missions", "axe", "")


def test_one_year_is_counted_alone_unless_years_are_shown(manager, tangled):
    asked = {"valeur": "actions", "rangees": "pays", "colonnes": "axe", "annee": "2025"}
    page = manager.get(BOARD, asked)
    assert (page.context["pivot"].total.number, page.context["pivot"].question.query[-11:]) == (2, "&annee=2025")
    assert '<option value="2025" selected>' in page.text
    assert manager.get(BOARD, {**asked, "colonnes": "annee"}).context["pivot"].total.number == 3


def test_many_partners_are_on_pages_that_cost_the_same(client, query_count, gestion):
    client.force_login(gestion)
    address = f"{BOARD}?valeur=actions&rangees=partenaire&colonnes=partenaire"
    ActionFactory(published=True)
    alone = query_count(address)
    ActionFactory.create_batch(50, published=True)
    assert query_count(address) <= alone
    pivot = client.get(f"{BOARD}?rangees=partenaire&colonnes=annee").context["pivot"]
    assert (len(pivot.rows.object_list), pivot.rows.paginator.count, pivot.outside) == (40, 51, None)


def test_files_hold_the_whole_table(manager, tangled):
    query = "?valeur=actions&rangees=partenaire&colonnes=axe"
    rows = list(csv.reader(io.StringIO(manager.get(f"{BOARD}tableau.csv{query}").getvalue().decode("utf-8-sig"))))
    pivot = manager.get(f"{BOARD}{query}").context["pivot"]
    assert rows[0] == ["rangee", *pivot.columns, "total"]
    told = [[row.label, *(str(cell.number) for cell in (*row.cells, row.total))] for row in pivot.rows]
    assert rows[1:-1] == told
    assert rows[-1][-1] == "3"
    money = manager.get(f"{BOARD}tableau.xlsx?valeur=dollars&rangees=axe").getvalue()
    assert load_workbook(io.BytesIO(money)).worksheets


@pytest.mark.parametrize(("group", "opens"), [("gestion", True), ("approbation", True), ("redaction", False)])
def test_who_answers_for_all_opens_the_board(client, request, group, opens):
    client.force_login(request.getfixturevalue(group))
    statuses = {client.get(address).status_code for address in (BOARD, f"{BOARD}tableau.csv")}
    assert statuses == {200 if opens else 403}
    assert (f'href="{BOARD}"' in client.get(reverse("admin:index")).text) == opens


def test_each_number_of_the_boxes_leads_to_as_many_rows(manager, tangled, nobody_writes):
    boxes = manager.get(BOARD).context["boxes"]
    lines = [line for box in boxes for line in box.lines if not line.address.startswith("/admin/")]
    assert sum(bool(line.number) for line in lines) > 5
    for line in lines:
        assert manager.get(line.address).context["filter"].total == line.number, line


def test_the_results_drawn_are_those_of_the_lists_they_lead_to(manager, tangled, nobody_writes):
    page = manager.get(BOARD)
    amounts = [each for _year, _number, amounts in page.context["results"].years for each in amounts if each.number]
    assert sum(each.number for each in amounts) > 1
    for each in amounts:
        asked = reverse("missions:results") + each.address
        assert manager.get(asked).context["filter"].total == each.number, asked
    assert page.text.count('<svg class="columns"') == 2
    assert f'href="{asked.replace("&", "&amp;")}"' in page.text


def test_a_bar_is_as_long_as_its_number(manager, tangled):
    page = manager.get(BOARD, {"valeur": "actions", "rangees": "partenaire", "colonnes": "aucune"})
    table = page.text.partition('class="pivot"')[2]
    assert re.findall(r'<rect width="(\d+)%"', table) == ["100", "67", "33"]
