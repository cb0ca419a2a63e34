"""What records lack: how many have no source or no English, with the lists of the bureau that hold them."""

from django.contrib.auth.models import User
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.models import Action, Mission
from partners.models import Agreement, Partner
from portal.desk.tasks import Task, TaskList

LACKING_MODELS = (Partner, Mission, Action, Agreement)


def missing_lists(user: User) -> list[TaskList]:
    """Return two TaskLists of what `user` may read: records without source, records without English.

    A line and a statement for each kind of record, whatever is missing.
    """
    counts = {model: _count(model) for model in LACKING_MODELS if user.has_perm(_view_permission(model))}
    return [
        TaskList(_("Fiches sans source"), _lines(counts, "unsourced", sources_connues="aucune")),
        TaskList(_("Fiches sans anglais"), _lines(counts, "untranslated", traduction="absente")),
    ]


def _view_permission(model):
    return f"{model._meta.app_label}.view_{model._meta.model_name}"


def _count(model):
    return model.objects.aggregate(
        unsourced=Count("pk", filter=Q(sources=None), distinct=True),
        untranslated=Count("pk", filter=Q(english_written_for={}), distinct=True),
    )


def _lines(counts, name, **query):
    return [
        Task(
            str(model._meta.verbose_name_plural).capitalize(),
            reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist", query=query),
            ngettext("%(n)s fiche", "%(n)s fiches", count[name]) % {"n": count[name]},
        )
        for model, count in counts.items()
        if count[name]
    ]
