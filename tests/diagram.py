"""The diagram of the model, drawn from the models: `python -m tests.diagram` writes docs/model.md."""

import os
from pathlib import Path

PATH = Path(__file__).resolve().parents[1] / "docs" / "model.md"
APPS = ("axes", "partners", "missions", "records", "portal")
HEAD = """# The model

Drawn from the models by `python -m tests.diagram`; a test says when it is no longer theirs. An arrow goes from a row to
the row it points to; its label is the name of the field, in brackets where it may be empty. An arrow with `}o` at both
ends is a list of rows. Fields are in the models; sources, history and the table of the search are left out: every fact
has sources, every change is kept.

"""


def drawn():
    """Return the page: one Mermaid diagram for each app, with what it points to (a string)."""
    return HEAD + "\n".join(f"## {app}\n\n```mermaid\nerDiagram\n{_lines(app)}\n```\n" for app in APPS)


def _lines(app):
    from django.apps import apps

    lines = []
    for model in sorted(_own(apps.get_app_config(app)), key=lambda each: each.__name__):
        lines += [f"    {model.__name__} {arrow}" for arrow in _arrows(model)] or [f"    {model.__name__}"]
    return "\n".join(lines)


def _own(config):
    return [model for model in config.get_models() if not model.__name__.startswith("Historical")]


def _arrows(model):
    """Yield what each relation of a model draws."""
    for field in model._meta.fields:
        if field.is_relation and field.remote_field.model._meta.app_label in APPS:
            label = f"[{field.name}]" if field.null else field.name
            one = "|o" if field.one_to_one else "}o"
            yield f'{one}--{"o|" if field.null else "||"} {field.remote_field.model.__name__} : "{label}"'
    for field in model._meta.many_to_many:
        if field.name != "sources" and field.remote_field.through._meta.auto_created:
            yield f'}}o--o{{ {field.remote_field.model.__name__} : "{field.name}"'


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    PATH.write_text(drawn(), encoding="utf-8")
