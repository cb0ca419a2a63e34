"""The forms, lists and histories of the bureau, in their details."""

import datetime as dt

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.urls import reverse

from missions.models import Action, CostFact
from records.admin import RecordAdmin
from records.admin.editing import editable_fields
from records.publication import operations
from records.publication.status import PublicationStatus
from tests.axes.factories import AxisFactory, CommitmentFactory, ThemeFactory
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    CostFactFactory,
    MissionFactory,
    OutcomeFactory,
    StopFactory,
)
from tests.partners.factories import AgreementFactory, PartnerFactory, PartyFactory
from tests.portal.bureau import action_form, address, in_state, partner_form, take_many
from tests.portal.typed import typed
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db

DRAFT, REVIEW, PUBLISHED, ARCHIVED = PublicationStatus


def errors(response):
    return response.context["adminform"].form.errors


def list_of(name):
    return reverse(f"admin:{name}_changelist")


@pytest.mark.parametrize("person", ["redaction", "approbation", "gestion"])
def test_a_former_version_is_only_read(client, request, person):
    client.force_login(request.getfixturevalue(person))
    partner = in_state(PUBLISHED)
    former = reverse("admin:partners_partner_simple_history", args=[partner.pk, partner.history.first().pk])
    assert client.get(former).status_code == 200
    assert client.post(former, partner_form(name="Réécrit")).status_code == 405
    partner.refresh_from_db()
    assert partner.name == "Namur"


def test_the_history_tells_the_changes_of_the_parts_too(approver, approbation):
    action = ActionFactory()
    outcome = OutcomeFactory(action=action, text="Entente annoncée")
    outcome._history_user = approbation
    outcome.text = "Entente signée"
    outcome.save()
    text = approver.get(address(action, "history")).text
    for words in ("Derniers changements de ses parties", "Entente annoncée → Entente signée", "approbation"):
        assert words in text


@pytest.mark.parametrize("factory", [PartnerFactory, AgreementFactory, MissionFactory, ActionFactory])
def test_a_list_shows_its_rows_until_words_are_typed(approver, factory):
    record = factory(published=True)
    listing = list_of(record._meta.label_lower.replace(".", "_"))
    for words, number in [("", 1), (getattr(record, "reference", "") or str(record), 1), ("M-0000-99", 0)]:
        assert approver.get(listing, {"q": words}).context["cl"].result_count == number, words


def test_the_history_is_told_in_the_words_of_the_form(approver):
    before, after = AxisFactory(name="Rayonner"), AxisFactory(name="Apprendre")
    action = ActionFactory(
        axis=before,
        stage="annoncee",
        description="Une mission de la Ville à Namur, pour la citadelle et le tramway.",
    )
    action.axis, action.stage, action.starts_on = after, "realisee", dt.date(2026, 3, 1)
    action.date_precision = "jour"
    action.description = action.description.replace("citadelle", "confluence")
    action.save()
    text = " ".join(approver.get(address(action, "history")).text.split())
    for words in (
        "<strong>Axe :</strong> Rayonner → Apprendre",
        "<strong>Avancement :</strong> annoncée → réalisée",
        "<strong>Début :</strong> rien → 1er mars 2026",
        'pour la <del><span class="visually-hidden">retiré : </span>citadelle</del>',
    ):
        assert words in text, words


def test_a_form_without_script_adds_a_row_and_loses_nothing(writer):
    mission = MissionFactory(title="Namur")
    sent = typed(writer.get(address(mission)), "mission_form", title="Namur et Liège", ceiling="abc")
    shown = writer.post(address(mission), {**sent, "_ajouter": "costs"})
    again = typed(shown, "mission_form")
    assert (again["title"], again["ceiling"], again["costs-TOTAL_FORMS"]) == (["Namur et Liège"], ["abc"], ["1"])
    assert again["costs-0-payer"] == ["inconnu"]
    assert "Erreur" not in shown.text
    assert writer.post(address(mission), {**again, "_ajouter": "autre"}).status_code == 200
    mission.refresh_from_db()
    assert (mission.title, mission.costs.count()) == ("Namur", 0)


