"""The records that wait for approval, and those that were sent back."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from portal.desk.proposals import MAX_COMMENT
from portal.desk.tasks import Task, TaskList
from records.publication.status import PublicationStatus
from records.templatetags.typography import set_in_french


def publication_tasks(models):
    """Return the records of `models` to approve, and those sent back with a comment (TaskLists, none of them empty)."""
    found = [
        TaskList(_("À approuver"), _tasks(models, status=PublicationStatus.REVIEW)),
        TaskList(
            _("Renvoyés avec un commentaire"), _tasks(models, status=PublicationStatus.DRAFT, review_comment__gt="")
        ),
    ]
    return [each for each in found if each.lines]


def _tasks(models, **wanted):
    return [_task(record) for model in models for record in model.objects.filter(**wanted)]


def _task(record):
    options = record._meta
    address = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[record.pk])
    comment = Truncator(record.review_comment).chars(MAX_COMMENT) if record.is_draft else ""
    return Task(set_in_french(str(record)), address, ", ".join(filter(None, [str(options.verbose_name), comment])))
