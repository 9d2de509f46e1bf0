"""No line of code knows what a workshop is about: its words stand in the workshop's folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: The package's own name is no subject.
SUBJECT = re.compile(r"trust(?!-workshop-kit)|betray|confianza|confiar|traici", re.IGNORECASE)
#: What may name it, and why.
ALLOWED = {
    r"src/workshop/kinds/explorable/toys/": "the toy models: each is named for what it models, and a workshop chooses",
    r"src/workshop/__init__\.py": "the package's name",
    r"src/workshop/workbook/book\.py": "files of notes that were saved under the first edition's name",
    r"src/workshop/server/logs\.py": "Jupyter's word for a notebook that may run",
    r"frontend/package(-lock)?\.json": "the package's name",
}


def sources() -> list[Path]:
    found = [
        *(ROOT / "src").rglob("*"),
        *(path for name in ("kit", "page") for path in (ROOT / "frontend" / name).rglob("*")),
        *(ROOT / "frontend").glob("*.*"),
        *(ROOT / "assets" / "templates").rglob("*"),
        *(ROOT / "assets" / "words").rglob("phrases.yaml"),
    ]
    kinds = {".py", ".js", ".jsx", ".mjs", ".json", ".css", ".j2", ".html", ".yaml"}
    return [path for path in found if path.suffix in kinds and "static" not in path.parts[-2:]]


def test_no_line_knows_the_subject():
    found = []
    for path in sources():
        name = path.relative_to(ROOT).as_posix()
        if not any(re.match(allowed, name) for allowed in ALLOWED):
            lines = path.read_text("utf-8").splitlines()
            found += [f"{name}:{at}: {line.strip()[:90]}" for at, line in enumerate(lines, 1) if SUBJECT.search(line)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("allowed", ALLOWED)
def test_no_exception_outlives_its_reason(allowed):
    names = {path.relative_to(ROOT).as_posix(): path for path in sources()}
    held = [path for name, path in names.items() if re.match(allowed, name)]
    assert any(SUBJECT.search(path.read_text("utf-8")) for path in held)
