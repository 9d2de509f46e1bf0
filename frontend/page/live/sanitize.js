// What the full widget manager calls to clean the HTML of descriptions: DOMPurify (9 KB) in place of sanitize-html (110 KB).
import DOMPurify from "dompurify";

export default function sanitize(html, { allowedTags, allowedAttributes }) {
  const names = [...new Set(Object.values(allowedAttributes).flat())];
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: allowedTags, ALLOWED_ATTR: names.filter((name) => !name.endsWith("*")),
    ALLOW_DATA_ATTR: names.includes("data-*"), ALLOW_ARIA_ATTR: names.includes("aria-*"),
  });
}
