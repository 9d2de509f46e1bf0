/** Give the person a file, made here: nothing is sent. */
export function download({ filename, mime = "text/plain", text = "" }) {
  const url = URL.createObjectURL(new Blob([text], { type: mime.includes("charset") ? mime : `${mime};charset=utf-8` }));
  const link = Object.assign(document.createElement("a"), { href: url, download: filename });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000); // a browser may still be reading
}
