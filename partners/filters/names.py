"""Words that may name a partner: what a row says, and whom it concerns."""

from abc import abstractmethod

from django.db.models import CharField, Q, Value
from django.db.models.functions import Concat
from django.utils.functional import cached_property

from partners.models import Partner
from records.listing.facets import NO_RANK, WordsFilter
from records.words.normalizing import normalize

# A word that names more partners than this names none in particular.
MAX_PARTNERS_NAMED = 100


class PartnerNamesFilter(WordsFilter):
    """All the words, each in the searched text of a row or in the name of a partner it concerns."""

    @abstractmethod
    def concerns(self, partners):
        """Return the Q of the rows that concern one of `partners` (a list of keys)."""

    def lookup(self, typed):
        """Return the query of the partners whose searched text holds one of the words: it holds other things too."""
        words = {word for each in typed for word in self.words_of(each)}
        if not words:
            return None
        holds = Q(*(Q(search_text__contains=word) for word in words), _connector=Q.OR)
        partners = Partner.objects.visible_to(self.parent.user, self.parent.today).filter(holds).order_by()
        parts = [part for name in ("name", "acronym", "seat_city") for part in (name, Value(" "))]
        names = Concat(*parts, output_field=CharField())
        return partners.values_list(Value(self.field_name), "slug", names, NO_RANK, "pk")

    def holds(self, word):
        named = [key for names, key in self._names if word in names]
        says = super().holds(word)
        return says | self.concerns(named) if 0 < len(named) <= MAX_PARTNERS_NAMED else says

    @cached_property
    def _names(self):
        """The partners looked up, as (folded names, key) pairs."""
        return [(normalize(each.label), each.key) for each in self.parent.looked_up[self.field_name].values()]
