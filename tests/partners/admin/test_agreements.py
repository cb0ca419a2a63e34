"""How the bureau reads, narrows, renews and checks agreements."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.forms import inlineformset_factory
from django.http import Http404

from partners.admin.agreements import (
    AgreementEndFilter,
    AgreementPartyInline,
    AgreementStateFilter,
    PartiesFormSet,
)
from partners.models import Agreement, AgreementParty, AgreementState, AuthorizationNeed, PartnerKind
from partners.renewing import parties_of, renewed
from tests.partners.factories import AgreementActFactory, AgreementFactory, PartnerFactory
from tests.records.admin.bureau import said_to

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-03-02T15:00:00Z")]

D = dt.date
TODAY = D(2026, 3, 2)
SIGNED = {"signed_on": D(2019, 5, 1), "signed_precision": "mois"}


@pytest.fixture
def agreements():
    """The bureau's pages of agreements."""
    return admin.site.get_model_admin(Agreement)


@pytest.fixture
def told(agreements, sent):
    """Return an agreement as the list of the bureau reads it."""
    return lambda **options: agreements.get_queryset(sent()).get(pk=AgreementFactory(**options).pk)


@pytest.mark.parametrize(
    ("options", "state", "signed", "term"),
    [
        ({}, "inconnue", "", ""),
        ({"standing": "actif", "starts_on": D(2020, 1, 1)}, "en vigueur", "", "2020-01-01"),
        ({"standing": "actif", "starts_on": D(2026, 3, 3)}, "à venir", "", "2026-03-03"),
        (
            {"starts_on": D(2020, 1, 1), "ends_on": D(2021, 1, 1), **SIGNED},
            "échue",
            "2019-05",
            "2020-01-01 – 2021-01-01",
        ),
    ],
)
def test_the_list_tells_the_state_the_signature_and_the_term(agreements, told, options, state, signed, term):
    row = told(**options)
    assert (agreements.state(row), agreements.signed(row), agreements.term(row)) == (state, signed, term)


def test_the_term_ends_when_acts_say_so(agreements, told):
    row = told(ends_on=D(2021, 1, 1))
    AgreementActFactory(agreement=row, kind="prolongation", happened_on=D(2020, 1, 1), ends_on=D(2030, 1, 1))
    assert "2030-01-01" in agreements.term(Agreement.objects.with_state(TODAY).get())


def test_the_list_narrows_to_the_states_of_the_day(narrowed):
    both = AgreementFactory(standing="a_verifier", ends_on=D(2026, 5, 1))
    over = AgreementFactory(standing="termine")
    rows = Agreement.objects.all()
    assert narrowed(AgreementStateFilter, rows, "a_verifier") == narrowed(AgreementStateFilter, rows, "expire_bientot")
    assert narrowed(AgreementStateFilter, rows, "expire_bientot") == {both}
    assert narrowed(AgreementStateFilter, rows, "terminee") == {over}
    assert narrowed(AgreementStateFilter, rows, "perdue") == set()
    assert narrowed(AgreementStateFilter, rows, None) == {both, over}


def test_the_states_offered_are_those_of_the_register(sent, agreements):
    used = AgreementStateFilter(sent(), {}, Agreement, agreements)
    assert [value for value, _words in used.lookup_choices] == list(AgreementState)


def test_the_list_narrows_to_what_ends_and_to_what_ended_without_a_word(narrowed):
    soon = AgreementFactory(standing="actif", ends_on=D(2027, 3, 2))
    late = AgreementFactory(standing="actif", ends_on=D(2027, 3, 3))
    ended = AgreementFactory(standing="actif", ends_on=D(2026, 3, 1))
    AgreementFactory(standing="actif", ends_on=D(2026, 3, 1), title="Suivie")
    AgreementFactory(published=True, renews=Agreement.objects.get(title="Suivie"), title="Suite")
    rows = Agreement.objects.exclude(title__startswith="Sui")
    assert narrowed(AgreementEndFilter, rows, "un_an") == {soon}
    assert narrowed(AgreementEndFilter, Agreement.objects.all(), "sans_suite") == {ended}
    assert (
        narrowed(AgreementEndFilter, rows, "demain") == narrowed(AgreementEndFilter, rows, None) == {soon, late, ended}
    )


def test_whether_it_had_to_be_authorized_is_asked_of_an_agreement_with_a_government(agreements, sent):
    ministry = PartnerFactory(organization=True, kind=PartnerKind.GOVERNMENT, name="Ministère")
    agreement = AgreementFactory(partners=[PartnerFactory(), ministry])

    def asked(record):
        request = sent()
        agreements.draw_consequences(request, SimpleNamespace(instance=record))
        return [sentence for _level, sentence in said_to(request)]

    [words] = asked(agreement)
    assert words.replace("\u00a0", " ").startswith("Fallait-il une autorisation préalable ? « Ministère » est un gouv")
    agreement.authorization_need = AuthorizationNeed.NOT_REQUIRED
    assert asked(agreement) == []
    assert asked(AgreementFactory(partners=[PartnerFactory()])) == []


PartiesForms = inlineformset_factory(Agreement, AgreementParty, formset=PartiesFormSet, fields=["partner", "position"])


