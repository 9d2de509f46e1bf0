/** The small things around a control: hint, error, words for a screen reader only, and a quiet button. */
import { Icon } from "../icons.jsx";

export const Hint = ({ id, text }) => (text ? <p class="tw-hint" id={id}>{text}</p> : null);

export const Trouble = ({ id, text }) => (text ? <p class="tw-error" id={id}><Icon name="trouble" />{text}</p> : null);

export const Hidden = ({ children }) => <span class="tw-hidden">{children}</span>;

export const Small = ({ children, onClick }) => (
  <button type="button" class="tw-button tw-quiet tw-small" onClick={onClick}>{children}</button>
);

/** The wrapper of a single labelled control. */
export function Field({ node, ids, children, kind }) {
  return (
    <div class={`tw-field tw-${kind}`} data-id={node.id ?? node.key ?? node.field}>
      <label class={node.hide_label ? "tw-hidden" : "tw-label"} for={ids.id}>{node.label}</label>
      <Hint id={ids.hint} text={node.hint} />
      {children}
      <Trouble id={ids.error} text={node.error} />
    </div>
  );
}