def test_the_history_tells_a_part_that_was_deleted(approver):
    cost = CostFactFactory()
    mission = cost.mission
    cost.delete()
    text = approver.get(address(mission, "history")).text
    assert "Suppression" in text


def test_the_history_keeps_what_was_to_be_revised(approver, approbation):
    partner = operations.send_back(in_state(REVIEW), by=approbation, comment="Préciser la source.")
    operations.submit(partner, by=approbation)
    assert "Préciser la source." in approver.get(address(partner, "history")).text


def test_a_deletion_asks_first_and_names_what_goes_with_it(writer):
    outcome = OutcomeFactory(text="Une idée de tramway")
    text = writer.get(address(outcome.action, "delete")).text
    assert "Une idée de tramway" in text
    assert "Oui, supprimer" in text


def test_a_history_costs_the_same_however_long(approver, query_count):
    action = ActionFactory()

    def rewrite(times):
        for time in range(times):
            role = ActionPartnerFactory(action=action)
            role.partner = PartnerFactory(name=f"Autre {time}")
            role.save()
        return query_count(address(action, "history"))

    assert rewrite(1) == rewrite(5)


def test_the_lead_partner_named_again_is_refused_from_the_first_form(writer):
    namur = PartnerFactory(name="Namur")
    data = action_form(axis=AxisFactory().pk, lead_partner=namur.pk)
    data |= {"roles-TOTAL_FORMS": "1", "roles-0-partner": namur.pk, "roles-0-role": "associe"}
    assert "déjà le partenaire principal" in writer.post(reverse("admin:missions_action_add"), data).text
    assert not Action.objects.exists()


def test_an_online_action_keeps_an_online_lead_partner(approver):
    action = ActionFactory(published=True)
    draft = PartnerFactory(name="Namur")
    response = approver.post(address(action), action_form(slug=action.slug, axis=action.axis.pk, lead_partner=draft.pk))
    assert "À mettre en ligne d’abord" in str(errors(response)["lead_partner"])


def test_a_number_is_read_with_a_comma_or_a_point(writer):
    partner = in_state(DRAFT)
    for text in ("50,5", "50.5"):
        writer.post(address(partner), partner_form(latitude=text))
        partner.refresh_from_db()
        assert str(partner.latitude) == "50.5000"


def test_countries_are_offered_by_their_french_name(writer):
    assert '<option value="BE" selected>Belgique</option>' in writer.get(address(in_state(DRAFT))).text


def test_commitments_are_offered_with_their_axis(writer):
    CommitmentFactory(axis__name="Québec apprend", text="Apprendre des autres")
    assert "Québec apprend – Apprendre des autres" in writer.get(reverse("admin:missions_action_add")).text


def test_the_fields_of_a_row_are_named_aloud(writer):
    text = writer.get(address(ActionPartnerFactory().action)).text
    for name in ('aria-label="Rôle"', 'aria-label="Supprimer"', 'aria-label="Partenaire"'):
        assert name in text


def test_an_amount_corrects_only_one_of_the_same_mission(approver):
    ours, elsewhere = CostFactFactory(), CostFactFactory()
    response = approver.get(address(ours.mission))
    costs = next(each.formset for each in response.context["inline_admin_formsets"] if each.opts.model is CostFact)
    assert list(costs.forms[0].fields["corrects"].queryset) == [ours]
    assert elsewhere not in costs.forms[0].fields["corrects"].queryset


def test_a_step_that_no_longer_makes_sense_is_refused_in_words(approver, approbation):
    partner = operations.publish(in_state(REVIEW), by=approbation, on=dt.date(2026, 1, 1))
    data = {"_step": "send_back", "comment": "Trop tard."}
    response = approver.post(address(partner, "publication"), data, follow=True)
    assert "Seul un texte à approuver se renvoie" in response.text


