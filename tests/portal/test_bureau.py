"""The admin, as each person of the bureau meets it."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from missions.models import Action
from partners.models import Partner
from records.publication import operations
from records.publication.status import PublicationStatus
from tests.axes.factories import AxisFactory, CommitmentFactory
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    AirportFactory,
    DelegationRequestFactory,
    EmissionFactorFactory,
    MissionFactory,
    RuleFactory,
)
from tests.partners.factories import AgreementFactory, PartnerFactory
from tests.portal.bureau import action_form, address, in_state, partner_form, take_many
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db

PEOPLE = ["anonymous", "redaction", "approbation", "gestion", "superuser"]
DRAFT, REVIEW, PUBLISHED, ARCHIVED = PublicationStatus


@pytest.fixture
def superuser():
    """Someone who may do everything."""
    return User.objects.create_superuser("superuser")


@pytest.fixture
def as_(client, request):
    """Log in as one of PEOPLE."""

    def log_in(name):
        if name != "anonymous":
            client.force_login(request.getfixturevalue(name))
        return client

    return log_in


# Who may do what, where the record stands. Everyone else is refused.
MAY_EDIT = {
    DRAFT: {"redaction", "approbation", "superuser"},
    REVIEW: {"approbation", "superuser"},
    PUBLISHED: {"approbation", "superuser"},
    ARCHIVED: {"approbation", "superuser"},
}
MAY_TAKE = {
    ("submit", DRAFT): {"redaction", "approbation", "superuser"},
    ("publish", DRAFT): {"approbation", "superuser"},
    ("publish", REVIEW): {"approbation", "superuser"},
    ("send_back", REVIEW): {"approbation", "superuser"},
    ("withdraw", PUBLISHED): {"approbation", "superuser"},
    ("reopen", ARCHIVED): {"approbation", "superuser"},
    ("publish", ARCHIVED): set(),
    ("submit", PUBLISHED): set(),
}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("status", PublicationStatus)
def test_who_may_edit_what(as_, person, status):
    partner = in_state(status)
    response = as_(person).post(address(partner), partner_form(name="Namur-la-Neuve"))
    partner.refresh_from_db()
    assert (partner.name == "Namur-la-Neuve") == (person in MAY_EDIT[status])
    is_proposed = (person, status) == ("redaction", PUBLISHED)
    assert partner.proposals.exists() == is_proposed
    assert response.status_code == (302 if is_proposed or person in MAY_EDIT[status] else 403)


@pytest.mark.parametrize("person", PEOPLE)
def test_who_may_read_what_is_being_prepared(as_, person):
    response = as_(person).get(address(in_state(REVIEW)))
    assert response.status_code == (302 if person == "anonymous" else 200)


@pytest.mark.parametrize("person", PEOPLE)
def test_who_may_add(as_, person):
    as_(person).post(reverse("admin:partners_partner_add"), partner_form())
    assert Partner.objects.filter(name="Namur", status=DRAFT).exists() == (person in MAY_EDIT[DRAFT])


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("status", PublicationStatus)
def test_only_drafts_are_deleted_and_only_by_who_edits_them(as_, person, status):
    partner = in_state(status)
    as_(person).post(address(partner, "delete"), {"post": "yes"})
    gone = not Partner.objects.filter(pk=partner.pk).exists()
    assert gone == (status == DRAFT and person in MAY_EDIT[DRAFT])


@pytest.mark.parametrize("person", PEOPLE)
def test_what_was_online_is_kept_even_reopened(as_, person):
    partner = PartnerFactory(status=DRAFT, published_on=dt.date(2026, 1, 1))
    as_(person).post(address(partner, "delete"), {"post": "yes"})
    assert Partner.objects.filter(pk=partner.pk).exists()


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize(("step", "status"), MAY_TAKE)
def test_who_may_take_a_step_of_publication(as_, person, step, status):
    partner = in_state(status)
    as_(person).post(address(partner, "publication"), {"_step": step, "comment": "À revoir."})
    partner.refresh_from_db()
    assert (partner.status != status) == (person in MAY_TAKE[step, status])


def test_a_step_is_never_taken_by_following_a_link(as_, superuser):
    assert as_("superuser").get(address(in_state(DRAFT), "publication")).status_code == 405


def test_an_unknown_step_is_not_found(as_):
    assert as_("superuser").post(address(in_state(DRAFT), "publication"), {"_step": "delete"}).status_code == 404


def test_the_form_offers_only_the_steps_open_to_the_person(as_, redaction):
    text = as_("redaction").get(address(in_state(DRAFT))).text
    assert "Soumettre à l’approbation" in text
    assert "Mettre en ligne" not in text


def test_a_refused_publication_says_why_and_changes_nothing(as_):
    action = ActionFactory(title="Visite", lead_partner__name="Namur")
    response = as_("approbation").post(address(action, "publication"), {"_step": "publish"}, follow=True)
    assert "À mettre en ligne d’abord" in response.text
    assert "Namur" in response.text
    action.refresh_from_db()
    assert action.is_draft


def test_one_refusal_does_not_stop_the_others(as_):
    ready = ActionFactory(title="Prête", axis=AxisFactory(published=True), lead_partner=PartnerFactory(published=True))
    missing = ActionFactory(title="Incomplète")
    response = take_many(as_("approbation"), [missing, ready], "publish_selected")
    ready.refresh_from_db()
    missing.refresh_from_db()
    assert (ready.is_online, missing.is_online) == (True, False)
    assert "Incomplète" in response.text


def test_writers_are_not_offered_to_publish_many(as_):
    ActionFactory()
    text = as_("redaction").get(reverse("admin:missions_action_changelist")).text
    assert "publish_selected" not in text
    assert "submit_selected" in text


def test_the_author_sees_what_is_to_be_revised(as_, redaction, approbation):
    partner = PartnerFactory()
    partner.history.update(history_user=redaction)
    operations.submit(partner, by=redaction)
    operations.send_back(partner, by=approbation, comment="Préciser la source.")
    client = as_("redaction")
    assert "Préciser la source." in client.get(address(partner)).text
    assert "Préciser la source." in client.get(reverse("admin:index")).text


def test_an_action_without_a_partner_is_refused_in_french_and_nothing_typed_is_lost(as_):
    axis = AxisFactory()
    data = action_form(title="Visite du tramway", axis=axis.pk, description="Ce qui a été tapé")
    response = as_("redaction").post(reverse("admin:missions_action_add"), data)
    assert "Toute action se fait avec un partenaire principal" in response.text
    assert "Visite du tramway" in response.text
    assert "Ce qui a été tapé" in response.text
    assert not Action.objects.exists()


def test_an_action_without_an_axis_is_refused_in_french(as_):
    data = action_form(lead_partner=PartnerFactory().pk)
    assert "Toute action relève d’un axe" in as_("redaction").post(reverse("admin:missions_action_add"), data).text


def test_a_commitment_of_another_axis_is_refused_beside_the_field(as_):
    commitment = CommitmentFactory()
    data = action_form(axis=AxisFactory().pk, lead_partner=PartnerFactory().pk, commitment=commitment.pk)
    response = as_("redaction").post(reverse("admin:missions_action_add"), data)
    assert "autre axe" in str(response.context["adminform"].form.errors["commitment"])


def test_a_rule_of_the_database_speaks_beside_its_field(as_):
    data = partner_form(latitude="")
    response = as_("redaction").post(reverse("admin:partners_partner_add"), data)
    assert "Une ville a un pays" in str(response.context["adminform"].form.errors["latitude"])


def test_a_fault_in_a_part_loses_nothing_of_the_whole(as_):
    data = action_form(axis=AxisFactory().pk, lead_partner=PartnerFactory().pk, title="À garder")
    data |= {"outcomes-TOTAL_FORMS": "1", "outcomes-0-position": "x", "outcomes-0-text": "Retombée tapée"}
    response = as_("redaction").post(reverse("admin:missions_action_add"), data)
    assert response.status_code == 200
    assert "À garder" in response.text
    assert "Retombée tapée" in response.text
    assert not Action.objects.exists()


def test_a_refused_deletion_says_what_still_points_there(as_):
    partner = PartnerFactory(name="Namur")
    ActionPartnerFactory(partner=partner, action__title="Visite du tramway")
    text = as_("approbation").post(address(partner, "delete"), {"post": "yes"}).text
    assert "Visite du tramway" in text
    assert "s’y rattache encore" in text
    assert Partner.objects.filter(pk=partner.pk).exists()


def test_what_is_edited_here_is_marked_and_what_is_only_saved_is_not(as_):
    client, partner = as_("approbation"), in_state(DRAFT)
    client.post(address(partner), partner_form())
    partner.refresh_from_db()
    assert partner.edited_at is None
    client.post(address(partner), partner_form(name="Autre nom"))
    partner.refresh_from_db()
    assert partner.edited_at is not None


def test_who_changed_what_is_shown_in_french(as_, redaction):
    client, partner = as_("redaction"), in_state(DRAFT)
    client.post(address(partner), partner_form(name="Namur-la-Neuve"))
    text = client.get(address(partner, "history")).text
    for words in ("redaction", "Namur-la-Neuve", "Changements", "Qui"):
        assert words in text
    for english in ("Changes", "None", "Change reason", "Date/time"):
        assert english not in text


def test_the_head_says_whose_bureau_it_is_who_is_signed_in_and_searches_it(as_, redaction):
    head = as_("redaction").get("/admin/").text.partition('<header id="header">')[2].partition("</header>")[0]
    assert 'class="site-mark"' in head
    assert "Bureau des relations internationales" in head
    assert f"<strong>{redaction.get_short_name() or redaction}</strong>" in head
    assert 'role="search"' in head
    assert head.count('<button type="submit">Déconnexion</button>') == 1


def test_the_index_follows_the_work_of_people(as_):
    text = as_("superuser").get(reverse("admin:index")).text
    places = [
        text.index(words) for words in ("Vision et axes", "Partenaires et ententes", "Missions et actions", "Réglages")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("query", ["quebec", "QUÉBEC", "québec"])
def test_search_minds_neither_case_nor_accents(as_, query):
    PartnerFactory(name="Québec")
    PartnerFactory(name="Namur")
    text = as_("gestion").get(reverse("admin:partners_partner_changelist"), {"q": query}).text
    assert "Québec" in text
    assert "Namur</a>" not in text


LISTS = {
    "axes_vision": lambda n: [],
    "axes_axis": lambda n: AxisFactory.create_batch(n),
    "partners_partner": lambda n: PartnerFactory.create_batch(n),
    "partners_agreement": lambda n: AgreementFactory.create_batch(n),
    "missions_mission": lambda n: MissionFactory.create_batch(n),
    "missions_action": lambda n: ActionFactory.create_batch(n),
    "missions_delegationrequest": lambda n: DelegationRequestFactory.create_batch(n, asked_by="Mairie"),
    "missions_rule": lambda n: [RuleFactory(valid_from=dt.date(2000 + rank, 1, n)) for rank in range(n)],
    "missions_emissionfactor": lambda n: [EmissionFactorFactory(year=2000 + n + rank) for rank in range(n)],
    "missions_airport": lambda n: AirportFactory.create_batch(n),
    "records_source": lambda n: SourceFactory.create_batch(n),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_however_long_and_at_most_thirteen_statements(as_, query_count, name):
    as_("approbation")
    url = reverse(f"admin:{name}_changelist")
    LISTS[name](1)
    one = query_count(url)
    LISTS[name](5)
    assert query_count(url) == one <= 13


@pytest.mark.parametrize(
    "record",
    [
        AxisFactory,
        PartnerFactory,
        AgreementFactory,
        MissionFactory,
        ActionFactory,
        DelegationRequestFactory,
        RuleFactory,
        EmissionFactorFactory,
        AirportFactory,
        SourceFactory,
    ],
    ids=lambda factory: factory.__name__,
)
@pytest.mark.parametrize("person", ["redaction", "approbation", "gestion"])
def test_every_form_and_its_history_open(as_, person, record):
    client, row = as_(person), record()
    assert client.get(address(row)).status_code == 200
    assert client.get(address(row, "history")).status_code == 200


@pytest.mark.parametrize("page", ["missions_action", "missions_mission", "partners_partner", "partners_agreement"])
def test_a_list_narrows_by_what_the_bureau_asks(as_, page):
    client = as_("gestion")
    ActionFactory(starts_on=dt.date(2023, 5, 1), date_precision="mois")
    for asked in ({"annee": "2023"}, {"annee": "x"}, {"pays": "BE"}, {"status__exact": "draft"}):
        assert client.get(reverse(f"admin:{page}_changelist"), asked).status_code in {200, 302}
