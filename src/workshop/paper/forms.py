"""The guide's appendices as a document for a word processor, to be changed and filled in before they are printed."""

from __future__ import annotations

import io
from collections.abc import Iterable

from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt

from workshop.content import Library
from workshop.content.guide import Appendix, Evaluation, Fidelity, Invitation

from .guide import appendices
from .printing import Paper

_LINE = "_" * 72
_SHEETS: dict[Paper, tuple[Length, Length]] = {"a4": (Cm(21), Cm(29.7)), "letter": (Cm(21.59), Cm(27.94))}


def forms_document(library: Library, paper: Paper = "a4") -> bytes:
    """Return the invitation, the checklists, the protocols and the forms as a DOCX file.

    Headings, lists and tables are the word processor's own, so that a screen reader finds them and one change of a
    style changes them all.
    """
    document = Document()
    _dress(document, library.language, paper)
    document.core_properties.title = library.phrase("paper.guide.appendices")
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.language = library.language
    for at, (_letter, _name, content) in enumerate(appendices(library)):
        document.add_heading(content.title, 1).paragraph_format.page_break_before = at > 0
        document.add_paragraph(content.intro)
        if isinstance(content, Evaluation):
            _evaluation(document, content)
        elif isinstance(content, Fidelity):
            _fidelity(document, content, library)
        else:
            _plain(document, content, library)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _dress(document: Docx, language: str, paper: Paper) -> None:
    """Set the language, for hyphens, spelling and a screen reader's voice, and a size that reads well on paper."""
    normal = document.styles["Normal"]
    normal.font.size = Pt(11)
    sheet = document.sections[0]
    sheet.page_width, sheet.page_height = _SHEETS[paper]
    sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = Cm(2.2)
    for defaults in document.styles.element.iter(qn("w:lang")):
        defaults.set(qn("w:val"), language)


def _plain(document: Docx, content: Appendix, library: Library) -> None:
    for section in content.sections:
        document.add_heading(section.title, 2)
        _list(document, section.points)
        for said in section.say:
            document.add_paragraph(said, style="Quote")
    if isinstance(content, Invitation):
        document.add_heading(library.phrase("paper.guide.example"), 2)
        document.add_paragraph(content.example)
    if content.blanks:
        document.add_heading(library.phrase("paper.guide.blanks"), 2)
        rows = [(blank.label + (f" ({blank.hint})" if blank.hint else ""), "") for blank in content.blanks]
        _table(document, rows)


def _evaluation(document: Docx, content: Evaluation) -> None:
    steps = "   ".join(map(str, range(11)))
    _table(document, [(rating.text, f"{rating.low}   {steps}   {rating.high}") for rating in content.ratings])
    _questions(document, content.open)
    document.add_heading(content.later_title, 2)
    document.add_paragraph(content.later_intro)
    _list(document, content.later)


def _fidelity(document: Docx, content: Fidelity, library: Library) -> None:
    say = library.phrase
    _list(document, [f"{say('paper.guide.kept')}: {' · '.join(content.kept)}"])
    _list(document, [f"{say('paper.guide.helpful')}: {' · '.join(content.helpful)}"])
    head = (say("paper.guide.item"), say("paper.guide.kept"), say("paper.guide.helpful"))
    for group in content.groups:
        document.add_heading(group.title, 2)
        _table(document, [head, *((item.text, "0   1   2   3", "0   1   2   3") for item in group.items)])
    document.add_heading(say("paper.guide.notes_title"), 2)
    _questions(document, content.notes)


def _list(document: Docx, points: Iterable[str]) -> None:
    for point in points:
        document.add_paragraph(point, style="List Bullet")


def _questions(document: Docx, questions: Iterable[str]) -> None:
    for question in questions:
        document.add_paragraph(question).paragraph_format.keep_with_next = True
        document.add_paragraph(f"{_LINE}\n{_LINE}")


def _table(document: Docx, rows: Iterable[tuple[str, ...]]) -> None:
    rows = list(rows)
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        line = table.add_row()
        line.height = Cm(0.9)
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
            cell.paragraphs[0].paragraph_format.keep_with_next = True  # a table is not torn from its heading
    document.add_paragraph()
