"""The printed guide: everything a facilitator needs, nothing that a participant gets."""

import re
import subprocess
import sys
from itertools import pairwise

import pytest

from tests.support.desks import library
from tests.support.paper import pdf_pages, pdf_text, reaches_out
from workshop import paths
from workshop.browsers import find_browser
from workshop.cli import main
from workshop.controls import markdown
from workshop.paper.guide import guide_page, plan
from workshop.paper.printing import css_string, page_numbers

needs_browser = pytest.mark.skipif(find_browser() is None, reason="No Chromium, Chrome or Edge is installed.")


@pytest.fixture(scope="module")
def page():
    return guide_page(library())


@pytest.mark.parametrize("part", library().parts)
def test_every_part_is_in_the_guide_with_all_of_its_plan(page, part):
    content = library().parts[part]
    texts = [*content.aims, *content.materials, *content.prompts, content.content_note]
    texts += [text for step in content.steps for text in (*step.say, *step.ask, *step.do)]
    texts += [text for trouble in content.troubleshooting for text in (trouble.when, trouble.do)]
    plain = page.replace("&#39;", "'")
    assert [text for text in texts if markdown.inline(text) not in plain and text not in plain] == []
    for text in (content.short, content.online, content.take_home):
        assert markdown.html(text) in page


@pytest.mark.parametrize("exercise", library().exercises)
def test_every_exercise_is_in_the_guide_with_its_notes(page, exercise):
    content = library().exercises[exercise]
    for text in (*content.guide.say, *content.guide.ask, *content.guide.do):
        assert markdown.inline(text) in page
    assert markdown.html(content.debrief.text) in page


def test_every_appendix_is_in_the_guide(page):
    guide = library().guide
    for appendix in (guide.risk, guide.abuse, guide.not_for, guide.care):
        for section in appendix.sections:
            for point in section.points:
                assert markdown.inline(point) in page
    assert all(f'id="appendix-{letter}"' in page for letter in "ABCDEFGHI")


@pytest.mark.parametrize("part", library().parts)
def test_the_time_line_begins_at_0_and_ends_with_the_minutes(part):
    content = library().parts[part]
    made = plan(content, library())
    assert len(made.sessions) == content.sessions
    for session in made.sessions:
        assert session[0].start == 0
        assert session[-1].end == content.minutes // content.sessions
        assert all(a.end == b.start for a, b in pairwise(session))


def test_one_part_comes_without_the_others_and_the_appendices():
    page = guide_page(library(), "06-closing")
    assert library().parts["06-closing"].title in page
    assert 'id="part-01-causes"' not in page
    assert 'id="appendix-A"' not in page


def test_it_needs_no_other_file(page):
    assert reaches_out(page) == []


def test_a_title_can_not_break_the_style_sheet():
    assert css_string('a"b</style>\\') == '"a\\22 b\\3c /style\\3e \\5c "'


def test_participants_pages_know_nothing_of_the_guide():
    code = (
        "import sys; from workshop.visit import session, part; from workshop.content import kinds\n"
        "[(kind.model, kind.view) for kind in kinds.kinds().values()]\n"
        "print([name for name in sys.modules if name.startswith('workshop.evening')])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
    for notebook in paths.notebooks().glob("*.ipynb"):
        assert "workshop.evening" not in notebook.read_text("utf-8")


@needs_browser
@pytest.mark.browser
def test_the_pdf_is_tagged_in_its_language_and_numbers_its_contents(tmp_path):
    out = tmp_path / "guide.pdf"
    assert main(["guide", "--out", str(out)]) == 0
    pdf = out.read_bytes()
    assert b"/StructTreeRoot" in pdf
    assert b"/Lang (en)" in pdf
    assert b"/Outlines" in pdf
    assert 30 <= pdf_pages(pdf) <= 100
    numbers = page_numbers(pdf)
    begins = [numbers[f"part-{part}"] for part in library().parts]
    assert begins == sorted(begins)
    contents = pdf_text(out, 1)
    if contents is not None:
        for part in library().parts.values():
            assert re.search(rf"{re.escape(part.title)}.*\b{numbers[f'part-{part.id}']}\b", contents)


def test_without_a_browser_the_html_is_there_and_says_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("WORKSHOP_BROWSER", str(tmp_path / "none"))
    assert main(["guide", "--part", "06-closing", "--out", str(tmp_path / "guide.pdf")]) == 1
    assert "print it from there" in capsys.readouterr().err
    assert "<html" in (tmp_path / "guide.html").read_text("utf-8")
    assert not (tmp_path / "guide.pdf").exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--part", "09-nowhere"], "There is no part"),
        (["--lang", "xx"], "There is no language"),
        (["--out", "guide.pdf", "--format", "html"], "Change one of the two"),
        (["--out", "no/such/folder/guide.html"], "can't be written"),
    ],
)
def test_bad_arguments_get_a_sentence(args, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["guide", *args]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told
    assert not list(tmp_path.iterdir())


def test_files_have_neutral_names(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["guide", "--part", "06-closing"]) == 0
    assert main(["sheets", "--exercise", "leave"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["guide.html", "sheets.html"]
