"""What a variable may say, and that the list in the documents is the list there is."""

import re
from pathlib import Path

import pytest

from workshop import paths
from workshop.cli import build_parser, environment, main
from workshop.server.credentials import SecretError, load_secret

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "hosting.md"
#: Of every command, beside what can be said to ``workshop serve``.
MORE = {"WORKSHOP_HOME", "WORKSHOP_SECRET", "WORKSHOP_FOLDER"}


def serve():
    (commands,) = (action for action in build_parser()._actions if action.dest == "command")
    return commands.choices["serve"]


def test_every_variable_is_in_the_list_and_no_other():
    listed = set(re.findall(r"^\| `(WORKSHOP_[A-Z_]+)` \|", DOCUMENT.read_text("utf-8"), re.M))
    assert listed == {name for name, _ in environment.variables(serve())} | MORE


def test_what_a_variable_says_counts_and_the_command_line_counts_more(monkeypatch, tmp_path):
    (tmp_path / "url").write_text("postgresql+psycopg://w@db/w\n")
    for name, said in {
        "PORT": "9001",
        "BEHIND_PROXY": "yes",
        "NO_QR": "0",
        "PROXIES": "10.0.0.5",
        "NO_ROOM": "1",
    }.items():
        monkeypatch.setenv(f"WORKSHOP_{name}", said)
    monkeypatch.delenv("WORKSHOP_DATABASE", raising=False)
    monkeypatch.setenv("WORKSHOP_DATABASE_FILE", str(tmp_path / "url"))
    said = build_parser().parse_args(["serve"])
    assert (said.port, said.behind_proxy, said.no_qr) == (9001, True, False)
    assert said.database == paths.database() == "postgresql+psycopg://w@db/w"
    assert [str(one) for one in said.proxies] == ["10.0.0.5/32"]
    assert said.room == build_parser().parse_args(["serve", "--no-room"]).room
    assert build_parser().parse_args(["serve", "--port", "9002"]).port == 9002


@pytest.mark.parametrize(("name", "said"), [("PORT", "many"), ("KERNELS", "best"), ("NO_QR", "perhaps")])
def test_what_does_not_fit_is_named(monkeypatch, capsys, name, said):
    monkeypatch.setenv(f"WORKSHOP_{name}", said)
    with pytest.raises(SystemExit):
        build_parser().parse_args(["serve"])
    assert f"WORKSHOP_{name}" in capsys.readouterr().err
    build_parser().parse_args(["check"])  # no other command minds


def test_a_file_that_is_missing_is_named_in_a_sentence(monkeypatch, capsys, tmp_path):
    monkeypatch.delenv("WORKSHOP_DATABASE", raising=False)
    monkeypatch.setenv("WORKSHOP_DATABASE_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(SystemExit):
        main(["serve"])
    assert "WORKSHOP_DATABASE_FILE names" in capsys.readouterr().err


def test_servers_that_are_told_one_secret_have_one(monkeypatch, tmp_path):
    monkeypatch.setenv("WORKSHOP_SECRET", "x" * 40)
    assert load_secret(tmp_path / "a") == load_secret(tmp_path / "b")
    assert not (tmp_path / "a").exists()
    monkeypatch.setenv("WORKSHOP_SECRET", "short")
    with pytest.raises(SecretError, match="5 characters"):
        load_secret(tmp_path)
