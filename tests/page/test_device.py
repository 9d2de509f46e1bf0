"""What the device keeps: where, for whom, and for how long."""

from playwright.sync_api import expect
from test_widgets import exercise, until

from workshop.workbook import Workbook

KEYS = "JSON.stringify([Object.keys(sessionStorage).filter(k => k.includes('answer')), Object.keys(localStorage).filter(k => k.includes('answer'))])"


def test_answers_stay_in_the_tab_unless_asked(opened):
    exercise(opened, "Six short stories").get_by_label("Your words").fill("mine")
    assert opened.evaluate("[workshopDevice.place, workshopDevice.remembers(), Object.keys(localStorage).length]") == [
        "session",
        False,
        0,
    ]
    opened.get_by_role("button", name="What is private").click()
    opened.get_by_label("Keep my answers on this device").check()
    expect(opened.locator("#private .device-choices > [aria-live]")).to_contain_text("Your answers stay on this device")
    assert opened.evaluate(
        "[workshopDevice.place, workshopDevice.get('cases').text, Object.keys(sessionStorage).length]"
    ) == ["local", "mine", 0]
    opened.get_by_label("Keep my answers on this device").uncheck()
    assert opened.evaluate(
        "[workshopDevice.place, workshopDevice.get('cases').text, Object.keys(localStorage).length]"
    ) == ["session", "mine", 0]


def test_a_second_tab_is_the_same_person(context, opened, server):
    exercise(opened, "Six short stories").get_by_label("Your words").fill("once only")
    other = context.new_page()
    other.goto(f"{server.url}/part/01-causes")
    other.wait_for_selector("html[data-ready]")
    assert other.evaluate("workshopDevice.pass") == opened.evaluate("workshopDevice.pass") != ""
    expect(exercise(other, "Six short stories")).to_contain_text("Heard: once only")
    exercise(other, "An old rule").get_by_label("Your words").fill("from over there")
    until(opened, "workshopDevice.get('old-rule')?.text === 'from over there'")
    opened.evaluate("workshopDevice.remember(true)")
    until(other, "workshopDevice.place === 'local' && workshopDevice.get('cases').text === 'once only'")


def test_rooms_know_nothing_of_each_other(opened):
    assert opened.evaluate("""() => { workshopDevice.put('cases', { text: 'here' });
        const other = new workshopDevice.constructor('room-two');
        const alone = new workshopDevice.constructor('');
        return [other.get('cases') ?? null, alone.get('cases') ?? null, other.pass === workshopDevice.pass]; }""") == [
        None,
        None,
        False,
    ]


def test_a_browser_that_forbids_storage_still_works(tab, server):
    tab.add_init_script("""for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });""")
    tab.goto(f"{server.url}/part/01-causes")
    tab.wait_for_selector("html[data-ready]")
    exercise(tab, "Six short stories").get_by_label("Your words").fill("in memory")
    assert tab.evaluate("[workshopDevice.place, workshopDevice.get('cases').text, workshopDevice.remember(true)]") == [
        "memory",
        "in memory",
        False,
    ]
    tab.locator(".tools [data-leave]").click()
    tab.wait_for_url("**/blank")


def test_a_full_storage_moves_to_memory_and_keeps_everything(opened):
    assert (
        opened.evaluate("""() => { workshopDevice.put('cases', { text: 'small' });
        Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
        const kept = workshopDevice.put('old-rule', { text: 'large' });
        return [kept, workshopDevice.place, workshopDevice.get('cases').text, workshopDevice.get('old-rule').text]; }""")
        == [False, "memory", "small", "large"]
    )


def test_the_file_of_the_privacy_dialog_is_what_my_notes_brings_back(opened):
    opened.evaluate("workshopDevice.put('cases', { text: 'out', _level: 'count', _shared: 'once' })")
    opened.evaluate("workshopDevice.put('old-rule', { text: '' })")
    opened.get_by_role("button", name="What is private").click()
    with opened.expect_download() as saved:
        opened.locator("#private [data-save]").click()
    text = saved.value.path().read_text("utf-8")
    assert text == Workbook({"cases": {"text": "out", "_level": "count", "_shared": "once"}}).to_json("en")


