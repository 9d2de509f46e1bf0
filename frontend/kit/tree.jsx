/** Draws a node of the view and its children, each under a key that stays the same from one view to the next. */
import { Component } from "preact";
import { useWords } from "./context.js";
import { NODES } from "./nodes/index.js";

const keyOf = (node, seen) => {
  const own = node.key ?? node.field ?? node.id ?? node.action ?? node.anchor ?? "";
  const key = `${node.node}:${own}`;
  const n = (seen.get(key) ?? 0) + 1;
  seen.set(key, n);
  return n > 1 ? `${key}#${n}` : key;
};

/** Stands where a node could not be drawn, so that nobody waits for it. */
function Failed() {
  const say = useWords();
  return <p class="tw-status tw-trouble" role="alert">{say("failed")}</p>;
}

/** One node; it is drawn again only when the view brings a new one. One that fails takes nothing else along. */
export class Node extends Component {
  shouldComponentUpdate(next, { failed }) { return next.node !== this.props.node || failed !== this.state.failed; }

  componentDidCatch(why) {
    console.error(why);
    this.setState({ failed: this.props.node });
  }

  render({ node }, { failed }) {
    if (failed === node) return <Failed />;
    const Kind = NODES[node.node];
    if (!Kind) console.warn("unknown node", node.node);
    return Kind ? <Kind node={node} /> : <Children of={node} />;
  }
}

export function Children({ of }) {
  const seen = new Map();
  return (of.children ?? []).filter(Boolean).map((child) => <Node key={keyOf(child, seen)} node={child} />);
}
