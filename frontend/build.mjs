// Builds the browser side of the kit into src/workshop/controls/static. `npm ci && npm run build`; `--check` only compares.
// kit.js   what draws exercises; an ES module that JupyterLab loads as the `_esm` of a widget
// chrome.js  what every page has at once and offline: leave, pause, help, menu, device store
// help.js  the list of countries on the site's help page
// page.js  what makes a Voilà page live: kernel connection and widgets (contains the kit)
// sealing.js  what seals a page's messages over plain HTTP; enter.js, which it imports, what joins a room that way
// fonts.css  the kit's typefaces, for pages and prints; page.css contains it
// full.js  ipywidgets' own manager and controls; page.js imports it when a page holds such a widget
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "src", "workshop", "controls", "static");
const check = process.argv.includes("--check");

/** Each entry that exists, bundled into one file each: kit.js because JupyterLab loads it as text, page.js to save a request. */
const bundle = (files, more = {}) => build({
  entryPoints: files.map((f) => join(here, f)).filter((f) => existsSync(f)),
  outdir: out, entryNames: "[name]", assetNames: "[name]", loader: { ".woff2": "file" }, bundle: true, minify: true, format: "esm",
  ...more, target: ["safari14", "chrome91", "firefox90"],
  supported: { destructuring: true }, // the Safari fault esbuild guards against is in a form nobody writes
  charset: "utf8", legalComments: "none", metafile: true, absWorkingDir: here,
  write: false, jsx: "automatic", jsxImportSource: "preact", define: { "process.env.NODE_ENV": '"production"', "process.env": "{}", global: "globalThis" },
});
const parts = [
  await bundle(["kit/kit.js", "kit/kit.css", "page/page.css", "page/fonts.css", "page/chrome.js", "page/help.js", "page/page.js", "page/sealing.js"], { external: ["./full.js", "./enter.js"] }),
  await bundle(["page/enter.js"]),
  await bundle(["page/live/full.js"], { loader: { ".css": "text" }, alias: { "sanitize-html": join(here, "page/live/sanitize.js") } }),
];
const result = { outputFiles: [...parts.flatMap((p) => p.outputFiles), notices(parts)] };

/** The licences of every package that is in a built file, as each of them asks for. */
function notices(parts) {
  const inputs = parts.flatMap((p) => Object.keys(p.metafile.inputs));
  const names = inputs.map((f) => f.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)\//)).filter(Boolean).map((m) => [m[1], m[0]]);
  const texts = [...new Map(names)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, folder]) => {
    const at = join(here, "node_modules", folder.slice(folder.indexOf("node_modules/") + "node_modules/".length));
    const { version, license } = JSON.parse(readFileSync(join(at, "package.json"), "utf8"));
    const file = readdirSync(at).sort().find((f) => /^(licen[cs]e|copying)(\.|-|$)/i.test(f));
    // Jupyter's packages bring no file of their own: theirs is the one of all its projects.
    const of = file ? join(at, file) : /^@(lumino|jupyter-widgets)\//.test(name) ? join(here, "licences", "jupyter.txt") : null;
    if (!of) throw new Error(`${name} has no licence file; put its licence into frontend/licences.`);
    return `${name} ${version}, ${license}\n\n${readFileSync(of, "utf8").replace(/\r\n/g, "\n").trim()}\n`;
  });
  const head = "The files in this folder contain, besides the kit itself (MIT), these packages:\n\n";
  return { path: join(out, "NOTICES.txt"), contents: Buffer.from(head + texts.join(`\n${"-".repeat(80)}\n\n`)) };
}

/** The digest of every source file, so that a test without Node can tell that the built files belong to them. */
function sources() {
  const files = [];
  const walk = (folder) => readdirSync(folder).sort().forEach((name) => {
    if (name === "node_modules" || name.startsWith(".")) return;
    const path = join(folder, name);
    if (statSync(path).isDirectory()) walk(path); else files.push(path);
  });
  walk(here);
  const sum = createHash("sha256");
  for (const f of files) sum.update(relative(here, f)).update("\0").update(readFileSync(f)).update("\0");
  return sum.digest("hex");
}

mkdirSync(out, { recursive: true });
const stamp = { sources: sources(), files: {} };
for (const f of result.outputFiles) stamp.files[relative(out, f.path)] = createHash("sha256").update(f.contents).digest("hex");
const stampText = `${JSON.stringify(stamp, null, 1)}\n`;
if (check) {
  const old = existsSync(join(out, "build.json")) ? readFileSync(join(out, "build.json"), "utf8") : "";
  const stale = old !== stampText || result.outputFiles.some((f) => !existsSync(f.path) || !readFileSync(f.path).equals(Buffer.from(f.contents)));
  if (stale) { console.error("The built front end does not match its source: run `npm run build` in frontend/ and commit."); process.exit(1); }
} else {
  for (const f of result.outputFiles) writeFileSync(f.path, f.contents);
  writeFileSync(join(out, "build.json"), stampText);
  for (const [name] of Object.entries(stamp.files)) console.log(`${name} ${(result.outputFiles.find((f) => relative(out, f.path) === name).contents.length / 1024).toFixed(1)} KB`);
}
