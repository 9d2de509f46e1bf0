/** The small things around a control: hint, words for a screen reader only, and a quiet button. */

/** @param {{ id?: string, text?: string | null }} props */
export const Hint = ({ id, text }) => (text ? <p class="tw-hint" id={id}>{text}</p> : null);

/** The class of a label: seen, or only heard. */
export const labelled = (node) => (node.hide_label ? "tw-hidden" : "tw-label");

export const Hidden = ({ children }) => <span class="tw-hidden">{children}</span>;

export const Small = ({ children, onClick }) => (
  <button type="button" class="tw-button tw-quiet tw-small" onClick={onClick}>{children}</button>
);

/** The words at the two ends of a range; its value text says them too. */
export const Ends = ({ low, high }) => (
  (low || high) ? <div class="tw-ends" aria-hidden="true"><span>{low}</span><span>{high}</span></div> : null
);

/** The wrapper of a single labelled control. */
export function Field({ node, ids, children, kind }) {
  return (
    <div class={`tw-field tw-${kind}`} data-id={node.id ?? node.key ?? node.field}>
      <label class={labelled(node)} for={ids.id}>{node.label}</label>
      <Hint id={ids.hint} text={node.hint} />
      {children}
    </div>
  );
}

let edited = null; // the field that was typed in since it has the focus

/** For a field with one short value: what is typed first takes its place, wherever in it and however often it was tapped. */
export const replaced = (take) => ({
  onFocus: (e) => { edited = null; e.currentTarget.select(); },
  onClick: ({ currentTarget: box }) => { // a finger's own caret comes after the focus, and in Chromium after this
    setTimeout(() => { if (edited !== box && document.activeElement === box) box.select(); });
  },
  onInput: (e) => { edited = e.currentTarget; take(e); },
});
