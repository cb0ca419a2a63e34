"""Where a mission goes, how it gets there and whom it meets, in its form."""

from django.forms import ModelChoiceField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from missions.models import EmissionFactor, Leg, Meeting, Objective, Participant, Stop, TravelMode
from missions.models.zone import zone_near
from records.admin import PartForm, PartInline, StackedPartInline

SAVED_ONLY = _("Se choisit parmi ce qui est déjà enregistré de la mission.")
HELP = {
    "leaves_at": _("Heure de Québec."),
    "arrives_at": _("Heure de Québec."),
    "factor": _("Laissé vide, le plus récent de la classe, pour l’année de la mission ou avant, est retenu et gardé."),
}


class StopForm(PartForm):
    """Proposes the time zone of the city, where nobody gave one."""

    # What was proposed, for the page to say.
    proposed = ""

    def clean(self):
        """Fill the time zone left blank."""
        chosen = super().clean()
        place = chosen.get("place")
        if place and not chosen.get("time_zone") and "time_zone" not in self.errors:
            known = Stop.objects.filter(place=place).exclude(time_zone="").order_by("-pk").first()
            near = known.time_zone if known else zone_near(place.country, place.latitude, place.longitude)
            self.proposed = chosen["time_zone"] = near
        return chosen


class StopInline(PartInline):
    """Where the mission goes, in order."""

    model = Stop
    form = StopForm
    fields = ["position", "place", "arrives_on", "leaves_on", "time_zone"]
    autocomplete_fields = ["place"]


class LegForm(PartForm):
    """Keeps with a flight the factor it is counted by."""

    def clean(self):
        """Choose, when nobody did, the latest factor of the class for the year of the mission or before."""
        chosen = super().clean() or self.cleaned_data
        if chosen.get("mode") == TravelMode.AIR and chosen.get("cabin") and not chosen.get("factor"):
            year = (self.instance.mission.starts_on or timezone.localdate()).year
            chosen["factor"] = EmissionFactor.objects.newest(chosen["cabin"], year)
        return chosen


class LegInline(StackedPartInline):
    """How the delegation travels."""

    model = Leg
    form = LegForm
    classes = ["collapse"]
    fields = [
        ("position", "mode", "travellers"),
        ("from_airport", "from_place"),
        ("to_airport", "to_place"),
        ("leaves_at", "arrives_at"),
        ("cabin", "factor"),
    ]
    autocomplete_fields = ["from_place", "to_place"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Say what is not plain: whose hour it is, and what happens to a flight whose factor is left blank."""
        if db_field.name in HELP:
            kwargs["help_text"] = HELP[db_field.name]
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class StopField(ModelChoiceField):
    """Offers the stops of one mission by their city."""

    def label_from_instance(self, stop):
        """Name the city."""
        return str(stop.place)


class MeetingInline(StackedPartInline):
    """The meetings of the mission: its stops, its objectives and its people only."""

    model = Meeting
    classes = ["collapse"]
    fields = [
        ("position", "subject"),
        "partner",
        ("held_on", "starts_at", "ends_at"),
        ("stop", "venue"),
        "objective",
        "attendees",
        "summary",
    ]
    autocomplete_fields = ["partner"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Say why a stop, an objective or a person just typed is not offered yet."""
        if db_field.name in {"stop", "objective", "attendees"}:
            kwargs["help_text"] = SAVED_ONLY
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Offer the stops and the objectives of this mission."""
        if db_field.name == "stop":
            kwargs |= {"form_class": StopField, "queryset": _of_mission(Stop, request).select_related("place")}
        if db_field.name == "objective":
            kwargs["queryset"] = _of_mission(Objective, request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Offer the people of this mission."""
        if db_field.name == "attendees":
            kwargs["queryset"] = _of_mission(Participant, request)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def _of_mission(model, request):
    """Return the saved rows of the mission being edited; none while it is being added."""
    mission = request.resolver_match.kwargs.get("object_id")
    return model.objects.filter(mission=mission) if mission else model.objects.none()
