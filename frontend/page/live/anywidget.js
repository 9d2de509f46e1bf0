// Loading and running anywidget modules (https://anywidget.dev/en/afm/): `initialize` once per model, `render` once per view.
import { renderView } from "../../kit/kit.js";
import { uuid } from "./kernel.js";

/** The name by which a widget says that its module is already here. */
export const KIT = "workshop:kit";
const kit = { render: ({ model, el }) => renderView(model, el) };
const modules = new Map(); // source text → promise of the module
const definitions = new WeakMap(); // model → promise of its definition
const styles = new Set();

function load(esm) {
  if (!modules.has(esm)) {
    const url = URL.createObjectURL(new Blob([esm], { type: "text/javascript" }));
    modules.set(esm, import(url).finally(() => URL.revokeObjectURL(url)));
  }
  return modules.get(esm);
}

/** The definition ({initialize?, render?}) behind a model: the kit, or the ES module it brings; a function makes a new one. */
function definition(model) {
  if (!definitions.has(model)) {
    const esm = model.get("_esm");
    definitions.set(model, esm === KIT ? Promise.resolve(kit) : load(esm).then((module) => {
      const found = module.default ?? module;
      return typeof found === "function" ? found() : found;
    }));
  }
  return definitions.get(model);
}

/** Add a widget's own style sheet once. */
export function style(css) {
  if (!css || styles.has(css)) return;
  styles.add(css);
  const sheet = document.createElement("style");
  sheet.textContent = css;
  document.head.append(sheet);
}

/** Call a command of the Python side (anywidget's experimental `invoke`); resolves to [response, buffers]. */
function invoke(model, name, msg, { buffers = [], signal = /** @type {AbortSignal | undefined} */ (undefined) } = {}) {
  const id = uuid();
  return new Promise((resolve, reject) => {
    const stop = (settled, value) => { clearTimeout(timer); model.off("msg:custom", heard); settled(value); };
    const heard = (reply, replyBuffers) => {
      if (reply?.id === id && reply.kind === "anywidget-command-response") stop(resolve, [reply.response, replyBuffers]);
    };
    const timer = setTimeout(() => stop(reject, new Error(`No answer to ${name}.`)), 3000);
    signal?.addEventListener("abort", () => stop(reject, signal.reason));
    model.on("msg:custom", heard);
    model.send({ id, kind: "anywidget-command", name, msg }, undefined, buffers);
  });
}

const started = new WeakMap(); // model → promise of its cleanup

/** Draw `model` into `el`; resolves to a function that takes the view away again. */
export async function render(model, el) {
  style(model.get("_css"));
  const found = await definition(model);
  const controller = new AbortController();
  const experimental = { invoke: invoke.bind(null, model) };
  if (!started.has(model)) {
    started.set(model, Promise.resolve(found.initialize?.({ model, experimental, signal: controller.signal })));
  }
  await started.get(model);
  const cleanup = await found.render?.({ model, el, experimental, signal: controller.signal });
  return async () => {
    controller.abort();
    try { await cleanup?.(); } catch (error) { console.warn("A widget did not clean up.", error); }
  };
}

/** Run what `initialize` returned, when a model goes for good. */
export async function finish(model) {
  try { await (await started.get(model))?.(); } catch (error) { console.warn("A widget did not clean up.", error); }
  started.delete(model);
}
