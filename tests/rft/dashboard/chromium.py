"""Opens an HTML page in Debian's Chromium, driven by Playwright."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

Scheme = Literal["light", "dark"]
HEIGHT = 1000


@contextmanager
def chromium() -> Generator[Browser]:
    """Start a browser. It takes a second or two, so tests share one."""
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("no Chromium: install Debian's package `chromium`, which Playwright then drives")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


@contextmanager
def opened(
    browser: Browser,
    file: Path,
    said: list[str],
    *,
    width: int = 1280,
    scheme: Scheme = "light",
    sharpness: float = 1.0,
) -> Generator[Page]:
    """Open a file as a page that shares nothing with other pages.

    ``said`` collects every console error, and every request except the one for the file.
    """
    page = browser.new_page(
        viewport={"width": width, "height": HEIGHT}, color_scheme=scheme, device_scale_factor=sharpness
    )
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.append(request.url) if request.url != file.as_uri() else None)
    page.goto(file.as_uri())
    yield page
    page.close()
