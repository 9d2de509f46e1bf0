"""JupyterLab writes a part as it came, and every other notebook as it is."""

from __future__ import annotations

import copy

import nbformat
import pytest

from workshop import paths
from workshop.cli.saving import without_answers

PARTS = sorted(paths.notebooks("en").glob("[0-9][0-9]-*.ipynb"))


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.stem)
def test_a_part_that_was_run_is_saved_as_it_came(path):
    came = path.read_text("utf-8")
    notebook = nbformat.reads(came, 4)
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {"x": "a private word"}}}
    notebook.metadata.language_info["version"] = "3.11.7"
    for number, cell in enumerate(cell for cell in notebook.cells if cell.cell_type == "code"):
        cell.execution_count = number + 1
        cell.metadata["execution"] = {"iopub.status.busy": "2026-01-01"}
        cell.outputs = [nbformat.v4.new_output("stream", text="a private word")]
    without_answers({"type": "notebook", "content": notebook}, path="x", contents_manager=None)
    assert nbformat.writes(notebook, 4).rstrip("\n") == came.rstrip("\n")


def test_somebody_elses_notebook_keeps_what_it_found():
    cell = nbformat.v4.new_code_cell("1 + 1", outputs=[nbformat.v4.new_output("stream", text="2")], execution_count=3)
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"widgets": {"a": 1}})
    before = copy.deepcopy(notebook)
    without_answers({"type": "notebook", "content": notebook})
    without_answers({"type": "file", "content": "text"})
    assert notebook == before
