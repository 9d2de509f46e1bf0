"""The end of a part: take the answers along, bring them back, keep them in a file, forget them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from traitlets import TraitError

from workshop.content import Library
from workshop.content.kinds import kind
from workshop.content.locale import direction
from workshop.content.phrases import of_controls
from workshop.controls import nodes, room_nodes
from workshop.controls.nodes import Node
from workshop.controls.widget import KitWidget, served
from workshop.exercises.exercise import ExerciseOnPage
from workshop.exercises.model import ExerciseModel
from workshop.workbook import BookError, Workbook, printing
from workshop.workbook.keeping import NotesFile


class Notes:
    """Export and import of the workbook, and in JupyterLab a file beside the notebook.

    Parameters
    ----------
    library
        Wording of the session's language.
    exercises
        The exercises that the page shows so far, by id; more come while it is built.
    before
        Answers of the same part from when its cells were run before.
    folder
        Where the file is kept if it is asked for.
    """

    def __init__(
        self,
        library: Library,
        exercises: Mapping[str, ExerciseOnPage],
        before: Mapping[str, dict[str, Any]],
        folder: Path,
    ) -> None:
        self.library, self.exercises, self.before = library, exercises, before
        self.file = NotesFile(folder, self.library.phrase("app.file_name"))
        self.news = ""
        self.trouble = ""
        self._from_file = Workbook()
        self._held_back: dict[str, dict[str, Any]] = {}  # from a file, where this page or device has something else
        if not served():
            self._open_file()
        self.widget = KitWidget("notes", of_controls(self.library.phrases))
        self.widget.on_action(self._act)
        self.redraw()

    # -- a file beside the notebook (JupyterLab only) -----------------------------------------------------

    def _open_file(self) -> None:
        try:
            self._from_file = self.file.load(list(self.library.exercises))
        except BookError as error:
            self.trouble = self.library.phrase(error.key)

    def restore_into(self, name: str) -> None:
        """Give an exercise what the file holds for it, and keep the file up to date from now on."""
        on_page = self.exercises[name]
        if kept := self.before.get(name) or self._from_file.answers.get(name):
            on_page.widget.replace_answer(kept)
        if not served():
            # no more than this one: another notebook may have the others
            on_page.widget.observe(lambda change: self._save({name: change["new"]}), names=["answer"])

    def _save(self, answers: Mapping[str, Any]) -> None:
        if self.file.exists:
            self._write(answers)

    def _write(self, answers: Mapping[str, Any]) -> None:
        try:
            self.file.save(answers, self.library.exercises, self.library.language)
        except OSError:
            self.trouble = self.library.phrase("exercise.kept_not")
            self.redraw()
        except BookError as error:
            self.trouble = self.library.phrase(error.key)
            self.redraw()

    # -- the workbook -------------------------------------------------------------------------------------

    def book(self, others: Mapping[str, Any] | None = None) -> Workbook:
        """Return the answers of this page, with ``others`` for the exercises of other pages."""
        known = self.library.exercises
        others = {**(others or {}), **self.before}
        book = Workbook({k: dict(v) for k, v in others.items() if k in known and isinstance(v, dict)})
        for name, on_page in self.exercises.items():
            book.put(name, on_page.widget.answer)
        return book

    def answers(self) -> dict[str, dict[str, Any]]:
        """Return every answer of this part that its cells have brought up, now or when they were run before."""
        return {**self.before, **{name: dict(one.widget.answer) for name, one in self.exercises.items()}}

    def html(self, book: Workbook) -> str:
        """Return the workbook as one page to read or print."""
        say = self.library.phrase
        day = dt.date.today()  # noqa: DTZ011  the person's own day, on their own file
        words = {
            "title": say("workbook.title"),
            "made_on": say("workbook.made_on", date=day),
            "private": say("workbook.what"),
            "empty": say("workbook.empty"),
            "language": self.library.language,
            "direction": direction(self.library.language),
        }
        parts = []
        for part in self.library.parts.values():
            entries = [
                (content.title, lines, model.picture())
                for content in self.library.exercises.values()
                if content.part == part.id and (model := self._model(content.id, book)) and (lines := model.as_text())
            ]
            if entries:
                parts.append((part.title, entries))
        return printing.page(parts, words, day)

    def _lines(self, name: str, book: Workbook) -> list[tuple[str, str]]:
        model = self._model(name, book)
        return model.as_text() if model else []

    def _model(self, name: str, book: Workbook) -> ExerciseModel[Any] | None:
        """Return an exercise with its answer in the book; None if there is none, or none that can be read."""
        if name not in book.answers:
            return None
        content = self.library.exercises[name]
        model: ExerciseModel[Any] = kind(content.kind).model(content, self.library.phrase)
        try:
            model.answer = book.answers[name]
        except TraitError:
            return None
        return model

    # -- taps ---------------------------------------------------------------------------------------------

    def _act(self, action: str, args: Mapping[str, Any]) -> None:
        self.news = self.trouble = ""
        device = args.get("answers")
        book = self.book(device if isinstance(device, dict) else self._from_file.answers)
        name = self.library.phrase("app.file_name")
        if action == "download-page":
            self.widget.tell("download", filename=f"{name}.html", mime="text/html", text=self.html(book))
        elif action == "download-data":
            text = book.to_json(self.library.language)
            self.widget.tell("download", filename=f"{name}.json", mime="application/json", text=text)
        elif action == "import" and args.get("too_large"):
            self.trouble = self.library.phrase("error.file_large")
        elif action == "import":
            self._bring_back(str(args.get("text") or ""), book)
        elif action == "import-replace":
            self._take(self._held_back)
            self.news = self.library.phrase("workbook.brought", n=len(self._held_back))
            self._leave()
        elif action == "import-leave":
            self.news = self.library.phrase("workbook.bring_left")
            self._leave()
        elif action == "keep-file" and not served():
            self._write({name: answer for name, answer in self.answers().items() if answer})
        elif action == "forget-file" and not served():
            self.file.delete()
            self.news = self.library.phrase("workbook.forgotten")
        self.redraw()

    def _bring_back(self, text: str, here: Workbook) -> None:
        say = self.library.phrase
        try:
            book, skipped = Workbook.from_json(text, self.library.exercises)
        except BookError as error:
            self.trouble = say(error.key)
            return
        usable = {name: answer for name, answer in book.answers.items() if self._lines(name, book)}
        lost = len(skipped) + len(book.answers) - len(usable)
        # What says something else here may be newer than the file: it is replaced only if the person says so.
        self._held_back = {
            name: answer
            for name, answer in usable.items()
            if (lines := self._lines(name, here)) and lines != self._lines(name, book)
        }
        brought = {name: answer for name, answer in usable.items() if name not in self._held_back}
        self._take(brought)
        if brought or not self._held_back:
            self.news = say("workbook.brought", n=len(brought))
        if lost:
            self.news = say("workbook.brought_partly", n=len(brought), skipped=lost)
        if self._held_back:
            self.widget.tell("focus", id="bring-both")

    def _take(self, answers: Mapping[str, dict[str, Any]]) -> None:
        """Put answers from a file in place; who may see them stays as it was chosen here."""
        for name, answer in answers.items():
            if on_page := self.exercises.get(name):
                on_page.bring_back(answer)
        self._from_file = Workbook({**self._from_file.answers, **answers})
        self.widget.tell("restore", answers=dict(answers))
        self._save(answers)

    def _leave(self) -> None:
        """Ask no more about what the file held; the focus goes back to where a file is chosen."""
        self._held_back = {}
        self.widget.tell("focus", id="import")

    # -- what is shown ------------------------------------------------------------------------------------

    def redraw(self) -> None:
        """Bring the view up to date."""
        self.widget.view = nodes.card(*self._children(), key="notes")

    def _children(self) -> list[Node | None]:
        say, pages = self.library.phrase, self.library.pages
        children: list[Node | None] = [
            nodes.heading(say("workbook.title"), 3),
            nodes.prose(say("workbook.what")),
            nodes.note(pages.workbook.warning, "safety", key="warning"),
            nodes.row(
                nodes.button("download-page", say("workbook.download_page"), "primary", collect=True),
                room_nodes.notes_file(key="download-data",
                    action="download-data",
                    label=say("workbook.download_data"),
                    filename=f"{say('app.file_name')}.json",
                    language=self.library.language,
                ),
            ),
            room_nodes.file(key="import", action="import", label=say("workbook.bring"), hint=say("workbook.bring_hint"),
                accept=".json,application/json",
            ),
            nodes.status(self.news),
            self._both(),
            nodes.alert(self.trouble) if self.trouble else None,
        ]  # fmt: skip
        return [*children, *(self._device() if served() else self._beside())]

    def _both(self) -> Node | None:
        """Ask about exercises that have something here and something else in the file."""
        if not self._held_back:
            return None
        say, known = self.library.phrase, self.library.exercises
        titles = [known[name].title for name in self._held_back]
        return nodes.card(
            nodes.heading(say("workbook.bring_both", n=len(self._held_back), titles=titles), 4, "bring-both"),
            nodes.row(
                nodes.button("import-leave", say("workbook.bring_leave"), "primary"),
                nodes.button("import-replace", say("workbook.bring_replace")),
            ),
            tone="quiet",
            key="both",
        )

    def _device(self) -> list[Node | None]:
        say = self.library.phrase
        return [
            room_nodes.device(
                key="device", remember=say("workbook.remember"), remember_hint=say("workbook.remember_hint"),
                remember_on=say("workbook.remember_on"), remember_off=say("workbook.remember_off"),
                forget=say("workbook.forget"), forget_ask=say("workbook.forget_ask"),
                forget_stuck=say("workbook.forget_stuck"),
                forgotten=say("workbook.forgotten"), yes=say("app.yes"), no=say("app.no"),
            )
        ]  # fmt: skip

    def _beside(self) -> list[Node | None]:
        say, kept = self.library.phrase, self.file.exists
        return [
            nodes.note(say("workbook.keep_file_hint"), "private", key="keep-hint"),
            nodes.row(
                nodes.button("keep-file", say("workbook.keep_file"), pressed=kept),
                nodes.button("forget-file", say("app.remove"), "quiet") if kept else None,
            ),
        ]
