"""What each column of the files of partners and of agreements tells of a row, in both languages."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils.translation import override

from partners.exports import AGREEMENT_DATASET, PARTNER_DATASET, activity_day, lines_of
from partners.filters import AgreementFilter, PartnerFilter
from partners.lists import AGREEMENT_LIST, PARTNER_LIST, fetch_agreements, fetch_partners
from partners.models import Agreement, AgreementStanding, AuthorizationNeed, Partner, PartnerKind, Standing
from partners.models.activity import Activity
from tests.partners.factories import AgreementActFactory, AgreementFactory, PartnerFactory
from tests.records.factories import SourceFactory

D = dt.date
TODAY = D(2026, 3, 2)


def told(dataset, row, *headers):
    """Return what the columns of these headers tell of a row, in the language spoken."""
    columns = {column.header: column for column in dataset.columns}
    found = [columns[header].reader()(row) for header in headers]
    return found[0] if len(found) == 1 else found


def partner(**options):
    """Return a partner as the files read it, not saved."""
    found = PartnerFactory.build(**{"slug": "namur", **options})
    found.state_value, found.latest_told, found.first_told = "dormante", "", "9999"
    return found


@pytest.mark.parametrize(
    ("header", "options", "value", "english"),
    [
        ("nom", {"name": "Namur", "name_en": "Namen"}, "Namur", "Namen"),
        ("nom", {"name": "Namur"}, "Namur", "Namur"),
        ("sigle", {"acronym": "OVPM"}, "OVPM", "OVPM"),
        ("adresse", {}, "/partenaires/namur/", "/en/partenaires/namur/"),
        ("publication", {}, "brouillon", "draft"),
        ("groupe", {}, "Villes", "Cities"),
        ("nature", {"kind": PartnerKind.FUND}, "fonds", "fund"),
        ("pays", {"country": "BE"}, "Belgique", "Belgium"),
        ("pays", {"country": ""}, "", ""),
        ("code_du_pays", {"country": "BE"}, "BE", "BE"),
        ("ville_du_siege", {"seat_city": "Gand"}, "Gand", "Gand"),
        ("latitude", {"latitude": Decimal("50.4669")}, Decimal("50.4669"), Decimal("50.4669")),
        ("longitude", {"longitude": None}, None, None),
        ("geonames", {"geonames_id": 7}, 7, 7),
        ("relation", {}, "dormante", "dormant"),
        ("relation_inscrite", {"standing": Standing.NO_AGREEMENT}, "suivie, sans entente", "followed, no agreement"),
        ("relation_inscrite", {}, "inconnue", "unknown"),
        ("depuis", {"since_on": D(1999, 1, 1), "since_precision": "annee"}, "1999", "1999"),
        ("depuis", {"since_on": D(1999, 5, 1), "since_precision": "mois"}, "1999-05", "1999-05"),
        ("jusqu_a", {"until_on": D(1999, 5, 4), "until_precision": "jour"}, D(1999, 5, 4), D(1999, 5, 4)),
        ("fondation", {}, "", ""),
        ("premiere_activite", {}, "", ""),
        ("derniere_activite", {}, "", ""),
        ("domaines", {"domains": "Eau\n\nArts", "domains_en": "Water"}, ["Eau", "Arts"], ["Water"]),
        ("domaines", {}, [], []),
        ("role_de_quebec", {"city_role": "membre", "city_role_en": "member"}, "membre", "member"),
        ("tenu_par", {"role_holder": "Mairie"}, "Mairie", "Mairie"),
    ],
)
def test_a_column_of_partners(header, options, value, english):
    row = partner(**options)
    assert told(PARTNER_DATASET, row, header) == value
    with override("en"):
        assert told(PARTNER_DATASET, row, header) == english


@pytest.mark.parametrize(
    ("activity", "day"),
    [
        (None, ""),
        (Activity(D(2024, 5, 9), "jour", "missions", 1), "2024-05-09"),
        (Activity(D(2024, 5, 9), "mois", "actions", 1), "2024-05"),
        (Activity(D(2024, 1, 1), "annee", "ententes", 1), "2024"),
    ],
)
def test_the_day_of_an_activity_is_written_as_far_as_it_is_known(activity, day):
    assert activity_day(activity) == day


def test_lines_are_those_of_any_field():
    row = SimpleNamespace(tags="a\n\nb", tags_en="")
    assert lines_of("tags")(row) == ["a", "b"]


def agreement(states=("en_vigueur", ""), closes_on=None, **options):
    """Return an agreement as the files read it, not saved."""
    found = AgreementFactory.build(**{"slug": "pacte", "title": "Pacte", **options})
    found.state_value, found.term_value = states
    found.closes_on, found.renews_is_shown, found.shown_parties = closes_on, False, []
    return found


@pytest.mark.parametrize(
    ("header", "options", "value", "english"),
    [
        ("titre", {"title": "Pacte", "title_en": "Pact"}, "Pacte", "Pact"),
        ("reference", {"reference": "E-2024-01"}, "E-2024-01", "E-2024-01"),
        ("adresse", {}, "/ententes/pacte/", "/en/ententes/pacte/"),
        ("nature", {}, "entente de coopération", "cooperation agreement"),
        ("etat", {}, ["en vigueur"], ["in force"]),
        (
            "etat",
            {"states": ("a_verifier", "expire_bientot")},
            ["à vérifier", "expire bientôt"],
            ["to be checked", "expiring soon"],
        ),
        ("signature", {"signed_on": D(1999, 5, 1), "signed_precision": "mois"}, "1999-05", "1999-05"),
        ("debut", {"starts_on": D(1999, 5, 1)}, D(1999, 5, 1), D(1999, 5, 1)),
        ("debut", {}, None, None),
        ("fin", {"ends_on": D(2030, 5, 1), "closes_on": D(2027, 1, 1)}, D(2030, 5, 1), D(2030, 5, 1)),
        ("fin_effective", {"ends_on": D(2030, 5, 1), "closes_on": D(2027, 1, 1)}, "2027-01-01", "2027-01-01"),
        ("fin_effective", {}, "", ""),
        ("partenaires", {}, [], []),
        ("domaines", {"domains": "Eau\nArts"}, ["Eau", "Arts"], ["Eau", "Arts"]),
        ("autorisation", {"authorization_need": AuthorizationNeed.NOT_REQUIRED}, "non requise", "not required"),
        ("instance_qui_autorise", {"authorization_body": "MRIF"}, "MRIF", "MRIF"),
        ("numero_de_l_autorisation", {"authorization_number": "12"}, "12", "12"),
        ("date_de_l_autorisation", {"authorized_on": TODAY}, TODAY, TODAY),
        ("renouvelle", {}, None, None),
    ],
)
def test_a_column_of_agreements(header, options, value, english):
    row = agreement(**options)
    assert told(AGREEMENT_DATASET, row, header) == value
    with override("en"):
        assert told(AGREEMENT_DATASET, row, header) == english


@pytest.fixture
def read():
    """Read as the file of an anonymous reader does, the rows of a model that have a text as their name."""

    def read(model, name):
        filterset, fetch = {
            Partner: (PartnerFilter, fetch_partners),
            Agreement: (AgreementFilter, fetch_agreements),
        }[model]
        user = AnonymousUser()
        narrowed = filterset(QueryDict(""), model.objects.visible_to(user, TODAY), user=user, today=TODAY)
        return next(each for each in fetch(narrowed.qs, narrowed) if str(each) == name)

    return read


@pytest.mark.django_db
def test_the_countries_and_the_names_of_the_parties_that_may_be_read_are_told(read):
    parties = [
        PartnerFactory(published=True, name="Paris", country="FR"),
        PartnerFactory(name="Tokyo", country="JP"),
        PartnerFactory(published=True, name="Lyon", country="FR"),
        PartnerFactory(published=True, name="Réseau", organization=True),
        PartnerFactory(published=True, name="Gand", country="BE"),
    ]
    AgreementFactory(published=True, title="Pacte", partners=parties)
    names, countries = told(AGREEMENT_DATASET, read(Agreement, "Pacte"), "partenaires", "pays")
    assert list(names) == ["Paris", "Lyon", "Réseau", "Gand"]
    assert list(countries) == ["France", "Belgique"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("published", "said"), [(True, ["Premier", "E-2020-07"]), (False, [None, None])], ids=["online", "a draft"]
)
def test_the_agreement_that_one_renews_is_told_if_it_may_be_read(read, published, said):
    former = AgreementFactory(published=published, title="Premier", reference="E-2020-07")
    AgreementFactory(published=True, title="Second", renews=former)
    row = read(Agreement, "Second")
    assert [each or None for each in told(AGREEMENT_DATASET, row, "renouvelle", "reference_renouvelee")] == said


@pytest.mark.django_db
def test_acts_and_the_end_they_made_are_told_with_the_sources(read):
    row = AgreementFactory(published=True, title="Pacte", standing=AgreementStanding.ACTIVE, ends_on=D(2030, 1, 1))
    row.sources.add(SourceFactory(url="https://exemple.invalid/pacte"))
    for year in (2027, 2025):
        AgreementActFactory(
            agreement=row, kind="prolongation", happened_on=D(year - 1, 1, 1), ends_on=D(year, 6, 1), text="Suite."
        )
    acts, end, sources = told(AGREEMENT_DATASET, read(Agreement, "Pacte"), "actes", "fin_effective", "sources")
    assert [each.replace("\u00a0", " ") for each in acts] == [
        "prolongation, 2024-01-01 (nouvelle fin 2025-06-01) : Suite.",
        "prolongation, 2026-01-01 (nouvelle fin 2027-06-01) : Suite.",
    ]
    assert end == "2027-06-01"
    assert list(sources) == ["https://exemple.invalid/pacte"]


@pytest.mark.parametrize(
    ("listing", "orders"),
    [(PARTNER_LIST, ["par nature", "par nom"]), (AGREEMENT_LIST, ["récentes d’abord", "par fin"])],
    ids=["partners", "agreements"],
)
def test_a_list_says_its_orders_and_puts_on_paper_columns_there_are(listing, orders):
    assert [str(order.label) for order in listing.orders.values()] == orders
    headers = [column.header for column in listing.dataset.columns]
    assert set(listing.dataset.on_paper) <= set(headers)
    assert listing.dataset.on_paper[0] == headers[0]
