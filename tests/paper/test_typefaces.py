"""Prints bring the kit's typefaces along, and no more of them than they have letters for."""

import re

import pytest

from workshop import paths
from workshop.content import load_library
from workshop.content.phrases import Phrases
from workshop.paper.sheets import sheets_page
from workshop.paper.typefaces import embedded
from workshop.templates import environment


@pytest.mark.parametrize(("text", "faces"), [("Trust", 4), ("Zażółć", 6)], ids=["latin", "more letters"])
def test_a_face_is_embedded_where_its_letters_are(text, faces):
    sheet = embedded(text)
    assert (
        len(re.findall("@font-face", sheet)) == len(re.findall(r"url\(\"data:font/woff2;base64,d09GMg", sheet)) == faces
    )


@pytest.mark.parametrize(("text", "faces"), [("Trust, œuvre", 2), ("Zażółć", 4)], ids=["latin", "more letters"])
def test_a_page_asks_early_for_the_faces_that_its_language_needs(text, faces):
    """Else “ł” comes too late, and stands in another face in the midst of a word."""
    extended = Phrases({"app.name": text}, "pl").extended
    links = str(environment("site", "workshop").get_template("typefaces.html.j2").module.links(str, extended))
    assert links.count("preload") == faces
    assert all((paths.built() / name).is_file() for name in re.findall(r"ui/([\w-]+\.woff2)", links))


def test_the_faces_are_in_the_print():
    library = load_library("en")
    page = sheets_page(library, [library.exercises["today"]])
    faces = set(re.findall(r"@font-face\{font-family:(.*?);", page))
    assert faces == {"Literata", "Atkinson Hyperlegible Next"}
