"""Prints bring the kit's typefaces along, and no more of them than they have letters for."""

import re

import pytest

from workshop.content import load_library
from workshop.paper.sheets import sheets_page
from workshop.paper.typefaces import embedded


@pytest.mark.parametrize(("text", "faces"), [("Trust", 4), ("Zażółć", 6)], ids=["latin", "more letters"])
def test_a_face_is_embedded_where_its_letters_are(text, faces):
    sheet = embedded(text)
    assert (
        len(re.findall("@font-face", sheet)) == len(re.findall(r"url\(\"data:font/woff2;base64,d09GMg", sheet)) == faces
    )


def test_the_faces_are_in_the_print():
    library = load_library("en")
    page = sheets_page(library, [library.exercises["today"]])
    faces = set(re.findall(r"@font-face\{font-family:(.*?);", page))
    assert faces == {"Literata", "Atkinson Hyperlegible Next"}
