"""What somebody answers to what a link shows them."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from records.admin.typed_fields import LinesField
from records.models import SharedOpinion

LONGEST_OPINION = 5000
CHANGED_SINCE_READ = _("Cette page a changé depuis que vous l’avez ouverte\u00a0: relisez-la, puis envoyez de nouveau.")


class OpinionForm(forms.ModelForm):
    """Asks for an opinion on what was `seen`, a version, and for a name unless the link was made for somebody."""

    read = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = SharedOpinion
        fields = ["verdict", "name", "text"]
        field_classes = {"text": LinesField}
        widgets = {"verdict": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, data=None, *, link, seen):
        super().__init__(data, instance=SharedOpinion(link=link, name=link.name, seen=seen), label_suffix="")
        self.use_required_attribute = False
        self.seen = self.fields["read"].initial = seen
        self.fields["verdict"].choices = SharedOpinion._meta.get_field("verdict").choices
        self.fields["text"].validators.append(MaxLengthValidator(LONGEST_OPINION))
        if link.name:
            del self.fields["name"]

    def clean(self):
        """Refuse an opinion on what changed since it was read."""
        typed = super().clean()
        if typed.get("read") != self.seen:
            # The page is shown again as it is by now.
            self.data = {**self.data.dict(), "read": self.seen}
            raise forms.ValidationError(CHANGED_SINCE_READ)
        return typed
