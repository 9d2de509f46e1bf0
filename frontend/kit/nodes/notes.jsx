/** A person's own notes: bring a file back, keep or empty what this device holds. The device answers, not the kernel. */
import { useEffect, useRef, useState } from "preact/hooks";
import { mark, useIds, useSync, useTap } from "../context.js";
import { download } from "../download.js";
import { notesFile } from "../notes.js";
import { getIn } from "../path.js";
import { Hint } from "./parts.jsx";

const LARGEST = 1_000_000;
const device = () => globalThis.workshopDevice;

/** Empty the device, as the page does it: what was shared is taken back first. */
async function emptied(sure) {
  const empty = globalThis.workshopPage?.empty;
  if (empty) return empty(sure);
  device().forget();
  return "emptied";
}

/** Choose a file; its text goes to the kernel as the argument of an action. @param {Nodes.Of<"file">} props */
export function File({ node }) {
  const [act, over] = useTap();
  const ids = useIds(node);
  const choose = async (event) => {
    const [file] = event.currentTarget.files;
    event.currentTarget.value = "";
    if (!file) return;
    if (file.size > LARGEST) act(node.action, { too_large: true });
    else act(node.action, { text: await file.text(), answers: device()?.all() });
  };
  return (
    <div class="tw-field tw-file" {...mark(node)}>
      <label class="tw-label" for={ids.id}>{node.label}</label>
      <Hint id={ids.hint} text={node.hint} />
      <input type="file" id={ids.id} accept={node.accept} aria-describedby={ids.described} onChange={choose} />
      <Hint text={over} />
    </div>
  );
}

/** The notes as a file to come back with. The device makes it, also when the room is over; where there is none, the kernel. @param {Nodes.Of<"notes_file">} props */
export function NotesFile({ node }) {
  const sync = useSync();
  const save = () => {
    if (device()) download({ filename: node.filename, mime: "application/json", text: notesFile(device().all(), node.language) });
    else sync.act(node.action);
  };
  return (
    <div class="tw-control">
      <button type="button" class="tw-button tw-secondary" {...mark(node)} onClick={save}>{node.label}</button>
    </div>
  );
}

/** Keep answers beyond this tab, or empty the device. Shown only where there is a device store. @param {Nodes.Of<"device">} props */
export function DeviceChoices({ node }) {
  const sync = useSync();
  const ids = useIds(node);
  const [stays, setStays] = useState(() => device()?.remembers() ?? false);
  const [asks, ask] = useState(""); // what is asked before emptying
  const no = useRef(/** @type {HTMLButtonElement | null} */ (null));
  useEffect(() => device()?.subscribe?.(() => setStays(device().remembers())), []);
  useEffect(() => { if (asks) no.current?.focus(); }, [asks]); // whoever hears this hears the question first, as the group's name
  if (!device()) return null;
  const keep = () => {
    device().remember(!stays);
    const now = device().remembers();
    setStays(now);
    sync.announce(now ? node.remember_on : node.remember_off);
  };
  const forget = async () => {
    const sure = asks === node.forget_stuck;
    if (await emptied(sure) === "stuck") { ask(node.forget_stuck); sync.announce(node.forget_stuck); return; }
    ask("");
    setStays(false);
    sync.announce(node.forgotten);
  };
  return (
    <div class="tw-stack tw-gap-s" {...mark(node)}>
      <button type="button" class="tw-button tw-secondary" aria-pressed={!!stays} onClick={keep}>{node.remember}</button>
      <p class="tw-hint">{stays ? node.remember_on : node.remember_hint}</p>
      {asks ? (
        <div class="tw-stack tw-gap-s" role="group" aria-labelledby={ids.id}>
          <p id={ids.id}>{asks}</p>
          <div class="tw-row">
            <button type="button" class="tw-button tw-danger" onClick={forget}>{node.yes}</button>
            <button type="button" class="tw-button tw-primary" ref={no} onClick={() => ask("")}>{node.no}</button>
          </div>
        </div>
      ) : <button type="button" class="tw-button tw-quiet" onClick={() => ask(node.forget_ask)}>{node.forget}</button>}
    </div>
  );
}

/** Small facts about an exercise, side by side. @param {Nodes.Of<"meta">} props */
export const Meta = ({ node }) => (
  <p class="tw-meta" {...mark(node)}>{node.items.map((item, i) => <span key={i}>{item}</span>)}</p>
);

/**
 * Copies one value that this device keeps of another exercise into this one's answer, so that both can be seen together.
 * Shows nothing itself.
 *
 * @param {Nodes.Of<"recall">} props
 */
export function Recall({ node }) {
  const sync = useSync();
  useEffect(() => {
    const copy = () => {
      const value = getIn(device()?.get(node.source) ?? {}, node.path);
      if (value != null && value !== sync.get(node.field)) sync.edit(node.field, value);
    };
    copy();
    return sync.watch(copy);
  }, [sync, node.source, node.path, node.field]);
  return null;
}
