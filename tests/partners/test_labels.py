"""Where names stand on a map: the rectangles that they take, and the first place that is free."""

from itertools import combinations

import pytest

from partners.labels import Label, NameLine, Rectangle, Sign, place_labels, text_width
from partners.projection import Point

SQUARE = Rectangle(10, 10, 20, 20)


@pytest.mark.parametrize(
    ("other", "meets"),
    [
        (Rectangle(15, 15, 25, 25), True),  # a corner shared
        (Rectangle(12, 12, 14, 14), True),  # inside
        (Rectangle(0, 14, 30, 15), True),  # through
        (Rectangle(20, 10, 30, 20), False),  # against its right side
        (Rectangle(0, 10, 10, 20), False),  # against its left side
        (Rectangle(10, 20, 20, 30), False),  # under it
        (Rectangle(10, 0, 20, 10), False),  # over it
        (Rectangle(15, 21, 25, 30), False),  # lower
        (Rectangle(21, 15, 30, 25), False),  # farther
    ],
)
def test_two_rectangles_meet_where_they_share_room_not_a_side(other, meets):
    assert SQUARE.meets(other) is other.meets(SQUARE) is meets


def test_a_rectangle_tells_its_size_in_whole_units():
    assert (Rectangle(1, 2, 4.6, 9.4).width, Rectangle(1, 2, 4.6, 9.4).height) == (4, 7)


@pytest.mark.parametrize(
    ("other", "both"),
    [
        (Rectangle(30, 0, 40, 15), (10, 0, 40, 20)),
        (Rectangle(0, 15, 5, 40), (0, 10, 20, 40)),
        (Rectangle(12, 12, 14, 14), SQUARE),
    ],
)
def test_two_rectangles_are_joined_in_the_smallest_that_holds_both(other, both):
    assert SQUARE.joined(other) == other.joined(SQUARE) == both


def test_a_rectangle_is_moved_whole():
    assert SQUARE.moved(5, -3) == (15, 7, 25, 17)


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        (Rectangle(10, 10, 20, 20), (5, 5, 25, 25)),
        (Rectangle(10, 10, 50, 20), (10, 5, 50, 25)),  # wide already
        (Rectangle(10, 10, 20, 50), (5, 10, 25, 50)),  # high already
        (Rectangle(10, 10, 30, 30), (10, 10, 30, 30)),  # just enough
    ],
)
def test_a_rectangle_is_widened_about_its_middle_where_it_is_too_narrow(narrow, wide):
    assert narrow.widened(20) == wide


@pytest.mark.parametrize(
    ("outside", "inside"),
    [
        (Rectangle(-5, 10, 5, 20), (0, 10, 10, 20)),
        (Rectangle(95, 10, 105, 20), (90, 10, 100, 20)),
        (Rectangle(10, -5, 20, 5), (10, 0, 20, 10)),
        (Rectangle(10, 95, 20, 105), (10, 90, 20, 100)),
        (Rectangle(-5, 95, 5, 105), (0, 90, 10, 100)),
        (Rectangle(0, 0, 100, 100), (0, 0, 100, 100)),
        (SQUARE, SQUARE),
    ],
)
def test_a_rectangle_is_moved_inside_the_map(outside, inside):
    assert outside.kept_within(100) == inside


def test_a_sign_takes_its_half_on_each_side_of_its_point():
    assert Sign(Point(100, 200), 13, []).box == (87, 187, 113, 213)


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("il", 13), ("an", 22), ("AN", 27), ("œMm", 54), ("A’n (I)", 13.5 + 5 * 6.5 + 11), ("É", 13.5)],
)
def test_a_text_is_as_wide_as_its_letters(text, width):
    assert text_width(text) == width


BESIDE = Label([], "start", Point(110, 50), Rectangle(100, 40, 150, 60))
LED_TO = BESIDE._replace(line_to=Point(100, 66))


def test_a_label_is_told_from_another_point():
    assert LED_TO.seen_from(Point(100, 50)) == ([], "start", (10, 0), (0, -10, 50, 10), (0, 16))
    assert BESIDE.seen_from(Point(100, 50)).line_to is None


def test_the_line_to_a_name_is_followed_from_end_to_end():
    assert BESIDE.line_along(Point(100, 50)) == []
    assert LED_TO.line_along(Point(100, 50)) == [(99, 49, 101, 51), (99, 57, 101, 59), (99, 65, 101, 67)]
    assert LED_TO.line_along(Point(98, 66)) == [(97, 65, 99, 67), (99, 65, 101, 67)]


def sign(x, y, *names, **options):
    """Return the Sign at a point that may be named by texts, the best first."""
    return Sign(Point(x, y), 13, [[NameLine(line) for line in name.split("/")] for name in names], **options)


def texts(label):
    return [line.text for line in label.lines]


