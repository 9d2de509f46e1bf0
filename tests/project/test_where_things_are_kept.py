"""Rooms and a person's own changes outlive the program: it may be updated or removed at any time."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.server import environment
from workshop import browsers, paths

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def platform(tmp_path, monkeypatch):
    """A person's own folders, for data and for documents."""
    monkeypatch.delenv("WORKSHOP_HOME", raising=False)
    monkeypatch.setattr(paths, "user_data_path", lambda name, appauthor: tmp_path / "data" / name)
    monkeypatch.setattr(paths, "user_documents_path", lambda: tmp_path / "documents")
    return tmp_path


def installed(site: Path, version: str = "1") -> Path:
    """Lay the package out as a wheel does: the shared folders inside it, no checkout around it."""
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(ROOT / "src" / "workshop", site / "workshop", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("assets", "notebooks"):
        shutil.copytree(ROOT / name, site / "workshop" / "_shared" / name)
    (site / "version").write_text(version)
    return site


def test_an_update_of_the_program_leaves_the_room_open_and_every_link_as_it_was(tmp_path):
    def links() -> list[str]:
        env = environment(tmp_path) | {"PYTHONPATH": str(site), "XDG_DATA_HOME": str(tmp_path / "data")}
        env.pop("WORKSHOP_HOME")
        code = (
            "from workshop import paths; from workshop.room import Store; from workshop.server.credentials import *;"
            "s = Store(paths.database()); r = s.newest_open() or s.create('en', 24);"
            "print(r.code, load_secret(paths.home()).hex(), paths.root())"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.split()

    site = installed(tmp_path / "site")
    before = links()
    assert before[2] == str(site / "workshop" / "_shared")
    installed(site, "2")
    assert links() == before
    assert not list(site.rglob("rooms.sqlite"))


def test_what_an_earlier_version_kept_beside_the_notebooks_is_moved_once(platform, monkeypatch):
    old = platform / "checkout" / ".workshop"
    old.mkdir(parents=True)
    (old / "rooms.sqlite").write_text("rooms")
    (old / "secret").write_text("key")
    monkeypatch.setattr(paths, "root", lambda: platform / "checkout")
    home = paths.home()
    assert home == platform / "data" / paths.NAME
    assert (home / "rooms.sqlite").read_text() == "rooms"
    assert (home / "secret").read_text() == "key"
    assert not old.exists()
    old.mkdir()
    (old / "rooms.sqlite").write_text("older rooms")
    assert (paths.home() / "rooms.sqlite").read_text() == "rooms"
    assert (old / "rooms.sqlite").exists()


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_the_data_folder_is_its_owners_alone(platform):
    assert paths.home().stat().st_mode & 0o077 == 0


def test_every_command_says_where_it_could_not_write(tmp_path):
    from tests.support.server import run_cli

    (tmp_path / "file").write_text("")
    for command in (["serve", "--port", "0"], ["export"], ["lab", "--facilitate"]):
        done = run_cli(tmp_path, *command, env={"WORKSHOP_HOME": str(tmp_path / "file")})
        assert done.returncode == 1
        assert "can't be written" in done.stderr
        assert "Traceback" not in done.stderr


def test_notebooks_of_an_installed_kit_are_edited_in_the_documents_and_an_update_keeps_the_changes(
    platform, monkeypatch
):
    shipped = platform / "site" / "_shared"
    source = shipped / "notebooks" / "trust"
    (source / "en").mkdir(parents=True)
    (source / "workshop.yaml").write_text("title: one")
    (source / "en" / "00-welcome.ipynb").write_text("first")
    (source / "en" / "01-causes.ipynb").write_text("first")
    monkeypatch.setattr(paths, "_INSTALLED", shipped.resolve())
    monkeypatch.setattr(paths, "workshop", lambda: source)
    own = paths.to_edit()
    assert own == platform / "documents" / paths.NAME / "trust"
    assert (own / "en" / "01-causes.ipynb").read_text() == "first"
    (own / "en" / "00-welcome.ipynb").write_text("mine")
    (own / "en" / "notes.json").write_text("kept")
    for name in ("00-welcome", "01-causes", "02-signs"):
        (source / "en" / f"{name}.ipynb").write_text("second")
    assert paths.to_edit() == own
    assert (own / "en" / "00-welcome.ipynb").read_text() == "mine"
    assert (own / "en" / "01-causes.ipynb").read_text() == "second"
    assert (own / "en" / "02-signs.ipynb").read_text() == "second"
    assert (own / "en" / "notes.json").read_text() == "kept"
    assert "en/02-signs.ipynb" in json.loads((own / ".copied.json").read_text())
    paths.to_edit()
    assert (own / "en" / "00-welcome.ipynb").read_text() == "mine"


def test_in_a_checkout_the_notebooks_are_edited_where_they_are():
    assert paths.to_edit() == (ROOT / "notebooks" / "trust").resolve()


def test_a_browser_is_found_where_windows_keeps_programs(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKSHOP_BROWSER", raising=False)
    monkeypatch.setattr(browsers.shutil, "which", lambda name: None)
    monkeypatch.setattr(browsers, "PLACES", ())
    for folder in browsers.WINDOWS_FOLDERS:
        monkeypatch.delenv(folder, raising=False)
    assert browsers.find_browser() is None
    edge = tmp_path / "Microsoft" / "Edge" / "Application" / "msedge.exe"
    edge.parent.mkdir(parents=True)
    edge.touch()
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert browsers.find_browser() == str(edge)