def test_emptying_the_device_begins_again(opened):
    exercise(opened, "Six short stories").get_by_label("Your words").fill("to be forgotten")
    opened.get_by_role("button", name="What is private").click()
    opened.get_by_role("button", name="Empty this device").first.click()
    opened.evaluate("window.old = true")
    opened.locator("[data-forget=yes]").click()
    until(opened, "!window.old && document.documentElement.dataset.ready")
    expect(exercise(opened, "Six short stories").get_by_label("Your words")).to_have_value("")


#: A device of a second tab in the same page, with a memory of its own; the first one hears nothing until ``wake()``.
SECOND_TAB = """
        const first = workshopDevice;
        const asleep = [];
        const hear = first.channel.onmessage;
        first.channel.onmessage = (event) => asleep.push(event);  // a tab in the background hears nothing
        const wake = () => { first.channel.onmessage = hear; for (const event of asleep) hear(event); };
        const other = Object.create(Object.getPrototypeOf(first));
        const memory = new Map();
        Object.assign(other, first, { watchers: new Set(), closed: false, store: {
            getItem: (k) => memory.get(k) ?? null, setItem: (k, v) => memory.set(k, v), removeItem: (k) => memory.delete(k),
            key: (i) => [...memory.keys()][i] ?? null, get length() { return memory.size; } } });
        other.local = other.session = null;
        const heard = [];
        other.subscribe((name) => heard.push(name));
        const moment = () => new Promise((resolve) => setTimeout(resolve, 100));
        const told = (device) => Object.fromEntries(Object.entries(device.all()).map(([k, v]) => [k, v.text]));
"""


def test_a_tab_that_slept_while_another_began_loses_nothing_and_overwrites_nothing(opened):
    """It could not answer when the second one asked who it is; on waking it hears everything at once."""
    kept = opened.evaluate(
        "async () => {"
        + SECOND_TAB
        + """
        first.put('cases', { text: 'a long and personal word' });
        first.put('old-rule', { text: 'only in the first' });
        other.join('room-one');
        await other.ready;
        other.put('cases', { text: 'new' });
        other.put('today', { text: 'only in the second' });
        heard.length = 0;
        await moment();
        wake();
        await moment();
        return [told(first), told(other), heard]; }"""
    )
    first, other, heard = kept
    assert first == {
        "cases": "a long and personal word",
        "old-rule": "only in the first",
        "today": "only in the second",
    }
    assert other == {"cases": "new", "old-rule": "only in the first", "today": "only in the second"}
    assert heard == ["old-rule"]


def test_a_tab_that_is_answered_late_has_what_the_other_has(opened):
    """Before it wrote anything, and after it was given its own pass: a slow phone with two tabs."""
    kept = opened.evaluate(
        "async () => {"
        + SECOND_TAB
        + """
        first.put('cases', { text: 'a long and personal word' });
        other.join('room-one');
        await other.ready;
        other.write('pass', 'its own');
        wake();
        await moment();
        other.put('cases', { ...other.get('cases'), more: 'and more' });
        await moment();
        return [told(other), first.get('cases'), heard, other.read('pass')]; }"""
    )
    both = {"text": "a long and personal word", "more": "and more"}
    assert kept == [{"cases": "a long and personal word"}, both, ["cases"], "its own"]


def test_what_was_kept_is_there_in_the_next_room_and_counts_as_unshared(opened):
    found = opened.evaluate("""() => {
        workshopDevice.remember(true);
        workshopDevice.put('cases', { text: 'from last week', _level: 'count', _shared: 'once' });
        const next = new workshopDevice.constructor('room-next', (tab) => tab);
        const there = [next.place, next.remembers(), next.get('cases'), next.mayBeShared(), Object.keys(next.all())];
        next.put('cases', { text: 'from this week', _level: 'count', _shared: 'twice' });
        const again = new workshopDevice.constructor('room-next', (tab) => tab);
        there.push(again.get('cases')._shared);
        again.remember(false);
        there.push(Object.keys(localStorage).filter((key) => key.includes('answer') || key.includes('kept')).length);
        return there; }""")
    assert found == ["local", True, {"text": "from last week"}, False, ["cases"], "twice", 0]


