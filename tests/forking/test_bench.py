"""The measuring tools measure what they say."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import join
import load_client
import measure
import pytest
import report
import rivals
import wire

import page
import room
from workshop.cli import bench, build_parser


def test_messages_survive_the_wire():
    sent = wire.Message("shell", "comm_msg", {"a": 1}, metadata={"b": 2}, buffers=[b"", b"xyz"])
    frame, _ = wire.pack(sent, "session")
    assert wire.unpack(frame) == sent


def test_quantiles_are_by_nearest_rank():
    values = [float(number) for number in range(1, 31)]
    assert load_client.quantile(values, 0.95) == 29.0
    assert load_client.quantile(values, 1.0) == 30.0
    assert load_client.quantile([7.0], 0.95) == 7.0


def test_the_table_has_medians_and_ratios():
    def run(p95):
        return {"first": {"p95": p95}, "failed": 1, "visitors": 30, "cpu": 1.0, "pss": 40.0, "alone": 1.2}

    slow, fast = [run(20.0), run(10.0), run(30.0)], [run(1.0)] * 3
    lines = join.table({"stock": slow, "forks": fast}, 30).splitlines()
    assert "| stock Voilà | 1.200 | 20.00 | 10.00 to 30.00 | 1/1.0 | nan | 3 of 90 | 1.00 | 40 |" in lines[2]
    assert "| 1.00 | 1.00 to 1.00 | 1/20.0 |" in lines[3]


def test_a_rival_that_failed_altogether_does_not_stop_the_table():
    fine = {"first": {"p95": 1.0}, "failed": 0, "visitors": 30}
    broken = {"failed": 30, "visitors": 30, "alone": float("nan")}
    lines = join.table({"ours": [fine], "stock": [broken]}, 30).splitlines()
    assert "30 of 30" in lines[3]


def test_what_is_measured_can_be_chosen():
    assert join.parse([]).only == ["stock", "preheated", "ours", "ours-pool"]
    assert join.parse(["--grow", "1,200"]).only == ["ours"]
    assert join.parse(["other.ipynb"]).only == ["stock", "preheated", "clones", "clones-ahead"]
    quick = join.parse(["--quick", "--only", "ours"])
    assert (quick.runs, quick.count, quick.only) == (1, 10, ["ours"])
    with pytest.raises(SystemExit):
        join.parse(["--only", "nobody"])


def test_tables_fill_their_block_and_nothing_else(tmp_path):
    document = tmp_path / "a.md"
    document.write_text("a\n<!-- room: begin -->\nold\n<!-- room: end -->\nb\n")
    report.write(document, "room", "| new \\1 |\n")
    assert document.read_text() == "a\n<!-- room: begin -->\n| new \\1 |\n<!-- room: end -->\nb\n"
    with pytest.raises(SystemExit, match="numbers"):
        report.write(document, "numbers", "x")


def test_the_document_has_a_place_for_every_table():
    text = (rivals.HERE.parent / "docs" / "performance.md").read_text("utf-8")
    for block in ("numbers", "growth", "room", "page"):
        assert text.count(f"<!-- {block}: begin -->") == text.count(f"<!-- {block}: end -->") == 1


def test_rivals_execute_no_checking_cell():
    cells = json.loads(rivals.without_checks(rivals.PART))["cells"]
    assert cells
    assert not [cell for cell in cells if "page.check()" in "".join(cell["source"])]


@pytest.fixture(scope="module")
def ours():
    running = rivals.Running(rivals.RIVALS["ours"], rivals.PART, 2)
    yield running
    running.end()


@pytest.mark.server
def test_visitors_come_in_through_the_door(ours):
    place = join.Place(ours.base, ours.path, 30, ours.code, ours.process.pid)
    result = join.measure(place, 2)
    assert not result["errors"]
    assert result["first"]["p95"] > result["inside"]["p95"] > 0
    assert result["pss"] > 0


@pytest.mark.server
def test_a_join_that_hangs_fails_in_time(ours):
    result = join.measure(join.Place(ours.base, ours.path, 0.001, ours.code), 2)
    assert result["failed"] == 2


@pytest.mark.server
def test_a_room_is_measured(ours):
    given = argparse.Namespace(pages=6, phones=0, clicks=2, times=1, rest=0.2, patience=20)
    with ThreadPoolExecutor(1) as apart:  # a browser of other tests may hold this thread's loop
        group, _ = apart.submit(asyncio.run, room.measure(ours, given)).result(60)
    assert not group.errors
    assert not any(group.missed.values())
    assert {kind: len(found) for kind, found in group.seconds.items()} == {
        "step": 12,
        "click": 12,
        "count": 2,
        "reconnect": 6,
        "drawn": 0,
    }
    assert "6 pages in one room" in room.table(group, 6)


@pytest.mark.server
def test_a_real_page_is_measured(ours, browser):
    seen = page.Seen()
    page.person(browser, ours, False, 30, seen)
    assert not seen.errors
    (first,), (second,) = seen.alone, seen.again
    assert 0 < first.seconds < 30
    assert 50_000 < first.bytes < 400_000
    assert 3 <= first.requests <= 12
    assert second.bytes < first.bytes
    assert "ratio" in page.table({"stock": seen, "ours": seen})


def test_noise_is_told():
    assert "quiet" in measure.noise([10.0, 10.5])
    assert "too noisy" in measure.noise([10.0, 14.0])


def test_a_tree_is_measured_with_its_descendants():
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(1, flush=True); input()'])"
    parent = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert parent.stdout.readline() == "1\n"
    assert len(measure.tree(parent.pid)) == 2
    assert measure.pss_mib(measure.tree(parent.pid)) > 1
    assert measure.cpu_seconds([os.getpid()]) > 0
    parent.communicate("\n")


def test_the_command_passes_its_options_on(monkeypatch, tmp_path, capsys):
    parser = build_parser()
    args = parser.parse_args(["bench", "join", "--runs", "1"])
    assert args.options == ["--runs", "1"]
    assert args.run is bench.run
    assert bench.run(parser.parse_args(["bench", "join", "--help"])) == 0
    monkeypatch.setattr(bench, "BENCHMARKS", tmp_path)
    assert bench.run(args) == 2
    assert "copy of the repository" in capsys.readouterr().err
