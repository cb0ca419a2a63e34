"""How who manages the accounts opens one and says what it may do; nothing of how one comes in is read or set there."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as StockGroupAdmin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.accounts.mails import send_invitation, tell_change
from portal.journal.writing import note_event
from portal.models import JournalEvent
from records.admin.chosen_rows import ChosenRowsAdmin

# What no page of the bureau shows: secrets, and what each person sees of their own.
for hidden in (EmailAddress, EmailConfirmation, Authenticator, UserSession, SocialAccount, SocialApp, SocialToken):
    if admin.site.is_registered(hidden):
        admin.site.unregister(hidden)
admin.site.unregister(User)
admin.site.unregister(Group)

INVITED = _(
    "Une invitation est partie à %(email)s\u00a0: la personne y choisit son mot de passe, dans les trois jours."
)
SECOND_STEP_REMOVED = _("La seconde étape a été retirée par qui gère les comptes.")
CITY_DETACHED = _("Le compte de la Ville qui permettait d’entrer a été détaché.")
NOT_INVITED = _("Le compte de %(username)s est là, mais l’invitation n’est pas partie\u00a0: %(reason)s.")


class InvitedForm(forms.ModelForm):
    """Asks who is invited, and to what."""

    email = forms.EmailField(label=_("Adresse électronique"), help_text=_("L’invitation y est envoyée."))

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "groups")

    def clean_email(self):
        """Refuse the address of another account: one comes in by it. Several may have none."""
        email = self.cleaned_data["email"]
        if email and User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Un autre compte a cette adresse."))
        return email

    def save(self, commit=True):
        """Open an account of the bureau, without a password yet."""
        self.instance.is_staff = True
        self.instance.set_unusable_password()
        return super().save(commit)


class PersonForm(forms.ModelForm):
    """What is changed of a person: never their password."""

    clean_email = InvitedForm.clean_email

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "is_active", "is_superuser", "groups")


@admin.register(User)
class PersonAdmin(ChosenRowsAdmin, StockUserAdmin):
    """Lists the people of the bureau; one is invited by an address and a group, and chooses a password alone."""

    form, add_form = PersonForm, InvitedForm
    add_form_template = None
    list_display = ("username", "first_name", "last_name", "email", "is_active", "last_login")
    list_filter = ("groups", "is_active", "is_superuser")
    filter_horizontal = ()
    actions = ("invite_again", "forget_second_step", "detach_city")
    who = ("username", ("first_name", "last_name"), "email")
    fieldsets = (
        (None, {"fields": who}),
        (_("Ce que la personne peut faire"), {"fields": ("is_active", "is_superuser", "groups")}),
    )
    add_fieldsets = ((None, {"fields": (*who, "groups")}),)

    def has_delete_permission(self, request, obj=None):
        """Keep every account: one is closed, or erased with all that names its person."""
        return False

    def get_queryset(self, request):
        """Keep oneself, and whoever has every permission, from who has not: nobody gives themself more."""
        people = super().get_queryset(request)
        return people if request.user.is_superuser else people.exclude(is_superuser=True).exclude(pk=request.user.pk)

    def get_readonly_fields(self, request, obj=None):
        """Let only who has every permission give them."""
        return () if request.user.is_superuser else ("is_superuser",)

    def get_urls(self):
        """Leave out the page where somebody else's password would be set."""
        return super(StockUserAdmin, self).get_urls()

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Offer the groups as boxes to tick."""
        kwargs["widget"] = forms.CheckboxSelectMultiple
        field = super(StockUserAdmin, self).formfield_for_manytomany(db_field, request, **kwargs)
        field.help_text = ""
        return field

    def save_related(self, request, form, formsets, change):
        """Invite whoever was just given an account."""
        person = form.instance
        super().save_related(request, form, formsets, change)
        if change and {"groups", "is_superuser", "is_active"} & set(form.changed_data):
            told = f"{person.get_username()}\u00a0: {roles_in_words(person) or '–'}"
            note_event(JournalEvent.ROLE_CHANGED, request.user.get_username(), told, request.path)
        if not change:
            self._invite(request, person)

    @admin.action(description=_("Envoyer de nouveau l’invitation"), permissions=["change"])
    def invite_again(self, request, people):
        """Send again the link by which a password is chosen."""
        for person in people.filter(is_active=True, is_staff=True):
            self._invite(request, person)

    @admin.action(description=_("Retirer la seconde étape (appareil perdu)"), permissions=["change"])
    def forget_second_step(self, request, people):
        """Take away the applications, keys and codes of whoever lost them; each is told by mail and adds others."""
        self._take_away(request, people, Authenticator, SECOND_STEP_REMOVED)

    @admin.action(description=_("Détacher le compte de la Ville"), permissions=["change"])
    def detach_city(self, request, people):
        """Forget which of the city's accounts opens theirs: the next one with their address is attached."""
        self._take_away(request, people, SocialAccount, CITY_DETACHED)

    def _take_away(self, request, people, model, words):
        """Delete what people come in with; write it, and tell them."""
        for person in people:
            model.objects.filter(user=person).delete()
            told = f"{person.get_username()}\u00a0: {words}"
            note_event(JournalEvent.ACCESS_CHANGED, request.user.get_username(), told)
            tell_change(person, words)
            self.message_user(request, told, messages.SUCCESS)

    def _invite(self, request, person):
        told = f"{person.get_username()}\u00a0: {roles_in_words(person) or '–'}"
        note_event(JournalEvent.INVITED, request.user.get_username(), told)
        told = {"username": person.username, "email": person.email}
        if reason := send_invitation(person):
            self.message_user(request, NOT_INVITED % {**told, "reason": reason}, messages.WARNING)
        else:
            self.message_user(request, INVITED % told, messages.SUCCESS)


