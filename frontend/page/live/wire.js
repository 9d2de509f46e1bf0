// The Jupyter websocket protocol "v1.kernel.websocket.jupyter.org": one binary frame per message,
//   count of offsets (uint64 LE) · offsets (uint64 LE each) · channel · header · parent header · metadata · content · buffers…
// Described in jupyter_server's documentation ("WebSocket kernel wire protocols"). Frames stay far below 4 GB, so the
// high halves of the 64-bit numbers are zero and plain 32-bit access is enough (BigInt would lock out older phones).

export const PROTOCOL = "v1.kernel.websocket.jupyter.org";
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const bytes = (buffer) =>
  ArrayBuffer.isView(buffer) ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength) : new Uint8Array(buffer);

/** Turn a message ({channel, header, parent_header, metadata, content, buffers}) into one frame. */
export function encode(message) {
  const { channel, header, parent_header = {}, metadata = {}, content, buffers = [] } = message;
  const texts = [header, parent_header, metadata, content].map((part) => encoder.encode(JSON.stringify(part)));
  const parts = [encoder.encode(channel), ...texts, ...buffers.map(bytes)];
  const start = 8 * (parts.length + 2);
  const frame = new Uint8Array(parts.reduce((sum, part) => sum + part.length, start));
  const view = new DataView(frame.buffer);
  view.setUint32(0, parts.length + 1, true);
  let at = start;
  parts.forEach((part, index) => {
    view.setUint32(8 * (index + 1), at, true);
    frame.set(part, at);
    at += part.length;
  });
  view.setUint32(8 * (parts.length + 1), at, true);
  return frame.buffer;
}

/** Read one frame; buffers come as DataViews, which is what widgets expect. */
export function decode(data) {
  if (typeof data === "string") return JSON.parse(data); // the legacy protocol, if a server insists on it
  const view = new DataView(data);
  const count = view.getUint32(0, true);
  const offset = (index) => view.getUint32(8 * (index + 1), true);
  const slice = (index) => new Uint8Array(data, offset(index), offset(index + 1) - offset(index));
  const json = (index) => JSON.parse(decoder.decode(slice(index)));
  const buffers = [];
  for (let index = 5; index < count - 1; index += 1) {
    buffers.push(new DataView(data, offset(index), offset(index + 1) - offset(index)));
  }
  return {
    channel: decoder.decode(slice(0)), header: json(1), parent_header: json(2), metadata: json(3), content: json(4), buffers,
  };
}

/** Put binary buffers back into a widget state (the counterpart of `takeBuffers`; ipywidgets' messaging protocol). */
export function putBuffers(state, paths = [], buffers = []) {
  paths.forEach((path, index) => {
    let place = state;
    for (const step of path.slice(0, -1)) place = place[step];
    place[path[path.length - 1]] = buffers[index];
  });
  return state;
}

/** Split a widget state into plain JSON and its binary buffers, without touching the original. */
export function takeBuffers(state) {
  const paths = [];
  const buffers = [];
  const walk = (value, path) => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      paths.push(path);
      buffers.push(value);
      return Array.isArray(path) && typeof path[path.length - 1] === "number" ? null : undefined;
    }
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index]));
    if (value && typeof value === "object" && typeof value.toJSON !== "function") {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key])]));
    }
    return value;
  };
  return { state: walk(state, []), buffer_paths: paths, buffers };
}
