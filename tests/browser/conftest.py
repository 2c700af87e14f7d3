"""A headless Chromium for the pages. Where it is missing the tests are skipped, or fail if SYMPROOF_BROWSER is set."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from symproof.cli import main

INPUT = Path(__file__).parent.parent / "golden" / "input"
ARGUMENTS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1200,1000")


def _missing(what: str) -> None:
    if os.environ.get("SYMPROOF_BROWSER"):
        pytest.fail(f"SYMPROOF_BROWSER is set, but {what} is missing")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for all tests, which logs its console and its requests."""
    try:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service
    except ImportError:
        _missing("selenium")
    programs = [shutil.which(name) for name in ("chromium", "chromedriver")]
    if None in programs:
        _missing("chromium or chromedriver")
    options = webdriver.ChromeOptions()
    options.binary_location = str(programs[0])
    for argument in ARGUMENTS:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(str(programs[1])))
    driver.set_script_timeout(20)
    yield driver
    driver.quit()


Open = Callable[..., Any]


@pytest.fixture
def opened(browser: Any, page: Path) -> Iterator[Open]:
    """Opens the page of the test, at a place in it, with this colour scheme and this width; the browser."""

    def open_page(anchor: str = "", scheme: str = "light", width: int = 1200, media: str = "", scale: int = 1) -> Any:
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})
        size = {"width": width, "height": 1000, "deviceScaleFactor": scale, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.get("about:blank")
        browser.get_log("browser"), browser.get_log("performance")
        browser.get(page.as_uri() + (f"#{anchor}" if anchor else ""))
        return browser

    yield open_page
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Writes the page of a target of the golden input, once."""
    folder = tmp_path_factory.mktemp("pages")

    def written(target: str) -> Path:
        file = folder / f"{Path(target).stem}.html"
        if not file.exists():
            before = Path.cwd()
            os.chdir(INPUT)
            try:
                main(["html", target, "--max-width", "2", "--output", str(file)])
            finally:
                os.chdir(before)
        return file

    return written


@pytest.fixture
def page(pages: Callable[[str], Path]) -> Path:
    """The page that most tests look at."""
    return pages("example")
