/**
 * A private check that leaves no trace: what is tapped lives in this component and nowhere else. It has no field, calls no
 * action, asks the network for nothing, and uses buttons, because browsers keep the state of form fields for a restart.
 */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { polite, useIds } from "../context.js";
import { Details } from "./layout.jsx";
import { Icon } from "../icons.jsx";

const NOTHING = {};

/**
 * A yes that may mean danger goes before everything, then a single “not sure”, then a yes that leads elsewhere (being lied
 * to). “Nothing points to danger” is said only when all is answered.
 */
export function outcome(questions, given) {
  const all = questions.map((q) => given[q.id]);
  const yes = questions.filter((q) => given[q.id] === "yes").map((q) => q.leads_to ?? "yes");
  if (yes.includes("yes")) return "yes";
  if (all.includes("unsure")) return "unsure";
  if (yes.length) return yes[0];
  return all.every((a) => a === "no") ? "no" : null;
}

const Question = ({ q, id, options, value, pick }) => (
  <li class="tw-check-question">
    <p class="tw-check-text" id={id}>{q.text}</p>
    <div class="tw-check-answers" role="group" aria-labelledby={id}>
      {options.map((o) => (
        <button key={o.value} type="button" class="tw-segment" aria-pressed={value === o.value}
          onClick={() => pick(value === o.value ? undefined : o.value)}>{o.label}</button>
      ))}
    </div>
  </li>
);

/** A page has the list of helplines in its own bar; a notebook brings it along. */
const Lines = ({ node }) => (node.helplines
  ? <div class="tw-check-lines"><Details node={{ summary: node.labels.lines, children: [node.helplines] }} /></div>
  : <a class="tw-button tw-secondary" href="#help" data-dialog="help" role="button" aria-haspopup="dialog">{node.labels.lines}</a>
);

function Advice({ node, which }) {
  const advice = node.advice[which];
  return (
    <div class="tw-card tw-safe tw-check-advice" data-advice={which}>
      <p class="tw-h3">{advice.title}</p>
      <div class="tw-prose" dangerouslySetInnerHTML={{ __html: advice.html }} />
      {which !== "no" && <Lines node={node} />}
      <ul class="tw-check-steps">{advice.steps_html.map((html, i) => <li key={i} dangerouslySetInnerHTML={{ __html: html }} />)}</ul>
    </div>
  );
}

/** @param {Nodes.Of<"safety_check">} props */
export function SafetyCheck({ node }) {
  const { id } = useIds(node);
  const [open, setOpen] = useState(!node.folded);
  const [given, setGiven] = useState(NOTHING);
  const [closed, setClosed] = useState(false);
  const top = useRef(/** @type {any} */ (null));
  const goTo = useRef(/** @type {string | null} */ (null)); // what is focused as soon as it is drawn
  useLayoutEffect(() => {
    if (goTo.current) top.current.querySelector(goTo.current)?.focus();
    goTo.current = null;
  });
  const forget = () => {
    setGiven(NOTHING);
    setOpen(!node.folded);
    setClosed(true);
  };
  useEffect(() => {
    addEventListener("pagehide", forget); // a page that comes back from the browser's memory comes back empty
    return () => removeEventListener("pagehide", forget);
  }, []);
  const show = () => {
    setOpen(true);
    setClosed(false);
    goTo.current = "[tabindex]";
  };
  const close = () => {
    forget();
    goTo.current = node.folded ? "button" : "[tabindex]";
  };
  const which = outcome(node.questions, given);
  return (
    <div class={`tw-check${node.folded ? " tw-folded" : ""}`} ref={top}>
      {!open && (
        <button type="button" class="tw-note tw-safety tw-check-open" onClick={show}>
          <Icon name="safety" />
          <span>{node.lead} <b>{node.labels.open}</b></span>
        </button>
      )}
      {open && (
        <div class="tw-check-sheet" role="group" aria-labelledby={id}>
          <p class={node.folded ? "tw-h3 tw-check-title" : "tw-hidden"} id={id} tabIndex={-1}>{node.title}</p>
          <div class="tw-prose" dangerouslySetInnerHTML={{ __html: node.intro_html }} />
          <p class="tw-check-private"><Icon name="private" /><span>{node.private}</span></p>
          <ul class="tw-check-questions">
            {node.questions.map((q) => (
              <Question key={q.id} q={q} id={`${id}-${q.id}`} options={node.options} value={given[q.id]}
                pick={(value) => { setClosed(false); setGiven({ ...given, [q.id]: value }); }} />
            ))}
          </ul>
          {which && <Advice node={node} which={which} />}
          <button type="button" class="tw-button tw-primary tw-check-close" onClick={close}>{node.labels.close}</button>
        </div>
      )}
      <p class={closed ? "tw-status" : "tw-hidden"} {...polite}>{closed ? node.labels.closed : which ? node.advice[which].title : ""}</p>
    </div>
  );
}
