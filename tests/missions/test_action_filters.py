"""What a reader may ask of the actions, one filter at a time and together."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from missions.filters import ActionFilter
from missions.models import Action, ActionStage
from partners.filters import MAX_PARTNERS_NAMED
from records.words.dates import DatePrecision
from tests.axes.factories import AxisFactory, CommitmentFactory, ThemeFactory
from tests.listed import slugs_listed
from tests.missions.factories import ActionFactory, ActionPartnerFactory
from tests.partners.factories import PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def narrow(today):
    """Narrow what an anonymous reader may see."""

    def narrow(query="", user=None):
        user = user or AnonymousUser()
        return ActionFilter(QueryDict(query), Action.objects.visible_to(user, today), user=user, today=today)

    return narrow


@pytest.fixture
def found(narrow):
    """Return the actions a query finds."""
    return lambda query: set(narrow(query).qs)


@pytest.fixture
def counts(narrow):
    """Return {value: number} of one facet, in order."""

    def counts(name, query="", user=None):
        return {option.value: number for option, number in narrow(query, user).counts.numbers_of(name)}

    return counts


def with_other(action, **partner):
    """Add another partner to an action and return it."""
    return ActionPartnerFactory(action=action, partner=PartnerFactory(**partner)).partner


def dated(starts_on, ends_on=None, stage=ActionStage.DONE, precision=DatePrecision.DAY):
    return ActionFactory(published=True, starts_on=starts_on, ends_on=ends_on, stage=stage, date_precision=precision)


def test_by_axis(found):
    action, _other = ActionFactory.create_batch(2, published=True)
    assert found(f"axe={action.axis.slug}") == {action}


def test_by_two_axes(found):
    first, second, _third = ActionFactory.create_batch(3, published=True)
    assert found(f"axe={first.axis.slug}&axe={second.axis.slug}") == {first, second}


def test_axes_keep_the_order_of_the_vision(counts):
    last = AxisFactory(published=True, position=900, short_label="Apprendre")
    first = AxisFactory(published=True, position=800, short_label="Rayonner")
    for axis in (last, first):
        ActionFactory(published=True, axis=axis)
    assert list(counts("axe")) == [first.slug, last.slug]


def test_by_lead_partner_and_by_other_partner(found):
    led = ActionFactory(published=True)
    shared = ActionFactory(published=True)
    ActionPartnerFactory(action=shared, partner=led.lead_partner)
    ActionFactory(published=True)
    assert found(f"partenaire={led.lead_partner.slug}") == {led, shared}


def test_a_partner_counts_the_actions_it_leads_and_those_it_shares(counts):
    led, shared = ActionFactory.create_batch(2, published=True)
    ActionPartnerFactory(action=shared, partner=led.lead_partner)
    assert counts("partenaire") == {led.lead_partner.slug: 2, shared.lead_partner.slug: 1}


def test_a_partner_named_twice_in_an_action_counts_it_once(counts):
    action = ActionFactory(published=True)
    ActionPartnerFactory(action=action, partner=action.lead_partner)
    assert counts("partenaire") == {action.lead_partner.slug: 1}


def test_by_country_of_any_partner(found):
    led = ActionFactory(published=True, lead_partner__country="FR")
    shared = ActionFactory(published=True)
    with_other(shared, published=True, country="FR")
    ActionFactory(published=True)
    assert found("pays=fr") == {led, shared}
    assert found("pays=FR") == {led, shared}
    with_other(shared, published=True, country="SN")
    assert found("region=afrique") == {shared}


def test_a_country_counts_an_action_once_however_many_of_its_partners_are_there(counts):
    action = ActionFactory(published=True, lead_partner__country="BE")
    with_other(action, published=True, country="BE")
    for _ in range(2):
        with_other(action, published=True, country="FR")
    with_other(action, published=True, organization=True)
    with_other(action, published=True, country="SN")
    assert counts("pays") == {"be": 1, "fr": 1, "sn": 1}
    assert counts("region") == {"afrique": 1, "europe": 1}


def test_by_commitment(found, counts):
    promise, other = CommitmentFactory.create_batch(2, axis=AxisFactory(published=True))
    action = ActionFactory(published=True, axis=promise.axis, commitment=promise)
    ActionFactory(axis=promise.axis, commitment=other, title="Coulisses")
    ActionFactory(published=True, axis=promise.axis)
    assert found(f"engagement={promise.slug}") == {action}
    assert counts("engagement") == {promise.slug: 1}


def test_the_commitment_of_a_hidden_axis_cannot_be_asked_for(narrow):
    hidden = CommitmentFactory(axis=AxisFactory())
    assert narrow(f"engagement={hidden.slug}").chosen["engagement"] == []


def test_by_theme(found):
    themes = ThemeFactory.create_batch(2)
    both, one, _none = ActionFactory.create_batch(3, published=True)
    both.themes.set(themes)
    one.themes.set(themes[:1])
    assert found(f"theme={themes[0].slug}") == {both, one}
    assert found(f"theme={themes[0].slug}&theme={themes[1].slug}") == {both, one}
    assert found(f"theme={themes[1].slug}") == {both}


def test_by_stage(found):
    done = ActionFactory(published=True, stage=ActionStage.DONE)
    ActionFactory(published=True, stage=ActionStage.OVER)
    assert found("statut=realisee") == {done}


@pytest.mark.parametrize(
    ("start", "end", "stage", "years"),
    [
        ("2020-03-01", "2022-02-01", ActionStage.DONE, {2020, 2021, 2022}),
        ("2020-03-01", None, ActionStage.DONE, {2020}),
        ("2024-03-01", None, ActionStage.UNDER_WAY, {2024, 2025, 2026}),
        ("2027-03-01", None, ActionStage.UNDER_WAY, {2027}),
        ("2020-03-01", "2021-01-01", ActionStage.UNDER_WAY, {2020, 2021}),
        ("2025-01-01", "2025-12-31", ActionStage.OVER, {2025}),
    ],
)
def test_by_year_an_action_answers_in_every_year_of_its_span(found, counts, start, end, stage, years):
    action = dated(start, end, stage)
    assert {year for year in range(2018, 2030) if found(f"annee={year}") == {action}} == years
    assert counts("annee") == {str(year): 1 for year in sorted(years, reverse=True)}


def test_an_undated_action_answers_in_no_year(found, counts):
    ActionFactory(published=True)
    assert not found("annee=2026")
    assert not found("annee=1000")
    assert counts("annee") == {}


def test_a_date_known_to_the_year_or_within_a_period_answers_in_its_years(found):
    year = dated("2021-01-01", precision=DatePrecision.YEAR)
    period = dated("2021-11-01", "2022-01-31", precision=DatePrecision.PERIOD)
    assert found("annee=2021") == {year, period}
    assert found("annee=2022") == {period}


def test_years_far_ahead_are_not_offered(counts):
    dated("2020-01-01", "2100-12-31")
    assert max(counts("annee")) == "2031"


def test_by_words_whatever_accents_and_case(found):
    action = ActionFactory(published=True, title="Résidence d’écriture", description="Un séjour à l’œuvre")
    ActionFactory(published=True)
    assert found("q=RESIDENCE+oeuvre") == {action}
    assert found("q=l’écriture") == {action}
    assert not found("q=residence+danse")


def test_by_words_in_the_name_of_any_partner(found):
    action = ActionFactory(published=True, title="Échange", lead_partner__name="Besançon")
    with_other(action, published=True, name="Réseau des villes", acronym="RDV")
    ActionFactory(published=True)
    assert found("q=besancon") == {action}
    assert found("q=echange+rdv") == {action}


def test_the_fields_of_work_of_a_partner_are_not_its_name(found):
    ActionFactory(published=True, lead_partner__domains="climat")
    assert not found("q=climat")


def test_a_word_that_names_too_many_partners_names_none(found):
    for number in range(MAX_PARTNERS_NAMED + 1):
        PartnerFactory(published=True, name=f"Commune {number}")
    action = ActionFactory(published=True, title="Une commune")
    ActionFactory(published=True, lead_partner__name="Commune voisine")
    assert found("q=commune") == {action}


def test_all_filters_together(found):
    theme = ThemeFactory()
    action = dated("2025-01-01", "2025-02-01")
    action.themes.add(theme)
    ActionFactory(published=True, axis=action.axis, lead_partner=action.lead_partner)
    query = "axe={0.axis.slug}&partenaire={0.lead_partner.slug}&pays=be&statut=realisee&annee=2025&q=action&theme={1}"
    assert found(query.format(action, theme.slug)) == {action}


def test_each_count_tells_what_choosing_gives_beside_the_other_choices(narrow, counts):
    theme = ThemeFactory()
    axis = AxisFactory(published=True)
    for number in range(6):
        action = ActionFactory(
            published=True,
            axis=axis if number % 2 else AxisFactory(published=True),
            lead_partner__country="FR" if number % 3 else "BE",
            starts_on=f"202{number}-01-01",
            date_precision=DatePrecision.DAY,
            stage=ActionStage.DONE if number < 4 else ActionStage.UNDER_WAY,
        )
        action.themes.add(theme)
        with_other(action, published=True, country="BE")
    chosen = f"axe={axis.slug}&"
    for name in ("theme", "partenaire", "pays", "annee", "statut"):
        offered = counts(name, chosen)
        assert offered
        assert offered == {value: narrow(f"{chosen}{name}={value}").total for value in offered}


@pytest.mark.parametrize(
    ("query", "label", "value"),
    [
        ("axe=detruire", "Axe", "detruire"),
        ("partenaire=atlantide", "Partenaire", "atlantide"),
        ("theme=magie", "Thème", "magie"),
        ("pays=zz", "Pays", "zz"),
        ("statut=revee", "Avancement", "revee"),
        ("annee=20x4", "Année", "20x4"),
        ("annee=0", "Année", "0"),
        ("annee=99999", "Année", "99999"),
        ("annee=²²²²", "Année", "²²²²"),
        ("axe=a'--", "Axe", "a'--"),
    ],
)
def test_an_unknown_value_is_told_and_ignored(client, query, label, value):
    action = ActionFactory(published=True)
    html = client.get(f"/actions/?{query}&statut=annoncee").content.decode().replace("&#x27;", "'")
    assert f"La valeur «\u00a0{value}\u00a0» du filtre {label} est inconnue; elle est ignorée." in html
    assert slugs_listed(html) == [action.slug]
    assert "Retirer le filtre Avancement\u00a0: annoncée" in html


def test_a_known_value_that_meets_nothing_stays_chosen_with_its_name(narrow):
    ActionFactory(published=True)
    partner = PartnerFactory(published=True, name="Namur")
    narrowed = narrow(f"partenaire={partner.slug}")
    assert narrowed.total == 0
    assert not narrowed.unknown
    assert [chip.option.label for chip in narrowed.chips] == ["Namur"]


def test_a_draft_partner_is_unknown_to_the_public_and_known_to_staff(narrow, gestion):
    partner = PartnerFactory()
    assert narrow(f"partenaire={partner.slug}").unknown
    assert not narrow(f"partenaire={partner.slug}", gestion).unknown


def test_a_draft_partner_is_neither_found_nor_counted_for_the_public(found, counts, gestion):
    action = ActionFactory(published=True)
    other = with_other(action, name="Canari", country="JP")
    assert not found("q=canari")
    assert not found("pays=jp")
    assert counts("pays") == {"be": 1}
    assert other.slug not in counts("partenaire")
    assert counts("pays", user=gestion) == {"be": 1, "jp": 1}
    assert counts("partenaire", user=gestion)[other.slug] == 1
