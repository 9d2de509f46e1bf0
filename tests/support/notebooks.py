"""Small notebooks to stand in for the real ones where a test is about serving, not about content."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat

from workshop import paths

WIDGET = """\
import os
import ipywidgets
slider = ipywidgets.IntSlider(value=3, description="a slider")
assert not os.environ.get("QUERY_STRING"), "the address must stay out of the kernel"
slider"""


def write_notebook(path: Path, *cells: str, title: str = "A part") -> Path:
    """Write a notebook with one Markdown cell and some code cells."""
    book = nbformat.v4.new_notebook()
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book.cells = [nbformat.v4.new_markdown_cell(f"# {title}"), *map(nbformat.v4.new_code_cell, cells)]
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(book, path)
    return path


def write_parts(folder: Path) -> Path:
    """Write two parts that work and one that fails."""
    write_notebook(folder / "00-welcome.ipynb", WIDGET, title="Welcome stand-in")
    write_notebook(folder / "01-causes.ipynb", WIDGET, title="Causes stand-in")
    write_notebook(folder / "90-broken.ipynb", "secret_of_the_author = 41\nraise KeyError(secret_of_the_author)")
    return folder


def write_workshop(folder: Path) -> Path:
    """Write a workshop with the words of the kit's second one, and parts that work in it only."""
    shutil.copytree(paths.built_in()["feedback"], folder, ignore=shutil.ignore_patterns("*.ipynb"))
    own = f'{WIDGET}\nassert os.environ["WORKSHOP_FOLDER"] == {str(folder.resolve())!r}'
    for part in ("01-giving", "02-receiving"):
        write_notebook(folder / "en" / f"{part}.ipynb", own, title=f"Stand-in for {part}")
    return folder


def write_facilitation(folder: Path) -> Path:
    """Write a console and a projector."""
    write_notebook(folder / "console.ipynb", WIDGET, title="Console stand-in")
    write_notebook(folder / "projector.ipynb", WIDGET, title="Projector stand-in")
    return folder
