"""What the fields of the bureau that look for a row offer: what bears the words typed comes first."""

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models.functions import Length

from records.words.normalizing import closeness


class NearestFirst(AutocompleteJsonView):
    """Offers what is named by the words typed, the shortest name first, then what begins with them, then the rest."""

    def get_queryset(self):
        """Order what is found."""
        found = super().get_queryset()
        named_by = getattr(found.model, "search_fields", ())[:1]
        if not self.term.strip() or not named_by:
            return found
        return found.order_by(closeness("search_text", self.term), Length(*named_by), *found.model._meta.ordering)
