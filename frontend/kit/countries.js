/**
 * From the list of all countries to the one that somebody chose. The choice lives in the list itself: nothing is kept or
 * sent. What is suggested first is the country that the browser's own language names.
 */
export function countries(root) {
  const choose = root.querySelector(".help-choose");
  const list = choose.querySelector("select");
  const all = [...root.querySelectorAll("[data-country]")];
  const show = () => {
    for (const one of all) {
      one.hidden = one.dataset.country !== list.value;
      one.open = !one.hidden;
    }
  };
  const first = (navigator.language || "").toLowerCase().replace(/.*-/, "");
  if (!list.value && list.querySelector(`option[value="${CSS.escape(first)}"]`)) list.value = first;
  root.classList.add("chosen");
  choose.hidden = false;
  list.addEventListener("change", show);
  show();
}
