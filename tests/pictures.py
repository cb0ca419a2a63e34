"""The pictures that other sites show beside a link to ours, drawn once into static/img/cards (docs/pictures.md).

`python -m tests.pictures` draws them again: one for the site and one for each axis of the record, in each language.
"""

import csv
import math
import os
import re
from functools import cache
from pathlib import Path

import django
from django.conf import settings
from django.utils.translation import gettext, override
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

ROOT = Path(__file__).parents[1]
CARDS = ROOT / "static/img/cards"
# What the Open Graph readers show best, in pixels.
SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN = 90
# Our colours by name: on the deep ground of the light, those of the dark.
LIGHT, DARK = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", (ROOT / "static/css" / name).read_text(encoding="utf-8")))
    for name in ("colours.css", "tokens.css")
)
GROUND, INK = LIGHT["deep"], LIGHT["on-deep"]
COLOURS = {slug: DARK[f"axis-{slug}"] for slug in ("rayonner", "apprendre", "attirer")}
PLAIN_COLOUR = DARK["accent"]
FONT = "static/fonts/source-sans-3-latin-{}.woff2"


def draw_all():
    """Draw every picture."""
    with (ROOT / "data/axes.csv").open(encoding="utf-8", newline="") as file:
        axes = list(csv.DictReader(file))
    CARDS.mkdir(exist_ok=True)
    for language, _name in settings.LANGUAGES:
        with override(language):
            draw(CARDS / f"site.{language}.png", gettext("Relations internationales"), gettext("Ville de Québec"))
            for axis in axes:
                name = (language == "en" and axis["name_en_official"]) or axis["name_fr"]
                path = CARDS / f"{axis['axis_id']}.{language}.png"
                draw(path, name, gettext("Relations internationales, Ville de Québec"), axis["axis_id"])


def draw(path, title, subtitle, axis=""):
    """Draw a title over a subtitle, in the colour and with the form of an axis (by its slug); it says what it shows."""
    colour = COLOURS.get(axis, PLAIN_COLOUR)
    picture = Image.new("RGB", SIZE, GROUND)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, HEIGHT - 24, WIDTH, HEIGHT), fill=colour)
    AXIS_SHAPES.get(axis, _mark)(pen, colour)
    pen.multiline_text((MARGIN, 330), _lines(pen, title), fill=INK, font=_font(700, 84), spacing=8, anchor="ls")
    pen.text((MARGIN, HEIGHT - 90), subtitle, fill=INK, font=_font(400, 40), anchor="ls")
    said = PngInfo()
    said.add_itxt("Title", title)
    picture.quantize(64).save(path, "PNG", optimize=True, pnginfo=said)


@cache
def _font(weight, size):
    return ImageFont.truetype(ROOT / FONT.format(weight), size)


def _lines(pen, title):
    """Return a title cut at words into lines that fit."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if pen.textlength(longer, font=_font(700, 84)) <= WIDTH - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines[:2])


# The forms of static/img/axes.svg, seven times as large, in the corner of the picture.
def _at(x, y):
    return WIDTH - MARGIN - 168 + 7 * x, 70 + 7 * y


def _line(pen, colour, *points):
    pen.line([_at(x, y) for x, y in points], fill=colour, width=15, joint="curve")


def _disc(pen, colour, radius):
    pen.ellipse((*_at(12 - radius, 12 - radius), *_at(12 + radius, 12 + radius)), fill=colour)


def _sun(pen, colour):
    _disc(pen, colour, 4)
    for x, y in ((0, 1), (1, 0), (0, -1), (-1, 0), (0.71, 0.71), (-0.71, 0.71), (0.71, -0.71), (-0.71, -0.71)):
        _line(pen, colour, (12 + 7 * x, 12 + 7 * y), (12 + 11 * x, 12 + 11 * y))


def _book(pen, colour):
    _line(pen, colour, (12, 6), (7, 4), (2, 4), (2, 18.5), (7, 18.5), (12, 20.5))
    _line(pen, colour, (12, 6), (17, 4), (22, 4), (22, 18.5), (17, 18.5), (12, 20.5))
    _line(pen, colour, (12, 6), (12, 20))


def _meeting(pen, colour):
    _disc(pen, colour, 3)
    for x, y in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
        _line(pen, colour, (12 + 10.5 * x, 12 + 10.5 * y), (12 + 5 * x, 12 + 5 * y))
        _line(pen, colour, (12 + 5 * x, 12 + 9 * y), (12 + 5 * x, 12 + 5 * y), (12 + 9 * x, 12 + 5 * y))


def _mark(pen, _colour):
    """Draw static/img/mark.svg: the routes of the axes, turned by a third each, that meet; it has 32 units a side."""

    def route(turn):
        ends = [(0, 0), (4, -2.6), (4.2, -7.1), (0.8, -11)]
        shares = [[(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3] for t in (n / 96 for n in range(97))]
        points = [[sum(s * end[way] for s, end in zip(each, ends, strict=True)) for way in (0, 1)] for each in shares]
        cos, sin = math.cos(turn), math.sin(turn)
        return [_in_mark(16 + x * cos - y * sin, 16.6 + x * sin + y * cos) for x, y in points]

    for place, colour in enumerate(COLOURS.values()):
        for x, y in (_at(*point) for point in route(place * math.tau / 3)):
            pen.ellipse((x - 7, y - 7, x + 7, y + 7), fill=colour)
    corners = ((13.4, 2.6), (19.8, 9)), ((22.1, 20), (28.1, 26)), ((12.2, 12.8), (19.8, 20.4))
    round_end, square_end, middle = ([*_at(*_in_mark(*first)), *_at(*_in_mark(*last))] for first, last in corners)
    rayonner, apprendre, attirer = COLOURS.values()
    pen.ellipse(round_end, fill=rayonner)
    pen.rectangle(square_end, fill=apprendre)
    pen.polygon([_at(*_in_mark(*each)) for each in ((6.2, 17.2), (10.4, 21.4), (6.2, 25.6), (2, 21.4))], fill=attirer)
    pen.ellipse(middle, fill=INK)


def _in_mark(x, y):
    return 24 * x / 32, 24 * y / 32


AXIS_SHAPES = {"rayonner": _sun, "apprendre": _book, "attirer": _meeting}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    draw_all()
