"""Receiving a form that anyone may send: shown again with what is wrong, slowed, or kept once."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from portal.public_forms.about import FROM
from portal.public_forms.network import WINDOW, is_too_many
from portal.public_forms.tokens import is_first_sending

TOO_MANY = _(
    "Beaucoup d’envois viennent de votre réseau depuis une heure\u00a0: celui-ci n’est pas parti. "
    "Ce que vous avez écrit est ci-dessous; envoyez-le de nouveau dans une heure."
)


def receive(request, form_class, template, done, **context):
    """Show a PublicForm or keep what it sent, then lead to the address `done` (an HttpResponse).

    The form's own `save(request)` keeps it, or raises ValidationError; the same page that sends the same thing twice is
    kept once.
    """
    if request.method != "POST":
        form = form_class(source=request.GET.get(FROM, ""))
        return render(request, template, {**context, "form": form})
    form, status = form_class(request.POST), 200
    if form.is_valid():
        if is_too_many(request, form.form_name):
            form.add_error(None, TOO_MANY)
            status = 429
        elif _is_kept(form, request):
            return redirect(done)
    response = render(request, template, {**context, "form": form}, status=status)
    if status == 429:
        response["Retry-After"] = str(WINDOW)
    return response


def _is_kept(form, request):
    """Keep what a valid form sent; say whether it is kept, the form telling why not."""
    if not is_first_sending(form.sent_token, form.cleaned_data):
        return True
    try:
        form.save(request)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True
