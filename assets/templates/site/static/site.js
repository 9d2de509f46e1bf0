// Leave now, for pages without a kernel: cover at once, empty what this device holds, go. Without JavaScript the link still goes.
(() => {
  const leave = () => {
    document.documentElement.replaceChildren(document.createElement("body"));
    document.title = "…";
    try { sessionStorage.clear(); localStorage.clear(); } catch { /* this browser keeps nothing */ }
    location.replace(target);
  };
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
