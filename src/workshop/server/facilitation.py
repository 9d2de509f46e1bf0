"""Console and projector in every language, from one notebook each."""

from __future__ import annotations

import json
import re
from pathlib import Path

from workshop import paths
from workshop.content import languages


def in_language(notebook: Path, language: str) -> Path:
    """Return a notebook of the facilitator's in a language.

    The notebook itself speaks the workshop's first language. For every other one it is written into the data folder
    with that language in its call and in its metadata, so that nobody has to keep copies alike. So it is, too, for
    every workshop beside the server's first: a notebook belongs to one.
    """
    other = paths.asked()
    if language == languages()[0] and other is None:
        return notebook
    book = json.loads(notebook.read_text("utf-8"))
    book["metadata"]["workshop"] = {"language": language}
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            source = "".join(cell["source"])
            cell["source"] = re.sub(r"^(Console|Projector)\(\)$", rf'\1("{language}")', source, flags=re.MULTILINE)
    text = json.dumps(book, ensure_ascii=False, indent=1)
    written = (folder_of(other) if other else folder()) / language / notebook.name
    if not written.is_file() or written.read_text("utf-8") != text:  # a page that is open must not seem edited
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(text, "utf-8")
    return written


def folder() -> Path:
    """Return where the translated notebooks are kept."""
    return paths.home() / "pages"


def folder_of(workshop: Path) -> Path:
    """Return where those of a workshop are kept that is not the server's first."""
    return folder() / "others" / workshop.name
