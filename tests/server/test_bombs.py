"""What no page of the kit writes: the page that says it goes on working, and so do all others."""

from __future__ import annotations

import json

import pytest

from tests.support.kernel import message, open_socket, read, wait_for
from tests.support.pages import config
from tests.support.server import serving
from workshop.content import load_library
from workshop.content.kinds import kind
from workshop.controls.widget import KitWidget, without_halves
from workshop.exercises.model import AnswerError, number

LIBRARY = load_library("en")
HUGE = 10**4000
NONSENSE = [
    HUGE,
    -HUGE,
    1e308,
    "\ud83d",
    {"\udc00": "\ud83d"},
    [[[[]]]],
    [None],
    None,
    True,
    -1,
    "x" * 9000,
    {"a": HUGE},
]


def test_a_number_of_4000_digits_is_held_to_the_scale():
    assert number(HUGE, 0, 10) == 10
    assert number(-HUGE, 0, 10) == 0
    assert number(float("nan"), 0, 10) is None
    assert number(float("inf"), 0, 10) is None
    assert number(2.0, 0, 10) == 2
    assert number(2.5, 0, 10) == 2.5


def test_half_an_emoji_becomes_something_that_can_travel():
    whole = "a heart ❤\N{VARIATION SELECTOR-16} and 👩\N{ZERO WIDTH JOINER}👧"
    assert without_halves({"a": [whole, 7, None]}) == {"a": [whole, 7, None]}
    assert without_halves({"\ud83d": ["\udc00"]}) == {"�": ["�"]}
    widget = KitWidget("page")
    widget.answer = {"words": "cut in two \ud83d"}
    json.dumps(widget.answer, ensure_ascii=False).encode()


def places(value, path=()):
    """Return the path of everything in an answer."""
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inside:
        yield from places(each, (*path, name))


def put(value, path, new):
    if not path:
        return new
    changed = value.copy()
    changed[path[0]] = put(value[path[0]], path[1:], new)
    return changed


@pytest.mark.parametrize("name", [name for name, each in LIBRARY.exercises.items() if each.sample])
def test_whatever_stands_anywhere_in_an_answer_is_refused_or_read(name):
    content = LIBRARY.exercises[name]
    model = kind(content.kind).model(content, LIBRARY.phrase)
    for path in places(content.sample):
        for nonsense in NONSENSE:
            try:
                read_as = model.set_from(put(content.sample, path, nonsense))
            except AnswerError:
                continue
            json.dumps(without_halves(read_as), ensure_ascii=False).encode()


# ------------------------------------------------------------------ a real page


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("kit"), patience=180) as server:
        yield server


@pytest.fixture(scope="module")
def page(kit):
    with kit.joined() as client:
        kernel = config(client.get("/part/01-causes").text)["kernelId"]
        with open_socket(client, kernel) as opened:
            yield opened


@pytest.fixture(scope="module")
def exercise(page):
    control = {"comm_id": "c", "target_name": "jupyter.widget.control", "data": {}}
    page.send(message("comm_open", control, metadata={"version": "1.0.0"}))
    page.send(message("comm_msg", {"comm_id": "c", "data": {"method": "request_states"}}))
    states = wait_for(page, "comm_msg")["content"]["data"]["states"]
    return next(i for i, one in states.items() if one["state"].get("name") == "cases")


def update(**state):
    return {"method": "update", "state": state, "buffer_paths": []}


BOMBS = {
    "a huge number": update(answer={"items": {"amara": HUGE // 10**100}}, seq=3),
    "half an emoji": update(answer={"items": {"amara": ["\ud83d"]}, "\ud83d": "\udc00"}, seq=4),
    "an answer that is a list": update(answer=[1, 2], seq=5),
    "an answer that is nothing": update(answer=None, seq=6),
    "a number that is text": update(answer={"items": {}}, seq="seven"),
    "a number beyond every number": update(seq=HUGE),
    "a buffer on the way to nowhere": {**update(seq=8), "buffer_paths": [["answer", "no", "such", "place"]]},
    "no data": None,
    "another method": {"method": 7},
    "no state": {"method": "update", "state": 3, "buffer_paths": 3},
    "deep": update(answer=json.loads("[" * 900 + "]" * 900)),
    "a tap that is none": {"method": "custom", "content": {"event": "action", "action": ["share"], "args": 3}},
    "a tap with nonsense": {
        "method": "custom",
        "content": {"event": "action", "action": "share", "args": None, "answer": 5, "seq": "x"},
    },
    "a greeting that is none": {
        "method": "custom",
        "content": {"event": "hello", "secret": HUGE, "ticket": ["\ud83d"]},
    },
    "words of a tap": {
        "method": "custom",
        "content": {"event": "action", "action": "pass", "answer": {"\ud83d": "\udc00"}, "seq": 9},
    },
}


@pytest.mark.server
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_page_hears_again_after_a_message_that_no_page_sends(page, exercise, bomb):
    page.send(message("comm_msg", {"comm_id": exercise, "data": BOMBS[bomb]}))
    at = 1_000_000 + list(BOMBS).index(bomb)
    good = {"items": {"amara": ["betrayal"]}, "_level": "me"}
    page.send(message("comm_msg", {"comm_id": exercise, "data": update(answer=good, seq=at)}))
    while True:
        heard = read(page.recv(timeout=30))
        data = heard["content"].get("data") or {}
        if heard["header"]["msg_type"] == "comm_msg" and data.get("state", {}).get("ack") == at:
            return
