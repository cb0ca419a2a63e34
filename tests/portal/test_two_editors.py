"""Two people of the bureau editing the same record: the second is told, and loses nothing."""

import datetime as dt

import pytest
from django.urls import reverse

from axes.models import Theme
from missions.models import Action, Outcome
from records.admin.conflicts import version_of
from records.publication import operations
from tests.axes.factories import AxisFactory, ThemeFactory
from tests.missions.factories import ActionFactory, OutcomeFactory
from tests.partners.factories import PartnerFactory
from tests.portal.bureau import action_form, address

pytestmark = pytest.mark.django_db

TOLD = "Cette fiche a changé pendant que vous y travailliez"


def version_shown(response):
    """Return the version that the form shown would send back."""
    return response.context["adminform"].form.version


def typed(action, outcomes=(), **values):
    """Return what a browser sends of an action and of its outcomes: (row of the database or None, {field: value})."""
    data = action_form(title=action.title, axis=action.axis_id, lead_partner=action.lead_partner_id, slug=action.slug)
    existing = [row for row, _values in outcomes if row]
    data |= {"outcomes-TOTAL_FORMS": len(outcomes), "outcomes-INITIAL_FORMS": len(existing)}
    for rank, (row, cells) in enumerate(outcomes):
        cells = {"position": 1, "id": row.pk if row else "", "action": action.pk, **cells}
        data |= {f"outcomes-{rank}-{name}": value for name, value in cells.items()}
    return {**data, **values}


def test_the_second_to_save_is_told_by_whom_and_loses_nothing(writer, approbation):
    action = ActionFactory(title="Visite", axis=AxisFactory(), lead_partner=PartnerFactory())
    opened = version_shown(writer.get(address(action)))
    action._history_user = approbation
    action.title = "Visite du tramway"
    action.save()
    response = writer.post(address(action), typed(action, title="Visite du port", _version=opened))
    for words in (TOLD, "approbation", "Visite du port", "telle qu’elle est enregistrée", f'href="{address(action)}"'):
        assert words in response.text
    assert Action.objects.get().title == "Visite du tramway"


def test_what_someone_changed_is_shown_beside_what_it_was_and_what_is_typed(writer):
    action = ActionFactory(title="Visite", stage="annoncee")
    opened = version_shown(writer.get(address(action)))
    action.title, action.stage = "Visite du tramway", "realisee"
    action.save()
    response = writer.post(address(action), typed(action, title="Visite du port", _version=opened))
    rows = [tuple(each) for each in response.context["adminform"].form.changed_meanwhile()]
    assert rows == [
        ("Titre", "Visite", "Visite du tramway", "Visite du port"),
        ("Avancement", "annoncée", "réalisée", "annoncée"),
    ]
    assert '<th scope="row">Titre</th><td>Visite</td><td>Visite du tramway</td><td>Visite du port</td>' in response.text


@pytest.mark.parametrize("version", ["abc", "0", "+"])
def test_a_version_that_is_none_has_nothing_to_compare_with(writer, version):
    action = ActionFactory()
    response = writer.post(address(action), typed(action, title="Visite du port", _version=version))
    assert TOLD in response.text
    assert response.context["adminform"].form.changed_meanwhile() == []


def test_told_once_the_second_writes_over_on_purpose(writer):
    action = ActionFactory()
    opened = version_shown(writer.get(address(action)))
    action.save()
    data = typed(action, title="Visite du port", _version=opened)
    told = writer.post(address(action), data)
    assert writer.post(address(action), data).status_code == 200
    seen = told.context["adminform"].form.newer.history_id
    assert writer.post(address(action), {**data, "_seen": seen}).status_code == 302
    assert Action.objects.get().title == "Visite du port"


def test_what_was_seen_is_not_a_later_change(writer):
    action = ActionFactory()
    opened = version_shown(writer.get(address(action)))
    action.save()
    data = typed(action, title="Visite du port", _version=opened)
    seen = writer.post(address(action), data).context["adminform"].form.newer.history_id
    action.save()
    assert TOLD in writer.post(address(action), {**data, "_seen": seen}).text


