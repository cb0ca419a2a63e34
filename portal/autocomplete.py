"""What the fields of the bureau that look for a row offer: what bears the words typed comes first, never an archive."""

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Case, IntegerField, Q, When
from django.db.models.functions import Length

from records.publication.twins import label_of
from records.words.normalizing import closeness

# Other names that a row may be called by, each of them whole.
OTHER_NAMES = ("acronym", "name_en", "reference")


class NearestFirst(AutocompleteJsonView):
    """Offers what is named by the words typed, the shortest name first, then what begins with them, then the rest."""

    def get_queryset(self):
        """Order what is found, archives left out."""
        found = super().get_queryset()
        if hasattr(found, "not_archived"):
            found = found.not_archived()
        named_by = getattr(found.model, "search_fields", ())[:1]
        if not self.term.strip() or not named_by:
            return found
        return found.order_by(_nearness(found.model, self.term), Length(*named_by), *found.model._meta.ordering)

    def serialize_result(self, obj, to_field_name):
        """Tell a row from its twin."""
        return {**super().serialize_result(obj, to_field_name), "text": label_of(obj)}


def _nearness(model, term):
    """Return the expression that ranks the rows of `model` by how they are named by `term`."""
    others = {field.name for field in model._meta.fields} & set(OTHER_NAMES)
    is_called = Q(*((f"{name}__iexact", term.strip()) for name in sorted(others)), _connector=Q.OR)
    nearness = closeness("search_text", term)
    return Case(When(is_called, then=0), default=nearness, output_field=IntegerField()) if others else nearness
