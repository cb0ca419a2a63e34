"""The documents kept with the Vision and its axes."""

from django.utils.translation import gettext_lazy as _

from records.documents.models import Document, documents_of


class VisionDocument(Document):
    """A document kept with a vision: its text, a picture."""

    address_word = "vision"

    record = documents_of("axes.Vision", _("vision"))

    class Meta(Document.Meta):
        verbose_name = _("document d’une vision")
        verbose_name_plural = _("documents des visions")

    def __str__(self):
        return self.title


class AxisDocument(Document):
    """A document kept with an axis."""

    address_word = "axe"

    record = documents_of("axes.Axis", _("axe"))

    class Meta(Document.Meta):
        verbose_name = _("document d’un axe")
        verbose_name_plural = _("documents des axes")

    def __str__(self):
        return self.title
