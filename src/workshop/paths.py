"""Where the kit finds its own files, and where it may keep the few it writes."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from platformdirs import user_data_path, user_documents_path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_shared"

#: The language that is spoken where nobody asks for another, and that every other one is compared with.
DEFAULT_LANGUAGE = "en"

#: The folder of the kit's data, where the platform keeps such folders.
NAME = "trust-workshop-kit"


class FolderError(Exception):
    """A folder can't be used; the message is a sentence that says what to do."""


@cache
def root() -> Path:
    """Return the folder that holds ``assets/`` and ``notebooks/``.

    That is the checkout in an editable install, and ``_shared`` inside the package in a wheel.
    """
    checkout = _PACKAGE.parents[1]
    return checkout if (checkout / "assets" / "words").is_dir() else _INSTALLED


def assets() -> Path:
    """Return the folder of what is the kit's own: templates, words of the interface, helplines, schemas."""
    return root() / "assets"


def built() -> Path:
    """Return the folder of what is built from ``frontend/``: scripts, style sheets and typefaces."""
    return _PACKAGE / "controls" / "static"


def default_workshop() -> str:
    """Return the name of the workshop that is held where nobody names another: ``notebooks/default`` says it."""
    return (root() / "notebooks" / "default").read_text(encoding="utf-8").strip()


def built_in() -> dict[str, Path]:
    """Return the workshops that come with the kit, by name; the one that is held if none is named comes first."""
    found = {file.parent.name: file.parent for file in sorted((root() / "notebooks").glob("*/workshop.yaml"))}
    return dict(sorted(found.items(), key=lambda item: item[0] != default_workshop()))


#: The workshop of whoever asks, where one server holds several.
_asked: ContextVar[Path | None] = ContextVar("workshop", default=None)


def hold(folder: Path | None) -> None:
    """Let a folder be the workshop that is held, in this task and what it begins; None: the server's first."""
    _asked.set(folder)


def asked() -> Path | None:
    """Return what :func:`hold` says; None where the server's first workshop is meant."""
    return _asked.get()


@contextmanager
def holding(folder: Path | None) -> Iterator[None]:
    """Let a folder be the workshop that is held, for some lines."""
    before = _asked.set(folder)
    try:
        yield
    finally:
        _asked.reset(before)


def workshop() -> Path:
    """Return the folder of the workshop that is held.

    It is what :func:`hold` says; else ``WORKSHOP_FOLDER`` names it; else it is the one in which, or in a language of
    which, this process works, as the kernel of a notebook does; else the kit's own.
    """
    if other := _asked.get():
        return other
    if named := os.environ.get("WORKSHOP_FOLDER"):
        return Path(named)
    here = Path.cwd()
    around = (place for place in (here, here.parent) if (place / "workshop.yaml").is_file())
    return next(around, root() / "notebooks" / default_workshop())


def workshop_name() -> str:
    """Return the name of the workshop that is held, by which rooms and servers know it: its folder's."""
    return workshop().resolve().name


def to_edit() -> Path:
    """Return the folder of the workshop's notebooks and wording that a person may change.

    The kit's own workshops, where they lie inside the installed program, are copied to the person's documents: an
    update would take the changes away. A later version brings what is new and what nobody has changed up to date.
    """
    folder = workshop().resolve()
    if not folder.is_relative_to(_INSTALLED):
        return folder
    own = user_documents_path() / NAME / folder.name
    try:
        _bring_up_to_date(folder, own)
    except OSError as error:
        raise FolderError(
            f"The notebooks can't be copied to {own} ({error.strerror or error}). "
            "Copy them yourself with `workshop new FOLDER`, then name that folder with --workshop."
        ) from error
    return own


def _bring_up_to_date(source: Path, own: Path) -> None:
    """Copy every file that is not there, or is as an earlier copy left it, which ``.copied.json`` remembers."""
    memory = own / ".copied.json"
    before: dict[str, str] = json.loads(memory.read_text("utf-8")) if memory.is_file() else {}
    now = {}
    for file in sorted(path for path in source.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        name, there = file.relative_to(source).as_posix(), own / file.relative_to(source)
        now[name] = _digest(file)
        if not there.exists() or _digest(there) == before.get(name):
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, there)
    memory.write_text(json.dumps(now, indent=1), "utf-8")


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def templates(name: str) -> list[Path]:
    """Return where templates are looked for: in the workshop's own ``templates/<name>`` first, then in the kit's."""
    places = (workshop() / "templates" / name, assets() / "templates" / name)
    return [place for place in places if place.is_dir()]


def notebooks(language: str = DEFAULT_LANGUAGE) -> Path:
    """Return the folder of the workshop's notebooks in a language."""
    return workshop() / language


def words(language: str, folder: Path | None = None) -> Path:
    """Return the folder of the kit's words in a language.

    One that the kit doesn't speak, or that a workshop says in its own way, lies in the workshop's ``words/``.
    """
    own = (folder or workshop()) / "words" / language
    kit = assets() / "words" / language
    return kit if kit.is_dir() and not own.is_dir() else own


def content() -> list[Path]:
    """Return the workshop's files and folders of wording in every language, without its notebooks."""
    return [*workshop().glob("*.yaml"), *workshop().glob("*/content")]


def home() -> Path:
    """Return the data folder (rooms and the server's secret), made on first use for its owner only.

    ``WORKSHOP_HOME`` names another one. The default is where the platform keeps a program's data, so that an update of
    the program leaves it alone. What an earlier version kept beside the notebooks is moved there, once.

    Raises
    ------
    FolderError
        If nothing can be kept there.
    """
    named = os.environ.get("WORKSHOP_HOME")
    folder = Path(named) if named else user_data_path(NAME, appauthor=False)
    try:
        if not named:
            _move_over(root() / ".workshop", folder)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        reason = error.strerror or str(error)
        raise FolderError(
            f"The data folder {folder} can't be written ({reason}). Name another one in WORKSHOP_HOME."
        ) from error
    return folder


def _move_over(old: Path, new: Path) -> None:
    """Bring the rooms of an earlier version along; whoever has rooms in both places keeps those of the new one."""
    if (old / "rooms.sqlite").is_file() and not new.exists():
        new.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(old, new)


def said(name: str) -> str | None:
    """Return what a variable says, or the file that ``NAME_FILE`` names; None if neither is set.

    Raises
    ------
    FolderError
        If the file can't be read.
    """
    if name in os.environ:
        return os.environ[name].strip()
    file = os.environ.get(f"{name}_FILE")
    try:
        return Path(file).read_text("utf-8").strip() if file else None
    except OSError as error:
        raise FolderError(f"{name}_FILE names {file}, which can't be read ({error.strerror or error}).") from error


def database() -> str:
    """Return the address of the rooms: what ``WORKSHOP_DATABASE`` says, or a file in the data folder."""
    return said("WORKSHOP_DATABASE") or f"sqlite:///{home() / 'rooms.sqlite'}"


def write_whole(file: Path, text: str, *, keep: bool = False) -> None:
    """Write a file that only its owner can read, all of it or nothing: a draft beside it takes its place.

    With ``keep`` a file that is there stays, also one that another process wrote in the meantime.
    """
    handle, name = tempfile.mkstemp(prefix=f".{file.stem}-", dir=file.parent)  # 0600 from the first moment
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        if not keep or not _linked(draft, file):
            draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _linked(draft: Path, file: Path) -> bool:
    """Give the draft the file's name unless it is taken; False on a file system without links and without the file."""
    try:
        os.link(draft, file)
    except OSError:
        return file.exists()
    return True
