"""``workshop lab``: open the notebooks in JupyterLab on this computer."""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
from typing import Any

from workshop import paths
from workshop.cli.errors import CommandError
from workshop.cli.rooms import open_room, workshop_of
from workshop.content import languages

#: JupyterLab asks the internet for news, updates and extensions; a workshop's computer asks nobody.
QUIET = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)


def add_parser(subparsers: Any) -> None:
    """Add the command to the program's."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "lab",
        help="open the notebooks in JupyterLab",
        description="Opens the notebooks in JupyterLab: to work alone, to prepare, or to lead a room.",
    )
    parser.add_argument("part", nargs="?", help="a part to open, such as 01-causes")
    parser.add_argument("--port", type=int, default=8888, help="where to listen (default 8888, else the next free)")
    parser.add_argument(
        "--lang",
        "--language",
        dest="language",
        metavar="NAME",
        help="language of the notebooks (default: the first that the workshop names)",
    )
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    parser.add_argument(
        "--facilitate",
        action="store_true",
        help="lead the room that is open now: the console in each notebook, guide notes and taps beside each exercise",
    )
    parser.add_argument("--database", metavar="URL", help="where rooms are kept (default: a file in the data folder)")
    parser.set_defaults(run=run, room=None)


def command(args: argparse.Namespace) -> list[str]:
    """Return the command line that starts JupyterLab."""
    if importlib.util.find_spec("jupyterlab") is None:
        raise CommandError(
            "JupyterLab isn't installed here. From a checkout: make lab. Else: pip install 'trust-workshop-kit[lab]'."
        )
    folder = paths.notebooks(args.language or languages()[0])
    if not folder.is_dir():
        raise CommandError(f"There are no notebooks in {args.language!r}. There are: {', '.join(languages())}.")
    line = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={folder}",
        f"--port={args.port}",
        *QUIET,
        "--ContentsManager.pre_save_hook=workshop.cli.saving.without_answers",
    ]
    if args.part:
        name = args.part.removesuffix(".ipynb")
        if not (folder / f"{name}.ipynb").is_file():
            known = ", ".join(sorted(p.stem for p in folder.glob("*.ipynb"))) or "none"
            raise CommandError(f"There is no part {name!r}. There are: {known}.")
        line.append(f"--LabApp.default_url=/lab/tree/{name}.ipynb")
    if args.no_browser:
        line.append("--no-browser")
    if os.name == "posix" and os.geteuid() == 0:
        line.append("--allow-root")
    return line


def lead(args: argparse.Namespace) -> None:
    """Make the notebooks' kernels facilitators of the newest open room, and its workshop the one that is opened.

    Whoever can start this can read the data folder, which is what makes them the facilitator.

    Raises
    ------
    CommandError
        If no room is open, or the rooms can't be read.
    """
    if args.database:
        os.environ["WORKSHOP_DATABASE"] = args.database
    none = "No room is open. Start one with `workshop serve` in another window, then come back here."
    with open_room(args, none) as room:
        os.environ["WORKSHOP_FOLDER"] = str(workshop_of(room))
    os.environ |= {"WORKSHOP_HOME": str(paths.home()), "WORKSHOP_ROLE": "facilitator", "WORKSHOP_ROOM": room.id}
    print(f"You lead room {room.code} from the notebooks. The console stands at the top of each.")


def run(args: argparse.Namespace) -> int:
    """Become JupyterLab."""
    if args.facilitate:
        lead(args)
    os.environ["WORKSHOP_FOLDER"] = str(paths.to_edit())
    line = command(args)
    os.environ |= {"WORKSHOP_SURFACE": "lab"}
    os.environ.setdefault("PYTHONSTARTUP", str(paths.assets() / "jupyter" / "startup.py"))
    # JupyterLab's defaults, as one who comes to take notes wants them: no question about news
    own = [str(paths.assets() / "jupyter"), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(own)
    print("In JupyterLab choose “Run All Cells” in the menu “Run”: then the exercises appear.")
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(line[0], line)
    import subprocess

    return subprocess.call(line)
