"""AnswerSync: what is typed is never lost, and nothing stale comes back."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

DEVICE = """
window.kept = {};
window.workshopDevice = {
  get: (name) => kept[name],
  put: (name, value) => { kept[name] = structuredClone(value); },
  forget: (name) => { delete kept[name]; },
};
"""


def device_page(gallery, **state):
    page = gallery("text", wait=1)
    page.evaluate(DEVICE)
    return page


def test_words_reach_the_device_at_once_and_the_kernel_after_a_pause(gallery):
    page = device_page(gallery)
    page.evaluate("show(VIEWS.text.view)")
    page.get_by_label("What sets it off?").press_sequentially("abc")
    assert page.evaluate("kept.gallery.fields.trigger") == "abc"
    page.wait_for_function("model.saved.length > 0")
    assert page.evaluate("model.saved.at(-1)") == {"answer": {"fields": {"trigger": "abc"}}, "seq": 1}


def test_leaving_the_field_sends_at_once(gallery):
    page = gallery("text")
    box = page.get_by_label("What sets it off?")
    box.fill("now")
    box.blur()
    assert page.evaluate("model.saved.length") == 1


def test_hiding_the_page_sends_at_once(gallery):
    page = gallery("text")
    page.get_by_label("What sets it off?").fill("phone goes dark")
    page.evaluate("""() => {
        Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});
        document.dispatchEvent(new Event('visibilitychange'));
    }""")
    assert page.evaluate("model.saved.at(-1).answer.fields.trigger") == "phone goes dark"


def test_focus_and_caret_survive_a_new_view(gallery):
    page = gallery("text")
    box = page.get_by_label("What sets it off?")
    box.fill("one three")
    page.evaluate("document.activeElement.setSelectionRange(4, 4)")
    page.evaluate("""model.kernel({view: {node: 'stack', children: [
        {node: 'note', tone: 'info', html: '<p>New above</p>'},
        {...VIEWS.text.view.children[0], hint: 'Another hint'}]}})""")
    page.get_by_text("New above").wait_for()
    page.keyboard.type("two ")
    assert box.input_value() == "one two three"
    assert page.get_by_text("Another hint").is_visible()


def test_a_stale_answer_from_the_kernel_does_not_replace_typing(gallery):
    page = gallery("text")
    box = page.get_by_label("What sets it off?")
    box.fill("newer")
    page.evaluate("model.kernel({answer: {fields: {trigger: 'old'}}, view: structuredClone(VIEWS.text.view)})")
    page.wait_for_timeout(50)
    assert box.input_value() == "newer"


def test_a_raised_epoch_takes_the_kernels_answer(gallery):
    page = gallery("text")
    box = page.get_by_label("What sets it off?")
    box.fill("mine")
    page.wait_for_function("model.saved.length === 1")
    page.evaluate("model.kernel({answer: {fields: {trigger: 'from my file'}}, ack: 1, epoch: 1})")
    page.wait_for_function("document.querySelector('textarea').value === 'from my file'")
    page.wait_for_timeout(350)
    assert page.evaluate("model.saved.length") == 1, "and is not answered"


def test_a_picture_older_than_the_one_shown_is_dropped(gallery):
    page = gallery("text")
    view = "{{node: 'status', text: '{}'}}"
    page.evaluate(f"model.kernel({{ack: 5, view: {view.format('five')}}})")
    page.get_by_text("five").wait_for()
    page.evaluate(f"model.kernel({{ack: 4, view: {view.format('four')}}})")
    page.wait_for_timeout(100)
    assert page.get_by_text("five").is_visible()
    assert page.get_by_text("four").count() == 0


def test_an_empty_model_is_given_what_the_device_holds(gallery):
    page = device_page(gallery)
    page.evaluate("kept.gallery = {fields: {trigger: 'still here'}}")
    page.evaluate("show(VIEWS.text.view)")
    assert page.get_by_label("What sets it off?").input_value() == "still here"
    assert page.evaluate("model.saved") == [{"answer": {"fields": {"trigger": "still here"}}, "seq": 1}]


def test_a_model_with_an_answer_keeps_it(gallery):
    page = device_page(gallery)
    page.evaluate("kept.gallery = {fields: {trigger: 'old'}}")
    page.evaluate("show(VIEWS.text.view, {answer: {fields: {trigger: 'kernel'}}})")
    assert page.get_by_label("What sets it off?").input_value() == "kernel"


def test_words_are_kept_and_sent_again_when_sending_fails(gallery):
    page = device_page(gallery)
    page.evaluate("show(VIEWS.text.view); model.broken = true")
    box = page.get_by_label("What sets it off?")
    box.fill("do not lose me")
    box.blur()
    assert page.evaluate("kept.gallery.fields.trigger") == "do not lose me"
    assert box.input_value() == "do not lose me"
    page.evaluate("model.broken = false")
    page.wait_for_function("model.saved.length === 1", timeout=5000)


def test_a_new_kernel_in_the_same_place_keeps_focus_and_words(gallery):
    page = gallery("text")
    box = page.get_by_label("What sets it off?")
    box.fill("before the line broke")
    page.evaluate("show(VIEWS.text.view)")  # another model, the same element
    page.wait_for_timeout(50)
    page.keyboard.type("!")
    assert box.input_value() == "before the line broke!"
    page.wait_for_function("model.saved.length > 0")


def test_a_tap_never_overtakes_the_words(gallery):
    page = gallery("text")
    page.evaluate("""show({node: 'stack', children: [VIEWS.text.view.children[0],
        {node: 'button', action: 'share', label: 'Share', tone: 'primary', args: {level: 'count'}}]})""")
    page.get_by_label("What sets it off?").fill("last words")
    page.evaluate("document.querySelector('button').click()")
    assert page.evaluate("model.sent") == [
        {
            "event": "action",
            "action": "share",
            "args": {"level": "count"},
            "seq": 1,
            "answer": {"fields": {"trigger": "last words"}},
        }
    ]
    assert page.evaluate("model.saved.length") == 1


def test_one_change_in_flight_while_dragging_and_the_newest_wins(gallery):
    page = gallery("live")
    drag = """(v) => {
        const range = document.querySelector('input');
        range.value = v;
        range.dispatchEvent(new Event('input', {bubbles: true}));
    }"""
    for value in (10, 20, 30, 40):
        page.evaluate(drag, value)
    assert page.evaluate("model.saved.map((s) => s.answer.settings.forgive)") == [10]
    page.evaluate("model.kernel({ack: 1})")
    assert page.evaluate("model.saved.map((s) => s.answer.settings.forgive)") == [10, 40]
    page.evaluate(drag, 50)
    page.wait_for_timeout(1700)  # no ack comes: after 1.5 s the newest goes anyway
    assert page.evaluate("model.saved.map((s) => s.answer.settings.forgive)") == [10, 40, 50]


def test_forget_empties_the_page_and_the_device(gallery):
    page = device_page(gallery)
    page.evaluate("show(VIEWS.text.view)")
    page.get_by_label("What sets it off?").fill("gone soon")
    page.evaluate("model.emit('msg:custom', {event: 'forget'})")
    page.wait_for_function("document.querySelector('textarea').value === ''")
    assert page.evaluate("kept") == {}


def test_messages_focus_announce_and_download(gallery):
    page = gallery("text")
    page.evaluate("model.emit('msg:custom', {event: 'focus', id: 'fields.trigger'})")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.evaluate("model.emit('msg:custom', {event: 'announce', text: 'The room is open.'})")
    page.locator("[aria-live]").get_by_text("The room is open.").wait_for()
    with page.expect_download() as got:
        page.evaluate("model.emit('msg:custom', {event: 'download', filename: 'notes.json', text: '{}'})")
    assert got.value.suggested_filename == "notes.json"


def test_several_views_of_one_widget_share_one_answer(gallery):
    page = gallery("text", wait=1)
    page.evaluate("""async () => {
        const kit = (await import('/src/workshop/controls/static/kit.js')).default();
        window.model = new FakeModel({view: VIEWS.text.view});
        kit.initialize({model});
        for (const id of ['one', 'two']) {
            const el = document.createElement('div');
            el.id = id;
            document.body.append(el);
            kit.render({model, el});
        }
    }""")
    page.locator("#one textarea").fill("shared")
    page.wait_for_function("document.querySelector('#two textarea').value === 'shared'")
