"""Links that show a draft or a proposal to someone without an account, and what they answer.

The secret is in the address alone: its digest is kept. A link is closed once it expires, is revoked, or what it shows
is no longer prepared.
"""

import datetime as dt
import hashlib
import secrets
from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from records.publication.authors import last_writing
from records.publication.personal import ERASED
from records.publication.proposals import Proposal
from records.publication.rules import Ruled
from records.words.dates import in_words

# How many moments of opening are kept of a link, and shown: a loop that opens one fills nothing.
OPENINGS_KEPT, OPENINGS_SHOWN = 500, 10


class SharedLinkQuerySet(models.QuerySet["SharedLink"]):
    """Asks for the links."""

    def of(self, subject: Any) -> Self:
        """Keep those that show `subject`: a record or a Proposal."""
        return self.filter(model=subject._meta.label_lower, key=subject.pk)

    def for_listing(self) -> Self:
        """Fetch with them who made each, and as `last_opened` its last OPENINGS_SHOWN openings."""
        last = models.Prefetch("opened", SharedOpening.objects.all()[:OPENINGS_SHOWN], to_attr="last_opened")
        return self.select_related("made_by").prefetch_related(last)


class SharedLink(Ruled):
    """A link to a draft or a proposal, by the model and the key of what it shows; `name`: whom it was made for."""

    model = models.CharField(_("sorte"), max_length=60)
    key = models.PositiveBigIntegerField(_("clé"))
    digest = models.CharField(_("empreinte"), max_length=64)
    name = models.CharField(_("pour qui"), max_length=160, blank=True)
    may_answer = models.BooleanField(_("peut approuver ou commenter"), default=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("par"), related_name="shared_links"
    )
    made_at = models.DateTimeField(_("fait le"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expire le"))
    revoked_at = models.DateTimeField(_("révoqué le"), null=True, blank=True)
    openings = models.PositiveIntegerField(_("ouvertures"), default=0)

    objects = SharedLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("lien partagé")
        verbose_name_plural = _("liens partagés")
        default_permissions = ()
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["model", "key"], name="records_sharedlink_subject")]
        constraints = [
            models.UniqueConstraint(
                name="records_sharedlink_digest_is_its_own",
                violation_error_code="digest",
                fields=["digest"],
                violation_error_message=_("Ce lien existe déjà."),
            ),
            models.CheckConstraint(
                name="records_sharedlink_expires_after_it_was_made",
                violation_error_code="expires_at",
                condition=Q(expires_at__gt=F("made_at")),
                violation_error_message=_("Un lien sert au moins un moment."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or _now('lien sans nom')}, {in_words(timezone.localdate(self.made_at))}"

    @property
    def openings_before(self) -> int:
        """How many openings there were before those fetched `for_listing`."""
        return self.openings - len(self.last_opened)  # type: ignore[attr-defined]

    @property
    def is_open(self) -> bool:
        """Whether it may still be followed: neither expired nor revoked, and made by someone who is still there."""
        maker = self.made_by
        return self.revoked_at is None and self.expires_at > timezone.now() and maker.is_active and maker.is_staff

    @property
    def subject(self) -> Any:
        """The record or Proposal it shows, while it is prepared and who made the link may write it; or None."""
        found: Any = apps.get_model(self.model).objects.filter(pk=self.key).first()
        return found if found is not None and is_prepared(found) and self._may_write(found) else None

    def _may_write(self, subject: Any) -> bool:
        written = (subject.record if isinstance(subject, Proposal) else subject)._meta
        return self.made_by.has_perm(f"{written.app_label}.change_{written.model_name}")

    def note_opening(self) -> None:
        """Record an opening: counted, and its moment kept among the last OPENINGS_KEPT."""
        SharedLink.objects.filter(pk=self.pk).update(openings=F("openings") + 1)
        self.opened.create()
        self.opened.filter(pk__in=list(self.opened.values_list("pk", flat=True)[OPENINGS_KEPT:])).delete()


class SharedOpening(Ruled):
    """The moment when a link was opened, and nothing of whom by; it goes with its link."""

    link = models.ForeignKey(SharedLink, models.CASCADE, verbose_name=_("lien"), related_name="opened")
    opened_at = models.DateTimeField(_("ouvert le"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("ouverture d’un lien")
        verbose_name_plural = _("ouvertures d’un lien")
        default_permissions = ()
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return in_words(timezone.localdate(self.opened_at))


class OpinionVerdict(models.TextChoices):
    """What someone answers to what they were shown."""

    APPROVED = "approuve", _("J’approuve")
    COMMENTED = "commente", _("Je commente")


class SharedOpinion(Ruled):
    """What someone without an account answered, under a name: an opinion, which puts nothing online."""

    link = models.ForeignKey(SharedLink, models.CASCADE, verbose_name=_("lien"), related_name="opinions")
    verdict = models.CharField(_("avis"), max_length=8, choices=OpinionVerdict)
    name = models.CharField(_("nom"), max_length=160)
    text = models.TextField(_("commentaire"), blank=True)
    given_at = models.DateTimeField(_("donné le"), default=timezone.now, editable=False)
    # The last row of history of what was shown.
    seen = models.PositiveBigIntegerField(_("version lue"))

    class Meta:
        verbose_name = _("avis reçu par un lien")
        verbose_name_plural = _("avis reçus par des liens")
        default_permissions = ()
        ordering = ["given_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="records_sharedopinion_has_a_name",
                violation_error_code="name",
                condition=~Q(name=""),
                violation_error_message=_("Dites votre nom."),
            ),
            models.CheckConstraint(
                name="records_sharedopinion_comment_says_something",
                violation_error_code="text",
                condition=~Q(verdict=OpinionVerdict.COMMENTED.value) | ~Q(text=""),
                violation_error_message=_("Écrivez votre commentaire."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} – {self.name}"


def is_prepared(subject: Any) -> bool:
    """Say whether a record or a Proposal may be shown by a link: a draft, or a proposal open on what is online."""
    if isinstance(subject, Proposal):
        return subject.is_open and subject.record is not None and subject.record.is_online
    return not subject.is_online and not subject.is_archived


def make_link(subject: Any, *, by: User, days: int, name: str = "", may_answer: bool = True) -> tuple[SharedLink, str]:
    """Make a link to a record or a Proposal, good for so many days; return it with its secret, kept nowhere."""
    secret = secrets.token_urlsafe(32)
    link = SharedLink(
        model=subject._meta.label_lower,
        key=subject.pk,
        digest=secret_digest(secret),
        name=name,
        may_answer=may_answer,
        made_by=by,
        expires_at=timezone.now() + dt.timedelta(days=days),
    )
    link.save()
    return link, secret


def secret_digest(secret: str) -> str:
    """Return what is kept of the secret of a link."""
    return hashlib.sha256(secret.encode()).hexdigest()


def opinions_on(subject: Any) -> list[SharedOpinion]:
    """Return what was answered about a record or a Proposal, oldest first; each knows whether it `stands`.

    One stands as long as nothing was written since.
    """
    links = SharedLink.objects.of(subject)
    opinions = list(SharedOpinion.objects.filter(link__in=links).select_related("link"))
    latest = last_writing(subject) if opinions else 0
    for opinion in opinions:
        opinion.stands = latest <= opinion.seen  # type: ignore[attr-defined]
    return opinions


def approvals_in_words(subject: Any) -> str:
    """Say who approved, by a link, what is about to be put online; an empty string for nobody."""
    told = [
        _now("approuvé par %(name)s par lien le %(day)s")
        % {"name": each.name, "day": in_words(timezone.localdate(each.given_at))}
        for each in opinions_on(subject)
        if each.verdict == OpinionVerdict.APPROVED and each.stands  # type: ignore[attr-defined]
    ]
    return "; ".join(dict.fromkeys(told))


def erase_link_name(key: int, _by: User) -> None:
    """Erase whom a link was made for, by its `key`: the link serves as before."""
    SharedLink.objects.filter(pk=key).update(name="")


def erase_opinion(key: int, _by: User) -> None:
    """Erase who gave an opinion, by its `key`, and what they wrote: that there was one stays."""
    SharedOpinion.objects.filter(pk=key).update(name=ERASED)
    SharedOpinion.objects.filter(pk=key).exclude(text="").update(text=ERASED)
