// Written by tools/draw_nodes.py from src/workshop/controls: change it there.
/** What Python sends to be drawn. */
declare namespace Nodes {
  type Words = Record<string, string>;

  type Tone = "plain" | "warm" | "quiet" | "guide" | "safe";

  type Size = "phone" | "wall" | "small";

  /** What every node may have: the name under which it keeps its place from one view to the next. */
  interface Shape {
    key?: string;
  }

  /** Other nodes inside. */
  interface Container extends Shape {
    children: Node[];
  }

  /** Children below each other. */
  interface Stack extends Container {
    gap?: "s" | "m" | "l";
    size?: Size;
  }

  /** Children beside each other, wrapping where the screen is narrow. */
  interface Row extends Container {
  }

  /** Children on a sheet of their own. */
  interface Card extends Container {
    tone?: Tone;
  }

  /** A titled region. */
  interface Section extends Container {
    title: string;
    level: number;
    id?: string;
  }

  /** A heading. */
  interface Heading extends Shape {
    text: string;
    level: number;
  }

  /** Reading text. */
  interface Prose extends Shape {
    html: string;
  }

  /** A short remark set apart from the text. */
  interface Note extends Shape {
    tone: "info" | "private" | "safety" | "guide";
    title?: string;
    html: string;
  }

  /** Children that show when their summary is tapped. */
  interface Details extends Container {
    summary: string;
    open?: boolean;
  }

  /** A control that edits the answer at `field`, a path with dots. */
  interface Field extends Shape {
    field: string;
    label: string;
    hide_label?: boolean;
    hint?: string;
  }

  /** One of those to choose from. */
  interface Option {
    value: string;
    label: string;
    hint?: string;
  }

  /** Radio buttons, or checkboxes if several may be chosen. */
  interface Choice extends Field {
    options: Option[];
    multiple?: boolean;
    layout?: "list" | "tiles" | "inline";
  }

  /** A slider that begins unanswered, or at `start`; `live` sends values while it is dragged. */
  interface Scale extends Field {
    low: string;
    high: string;
    min: number;
    max: number;
    step: number;
    unset_text: string;
    start?: number;
    unit?: string;
    live?: boolean;
    value_text?: string[];
    clearable?: boolean;
  }

  /** A text box. */
  interface Text extends Field {
    long?: boolean;
    max_length: number;
    placeholder?: string;
  }

  /** A number to type. */
  interface Number extends Field {
    min: number;
    max: number;
    step: number;
    placeholder?: string;
    unit?: string;
  }

  /** A day. */
  interface Date extends Field {
  }

  /** Sends `action`; `keys` press it wherever the focus is, `collect` brings all that the device keeps.

`about` is read out after the label, where several buttons have the same. */
  interface Button extends Shape {
    action: string;
    label: string;
    about?: string;
    tone?: "primary" | "secondary" | "quiet" | "danger";
    args?: Record<string, any>;
    pressed?: boolean;
    disabled?: boolean;
    keys?: string[];
    collect?: boolean;
  }

  /** A way to another page; `new` opens it beside this one. */
  interface Link extends Shape {
    href: string;
    label: string;
    new?: boolean;
  }

  /** A few options side by side, one of them chosen: bound to a field, or sending an action. */
  interface Segmented extends Shape {
    label: string;
    hide_label?: boolean;
    options: Option[];
    field?: string;
    action?: string;
    value?: string;
  }

  /** A table; cells are text. */
  interface Table extends Shape {
    caption: string;
    head: string[];
    rows: string[][];
  }

  /** A picture with its text alternative and the same data as a table; `sticky` stays in sight on a phone. */
  interface Figure extends Shape {
    svg: string;
    alt: string;
    table: Table;
    caption?: string;
    sticky?: boolean;
  }

  /** One answer and how many gave it: a share from 0 to 1, a count, or words for a band. */
  interface Bar {
    label: string;
    share?: number;
    count?: number;
    band?: string;
    text?: string;
  }

  /** A bar that is pointed out, and with which words. */
  interface BarMark {
    cell: string | number;
    text: string;
  }

  /** What a room answered: a table, drawn as bars. */
  interface Bars extends Shape {
    title: string;
    cells: Bar[];
    style: "bars" | "histogram";
    lead?: string;
    size?: Size;
    mark?: BarMark;
  }

