"""Two records made one: what pointed to one points to the other, its address too, and rules hold."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from axes.models import Theme
from missions.models import Action, ActionPartner, Mission
from partners.models import Agreement, AgreementParty, Partner
from portal.models import JournalEntry
from records.admin.merging import merge_records
from records.models import RecordMerge, Source
from tests.axes.factories import AxisFactory, ThemeFactory
from tests.missions.factories import (
    ActionFactory,
    CostFactFactory,
    FollowUpFactory,
    MeetingFactory,
    MissionFactory,
    MissionPartnerFactory,
    OutcomeFactory,
    ParticipantFactory,
    ReportFactory,
    ServiceFactory,
    StopFactory,
)
from tests.partners.factories import AgreementFactory, ContactFactory, PartnerFactory, PartnerProposalFactory
from tests.portal.bureau import address, merge_page, partner_form, send_merge
from tests.portal.small_record import SmallRecord
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """Two Namurs that are online, the second with a contact, an agreement and all that names a partner."""
    kept = PartnerFactory(name="Namur", published=True)
    former = PartnerFactory(name="NAMUR", seat_city="Jambes", published=True)
    return kept, former


def test_all_that_pointed_to_one_points_to_the_other(approver, pair):
    kept, former = pair
    contact, action = ContactFactory(partner=former), ActionFactory(lead_partner=former, published=True)
    shared = ActionPartner.objects.create(action=ActionFactory(), partner=former)
    agreement = AgreementFactory(partners=[former], published=True)
    rows = [MissionPartnerFactory(partner=former), MeetingFactory(partner=former), FollowUpFactory(partner=former)]
    rows.append(PartnerProposalFactory(record=former))
    former.sources.add(SourceFactory(url="https://exemple.org/namur"))

    page = send_merge(approver, kept, former, **{"choix-seat_city": "autre", "choix-name": "gardee"})

    assert not Partner.objects.filter(pk=former.pk).exists()
    kept.refresh_from_db()
    assert (kept.name, kept.seat_city) == ("Namur", "Jambes")
    assert [source.url for source in kept.sources.all()] == ["https://exemple.org/namur"]
    for row in (contact, shared, *rows):
        row.refresh_from_db()
    assert {contact.partner, shared.partner, rows[0].partner, rows[1].partner, rows[2].partner} == {kept}
    assert rows[3].record == kept
    assert Agreement.objects.get(pk=agreement.pk).partners.get() == kept
    action.refresh_from_db()
    assert action.lead_partner == kept
    assert action.history.first().history_change_reason == "Fusion avec «\u00a0NAMUR\u00a0»"
    assert JournalEntry.objects.get(event="fusion").what == "NAMUR → Namur"
    assert "Ville du siège : Jambes" in page.text
    assert "Contacts : 1" in page.text
    assert approver.get(reverse("admin:partners_partner_history", args=[former.pk])).status_code == 200
    assert action.title in approver.get(kept.get_absolute_url()).text


def test_the_former_address_leads_to_the_one_kept(client, approver, pair):
    kept, former = pair
    third = PartnerFactory(name="Namur (ville)", published=True)
    send_merge(approver, kept, former)
    send_merge(approver, third, kept)
    for gone in (former, kept):
        response = client.get(gone.get_absolute_url())
        assert (response.status_code, response.url) == (301, third.get_absolute_url())
    assert reverse("admin:partners_partner_change", args=[third.pk]) == approver.get(address(former)).url


def test_a_row_that_would_say_the_same_twice_is_dropped_and_told(approver, pair):
    kept, former = pair
    agreement = AgreementFactory(title="Pacte", partners=[kept, former], published=True)
    page = send_merge(approver, kept, former)
    assert AgreementParty.objects.get(agreement=agreement).partner == kept
    assert "Pacte – NAMUR" in page.text


def test_a_merge_that_would_break_a_rule_is_refused_and_says_which(approver, pair):
    kept, former = pair
    ActionPartner.objects.create(action=ActionFactory(title="Visite", lead_partner=kept), partner=former)
    page = send_merge(approver, kept, former, **{"choix-seat_city": "autre"})
    assert (
        "«\u00a0Visite – Namur (partenaire)\u00a0»\u00a0: Ce partenaire est déjà le partenaire principal." in page.text
    )
    assert Partner.objects.count() == 2
    assert ActionPartner.objects.get().partner == former


def test_what_is_online_is_not_merged_into_what_is_not(approver):
    kept, former = PartnerFactory(name="Namur"), PartnerFactory(name="NAMUR", published=True)
    page = send_merge(approver, kept, former)
    assert "gardez celle qui est en ligne" in page.text
    assert Partner.objects.count() == 2


def test_two_open_proposals_are_not_made_one(approver, pair):
    for partner in pair:
        PartnerProposalFactory(record=partner)
    assert "Une proposition est ouverte sur chacune" in send_merge(approver, *pair).text
    assert Partner.objects.count() == 2


def test_a_merge_of_what_changed_meanwhile_is_told(approver, pair):
    kept, former = pair
    page = approver.get(merge_page(kept, former))
    former.seat_city = "Wépion"
    former.save()
    sent = approver.post(merge_page(kept, former), {"_version": page.context["versions"]})
    assert "Quelqu’un a changé une de ces fiches entre-temps" in sent.text
    assert Partner.objects.count() == 2


def test_writers_do_not_merge_what_is_online(writer, pair):
    assert writer.get(merge_page(*pair)).status_code == 403
    assert "Fusionner avec une autre fiche" not in writer.get(address(pair[0])).text


def test_the_other_record_is_sought_and_those_that_resemble_are_offered(approver, pair):
    kept, former = pair
    page = reverse("admin:partners_partner_merge", args=[kept.pk])
    assert merge_page(kept, former) in approver.get(page).text
    assert merge_page(kept, former) in approver.get(page, {"q": "namur"}).text
    assert "Aucune autre fiche n’a ces mots." in approver.get(page, {"q": "liège"}).text
    assert approver.get(merge_page(kept, kept)).status_code == 404


def test_a_load_does_not_bring_back_what_was_merged(tmp_path, approver, capsys):
    small = SmallRecord(tmp_path)
    small.add("cities.csv", partner_id="namur2", name_fr="NAMUR", lat="50.4639", lon="4.8675")
    call_command("load_record", small.write())
    send_merge(approver, Partner.objects.get(record_id="namur"), Partner.objects.get(record_id="namur2"))
    small.change("agreements.csv", partner_ids="namur2")
    call_command("load_record", small.write())
    assert not Partner.objects.filter(record_id="namur2").exists()
    assert {party.partner.record_id for party in AgreementParty.objects.all()} == {"namur"}


@pytest.mark.parametrize("factory", [SourceFactory, ThemeFactory, ServiceFactory])
def test_plain_lists_are_merged_too(approver, factory):
    kept, former = factory(), factory()
    field = {Source: "sources", Theme: "themes"}.get(type(kept), "services")
    actions = [ActionFactory(), ActionFactory()]
    getattr(actions[0], field).add(former)
    getattr(actions[1], field).add(kept, former)
    send_merge(approver, kept, former)
    assert [[*getattr(action, field).all()] for action in actions] == [[kept], [kept]]
    assert getattr(actions[0].history.first(), field).get().pk
    assert type(kept).objects.get() == kept


def test_two_partners_of_five_hundred_actions_are_merged_in_few_statements(
    pair, approbation, django_assert_max_num_queries
):
    kept, former = pair
    axis, actions = AxisFactory(published=True), []
    for number in range(1000):
        told = {"title": f"Visite {number}", "slug": f"visite-{number}", "axis": axis, "lead_partner": pair[number % 2]}
        actions.append(ActionFactory.build(**told, published=True))
        actions[-1].fill_derived_fields()
    Action.objects.bulk_create(actions)
    with django_assert_max_num_queries(130):
        merge_records(kept, former, [], by=approbation)
    assert kept.led_actions.count() == 1000


def test_a_second_merge_is_told_that_the_first_was_done(pair, approbation):
    kept, former = pair
    merge_records(kept, former, [], by=approbation)
    with pytest.raises(ValidationError, match="supprimé ou fusionné"):
        merge_records(kept, former, [], by=approbation)
    assert RecordMerge.objects.count() == 1


def test_two_missions_are_made_one_with_their_parts_in_order(approver):
    kept, former = MissionFactory(title="Paris"), MissionFactory(title="PARIS")
    first, second = StopFactory(mission=kept, position=1), StopFactory(mission=former, position=1)
    third = StopFactory(mission=former, position=2)
    meeting = MeetingFactory(mission=former, stop=third, partner=third.place)
    parts = [
        ParticipantFactory(mission=former),
        OutcomeFactory(mission=former, action=None),
        ActionFactory(mission=former),
    ]
    report, cost = ReportFactory(mission=former), CostFactFactory(mission=former)

    page = send_merge(approver, kept, former)

    assert not Mission.objects.filter(pk=former.pk).exists()
    assert [(stop, stop.position) for stop in kept.stops.order_by("position")] == [(first, 1), (second, 2), (third, 3)]
    for part in (meeting, report, cost, *parts):
        part.refresh_from_db()
        assert part.mission == kept
    assert meeting.stop == third
    assert "Étapes : 2" in page.text


def test_two_actions_are_made_one(approver, client):
    partner = PartnerFactory(published=True)
    kept, former = (ActionFactory(title=title, lead_partner=partner, published=True) for title in ("Visite", "VISITE"))
    other = PartnerFactory()
    for action in (kept, former):
        ActionPartner.objects.create(action=action, partner=other)
    results = [OutcomeFactory(action=former, text=text, position=rank) for rank, text in enumerate("ab", start=1)]
    OutcomeFactory(action=kept, text="c", position=1)

    send_merge(approver, kept, former)

    assert [outcome.text for outcome in kept.outcomes.order_by("position")] == ["c", "a", "b"]
    assert kept.roles.count() == 1
    assert {outcome.pk for outcome in results} <= set(kept.outcomes.values_list("pk", flat=True))
    assert client.get(former.get_absolute_url()).url == kept.get_absolute_url()


def test_what_a_record_has_but_once_is_not_merged_with_another(approver):
    kept, former = MissionFactory(title="Paris"), MissionFactory(title="PARIS")
    for mission in (kept, former):
        ReportFactory(mission=mission)
    page = send_merge(approver, kept, former)
    assert "ont chacune leur «\u00a0rapport" in page.text
    assert Mission.objects.filter(pk=former.pk).exists()


def test_a_mission_whose_amounts_are_published_keeps_them(approver):
    kept, former = MissionFactory(title="Paris", published=True), MissionFactory(title="PARIS", published=True)
    CostFactFactory(mission=former)
    page = send_merge(approver, kept, former)
    assert "un montant publié ne se modifie pas" in page.text
    assert former.costs.count() == 1


def test_what_was_being_typed_in_the_former_is_offered_in_the_one_kept(approver, pair):
    kept, former = pair
    send_merge(approver, kept, former)
    answer = approver.post(address(former), partner_form(name="Namur-la-Jolie"))
    assert answer.url == address(kept)
    assert "est gardé" in approver.get(answer.url).text
    form = approver.get(f"{answer.url}?reprendre=oui").context["adminform"].form
    assert form["name"].value() == "Namur-la-Jolie"
    approver.post(answer.url, partner_form(name="Namur-la-Jolie", _version=form.data["_version"]))
    kept.refresh_from_db()
    assert kept.name == "Namur-la-Jolie"


def test_two_records_that_differ_much_are_merged_by_who_says_that_they_are_one(approver):
    kept, other = PartnerFactory(name="Namur", country="BE"), PartnerFactory(name="Grenoble", country="FR")
    page = approver.get(merge_page(kept, other))
    assert "Leurs noms se ressemblent peu" in page.text
    assert "Elles ne sont pas dans le même pays\u00a0: Belgique et France." in page.text
    refused = approver.post(merge_page(kept, other), {"_version": page.context["versions"]})
    assert "cochez la case" in refused.text
    assert Partner.objects.filter(pk=other.pk).exists()
    send_merge(approver, kept, other)
    assert not Partner.objects.filter(pk=other.pk).exists()
    alike = PartnerFactory(name="Ville de Namur", country="BE")
    assert approver.get(merge_page(kept, alike)).context["doubts"] == []
