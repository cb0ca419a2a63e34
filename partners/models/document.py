"""The documents kept with partners and agreements."""

from django.utils.translation import gettext_lazy as _

from partners.models.agreement import Agreement
from partners.models.partner import Partner
from records.documents.models import Document, documents_of


class PartnerDocument(Document):
    """A document kept with a partner."""

    address_word = "partenaire"

    record = documents_of(Partner, _("partenaire"))

    class Meta(Document.Meta):
        verbose_name = _("document d’un partenaire")
        verbose_name_plural = _("documents des partenaires")

    def __str__(self):
        return self.title


class AgreementDocument(Document):
    """A document kept with an agreement: its signed text first."""

    address_word = "entente"

    record = documents_of(Agreement, _("entente"))

    class Meta(Document.Meta):
        verbose_name = _("document d’une entente")
        verbose_name_plural = _("documents des ententes")

    def __str__(self):
        return self.title
