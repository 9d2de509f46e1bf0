"""Writes where the project lives into what is published: addresses in pyproject.toml, whole links in README.md.

    python tools/addresses.py https://example.org/OWNER/NAME v0.2.0 [FOLDER]

In a checkout nothing of it stands: that may lie anywhere. The job that releases knows where it is.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

#: What a link or a picture in README.md points to, if it is a file of the repository.
RELATIVE = re.compile(r'(?P<before>\]\(|(?P<picture><img src="))(?!https?:|#|mailto:)(?P<path>[^)"\s]+)')


def whole(readme: str, place: str, tag: str) -> str:
    """Return a README whose pictures and links also work away from the repository."""

    def found(match: re.Match[str]) -> str:
        kind = "raw" if match["picture"] else "blob"
        return f"{match['before']}{place}/{kind}/{tag}/{match['path']}"

    return RELATIVE.sub(found, readme)


def urls(place: str, tag: str) -> str:
    """Return the addresses as pyproject.toml says them."""
    known = {
        "Source": place,
        "Documentation": f"{place}/tree/{tag}/docs",
        "Changes": f"{place}/blob/{tag}/CHANGELOG.md",
        "Issues": f"{place}/issues",
    }
    return "\n[project.urls]\n" + "".join(f'{name} = "{address}"\n' for name, address in known.items())


def main(place: str, tag: str, folder: str = ".") -> None:
    """Change both files."""
    project, readme = Path(folder) / "pyproject.toml", Path(folder) / "README.md"
    project.write_text(project.read_text("utf-8") + urls(place, tag), "utf-8")
    readme.write_text(whole(readme.read_text("utf-8"), place, tag), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
