/** A sheet of paper that says how long the letter is, and that it can be torn up. */
export default ({ h, useField, mark }) => ({
  letter_paper: ({ node }) => {
    const [value, change] = useField(node);
    return h("div", { class: "letter-paper", ...mark(node) },
      h("p", null, node.count.replace("{n}", String((value ?? "").length))),
      value && h("button", { type: "button", class: "tw-button tw-quiet", onClick: () => change(undefined) }, node.tear));
  },
});
