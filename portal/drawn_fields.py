"""Draws the commonest widgets and labels as Django's templates do: a long form has thousands.

To the byte, but for the quotes in a day or an hour, written `&#34;` for `&quot;`.
"""

from markupsafe import escape

WIDGETS = "django/forms/widgets/"
BOXES = ("checkbox", "date", "datetime", "email", "file", "hidden", "number", "password", "text", "time", "url")


def draw_attributes(attrs):
    """Return the attributes of an element, each after a space; True is an attribute alone, False is none."""
    told = [(escape(name), value) for name, value in attrs.items() if value is not False]
    return "".join(f" {name}" if value is True else f' {name}="{escape(value)}"' for name, value in told)


def draw_box(widget):
    """Return an input of any type."""
    value = "" if widget["value"] is None else f' value="{escape(widget["value"])}"'
    start = f'<input type="{escape(widget["type"])}" name="{escape(widget["name"])}"'
    return f"{start}{value}{draw_attributes(widget['attrs'])}>"


def draw_text(widget):
    """Return a text of several lines."""
    text = escape(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{escape(widget["name"])}"{draw_attributes(widget["attrs"])}>\n{text}</textarea>'


def draw_select(widget):
    """Return a list to choose from, its groups included."""
    drawn = "".join(_draw_group(name, options) for name, options, _index in widget["optgroups"])
    return f'<select name="{escape(widget["name"])}"{draw_attributes(widget["attrs"])}>{drawn}\n</select>'


def _draw_group(name, options):
    drawn = "".join(f"\n  {_draw_option(option)}" for option in options)
    return f'\n  <optgroup label="{escape(name)}">{drawn}\n  </optgroup>' if name else drawn


def _draw_option(option):
    attrs = draw_attributes(option["attrs"])
    return f'<option value="{escape(option["value"])}"{attrs}>{escape(option["label"])}</option>'


def draw_day(widget):
    """Return the box of a day, as the admin frames it."""
    return f'<p class="date">\n  {draw_box(widget)}\n</p>'


def draw_hour(widget):
    """Return the box of a time of day, as the admin frames it."""
    return f'<p class="time">\n  {draw_box(widget)}\n</p>'


def draw_moment(context):
    """Return the boxes of a day and of a time of day, each after its word, as the admin frames them."""
    day, hour = (draw_box(each) for each in context["widget"]["subwidgets"])
    words = escape(context["date_label"]), escape(context["time_label"])
    return f'<p class="datetime">\n  {words[0]} {day}<br>\n  {words[1]} {hour}\n</p>'


def draw_label(context):
    """Return the label of a field, in its tag if it has one."""
    label, tag = escape(context["label"]), context["tag"]
    return f"<{tag}{draw_attributes(context['attrs'] or {})}>{label}</{tag}>" if context["use_tag"] else label


def _of_widget(draw):
    return lambda context: draw(context["widget"])


# {name of a template of Django: the function of its context that draws the same}
DRAWN = {
    "admin/widgets/date.html": _of_widget(draw_day),
    "admin/widgets/time.html": _of_widget(draw_hour),
    "admin/widgets/split_datetime.html": draw_moment,
    "django/forms/label.html": draw_label,
    f"{WIDGETS}textarea.html": _of_widget(draw_text),
    f"{WIDGETS}select.html": _of_widget(draw_select),
    **{f"{WIDGETS}{name}.html": _of_widget(draw_box) for name in ("input", *BOXES)},
}
