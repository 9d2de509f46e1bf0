/** Nodes that only arrange or say something. */
import { useIds, mark } from "../context.js";
import { Children } from "../tree.jsx";
import { ICONS, Icon } from "../icons.jsx";

const cls = (...names) => names.filter(Boolean).join(" ");
const tag = (level) => /** @type {"h2"} */ (`h${level}`);
const wall = (node) => node.size === "wall" && "tw-wall";

/** @param {Nodes.Of<"stack">} props */
export const Stack = ({ node }) => (
  <div class={cls("tw-stack", `tw-gap-${node.gap ?? "m"}`, wall(node))} {...mark(node)}><Children of={node} /></div>
);

/** @param {Nodes.Of<"row">} props */
export const Row = ({ node }) => (
  <div class={cls("tw-row", wall(node))} {...mark(node)}><Children of={node} /></div>
);

/** @param {Nodes.Of<"card">} props */
export const Card = ({ node }) => (
  <div class={cls("tw-card", `tw-${node.tone ?? "plain"}`, wall(node))} {...mark(node)}><Children of={node} /></div>
);

/** @param {Nodes.Of<"heading">} props */
export function Heading({ node }) {
  const Tag = tag(node.level);
  return <Tag class={`tw-h${Math.min(4, node.level)}`} {...mark(node)}>{node.text}</Tag>;
}

/** @param {Nodes.Of<"section">} props */
export function Section({ node }) {
  const { id } = useIds(node);
  const Tag = tag(node.level);
  return (
    <section class={cls("tw-section", wall(node))} aria-labelledby={node.title ? id : undefined}>
      {node.title && <Tag id={id} class={`tw-h${Math.min(4, node.level)}`} tabIndex={-1} {...mark(node)}>{node.title}</Tag>}
      <Children of={node} />
    </section>
  );
}

/** @param {Nodes.Of<"prose">} props */
export const Prose = ({ node }) => (
  <div class="tw-prose" {...mark(node)} dangerouslySetInnerHTML={{ __html: node.html }} />
);

/** @param {Nodes.Of<"note">} props */
export function Note({ node }) {
  const tone = ICONS[node.tone] ? node.tone : "info";
  return (
    <div class={cls("tw-note", `tw-${tone}`)} role="note" {...mark(node)}>
      <Icon name={tone} />
      <div class="tw-note-body">
        {node.title && <p class="tw-note-title">{node.title}</p>}
        <div class="tw-prose" dangerouslySetInnerHTML={{ __html: node.html }} />
      </div>
    </div>
  );
}

/** @param {Nodes.Of<"details">} props */
export const Details = ({ node }) => {
  // several folds may ask the same: what is filled in is heard with its fold's name, unless it has that name itself
  const asks = node.children?.some((child) => child && "field" in child && !("label" in child && child.label === node.summary));
  const named = asks ? { role: /** @type {const} */ ("group"), "aria-label": node.summary } : {};
  return (
    <details class="tw-details" open={!!node.open} {...mark(node)}>
      <summary>{node.summary}</summary>
      <div class="tw-details-body tw-stack tw-gap-m" {...named}><Children of={node} /></div>
    </details>
  );
};
