"""Voilà's own renderer, held to our notebooks, our template and whole pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.preprocessors import Preprocessor
from typing_extensions import override
from voila.notebook_renderer import NotebookRenderer

from workshop import paths
from workshop.content import HELP_SITE, Library, help_list, languages, load_library
from workshop.content.kinds import drawings
from workshop.content.locale import direction, own_name
from workshop.content.notebooks import reading
from workshop.forking.page import PageBroken

TEMPLATE = "workshop"
_SURFACES = {"console": "facilitator", "projector": "projector"}
_TITLES = {"console": "console.title", "projector": "console.projector"}


class WorkshopRenderer(NotebookRenderer):  # type: ignore[misc]
    """Renders one notebook of the kit, whatever folder it lies in."""

    def __init__(self, notebook: Path, **kwargs: Any) -> None:
        super().__init__(notebook_path=notebook.name, **kwargs)
        self._file = notebook

    @override
    async def load_notebook(self, path: str) -> Any:
        """Read the notebook from disk; Voilà would only look under the server's root folder."""
        try:
            notebook = nbformat.read(self._file, as_version=4)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, nbformat.ValidationError) as error:
            raise PageBroken(f"The notebook {self._file.name} can't be read: {error}") from error
        return await self.fix_notebook(notebook)

    async def _jinja_cell_generator(self, nb: Any, kernel_id: str) -> AsyncIterator[Any]:
        number = 0
        async for cell in super()._jinja_cell_generator(nb, kernel_id):
            number += 1
            if any(output["output_type"] == "error" for output in cell.get("outputs", [])):
                raise PageBroken(
                    f"Cell {number} of {self._file.name} failed. Open it in JupyterLab and run it to see why."
                )
            yield cell


def renderer_settings(app: Any) -> dict[str, Any]:
    """Return what every renderer of this server is made with."""
    return {
        "voila_configuration": app.voila_configuration,
        "traitlet_config": app.config,
        "template_paths": app.template_paths,
        "config_manager": app.config_manager,
        "contents_manager": app.contents_manager,
        "kernel_spec_manager": app.kernel_spec_manager,
        "base_url": app.base_url,
        "page_config": {"baseUrl": app.base_url},
        "mathjax_url": "",
        "mathjax_config": "",
    }


def page_context(app: Any) -> type[Preprocessor]:
    """Return the preprocessor that gives the page's template its ``workshop``.

    A preprocessor, because that is nbconvert's own way to hand something to every export with a
    configuration: it works the same for a notebook executed now and for one that was executed ahead of
    time.
    """

    class WorkshopPage(Preprocessor):
        """Puts wording, addresses and the page's place in the workshop into the template's globals."""

        enabled = True

        def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
            name = resources["metadata"]["name"]
            exporter: Any = self.parent
            exporter.environment.globals["workshop"] = describe(app, name, language_of(nb))
            return nb, resources

    return WorkshopPage


def language_of(notebook: Any) -> str:
    """Return the language a notebook says it is written in, in its metadata."""
    return str(notebook.metadata.get("workshop", {}).get("language") or languages()[0])


def browser_words(library: Library) -> dict[str, Any]:
    """Return what a page's scripts say themselves, also when no server answers."""
    words = library.phrases
    banner = words.below("banner") | {"ended": library.phrase("room.ended")}
    return {"kit": words.below("kit"), "steps": words.below("steps"), "banner": banner} | {
        "missing": library.phrase("exercise.missing")
    }


def describe(app: Any, name: str, language: str) -> dict[str, Any]:
    """Return what the template may know of a page: nothing in it belongs to a visitor or a room."""
    library = load_library(language)
    parts = [
        {
            "id": part,
            "title": library.parts[part].title if part in library.parts else part,
            "number": int(part[:2]),
        }
        for part in app.context.parts
    ]
    other = {"id": name, "title": library.phrase(_TITLES[name]) if name in _TITLES else name, "number": None}
    here = next((part for part in parts if part["id"] == name), other)
    part = library.parts.get(name)
    return {
        "language": language,
        "languages": {name: own_name(name) for name in languages()},
        "direction": direction(language),
        "extended": library.phrases.extended,
        # What a participant may know of the plan: which steps there are, and the question that is talked about.
        "plan": [
            {"id": step.id, "title": step.title, "exercise": step.exercise, "ask": step.ask[0] if step.ask else ""}
            for step in part.steps
        ]
        if part
        else [],
        "reading": reading(app.context.settings.notebook(name, languages()[0])) if part else {},
        "exercises": {exercise.id: exercise.title for exercise in library.exercises.values()},
        "surface": _SURFACES.get(name, "participant"),
        # By its name a device tells what it keeps of one workshop from what it keeps of another.
        "held": {"name": paths.workshop_name(), "first": paths.asked() is None},
        "page": here,
        "parts": [part | {"href": f"{app.base_url}part/{part['id']}"} for part in parts],
        "phrase": library.phrase,
        "step_of": library.phrases["nav.step_of"],
        "words": browser_words(library),
        "pages": library.pages,
        "help_list": help_list(library),
        "help_site": HELP_SITE,
        "overheard": app.links.overheard,
        "secure": app.links.secure,
        "static": app.asset,
        "nodes": [app.asset(f"kinds/{name}/nodes.js") for name in drawings()],
    }
