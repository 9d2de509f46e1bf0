// Every node of the contract in the states a person may meet: unanswered, answered, disabled, long, many.
const LONG = "Beziehungsunsicherheitsvermeidungsverhaltensbeobachtungsbogen";
const options = (...labels) => labels.map((label) => ({ value: label.toLowerCase().replace(/\W+/g, "-"), label }));
const stack = (gap, ...children) => ({ node: "stack", gap, children });
const card = (tone, ...children) => ({ node: "card", tone, children });
const h = (text, level = 2) => ({ node: "heading", text, level });

export const choice = {
  node: "choice", field: "items.story-1", label: "What is at work in Mara’s story?", multiple: true, layout: "list",
  hint: "Mark as many as fit. There is no wrong answer.",
  options: [
    { value: "betrayal", label: "A betrayal", hint: "Someone broke what was promised." },
    { value: "gradual", label: "Many small disappointments" },
    { value: "childhood", label: "Something learned early" },
    { value: "long", label: LONG },
  ],
};
export const single = {
  node: "choice", field: "often", label: "I reread old messages to look for signs", layout: "inline",
  options: options("Never", "Sometimes", "Often"),
};
export const tiles = {
  node: "choice", field: "rules", label: "Which ground rules matter to you?", multiple: true, layout: "tiles",
  options: options("What is said here stays here", "Anyone may pass", "No advice unless asked", "One person speaks at a time",
    "Phones stay quiet", "We speak for ourselves", "Tears are fine", "Silence is fine"),
};
export const scale = {
  node: "scale", field: "values.comfort", label: "How comfortable are you right now?", min: 0, max: 10, step: 1,
  low: "Not at all", high: "Very", unset_text: "Not answered yet. Tap or slide",
};
export const bipolar = {
  node: "scale", field: "values.lean", label: "Compared with a year ago, I trust …", min: -5, max: 5, step: 1, low: "much less", high: "much more",
};
export const live = {
  node: "scale", field: "settings.forgive", label: "How often does the other forgive?", min: 0, max: 100, step: 5, unit: "%", live: true,
  low: "Never", high: "Always",
};
export const text = {
  node: "text", field: "fields.trigger", label: "What sets it off?", hint: "Only for you. A few words are enough.", long: true,
  max_length: 120, placeholder: "When a message stays unanswered …",
};
export const cards = {
  node: "cards", field: "placed", label: "Where would you put these?", hint: "Tap a card, then choose a place. Or drag it.", ordered: true,
  cards: [
    { id: "a", text: "They ask where you were, once, and believe the answer." },
    { id: "b", text: "They read your messages while you sleep." },
    { id: "c", text: "They want to meet your friends before moving in." },
    { id: "d", text: "They test you with a made-up story." },
  ],
  piles: [
    { id: "care", label: "Healthy caution", hint: "It protects, and leaves the door open." },
    { id: "mid", label: "Somewhere between" },
    { id: "wall", label: "Blanket distrust" },
  ],
};
export const timeline = {
  node: "timeline", field: "points", label: "Your line of trust", hint: "Leave out whatever you like.", age_min: 0, age_max: 90, low: -5, high: 5,
  level_labels: { "-5": "could trust nobody", 0: "in between", 5: "felt safe with people" }, placeholder: "moved house", level_label: "How was your trust then?", max_length: 80,
};
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 140"><path d="M10 120 C80 120 90 20 160 40 S 260 110 310 60" fill="none" stroke="currentColor" stroke-width="3"/><path d="M10 130H310" stroke="currentColor" opacity=".4"/></svg>`;
const QR = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" shape-rendering="crispEdges"><path d="M1 1h3v3H1zM5 1h1v1H5zM6 5h2v1H6zM1 6h2v2H1zM5 5h1v3H5zM7 7h1v1H7zM5 3h3v1H5z"/></svg>`;
const figure = {
  node: "figure", svg: SVG, alt: "Trust over 20 meetings: it rises to .9, falls to .45 after one betrayal, and is back after 17 good ones.",
  caption: "A toy model. It shows how something can work, not you or anyone you know.",
  table: { caption: "Trust after each meeting", head: ["Meeting", "Trust"], rows: [["0", ".90"], ["1", ".45"], ["18", ".90"]] },
};
export const bars = {
  node: "bars", title: "What is at work in Mara’s story?", style: "bars",
  cells: [{ label: "A betrayal", band: "most", text: "nearly all", share: 16.5 / 18 }, { label: "Many small disappointments", count: 9, share: 0.5 }, { label: "Something learned early", band: "few", text: "a few, or nobody", share: 1.5 / 18 }],
  lead: "Nearly everybody here marked “A betrayal”.",
};
export const histogram = {
  node: "bars", title: "How many had looked through a phone?", style: "histogram", mark: { cell: 3, text: "found" },
  cells: ["0", "10", "20", "30", "40", "50", "60", "70", "80"].map((label, i) => ({ label, count: [0, 1, 2, 3, 5, 4, 3, 2, 0][i], share: [0, 1, 2, 3, 5, 4, 3, 2, 0][i] / 20 })),
};
const ribbon = {
  node: "ribbon", alt: "24 rounds. A slip in round 6 echoes back and forth until round 15, when one forgives.",
  rows: [
    { label: "You", moves: "CCCCCDCDCDCDCDCCCCCCCCCC".split(""), slips: [5] },
    { label: "The other", moves: "CCCCCCDCDCDCDCCCCCCCCCCC".split("") },
  ], names: { C: "kind", D: "hurt", slip: "came across wrong" },
};

