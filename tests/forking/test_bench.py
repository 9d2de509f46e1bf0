"""The measuring tools measure what they say."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

import join
import load_client
import measure
import wire

from workshop.cli import bench


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
    lines = join.table({"stock": slow, "clones": fast}, 30).splitlines()
    assert "| stock Voilà | 1.200 | 20.00 | 10.00 to 30.00 | 1/1.0 | 3 of 90 | 1.00 | 40 |" in lines[2]
    assert "| 1.00 | 1.00 to 1.00 | 1/20.0 |" in lines[3]


def test_noise_is_told():
    assert "quiet" in measure.noise([10.0, 10.5])
    assert "too noisy" in measure.noise([10.0, 14.0])


def test_a_tree_is_measured_with_its_descendants():
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(1, flush=True); input()'])"
    parent = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout.readline() == "1\n"
    assert len(measure.tree(parent.pid)) == 2
    assert measure.pss_mib(measure.tree(parent.pid)) > 1
    assert measure.cpu_seconds([os.getpid()]) > 0
    parent.communicate("\n")


def test_the_command_passes_its_options_on(monkeypatch, tmp_path, capsys):
    parser = argparse.ArgumentParser()
    bench.add_parser(parser.add_subparsers())
    args = parser.parse_args(["bench", "join", "--runs", "1"])
    assert args.options == ["--runs", "1"]
    assert bench.run(parser.parse_args(["bench", "join", "--help"])) == 0
    monkeypatch.setattr(bench, "BENCHMARKS", tmp_path)
    assert bench.run(args) == 2
    assert "copy of the repository" in capsys.readouterr().err
