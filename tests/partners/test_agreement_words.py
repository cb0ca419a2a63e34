"""What an agreement and its acts say of themselves, and the rows that a list brings along."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import override

from partners.models import Agreement, AgreementActKind, AgreementKind, AgreementState, PartnerKind
from records.documents.models import DocumentKind
from records.words.dates import UNDATED
from tests.partners.factories import (
    AgreementActFactory,
    AgreementDocumentFactory,
    AgreementFactory,
    PartnerFactory,
    PartyFactory,
)

D = dt.date
TODAY = D(2026, 3, 2)
STATE = AgreementState


def agreement(state=STATE.IN_FORCE, term="", **options):
    """Return an agreement as `with_state` gives it, not saved."""
    found = AgreementFactory.build(**{"title": "Pacte", "slug": "pacte", **options})
    found.state_value, found.term_value = state, term
    return found


@pytest.mark.parametrize(
    ("state", "term", "states", "label", "english"),
    [
        ("en_vigueur", "", [STATE.IN_FORCE], "en vigueur", "in force"),
        (
            "en_vigueur",
            "expire_bientot",
            [STATE.IN_FORCE, STATE.EXPIRING],
            "en vigueur, expire bientôt",
            "in force, expiring soon",
        ),
        ("a_venir", "a_venir", [STATE.UPCOMING], "à venir", "upcoming"),
        ("terminee", "", [STATE.OVER], "terminée", "ended"),
    ],
)
def test_the_states_are_told_each_once(state, term, states, label, english):
    found = agreement(state, term)
    assert found.states == states
    assert found.state_label == label
    assert found.is_in_force is (STATE.IN_FORCE in states)
    with override("en"):
        assert found.state_label == english


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "entente de coopération, en vigueur"),
        ({"kind": AgreementKind.TWINNING, "state": "terminee"}, "jumelage, terminée"),
        ({"signed_on": D(1999, 5, 1), "signed_precision": "mois"}, "entente de coopération, en vigueur, 1999-05"),
        ({"signed_on": D(1999, 5, 1), "signed_precision": "jour"}, "entente de coopération, en vigueur, 1999-05-01"),
    ],
)
def test_an_agreement_is_told_from_its_twin(options, words):
    assert agreement(**options).identity == words


@pytest.mark.parametrize(
    ("ends_on", "closes_on", "otherwise"),
    [
        (None, None, False),
        (TODAY, TODAY, False),
        (TODAY, D(2027, 1, 1), True),
        (None, TODAY, False),  # an act gave it the end that it had not
    ],
)
def test_an_end_that_acts_moved_is_told(ends_on, closes_on, otherwise):
    found = agreement(ends_on=ends_on)
    found.closes_on = closes_on
    assert found.is_closed_otherwise is otherwise


def test_the_fields_of_work_are_told_one_by_one_in_the_language_spoken():
    found = agreement(domains="Eau\n\nArts", domains_en="Water\nArts")
    assert found.domain_list == ["Eau", "Arts"]
    with override("en"):
        assert found.domain_list == ["Water", "Arts"]
    assert agreement().domain_list == []


def test_an_agreement_is_called_by_its_title_and_has_its_address():
    assert str(agreement()) == "Pacte"
    assert agreement().get_absolute_url() == "/ententes/pacte/"


@pytest.mark.parametrize(
    ("dates", "sorts_on"),
    [
        ({"signed_on": D(2020, 1, 1), "starts_on": D(2019, 1, 1), "ends_on": D(2021, 1, 1)}, D(2020, 1, 1)),
        ({"starts_on": D(2019, 1, 1), "ends_on": D(2021, 1, 1)}, D(2019, 1, 1)),
        ({"ends_on": D(2021, 1, 1)}, D(2021, 1, 1)),
        ({}, UNDATED),
    ],
)
def test_an_agreement_stands_at_its_signature_or_else_its_beginning_or_its_end(dates, sorts_on):
    found = agreement(**dates)
    found.fill_derived_fields()
    assert found.sorts_on == sorts_on


@pytest.mark.parametrize(
    ("kind", "ends_on", "said", "in_english"),
    [
        ("modification", None, "modification, 2024-05-01 : L’annexe.", "amendment, 2024-05-01 : The annex."),
        (
            "prolongation",
            D(2027, 1, 1),
            "prolongation, 2024-05-01 (nouvelle fin 2027-01-01) : L’annexe.",
            "extension, 2024-05-01 (new end 2027-01-01) : The annex.",
        ),
    ],
)
def test_an_act_is_told_in_a_line(kind, ends_on, said, in_english):
    act = AgreementActFactory.build(kind=kind, ends_on=ends_on, text="L’annexe.", text_en="The annex.")
    assert act.in_short.replace("\u00a0", " ") == said
    with override("en"):
        assert act.in_short.replace("\u00a0", " ") == in_english


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (AgreementActKind.TERMINATION, "résiliation, 2024-05-01"),
        (AgreementActKind.DENUNCIATION, "dénonciation, 2024-05-01"),
    ],
)
def test_an_act_is_called_by_what_it_is_and_its_day(kind, words):
    assert str(AgreementActFactory.build(kind=kind)) == words


def test_a_party_names_both():
    party = PartyFactory.build(agreement__title="Pacte", partner__name="Namur")
    assert str(party) == "Pacte – Namur"


@pytest.mark.django_db
def test_the_text_kept_here_is_read_before_the_one_kept_elsewhere():
    found = AgreementFactory(document_url="https://exemple.invalid/pacte.pdf")
    assert found.text == "https://exemple.invalid/pacte.pdf"
    AgreementDocumentFactory(record=found)
    assert found.text == "https://exemple.invalid/pacte.pdf", "another document is not its text"
    kept = AgreementDocumentFactory(record=found, kind=DocumentKind.TEXT)
    assert found.text == kept.link == kept.address
    assert AgreementFactory().text == ""


@pytest.mark.django_db
def test_a_law_may_ask_for_an_authorization_with_governments_alone():
    asking = [
        PartnerFactory(organization=True, kind=kind)
        for kind in (PartnerKind.GOVERNMENT, PartnerKind.AGENCY, PartnerKind.INTERNATIONAL)
    ]
    others = [PartnerFactory(), PartnerFactory(organization=True, kind=PartnerKind.MUNICIPAL_GROUPING)]
    assert set(AgreementFactory(partners=[*asking, *others]).asking_parties()) == set(asking)
    assert not AgreementFactory(partners=others).asking_parties().exists()


@pytest.mark.django_db
def test_a_list_brings_along_the_parties_that_may_be_read_in_their_order(gestion):
    first, second, draft = PartnerFactory(published=True), PartnerFactory(published=True), PartnerFactory()
    AgreementFactory(partners=[second, draft, first])

    def shown(user):
        [found] = Agreement.objects.for_listing(user, TODAY)
        return [party.partner for party in found.shown_parties]

    assert shown(AnonymousUser()) == [second, first]
    assert shown(gestion) == [second, draft, first]


@pytest.mark.django_db
def test_a_list_costs_the_same_for_one_agreement_and_for_three(django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(100) as asked:
            for found in Agreement.objects.for_listing(AnonymousUser(), TODAY):
                assert found.state_label
                assert [each.partner.name for each in found.shown_parties] != []
                assert [act.evidence for act in found.acts.all()] == [None]
                assert found.text == ""
        return len(asked)

    def grow(count):
        for _rank in range(count):
            AgreementActFactory(agreement=AgreementFactory(partners=[PartnerFactory(published=True)]))

    grow(1)
    alone = cost()
    grow(2)
    assert cost() == alone


@pytest.mark.django_db
def test_those_without_an_end_come_after_those_that_close_first():
    endless, late, extended = (AgreementFactory(ends_on=day) for day in (None, D(2030, 1, 1), D(2020, 1, 1)))
    AgreementActFactory(agreement=extended, kind="prolongation", happened_on=D(2019, 1, 1), ends_on=D(2029, 1, 1))
    latest = AgreementFactory(ends_on=D(2030, 1, 1), signed_on=D(2025, 1, 1), signed_precision="jour")
    assert list(Agreement.objects.by_end()) == [extended, late, latest, endless]