  /** A line that is read out politely when it changes. */
  interface Status extends Shape {
    text: string;
    tone?: "quiet" | "good" | "trouble";
  }

  /** A line that grows with what somebody types: seen at once, read out when the typing rests. */
  interface GrowingLine extends Shape {
    text: string;
  }

  /** A line that says what happened and what to do, read out at once. */
  interface Alert extends Shape {
    text: string;
  }

  /** Small facts, side by side. */
  interface Meta extends Shape {
    items: string[];
  }

  /** One card. */
  interface CardFace {
    id: string;
    text: string;
  }

  /** A place for cards. */
  interface Pile {
    id: string;
    label: string;
    hint?: string;
  }

  /** Cards to be sorted into piles. */
  interface Cards extends Field {
    cards: CardFace[];
    piles: Pile[];
    ordered?: boolean;
  }

  /** A line through the years; `level_labels` names levels by their number. */
  interface Timeline extends Field {
    age_min: number;
    age_max: number;
    low: number;
    high: number;
    level_label: string;
    level_labels: Record<string, string>;
    max_length: number;
    placeholder?: string;
  }

  /** A stage of a loop, the field its words are in, and the link to the next. */
  interface Stage {
    id: string;
    name: string;
    field: string;
    link: string;
    idea: string;
  }

  /** A circle of stages of which one link may be chosen. */
  interface Loop extends Field {
    stages: Stage[];
    labels: Words;
  }

  /** Rungs from easy to hard. */
  interface Ladder extends Field {
    max: number;
    max_rungs: number;
    max_length: number;
    questions: Record<string, string | null>;
    labels: Words;
  }

  /** Circles around me with initials on them. */
  interface SupportMap extends Field {
    me: string;
    rings: string[];
    kinds: Option[];
    max_people: number;
    max_initials: number;
    questions: Record<string, string | null>;
    labels: Words;
  }

  /** A field that holds the ids of the rows that are marked, and what the mark says. */
  interface Spot {
    field: string;
    label: string;
  }

  /** One of the things that are compared. */
  interface Compared {
    id: string;
    name: string;
    full: string;
    purpose: string;
    session: string;
    sure: string;
    finding: string;
    size: string;
    limit: string;
    source: string;
  }

  /** A few things compared, each with marks to set. */
  interface Comparison extends Shape {
    label: string;
    heads: Words;
    marks: Spot[];
    rows: Compared[];
    labels: Words;
  }

  /** One person's moves (C is kind, D is a hurt) and the rounds in which one went wrong on its way. */
  interface Moves {
    label: string;
    moves: string[];
    slips: number[];
  }

  /** Two people's moves, round after round, one above the other. */
  interface Ribbon extends Shape {
    alt: string;
    rows: Moves[];
    names: Words;
    sticky?: boolean;
  }

  /** Copies what this device keeps of another exercise into this one's answer; shows nothing. */
  interface Recall extends Shape {
    source: string;
    path: string;
    field: string;
  }

  /** Where in a text the words stand that the person typed at a field. */
  interface FieldText {
    field: string;
  }

  /** Text to copy or to save; the browser puts in what was typed. */
  interface Takeaway extends Shape {
    parts: (string | FieldText)[];
    filename: string;
    mime: string;
    warning: string;
    labels: Record<string, string | null>;
  }

  /** A way to reach somebody. */
  interface Way {
    href: string;
    label: string;
  }

  /** One line to call or to write to. */
  interface HelpLine {
    need: string;
    name: string;
    ways: Way[];
    about: string[];
    note: string;
    danger: Way[];
  }

  /** The lines of a country, and what none was found for. */
  interface HelpCountry {
    name: string;
    note: string;
    lines: HelpLine[];
    missing: string[];
  }

  /** Countries under one heading. */
  interface CountryGroup {
    label: string;
    ids: string[];
  }

  /** The words around the list. */
  interface HelpLabels {
    country: string;
    hint: string;
    choose: string;
    danger: string;
    unconfirmed: string;
    more: Way;
  }

  /** Who to call, in the country that somebody chooses. */
  interface Helplines extends Shape {
    groups: CountryGroup[];
    countries: Record<string, HelpCountry>;
    labels: HelpLabels;
  }

