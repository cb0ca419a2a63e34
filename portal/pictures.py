"""The pictures that other sites show beside a link to ours: one for the site, one for each axis."""

from functools import lru_cache
from io import BytesIO

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import condition
from PIL import Image, ImageDraw, ImageFont

from axes.models import Axis

# What the Open Graph readers show best, in pixels.
SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN = 90
# The colours of static/css/tokens.css: the ground, the ink on it, and those of the axes.
GROUND, INK = "#0d3b49", "#f4fafb"
COLOURS = {"rayonner": "#f0b45c", "apprendre": "#93d19f", "attirer": "#f0a3cb"}
PLAIN_COLOUR = "#86cbe0"
FONT = "fonts/source-sans-3-latin-{}.woff2"
SITE = "Relations internationales"
CITY = "Ville de Québec"
KEPT = 32


def site_picture(_request):
    """Give the picture of the site (PNG)."""
    return _answer(draw(SITE, CITY, PLAIN_COLOUR))


def _same(_request, slug):
    name = Axis.objects.published(timezone.localdate()).filter(slug=slug).values_list("name", flat=True).first()
    return f'"{name}"'.encode("ascii", "xmlcharrefreplace").decode() if name else None


@condition(etag_func=_same)
def axis_picture(_request, slug):
    """Give the picture of an axis (PNG); raise Http404 unless anyone may read it."""
    axis = get_object_or_404(Axis.objects.published(timezone.localdate()), slug=slug)
    return _answer(draw(axis.name, f"{SITE}, {CITY}", COLOURS.get(axis.slug, PLAIN_COLOUR), axis.slug))


@lru_cache(maxsize=KEPT)
def draw(title, subtitle, colour, form=""):
    """Return the picture (PNG, bytes) of a title over a subtitle; `form`: the slug of the axis whose form it bears."""
    picture = Image.new("RGB", SIZE, GROUND)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, HEIGHT - 24, WIDTH, HEIGHT), fill=colour)
    AXIS_SHAPES.get(form, _diamond)(pen, colour)
    pen.multiline_text((MARGIN, 330), _lines(pen, title), fill=INK, font=_font(700, 84), spacing=8, anchor="ls")
    pen.text((MARGIN, HEIGHT - 90), subtitle, fill=INK, font=_font(400, 40), anchor="ls")
    made = BytesIO()
    picture.quantize(64).save(made, "PNG", optimize=True)
    return made.getvalue()


def _answer(png):
    return HttpResponse(png, content_type="image/png")


@lru_cache(maxsize=4)
def _font(weight, size):
    return ImageFont.truetype(finders.find(FONT.format(weight)), size)


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


def _diamond(pen, colour):
    _line(pen, colour, (12, 2), (22, 12), (12, 22), (2, 12), (12, 2))


AXIS_SHAPES = {"rayonner": _sun, "apprendre": _book, "attirer": _meeting}