const story = card("plain",
  h("Mara and the second phone", 3),
  { node: "prose", html: "<p>Mara found a second phone in a coat. Ben said it was from work. It was not. Two years on, with someone new, she still checks coats.</p>" },
  choice,
  { node: "row", children: [{ node: "button", action: "share", label: "Count me in", tone: "primary" }, { node: "button", action: "pass", label: "Pass", tone: "secondary" }] },
  { node: "note", tone: "private", html: "<p>Only you can see this, unless you tap <strong>Count me in</strong>.</p>" });

const sectionOf = (title, ...children) => ({ node: "section", title, level: 2, children });
const all = stack("l",
  h("What shakes trust", 1),
  { node: "prose", html: "<p>Trust can break in one moment, or wear thin over years. Both are real. On this page you look at stories of other people first.</p><h2>One moment</h2><blockquote>You may be careful and still be open.</blockquote><ul><li>You can <a href='#x'>pass</a> at any point.</li><li>Nothing leaves your phone by itself.</li></ul><table><thead><tr><th>What</th><th>How sure</th></tr></thead><tbody><tr><td>Childhood and adult guardedness</td><td>small to moderate</td></tr></tbody></table>" },
  { node: "note", tone: "info", title: "Before you start", html: "<p>This part speaks about betrayal and about childhood. You can pass, pause or leave at any time.</p>" },
  sectionOf("Six stories", story),
  sectionOf("How I arrive", card("plain", scale, { node: "text", field: "word", label: "One word for it", hint: "If you like.", max_length: 30 }, { node: "button", action: "keep", label: "Done", tone: "primary" })),
  sectionOf("Ground rules", card("plain", tiles, { node: "status", text: "Kept on this phone.", tone: "good" })),
  sectionOf("Notice it", card("plain", single, { ...single, field: "often2", label: "I say I’m fine when I am not" })),
  sectionOf("An old rule", card("plain", text, { node: "segmented", action: "level", label: "Who may see this?", value: "me", options: [{ value: "me", label: "Only me" }, { value: "count", label: "Count me" }, { value: "words", label: "Show my words to the facilitator" }] })),
  sectionOf("Sort", card("plain", cards)),
  sectionOf("Timeline", card("plain", timeline)),
  sectionOf("More scales", card("plain", bipolar, live)),
  sectionOf("Plain fields", card("plain",
    { node: "number", field: "guess", label: "Your guess", min: 0, max: 100, step: 1, unit: "in 100" },
    { node: "date", field: "when", label: "By when?", hint: "A date that is kind to you." })),
  sectionOf("What the room sees", card("plain", bars), card("plain", histogram)),
  sectionOf("A drawing", card("plain", figure, ribbon)),
  sectionOf("Tones", stack("m",
    { node: "note", tone: "safety", title: "If you are afraid of someone", html: "<p>Then low trust is information, not an error. <a href='#help'>Help right now</a></p>" },
    { node: "note", tone: "guide", title: "Say", html: "<p>“Take the time you need. Nobody will ask you to read this out.”</p>" },
    card("warm", h("Before you go on", 3), { node: "prose", html: "<p>Look up. Name three things you can see.</p>" }),
    card("quiet", { node: "details", summary: "A gentler version", children: [{ node: "prose", html: "<p>Choose one story and only read it.</p>" }] }),
    card("guide", { node: "prose", html: "<p>For the facilitator.</p>" }),
    card("safe", { node: "prose", html: "<p>A safe place.</p>" }),
    { node: "alert", text: "The room is closed. Your answers are still on this phone." },
    { node: "status", text: "Could not be sent. It is kept here and will be tried again.", tone: "trouble" },
    { node: "row", children: [
      { node: "button", action: "a", label: "Primary", tone: "primary" }, { node: "button", action: "b", label: "Secondary", tone: "secondary" },
      { node: "button", action: "c", label: "Quiet", tone: "quiet" }, { node: "button", action: "d", label: "End the room", tone: "danger" },
      { node: "button", action: "e", label: "Pressed", tone: "secondary", pressed: true }, { node: "button", action: "f", label: "Not now", tone: "primary", disabled: true }] },
    { node: "link", href: "/help", label: "Help right now" }, { node: "link", href: "/next", label: "Go on to part 2" })),
  sectionOf("The room", card("plain",
    { node: "row", children: [{ node: "qr", svg: QR, alt: "QR code that leads to the room K7MQ2P" }, stack("m", { node: "code", text: "K7MQ2P", label: "Room code" }, { node: "timer", ends_at: Date.now() / 1000 + 754, label: "Together again in" })] },
    { node: "table", caption: "Minutes", head: ["Step", "Minutes"], rows: [["Opening", "5"], ["Check-in", "10"]] })));

