"""How JupyterLab writes a part to the disk: as it came, without what was answered in it.

What a cell shows is drawn by a running kernel, and a saved picture of it could not be used; but it, or the widgets'
state if JupyterLab is told to save that, could hold words that somebody wrote for themselves.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

_OURS = "from workshop import"


def without_answers(model: MutableMapping[str, Any], **_: Any) -> None:
    """Take outputs and widget state out of a notebook of the kit; leave every other one alone.

    A hook of Jupyter's contents manager (``ContentsManager.pre_save_hook``), called with what is about to be written.
    """
    content = model.get("content")
    if model.get("type") != "notebook" or not isinstance(content, dict):
        return
    cells = [cell for cell in content.get("cells", []) if cell.get("cell_type") == "code"]
    if not any(_OURS in "".join(cell.get("source", "")) for cell in cells):
        return
    metadata = content.get("metadata", {})
    metadata.pop("widgets", None)
    if "language_info" in metadata:
        metadata["language_info"] = {"name": "python"}
    for cell in cells:
        cell["outputs"], cell["execution_count"] = [], None
        cell.get("metadata", {}).pop("execution", None)
