"""What a page brings along of its widgets, and what the kernel adds to it."""

from __future__ import annotations

import ipywidgets as widgets
import pytest

from workshop.forking.first_states import FirstStates


@pytest.fixture
def slider():
    return widgets.IntSlider(value=3, description="start")


def test_nothing_is_new_until_something_changes(slider):
    text = widgets.Text("hello")
    first = FirstStates([slider, text])
    assert set(first.states) == {slider.model_id, text.model_id}
    assert first.changed([slider, text], first.name) == {}
    slider.value = 4
    news = first.changed([slider, text], first.name)
    assert list(news) == [slider.model_id]
    assert news[slider.model_id]["state"]["value"] == 4
    assert news[slider.model_id]["model_name"] == "IntSliderModel"
    slider.value = 3
    assert first.changed([slider, text], first.name) == {}


def test_new_widgets_are_news(slider):
    first = FirstStates([slider])
    later = widgets.Text("made for one visitor")
    assert list(first.changed([slider, later], first.name)) == [later.model_id]


@pytest.mark.parametrize("since", ["", "0" * 16, None, 3, ["x"]])
def test_whoever_has_another_file_gets_everything(slider, since):
    first = FirstStates([slider])
    assert list(first.changed([slider], since)) == [slider.model_id]


def test_binary_values_travel_over_the_socket_only(slider):
    picture = widgets.Image(value=b"\x89PNG")
    first = FirstStates([slider, picture])
    assert list(first.states) == [slider.model_id]
    news = first.changed([slider, picture], first.name)
    assert bytes(news[picture.model_id]["state"]["value"]) == b"\x89PNG"


def test_the_name_tells_states_apart(slider):
    before = FirstStates([slider]).name
    assert FirstStates([slider]).name == before
    slider.value = 5
    assert FirstStates([slider]).name != before
