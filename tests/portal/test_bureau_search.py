"""One box for all that the bureau holds: what it finds, for whom, at what price."""

import re

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from portal.bureau_search.finding import HITS_A_KIND
from portal.models import JournalEntry, JournalEvent
from records.publication.status import PublicationStatus
from records.search.indexing import rebuild
from tests.axes.factories import AxisFactory, CommitmentFactory, IndicatorFactory, ThemeFactory
from tests.missions.factories import (
    ActionFactory,
    DelegationRequestFactory,
    FollowUpFactory,
    MissionFactory,
    OutcomeFactory,
    PriorityFactory,
    ServiceFactory,
)
from tests.partners.factories import (
    AgreementFactory,
    ContactFactory,
    ExchangeFactory,
    GiftFactory,
    OfficeHolderFactory,
    PartnerFactory,
)
from tests.portal.bureau import address
from tests.portal.factories import MessageFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("bureau_search")


@pytest.fixture
def chief(client):
    """Someone who may read everything, signed in."""
    client.force_login(User.objects.create_superuser("cheffe"))
    return client


def found(client, typed):
    """Return {title of a group: names of its rows shown}, in the order of the page."""
    groups = client.get(PAGE, {"q": typed}).context["groups"]
    return {group.title: [hit.title for hit in group.hits] for group in groups}


def make_one_of_each():
    """Make one row of each kind that says « Éclair », and return the titles of their groups."""
    city = PartnerFactory(name="Namur")
    PartnerFactory(name="Éclair", status=PublicationStatus.ARCHIVED)
    axis = AxisFactory(name="L’éclair")
    commitment = CommitmentFactory(axis=axis, text="Éclairer")
    mission = MissionFactory(title="Mission éclair")
    made = {
        "Axes": axis,
        "Engagements (axes)": commitment,
        "Indicateurs": IndicatorFactory(axis=axis, commitment=commitment, name="Éclairs comptés"),
        "Priorités": PriorityFactory(axis=axis, title="Éclairage"),
        "Thèmes": ThemeFactory(name="Éclairage public"),
        "Ententes": AgreementFactory(title="Pacte de l’éclair", partners=[city]),
        "Contacts": ContactFactory(partner=city, name="Zoé Éclair"),
        "Échanges": ExchangeFactory(partner=city, text="Un appel sur l’ÉCLAIRAGE"),
        "Titulaires": OfficeHolderFactory(partner=city, function="Responsable de l’éclairage"),
        "Cadeaux": GiftFactory(partner=city, what="Un éclair au chocolat"),
        "Demandes": DelegationRequestFactory(title="Visite éclair"),
        "Missions": mission,
        "Retombées (missions)": OutcomeFactory(mission=mission, action=None, text="L’éclairage change"),
        "Actions": ActionFactory(title="Éclairer la rue", axis=axis, lead_partner=city),
        "Suites": FollowUpFactory(text="Envoyer l’éclairage", meeting__mission=mission),
        "Services": ServiceFactory(name="Éclairage des rues"),
        "Sources": SourceFactory(publisher="L’Éclaireur"),
        "Messages": MessageFactory(subject="Votre éclairage"),
    }
    return {"Partenaires", *made}


def test_all_that_the_bureau_holds_is_found_whatever_the_accents_archives_included(chief):
    expected = make_one_of_each()
    page = chief.get(PAGE, {"q": "ECLAIR"})
    # A message is found by the database's own comparison, which minds accents.
    assert {group.title for group in page.context["groups"]} >= expected - {"Messages"}
    assert "Messages" in found(chief, "éclairage")
    partners = page.context["groups"][0]
    assert (partners.title, partners.total, partners.nearness) == ("Partenaires", 1, 0)
    assert dict(partners.hits[0].facts)["publication"] == "archive"
    assert "hors du bureau" in dict(partners.hits[0].facts)["modifiée le, par"]
    commitment = next(group for group in page.context["groups"] if group.title == "Engagements (axes)")
    assert "/axes/axis/" in commitment.hits[0].address


