// Leave now, for pages without a kernel: cover at once, empty what this device holds, go. Without JavaScript the link still goes.
(() => {
  const leave = () => {
    document.documentElement.replaceChildren(document.createElement("body"));
    document.title = "…";
    window.workshopSealing?.leave();
    try { sessionStorage.clear(); localStorage.clear(); } catch { /* this browser keeps nothing */ }
    location.replace(target);
  };
  // Who was here before is the same person again, also when the browser has lost its cookie: pages keep a pass.
  const field = document.querySelector("input[name=pass]");
  try {
    const passes = [sessionStorage, localStorage].flatMap((store) =>
      Object.keys(store).filter((key) => /^workshop:.+:pass$/.test(key)).map((key) => JSON.parse(store.getItem(key))));
    // Those of pages that are sealed on their way are sent sealed only (sealing.js).
    if (field) field.value = passes.filter((pass) => !pass.startsWith("~")).join(" ");
    if (field) field.dataset.sealed = passes.filter((pass) => pass.startsWith("~")).join(" ");
  } catch { /* this browser keeps nothing */ }
  // What was typed and was wrong can be put right, or replaced by typing; line.js may put it back before.
  addEventListener("load", () => { const wrong = document.querySelector("input[name=code][aria-invalid=true]"); wrong?.focus(); wrong?.select(); });
  // One tap lets whoever came by a code in. A reader says nothing of a focus that was there before it had read the page.
  addEventListener("load", () => setTimeout(() => {
    if (document.activeElement === document.body) document.querySelector("[data-first]")?.focus();
  }, 700));
  // The facilitator's link is taken by a page that runs, and by no preview of it.
  document.querySelector("form[data-at-once]")?.submit();
  const link = document.querySelector("[data-leave]");
  const target = link.href;
  link.addEventListener("click", (event) => { event.preventDefault(); leave(); });
  let times = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") { times = []; return; }
    times = [...times.filter((t) => event.timeStamp - t < 2000), event.timeStamp];
    if (times.length >= 3) leave();
  });
  // A page that comes back from the browser's memory would show what "leave now" covered.
  addEventListener("pageshow", (event) => { if (event.persisted && !document.querySelector("main")) location.reload(); });
})();
