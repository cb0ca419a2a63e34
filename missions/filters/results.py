"""Whether something is known to have come of an action or of a mission."""

from django.db.models import Case, CharField, Exists, OuterRef, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

from missions.models import Outcome
from records.listing.choices import ChoiceFacet


class KnownResult(TextChoices):
    """Whether a result is known."""

    KNOWN = "connu", _("avec un résultat connu")
    NONE = "sans", _("sans résultat connu")


class ResultFacet(ChoiceFacet):
    """With a result that is known, or without; `of`: the field of an outcome that names the record."""

    switch = KnownResult.KNOWN.value

    def __init__(self, of, **options):
        super().__init__(KnownResult, "known_result", **options)
        self.of = of

    def with_column(self, queryset):
        outcomes = Outcome.objects.filter(**{self.of: OuterRef("pk")}).order_by()
        known = Case(
            When(Exists(outcomes), then=Value(KnownResult.KNOWN.value)),
            default=Value(KnownResult.NONE.value),
            output_field=CharField(),
        )
        return queryset.annotate(known_result=known)
