"""What partners hold of people: contacts, office-holders, those whom the bureau spoke with and gave to."""

from django.utils.translation import gettext_lazy as _

from partners.models import Contact, Exchange, Gift, OfficeHolder
from partners.operations import erase_contact, erase_office_holder, purge_contacts, purge_office_holders
from records.publication.personal import PersonalFile, Retention

WHO_WRITES = _("les personnes qui rédigent ou approuvent")
WITH_THE_PARTNER = Retention(_("tant que la fiche du partenaire existe"))

PEOPLE_OF_PARTNERS = (
    PersonalFile(
        key="contacts",
        title=_("Contacts des partenaires"),
        model=Contact,
        fields=("function", "name", "salutation", "email", "phone", "purpose", "source"),
        people=_("les personnes à qui le bureau écrit chez ses partenaires"),
        purpose=_("écrire aux partenaires et préparer les missions"),
        origin=_("la personne elle-même, son organisme ou une source publique, dite pour chaque contact"),
        readers=WHO_WRITES,
        retention=Retention(
            _("jusqu’au jour inscrit pour chaque contact, puis effacé la nuit suivante"), purge_contacts
        ),
        found_by=("name", "email", "phone", "salutation"),
        told_by=("name", "email", "phone"),
        erase=erase_contact,
    ),
    PersonalFile(
        key="titulaires",
        title=_("Titulaires des partenaires"),
        model=OfficeHolder,
        fields=("function", "name", "pronunciation", "salutation", "spoken_language"),
        people=_("les personnes qui représentent un partenaire, par leur fonction"),
        purpose=_("les saluer et s’adresser à elles comme il se doit"),
        origin=_("leur organisme ou une source publique"),
        readers=WHO_WRITES,
        retention=Retention(
            _("jusqu’au jour inscrit pour chaque titulaire, puis effacé la nuit suivante"), purge_office_holders
        ),
        found_by=("name", "salutation", "pronunciation"),
        told_by=("name",),
        erase=erase_office_holder,
    ),
    PersonalFile(
        key="echanges",
        title=_("Échanges avec les partenaires"),
        model=Exchange,
        fields=("with_whom", "text", "owner"),
        people=_("les personnes à qui le bureau a parlé ou écrit"),
        purpose=_("savoir ce qui s’est dit, et ce qui est à suivre"),
        origin=_("la personne du bureau qui a tenu l’échange"),
        readers=_("les personnes du bureau"),
        retention=WITH_THE_PARTNER,
    ),
    PersonalFile(
        key="cadeaux",
        title=_("Cadeaux reçus et donnés"),
        model=Gift,
        fields=("what", "keeper", "holder"),
        people=_("qui a donné ou reçu un cadeau, et qui le garde"),
        purpose=_("rendre compte des cadeaux, et ne pas donner deux fois le même"),
        origin=_("la personne du bureau qui l’inscrit"),
        readers=_("les personnes du bureau"),
        retention=WITH_THE_PARTNER,
    ),
)
