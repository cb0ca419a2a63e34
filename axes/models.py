"""What the office aims at: the Vision, its axes, what the city promises under each, and its fields of interest."""

from urllib.parse import urlencode

from django.db import models
from django.db.models import Count, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from axes.documents import AxisDocument, VisionDocument  # noqa: F401 - Django looks for models here
from axes.indicators import Indicator, Measure  # noqa: F401
from axes.milestones import Milestone  # noqa: F401
from axes.proposals import AxisProposal, IndicatorProposal, VisionProposal  # noqa: F401
from records.models import Publishable, PublishableQuerySet, Recorded
from records.publication.addresses import free_slug, page_address
from records.publication.status import visible
from records.words.languages import in_english


class VisionItemKind(models.TextChoices):
    """What the Vision says beside its axes."""

    LEVER = "levier", _("levier")
    APPROACH = "approche", _("approche")
    CRITERION = "critere_mission", _("critère de mission")


class CommitmentKind(models.TextChoices):
    """How binding a promise is."""

    COMMITMENT = "engagement", _("engagement")
    NAMED_FIELD = "domaine_nomme", _("domaine nommé")
    STATUS = "statut_valorise", _("statut mis en valeur")


class VisionQuerySet(PublishableQuerySet):
    """Asks the visions."""

    def for_page(self):
        """Bring along what the page of the vision shows."""
        return self.prefetch_related("items__sources", "items__themes", "milestones__sources", "sources", "documents")


class CountedByActions:
    """A queryset of what actions serve."""

    def with_action_counts(self, user, today):
        """Count on each, as `action_count`, the actions that serve it and that `user` may read on `today` (a date)."""
        actions = self.model.actions.rel.related_model
        return self.annotate(action_count=Count("actions", filter=visible(actions, user, today, "actions__")))


class AxisQuerySet(CountedByActions, PublishableQuerySet):
    """Asks the axes."""

    def for_page(self):
        """Bring along what the page of an axis shows."""
        return self.select_related("vision").prefetch_related("sources", "themes", "documents")


class CommitmentQuerySet(CountedByActions, models.QuerySet):
    """Asks the commitments."""

    def visible_to(self, user, today):
        """Keep those of the axes that `user` may read on `today` (a date)."""
        return self.filter(visible(Axis, user, today, "axis__"))

    def with_indicators(self, user, today):
        """Bring along, as `shown_indicators`, what each is measured by, of what `user` may read on `today` (a date)."""
        indicators = Indicator.objects.visible_to(user, today).for_page()
        return self.prefetch_related(Prefetch("indicators", indicators, to_attr="shown_indicators"))