@pytest.mark.parametrize(
    ("point", "anchor", "written"),
    [
        ((500, 500), "start", (523, 488)),  # on its right
        ((980, 500), "end", (957, 488)),  # too near the right edge: on its left
        ((500, 5), "middle", (500, 28)),  # no line fits beside it that near the top: under it
        ((500, 995), "middle", (500, 948)),  # nor at the bottom: over it
    ],
)
def test_a_name_stands_beside_its_sign_inside_the_map(point, anchor, written):
    [label] = place_labels([sign(*point, "Paris")], 1000)
    assert (texts(label), label.anchor, label.point, label.line_to) == (["Paris"], anchor, written, None)


def test_what_is_touched_of_a_sign_holds_it_with_its_name():
    [label] = place_labels([sign(500, 500, "Paris")], 1000)
    assert label.reach == (487, 467, 500 + 13 + 10 + text_width("Paris"), 533)
    [narrow] = place_labels([sign(500, 500, "I")], 1000)
    assert (narrow.reach.width, narrow.reach.height) == (66, 66)
    [untouched] = place_labels([sign(500, 500, "I", touched=0)], 1000)
    assert untouched.reach == (487, 487, 529.5, 513)


@pytest.mark.parametrize(
    ("taken", "anchor", "reach"),
    [
        ([(540, 500)], "end", (477 - text_width("Paris"), 487, 513, 513)),
        ([(540, 500), (460, 500)], "middle", (500 - text_width("Paris") / 2, 453, 500 + text_width("Paris") / 2, 513)),
        ([(540, 500), (460, 500), (500, 460)], "middle", (475.75, 487, 524.25, 547)),
    ],
)
def test_the_room_of_a_name_is_on_the_side_where_it_is_written(taken, anchor, reach):
    label, *_others = place_labels(
        [sign(500, 500, "Paris", touched=0), *(sign(*each, touched=0) for each in taken)], 1000
    )
    assert (label.anchor, label.reach) == (anchor, pytest.approx(reach))


def test_a_name_of_two_lines_is_as_wide_as_its_longest_and_stands_about_its_sign():
    [label] = place_labels([sign(500, 500, "La/Rochelle", touched=0)], 1000)
    assert texts(label) == ["La", "Rochelle"]
    assert label.reach == (487, 476, 523 + text_width("Rochelle"), 524)


def test_a_name_leaves_the_place_where_another_sign_stands():
    one, other = place_labels([sign(500, 500, "Paris"), sign(560, 500, "Lyon")], 1000)
    assert (one.anchor, other.anchor) == ("end", "start")
    assert not one.reach.meets(other.reach)


def test_the_next_best_name_is_taken_where_the_best_has_no_room():
    [label] = place_labels([sign(90, 100, "Organisation des villes", "OVPM")], 200)
    assert texts(label) == ["OVPM"]


def test_a_name_without_room_beside_its_sign_is_led_to_by_a_line():
    around = [
        sign(500 + across, 500 + down) for across in (-50, 0, 50) for down in (-50, 0, 50) if (across, down) != (0, 0)
    ]
    [label, *others] = place_labels(
        [sign(500, 500, "Paris", touched=0), *(each._replace(touched=0) for each in around)], 1000
    )
    assert texts(label) == ["Paris"]
    assert label.line_to == (label.point.x, round(label.reach.bottom))
    assert not any(label.reach.meets(each.box) for each in [sign(500, 500), *around])
    assert {each.line_to for each in others} == {None}


def test_a_sign_without_room_for_its_name_is_touched_all_the_same():
    [label] = place_labels([sign(40, 40, "Organisation")], 80)
    assert (label.lines, label.anchor, label.point, label.line_to) == ([], "", (40, 40), None)
    assert label.reach == (7, 7, 73, 73)


def test_what_is_touched_of_signs_without_a_name_slides_apart():
    one, other = place_labels([sign(100, 100), sign(150, 100)], 1000)
    assert not one.reach.meets(other.reach)
    assert one.reach.meets(sign(100, 100).box)
    assert other.reach.meets(sign(150, 100).box)


def test_no_label_is_given_where_one_of_the_signs_has_no_room():
    assert place_labels([sign(100, 100), sign(120, 100)], 1000) is None
    assert place_labels([], 1000) == []


def test_names_of_a_crowd_cover_neither_signs_nor_one_another():
    signs = [sign(200 + 110 * (rank % 5), 200 + 110 * (rank // 5), f"Ville {rank}") for rank in range(20)]
    labels = place_labels(signs, 1000)
    assert not any(one.reach.meets(other.reach) for one, other in combinations(labels, 2))
    assert not any(
        label.reach.meets(each.box) for label, own in zip(labels, signs, strict=True) for each in signs if each != own
    )
    assert all(each.reach == each.reach.kept_within(1000) for each in labels)