ROOM = """const room = (name, workshop, first) => new workshopDevice.constructor(name, (tab) => tab, { name: workshop, first });
    const told = (device) => Object.fromEntries(Object.entries(device.all()).map(([name, answer]) => [name, answer.text]));
    const keys = () => Object.keys(localStorage).filter((key) => key.includes('kept')).sort();"""


def test_two_workshops_at_one_address_share_nothing_that_is_kept(opened):
    found = opened.evaluate(f"""() => {{ {ROOM}
        const trust = room('one', 'trust', true);
        trust.remember(true);
        trust.put('cases', {{ text: 'of trust' }});
        const grief = room('two', 'my grief', false);
        const before = [grief.place, told(grief)];
        grief.remember(true);
        grief.put('cases', {{ text: 'of grief' }});
        const later = [told(room('three', 'trust', true)), told(room('four', 'my grief', false))];
        room('five', 'my grief', false).remember(false);
        later.push(told(room('six', 'trust', true)), keys().filter((key) => key.includes('grief')).length);
        room('seven', 'my grief', false).remember(true);
        room('eight', 'trust', true).forget();
        return [before, later, keys()]; }}""")
    assert found == [["session", {}], [{"cases": "of trust"}, {"cases": "of grief"}, {"cases": "of trust"}, 0], []]


OLD = """for (const [name, text] of Object.entries({
        'answer:cases': JSON.stringify({ text: 'from before' }), 'answer:old-rule': JSON.stringify({ text: 'kept' }),
        remember: '1', room: 'workshop:last-week:' })) localStorage.setItem('workshop:kept:' + name, text);"""


def test_what_was_kept_before_workshops_were_told_apart_is_carried_over_once_for_the_first(opened):
    found = opened.evaluate(f"""() => {{ {ROOM} {OLD}
        const other = room('one', 'grief', false);
        const seen = [other.place, told(other), keys().length];
        const trust = room('two', 'trust', true);
        seen.push(trust.place, told(trust), trust.mayBeShared(), keys());
        trust.put('cases', {{ text: 'changed since' }});
        seen.push(told(room('three', 'trust', true)).cases);
        // A page from before that is still open in another tab
        localStorage.setItem('workshop:kept:answer:cases', JSON.stringify({{ text: 'from the old page' }}));
        localStorage.setItem('workshop:kept:answer:old-rule', JSON.stringify({{ text: '' }}));
        seen.push(told(room('four', 'trust', true)), keys().filter((key) => key.startsWith('workshop:kept:')).length);
        // It wrote first, and this page after it: what was changed or emptied here does not come back
        const newer = room('five', 'trust', true);
        for (const name of ['cases', 'old-rule']) localStorage.setItem('workshop:kept:answer:' + name, JSON.stringify({{ text: 'old' }}));
        newer.put('cases', {{ text: 'newest' }});
        newer.remove('old-rule');
        seen.push(told(room('six', 'trust', true)));
        return seen; }}""")
    mine = ["workshop:kept@trust:" + name for name in ("answer:cases", "answer:old-rule", "remember", "room")]
    before = {"cases": "from before", "old-rule": "kept"}
    after = {"cases": "from the old page", "old-rule": "kept"}
    assert found == ["session", {}, 4, "local", before, False, mine, "changed since", after, 0, {"cases": "newest"}]


def test_what_was_kept_in_this_very_room_goes_with_its_workshop_whichever_is_first(opened):
    found = opened.evaluate(f"""() => {{ {ROOM} {OLD}
        localStorage.setItem('workshop:kept:room', 'workshop:tonight:');
        localStorage.setItem('workshop:kept:answer:cases', JSON.stringify({{ text: 'from before', _level: 'count' }}));
        const other = room('tonight', 'grief', false);
        const seen = [other.place, told(other), other.mayBeShared()];
        seen.push(told(room('one', 'trust', true)));
        other.forget();
        return [...seen, Object.keys(localStorage).length]; }}""")
    assert found == ["local", {"cases": "from before", "old-rule": "kept"}, True, {}, 0]
