"""What the fields of the bureau that look for a row offer: what bears the words typed comes first, never an archive."""

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Length

from records.publication.identifiers import identified_by
from records.publication.twins import label_of
from records.words.normalizing import closeness

# Other names that a row may be called by, each of them whole.
OTHER_NAMES = ("acronym", "name_en")
# The nearness of what the words typed do not name.
UNNAMED = 2


class NearestFirst(AutocompleteJsonView):
    """Offers what is named by the words typed, the shortest name first, then what begins with them, then the rest."""

    def get_queryset(self):
        """Order what is found, archives left out."""
        found = super().get_queryset()
        if hasattr(found, "not_archived"):
            found = found.not_archived()
        return nearest_first(found, self.term) if self.term.strip() else found

    def serialize_result(self, obj, to_field_name):
        """Tell a row from its twin."""
        return {**super().serialize_result(obj, to_field_name), "text": label_of(obj)}


def nearest_first(rows, typed):
    """Return `rows` ordered by how they are named by what is `typed`, which their `nearness` says, from 0 to 2.

    Rows without words of their own keep their order.
    """
    named_by = getattr(rows.model, "search_fields", ())[:1]
    if not named_by:
        return rows.annotate(nearness=Value(UNNAMED))
    nearness = _nearness(rows.model, typed)
    return rows.annotate(nearness=nearness).order_by("nearness", Length(*named_by), *rows.model._meta.ordering)


def _nearness(model, typed):
    """Return the expression that ranks the rows of `model` by how they are named by what is `typed`."""
    others = {field.name for field in model._meta.fields} & set(OTHER_NAMES)
    called = Q(*((f"{name}__iexact", typed.strip()) for name in sorted(others)), _connector=Q.OR)
    is_called = called | identified_by(model, typed) if others else identified_by(model, typed)
    return Case(When(is_called, then=0), default=closeness("search_text", typed), output_field=IntegerField())
