"""The lists of what waits: how many are shown, how many others there are, where all of them are."""

import datetime as dt

import pytest

from missions.models import Report, Rule, RuleKind
from missions.models.rule import RuleBook
from portal.desk.missions import report_words
from portal.desk.publication import ManyRows
from portal.desk.tasks import MAX_TASKS, DeskSection, Task, TaskList, under
from tests.portal.accountability.entries import TODAY, D, mission_of

DELAY = Rule(pk=1, kind=RuleKind.REPORT_DELAY, value=42, valid_from=D(2020, 1, 1))
DAY = dt.timedelta(days=1)


def lines(number):
    return [Task(f"Fiche {rank}", "/admin/", "attend") for rank in range(number)]


@pytest.mark.parametrize(
    ("number", "shown", "others"),
    [(0, 0, 0), (1, 1, 0), (MAX_TASKS, MAX_TASKS, 0), (MAX_TASKS + 1, MAX_TASKS, 1), (25, MAX_TASKS, 15)],
)
def test_ten_are_shown_and_the_others_are_counted(number, shown, others):
    box = TaskList("Mes textes", lines(number))
    assert (box.lines, box.others) == (lines(number)[:shown], others)


@pytest.mark.parametrize(("most", "shown", "others"), [(None, 12, 0), (3, 3, 9), (12, 12, 0), (20, 12, 0)])
def test_as_many_are_shown_as_are_asked(most, shown, others):
    box = TaskList("Mes textes", lines(12), most=most)
    assert (len(box.lines), box.others) == (shown, others)


def test_a_list_without_one_of_its_own_is_on_the_page_of_all_that_waits():
    box = TaskList("Mes textes renvoyés, à reprendre", lines(1))
    assert (box.has_list, box.anchor) == (False, "mes-textes-renvoyes-a-reprendre")
    assert box.address == "/admin/travail/#mes-textes-renvoyes-a-reprendre"


def test_a_list_of_the_bureau_is_asked_for_just_these():
    box = TaskList("Mes missions", lines(1), "missions_mission_changelist", attend="quelque_chose", archives="sans")
    assert box.has_list
    assert box.address == "/admin/missions/mission/?attend=quelque_chose&archives=sans"


def test_each_row_shown_is_told_and_the_others_are_not():
    told = []
    box = TaskList.of("Mes textes", list(range(30)), lambda row: told.append(row) or Task(str(row), "", ""))
    assert (told, box.lines[-1].title, box.others) == (list(range(10)), "9", 20)


def test_the_whole_list_tells_all_in_the_section_of_the_other():
    [box] = under(DeskSection.WATCHED, [TaskList.of("Mes textes", list(range(12)), lambda row: Task(str(row), "", ""))])
    whole = box.whole()
    assert (len(whole.lines), whole.others, whole.section, whole.anchor) == (12, 0, DeskSection.WATCHED, box.anchor)


def test_lists_that_hold_nothing_are_left_out_and_each_knows_its_section():
    full, empty = TaskList("a", lines(1)), TaskList("b", [])
    assert under(DeskSection.OWN, [empty, full]) == [full]
    assert (full.section, TaskList("c", lines(1)).section) == (DeskSection.OWN, None)


class Rows(list):
    """Rows as a queryset gives them."""

    def count(self):
        """Return how many there are."""
        return len(self)


@pytest.mark.parametrize(
    ("found", "first"),
    [
        ([[1, 4, 7], [2, 3, 9]], [1, 2, 3]),
        ([[1, 2, 3, 4], [9]], [1, 2, 3]),  # one may give all that is shown
        ([[], [5]], [5]),
        ([], []),
    ],
)
def test_rows_of_several_sorts_are_in_one_order_and_counted_together(found, first):
    rows = ManyRows([Rows(each) for each in found], key=lambda row: row)
    assert rows[:3] == first
    assert rows.count() == sum(map(len, found))


def test_what_is_read_as_it_is_shown_is_only_counted_beyond():
    rows = ManyRows([Rows(range(9)), Rows(range(3))], key=lambda row: row)
    box = TaskList.of("Mes brouillons", rows, lambda row: Task(str(row), "", ""))
    assert ([line.title for line in box.lines][:4], box.others) == (["0", "0", "1", "1"], 2)


def reported(ends_on, report=None, **options):
    return report_words(
        mission_of(starts_on=ends_on, ends_on=ends_on, report=report, **options), TODAY, RuleBook([DELAY])
    )


@pytest.mark.parametrize(
    ("due", "report", "words"),
    [
        (-1, None, ["rapport non trouvé en ligne depuis 1 jour"]),
        (-2, None, ["rapport non trouvé en ligne depuis 2 jours"]),
        (-1, Report(), ["rapport en retard de 1 jour"]),
        (-1500, Report(), ["rapport en retard de 1\u00a0500 jours"]),
        (0, Report(), ["rapport attendu au plus tard le 2\u00a0mars 2026"]),
        (0, None, ["rapport inconnu\u00a0: dites s’il est attendu ou en ligne"]),
        (0, Report(published_on=TODAY), []),
    ],
)
def test_a_report_is_told_by_where_it_stands(due, report, words):
    assert reported(TODAY + (due - 42) * DAY, report) == words


def test_a_report_that_no_promise_binds_is_expected_without_a_day():
    later = Rule(pk=1, kind=RuleKind.REPORT_DELAY, value=42, valid_from=D(2025, 1, 1))
    before_it = mission_of(report=Report())
    assert report_words(before_it, TODAY, RuleBook([later])) == ["rapport attendu, sans échéance"]
    assert report_words(before_it, TODAY, RuleBook([])) == []
