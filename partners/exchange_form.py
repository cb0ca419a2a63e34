"""The small form that notes an exchange on a partner, from its own page."""

from django import forms
from django.contrib.auth.models import User

from partners.models import Contact, Exchange
from records.admin.typed_fields import DayField


class ExchangeForm(forms.ModelForm):
    """Notes an exchange with `partner`; a follow-up that names nobody is that of the person who notes it."""

    class Meta:
        model = Exchange
        fields = ["kind", "held_on", "contact", "with_whom", "text", "follow_up", "due_on", "owner"]
        field_classes = {"held_on": DayField, "due_on": DayField}
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "cols": 60})}

    def __init__(self, data=None, *, partner, user, today):
        super().__init__(data, instance=Exchange(partner=partner), label_suffix="", prefix="exchange")
        self.user = user
        may_read = user.has_perm("partners.view_contact")
        contacts = partner.contacts.kept(today) if may_read else Contact.objects.none()
        self.fields["contact"].queryset = contacts
        self.fields["contact"].label_from_instance = lambda contact: contact.name or contact.function
        if not contacts.exists():
            del self.fields["contact"]
        self.fields["owner"].queryset = User.objects.filter(is_active=True, is_staff=True).order_by("username")

    def clean(self):
        """Give the follow-up to the person who notes it, unless it names another."""
        typed = super().clean()
        if typed.get("follow_up") and not typed.get("owner"):
            typed["owner"] = self.user
        return typed
