import csv
import io
import json
import signal
import subprocess
import sys

import pytest

from tests.support.server import run_cli
from tests.support.voices import admission_of, share
from workshop import paths
from workshop.cli import COMMANDS, build_parser
from workshop.content import load_library
from workshop.content.sharing import Table
from workshop.room import Store
from workshop.server import lan


def test_help_names_every_command(capsys):
    text = build_parser().format_help()
    for name in COMMANDS:
        assert name in text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as caught:
        build_parser().parse_args([name, "--help"])
    assert caught.value.code == 0
    assert len(capsys.readouterr().out) > 200


def test_an_unknown_command_is_refused(tmp_path):
    assert run_cli(tmp_path, "sing").returncode == 2


def test_ctrl_c_while_the_program_is_being_loaded_ends_it_without_a_word():
    program = (
        "import importlib, os, signal; from workshop import cli; load = importlib.import_module;"
        "importlib.import_module = lambda name: os.kill(os.getpid(), signal.SIGINT) or load(name);"
        "cli.main(['serve', '--help'])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


def test_lab_names_the_parts_there_are(tmp_path):
    done = run_cli(tmp_path, "lab", "99-nothing")
    assert done.returncode == 1
    assert "There is no part '99-nothing'" in done.stderr


@pytest.fixture
def room(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'rooms.sqlite'}")
    room = store.create()
    table = Table("story-1", "Story 1", "single", (("a", "A"), ("b", "B")))
    for exercise, people in (("cases", 8), ("few", 4)):
        room.open(exercise)
        for number in range(people):
            share(room, admission_of(number), exercise, {"story-1": ["a" if number < 4 else "b"]})
        room.reveal(exercise, [table])
    yield room
    store.close()


def test_export_holds_what_was_revealed_and_nothing_under_five(tmp_path, room):
    found = json.loads(run_cli(tmp_path, "export", "--format", "json").stdout)
    assert [result["exercise"] for result in found["results"]] == ["cases"]
    assert found["results"][0]["n"] == 8
    rows = list(csv.DictReader(io.StringIO(run_cli(tmp_path, "export", "--format", "csv", "--room", room.code).stdout)))
    assert {row["exercise"] for row in rows} == {"cases"}
    out = tmp_path / "results.html"
    done = run_cli(tmp_path, "export", "--out", str(out))
    assert "1 result written" in done.stdout
    assert "8 people shared" in out.read_text()


def test_export_without_a_room_or_a_place_is_a_sentence(tmp_path, room):
    assert "There is no room" in run_cli(tmp_path, "export", "--room", "000000").stderr
    done = run_cli(tmp_path, "export", "--out", str(tmp_path / "no" / "where.html"))
    assert done.returncode == 1
    assert "can't be written" in done.stderr
    room.end()
    assert "No room is open" in run_cli(tmp_path, "export").stderr


@pytest.fixture
def two(tmp_path):
    """A room of each of two workshops; the newer one is of the workshop that is not held here."""
    store = Store(f"sqlite:///{tmp_path / 'rooms.sqlite'}")
    yield store.create("es", workshop="trust"), store.create("en", workshop="feedback")
    store.close()


def test_what_is_meant_for_a_room_is_in_the_words_of_its_own_workshop(tmp_path, two):
    trust, feedback = two
    exercise = next(
        one for one in load_library("en", paths.built_in()["feedback"]).exercises.values() if one.sharing.shared
    )
    feedback.open(exercise.id)
    for number in range(8):
        share(feedback, admission_of(number), exercise.id, {"asked": ["a" if number < 4 else "b"]})
    feedback.reveal(exercise.id, [Table("asked", "", "single", (("a", "A"), ("b", "B")))])
    assert exercise.title in run_cli(tmp_path, "export").stdout
    cards = ("sheets", "--cards", "2", "--public-url", "http://192.168.1.5", "--out", str(tmp_path / "cards.html"))
    done = run_cli(tmp_path, *cards, "--workshop", "feedback", "--room", trust.code)
    assert done.returncode == 0, "that workshop speaks no Spanish, the room's own does: " + done.stderr
    assert 'lang="es"' in (tmp_path / "cards.html").read_text("utf-8")


def test_a_command_for_a_workshop_means_a_room_of_it(tmp_path, two):
    for room in two:
        said = run_cli(tmp_path, "link", "--public-url", "http://127.0.0.1:1", "--workshop", room.workshop).stdout
        assert f"/console/{room.code}-" in said
    assert "(feedback)" in run_cli(tmp_path, "room", "list").stdout
    assert "(trust)" not in run_cli(tmp_path, "room", "list").stdout


def test_a_room_of_a_workshop_that_lies_elsewhere_needs_its_folder(tmp_path, two):
    Store(f"sqlite:///{tmp_path / 'rooms.sqlite'}").create("en", workshop="grief")
    assert "--workshop FOLDER" in run_cli(tmp_path, "export").stderr


def test_the_address_for_phones():
    assert lan.base_url("127.0.0.1", 8866) == "http://127.0.0.1:8866"
    assert lan.base_url("0.0.0.0", 80).startswith("http://")
    assert lan.base_url("::1", 8866) == "http://[::1]:8866"
    assert lan.base_url("0.0.0.0", 8866, "https://trust.example.org/") == "https://trust.example.org"
    assert all(not a.startswith("127.") for a in lan.addresses())
