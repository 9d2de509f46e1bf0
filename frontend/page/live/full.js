// @ts-nocheck: ipywidgets' own classes, whose types say less than they do
// The full widget manager, for pages with widgets of ipywidgets itself. A chunk of its own (about 170 KB), fetched only then.
import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import * as controls from "@jupyter-widgets/controls";
import { Widget } from "@lumino/widgets";
import css from "@jupyter-widgets/controls/css/widgets.built.css";

class AnyModel extends base.DOMWidgetModel {
  static model_name = "AnyModel";
  static model_module = "anywidget";
  static view_name = "AnyView";
  static view_module = "anywidget";
}

class AnyView extends base.DOMWidgetView {
  async render() {
    super.render();
    this.clean = await this.model.widget_manager.renderer.render(this.model, this.el);
  }

  remove() {
    this.clean?.();
    return super.remove();
  }
}

const MODULES = { "@jupyter-widgets/base": base, "@jupyter-widgets/controls": controls, anywidget: { AnyModel, AnyView } };

/** A comm as ipywidgets wants it, over our kernel. */
function comm(kernel, id, target) {
  const heard = { message() {}, closed() {} };
  kernel.comms.set(id, {
    message: (_data, buffers, message) => heard.message({ ...message, buffers }),
    closed: () => heard.closed({}),
  });
  const follow = (sent, callbacks) => {
    if (sent) {
      kernel.idle.set(sent, () => callbacks?.iopub?.status?.({
        header: { msg_type: "status" }, parent_header: { msg_id: sent }, content: { execution_state: "idle" },
      }));
    }
    return sent ?? "";
  };
  return {
    comm_id: id, target_name: target,
    open: (data = {}, callbacks, metadata = {}, buffers = []) =>
      follow(kernel.send("comm_open", { comm_id: id, target_name: target, data }, { metadata, buffers }), callbacks),
    send: (data, callbacks, _metadata, buffers = []) => follow(kernel.comm(id, data, buffers), callbacks),
    close: () => { kernel.send("comm_close", { comm_id: id, data: {} }); kernel.comms.delete(id); },
    on_msg: (run) => { heard.message = run; },
    on_close: (run) => { heard.closed = run; },
  };
}

export class FullManager extends ManagerBase {
  /** `renderer` is the module anywidget.js, handed in so that this chunk stands alone and page.js stays one file. */
  constructor(kernel, renderer) {
    super();
    Object.assign(this, { kernel, renderer, light: false });
    renderer.style(css);
    kernel.on.opened = (message) => {
      const { comm_id: id, target_name: target } = message.content;
      if (target === this.comm_target_name) this.handle_comm_open(comm(kernel, id, target), message).catch(console.error);
    };
  }

  async loadClass(name, module) {
    const found = MODULES[module]?.[name];
    if (!found) throw new Error(`This page has no widget ${name} of ${module}.`);
    return found;
  }

  // names of the methods that ManagerBase calls
  loadModelClass(name, module) { return this.loadClass(name, module); }

  loadViewClass(name, module) { return this.loadClass(name, module); }

  async _create_comm(target, id, data, metadata, buffers) {
    const made = comm(this.kernel, id, target);
    if (data || metadata) made.open(data, undefined, metadata, buffers);
    return made;
  }

  async _get_comm_info() {
    const reply = await this.kernel.request("comm_info_request", { target_name: this.comm_target_name });
    return reply.content.comms || {};
  }

  /** Make every model; all are registered before the first is awaited, because they refer to each other. */
  async take(states) {
    const known = [];
    await Promise.all([...states].map(([id, { name, module, version, state }]) => {
      const options = { model_name: name, model_module: module, model_module_version: version, model_id: id, comm: comm(this.kernel, id, this.comm_target_name) };
      return this.new_model(options, state).then((model) => known.push(model), console.error);
    }));
    this.known = known;
  }

  named(name) { return this.known.find((model) => model.get("name") === name); }

  async mount(id, el) {
    const view = await this.create_view(await this.get_model(id));
    const host = document.createElement("div");
    // lumino wants its host in the document; the caller puts `el` there afterwards
    host.hidden = true;
    document.body.append(host);
    Widget.attach(view.luminoWidget, host);
    el.append(view.luminoWidget.node);
    host.remove();
    return () => view.remove();
  }

  hold() {}

  release() {}

  dispose() {
    for (const id of Object.keys(this._models)) this.kernel.comms.delete(id);
    this._models = Object.create(null);
  }
}
