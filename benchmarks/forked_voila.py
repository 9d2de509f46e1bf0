"""Plain Voilà with forked pages and nothing else: what the tests and `workshop bench join` measure.

    python benchmarks/forked_voila.py [--ahead N] [--kernels N] [--group-size N] [--watch PATH] FOLDER PORT

Kept as small as it is so that it also shows what a Voilà application has to do to use the package.
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

import tornado.web
from jupyter_server.base.handlers import JupyterHandler
from tornado.ioloop import IOLoop
from voila.app import Voila

from workshop.forking.limits import Limits
from workshop.forking.page import PageBroken, PageFull
from workshop.forking.pages import ForkedPages


class PageHandler(JupyterHandler):
    @tornado.web.authenticated
    async def get(self, notebook: str) -> None:
        self.xsrf_token  # noqa: B018 - sets the cookie that the closing beacon needs
        self.set_header("Cache-Control", "no-store")
        try:
            page = await self.settings["pages"].render(notebook, self.get_argument("room", None))
        except PageFull as full:
            self.set_status(503)
            self.set_header("Retry-After", "60")
            self.finish(full.sentence)
        except PageBroken as broken:
            self.set_status(500)
            self.finish(f"{broken.sentence}\n{broken.detail}")
        else:
            self.finish(page.html)

    def write_error(self, status_code: int, **_: object) -> None:
        self.finish(f"error {status_code}")


class ForkedVoila(Voila):
    arguments: argparse.Namespace

    def listen(self) -> None:
        given = self.arguments
        folder = Path(self.root_dir)
        limits = {
            name: value for name in Limits.__dataclass_fields__ if (value := getattr(given, name, None)) is not None
        }
        self.pages = ForkedPages(
            self,
            sorted(path.relative_to(folder) for path in folder.glob("*.ipynb")),
            expected=given.ahead,
            limits=Limits(**limits),
            watched=given.watch,
            check_every=0.3,
        )
        self.app.settings["pages"] = self.pages
        IOLoop.current().run_sync(self.pages.start)
        super().listen()

    def init_handlers(self) -> list[object]:
        return [(r"/voila/render/(.*)", PageHandler), *super().init_handlers()]

    def stop(self) -> None:
        IOLoop.current().run_sync(self.pages.stop)
        super().stop()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("port", type=int)
    parser.add_argument("--ahead", type=int, default=0)
    parser.add_argument("--watch", type=Path, nargs="*", default=[])
    for name, field in Limits.__dataclass_fields__.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(field.default), default=None)
    ForkedVoila.arguments = parser.parse_args()
    logging.getLogger("tornado.access").setLevel(logging.ERROR)
    ForkedVoila.launch_instance(
        [
            ForkedVoila.arguments.folder,
            f"--port={ForkedVoila.arguments.port}",
            "--no-browser",
            "--Voila.port_retries=0",
            "--Voila.ip=127.0.0.1",
            "--Voila.log_level=30",
        ]
    )


if __name__ == "__main__":
    main()