const answered = {
  items: { "story-1": ["betrayal", "gradual"] }, values: { comfort: 6, lean: -2 }, rules: ["anyone-may-pass", "silence-is-fine"], often: "sometimes",
  fields: { trigger: "When a message stays unanswered for a whole evening and I begin to count the hours, and then the old story starts." },
  placed: { a: "care", b: "wall" }, points: [{ age: 6, level: 4 }, { age: 14, level: -4, text: "the move" }, { age: 15, level: -3 }, { age: 29, level: 2 }, { age: 31, level: 3 }], settings: { forgive: 35 }, word: "tired",
};
const wall = { ...stack("l", h("What is at work in Mara’s story?", 1), { ...bars, size: "wall" }, { ...histogram, size: "wall" },
  { node: "row", children: [{ node: "qr", svg: QR, alt: "QR code", size: "wall" }, stack("m", { node: "code", text: "K7MQ2P", label: "Room code", size: "wall" }, { node: "timer", ends_at: Date.now() / 1000 + 754, label: "Together again in", size: "wall" })] }), size: "wall" };
const one = (node) => ({ view: stack("m", node) });

export const VIEWS = {
  all: { view: all }, answered: { view: all, answer: answered }, wall: { view: wall },
  choice: one(choice), single: one(single), scale: one(scale), live: one(live), text: one(text), cards: one(cards), timeline: one(timeline), bars: one(bars), histogram: one(histogram),
};
