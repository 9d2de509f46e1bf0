/** Nodes that only arrange or say something. */
import { useIds, mark } from "../context.js";
import { Children } from "../tree.jsx";
import { ICONS, Icon } from "../icons.jsx";

const cls = (...names) => names.filter(Boolean).join(" ");
const wall = (node) => node.size === "wall" && "tw-wall";

export const Stack = ({ node }) => (
  <div class={cls("tw-stack", `tw-gap-${node.gap ?? "m"}`, wall(node))} {...mark(node)}><Children of={node} /></div>
);

export const Row = ({ node }) => (
  <div class={cls("tw-row", node.wrap === false && "tw-nowrap", wall(node))} {...mark(node)}><Children of={node} /></div>
);

export const Card = ({ node }) => (
  <div class={cls("tw-card", `tw-${node.tone ?? "plain"}`, wall(node))} {...mark(node)}><Children of={node} /></div>
);

export function Heading({ node }) {
  const Tag = `h${Math.min(6, Math.max(1, node.level ?? 2))}`;
  return <Tag class={`tw-h${Math.min(4, node.level ?? 2)}`} {...mark(node)}>{node.text}</Tag>;
}

export function Section({ node }) {
  const { id } = useIds(node);
  const level = node.level ?? 2;
  const Tag = `h${level}`;
  return (
    <section class={cls("tw-section", wall(node))} id={node.anchor} aria-labelledby={node.title ? id : undefined}>
      {node.title && <Tag id={id} class={`tw-h${Math.min(4, level)}`} tabIndex={-1} {...mark(node)}>{node.title}</Tag>}
      <Children of={node} />
    </section>
  );
}

export const Prose = ({ node }) => (
  <div class="tw-prose" {...mark(node)} dangerouslySetInnerHTML={{ __html: node.html }} />
);

export function Note({ node }) {
  const tone = ICONS[node.tone] ? node.tone : "info";
  return (
    <div class={cls("tw-note", `tw-${tone}`)} role="note" {...mark(node)}>
      <Icon name={tone} />
      <div class="tw-note-body">
        {node.title && <p class="tw-note-title">{node.title}</p>}
        {node.html && <div class="tw-prose" dangerouslySetInnerHTML={{ __html: node.html }} />}
        <Children of={node} />
      </div>
    </div>
  );
}

export const Details = ({ node }) => (
  <details class="tw-details" open={!!node.open} {...mark(node)}>
    <summary>{node.summary}</summary>
    <div class="tw-details-body tw-stack tw-gap-m"><Children of={node} /></div>
  </details>
);
