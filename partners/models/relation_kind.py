"""What ties a partner to the city, as the map draws it: a form for each kind."""

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from partners.models.activity import has_stop
from records.publication.status import visible


class RelationKind(models.TextChoices):
    """The strongest tie with a partner, the first that holds; a twinning is named as the kind of its agreement."""

    TWINNING = "jumelage", _("ville jumelée")
    AGREEMENT = "entente", _("autre entente ou pacte")
    ORGANIZATION = "organisation", _("organisation")
    STOP = "escale", _("étape d’une mission")
    PARTNER = "partenaire", _("autre ville partenaire")


def relation_kind_on(partners, city, user, today):
    """Return the expression of the RelationKind of a row of `partners` (the model), of what `user` may read.

    city: the kind of the partners that are cities.
    """
    parties = partners._meta.get_field("parties").related_model
    agreements = parties.agreement.field.related_model
    readable = parties.objects.order_by().filter(
        visible(agreements, user, today, "agreement__"), partner=OuterRef("pk")
    )
    rules = [
        (Exists(readable.filter(agreement__kind=RelationKind.TWINNING.value)), RelationKind.TWINNING),
        (Exists(readable), RelationKind.AGREEMENT),
        (~Q(kind=city), RelationKind.ORGANIZATION),
        (has_stop(user, today), RelationKind.STOP),
    ]
    cases = [When(condition, then=Value(kind.value)) for condition, kind in rules]
    return Case(*cases, default=Value(RelationKind.PARTNER.value), output_field=models.CharField())