class Vision(Publishable):
    """The text the office works from."""

    search_fields = ("title", "statement")

    title = models.CharField(_("titre"), max_length=200)
    title_en = in_english(title)
    statement = models.TextField(_("énoncé"))
    statement_en = in_english(statement)
    adopted_on = models.DateField(_("adoption"), null=True, blank=True)
    presented_on = models.DateField(_("présentation publique"), null=True, blank=True)
    document_url = models.URLField(_("adresse du document"), max_length=600, blank=True)
    text_was_seen = models.BooleanField(
        _("texte officiel consulté"),
        default=False,
        help_text=_("Sinon, l’énoncé et les intentions sont présentés comme un résumé du portail."),
    )
    is_current = models.BooleanField(_("en vigueur"), default=False)

    objects = VisionQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("vision")
        verbose_name_plural = _("visions")
        ordering = ["-is_current", "-presented_on", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                name="axes_vision_one_is_current",
                violation_error_code="is_current",
                fields=["is_current"],
                condition=Q(is_current=True),
                violation_error_message=_("Une autre vision est déjà en vigueur."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("axes:vision") if self.is_current else page_address("axes:former_vision", self.slug)


class VisionItem(Recorded):
    """A lever, an approach or a criterion of the Vision."""

    search_fields = ("text",)
    _history_m2m_fields = ("sources", "themes")

    vision = models.ForeignKey(Vision, models.CASCADE, verbose_name=_("vision"), related_name="items")
    kind = models.CharField(_("nature"), max_length=20, choices=VisionItemKind)
    position = models.PositiveSmallIntegerField(_("rang"))
    text = models.TextField(_("texte"))
    text_en = in_english(text)
    themes = models.ManyToManyField(
        "axes.Theme",
        verbose_name=_("thèmes qui y répondent"),
        related_name="vision_items",
        blank=True,
        help_text=_("La page de la Vision mène alors à leurs actions."),
    )

    class Meta:
        verbose_name = _("élément de vision")
        verbose_name_plural = _("éléments de vision")
        ordering = ["vision", "kind", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="axes_visionitem_rank_is_its_own",
                violation_error_code="position",
                fields=["vision", "kind", "position"],
                violation_error_message=_("Un autre élément de même nature occupe ce rang."),
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def themes_query(self):
        """The query of the list of the actions of its themes."""
        return f"?{urlencode([('theme', theme.slug) for theme in self.themes.all()])}"


class Axis(Publishable):
    """One of the directions of the Vision."""

    search_fields = ("name", "short_label", "intent")

    vision = models.ForeignKey(Vision, models.PROTECT, verbose_name=_("vision"), related_name="axes")
    position = models.PositiveSmallIntegerField(_("rang"))
    name = models.CharField(_("nom"), max_length=120)
    name_en = in_english(name)
    short_label = models.CharField(_("nom court"), max_length=40)
    short_label_en = in_english(short_label)
    intent = models.TextField(_("intention"))
    intent_en = in_english(intent)
    rationale = models.TextField(_("raison d’être"), blank=True)
    rationale_en = in_english(rationale)

    objects = AxisQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("axe")
        verbose_name_plural = _("axes")
        ordering = ["vision", "position", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                name="axes_axis_rank_is_its_own",
                violation_error_code="position",
                fields=["vision", "position"],
                violation_error_message=_("Un autre axe de cette vision occupe ce rang."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return page_address("axes:detail", self.slug)

    def named_for_address(self):
        return self.short_label

    def partners(self, user, today):
        """Return the partners, lead or associated, of its actions that `user` may read on `today` (a queryset)."""
        return _partners_of(self.actions, user, today)


def _partners_of(actions, user, today):
    """Return the partners, lead or associated, of `actions` (a manager) that `user` may read on `today`."""
    shown = actions.visible_to(user, today)
    partners = actions.model.lead_partner.field.related_model.objects.visible_to(user, today)
    return partners.filter(Q(pk__in=shown.values("lead_partner")) | Q(pk__in=shown.values("roles__partner")))


class Commitment(Recorded):
    """What the city promises, names or values under an axis."""

    search_fields = ("text",)

    axis = models.ForeignKey(Axis, models.PROTECT, verbose_name=_("axe"), related_name="commitments")
    kind = models.CharField(_("nature"), max_length=20, choices=CommitmentKind)
    position = models.PositiveSmallIntegerField(_("rang"))
    text = models.TextField(_("texte"))
    text_en = in_english(text)
    slug = models.SlugField(_("adresse"), max_length=100, unique=True, editable=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        ordering = ["axis", "kind", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="axes_commitment_rank_is_its_own",
                violation_error_code="position",
                fields=["axis", "kind", "position"],
                violation_error_message=_("Un autre engagement de même nature occupe ce rang."),
            ),
        ]

    def __str__(self):
        return self.text

    def fill_derived_fields(self):
        super().fill_derived_fields()
        if not self.slug:
            self.slug = free_slug(Commitment, self.named_for_address(), self.pk)

    def named_for_address(self):
        """Return the words that name it in the address of a list."""
        return self.text


class Theme(Recorded):
    """A field of interest: mobility, climate, heritage…"""

    search_fields = ("name",)
    _history_m2m_fields = ("sources", "axes")

    name = models.CharField(_("nom"), max_length=120, unique=True)
    name_en = in_english(name)
    slug = models.SlugField(_("adresse"), max_length=100, unique=True)
    axes = models.ManyToManyField(Axis, verbose_name=_("axes"), related_name="themes", blank=True)
    named_in_vision = models.BooleanField(_("nommé dans la vision"), default=False)

    class Meta:
        verbose_name = _("thème")
        verbose_name_plural = _("thèmes")
        ordering = ["search_text", "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return page_address("axes:theme", self.slug)

    def partners(self, user, today):
        """Return the partners, lead or associated, of its actions that `user` may read on `today` (a queryset)."""
        return _partners_of(self.actions, user, today)
