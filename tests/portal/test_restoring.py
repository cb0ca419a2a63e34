"""What was deleted comes back whole; a former version is put back as anything that is typed."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from axes.models import Theme
from missions.models import Action, ActionPartner, Mission, Outcome
from partners.models import Contact, Partner
from records.admin.deleted_rows import Restoring, deleted_with, restore_row
from records.admin.merging import merge_records
from records.publication.deletions import deleted_rows
from tests.axes.factories import ThemeFactory
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    LegFactory,
    MeetingFactory,
    MissionFactory,
    OutcomeFactory,
    ParticipantFactory,
    StopFactory,
)
from tests.partners.factories import ContactFactory, PartnerFactory
from tests.portal.bureau import address
from tests.portal.proposals import Bureau
from tests.portal.small_record import SmallRecord

pytestmark = pytest.mark.django_db


def delete_by_hand(client, record):
    """Delete a record as a person does, and confirm."""
    return client.post(address(record, "delete"), {"post": "yes"}, follow=True)


def restore_by_hand(client, record, key):
    """Bring back the record of this key from the list of what was deleted."""
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}"
    page = client.get(reverse(f"{name}_deleted")).text
    assert reverse(f"{name}_restore", args=[key]) in page
    return client.post(reverse(f"{name}_restore", args=[key]), follow=True)


def test_a_deleted_action_comes_back_whole(approver):
    action = ActionFactory(title="Visite du port", description="Un\n\ndeux", slug="visite-du-port")
    action.themes.add(ThemeFactory(name="Eau"))
    role, outcome = ActionPartnerFactory(action=action), OutcomeFactory(action=action)
    key, said = action.pk, [str(role), str(outcome)]
    delete_by_hand(approver, action)
    assert not Action.objects.exists()

    page = restore_by_hand(approver, action, key)

    back = Action.objects.get()
    assert (back.pk, back.title, back.description, back.slug) == (key, "Visite du port", "Un\n\ndeux", "visite-du-port")
    assert [theme.name for theme in back.themes.all()] == ["Eau"]
    assert [str(ActionPartner.objects.get()), str(Outcome.objects.get())] == said
    assert back.history.filter(history_change_reason="Rétablissement").exists()
    assert "Fiche rétablie, avec ses lignes (2)." in page.text
    assert approver.get(reverse("admin:missions_action_deleted")).context["page"].object_list == []


def test_rows_that_name_one_another_come_back_together(approbation):
    mission = MissionFactory()
    stop, other = StopFactory(mission=mission, position=1), StopFactory(mission=mission, position=2)
    meeting, leg = MeetingFactory(mission=mission, stop=stop), LegFactory(mission=mission)
    leg.from_place, leg.to_place, key = stop.place, other.place, mission.pk
    leg.save()
    meeting.attendees.add(ParticipantFactory(mission=mission))
    mission.delete()
    rows = deleted_with(deleted_rows(Mission).get(id=key))
    Restoring(rows[::-1], approbation).run()  # whatever their order
    back = Mission.objects.get()
    assert back.meetings.get().stop_id == stop.pk
    assert back.meetings.get().attendees.count() == 1
    assert (back.stops.count(), back.legs.get().pk, back.meetings.get().pk) == (2, leg.pk, meeting.pk)


def test_what_was_deleted_apart_stays_deleted(approbation, time_machine):
    time_machine.move_to("2026-03-02 12:00 +0000")
    partner = PartnerFactory()
    kept, former = ContactFactory(partner=partner, function="Mairie"), ContactFactory(partner=partner)
    former.delete()
    key = partner.pk
    time_machine.move_to("2026-03-02 12:05 +0000")
    partner.delete()
    restore_row(Partner, key, by=approbation)
    assert [contact.pk for contact in Contact.objects.all()] == [kept.pk]
    with pytest.raises(ValidationError, match="n’est plus parmi les supprimées"):
        restore_row(Partner, key, by=approbation)


def test_what_it_named_and_was_merged_is_the_one_kept(approbation):
    kept, former = PartnerFactory(name="Namur"), PartnerFactory(name="NAMUR")
    action = ActionFactory(lead_partner=former)
    key = action.pk
    action.delete()
    merge_records(kept, former, [], by=approbation)
    restore_row(Action, key, by=approbation)
    assert Action.objects.get().lead_partner == kept


def test_what_it_needs_and_is_gone_refuses_it_in_words(approver):
    partner = PartnerFactory(name="Namur")
    action = ActionFactory(lead_partner=partner)
    key = action.pk
    action.delete()
    partner.delete()
    page = approver.post(reverse("admin:missions_action_restore", args=[key]), follow=True)
    assert "Ce que cette fiche nomme n’existe plus (partenaire principal)" in page.text
    assert not Action.objects.exists()


def test_an_address_taken_since_is_not_taken_back(approbation):
    theme = ThemeFactory(name="Eau", slug="eau")
    key = theme.pk
    theme.delete()
    ThemeFactory(name="Eau douce", slug="eau")
    restore_row(Theme, key, by=approbation)
    assert Theme.objects.get(pk=key).slug != "eau"


def test_whoever_only_reads_sees_what_was_deleted_and_brings_nothing_back(client, gestion):
    action = ActionFactory(title="Visite du port")
    key = action.pk
    action.delete()
    client.force_login(gestion)
    page = client.get(reverse("admin:missions_action_deleted")).text
    assert "Visite du port" in page
    assert reverse("admin:missions_action_restore", args=[key]) not in page
    assert client.post(reverse("admin:missions_action_restore", args=[key])).status_code == 403


def test_two_versions_stand_side_by_side_and_one_is_proposed_again(redaction):
    partner = PartnerFactory(name="Namur", seat_city="Jambes", note="Un", published=True)
    partner.seat_city, partner.note = "Wépion", "Deux"
    partner.save()
    bureau = Bureau(redaction, partner)
    page = bureau.client.get(address(partner, "versions"))
    assert "Jambes" in page.text
    assert "Wépion" in page.text
    former = partner.history.order_by("history_id").first()

    shown = bureau.open(version=former.history_id)
    assert 'value="Jambes"' in shown.text
    assert "rien n’est enregistré" in shown.text
    bureau.write(shown)

    partner.refresh_from_db()
    assert partner.seat_city == "Wépion"
    fields = bureau.proposal().changes["fields"]
    assert (fields["seat_city"], fields["note"]) == (["Wépion", "Jambes"], ["Deux", "Un"])


def test_a_former_version_joins_what_is_proposed_already(redaction):
    partner = PartnerFactory(name="Namur", seat_city="Jambes", published=True)
    partner.seat_city = "Wépion"
    partner.save()
    bureau = Bureau(redaction, partner)
    bureau.write(city_role="membre")
    former = partner.history.order_by("history_id").first()
    bureau.write(bureau.open(version=former.history_id))
    fields = bureau.proposal().changes["fields"]
    assert (fields["seat_city"], fields["city_role"]) == (["Wépion", "Jambes"], ["", "membre"])


def test_a_version_that_is_not_its_own_is_not_found(redaction):
    partner, other = PartnerFactory(published=True), PartnerFactory()
    bureau = Bureau(redaction, partner)
    for version in (other.history.get().history_id, "x"):
        assert bureau.open(version=version).status_code == 404
    assert bureau.client.get(address(partner, "versions"), {"avant": "0"}).status_code == 404


def test_a_load_does_not_bring_back_what_was_deleted(tmp_path, capsys):
    small = SmallRecord(tmp_path)
    small.add("themes.csv", theme_id="neige", name_fr="Neige", axes="a1", named_in_vision="oui")
    call_command("load_record", small.write())
    Theme.objects.get(record_id="neige").delete()
    call_command("load_record", small.write())
    assert not Theme.objects.filter(record_id="neige").exists()
    assert "supprimées au bureau, laissées supprimées\u00a0: neige" in capsys.readouterr().out
    small.change("actions.csv", theme_ids="neige")
    with pytest.raises(CommandError):
        call_command("load_record", small.write())
    assert "supprimé au bureau\u00a0: rétablissez-le, ou retirez-le de la ligne (neige)" in capsys.readouterr().err
