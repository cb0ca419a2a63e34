"""What a partner says of itself, in the words of its reader, and the order of the directory."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils.translation import override

from partners.models import PARTNER_GROUPS, Partner, PartnerGroup, PartnerKind, RelationState, Standing
from partners.models.partner import TOLD_BY_MAP
from tests.partners.factories import PartnerFactory

TODAY = dt.date(2026, 3, 2)


def partner(state=RelationState.UNKNOWN, **options):
    """Return a partner that is online, as `with_activity` gives it, not saved."""
    found = PartnerFactory.build(**{"published": True, "name": "Namur", "slug": "namur", **options})
    found.state_value, found.latest_told, found.first_told = state, "", "9999"
    return found


@pytest.mark.parametrize(
    ("domains", "english", "listed", "listed_in_english"),
    [
        ("", "", [], []),
        ("Eau\nPatrimoine bâti", "", ["Eau", "Patrimoine bâti"], ["Eau", "Patrimoine bâti"]),
        ("Eau\n\nArts\n", "Water\nArts", ["Eau", "Arts"], ["Water", "Arts"]),
        ("Eau\r\nArts", "", ["Eau", "Arts"], ["Eau", "Arts"]),
    ],
)
def test_the_fields_of_work_are_told_one_by_one(domains, english, listed, listed_in_english):
    found = partner(domains=domains, domains_en=english)
    assert found.domain_list == listed
    with override("en"):
        assert found.domain_list == listed_in_english


@pytest.mark.parametrize(
    ("options", "words", "english"),
    [
        ({}, "ville, Belgique, relation inconnue", "city, Belgium, unknown relationship"),
        ({"state": "active"}, "ville, Belgique, relation active", "city, Belgium, active relationship"),
        (
            {"published": False},
            "ville, Belgique, relation inconnue, brouillon",
            "city, Belgium, unknown relationship, draft",
        ),
        ({"organization": True, "kind": "fonds"}, "fonds, relation inconnue", "fund, unknown relationship"),
    ],
)
def test_a_partner_is_told_from_its_twin(options, words, english):
    found = partner(**options)
    assert found.identity == words
    with override("en"):
        assert found.identity == english


@pytest.mark.parametrize(
    ("standing", "state", "words"),
    [
        (Standing.UNKNOWN, RelationState.ACTIVE, ""),
        (Standing.ACTIVE, RelationState.ACTIVE, ""),
        (Standing.ACTIVE, RelationState.ASLEEP, "active"),
        (Standing.OVER, RelationState.OVER, ""),
        (Standing.ASLEEP, RelationState.ASLEEP, "inactive"),
        (Standing.NO_AGREEMENT, RelationState.ACTIVE, "suivie, sans entente"),
        (Standing.TO_CHECK, RelationState.UNKNOWN, "à vérifier"),
    ],
)
def test_what_was_recorded_is_told_where_it_is_another_word(standing, state, words):
    assert partner(state, standing=standing).recorded_words == words


@pytest.mark.parametrize(
    ("state", "latest", "years"),
    [
        (RelationState.ASLEEP, "2023-03-02", 3),
        (RelationState.ASLEEP, "2022-03-03", 3),
        (RelationState.ASLEEP, "2022-03-02", 4),
        (RelationState.ACTIVE, "2022-03-02", None),
        (RelationState.OVER, "2022-03-02", None),
    ],
)
def test_silence_is_counted_in_whole_years_of_a_relationship_asleep(state, latest, years):
    found = partner(state)
    found.latest_told = f"{latest} 0 jour partenaires 1"
    assert found.silent_years(TODAY) == years
    assert partner().silent_years(TODAY) is None


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "written"), [("", ""), ("be", "BE"), ("BE", "BE")])
def test_a_country_is_written_in_capitals(typed, written):
    found = partner(country=typed)
    found.clean()
    assert found.country == written


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["UK", "B", "ZZ", "1", "ßß", "\u202e"])
def test_a_country_that_there_is_not_is_refused(typed):
    with pytest.raises(ValidationError) as refusal:
        partner(country=typed).clean()
    assert refusal.value.message_dict["country"][0].startswith("Pays inconnu")


def test_each_kind_stands_under_one_group():
    kinds = [kind for group in PARTNER_GROUPS.values() for kind in group]
    assert sorted(kinds) == sorted(PartnerKind)
    assert list(PARTNER_GROUPS) == list(PartnerGroup)
    assert all(partner(kind=kind).group == group for group, some in PARTNER_GROUPS.items() for kind in some)


@pytest.mark.parametrize(("kind", "is_city"), [(PartnerKind.CITY, True), (PartnerKind.CITY_NETWORK, False)])
def test_a_city_alone_is_a_city(kind, is_city):
    assert partner(kind=kind).is_city is is_city


def test_a_partner_is_called_by_its_name_and_has_its_address():
    assert str(partner()) == "Namur"
    assert partner().get_absolute_url() == "/partenaires/namur/"


@pytest.mark.django_db
def test_the_group_of_a_row_is_that_of_the_partner():
    for kind in PartnerKind:
        PartnerFactory(organization=kind != PartnerKind.CITY, kind=kind)
    for group in PartnerGroup:
        found = Partner.objects.with_group().filter(group_value=group)
        assert {each.kind for each in found} == set(PARTNER_GROUPS[group])
    assert {each.group for each in Partner.objects.by_group()[:1]} == {PartnerGroup.CITIES}


@pytest.mark.django_db
def test_partners_stand_by_group_then_by_name_whatever_the_accents_then_as_they_were_inscribed():
    names = [
        ("Évora", {}),
        ("Albi", {"organization": True, "kind": PartnerKind.CULTURAL}),
        ("Zagreb", {"organization": True}),
        ("Dakar", {}),
        ("Dakar", {"country": "FR"}),
        ("Fonds", {"organization": True, "kind": PartnerKind.FUND}),
    ]
    rows = [PartnerFactory(name=name, **options) for name, options in names]
    assert list(Partner.objects.by_group()) == [rows[rank] for rank in (3, 4, 0, 2, 5, 1)]


@pytest.mark.django_db
def test_a_map_reads_of_a_partner_what_it_tells_and_no_more(django_assert_num_queries):
    PartnerFactory(published=True, name="Namur", domains="Eau")
    with django_assert_num_queries(1):
        [found] = Partner.objects.for_map(AnonymousUser(), TODAY)
        assert (found.name, found.state_label, found.relation_kind) == ("Namur", "inconnue", "partenaire")
    assert found.get_deferred_fields() == {
        field.attname for field in Partner._meta.concrete_fields if field.attname not in (*TOLD_BY_MAP, "id")
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "state"),
    [
        ({}, "inconnue"),
        ({"noted_activity_on": TODAY}, "active"),
        ({"noted_activity_on": dt.date(2023, 3, 3)}, "active"),
        ({"noted_activity_on": dt.date(2023, 3, 2)}, "dormante"),
        ({"noted_activity_on": TODAY, "standing": Standing.OVER}, "terminee"),
    ],
)
def test_a_list_a_map_and_a_page_tell_the_same_state(options, state):
    PartnerFactory(published=True, **options)
    user, rows = AnonymousUser(), Partner.objects.all()
    for asked in (rows.with_relation, rows.with_activity, rows.for_map):
        assert asked(user, TODAY).get().state_value == state
