/** Draws a node of the view and its children, each under a key that stays the same from one view to the next. */
import { Component } from "preact";
import { NODES } from "./nodes/index.js";

const keyOf = (node, seen) => {
  const own = node.key ?? node.field ?? node.id ?? node.action ?? node.anchor ?? "";
  const key = `${node.node}:${own}`;
  const n = (seen.get(key) ?? 0) + 1;
  seen.set(key, n);
  return n > 1 ? `${key}#${n}` : key;
};

/** One node; it is drawn again only when the view brings a new one. */
export class Node extends Component {
  shouldComponentUpdate(next) { return next.node !== this.props.node; }

  render({ node }) {
    const Kind = NODES[node.node];
    if (!Kind) console.warn("unknown node", node.node);
    return Kind ? <Kind node={node} /> : <Children of={node} />;
  }
}

export function Children({ of }) {
  const seen = new Map();
  return (of.children ?? []).filter(Boolean).map((child) => <Node key={keyOf(child, seen)} node={child} />);
}
