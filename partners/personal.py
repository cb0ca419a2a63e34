"""What partners hold of people: the contacts."""

from django.utils.translation import gettext_lazy as _

from partners.models import Contact
from partners.operations import erase_contact, purge_contacts
from records.publication.personal import PersonalFile, Retention

PEOPLE_OF_PARTNERS = (
    PersonalFile(
        key="contacts",
        title=_("Contacts des partenaires"),
        model=Contact,
        fields=("function", "name", "salutation", "email", "phone", "purpose", "source"),
        people=_("les personnes à qui le bureau écrit chez ses partenaires"),
        purpose=_("écrire aux partenaires et préparer les missions"),
        origin=_("la personne elle-même, son organisme ou une source publique, dite pour chaque contact"),
        readers=_("les personnes qui rédigent ou approuvent"),
        retention=Retention(
            _("jusqu’au jour inscrit pour chaque contact, puis effacé la nuit suivante"), purge_contacts
        ),
        found_by=("name", "email", "phone", "salutation"),
        told_by=("name", "email", "phone"),
        erase=erase_contact,
    ),
)
