"""What can be taken away: revealed totals in the words of the content."""

import csv
import io
import json

from tests.support.desks import library
from workshop.content import load_library
from workshop.paper import report
from workshop.room import Snapshot
from workshop.room.snapshots import Cell, TableResult


def found(*snapshots):
    return report.results_of(snapshots, library())


def agreement():
    from workshop.content.kinds import kind

    content = library().exercises["agreement"]
    table = kind(content.kind).model(content, library().phrase).tables()[0]
    names = [option for option, _ in table.options]
    cells = (Cell((names[0],), "most"), Cell((names[1],), "number", 4), *(Cell((name,), "few") for name in names[2:]))
    return table, Snapshot("agreement", True, 9, (TableResult(table.id, cells),))


def test_ids_become_words_and_soft_ends_stay_soft():
    table, snapshot = agreement()
    say = library().phrase
    (result,) = found(snapshot)
    assert result.title == library().exercises["agreement"].title
    assert result.lines[:3] == (
        report.Line(table.title, table.options[0][1], say("results.most.large")),
        report.Line(table.title, table.options[1][1], "4"),
        report.Line(table.title, table.options[2][1], say("results.few.large")),
    )
    assert len(result.lines) == len(table.options), "nothing is left out"
    assert result.sentences[table.title].startswith("Nearly everybody here: ")


def test_no_answer_and_what_an_older_kit_merged_are_said():
    table, _ = agreement()
    cells = (Cell(("", table.options[0][0]), "number", 4), Cell((table.options[1][0],), "either"))
    (result,) = found(Snapshot("agreement", True, 8, (TableResult(table.id, cells),)))
    assert library().phrase("room.no_answer") in result.lines[0].answer
    assert table.options[0][1] in result.lines[0].answer
    assert result.lines[1].value == library().phrase("results.either")


def test_too_few_answers_are_not_there_at_all():
    assert found(Snapshot("agreement", False, None, ())) == []


def test_what_the_content_no_longer_has_keeps_its_ids():
    (result,) = found(Snapshot("gone", True, 5, (TableResult("t", (Cell(("a",), "number", 5),)),)))
    assert (result.title, result.lines[0].question, result.lines[0].answer) == ("gone", "t", "a")


def test_a_spreadsheet_runs_nothing():
    (result,) = found(Snapshot("gone", True, 5, (TableResult("=1+1", (Cell(("@cmd",), "number", 5),)),)))
    rows = list(csv.reader(io.StringIO(report.as_csv([result], library()))))
    assert rows[1][1:3] == ["'=1+1", "'@cmd"]
    assert all(report.guarded(f"{sign}x").startswith("'") for sign in "=+-@＝＋－＠\t\r\n")  # noqa: RUF001
    assert report.guarded(" =1+1") == "' =1+1"
    assert report.guarded("−3") == "−3"  # noqa: RUF001 - a number of the kit's own


def test_excel_reads_a_spreadsheet_as_utf8():
    (result,) = found(Snapshot("gone", True, 5, (TableResult("¿Qué?", (Cell(("sí",), "number", 5),)),)))
    written = report.as_csv([result], library()).encode()
    assert written.startswith(b"\xef\xbb\xbf")
    assert "¿Qué?".encode() in written


def test_excel_opens_a_spreadsheet_in_cells_by_a_double_click():
    (result,) = found(Snapshot("gone", True, 5, (TableResult("¿Qué?", (Cell(("sí",), "number", 5),)),)))
    first = {name: report.as_csv([result], load_library(name)).splitlines()[0] for name in ("en", "es")}
    assert first["en"] == "\ufefftitle,question,answer,count,people,exercise"
    assert first["es"] == "\ufefftitle;question;answer;count;people;exercise", "where 1,5 is a number"


def test_the_three_forms_say_the_same():
    _, snapshot = agreement()
    results = found(snapshot)
    assert json.loads(report.as_json(results, library()))["results"][0]["lines"][1]["value"] == "4"
    html = report.as_html(results, library())
    assert results[0].lines[0].answer in html.replace("&#39;", "'")
    assert library().phrase("paper.results.nothing") in report.as_html([], library())
