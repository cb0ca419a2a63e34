"""What tests of proposals share: a writer and an approver at their desks, and what each sends from the pages shown."""

from django.urls import reverse

from records.publication.proposal_steps import keep_proposal, take_proposal_step
from tests.client import StrictClient
from tests.portal.bureau import address
from tests.portal.typed import typed


class Bureau:
    """The browser of someone of the bureau, who works on one record at a time."""

    def __init__(self, person, record):
        self.person, self.record, self.client = person, record, StrictClient()
        self.client.force_login(person)
        self.form_id = f"{record._meta.model_name}_form"

    def open(self, **query):
        """Open the form of the record."""
        return self.client.get(address(self.record), query)

    def write(self, shown=None, rows=None, query=None, **values):
        """Type `values` and new `rows` in the form (as it was `shown`, or as it is now), and save it."""
        shown = shown or self.open(**(query or {}))
        data = typed(shown, self.form_id, rows, **values)
        return self.client.post(address(self.record) + ("?_propose=1" if query else ""), data)

    def propose(self, *, is_submitted=False, **values):
        """Propose `values`, as the form does once it is sent: what is tried is what comes after."""
        changes = {"fields": {name: [getattr(self.record, name), value] for name, value in values.items()}}
        proposal = keep_proposal(self.record, changes, by=self.person)
        if is_submitted:
            take_proposal_step(proposal, "submit", by=self.person)

    def proposal(self):
        """Return the latest proposal on the record, as the database has it; None without one."""
        return type(self.record).proposals.rel.related_model.objects.filter(record=self.record.pk).last()

    def page(self, proposal=None, page="proposal"):
        """Return the address of a page of a proposal: the latest, unless another is given."""
        options = self.record._meta
        return reverse(
            f"admin:{options.app_label}_{options.model_name}_{page}", args=[(proposal or self.proposal()).pk]
        )

    def read(self):
        """Read the page of the proposal."""
        return self.client.get(self.page())

    def take(self, step, comment="", shown=None):
        """Take a step of the proposal, as its page was `shown` or as it is now."""
        version = (shown or self.read()).context["proposal"].version
        sent = {"_step": step, "comment": comment, "_version": version, "_confirme": "1"}
        return self.client.post(self.page(), sent)


def rank_of(shown, row):
    """Return the prefix of the row of parts in which the form `shown` edits `row`."""
    formsets = [part.formset for part in shown.context["inline_admin_formsets"] if part.formset.model is type(row)]
    return next(form.prefix for formset in formsets for form in formset.initial_forms if form.instance.pk == row.pk)
