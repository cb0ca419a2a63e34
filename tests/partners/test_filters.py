"""What a reader may ask of partners and of agreements, one filter at a time, and what each facet counts."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from partners.filters import MAX_PARTNERS_NAMED, AgreementFilter, PartnerFilter
from partners.lists import AGREEMENT_LIST, PARTNER_LIST
from partners.models import Agreement, AgreementStanding, Partner, PartnerKind
from tests.partners.factories import AgreementActFactory, AgreementFactory, PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def narrow(today):
    """Narrow what an anonymous reader may see of partners, or of agreements."""

    def narrow(model, query=""):
        user, filterset = AnonymousUser(), {Partner: PartnerFilter, Agreement: AgreementFilter}[model]
        return filterset(QueryDict(query), model.objects.visible_to(user, today), user=user, today=today)

    return narrow


@pytest.fixture
def found(narrow):
    """Return the rows a query finds."""
    return lambda model, query: set(narrow(model, query).qs)


@pytest.fixture
def counts(narrow):
    """Return {value: number} of one facet as shown, in order."""

    def counts(model, name, query=""):
        panel = next(panel for panel in narrow(model, query).panels if panel.name == name)
        return {each.option.value: each.count for each in panel.values}

    return counts


def partner(**options):
    return PartnerFactory(published=True, **options)


def agreement(*partners, **options):
    return AgreementFactory(published=True, partners=partners, **options)


def test_partners_by_group_in_the_order_of_the_groups(found, counts):
    network, city = partner(organization=True), partner()
    fund = partner(organization=True, kind=PartnerKind.FUND)
    assert found(Partner, "groupe=reseaux&groupe=economie") == {network, fund}
    assert list(counts(Partner, "groupe", "groupe=villes").items()) == [("villes", 1), ("reseaux", 1), ("economie", 1)]
    assert found(Partner, "groupe=villes") == {city}


def test_partners_by_country_and_by_the_absence_of_one(found, counts):
    french, nowhere = partner(country="FR"), partner(organization=True)
    assert found(Partner, "pays=fr") == found(Partner, "pays=FR") == {french}
    assert found(Partner, "pays=inconnu") == {nowhere}
    assert found(Partner, "pays=fr&pays=inconnu") == {french, nowhere}
    assert counts(Partner, "pays", "pays=fr") == {"fr": 1, "inconnu": 1}
    assert found(Partner, "region=europe&region=inconnu") == {french, nowhere}
    assert found(Partner, "region=asie") == set()
    assert counts(Partner, "region", "region=asie") == {"asie": 0, "europe": 1, "inconnu": 1}


def test_partners_by_words_of_their_names_and_domains(found):
    rouen, network = partner(name="Rouen"), partner(organization=True, acronym="OVPM", domains="Patrimoine bâti")
    assert found(Partner, "q=rouen") == {rouen}
    assert found(Partner, "q=ovpm+bati") == {network}


def test_partners_by_name_or_by_group(client):
    for name, options in (("Bruges", {}), ("Aéro", {"organization": True}), ("Caen", {})):
        partner(name=name, **options)

    def names(query):
        html = client.get(f"/partenaires/{query}").text.partition("</figure>")[2]
        return sorted(("Bruges", "Aéro", "Caen"), key=lambda name: html.index(f">{name}</a>"))

    assert names("") == ["Bruges", "Caen", "Aéro"]
    assert names("?tri=nom") == ["Aéro", "Bruges", "Caen"]
    assert list(PARTNER_LIST.orders) == ["", "nom"]


def test_one_to_check_that_expires_soon_is_listed_and_counted_as_both(found, counts, today):
    both = agreement(standing=AgreementStanding.TO_CHECK, ends_on=today)
    certain = agreement(standing=AgreementStanding.ACTIVE, ends_on=today)
    assert found(Agreement, "etat=a_verifier") == {both}
    assert found(Agreement, "etat=expire_bientot") == {both, certain}
    assert found(Agreement, "etat=a_verifier&etat=expire_bientot") == {both, certain}
    assert counts(Agreement, "etat") == {"en_vigueur": 1, "expire_bientot": 2, "a_verifier": 1}


def test_agreements_by_state_of_the_day(found, counts):
    expired = agreement(ends_on=dt.date(2020, 12, 31))
    over = agreement(standing=AgreementStanding.OVER)
    assert found(Agreement, "etat=echue") == {expired}
    assert found(Agreement, "etat=echue&etat=terminee") == {expired, over}
    assert counts(Agreement, "etat", "etat=echue") == {"echue": 1, "terminee": 1}


def test_agreements_by_country_of_a_party_counted_once_each(found, counts):
    both = agreement(partner(country="FR"), partner(country="FR"), partner(country="BE"))
    hidden, unplaced = agreement(PartnerFactory(country="JP")), agreement(partner(organization=True))
    assert found(Agreement, "pays=fr") == found(Agreement, "pays=be") == {both}
    assert found(Agreement, "pays=jp") == set()
    assert found(Agreement, "pays=inconnu") == {hidden, unplaced}
    assert counts(Agreement, "pays") == {"be": 1, "fr": 1, "inconnu": 2}
    assert found(Agreement, "region=europe") == {both}
    assert found(Agreement, "region=inconnu") == {hidden, unplaced}
    assert counts(Agreement, "region") == {"europe": 1, "inconnu": 2}


def test_agreements_by_partner(found, counts):
    first, second = partner(slug="lyon"), partner(slug="gand")
    one, both = agreement(first), agreement(first, second, PartnerFactory(slug="cache"))
    assert found(Agreement, "partenaire=lyon") == {one, both}
    assert found(Agreement, "partenaire=gand") == {both}
    assert counts(Agreement, "partenaire") == {"lyon": 2, "gand": 1}
    assert found(Agreement, "partenaire=cache") == {one, both}


def test_agreements_by_words_of_the_title_or_of_the_name_of_a_party(found):
    named, other = agreement(partner(name="Évora"), title="Pacte"), agreement(partner(name="Lyon"), title="Pacte")
    agreement(PartnerFactory(name="Évora cachée"), title="Pacte")
    assert found(Agreement, "q=pacte+evora") == {named}
    assert found(Agreement, "q=lyon") == {other}


def test_a_word_that_names_too_many_partners_names_none(found):
    many = [partner(name=f"Ville {number}") for number in range(MAX_PARTNERS_NAMED + 1)]
    agreement(many[0], title="Pacte")
    titled = agreement(title="Ville jumelle")
    assert found(Agreement, "q=ville") == {titled}


def test_agreements_by_end_those_without_one_last(client):
    for title, end in (("Sans fin", None), ("Tard", dt.date(2030, 1, 1)), ("Tôt", dt.date(2027, 1, 1))):
        agreement(title=title, ends_on=end, starts_on=dt.date(2020, 1, 1))
    html = client.get("/ententes/?tri=fin").text
    assert sorted(("Sans fin", "Tard", "Tôt"), key=html.index) == ["Tôt", "Tard", "Sans fin"]
    assert list(AGREEMENT_LIST.orders) == ["", "fin"]


def test_a_file_of_agreements_names_no_draft_that_one_renews(client):
    agreement(title="Seconde", renews=AgreementFactory(title="Canari"))
    assert "Canari" not in b"".join(client.get("/ententes.csv").streaming_content).decode()


def test_agreements_by_the_year_they_end_the_unknown_last(found, counts):
    soon, later, endless = (
        agreement(partner(), ends_on=day) for day in (dt.date(2026, 12, 31), dt.date(2028, 1, 1), None)
    )
    assert found(Agreement, "fin=2026") == {soon}
    assert found(Agreement, "fin=2026&fin=inconnue") == {soon, endless}
    assert found(Agreement, "fin=26") == {soon, later, endless}
    assert list(counts(Agreement, "fin").items()) == [("2028", 1), ("2026", 1), ("inconnue", 1)]


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("q=evora", True),
        ("q=ÉVORA", True),
        ("q=evora+pacte", True),
        ("q=evora+lisbonne", True),  # each word may be of another party
        ("q=evora+porto", False),
        ("q=oporto", False),
        ("q=aimf", True),  # the acronym of a party
        ("q=lomé", True),  # where it sits
        ("q=patrimoine", False),  # the fields of work of a party are not its name
        ("q=vor", True),  # part of a word
        ("q=evora+%25+_", True),  # signs are no words
        ("q='+DROP+TABLE", False),
        ("q=", True),
        ("q=+", True),
    ],
)
def test_agreements_by_all_the_words_of_the_title_and_of_the_names_of_parties(found, query, is_found):
    network = partner(name="Association", organization=True, acronym="AIMF", seat_city="Lomé", domains="Patrimoine")
    pacte = agreement(partner(name="Évora"), partner(name="Lisbonne"), network, title="Pacte")
    agreement(partner(name="Porto"), title="Protocole")
    assert (pacte in found(Agreement, query)) is is_found


def test_words_that_name_as_many_partners_as_may_be_name_them_all(found, monkeypatch):
    monkeypatch.setattr("partners.filters.names.MAX_PARTNERS_NAMED", 2)
    one, other = agreement(partner(name="Ville haute"), title="A"), agreement(partner(name="Ville basse"), title="B")
    assert found(Agreement, "q=ville") == {one, other}
    agreement(partner(name="Ville neuve"), title="C")
    assert found(Agreement, "q=ville") == set()
    assert found(Agreement, "q=haute") == {one}


@pytest.mark.parametrize(
    ("query", "beside"),
    [
        ("", ""),
        ("pays=fr", ""),
        ("pays=fr&etat=active", "&etat=active"),
        ("q=ville&pays=fr&groupe=villes", "&q=ville&groupe=villes"),
        ("q=a%26b", "&q=a%26b"),
    ],
)
def test_the_map_leads_to_a_country_with_what_else_is_asked(narrow, query, beside):
    partner(country="FR")
    assert narrow(Partner, query).query_beside_country == beside


def test_agreements_by_the_end_that_acts_made(found, counts):
    extended = agreement(ends_on=dt.date(2026, 12, 31))
    AgreementActFactory(agreement=extended, kind="prolongation", ends_on=dt.date(2030, 6, 1))
    assert found(Agreement, "fin=2026") == set()
    assert found(Agreement, "fin=2030") == {extended}
    assert list(counts(Agreement, "fin", "fin=2030")) == ["2030"]


def test_a_party_that_may_not_be_read_narrows_nothing_and_is_not_offered(found, counts):
    hidden = PartnerFactory(slug="cache")
    first, second = agreement(hidden), agreement(partner(slug="lyon"))
    assert found(Agreement, "partenaire=cache") == {first, second}, "an unknown value is set aside"
    assert counts(Agreement, "partenaire", "partenaire=lyon") == {"lyon": 1}
