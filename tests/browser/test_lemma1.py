"""The page of the longest worked proof: small, quick, and readable where a step of it is broken."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser.conftest import Open
from browser.test_page import FAINT, FORMULAS, OPEN_ALL

import symproof
from symproof.cli import main
from symproof.report.from_json import read_report, report_of
from symproof.report.html import html_document


def worked() -> Path:
    """The folder of the worked proofs, in a checkout or in the installed package."""
    inside = Path(symproof.__file__).parent / "proofs"
    return inside if inside.is_dir() else Path(symproof.__file__).parent.parent / "proofs"


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("lemma1") / "report.json"
    arguments = ["check", "lemma1", "--proofs", str(worked()), "--max-width", "2", "--format", "json"]
    assert main([*arguments, "--output", str(file)]) in (0, 1)
    return file


@pytest.fixture(scope="module")
def page(saved: Path) -> Path:
    file = saved.with_name("lemma1.html")
    assert main(["html", "--from", str(saved), "--output", str(file)]) in (0, 1)
    return file


def test_the_page_takes_at_most_one_and_a_half_megabytes(page: Path) -> None:
    assert page.stat().st_size <= 1_500_000


def test_the_page_is_written_in_a_fraction_of_the_time_of_the_check(saved: Path) -> None:
    report = report_of(read_report(saved))
    start = time.process_time()
    html_document(report)
    assert time.process_time() - start <= 0.3 * json.loads(saved.read_text(encoding="utf-8"))["seconds"]


def test_the_page_is_interactive_within_a_second(opened: Open, page: Path) -> None:
    ready = "return performance.getEntriesByType('navigation')[0].domComplete"
    assert min(opened().execute_script(ready) for _ in range(3)) <= 1000


def test_all_of_it_is_legible(opened: Open, page: Path) -> None:
    for scheme in ("light", "dark"):
        driver = opened(scheme=scheme)
        driver.execute_script(OPEN_ALL)
        assert driver.execute_script(FORMULAS) == []
        assert driver.execute_script(FAINT)[1] == []
        assert driver.get_log("browser") == []


def test_an_anchor_opens_the_blocks_around_a_step(opened: Open, page: Path) -> None:
    driver = opened("L1.17.left")
    driver.execute_async_script("setTimeout(arguments[0], 100)")
    folded = "return [...document.querySelectorAll('details')].filter((e) => e.contains(step) && !e.open).length"
    assert driver.execute_script(f"const step = document.getElementById('L1.17.left'); {folded}") == 0
    assert driver.execute_script("return document.activeElement.parentElement.id") == "L1.17.left"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The page of one step of a copy of the proof in which a factor is wrong."""
    folder = tmp_path / "zhang2019"
    shutil.copytree(worked() / "zhang2019", folder)
    file = folder / "lemma1_left.py"
    text = file.read_text(encoding="utf-8")
    right, wrong = "A * chain(Mt, j, i) == Q[i - 1]", "A * chain(Mt, j, i) == 2 * Q[i - 1]"
    assert text.count(right) == 1
    file.write_text(text.replace(right, wrong), encoding="utf-8")
    page = tmp_path / "broken.html"
    assert main(["html", f"{file}:equation-1", "--output", str(page)]) == 1
    return page


def test_a_broken_copy_says_first_what_is_wrong(browser: Any, broken: Path, opened: Callable[..., Any]) -> None:
    browser.get(broken.as_uri())
    first = browser.find_element("css selector", "article > section")
    assert first.get_attribute("class") == "problems"
    assert "equation-1" in first.text
    assert "Counterexample" in first.text
    sides = browser.find_element("css selector", ".problems .sides").text
    left, right = (part.rpartition("=")[2].strip() for part in sides.split("but"))
    assert left != right
