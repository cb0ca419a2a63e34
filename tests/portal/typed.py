"""What a browser sends back of a form it was shown, so that a test only types what it is about."""

from html.parser import HTMLParser


class Form(HTMLParser):
    """Reads the fields of the form whose element has an id, as a browser would send them."""

    def __init__(self, html, form_id):
        super().__init__()
        self.form_id, self.fields, self.is_in = form_id, {}, False
        self.select, self.textarea = None, None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        """Take a field that is sent."""
        cells = dict(attributes)
        if tag == "form":
            self.is_in = cells.get("id") == self.form_id
        if not self.is_in or "disabled" in cells:
            return
        name = cells.get("name")
        if tag == "textarea":
            self.textarea = name
            self.fields[name] = ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in cells:
            self.add(self.select, cells.get("value", ""))
        elif tag == "input" and name and self.is_sent(cells):
            self.add(name, cells.get("value", "on" if cells.get("type") == "checkbox" else ""))

    def is_sent(self, cells):
        """Whether an input is sent: a box must be ticked, a button is not a field."""
        sort = cells.get("type", "text")
        return "checked" in cells if sort in {"checkbox", "radio"} else sort not in {"submit", "button"}

    def add(self, name, value):
        """Keep a value; a name met twice holds several."""
        self.fields[name] = [*self.fields.get(name, []), value] if name in self.fields else [value]

    def handle_data(self, data):
        """Take the text of a long field."""
        if self.textarea:
            self.fields[self.textarea] += data

    def handle_endtag(self, tag):
        """Leave the form, or the field."""
        if tag == "form":
            self.is_in = False
        if tag == "textarea" and self.textarea:
            # HTML drops the first line feed of a text area.
            self.fields[self.textarea] = self.fields[self.textarea].removeprefix("\n")
            self.textarea = None


def typed(response, form_id, rows=None, **values):
    """Return what the form shown in `response` sends once `values` are typed, and `rows` added to its parts.

    `rows`: {prefix: [fields of a new row]}; a row already offered and left blank is taken first.
    """
    data = {name: value for name, value in Form(response.text, form_id).fields.items() if "__prefix__" not in name}
    for prefix, added in (rows or {}).items():
        total = int(data[f"{prefix}-TOTAL_FORMS"][0])
        for rank, cells in enumerate(added, start=total):
            data |= {f"{prefix}-{rank}-{name}": value for name, value in cells.items()}
        data[f"{prefix}-TOTAL_FORMS"] = total + len(added)
    return {**data, **values}
