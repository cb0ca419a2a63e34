"""Who of the bureau is responsible: of a mission, of an action."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records.admin import PublishableAdmin
from records.page_cache.fragments import keep

# Asked of the filter for what nobody is responsible of, and for one's own.
NOBODYS, MINE = "personne", "moi"


class OwnerFilter(admin.SimpleListFilter):
    """Narrows a list to what the person is responsible for, somebody else or nobody."""

    title = _("responsable")
    parameter_name = "responsable"

    def lookups(self, request, model_admin):
        """Return oneself, nobody, then whoever else is responsible of a row."""
        owners = keep("admin owners", (model_admin.model,), lambda: _owners_of(model_admin.model))
        others = [(str(key), name) for key, name in owners if key != request.user.pk]
        return [(MINE, _("moi")), (NOBODYS, _("personne")), *others]

    def queryset(self, request, queryset):
        """Keep the records asked."""
        known = {value for value, _words in self.lookup_choices}
        kept = {MINE: request.user.pk, NOBODYS: None}.get(self.value(), self.value())
        return queryset.filter(owner=kept) if self.value() in known else queryset


def _owners_of(model):
    """Return (key, name) of whoever is responsible of a row, by name (a tuple)."""
    owners = model.objects.exclude(owner=None).order_by().values("owner")
    people = get_user_model().objects.filter(pk__in=owners).order_by("username")
    return tuple((each.pk, str(each)) for each in people)


class OwnedAdmin(PublishableAdmin):
    """Edits a record that somebody of the bureau is responsible for."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Offer the people of the bureau, and whoever already has the file."""
        if db_field.name == "owner":
            record = request.resolver_match.kwargs.get("object_id")
            held = Q(**{db_field.related_query_name(): record}) if record else Q()
            people = Q(is_staff=True, is_active=True) | held
            kwargs["queryset"] = get_user_model().objects.filter(people).distinct().order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
