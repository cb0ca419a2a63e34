"""What a field of a model is, asked by its name: a column of the model itself, never a relation seen from its end."""

from collections.abc import Iterator
from typing import Any, TypeAlias, cast

from django.db.models import DO_NOTHING, Field, ManyToManyField, Model

AnyField: TypeAlias = "Field[Any, Any]"
ManyToMany: TypeAlias = "ManyToManyField[Any, Any]"


def field_of(model: type[Model], name: str) -> AnyField:
    """Return the field `name` of `model`."""
    return cast(AnyField, model._meta.get_field(name))


def attribute_of(model: type[Model], name: str) -> str:
    """Return the attribute that holds what the table stores of the field `name`: of a foreign key, the key itself."""
    return field_of(model, name).attname


def pointed_by(model: type[Model], name: str) -> type[Any]:
    """Return the model that the foreign key or many-to-many field `name` of `model` points to."""
    return cast(type[Any], field_of(model, name).related_model)


def through_of(field: ManyToMany) -> type[Any]:
    """Return the model of the rows that hold a many-to-many `field`."""
    return cast(type[Any], field.remote_field.through)


def link_of(inline: Any, whole: type[Model]) -> str:
    """Return the name of the foreign key by which the parts of `inline`, a class or one made of it, are of `whole`."""
    fields = inline.model._meta.fields
    return cast(str, inline.fk_name or next(field.name for field in fields if field.related_model is whole))


def relations_to(model: type[Model]) -> Iterator[Any]:
    """Yield the relations by which rows point to the records of `model`, those that have no name from there included.

    Histories, which point without a constraint, are left out, as the rows that hold a many-to-many field are.
    """
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete:
            pointing: Any = relation
            if getattr(pointing, "on_delete", None) is not DO_NOTHING and not pointing.related_model._meta.auto_created:
                yield pointing
