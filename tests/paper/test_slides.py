"""Slides: what the room looks at where its screen has no network."""

import re

import pytest

from tests.support.paper import reaches_out
from workshop.cli import main
from workshop.content import languages, load_library
from workshop.controls.markdown import inline
from workshop.paper.slides import slides_page


def all_slides(language):
    library = load_library(language)
    return slides_page(library, list(library.parts.values()))


def test_every_step_is_asked_or_done_and_nothing_is_said_that_belongs_to_the_guide():
    library = load_library("en")
    page = all_slides("en")
    assert reaches_out(page) == []
    lines = set(re.findall(r"<(?:p|li)[^>]*>(.*?)</", page))
    shown = re.findall(r"<h2>(.*?)</h2>", page)
    for part in library.parts.values():
        for step in part.steps:
            title = library.exercises[step.exercise].title if step.exercise and not step.ask else step.title
            assert inline(title) in shown
            assert not {*step.say, *step.do} & lines


def test_a_part_that_is_not_there_is_named_and_the_others_are_offered(capsys):
    assert main(["slides", "nowhere"]) == 1
    assert "There is no part “nowhere”. The parts are: 00-welcome" in capsys.readouterr().err


@pytest.mark.browser
@pytest.mark.parametrize("language", languages())
def test_no_slide_is_fuller_than_the_screen(browser, language):
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.emulate_media(media="print")
    page.set_content(all_slides(language))
    page.evaluate("document.fonts.ready")
    full = """[...document.querySelectorAll(".slide")].filter((slide) => {
        const parts = [...slide.children], foot = slide.querySelector(".help");
        const end = Math.max(...parts.filter((one) => one !== foot).map((one) => one.getBoundingClientRect().bottom));
        return slide.scrollHeight > slide.clientHeight + 1 || (foot && end > foot.getBoundingClientRect().top);
    }).map((slide) => slide.textContent)"""
    assert page.evaluate(full) == []
    page.close()
