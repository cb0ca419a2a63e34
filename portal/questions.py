"""What readers ask, and where the answer lies: a page of the site, and what the search finds first.

An answer owes nothing to the register: it tells where to look, and what is unknown there, never a figure.
"""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from records.words.said import Said

_MISSIONS, _PARTNERS, _AGREEMENTS, _OFFICE = _("Missions"), _("Partenaires"), _("Ententes"), _("Écrire au bureau")
_ACCOUNTS = _("Bilan des missions")


class AnswerPlace(NamedTuple):
    """Where an answer lies: its label, its URL name, its query or its anchor."""

    label: Said
    route: str
    rest: str = ""

    @property
    def address(self) -> str:
        """Its path, in the active language."""
        return reverse(self.route) + self.rest


class AnsweredQuestion(NamedTuple):
    """A question: its anchor, its words, its answer, and where that answer lies."""

    slug: str
    words: Said
    answer: Said
    places: tuple[AnswerPlace, ...]


OF_MISSIONS = (
    AnsweredQuestion(
        "qui",
        _("Qui est allé en mission?"),
        _(
            "La fiche de chaque mission dit, sous «\u00a0Qui\u00a0», par fonction, qui la dirige et qui y participe, "
            "et combien de personnes de la Ville ont voyagé. Un nom n’y est que s’il est déjà public."
        ),
        (AnswerPlace(_MISSIONS, "missions:list"),),
    ),
    AnsweredQuestion(
        "prochaine",
        _("Quelle est la prochaine mission?"),
        _(
            "L’accueil montre, sous «\u00a0À venir\u00a0», les missions annoncées. S’il n’y en a pas, ce registre "
            "n’en connaît aucune. Un calendrier, au bas de la liste des missions, s’ajoute au vôtre."
        ),
        (AnswerPlace(_("Accueil"), "portal:home", "#upcoming"), AnswerPlace(_MISSIONS, "missions:list")),
    ),
    AnsweredQuestion(
        "autorisation",
        _("Qui approuve une mission?"),
        _(
            "La fiche de chaque mission dit, sous «\u00a0Décision\u00a0», si une autorisation était requise, quelle "
            "instance l’a donnée et pour quel montant, quand c’est publié. La stratégie mène au rôle de chaque "
            "service."
        ),
        (
            AnswerPlace(_MISSIONS, "missions:list"),
            AnswerPlace(_("Stratégie"), "missions:strategy"),
        ),
    ),
    AnsweredQuestion(
        "refus",
        _("Qu’est-ce qui a été refusé?"),
        _(
            "Une mission étudiée, puis non retenue, reste dans la liste, avec la raison. Une demande d’accueil "
            "refusée n’est au bilan que si le Bureau l’a rendue publique."
        ),
        (
            AnswerPlace(_("missions non retenues"), "missions:list", "?statut=non_retenue"),
            AnswerPlace(_("Demandes refusées"), "accountability:summary", "#declined"),
        ),
    ),
    AnsweredQuestion(
        "rapport",
        _("Où est le rapport d’une mission?"),
        _(
            "Sur la fiche de la mission, sous «\u00a0Résultats\u00a0», quand il est en ligne. Le bilan compte les "
            "rapports publiés, attendus, en retard et non trouvés, et nomme les missions dont le rapport manque."
        ),
        (AnswerPlace(_ACCOUNTS, "accountability:summary", "#reports"),),
    ),
    AnsweredQuestion(
        "carbone",
        _("Combien de carbone une mission émet-elle?"),
        _(
            "La fiche d’une mission calcule les émissions de gaz à effet de serre (GES, CO2) de ses vols, quand les "
            "trajets sont inscrits. Sans trajet inscrit, elles sont inconnues\u00a0: demandez-les au Bureau."
        ),
        (AnswerPlace(_MISSIONS, "missions:list"), AnswerPlace(_OFFICE, "portal:write")),
    ),
)
OF_MONEY = (
    AnsweredQuestion(
        "cout",
        _("Quel est le coût des missions?"),
        _(
            "Le bilan dit combien a été autorisé et combien a été déclaré, année par année, et les frais de "
            "déplacement par trimestre. La fiche d’une mission montre chaque montant publié, avec sa source. Un "
            "montant que personne n’a publié est inconnu, jamais zéro."
        ),
        (AnswerPlace(_ACCOUNTS, "accountability:summary", "#money"),),
    ),
    AnsweredQuestion(
        "payeur",
        _("Qui paie les missions?"),
        _(
            "Chaque montant publié dit qui le paie, si sa source le dit. La liste des missions se filtre par "
            "«\u00a0Qui paie\u00a0»\u00a0: «\u00a0inconnu\u00a0» y veut dire qu’un montant est publié sans que l’on "
            "sache qui l’a payé."
        ),
        (AnswerPlace(_MISSIONS, "missions:list"),),
    ),
)
OF_RESULTS = (
    AnsweredQuestion(
        "resultats",
        _("Qu’est-ce que les missions ont donné?"),
        _(
            "Les résultats des missions et des actions sont réunis sur une page, par axe, année, pays et partenaire. "
            "Elle dit aussi combien n’ont aucun résultat connu."
        ),
        (AnswerPlace(_("Résultats"), "missions:results"),),
    ),
    AnsweredQuestion(
        "promesses",
        _("Ce qui a été promis est-il fait?"),
        _(
            "Le bilan montre chaque engagement de la Vision et ses actions\u00a0: réalisées, en cours, échues. La "
            "fiche d’une mission dit ce qu’est devenu chacun de ses objectifs."
        ),
        (AnswerPlace(_("Engagements"), "accountability:summary", "#commitments"),),
    ),
    AnsweredQuestion(
        "appris",
        _("Qu’est-ce que la Ville a appris d’autres villes?"),
        _(
            "Une pratique vue ailleurs est dite observée, puis transmise à un service, puis adoptée ou écartée. L’axe "
            "Apprendre réunit ces échanges."
        ),
        (AnswerPlace(_("Résultats"), "missions:results", "?axe=apprendre"), AnswerPlace(_("Vision"), "axes:vision")),
    ),
)
OF_PARTNERS = (
    AnsweredQuestion(
        "pays",
        _("Va-t-on toujours dans les mêmes pays?"),
        _(
            "Le bilan compte les missions par pays, année et axe, la France comme les autres, et dit d’où viennent "
            "les délégations reçues. Le registre ne dit pas pourquoi un pays est choisi plutôt qu’un autre; chaque "
            "mission dit son but. Pour le reste, demandez au Bureau."
        ),
        (
            AnswerPlace(_("Où va la Ville"), "accountability:summary", "#where"),
            AnswerPlace(_OFFICE, "portal:write"),
        ),
    ),
    AnsweredQuestion(
        "regions",
        _("Quels partenaires en Afrique, en Asie ou ailleurs?"),
        _(
            "La liste des partenaires se filtre par région du monde et par pays; chercher «\u00a0Afrique\u00a0» y "
            "mène aussi."
        ),
        (AnswerPlace(_PARTNERS, "partners:list"),),
    ),
    AnsweredQuestion(
        "relation",
        _("Qu’apporte la relation avec une ville?"),
        _(
            "Cherchez la ville par son nom\u00a0: sa fiche réunit les ententes, les missions, les actions et les "
            "résultats de la relation."
        ),
        (AnswerPlace(_PARTNERS, "partners:list"),),
    ),
    AnsweredQuestion(
        "reseaux",
        _("De quels réseaux la Ville est-elle membre?"),
        _(
            "La liste des partenaires réunit les réseaux, les organisations internationales et les forums avec "
            "lesquels la Ville travaille; la fiche de chacun dit ce que l’on sait du lien, adhésion comprise."
        ),
        (AnswerPlace(_("Réseaux"), "partners:list", "?groupe=reseaux"),),
    ),
    AnsweredQuestion(
        "signature",
        _("Quand une entente ou un jumelage ont-ils été signés?"),
        _("Le registre des ententes dit, pour chacune, la date de signature, la fin et si elle est en vigueur."),
        (AnswerPlace(_AGREEMENTS, "partners:agreements"),),
    ),
    AnsweredQuestion(
        "fin",
        _("Quelles ententes finissent cette année?"),
        _(
            "L’accueil les compte et mène à leur liste; les ententes se rangent par fin et se filtrent par année de "
            "fin."
        ),
        (AnswerPlace(_AGREEMENTS, "partners:agreements", "?tri=fin"),),
    ),
)
OF_THE_SITE = (
    AnsweredQuestion(
        "nouvelles",
        _("Comment recevoir les nouvelles?"),
        _(
            "S’abonner par courriel se fait sans compte\u00a0: à tout, à un axe, à un partenaire, à une mission ou à "
            "une recherche. Les fils Atom disent la même chose sans votre adresse."
        ),
        (AnswerPlace(_("Recevoir des nouvelles"), "portal:subscribe"),),
    ),
    AnsweredQuestion(
        "ecrire",
        _("Comment écrire au Bureau?"),
        _(
            "Un formulaire, au pied de chaque page, sert de contact\u00a0: une question, une erreur à signaler, une "
            "idée. Sans votre adresse, le Bureau vous lit mais ne peut vous répondre."
        ),
        (AnswerPlace(_OFFICE, "portal:write"),),
    ),
    AnsweredQuestion(
        "proposer",
        _("Comment proposer un projet ou une visite?"),
        _("Pour une idée de projet, écrivez au Bureau. Pour une visite, demandez l’accueil d’une délégation."),
        (AnswerPlace(_OFFICE, "portal:write"), AnswerPlace(_("Accueil d’une délégation"), "portal:visit")),
    ),
    AnsweredQuestion(
        "citer",
        _("Comment citer une page ou un chiffre?"),
        _(
            "Au bas de chaque fiche, «\u00a0Citer cette page\u00a0» donne la référence à copier; le bilan donne celle "
            "de ses chiffres. La licence est dite avec les données ouvertes."
        ),
        (AnswerPlace(_ACCOUNTS, "accountability:summary"), AnswerPlace(_("Données ouvertes"), "opendata:index")),
    ),
    AnsweredQuestion(
        "telecharger",
        _("Comment télécharger toutes les données?"),
        _(
            "Un fichier ZIP les réunit. Chaque jeu et chaque liste se téléchargent aussi en CSV, en Excel et en JSON, "
            "et chaque fiche en PDF."
        ),
        (AnswerPlace(_("Données ouvertes"), "opendata:index"), AnswerPlace(_("API"), "api:docs")),
    ),
    AnsweredQuestion(
        "inconnu",
        _("Qu’est-ce qui est inconnu ou manque?"),
        _(
            "L’accueil en fait le compte sous «\u00a0Ce qui manque\u00a0»; chaque fiche nomme, sous «\u00a0Non "
            "publié\u00a0», ce que personne n’a publié. Si vous le savez, écrivez-le au Bureau."
        ),
        (
            AnswerPlace(_("Accueil"), "portal:home"),
            AnswerPlace(_("Les mots du portail"), "portal:glossary", "#unknown"),
        ),
    ),
    AnsweredQuestion(
        "mise-a-jour",
        _("De quand date la dernière mise à jour?"),
        _(
            "Chaque liste dit jusqu’où va le registre; chaque fiche, le jour de sa mise à jour et ce qui a changé "
            "depuis. L’accueil montre ce qui vient d’être mis en ligne."
        ),
        (AnswerPlace(_("Accueil"), "portal:home"),),
    ),
    AnsweredQuestion(
        "sources",
        _("D’où viennent les faits?"),
        _(
            "De pages publiques, nommées au bas de chaque fiche et réunies en une liste. Ce que peu de choses "
            "appuient porte «\u00a0confiance faible\u00a0»."
        ),
        (AnswerPlace(_("Sources"), "portal:sources"),),
    ),
    AnsweredQuestion(
        "vie-privee",
        _("Que devient ma vie privée sur ce site?"),
        _("Une page dit quels renseignements personnels le site garde, pourquoi, combien de temps, et vos droits."),
        (AnswerPlace(_("Confidentialité"), "portal:privacy"),),
    ),
)
# What they are about, and the questions.
QUESTIONS = (
    (_MISSIONS, OF_MISSIONS),
    (_("Argent"), OF_MONEY),
    (_("Résultats"), OF_RESULTS),
    (_("Partenaires et ententes"), OF_PARTNERS),
    (_("À propos du site"), OF_THE_SITE),
)
