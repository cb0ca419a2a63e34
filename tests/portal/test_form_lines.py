"""The lines of a form of the bureau are drawn in one go: who fills it sees what the library's own templates draw."""

from copy import deepcopy
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.template import engines
from django.urls import reverse
from django.utils.translation import override

from missions.admin.programme import LegInline
from missions.models import Leg, Mission
from portal.form_renderer import FormRenderer
from records.admin.widgets import RelatedRow
from tests.client import as_shown
from tests.missions.factories import (
    CostFactFactory,
    LegFactory,
    MeetingFactory,
    MissionFactory,
    MissionPartnerFactory,
    ObjectiveFactory,
    ParticipantFactory,
    StopFactory,
)
from tests.portal.bureau import address
from tests.portal.sent_forms import as_sent

pytestmark = pytest.mark.django_db

TEMPLATES = Path(admin.__file__).parent / "templates" / "admin"
OURS = Path(__file__).parents[2] / "templates" / "admin" / "includes" / "fieldset.html"
CELL = """\
              <td class="{% if field.field.name %}field-{{ field.field.name }}{% endif %}\
{% if field.field.is_hidden %} hidden{% endif %}">
              {% if field.is_readonly %}
                  <p>{{ field.contents }}</p>
              {% else %}
                  {{ field.field.errors.as_ul }}
                  {{ field.field }}
              {% endif %}
              </td>
"""
NAMED = {"heading_level": 3, "prefix": "avant", "id_prefix": 0, "id_suffix": 4}


@pytest.fixture
def mission():
    """A mission that has been online, with a row of each sort that its form shows."""
    mission = MissionFactory(published=True)
    stop = StopFactory(mission=mission)
    MeetingFactory(mission=mission, stop=stop, objective=ObjectiveFactory(mission=mission, text="Voir <ça>"))
    for factory in (CostFactFactory, LegFactory, MissionPartnerFactory, ParticipantFactory):
        factory(mission=mission)
    return mission


def drawn(source, **context):
    """Return what a text draws, as a browser shows it: the text of a template of the library, or of ours."""
    return as_shown(engines["django"].from_string(source).render(context))


def fieldsets_of(answer):
    """Return the Fieldsets that the page of a form shows, those of its parts included (a list)."""
    parts = [fieldset for part in answer.context["inline_admin_formsets"] for row in part for fieldset in row]
    return [*answer.context["adminform"], *parts]


def assert_drawn_alike(answer):
    """Fail unless each set of fields is drawn as the library draws it, as blocks and as cells; return the whole."""
    library, ours = (TEMPLATES / "includes" / "fieldset.html").read_text(), OURS.read_text()
    whole = ""
    for fieldset in fieldsets_of(answer):
        block = drawn(ours, fieldset=fieldset, **NAMED)
        assert block == drawn(library, fieldset=fieldset, **NAMED)
        cells = drawn("{% load form_lines %}{% drawn_cells fieldset %}", fieldset=fieldset)
        in_turn = "{% for line in fieldset %}{% for field in line %}" + CELL + "{% endfor %}{% endfor %}"
        assert cells == drawn(in_turn, fieldset=fieldset)
        whole += block
    return whole


def test_a_cell_of_the_library_is_still_the_one_we_compare_with():
    assert CELL in (TEMPLATES / "edit_inline" / "tabular.html").read_text()


def test_a_new_form_is_drawn_as_the_library_draws_it(client, redaction):
    client.force_login(redaction)
    whole = assert_drawn_alike(client.get(reverse("admin:missions_mission_add")))
    assert 'name="stops-__prefix__-position"' in whole
    assert '<div class="help" id="id_movements_after_return_helptext"><div>Heures et lieux' in whole


def test_a_filled_form_is_drawn_as_the_library_draws_it(client, approbation, mission):
    client.force_login(approbation)
    whole = assert_drawn_alike(client.get(address(mission)))
    assert "Corriger ce montant" in whole
    assert " disabled" in whole
    assert "Voir &lt;ça&gt;" in whole


def test_a_form_that_is_only_read_is_drawn_as_the_library_draws_it(client, gestion, mission):
    client.force_login(gestion)
    whole = assert_drawn_alike(client.get(address(mission)))
    assert '<div class="readonly">Voir &lt;ça&gt;</div>' in whole
    assert "<input" not in whole


def test_errors_are_drawn_as_the_library_draws_them(client, approbation, mission):
    client.force_login(approbation)
    page = address(mission)
    wrong = {"title": "", "starts_on": "jadis", "stops-0-arrives_on": "jadis", "legs-0-leaves_at_0": "jadis"}
    whole = assert_drawn_alike(client.post(page, {**as_sent(client.get(page)), **wrong}))
    assert 'class="form-row errors field-title"' in whole
    assert whole.count('<ul class="errorlist"') >= len(wrong)


@pytest.mark.parametrize("name", ["from_airport", "from_place"])
def test_the_frame_of_a_related_row_is_the_library_s(rf, approbation, name):
    request = rf.get("/")
    request.user = approbation
    widget = LegInline(Mission, admin.site).formfield_for_dbfield(Leg._meta.get_field(name), request).widget
    assert isinstance(widget, RelatedRow)
    for row in ("legs-0", "legs-__prefix__"):
        asked = {"name": f"{row}-{name}", "value": None, "attrs": {"id": f"id_{row}"}, "renderer": FormRenderer()}
        ours = deepcopy(widget).render(**asked)
        assert ours == RelatedFieldWidgetWrapper.render(widget, **asked)
        assert f'id="add_id_{row}-{name}"' in ours


def test_the_words_of_a_form_are_said_once_in_the_language_of_who_asked(rf):
    field, said = Mission._meta.get_field("direction"), []
    for language in ("fr-ca", "en"):
        with override(language):
            asked = admin.site.get_model_admin(Mission).formfield_for_dbfield(field, rf.get("/"))
        said.append([asked.label, *dict(asked.choices).values()])
    assert {type(words) for words in said[0] + said[1]} == {str}
    assert not set(said[0]) & set(said[1]) - {"Direction", "---------"}