@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("publish_selected", ARCHIVED),
        ("withdraw_selected", DRAFT),
        ("withdraw_selected", REVIEW),
        ("reopen_selected", REVIEW),
    ],
)
def test_many_at_once_follow_the_same_steps(approver, action, status):
    partner = in_state(status)
    take_many(approver, [partner], action)
    partner.refresh_from_db()
    assert partner.status == status


def test_a_list_narrows_to_what_one_wrote_or_is_responsible_for(writer, redaction):
    written, owned, _other = ActionFactory(), ActionFactory(owner=redaction), ActionFactory()
    for _time in range(2):
        written._history_user = redaction
        written.save()
    response = writer.get(list_of("missions_action"), {"fiches": "moi"})
    assert set(response.context["cl"].result_list) == {written, owned}


def test_actions_narrow_by_their_theme_and_offer_those_in_use_alone(writer):
    used, unused = ThemeFactory(), ThemeFactory()
    action, _other = ActionFactory(), ActionFactory()
    action.themes.add(used)
    response = writer.get(list_of("missions_action"), {"themes__id__exact": used.pk})
    assert list(response.context["cl"].result_list) == [action]
    assert f"themes__id__exact={unused.pk}" not in response.text


def test_a_list_narrows_to_what_no_source_supports(writer):
    bare, supported = ActionFactory(), ActionFactory()
    supported.sources.add(SourceFactory(), SourceFactory())
    response = writer.get(list_of("missions_action"), {"sources_connues": "aucune"})
    assert list(response.context["cl"].result_list) == [bare]


def test_a_draft_says_that_only_the_bureau_sees_its_page_and_leads_there(writer):
    text = writer.get(address(in_state(DRAFT))).text
    assert "sa page n’est visible que du bureau" in text
    assert "Voir sur le site" in text


def test_an_archive_leads_to_no_page(approver):
    text = approver.get(address(in_state(ARCHIVED))).text
    assert "n’est plus servie à personne" in text
    assert "Voir sur le site" not in text


@pytest.mark.parametrize("page", ["missions_mission", "missions_action", "partners_agreement"])
def test_a_list_narrows_by_the_country_of_any_partner_each_row_once(approver, page):
    belgium = [PartnerFactory(country="BE"), PartnerFactory(country="BE")]
    mission, action, agreement = MissionFactory(), ActionFactory(lead_partner__country="FR"), AgreementFactory()
    for partner in belgium:
        StopFactory(mission=mission, place=partner)
        ActionPartnerFactory(action=action, partner=partner)
        PartyFactory(agreement=agreement, partner=partner)
    MissionFactory(), ActionFactory(lead_partner__country="FR"), AgreementFactory()
    response = approver.get(list_of(page), {"pays": "BE"})
    assert "Belgique" in response.text
    assert len(response.context["cl"].result_list) == 1


def test_a_list_writes_dates_as_well_as_they_are_known(approver):
    ActionFactory(starts_on=dt.date(2023, 5, 1), date_precision="mois")
    assert ">2023-05</td>" in approver.get(list_of("missions_action")).text


def test_what_waits_says_what_sort_of_record_it_is(approver):
    PartnerFactory(name="Namur", status=REVIEW)
    assert "Namur</a> – partenaire" in " ".join(approver.get(reverse("admin:index")).text.split())


@pytest.mark.parametrize("page", ["missions_action", "partners_agreement"])
def test_pages_are_titled_without_an_awkward_article(approver, page):
    titles = [
        approver.get(list_of(page)).context["title"],
        approver.get(reverse(f"admin:{page}_add")).context["title"],
    ]
    what = {"missions_action": "action", "partners_agreement": "entente"}[page]
    assert titles == [f"{what.capitalize()}s", f"Ajouter\u00a0: {what}"]