@admin.register(Group)
class RoleAdmin(StockGroupAdmin):
    """Shows what each group may do, in words; what each is made of is decided with the portal."""

    list_display = ("name", "counted")
    fields = readonly_fields = ("name", "in_words")

    def has_add_permission(self, request):
        """Leave it to the portal."""
        return False

    def has_change_permission(self, request, obj=None):
        """Leave it to the portal."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Leave it to the portal."""
        return False

    @admin.display(description=_("personnes"))
    def counted(self, group):
        """Count who is in the group."""
        count = group.user_set.count()
        return ngettext("%(count)s personne", "%(count)s personnes", count) % {"count": count}

    @admin.display(description=_("ce que le groupe peut faire"))
    def in_words(self, group):
        """Say what the group may do: each kind of records, with its verbs."""
        return may_in_words(group)


VERBS = {
    "view": _("lire"),
    "add": _("ajouter"),
    "change": _("changer"),
    "delete": _("supprimer"),
    "publish": _("mettre en ligne"),
    "decide": _("décider"),
    "name": _("nommer pour autrui"),
}


def roles_in_words(person):
    """Say what a person may do (a string): their groups, all of it, or nothing any more."""
    if not person.is_active:
        return str(_("compte fermé"))
    everything = [str(_("toutes les permissions"))] if person.is_superuser else []
    return ", ".join([*everything, *person.groups.order_by("name").values_list("name", flat=True)])


def may_in_words(group):
    """Return what a group may do (a string): a line for each kind of records that the portal has."""
    found = {}
    for permission in group.permissions.select_related("content_type").order_by("content_type__model", "pk"):
        model, verb = permission.content_type.model_class(), permission.codename.partition("_")[0]
        if model is not None and verb in VERBS:
            found.setdefault(str(model._meta.verbose_name_plural), []).append(str(VERBS[verb]))
    return "\n".join(f"{name}\u00a0: {', '.join(verbs)}" for name, verbs in sorted(found.items()))
