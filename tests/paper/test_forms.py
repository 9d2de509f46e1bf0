"""The invitation and the forms in a word processor's own format."""

import io

import pytest
from docx import Document

from workshop.cli import main
from workshop.content import languages, load_library
from workshop.paper.forms import forms_document
from workshop.paper.guide import appendices


@pytest.mark.parametrize("language", languages())
def test_every_appendix_is_there_with_real_headings_in_its_language(language):
    library = load_library(language)
    document = Document(io.BytesIO(forms_document(library)))
    first = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert first == [content.title for _, _, content in appendices(library)]
    said = "\n".join([*(p.text for p in document.paragraphs), *(c.text for t in document.tables for c in t._cells)])
    guide = library.guide
    assert guide.invitation.example in said
    assert [one.label for one in guide.risk.blanks if one.label not in said] == []
    assert [one.text for one in guide.evaluation.ratings if one.text not in said] == []
    assert [item.text for group in guide.fidelity.groups for item in group.items if item.text not in said] == []
    assert document.core_properties.author == ""


def test_the_ending_says_the_form(tmp_path, capsys):
    assert main(["guide", "--out", str(tmp_path / "forms.docx")]) == 0
    assert (tmp_path / "forms.docx").read_bytes().startswith(b"PK")
    assert main(["sheets", "--out", str(tmp_path / "forms.docx")]) == 1
    assert "docx" in capsys.readouterr().err
