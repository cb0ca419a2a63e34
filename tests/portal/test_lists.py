"""The four lists are one machine: words, facets, order, pages, what is unknown, a file of exactly what is listed."""

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass, field

import pytest

from missions.models import ActionStage, Direction
from partners.models import AgreementKind
from records.listing.formats import FORMATS
from tests.axes.factories import AxisFactory, ThemeFactory
from tests.listed import slugs_listed
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    MissionFactory,
    ObjectiveFactory,
    ReportFactory,
    StopFactory,
)
from tests.partners.factories import AgreementFactory, PartnerFactory
from tests.records.factories import SourceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_on_the_day")]


@pytest.fixture
def _on_the_day(time_machine, today):
    time_machine.move_to(today)


@dataclass
class Case:
    """A list: its address, how to make a row of it, and what tells one row from the others."""

    path: str
    factory: type
    name: str
    # The facet tried: its parameter, its label, the value asked and its words, and what makes a row answer.
    facet: tuple[str, str, str, str]
    answers: dict
    none: str
    empty: str
    per_page: int
    orders: list[str]
    others: dict = field(default_factory=dict)

    def __str__(self):
        return self.path.strip("/")

    @property
    def file(self):
        return f"{self.path.rstrip('/')}.csv"

    def make(self, name, **options):
        return self.factory(published=True, **{self.name: name, **self.others, **options})


LISTS = [
    Case(
        path="/partenaires/",
        factory=PartnerFactory,
        name="name",
        facet=("etat", "État de la relation", "active", "active"),
        answers={"noted_activity_on": dt.date(2026, 1, 15)},
        none="Aucun partenaire ne répond à vos choix",
        empty="Aucun partenaire n’est encore inscrit.",
        per_page=36,
        orders=["", "nom"],
    ),
    Case(
        path="/ententes/",
        factory=AgreementFactory,
        name="title",
        facet=("nature", "Nature", "jumelage", "jumelage"),
        answers={"kind": AgreementKind.TWINNING},
        none="Aucune entente ne répond à vos choix",
        empty="Aucune entente n’est encore inscrite.",
        per_page=100,
        orders=["", "fin"],
    ),
    Case(
        path="/missions/",
        factory=MissionFactory,
        name="title",
        facet=("sens", "Sorte de mission", "entrante", "délégation reçue"),
        answers={"direction": Direction.IN},
        none="Aucune mission ne répond à vos choix",
        empty="Aucune mission n’est inscrite.",
        per_page=50,
        orders=["", "ancien", "titre"],
    ),
    Case(
        path="/actions/",
        factory=ActionFactory,
        name="title",
        facet=("statut", "Avancement", "realisee", "réalisée"),
        answers={"stage": ActionStage.DONE},
        none="Aucune action ne répond à vos choix",
        empty="Aucune action n’est encore inscrite.",
        per_page=20,
        orders=["", "ancien", "titre"],
    ),
]
every_list = pytest.mark.parametrize("case", LISTS, ids=str)


def page(client, case, query=""):
    """Return the HTML of a list."""
    return client.get(f"{case.path}{query}").content.decode()


def listed(html):
    """Return the slugs of the rows listed, in order."""
    return slugs_listed(html)


