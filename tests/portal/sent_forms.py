"""What a browser would send back of a form of the bureau that nobody touched."""


def as_sent(response):
    """Return the values of the form that `response` shows, its parts included (a dict to change and post).

    Where it asks why something is changed online, a reason is given.
    """
    formsets = [part.formset for part in response.context["inline_admin_formsets"]]
    parts = [form for formset in formsets for form in (formset.management_form, *formset.forms)]
    fields = [field for form in (response.context["adminform"].form, *parts) for field in form]
    sent = {field.html_name: _typed(field.value()) for field in fields if not field.field.disabled and _is_sent(field)}
    return sent | dict.fromkeys({"change_reason"} & set(response.context["adminform"].form.fields), "Vérifié")


def _is_sent(field):
    return field.value() is not None and field.value() is not False


def _typed(value):
    if isinstance(value, list):
        return [getattr(each, "pk", each) for each in value]
    return "on" if value is True else str(value)
