from __future__ import annotations

import time
from statistics import median

import pydantic
import pytest
import yaml

from workshop import paths
from workshop.content import PhraseError, languages, load_library
from workshop.content.loading import read_library


def test_parts_stand_in_their_order(library):
    assert list(library.parts)[:2] == ["00-welcome", "01-causes"]
    assert [part.number for part in library.parts.values()] == sorted(p.number for p in library.parts.values())


def test_exercises_follow_the_plan(library):
    steps = [step.exercise for step in library.parts["01-causes"].steps if step.exercise]
    planned = [exercise.id for exercise in library.exercises_of("01-causes") if not exercise.spare]
    assert steps == ["today", *planned]


def test_it_is_kept_in_memory(library):
    assert load_library("en") is library


def test_nothing_in_it_can_be_changed(library):
    with pytest.raises(pydantic.ValidationError):
        library.exercises["cases"].title = "other"
    with pytest.raises(TypeError):
        library.exercises["other"] = library.exercises["cases"]


def test_loading_is_fast():
    """The whole library in well under 300 ms; every fresh page of the kit waits for it."""
    times = []
    for _ in range(3):
        start = time.process_time()
        read_library("en", paths.workshop())
        times.append(time.process_time() - start)
    assert median(times) < 0.3, "in processor time, so that a busy machine does not matter"


def test_words_like_no_stay_words(library):
    assert library.phrase("app.no") == "No"


def test_phrase_fills_in_values(library):
    assert library.phrase("nav.step_of", number=2, count=7) == "Step 2 of 7"


@pytest.mark.parametrize(("n", "words"), [(1, "1 answer shared"), (5, "5 answers shared"), (0, "0 answers shared")])
def test_phrase_chooses_one_or_other(library, n, words):
    assert library.phrase("room.answers", n=n) == words


def test_unknown_phrase(library):
    with pytest.raises(PhraseError, match=r"There is no phrase “share\.everything”"):
        library.phrase("share.everything")


def test_phrase_without_its_value(library):
    with pytest.raises(PhraseError, match="needs a value for 'number'"):
        library.phrase("nav.part")


def test_each_one_has_its_other(library):
    keys = set(library.phrases)
    for key in keys:
        stem, _, last = key.rpartition(".")
        if last == "other":
            assert {f"{stem}.one", f"{stem}.other"} <= keys
            assert "{n}" in library.phrases[f"{stem}.other"]


def test_the_words_that_were_decided(library):
    assert library.phrase("share.level.me") == "Only me"
    assert library.phrase("share.level.count") == "Count me"
    assert library.phrase("share.level.words") == "Show my words to the facilitator"
    toy = "A toy model. It shows how something can work. It isn't about you."
    assert library.phrase("exercise.toy") == toy


def test_what_stays_in_a_browser_is_neutral(library):
    pages = library.pages
    for words in (
        library.phrase("app.tab_title"),
        library.phrase("app.file_name"),
        pages.blank.title,
        pages.blank.text,
    ):
        assert not {"trust", "abuse", "relationship", "help"} & set(words.lower().split())


def test_languages_begin_with_english():
    assert languages()[0] == "en"


@pytest.mark.parametrize(
    "file",
    [*sorted(paths.assets().rglob("*.yaml")), *sorted((paths.root() / "notebooks").rglob("*.yaml"))],
    ids=lambda file: f"{file.parent.name}/{file.name}",
)
def test_every_file_can_be_read_without_libyaml(file):
    """Libyaml forgives what the parser in Python does not, and not every machine has it."""
    yaml.load(file.read_text("utf-8"), Loader=yaml.SafeLoader)
