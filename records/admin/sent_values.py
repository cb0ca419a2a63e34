"""What a field of a form sends, as plain values: kept, compared with what it shows, and sent again."""

from typing import Any, TypeAlias, cast

from django.forms import BoundField, CheckboxInput, MultiWidget, Widget

# A text, a box ticked or not, several values, or the parts of a value typed in several boxes.
Sent: TypeAlias = Any


def typed_in(bound: BoundField) -> Sent:
    """Return what was typed in the field of a form that was sent; what was not sent is empty."""
    value = bound.data
    return value.replace("\r\n", "\n") if isinstance(value, str) else "" if value is None else value


def shown_by(bound: BoundField) -> Sent:
    """Return what the field would send if nobody touched it."""
    return _as_sent(_inner(bound.field.widget), bound.field.prepare_value(bound.initial))


def sent_of(bound: BoundField, value: Any) -> Sent:
    """Return what the field would send if it showed `value`: of a foreign key, the key."""
    return _as_sent(_inner(bound.field.widget), bound.field.prepare_value(value))


def as_data(name: str, widget: Widget, value: Sent) -> dict[str, list[str]]:
    """Return what a browser would send of `value` under the `name` of its field ({name: list of texts})."""
    box: Any = _inner(widget)
    if isinstance(box, MultiWidget):
        return _as_data_of_boxes(name, box, value)
    if isinstance(value, bool):
        return {name: ["on"]} if value else {}
    if isinstance(value, list):
        return {name: [str(each) for each in value]} if value else {}
    return {} if value is None else {name: [str(value)]}


def _as_data_of_boxes(name: str, widget: Any, value: Sent) -> dict[str, list[str]]:
    values = value or [None] * len(widget.widgets)
    boxes = zip(widget.widgets_names, widget.widgets, values, strict=True)
    return {key: sent for end, box, part in boxes for key, sent in as_data(f"{name}{end}", box, part).items()}


def _inner(widget: Widget) -> Widget:
    """Return the widget that the admin wraps with links, if it does."""
    return cast(Widget, getattr(widget, "widget", widget))


def _as_sent(widget: Any, value: Any) -> Sent:
    if isinstance(widget, MultiWidget):
        parts: list[Any] = value if isinstance(value, list) else widget.decompress(value) or []
        return [_as_sent(box, part) for box, part in zip(widget.widgets, parts, strict=True)]
    if isinstance(widget, CheckboxInput):
        return bool(value)
    shown = widget.format_value(value)
    if getattr(widget, "allow_multiple_selected", False):
        return [str(each) for each in shown or []]
    if isinstance(shown, list):
        shown = shown[0] if shown else ""
    return "" if shown is None else str(shown)
