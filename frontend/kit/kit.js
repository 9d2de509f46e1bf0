/**
 * The browser side of the kit: an anywidget module in JupyterLab, and `renderView` for the lean page.
 *
 * The default export is a function, so that several views of one widget share one AnswerSync.
 */
import { mount } from "./app.jsx";
import { AnswerSync } from "./answer_sync.js";
import { addNodes } from "./nodes/more.js";

/** Draw a KitWidget model into an element. Returns a function that takes it away again. */
export const renderView = (model, el) => mount(model, el);

/** In JupyterLab the page itself remembers, in memory: a kernel that starts anew forgets, and the cells are run again. */
function remembering() {
  const kept = new Map();
  return { get: (name) => kept.get(name), put: (name, answer) => kept.set(name, answer), forget: (name) => kept.delete(name) };
}

const modules = new Map(); // text of a module → what it is when it has been read: once for all widgets of a page

/** Read the nodes that a widget brings along, where no page of ours has them. */
function brought(text) {
  if (!modules.has(text)) {
    const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    modules.set(text, import(url).then(addNodes).catch(console.warn));
  }
  return modules.get(text);
}

export default () => {
  globalThis.workshopDevice ??= remembering();
  let sync;
  return {
    initialize({ model }) {
      sync = new AnswerSync(model);
      return () => sync.close();
    },
    async render({ model, el }) {
      if (model.get("nodes")) await brought(model.get("nodes"));
      return mount(model, el, sync);
    },
  };
};
