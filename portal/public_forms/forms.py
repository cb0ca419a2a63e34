"""What every form that anyone may send holds: its trap, its token, the page it came from."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.public_forms.about import FROM, record_at
from portal.public_forms.tokens import fault_of, issue_token

TOKEN = "jeton"  # noqa: S105 - the name of a field
TRAPPED = _("Ce champ doit rester vide\u00a0: effacez-le, puis envoyez de nouveau.")


class PublicForm(forms.Form):
    """A form that anyone may send; `form_name` tells its tokens from those of the others.

    `source`: the path of the page the reader comes from, or an empty string.
    """

    form_name = ""
    # A trap for what fills every field: people do not see it.
    website = forms.CharField(
        label=_("Laissez ce champ vide"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, data=None, *, source=""):
        super().__init__(data, label_suffix="")
        self.source = (data or {}).get(FROM, "") if data is not None else source
        self.about = record_at(self.source) if self.source else None
        self.use_required_attribute = False

    @property
    def fresh_token(self):
        """The token of the page about to be shown."""
        return issue_token(self.form_name)

    @property
    def sent_token(self):
        """The token that was sent."""
        return self.data.get(TOKEN, "")

    def clean_website(self):
        """Refuse, in words, what a person would not have filled."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(TRAPPED)
        return ""

    def clean(self):
        """Refuse a form that is not of a page we gave lately."""
        cleaned = super().clean()
        if not self.errors and (fault := fault_of(self.sent_token, self.form_name)):
            raise forms.ValidationError(fault)
        return cleaned

    @property
    def shown_fields(self):
        """The fields people fill (a list), the trap apart unless it caught someone."""
        return [field for field in self if field.name != "website" or field.errors]