def errors_of(agreement, *partners, deleted=()):
    """Return what is refused of these partners as the parties of an agreement that has none; `deleted`: their ranks."""
    data = {"parties-TOTAL_FORMS": str(len(partners)), "parties-INITIAL_FORMS": "0"}
    for rank, partner in enumerate(partners):
        data |= {f"parties-{rank}-partner": str(partner.pk), f"parties-{rank}-position": str(rank + 1)}
        data |= {f"parties-{rank}-DELETE": "on"} if rank in deleted else {}
    return [words.replace("\u00a0", " ") for words in PartiesForms(data, instance=agreement).non_form_errors()]


def test_an_agreement_that_is_online_keeps_a_party_that_readers_know():
    online, draft = AgreementFactory(published=True), AgreementFactory()
    known, hidden, other = PartnerFactory(published=True), PartnerFactory(name="Gand"), PartnerFactory(name="Huy")
    refused = "L’entente est en ligne : mettez d’abord en ligne une de ses parties (« Gand », « Huy »)."
    assert errors_of(online, hidden, other) == [refused]
    assert errors_of(online, hidden, other, known, deleted=[2]) == [refused]
    assert errors_of(online, hidden, known) == []
    assert errors_of(draft, hidden, other) == []


@pytest.mark.parametrize("key", ["x", "999", "-1", "9" * 30, "²"])
def test_the_renewal_of_what_is_not_there_is_not_found(sent, key):
    with pytest.raises(Http404):
        renewed(sent(renouvelle=key))


def test_nothing_is_renewed_unless_it_is_asked(sent):
    assert renewed(sent()) is renewed(sent(renouvelle="")) is None
    former = AgreementFactory(ends_on=D(2026, 6, 30))
    AgreementFactory(ends_on=D(2030, 6, 30))
    assert (renewed(sent(renouvelle=former.pk)), renewed(sent(renouvelle=former.pk)).closes_on) == (
        former,
        D(2026, 6, 30),
    )


@pytest.mark.parametrize(
    ("title", "renewal"),
    [
        ("Pacte", "Pacte"),
        ("Pacte (2024-2026)", "Pacte"),
        ("Pacte 2024 – 2026", "Pacte"),
        ("Pacte 2024-2026", "Pacte"),
        ("Pacte 2026", "Pacte 2026"),  # one year is part of a name
        ("Pacte 2024-2026 sur l’eau", "Pacte 2024-2026 sur l’eau"),
        ("Plan 12024-2026", "Plan 12024-2026"),
    ],
)
def test_a_renewal_is_called_as_the_former_without_its_years(agreements, sent, title, renewal):
    former = AgreementFactory(title=title, title_en=title)
    filled = agreements.get_changeform_initial_data(sent(renouvelle=former.pk))
    assert (filled["title"], filled["title_en"]) == (renewal, renewal)


@pytest.mark.parametrize(
    ("options", "acts", "begins"),
    [
        ({}, [], None),
        ({"ends_on": D(2026, 6, 30)}, [], D(2026, 7, 1)),
        ({"ends_on": D(2026, 6, 30)}, [("prolongation", D(2027, 12, 31))], D(2028, 1, 1)),
        ({}, [("denonciation", D(2026, 6, 30))], D(2026, 7, 1)),
    ],
)
def test_a_renewal_begins_the_day_after_the_former_closes(agreements, sent, options, acts, begins):
    former = AgreementFactory(kind="jumelage", domains="Eau", authorization_need="requise", **options)
    for kind, ends_on in acts:
        AgreementActFactory(agreement=former, kind=kind, ends_on=ends_on)
    filled = agreements.get_changeform_initial_data(sent(renouvelle=former.pk))
    assert (filled["starts_on"], filled["renews"], filled["kind"], filled["domains"], filled["authorization_need"]) == (
        begins, former.pk, "jumelage", "Eau", "requise",
    )  # fmt: skip
    assert not {"signed_on", "ends_on", "standing", "document_url", "authorization_number", "note"} & filled.keys()


def test_a_new_agreement_is_filled_with_what_its_address_says(agreements, sent):
    assert agreements.get_changeform_initial_data(sent(title="Pacte")) == {"title": "Pacte"}


def test_a_renewal_has_the_parties_of_the_former_in_their_order(agreements, sent):
    parties = PartnerFactory.create_batch(3)
    former = AgreementFactory(partners=parties)
    told = [{"partner": each.pk, "position": rank} for rank, each in enumerate(parties, 1)]
    assert parties_of(former) == told
    inline = AgreementPartyInline(Agreement, admin.site)
    request = sent(renouvelle=former.pk)

    def filled(request, obj, prefix="parties"):
        return agreements.get_formset_kwargs(request, obj, inline, prefix).get("initial")

    assert filled(request, Agreement()) == told
    assert filled(request, Agreement(), "acts") is None
    assert filled(request, former) is None, "it is there already"
    posted = sent(method="post")
    posted.GET = request.GET
    assert filled(posted, Agreement()) is None, "what is sent prevails"
    assert inline.get_extra(request) == 2, "a row for each, one of which is asked anyway"
    assert inline.get_extra(request, former) == inline.get_extra(sent()) == inline.extra
