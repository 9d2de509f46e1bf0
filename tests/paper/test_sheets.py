"""Paper sheets: every exercise can be done with a pen, and no sheet asks who somebody is."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.support.desks import library
from tests.support.paper import pdf_pages, reaches_out
from workshop.browsers import find_browser
from workshop.cli import main
from workshop.content import HELP_SITE
from workshop.content.kinds import Kind, kinds
from workshop.paper.guide import guide_page
from workshop.paper.printing import page_numbers
from workshop.paper.sheets import SheetError, chosen, leaflets, sheets_page

needs_browser = pytest.mark.skipif(find_browser() is None, reason="No Chromium, Chrome or Edge is installed.")


@pytest.fixture(scope="module")
def page():
    return sheets_page(library(), chosen(library()))


@pytest.fixture(scope="module")
def sheets(page):
    """Every sheet and every page for afterwards, by its id."""
    pattern = r'<section class="sheet[^"]*" id="([\w-]+)">(.*?)(?=<section class="sheet|</main>)'
    return dict(re.findall(pattern, page, re.DOTALL))


def test_every_kind_has_a_sheet():
    assert [name for name, kind in kinds().items() if not kind.sheet] == []


def test_a_kind_without_a_sheet_is_an_error(monkeypatch):
    monkeypatch.setattr(Kind, "sheet", property(lambda _kind: None))
    with pytest.raises(SheetError, match="has no paper sheet"):
        sheets_page(library(), chosen(library(), exercise="cases"))


@pytest.mark.parametrize("exercise", library().exercises)
def test_every_exercise_has_a_sheet_with_all_that_keeps_it_safe(sheets, exercise):
    content, say = library().exercises[exercise], library().phrase
    sheet = sheets[f"sheet-{exercise}"].replace("&#39;", "'")
    own = {"safety-fork": "no_trace", "feedback": "box"}.get(exercise, "only_you")
    assert say(f"paper.sheet.{own}") in sheet
    assert say("paper.sheet.pass") in sheet
    assert (say("paper.sheet.found") in sheet) is (content.safety_check or content.body.keeps_nothing)
    assert (say("paper.sheet.safety", title=library().pages.safety.title) in sheet) is content.safety_check


def test_help_is_at_the_foot_of_every_sheet(sheets):
    say = library().phrase
    for name, sheet in sheets.items():
        foot = sheet[sheet.rindex("<aside") :]
        assert foot.index(say("paper.sheet.help_emergency")) < foot.index(HELP_SITE), name


def test_no_sheet_asks_for_a_name(page):
    assert not re.search(r"<input|<form|<textarea", page)
    labels = re.findall(r"<(?:b|h3|th|dt)\b[^>]*>(.*?)</", page)
    assert len(labels) > 100
    assert not [label for label in labels if re.search(r"\b(your|my|full|first) name\b|^name\b", label, re.IGNORECASE)]


def test_nothing_for_facilitators_is_on_a_sheet(page):
    for exercise in library().exercises.values():
        for text in (*exercise.guide.do, *exercise.guide.ask):
            assert text not in page


def test_findings_stay_on_the_page_for_afterwards(sheets):
    for exercise in library().exercises.values():
        for item in getattr(exercise.body, "items", ()):
            if finding := getattr(item, "finding", None):
                assert finding not in sheets[f"sheet-{exercise.id}"].replace("&#39;", "'")
                assert f"after-{exercise.id}" in sheets


def test_it_needs_no_other_file(page):
    assert reaches_out(page) == []


def test_paper_does_not_speak_of_taps(sheets):
    for name, sheet in sheets.items():
        if name.startswith("sheet-"):
            assert not re.search(r"\b[Tt]ap(s|ped)?\b|\bhandles?\b|\bscreen\b", sheet), name


def test_the_rule_on_paper_is_the_rule_of_the_model():
    from workshop.kinds.explorable.toys.trust_account.maths import learning

    level, levels = 90.0, [90.0]
    for happens in ("betrayal", *["good"] * 8):
        level = level / 2 if happens == "betrayal" else level + (100 - level) / 10
        levels.append(level)
    assert levels == pytest.approx([100 * x for x in learning([0.0] + [1.0] * 8, 0.9)])


def test_a_scale_begins_where_the_words_for_its_ends_do():
    arrive = library().exercises["arrive"]
    for language, first, last in (("en", "left", "right"), ("ar", "right", "left")):
        page = sheets_page(replace(library(), language=language), [arrive])
        places = dict(reversed(re.findall(r'<text x="([\d.]+)"[^>]*>(\d+)</text>', page)[-11:]))
        by_number = {number: float(x) for x, number in places.items()}
        assert (by_number["0"] < by_number["10"]) == (first == "left")
        assert f'@bottom-{first} {{ content: "{arrive.title}' in page
        assert f"@bottom-{last} {{ content: counter(page)" in page


def test_a_drawing_says_what_is_drawn():
    arrive, loop, circles = (library().exercises[name] for name in ("arrive", "loop", "support-map"))
    (line, *_), (boxes,), (rings,) = (
        re.findall(r'<svg[^>]* role="img" aria-label="([^"]*)"', sheets_page(library(), [one]))
        for one in (arrive, loop, circles)
    )
    assert line == "A line from 0 to 10, to mark"
    assert all(stage.name in boxes for stage in loop.body.stages)
    assert all(ring in rings for ring in circles.body.rings)


def test_ten_slips_are_the_odds_of_the_game():
    from workshop.kinds.explorable.toys.guarded.game import WORLD

    assert WORLD.honoured == 0.8


@needs_browser
@pytest.mark.browser
@pytest.mark.parametrize("size", ["a4", "letter"])
def test_the_pdf_is_tagged_and_a_sheet_is_one_page(tmp_path, size):
    """Only what is long by itself has a second one, and that is well filled: no page for the last five lines."""
    long = {"safety-fork", "loop", "find-care"}
    out = tmp_path / "sheets.pdf"
    assert main(["sheets", "--out", str(out), "--size", size]) == 0
    pdf = out.read_bytes()
    assert b"/StructTreeRoot" in pdf
    assert b"/Lang (en)" in pdf
    pictures = re.findall(rb"<</Type /StructElem\s*/S /Figure\b.*?>>\s*endobj", pdf, re.DOTALL)
    assert len(pictures) > 30
    assert [one for one in pictures if not re.search(rb"/Alt [(<]", one)] == [], "a picture without words"
    numbers = page_numbers(pdf)
    begins = [numbers[f"sheet-{exercise.id}"] for exercise in chosen(library())]
    handed = [numbers[f"leaflet-{at}"] for at, _ in enumerate(leaflets(library()), 1)]
    assert [*handed, pdf_pages(pdf) + 1] == list(range(handed[0], pdf_pages(pdf) + 2)), "a page for each leaflet"
    for exercise, (first, following) in zip(chosen(library()), pairwise([*begins, handed[0]]), strict=True):
        assert following - first == 1 + exercise.body.kept_for_later + (exercise.id in long), exercise.id


#: What stands out of a page that is 320 pixels wide, save tables and drawings, which are moved sideways by themselves.
WIDE = """() => document.documentElement.scrollWidth <= innerWidth + 1 ? []
  : [...document.querySelectorAll("body *")].filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.outerHTML.slice(0, 80))"""


@pytest.mark.browser
@pytest.mark.parametrize("apart", [False, True], ids=["as it is", "text apart"])
@pytest.mark.parametrize("what", ["sheets", "guide"])
def test_paper_is_read_on_a_small_phone_too(browser, page, what, apart):
    phone = browser.new_page(viewport={"width": 320, "height": 640})
    phone.set_content(page if what == "sheets" else guide_page(library()))
    if apart:
        phone.add_style_tag(
            content="* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
        )
    assert phone.evaluate(WIDE) == []
    phone.close()


def test_a_box_to_tick_is_drawn_and_no_letter(page):
    """No face of the kit has one: it would look different on every computer."""
    assert "☐" not in page
    assert '<td class="num"><i class="box"></i>\N{NO-BREAK SPACE}yes' in page


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--part", "nowhere"], "There is no part"),
        (["--exercise", "nothing"], "There is no exercise"),
        (["--part", "00-welcome", "--exercise", "cases"], "Leave one of the two out"),
    ],
)
def test_bad_arguments_get_a_sentence(args, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["sheets", *args]) == 1
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_leaflets_are_printed_for_people_close_by_and_for_people_who_hurt():
    kit = library()
    page = sheets_page(kit, [], leaflets=leaflets(kit))
    for leaflet in (kit.pages.close_by, kit.pages.stop):
        assert leaflet.title in page
    assert page.count('class="sheet leaflet') == 2
    assert page.count(HELP_SITE) >= 2