def test_a_circle_of_renewals_is_refused_beside_the_field(approver):
    former = AgreementFactory(partners=[PartnerFactory()])
    AgreementFactory(renews=former)
    party = former.parties.get()
    data = {"title": "Entente", "kind": former.kind, "standing": former.standing, "slug": former.slug}
    data |= {"authorization_need": former.authorization_need, "renews": former.renewals.get().pk}
    data |= {"parties-TOTAL_FORMS": "1", "parties-INITIAL_FORMS": "1", "parties-0-id": party.pk}
    data |= {"parties-0-agreement": former.pk, "parties-0-partner": party.partner_id, "parties-0-position": "1"}
    assert "renouvellerait" in str(errors(approver.post(address(former), data))["renews"])


def test_looking_for_a_partner_minds_neither_case_nor_accents(writer):
    PartnerFactory(name="Orléans")
    asked = {"app_label": "missions", "model_name": "action", "field_name": "lead_partner", "term": "ORLEANS"}
    found = writer.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [each["text"] for each in found] == ["Orléans (ville, Belgique, relation inconnue, brouillon)"]


def test_the_form_of_a_record_holds_every_field_of_it(rf, admin_user):
    asked = rf.get("/")
    asked.user = admin_user
    absent = {}
    for model, model_admin in admin.site._registry.items():
        if isinstance(model_admin, RecordAdmin):
            shown = {name for _title, each in model_admin.get_fieldsets(asked) for name in flatten(each["fields"])}
            expected = {field.name for field in editable_fields(model)} - {*model_admin.placed_apart}
            absent[model.__name__] = sorted(expected - shown)
    assert {name: fields for name, fields in absent.items() if fields} == {}
    assert "Airport" in absent


def test_a_field_nobody_placed_stands_at_the_end_of_the_form(client, admin_user):
    client.force_login(admin_user)
    page = client.get(reverse("admin:missions_airport_add")).text
    assert "Autres renseignements" in page
    assert 'name="time_zone"' in page


def offered(browser, model, field, term):
    """Return the names that a field offers for what is typed in it."""
    asked = {"app_label": "missions", "model_name": model, "field_name": field, "term": term}
    found = browser.get(reverse("admin:autocomplete"), asked).json()["results"]
    return [each["text"].partition(" (")[0] for each in found]


def test_a_stop_is_looked_for_among_cities_and_the_very_name_comes_first(writer):
    PartnerFactory(name="Association des maires", seat_city="Paris", organization=True)
    PartnerFactory(name="Cergy", domains="Près de Paris")
    PartnerFactory(name="Parisville")
    PartnerFactory(name="Paris Ouest")
    PartnerFactory(name="Paris")
    for model, field in (("stop", "place"), ("leg", "from_place"), ("leg", "to_place")):
        assert offered(writer, model, field, "paris") == ["Paris", "Paris Ouest", "Parisville", "Cergy"]


def test_a_stop_elsewhere_than_in_a_city_is_refused(writer):
    stop = StopFactory()
    data = typed(writer.get(address(stop.mission)), "mission_form")
    data["stops-0-place"] = PartnerFactory(organization=True).pk
    response = writer.post(address(stop.mission), data)
    assert [problem.target for problem in response.context["problems"]] == ["id_stops-0-place"]


def test_an_organization_is_still_found_where_one_may_be_chosen(writer):
    PartnerFactory(name="Association des maires", organization=True)
    assert offered(writer, "meeting", "partner", "maires") == ["Association des maires"]


def test_an_archive_is_never_offered_and_another_name_typed_whole_comes_first(writer):
    PartnerFactory(name="Namur", status="archived")
    PartnerFactory(name="Oslo", domains="Kraków")
    PartnerFactory(name="Cracovie et sa région", name_en="Kraków", published=True)
    AgreementFactory(title="Pacte", status="archived")
    AgreementFactory(title="Pacte d’amitié", signed_on=dt.date(1999, 5, 4), signed_precision="jour")
    assert offered(writer, "action", "lead_partner", "namur") == []
    assert offered(writer, "action", "lead_partner", "Kraków") == ["Cracovie et sa région", "Oslo"]
    asked = {"app_label": "partners", "model_name": "agreement", "field_name": "renews", "term": "pacte"}
    [found] = writer.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert found["text"] == "Pacte d’amitié (entente de coopération, inconnue, 1999-05-04)"
