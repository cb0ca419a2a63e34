"""Values that a field accepts and that a page may not expect: bounds, scripts, lengths, signs, spaces."""

import datetime as dt
from decimal import Decimal

from django import forms
from django.db import models

from records.words.dates import FIRST_DAY, LAST_DAY

TEXTS = [
    "a",
    "Saint-E\u0301tienne\vdu Rouvray\u200b",
    "<script>alert('x')</script> & \"<b>\" </title>",
    "{{ 7|add:7 }}{% now %} %s %(nom)s {nom} \\0 \\u0000",
    '=HYPERLINK("https://exemple.org")',
    "-1",
    "' OR 1=1; --",
    "القاهرة \u202eמְדִינָה\u202c 東京都 Кишинёв ไทย",
    "🧑\u200d🚀🇶🇦 ❤️ \U00020000",
    "e" + "\u0301\u0327\u0303" * 12,
    "«\u00a0Nᵒ\u00a014\u00a0»\u202f: 9\u202f999,99\u00a0$ | 1er | l’œuf",
    "None",
    "NaN",
    "../../etc/passwd?x=1&y=2#z",
    "un|deux||trois",
    "\ufffd\u3000\u2028ligne\u0085suivante\x1b[2J",
    "M" * 5000,
    "mot " * 1200,
]
LINES = [
    "un\r\n\r\n=deux\n\ttrois",
    "\n".join(str(number) for number in range(300)),
    "\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n",
]
DAYS = [FIRST_DAY, LAST_DAY, dt.date(1900, 2, 28), dt.date(2000, 2, 29), dt.date(2026, 3, 2), dt.date(2099, 12, 31)]
HOURS = [dt.time(0), dt.time(23, 59, 59), dt.time(12, 0)]
ADDRESSES = [
    "https://exemple.org/" + "a" * 550,
    "https://xn--qubec-csa.example/é?q=%22%3Cb%3E&x='1'#fin",
    "http://[2001:db8::1]:8080/",
]


def value_of(field, chance):
    """Return a value for a field of a model, chosen by `chance` (a random.Random); None to leave it as it is."""
    if field.choices:
        return chance.choice([value for value, _label in field.choices])
    if isinstance(field, models.BooleanField):
        return chance.random() < 0.5
    if isinstance(field, models.DateTimeField):
        return dt.datetime.combine(chance.choice(DAYS), chance.choice(HOURS), dt.UTC)
    if isinstance(field, models.DateField):
        return chance.choice(DAYS)
    if isinstance(field, models.TimeField):
        return chance.choice(HOURS)
    if isinstance(field, models.DecimalField):
        largest = Decimal(10) ** (field.max_digits - field.decimal_places) - Decimal(10) ** -field.decimal_places
        return chance.choice([Decimal(0), Decimal(1).scaleb(-field.decimal_places), largest, -largest, Decimal(-90)])
    if isinstance(field, models.IntegerField):
        return chance.choice([0, 1, 32767])
    return text_of(field, chance)


def text_of(field, chance):
    """Return a value for a field of text, or None."""
    if isinstance(field, models.URLField):
        return chance.choice(ADDRESSES)
    if isinstance(field, models.EmailField):
        return chance.choice(["a@exemple.invalid", '"x y"@exemple.invalid'])
    if isinstance(field, models.SlugField):
        return chance.choice(["-", "_", "a" * 100, "None", "0"])
    if isinstance(field, models.TextField):
        return chance.choice([*TEXTS, *LINES])
    if isinstance(field, models.CharField):
        return chance.choice(TEXTS)[: field.max_length]
    return None


def typed_in(field, chance):
    """Return what is typed in a field of a form; None to leave it as it is."""
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.BooleanField):
        return None
    if isinstance(field, forms.DateField):
        return chance.choice(DAYS).isoformat()
    if isinstance(field, forms.TimeField):
        return chance.choice(HOURS).isoformat()
    if isinstance(field, forms.DecimalField | forms.IntegerField):
        return chance.choice(["0", "-0", "0,01", "9" * 5, "-9999", " 12\u00a0000 "])
    if isinstance(field, forms.URLField):
        return chance.choice(ADDRESSES)
    if isinstance(field, forms.CharField) and not isinstance(field.widget, forms.HiddenInput):
        return chance.choice([*TEXTS, *LINES])[: field.max_length]
    return None


def cell_of(table, name, chance):
    """Return a cell for the column `name` of a file, or None to leave it as it is."""
    column = next((each for each in table.columns if name in each.names), None)
    if column is None or name in (table.key, table.named_by):
        return None
    fields = [table.model._meta.get_field(each) for each in column.fields]
    if len(fields) != 1 or fields[0].is_relation or fields[0].choices or getattr(column, "reader", None):
        return None
    value = value_of(fields[0], chance)
    return None if isinstance(value, bool) or value is None else str(value)
