"""What can be taken away: revealed totals in the words of the content."""

import csv
import io
import json

from tests.support.desks import library
from workshop.paper import report
from workshop.room import Snapshot
from workshop.room.snapshots import Cell, TableResult


def found(*snapshots):
    return report.results_of(snapshots, library())


def agreement():
    from workshop.content.kinds import kind

    content = library().exercises["agreement"]
    table = kind(content.kind).model(content, library().phrase).tables()[0]
    cell = Cell((table.options[0][0],), 3)
    hidden = (table.options[1][0], table.options[2][0])
    return table, Snapshot("agreement", True, 6, (TableResult(table.id, 6, (cell,), left_out=hidden),))


def test_ids_become_words():
    table, snapshot = agreement()
    (result,) = found(snapshot)
    assert result.title == library().exercises["agreement"].title
    assert result.lines[0] == report.Line(table.title, table.options[0][1], "3")
    assert table.options[1][1] in result.lines[1].answer
    assert library().phrase("room.left_out") in result.lines[1].answer
    assert result.lines[1].value == ""


def test_no_answer_and_merged_answers_are_said():
    table, _ = agreement()
    cells = (Cell(("", table.options[0][0]), 4),)
    (result,) = found(Snapshot("agreement", True, 8, (TableResult(table.id, 8, cells),)))
    assert result.lines[0].answer == f"{library().phrase('room.no_answer')} / {table.options[0][1]}"


def test_too_few_answers_are_not_there_at_all():
    assert found(Snapshot("agreement", False, None, ())) == []


def test_what_the_content_no_longer_has_keeps_its_ids():
    (result,) = found(Snapshot("gone", True, 5, (TableResult("t", 5, (Cell(("a",), 5),)),)))
    assert (result.title, result.lines[0].question, result.lines[0].answer) == ("gone", "t", "a")


def test_a_spreadsheet_runs_nothing():
    (result,) = found(Snapshot("gone", True, 5, (TableResult("=1+1", 5, (Cell(("@cmd",), 5),)),)))
    rows = list(csv.reader(io.StringIO(report.as_csv([result], library()))))
    assert rows[1][1:3] == ["'=1+1", "'@cmd"]
    assert all(report.guarded(f"{sign}x").startswith("'") for sign in "=+-@\t\r\n")


def test_the_three_forms_say_the_same():
    _, snapshot = agreement()
    results = found(snapshot)
    assert json.loads(report.as_json(results, library()))["results"][0]["lines"][0]["value"] == "3"
    html = report.as_html(results, library())
    assert results[0].lines[0].answer in html.replace("&#39;", "'")
    assert library().phrase("paper.results.nothing") in report.as_html([], library())
