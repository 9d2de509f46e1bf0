"""A small real server for the page's tests: Voilà with the workshop's template, three notebooks and a few switches.

``python server.py PORT FOLDER``. What the kit's own server does besides (rooms, tickets, limits) is tested with it.
"""

from __future__ import annotations

import gzip
import json
import os
import signal
import sys
import uuid
from pathlib import Path
from types import SimpleNamespace

import nbformat
from jupyter_core.utils import ensure_async
from tornado.web import RequestHandler
from voila.app import Voila
from voila.notebook_renderer import NotebookRenderer

sys.path.insert(0, str(Path(__file__).parent))
from page_words import words

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "assets" / "templates" / "workshop"
STATIC = ROOT / "src" / "workshop" / "controls" / "static"
FOLDER = Path(sys.argv[2])
CSP = (
    "default-src 'none'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
MODE = {"now": "open"}  # open, full, ended, portal, elsewhere, no_cookie
SEEN: list[str] = []  # addresses asked for, and how many bytes went out


class Renderer(NotebookRenderer):
    async def load_notebook(self, path):
        return await self.fix_notebook(nbformat.read(FOLDER / path, as_version=4))

    async def initialize(self, **kwargs):
        await super().initialize(**kwargs)
        parts = [
            {"id": "01-causes", "title": "What shakes trust", "number": 1, "href": "/part/01-causes"},
            {"id": "02-signs", "title": "Signs", "number": 2, "href": "/part/02-signs"},
        ]
        name = Path(self.notebook_path).stem
        page = next((p for p in parts if p["id"] == name), {"id": name, "title": name, "number": None})
        self.exporter.environment.globals["workshop"] = SimpleNamespace(
            language="en", direction="ltr", surface="participant", page=page, parts=parts, **words(), static=lambda path: f"/static/0/{path}",
        )  # fmt: skip


class Ours(RequestHandler):
    def set_default_headers(self):
        self.set_header("X-Workshop", "1")


class Part(Ours):
    async def get(self, name):
        SEEN.append(self.request.path)
        if MODE["now"] in ("portal", "elsewhere"):  # a hotel's sign-in page; a proxy's own word
            self.clear_header("X-Workshop")
            self.set_status(200 if MODE["now"] == "portal" else 404)
            self.finish("<main><p>Welcome to our Wi-Fi</p></main>")
            return
        if MODE["now"] in ("ended", "no_cookie"):
            self.set_status(410 if MODE["now"] == "ended" else 403)
            self.finish("<main><p>The landing page</p></main>")
            return
        if MODE["now"] == "full":
            self.set_status(503)
            self.set_header("Retry-After", "1")
            self.finish(
                "<main><h1>Just a moment</h1><p class=lead>Many people are here. Your place is kept.</p></main>"
            )
            return
        app = self.settings["page-app"]
        renderer = Renderer(
            notebook_path=f"{name}.ipynb", voila_configuration=app.voila_configuration, traitlet_config=app.config,
            template_paths=app.template_paths, config_manager=app.config_manager, contents_manager=app.contents_manager,
            kernel_spec_manager=app.kernel_spec_manager, base_url=app.base_url, page_config={"baseUrl": app.base_url},
            mathjax_url="", mathjax_config="",
        )  # fmt: skip
        await renderer.initialize()
        kernel_id = str(uuid.uuid4())
        await ensure_async(
            app.kernel_manager.start_kernel(kernel_id=kernel_id, kernel_name="python3", env=dict(os.environ))
        )
        html = await renderer.generate_content_str(kernel_id, app.kernel_manager.get_kernel(kernel_id))
        assert [
            html.count(p)
            for p in ("__KERNEL_ID__", *(f"__WORKSHOP_{name}__" for name in ("TICKET", "DEVICE", "SEAL", "PRIVATE")))
        ] == [1] * 5
        html = html.replace("__KERNEL_ID__", kernel_id).replace("__WORKSHOP_TICKET__", "ticket-for-tests")
        html = (
            html.replace("__WORKSHOP_DEVICE__", "room-one")
            .replace("__WORKSHOP_SEAL__", "5a" * 32)
            .replace("__WORKSHOP_PRIVATE__", "")
        )
        token = uuid.uuid4().hex
        self.set_cookie("_xsrf", token)
        self.set_header("Content-Security-Policy", CSP)
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Encoding", "gzip")
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(gzip.compress(html.encode()))


class Static(RequestHandler):
    def get(self, name):
        SEEN.append(self.request.path)
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.set_header("Content-Encoding", "gzip")
        self.finish(gzip.compress((STATIC / name).read_bytes(), 9))


class Plain(RequestHandler):
    def get(self):
        SEEN.append(self.request.path)
        self.finish(f"<!doctype html><title>New page</title><main><p>{self.request.path}</p></main>")


class Goodbye(RequestHandler):
    async def post(self, kernel_id):
        SEEN.append("goodbye")
        kernels = self.settings["page-app"].kernel_manager
        if kernel_id in kernels:
            await ensure_async(kernels.shutdown_kernel(kernel_id, now=True))
        self.finish()

    def check_xsrf_cookie(self):
        pass


class Switch(RequestHandler):
    """``/test/mode/full``, ``/test/kill/<kernel>``, ``/test/seen``, ``/test/kernels``"""

    async def get(self, what, value=""):
        kernels = self.settings["page-app"].kernel_manager
        if what == "mode":
            MODE["now"] = value
        elif what == "kill":
            os.kill(kernels.get_kernel(value).provisioner.pid, signal.SIGKILL)
        elif what == "end":
            await ensure_async(kernels.shutdown_kernel(value, now=True))
        elif what == "forget":
            SEEN.clear()
        self.finish(json.dumps({"seen": SEEN, "kernels": kernels.list_kernel_ids()}))


class TestServer(Voila):
    def init_settings(self):
        return {**super().init_settings(), "page-app": self, "xsrf_cookies": False, "headers": {"X-Workshop": "1"}}

    def init_handlers(self):
        return [
            (r"/part/([\w-]+)", Part),
            (r"/static/0/ui/([\w.-]+)", Static),
            (r"/(?:blank|help|privacy)?", Plain),
            (r"/voila/api/shutdown/(.*)", Goodbye),
            (r"/test/(\w+)(?:/([\w-]+))?", Switch),
            *super().init_handlers(),
        ]


if __name__ == "__main__":
    data = FOLDER / "jupyter" / "voila" / "templates"
    data.mkdir(parents=True, exist_ok=True)
    if not (data / "workshop").exists():
        (data / "workshop").symlink_to(TEMPLATE)
    os.environ["JUPYTER_PATH"] = str(FOLDER / "jupyter")
    TestServer.launch_instance(
        [
            str(FOLDER),
            f"--port={sys.argv[1]}",
            "--no-browser",
            "--Voila.port_retries=0",
            "--template=workshop",
            "--VoilaConfiguration.allow_template_override=NO",
        ]
    )
