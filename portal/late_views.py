"""Views that few readers ask for: what they stand on weighs on every process, and is loaded with their first answer."""

from functools import cache

from django.utils.module_loading import import_string


def late_view(path, **options):
    """Return the view at a dotted `path`, a function or a class with the `options` of its `as_view`; not loaded yet."""

    @cache
    def loaded():
        view = import_string(path)
        return view.as_view(**options) if isinstance(view, type) else view

    def answer(request, **arguments):
        return loaded()(request, **arguments)

    return answer
