"""Fields of the forms that name what the office aims at."""

from django.forms import ModelChoiceField


class CommitmentField(ModelChoiceField):
    """Offers commitments with the axis each is made under."""

    def label_from_instance(self, commitment):
        """Name the axis, then the promise."""
        return f"{commitment.axis} – {commitment.text}"
