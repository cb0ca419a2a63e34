"""What missions hold of people: the names of participants, who asks to come, who is reminded of a report."""

from django.utils.translation import gettext_lazy as _

from missions.models import DelegationRequest, Mission, Participant, Reminder
from missions.operations.people import (
    DECLINED_KEPT,
    erase_participant_name,
    erase_requester,
    purge_names,
    purge_requesters,
)
from records.publication.personal import PersonalFile, Retention

BUREAU = _("les personnes du bureau")
WITH_THE_ACCOUNT = Retention(_("jusqu’à l’effacement du compte, qui n’y laisse qu’un numéro"))

PEOPLE_OF_MISSIONS = (
    PersonalFile(
        key="participations",
        title=_("Noms des personnes qui participent aux missions"),
        model=Participant,
        fields=("name",),
        people=_("les personnes dont la participation à une mission est publique"),
        purpose=_("rendre compte des déplacements, là où la divulgation du nom est demandée"),
        origin=_("les rapports et les communiqués de la Ville"),
        readers=_("tout le monde\u00a0: seul un nom public peut être inscrit"),
        retention=Retention(
            _("tant que le nom est public; retiré, il quitte l’historique la nuit suivante"), purge_names
        ),
        found_by=("name",),
        told_by=("name",),
        erase=erase_participant_name,
    ),
    PersonalFile(
        key="demandes",
        title=_("Demandes d’accueil et de mission"),
        model=DelegationRequest,
        fields=("asked_by", "titles", "needs"),
        people=_("qui demande à être reçu, et les membres de sa délégation, par leurs fonctions"),
        purpose=_("décider de la demande et préparer la visite"),
        origin=_("la personne qui demande, ou le bureau"),
        readers=BUREAU,
        retention=Retention(
            _("{days}\u00a0jours après un refus que le bureau n’a pas rendu public; autrement, avec la mission"),
            purge_requesters,
            DECLINED_KEPT.days,
        ),
        found_by=("asked_by",),
        erase=erase_requester,
    ),
    PersonalFile(
        key="responsables",
        title=_("Responsables des missions"),
        model=Mission,
        fields=("owner",),
        people=_("les personnes du bureau"),
        purpose=_("savoir qui suit une mission et doit son rapport"),
        origin=_("le bureau"),
        readers=BUREAU,
        retention=WITH_THE_ACCOUNT,
    ),
    PersonalFile(
        key="rappels",
        title=_("Rappels des rapports"),
        model=Reminder,
        fields=("recipient", "error"),
        people=_("les personnes du bureau"),
        purpose=_("savoir qu’un rappel est parti, ou pourquoi il ne l’a pu"),
        origin=_("le portail"),
        readers=BUREAU,
        retention=WITH_THE_ACCOUNT,
    ),
)