def rows(client, case, query=""):
    """Return the lines of the file of a list as dictionaries."""
    text = b"".join(client.get(f"{case.file}{query}").streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def facet_counts(html, name):
    """Return {value: number} of a facet as the page shows it."""
    boxes = re.findall(rf'name="{name}" value="([^"]*)".*?\((\d+)\)</label>', html, re.DOTALL)
    return {value: int(number) for value, number in boxes}


@every_list
def test_a_list_is_a_table_of_the_columns_asked_and_so_is_its_file(client, case):
    row = case.make("Seule")
    row.sources.add(SourceFactory(url="https://exemple.test/page"))
    named = "nom" if case.name == "name" else "titre"
    query = "?tri=&colonnes=sources&colonnes=adresse,sources"
    html = page(client, case, query)
    assert re.findall(r'<th scope="col">([^<]*)</th>', html)[1:] == ["Sources", "Adresse"]
    assert listed(html) == [row.slug]
    assert '<a href="https://exemple.test/page">' in html
    assert list(rows(client, case, query)[0]) == [named, "sources", "adresse"]
    # What is picked is kept while one narrows or orders; the list as it was is one link away.
    assert '<input type="hidden" name="colonnes" value="sources,adresse">' in html
    assert f'href="{case.file}?vue=tableau&amp;colonnes=sources,adresse"' in html
    assert re.search(rf'href="{case.path}">(liste|cartes|registre)</a>', html)
    assert listed(page(client, case, "?vue=tableau")) == [row.slug]
    assert "La valeur «\u00a0rien\u00a0» du filtre Colonnes est inconnue" in page(client, case, "?colonnes=rien,titre")
    assert client.get(f"{case.file}?colonnes=rien").status_code == 400
    assert row.get_absolute_url() in client.get(f"{case.file[:-3]}html?colonnes=sources").text


@every_list
def test_words_narrow_a_list_whatever_the_accents(client, case):
    found, _other = case.make("Échange de mûres"), case.make("Autre chose")
    assert listed(page(client, case, "?q=echange+mure")) == [found.slug]
    assert listed(page(client, case, "?q=echange+autre")) == []


@every_list
def test_a_facet_counts_whatever_its_own_choice(client, case):
    name, _label, value, _words = case.facet
    answers = [case.make(f"Oui {number}", **case.answers) for number in range(2)]
    case.make("Non")
    counts = facet_counts(page(client, case), name)
    assert counts[value] == 2
    assert sum(counts.values()) == 3
    html = page(client, case, f"?{name}={value}")
    assert facet_counts(html, name) == counts
    assert set(listed(html)) == {each.slug for each in answers}


@every_list
def test_a_count_tells_as_many_rows_as_choosing_gives(client, case):
    name, *_others = case.facet
    for number in range(4):
        case.make(f"Ligne {number}", **(case.answers if number % 2 else {}))
    for value, number in facet_counts(page(client, case), name).items():
        assert len(listed(page(client, case, f"?{name}={value}"))) == number


@every_list
def test_a_chip_drops_its_choice_and_keeps_the_order(client, case):
    name, label, value, words = case.facet
    case.make("Oui", **case.answers)
    html = page(client, case, f"?{name}={value}&tri={case.orders[-1]}")
    kept = f"{case.path}?tri={case.orders[-1]}"
    assert f'<a href="{kept}">Retirer le filtre {label}\u00a0: {words}</a>' in html
    assert f'<input type="hidden" name="tri" value="{case.orders[-1]}">' in html


@every_list
def test_the_title_tells_the_choices_and_the_page(client, case):
    name, _label, value, words = case.facet
    for number in range(case.per_page + 1):
        case.make(f"Ligne {number}", **case.answers)
    html = page(client, case, f"?{name}={value}&page=2")
    assert re.search(rf"<title>\w+, {words}, page 2 –", html)
    assert "Page 2 sur 2" in html
    assert len(listed(html)) == 1
    assert f'href="?{name}={value}&amp;page=1"' in html


@every_list
@pytest.mark.parametrize("asked", ["abc", "0", "-1", "9999"])
def test_a_page_that_does_not_exist_gives_one_that_does(client, case, asked):
    row = case.make("Seule")
    assert listed(page(client, case, f"?page={asked}")) == [row.slug]


@every_list
def test_every_order_lists_the_same_rows(client, case):
    made = {case.make(f"Ligne {number}").slug for number in range(3)}
    html = page(client, case)
    assert [set(listed(page(client, case, f"?tri={order}"))) for order in case.orders] == [made] * len(case.orders)
    assert html.count("?tri=") == len(case.orders) - 1


@every_list
def test_an_empty_list_says_so(client, case):
    html = page(client, case)
    assert case.empty in html
    assert "(CSV)" not in html


@every_list
def test_choices_that_meet_nothing_say_how_to_go_on(client, case):
    case.make("Quelque chose")
    html = page(client, case, "?q=introuvable")
    assert f">{case.none}</p>" in html
    assert f'<a href="{case.path}">Effacer tous les filtres</a>' in html
    assert "repartez de la liste entière" in html


@every_list
def test_an_unknown_value_is_said_and_set_aside(client, case):
    name, label, *_others = case.facet
    row = case.make("Seule")
    html = page(client, case, f"?{name}=nulle-part&tri=hasard")
    assert listed(html) == [row.slug]
    assert f"La valeur «\u00a0nulle-part\u00a0» du filtre {label} est inconnue; elle est ignorée." in html
    assert "La valeur «\u00a0hasard\u00a0» du filtre Ordre est inconnue; elle est ignorée." in html


@every_list
def test_an_unknown_parameter_is_said_and_set_aside(client, case):
    row = case.make("Seule")
    html = page(client, case, "?foo=1&pays_=fr&page=1&tri=")
    assert listed(html) == [row.slug]
    assert "Paramètres inconnus, mis de côté\u00a0: foo, pays_<" in html
    assert "Paramètre inconnu, mis de côté\u00a0: &lt;b&gt;<" in page(client, case, "?<b>=1")
    assert "mis de côté" not in page(client, case, f"?page=1&tri={case.orders[-1]}&q=seule")


@every_list
def test_what_is_told_of_unknown_parameters_is_bounded(client, case):
    html = page(client, case, "?" + "&".join(f"{'x' * 300}{number}=1" for number in range(50)))
    told = re.search(r"mis de côté\u00a0: ([^<]*)", html)[1].split(", ")
    assert told == ["x" * 60] * 10


@every_list
def test_the_file_holds_what_the_list_shows_all_pages_in_its_order(client, case):
    name, _label, value, _words = case.facet
    for number in range(case.per_page + 2):
        case.make(f"Ligne {number % 7} {number}", **(case.answers if number else {}))
    for order in case.orders:
        query = f"?{name}={value}&tri={order}"
        shown = listed(page(client, case, query)) + listed(page(client, case, f"{query}&page=2"))
        assert [row["adresse"] for row in rows(client, case, query)] == [
            f"http://testserver{case.path}{slug}/" for slug in shown
        ]
        assert len(shown) == case.per_page + 1


@every_list
def test_the_page_leads_to_the_files_with_its_choices(client, case):
    name, _label, value, _words = case.facet
    case.make("Oui", **case.answers)
    html = page(client, case, f"?{name}={value}&page=1&foo=1")
    stem = case.path.rstrip("/")
    for kind, form in FORMATS.items():
        link = f'href="{stem}.{kind}?{name}={value}" type="{form.media_type}" download>{form.name}<'
        assert link in html


@every_list
def test_a_draft_is_in_no_list_count_or_file(client, case):
    case.factory(**{case.name: "Canari", **case.answers})
    case.make("Seule")
    name, _label, value, _words = case.facet
    html = page(client, case)
    assert "Canari" not in html
    assert value not in facet_counts(html, name)
    assert len(rows(client, case)) == 1


@every_list
def test_staff_get_drafts_marked_in_the_file(client, gestion, case):
    client.force_login(gestion)
    case.factory(**{case.name: "Projet"})
    assert "brouillon" in [row["publication"] for row in rows(client, case)]


@every_list
def test_a_formula_is_made_harmless_in_the_file(client, case):
    case.make("=1+1")
    [row] = rows(client, case)
    assert "'=1+1" in row.values()


@every_list
def test_the_english_file_keeps_its_headers_and_tells_what_has_an_english(client, case):
    case.make("Échange", **{f"{case.name}_en": "Exchange"})
    response = client.get(f"/en{case.file}")
    client.get("/")
    text = b"".join(response.streaming_content).decode().removeprefix("\ufeff")
    [row] = csv.DictReader(io.StringIO(text, newline=""))
    assert "Exchange" in row.values()
    assert row["publication"] == "online"
    assert row["adresse"].startswith(f"http://testserver/en{case.path}")
    assert list(row) == list(rows(client, case)[0])


def grow(case, count):
    """Make so many rows of a list, each with all that its list and its file tell."""
    for _ in range(count):
        row = case.make("Ligne", **case.answers)
        row.sources.add(SourceFactory())
        partner = PartnerFactory(published=True)
        if case.factory is AgreementFactory:
            row.parties.create(partner=partner)
            row.renews = AgreementFactory(published=True)
            row.save()
        elif case.factory is MissionFactory:
            StopFactory(mission=row, place=partner)
            ReportFactory(mission=row, published_on=dt.date(2025, 1, 1), document_url="https://exemple.invalid/r")
            ObjectiveFactory(mission=row)
            row.axes.add(AxisFactory(published=True))
            row.themes.add(ThemeFactory())
        elif case.factory is ActionFactory:
            ActionPartnerFactory(action=row, partner=partner)
        else:
            ActionFactory(published=True, lead_partner=row).themes.add(ThemeFactory())


@every_list
@pytest.mark.parametrize("narrowed", [False, True])
def test_a_page_costs_the_same_for_one_row_and_for_many(query_count, case, narrowed):
    name, _label, value, _words = case.facet
    query = f"?{name}={value}&q=ligne&axe=inconnu&theme=x&partenaire=y&foo=1" if narrowed else ""
    grow(case, 1)
    alone = query_count(f"{case.path}{query}")
    grow(case, 5)
    # The rules that reports follow are read once an edition, outside a test's transaction; one more statement looks for
    # what unknown values were before.
    assert (
        query_count(f"{case.path}{query}")
        == alone
        <= 6 + narrowed + {"/missions/": 2, "/actions/": 1, "/ententes/": 1}.get(case.path, 0)
    )


@every_list
def test_a_file_costs_the_same_for_one_row_and_for_many(client, django_assert_max_num_queries, case):
    def cost():
        with django_assert_max_num_queries(20) as queries:
            rows(client, case)
        return len(queries)

    grow(case, 1)
    cost()
    alone = cost()
    grow(case, 5)
    assert cost() == alone


@pytest.mark.parametrize("path", ["/partenaires/", "/ententes/", "/missions/", "/actions/", "/sources/"])
@pytest.mark.parametrize("page", ["99", "zéro", "-1", "１", "0"])
def test_a_page_that_does_not_exist_is_told(client, record, path, page):
    html = client.get(path, {"page": page}).text
    assert f"La valeur «\u00a0{page}\u00a0» du filtre Page est inconnue; elle est ignorée." in html
    assert "est inconnue" not in client.get(path, {"page": "1"}).text


@pytest.mark.parametrize(
    ("path", "asked", "words"),
    [
        ("/recherche/", {"q": "ville", "genre": "fable"}, "La valeur «\u00a0fable\u00a0» du filtre Genre est inconnue"),
        ("/recherche/", {"q": "ville", "langue": "it"}, "Paramètre inconnu, mis de côté\u00a0: langue"),
        ("/recherche/", {"q": "ville", "genre": "partenaires", "page": "7"}, "«\u00a07\u00a0» du filtre Page"),
        ("/sources/", {"editeur": "x", "annee": "1"}, "Paramètres inconnus, mis de côté\u00a0: editeur, annee"),
    ],
)
def test_what_another_list_does_not_understand_is_told(client, record, path, asked, words):
    assert words in client.get(path, asked).text


@pytest.mark.parametrize("name", ["partenaires", "ententes", "missions", "actions"])
def test_a_file_of_what_is_not_understood_is_refused_in_words(client, record, name):
    response = client.get(f"/{name}.csv", {"pays": "<toto>"})
    assert response.status_code == 400
    assert "«\u00a0<toto>\u00a0» du filtre Pays est inconnue" in response.content.decode()
    for end in ("csv", "html"):
        response = client.get(f"/{name}.{end}", {"<pays>": "fr", "page": "2", "pays": "fr"})
        assert response.status_code == 400
        assert response.content.decode().strip() == "Paramètre inconnu\u00a0: <pays>"
    assert client.get(f"/{name}.csv").status_code == 200