  /** A question of the private check, and the advice that a yes leads to where it isn't the usual one. */
  interface SafetyQuestion {
    id: string;
    text: string;
    leads_to: string | null;
  }

  /** What is said after the private check. */
  interface Advice {
    title: string;
    html: string;
    steps_html: string[];
  }

  /** The private check, which leaves no trace. */
  interface SafetyCheck extends Shape {
    folded: boolean;
    lead: string;
    title: string;
    intro_html: string;
    private: string;
    questions: SafetyQuestion[];
    options: Option[];
    advice: Partial<Record<"yes" | "unsure" | "lying" | "no", Advice>>;
    helplines?: Node;
    labels: Words;
  }

  /** Time that is left, counted down by the page: `now` is the server's clock when it sent this. */
  interface Timer extends Shape {
    ends_at: number;
    now: number;
    label: string;
    size?: Size;
  }

  /** An address to be scanned. */
  interface Qr extends Shape {
    svg: string;
    alt: string;
    size: Size;
  }

  /** The code of a room, which is spelled out to whoever hears it. */
  interface Code extends Shape {
    text: string;
    label: string;
    size?: Size;
  }

  /** A step of a part and the question that is asked aloud in it. */
  interface Asked {
    id: string;
    title: string;
    exercise: string | null;
    ask: string;
  }

  /** Where the group is, which is not drawn: the page around the exercises follows it. */
  interface Group extends Shape {
    part: string;
    step?: string;
    title: string;
    href: string;
    plan?: Asked[];
  }

  /** A step with planned and actual minutes, and the tap that takes the group there. */
  interface RunRow {
    title: string;
    planned: number;
    actual: number | null;
    place: string;
    action: string;
    args: Record<string, any>;
  }

  /** Every step of a part. */
  interface Run extends Shape {
    rows: RunRow[];
    minutes: string;
    now: string;
    took: string;
    go: string;
  }

  /** A sentence with times of the day, which are those of whoever looks. */
  interface ClockLine extends Shape {
    text: string;
    started: number;
    over: number;
    ends: number;
  }

  /** The wall as it is now, drawn small. */
  interface Miniature extends Shape {
    view: Node;
    label: string;
  }

  /** A quiet picture. */
  interface Calm extends Shape {
    text: string;
  }

  /** A file to choose; its text goes to the kernel with `action`. */
  interface File extends Shape {
    action: string;
    label: string;
    hint?: string;
    accept: string;
  }

  /** A button that saves this device's answers as a file to come back with. */
  interface NotesFile extends Shape {
    action: string;
    label: string;
    filename: string;
    language: string;
  }

  /** Keep answers beyond this tab, or empty the device. */
  interface Device extends Shape {
    remember: string;
    remember_hint: string;
    remember_on: string;
    remember_off: string;
    forget: string;
    forget_ask: string;
    forget_stuck: string;
    forgotten: string;
    yes: string;
    no: string;
  }

  /** Every node by its name. */
  interface All {
    alert: Alert;
    bars: Bars;
    button: Button;
    calm: Calm;
    card: Card;
    cards: Cards;
    choice: Choice;
    clock_line: ClockLine;
    code: Code;
    comparison: Comparison;
    date: Date;
    details: Details;
    device: Device;
    figure: Figure;
    file: File;
    group: Group;
    growing_line: GrowingLine;
    heading: Heading;
    helplines: Helplines;
    ladder: Ladder;
    link: Link;
    loop: Loop;
    meta: Meta;
    miniature: Miniature;
    note: Note;
    notes_file: NotesFile;
    number: Number;
    prose: Prose;
    qr: Qr;
    recall: Recall;
    ribbon: Ribbon;
    row: Row;
    run: Run;
    safety_check: SafetyCheck;
    scale: Scale;
    section: Section;
    segmented: Segmented;
    stack: Stack;
    status: Status;
    support_map: SupportMap;
    table: Table;
    takeaway: Takeaway;
    text: Text;
    timeline: Timeline;
    timer: Timer;
  }

  /** Any node, as it comes. */
  type Node = { [K in keyof All]: { node: K } & All[K] }[keyof All];

  /** What a component is given. */
  type Of<K extends keyof All> = { node: All[K] };
}
