/** The root of one widget: its tree, and a live region that is there before anything is said in it. */
import { render } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { Kit, polite } from "./context.js";
import { keepFocus } from "./keep_focus.js";
import { listen } from "./messages.js";
import { Node } from "./tree.jsx";
import { AnswerSync } from "./answer_sync.js";
import { followTranslation } from "./translated.js";
import { speaker } from "./words.js";

// Ids must differ between the widgets of a page: each root counts its own from the beginning. JupyterLab reads this file anew
// for every widget, so the roots are counted on the page.
const nextRoot = () => (self.twRoots = (self.twRoots ?? 0) + 1);

function App({ sync, model, el }) {
  const [view, setView] = useState(() => model.get("view"));
  const [said, say] = useState("");
  const [cut, setCut] = useState(false); // JupyterLab: the kernel that drew this was restarted
  useEffect(() => {
    let newest = model.get("ack") || 0;
    const draw = () => {
      const ack = model.get("ack") || 0;
      if (ack < newest) return; // a picture older than the one on the page
      newest = ack;
      setView(model.get("view"));
    };
    draw();
    model.on("change:view", draw);
    const restarted = () => setCut(true);
    model.on("comm_live_update", restarted);
    const stops = [listen(model, sync, el), followTranslation(el)];
    return () => { model.off("change:view", draw); model.off("comm_live_update", restarted); for (const stop of stops) stop(); };
  }, [model, sync]);
  useEffect(() => {
    let timer;
    let last = "";
    sync.live = (text) => {
      say("");
      clearTimeout(timer);
      const again = `${text}\u00a0`; // the same words twice are two announcements, and Orca passes over what is quite the same
      last = last !== again && el.textContent.includes(text) ? again : text;
      timer = setTimeout(() => say(last), 60);
    };
    return () => { sync.live = null; clearTimeout(timer); };
  }, [sync]);
  useEffect(() => keepFocus(el), [el]); // also over a lost connection, which brings another model
  const [root] = useState(nextRoot);
  const kit = useMemo(() => {
    const own = model.get("words"); // JupyterLab has no page of ours that could bring them
    return { sync, root, say: own?.phrases ? speaker(own.phrases, own.language) : speaker(globalThis.workshopPage?.config.words.kit) };
  }, [sync, model]);
  return (
    <Kit.Provider value={kit}>
      {cut && view?.node && <p class="tw-status tw-trouble" role="alert">{kit.say("restarted")}</p>}
      {view?.node && <Node node={view} />}
      <div class="tw-hidden" {...polite}>{said}</div>
    </Kit.Provider>
  );
}

const stop = (event) => event.stopPropagation();

/** Draw `model` into `el`. Calling it again on the same element with another model keeps focus and what was typed. */
export function mount(model, el, sync) {
  const before = el.twSync;
  const own = !sync; // in JupyterLab the sync belongs to the widget, which may have several views
  sync ??= before?.model === model ? before : new AnswerSync(model, before);
  if (before && before !== sync) before.close();
  el.twSync = sync;
  el.classList.add("tw");
  const words = model.get("words"); // JupyterLab's page may be in another language
  if (words?.direction) Object.assign(el, { lang: words.language, dir: words.direction });
  // Or JupyterLab takes arrow keys and Enter for the notebook; it asks what has the focus, and nothing around it.
  el.addEventListener("focusin", ({ target }) => { /** @type {any} */ (target).dataset.lmSuppressShortcuts = ""; });
  // JupyterLab listens on the field itself and forbids line breaks and undo in it, so it must not hear of them
  el.addEventListener("beforeinput", stop, true);
  render(<App sync={sync} model={model} el={el} />, el);
  return () => {
    if (el.twSync !== sync) return;
    if (own) sync.close();
    else sync.flush();
    render(null, el);
    el.twSync = null;
  };
}