def test_a_change_of_the_parts_alone_is_told_too(writer):
    action = ActionFactory()
    opened = version_shown(writer.get(address(action)))
    writer.post(address(action), typed(action, [(None, {"text": "Retombée du premier"})], _version=opened))
    response = writer.post(address(action), typed(action, [(None, {"text": "Retombée du second"})], _version=opened))
    assert TOLD in response.text
    assert "Retombée du second" in response.text
    assert Outcome.objects.get().text == "Retombée du premier"


def test_the_same_form_sent_twice_writes_once_and_says_nothing(writer):
    action = ActionFactory()
    data = typed(action, title="Visite du port", _version=version_shown(writer.get(address(action))))
    assert [writer.post(address(action), data).status_code for _click in (1, 2)] == [302, 302]


def test_each_one_in_turn_is_told_nothing(writer):
    action = ActionFactory()
    for title in ("Visite du port", "Visite du tramway"):
        opened = version_shown(writer.get(address(action)))
        assert writer.post(address(action), typed(action, title=title, _version=opened)).status_code == 302


def test_a_step_of_publication_taken_meanwhile_is_told(client, approbation):
    client.force_login(approbation)
    action = ActionFactory(axis__published=True, lead_partner__published=True)
    opened = version_shown(client.get(address(action)))
    operations.publish(action, by=approbation, on=dt.date(2026, 3, 2))
    assert TOLD in client.post(address(action), typed(action, title="Autre", _version=opened)).text


def test_a_part_deleted_meanwhile_is_shown_again_with_what_was_typed_in_it(writer):
    action = ActionFactory()
    gone, kept = OutcomeFactory(action=action, text="Partie"), OutcomeFactory(action=action, text="Gardée")
    opened = version_shown(writer.get(address(action)))
    rows = [(gone, {"text": "Tapé dans la partie"}), (kept, {"text": "Tapé dans la gardée"})]
    data = typed(action, rows, _version=opened)
    gone.delete()
    action.save()
    response = writer.post(address(action), data)
    for words in (
        TOLD,
        "Tapé dans la partie",
        "Tapé dans la gardée",
        'name="outcomes-1-text"',
        "supprimé cette ligne entre-temps",
    ):
        assert words in response.text
    seen = {"_seen": response.context["adminform"].form.newer.history_id}
    assert writer.post(address(action), {**data, **seen}).status_code == 200
    assert writer.post(address(action), {**data, **seen, "outcomes-0-DELETE": "on"}).status_code == 302
    assert [outcome.text for outcome in Outcome.objects.all()] == ["Tapé dans la gardée"]


def test_a_record_that_is_not_published_is_told_in_the_same_way(client, approbation):
    client.force_login(approbation)
    theme = ThemeFactory(name="Eau")
    opened = version_shown(client.get(address(theme)))
    theme.save()
    response = client.post(address(theme), {"name": "Eau douce", "slug": theme.slug, "_version": opened})
    assert TOLD in response.text
    assert Theme.objects.get().name == "Eau"


def test_a_new_record_has_no_version(writer):
    assert not version_shown(writer.get(reverse("admin:missions_action_add")))


@pytest.mark.parametrize("key", ["abc", "0", "999999", "", "1 OR 1=1"])
def test_a_row_that_does_not_exist_has_no_version(key):
    assert version_of(Action, key) == ""


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("key", ["999999", "abc"])
def test_the_form_of_a_row_that_does_not_exist_leads_back_to_the_bureau(writer, method, key):
    response = getattr(writer, method)(reverse("admin:missions_action_change", args=[key]), {})
    assert (response.status_code, response["Location"]) == (302, reverse("admin:index"))


def test_the_version_of_a_row_is_the_last_line_of_its_history():
    action = ActionFactory()
    first = version_of(Action, str(action.pk))
    action.save()
    assert int(version_of(Action, str(action.pk))) > int(first)


@pytest.mark.parametrize("field", ["axis", "lead_partner"])
def test_a_public_action_is_not_left_without_what_it_stands_on(client, approbation, field):
    client.force_login(approbation)
    action = ActionFactory(published=True)
    response = client.post(address(action), typed(action, **{field: ""}))
    assert field in response.context["adminform"].form.errors
    assert getattr(Action.objects.get(), field) == getattr(action, field)
