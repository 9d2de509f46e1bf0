/** Sorting cards into piles: tap a card and choose a place, or drag it there. Everything also works from the keyboard. */
import { useEffect, useRef, useState } from "preact/hooks";
import { mark, useField, useIds, useSync, useWords } from "../context.js";
import { Hint, Small, labelled } from "./parts.jsx";
import { useDrag } from "../drag.js";
import { Icon } from "../icons.jsx";

/** One card; open, it shows the places it can go to. */
function Card({ card, pile, open, toggle, move, piles, grip, say, id }) {
  return (
    <li class={open ? "tw-sort-card tw-open" : "tw-sort-card"} data-card={card.id}>
      <div class="tw-sort-face">
        <button type="button" class="tw-sort-pick" id={id} aria-expanded={open} aria-controls={open ? `${id}-to` : undefined}
          onClick={() => toggle(card.id)}>{card.text}</button>
        <span class="tw-grip" onPointerDown={(e) => grip(e, card)} title={say("cards_drag")} aria-hidden="true"><Icon name="grip" /></span>
      </div>
      {open && (
        <div class="tw-sort-to" id={`${id}-to`} role="group" aria-label={`${say("cards_where")} ${card.text}`}>
          <p class="tw-hint" aria-hidden="true">{say("cards_where")}</p>
          {piles.map((p) => (
            <button key={p.id} type="button" class="tw-segment" aria-pressed={pile ? pile === p.id : undefined}
              onClick={() => move(card, p.id)}>
              {p.label}{p.hint && <span class="tw-option-hint">{p.hint}</span>}
            </button>
          ))}
          {pile && <Small onClick={() => move(card, undefined)}>{say("cards_back")}</Small>}
        </div>
      )}
    </li>
  );
}

/** @param {Nodes.Of<"cards">} props */
export function Cards({ node }) {
  const [value, change] = useField(node);
  const sync = useSync();
  const say = useWords();
  const ids = useIds(node);
  const box = useRef(/** @type {any} */ (null));
  const [open, setOpen] = useState(/** @type {string | null} */ (null));
  const [past, setPast] = useState(/** @type {any} */ (null)); // the last move, for Undo
  const [next, setNext] = useState(/** @type {string | null} */ (null)); // the card that takes the focus after a move
  const placed = value ?? {};
  const piles = node.piles;
  const stack = node.cards.filter((c) => !piles.some((p) => p.id === placed[c.id]));

  useEffect(() => {
    if (!next) return;
    box.current?.querySelector(`[data-card="${CSS.escape(next)}"] .tw-sort-pick`)?.focus();
    setNext(null);
  }, [next]);

  const move = (card, pile, { byHand = false } = {}) => {
    const from = placed[card.id];
    setOpen(null);
    if (from === pile) { if (!byHand) setNext(card.id); return; }
    const { [card.id]: _, ...rest } = placed;
    change(pile ? { ...rest, [card.id]: pile } : rest);
    setPast({ card, from });
    const left = stack.filter((c) => c.id !== card.id);
    const at = stack.findIndex((c) => c.id === card.id);
    if (!byHand) setNext((!pile || at < 0 ? card : left[Math.min(at, left.length - 1)] ?? card).id);
    sync.announce(pile
      ? say("cards_placed", { card: card.text, pile: piles.find((p) => p.id === pile)?.label, n: left.length })
      : say("cards_returned", { card: card.text }));
  };
  const undo = () => {
    move(past.card, past.from);
    setNext(past.card.id);
    setPast(null);
  };
  const [drag, grip] = useDrag({ drop: (card, pile) => move(card, pile || undefined, { byHand: true }) });

  const face = (card, pile) => (
    <Card key={card.id} id={`${ids.id}-${card.id}`} card={card} pile={pile} piles={piles} say={say} move={move} grip={grip}
      open={open === card.id} toggle={(id) => setOpen(open === id ? null : id)} />
  );
  const over = (id) => (drag?.over === id ? " tw-over" : "");
  return (
    <fieldset class={`tw-sort${node.ordered ? " tw-ordered" : ""}`} ref={box} aria-describedby={ids.described} {...mark(node)}
      onKeyDown={(e) => {
        if (e.key !== "Escape" || !open) return;
        e.stopPropagation();
        setNext(open);
        setOpen(null);
      }}>
      <legend class={labelled(node)}>{node.label}</legend>
      <Hint id={ids.hint} text={node.hint} />
      <div class={`tw-sort-stack${over("")}`} data-pile="">
        <div class="tw-sort-count">
          <span>{stack.length ? say("cards_todo", { n: stack.length }) : say("cards_done")}</span>
          {past && <Small onClick={undo}>{say("cards_undo")}</Small>}
        </div>
        {stack.length > 0 && <ul class="tw-sort-list">{stack.map((c) => face(c))}</ul>}
      </div>
      <div class="tw-piles">
        {piles.map((p) => {
          const here = node.cards.filter((c) => placed[c.id] === p.id);
          return (
            <section key={p.id} class={`tw-pile${over(p.id)}`} data-pile={p.id} role="group" aria-labelledby={`${ids.id}-pile-${p.id}`}>
              <p class="tw-pile-label" id={`${ids.id}-pile-${p.id}`}>{p.label} <span class="tw-pile-n">{here.length}</span></p>
              {p.hint && <p class="tw-hint">{p.hint}</p>}
              {here.length ? <ul class="tw-sort-list">{here.map((c) => face(c, p.id))}</ul> : <p class="tw-muted tw-pile-empty">{say("cards_empty")}</p>}
            </section>
          );
        })}
      </div>
      {drag && (
        <div class="tw-dock" aria-hidden="true">
          {piles.map((p) => <div key={p.id} class={`tw-dock-pile${over(p.id)}`} data-pile={p.id}>{p.label}</div>)}
        </div>
      )}
      {drag && <div class="tw-ghost" aria-hidden="true" style={{ "--x": `${drag.x}px`, "--y": `${drag.y}px` }}>{drag.what.text}</div>}
    </fieldset>
  );
}
