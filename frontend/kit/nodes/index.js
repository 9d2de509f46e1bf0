/** Every node a view may hold, by the name the kernel gives it. */
import { Alert, GrowingLine, Status } from "./status.jsx";
import { Bars } from "./bars.jsx";
import { Button, Link, Segmented } from "./button.jsx";
import { Cards } from "./cards.jsx";
import { Choice } from "./choice.jsx";
import { Code, Group, Qr, Timer } from "./room.jsx";
import { DateField, NumberField } from "./fields.jsx";
import { DeviceChoices, File, Meta, NotesFile, Recall } from "./notes.jsx";
import { Calm, ClockLine, Miniature, Run } from "./evening.jsx";
import { Comparison } from "./comparison.jsx";
import { Figure, Table } from "./figure.jsx";
import { Helplines } from "./helplines.jsx";
import { Ladder } from "./ladder.jsx";
import { Loop } from "./loop.jsx";
import { Ribbon } from "./ribbon.jsx";
import { SafetyCheck } from "./safety_check.jsx";
import { Scale } from "./scale.jsx";
import { SupportMap } from "./supportmap.jsx";
import { Takeaway } from "./takeaway.jsx";
import { Text } from "./text.jsx";
import { Timeline } from "./timeline.jsx";
import { Card, Details, Heading, Note, Prose, Row, Section, Stack } from "./layout.jsx";

/** @type {{ [K in keyof Nodes.All]: (props: Nodes.Of<K>) => any }} */
export const NODES = {
  stack: Stack, row: Row, card: Card, section: Section, heading: Heading, prose: Prose, note: Note, details: Details,
  choice: Choice, scale: Scale, text: Text, number: NumberField, date: DateField,
  cards: Cards, timeline: Timeline, button: Button, link: Link, segmented: Segmented, figure: Figure, table: Table,
  bars: Bars, ribbon: Ribbon, status: Status, growing_line: GrowingLine, alert: Alert, timer: Timer, qr: Qr, code: Code, group: Group, run: Run, clock_line: ClockLine, miniature: Miniature, calm: Calm,
  file: File, notes_file: NotesFile, device: DeviceChoices, meta: Meta, recall: Recall,
  safety_check: SafetyCheck, helplines: Helplines, loop: Loop, ladder: Ladder, support_map: SupportMap, comparison: Comparison, takeaway: Takeaway,
};