def test_what_is_named_by_the_words_comes_first_whatever_its_kind(chief):
    ActionFactory(title="À vélo dans Lyon", lead_partner__name="Namur")
    PartnerFactory(name="Aéroport de Lyon", organization=True)
    PartnerFactory(name="Lyon")
    MissionFactory(title="Lyon", slug="lyon-en-mai")
    told = found(chief, "lyon")
    assert list(told) == ["Partenaires", "Missions", "Actions"]
    assert told["Partenaires"] == ["Lyon", "Aéroport de Lyon"]
    assert list(found(chief, "/missions/lyon-en-mai/")) == ["Missions"]


@pytest.mark.parametrize(
    ("group", "kinds"),
    [
        ("redaction", {"Partenaires", "Contacts", "Missions"}),
        ("gestion", {"Partenaires", "Missions"}),
        (None, set()),
    ],
)
def test_each_finds_what_they_may_read_and_no_more(client, request, group, kinds):
    make_one_of_each()
    person = request.getfixturevalue(group) if group else User.objects.create_user("personne", is_staff=True)
    client.force_login(person)
    told = set(found(client, "eclair"))
    assert kinds <= told
    assert ("Contacts" in told) == ("Contacts" in kinds)
    assert bool(told) == bool(kinds)
    read = JournalEntry.objects.filter(event=JournalEvent.CONTACTS_READ, person=person.username, page=PAGE)
    assert read.exists() == ("Contacts" in kinds)


def test_whoever_is_signed_out_is_asked_to_sign_in(client):
    assert client.get(PAGE, {"q": "namur"}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Tapez un nom, quelques mots"),
        ("  %_ ", "Tapez au moins une lettre ou un chiffre."),
        ("bordeaux zzz", "Essayez avec un seul"),
        ("bordeauxx", "Vouliez-vous dire"),
        ("x" * 5000, "C’est beaucoup de mots"),
        ("' OR 1=1 --\x00", "Rien n’a été trouvé"),
        ("<b>bordeaux</b> 🎉", "&lt;b&gt;bordeaux&lt;/b&gt;"),
    ],
)
def test_whatever_is_typed_is_answered_in_words(chief, typed, said):
    PartnerFactory(name="Bordeaux", published=True)
    rebuild(today=timezone.localdate())
    page = chief.get(PAGE, {"q": typed})
    assert said in page.text
    assert "<b>bordeaux" not in page.text
    assert found(chief, "BORDEAUX") == {"Partenaires": ["Bordeaux"]}


def test_a_long_group_leads_to_the_list_that_holds_as_many_and_its_price_stays(chief, query_count):
    prices = []
    for number in (20, 60):
        PartnerFactory.create_batch(number - HITS_A_KIND, name="Lyonne", published=True)
        ActionFactory.create_batch(HITS_A_KIND + 1, title="Lyonne", lead_partner__name="Lyonne", axis=AxisFactory())
        prices.append(query_count(f"{PAGE}?q=lyonne"))
    assert prices[0] == prices[1] <= 60
    group = chief.get(PAGE, {"q": "lyonne"}).context["groups"][0]
    assert len(group.hits) == HITS_A_KIND < group.total
    assert chief.get(group.address).context["cl"].result_count == group.total


def test_the_box_is_labelled_on_every_page_of_the_bureau_and_keeps_what_was_typed(chief):
    for page in (reverse("admin:index"), address(PartnerFactory()), reverse("admin:missions_action_changelist")):
        box = re.search(r'<form id="bureau-search".*?</form>', chief.get(page, {"q": "x"}).text, re.DOTALL)[0]
        assert f'action="{PAGE}"' in box
        assert '<label for="bureau-q"' in box
        assert 'value=""' in box
    assert 'value="namur"' in chief.get(PAGE, {"q": "namur"}).text
