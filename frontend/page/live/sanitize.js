// Stands in for the package sanitize-html (110 KB) when the full widget manager cleans the HTML of descriptions: the browser
// parses it without running anything, and only the allowed elements and attributes are kept.

export default function sanitize(html, { allowedTags, allowedAttributes }) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const names = (tag) => [...(allowedAttributes["*"] || []), ...(allowedAttributes[tag] || [])];
  const clean = (parent) => {
    for (const node of [...parent.children]) {
      const tag = node.localName;
      if (!allowedTags.includes(tag)) {
        if (tag === "script" || tag === "style") node.remove();
        else { clean(node); node.replaceWith(...node.childNodes); }
        continue;
      }
      for (const { name, value } of [...node.attributes]) {
        const kept = names(tag).some((one) => one === name || (one.endsWith("*") && name.startsWith(one.slice(0, -1))));
        if (!kept || (["href", "src"].includes(name) && !/^(https?:|mailto:|tel:|data:image\/|[/#.?])/i.test(value.trim()))) node.removeAttribute(name);
      }
      clean(node);
    }
  };
  clean(parsed.body);
  return parsed.body.innerHTML;
}
