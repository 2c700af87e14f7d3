"""The page in use: folding, filters, anchors, keys and the button that copies a counterexample."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser.conftest import Open


def press(driver: Any, keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(driver).send_keys(keys).perform()


def shown_steps(driver: Any) -> list[str]:
    steps = "[...document.querySelectorAll('details.step')].filter((each) => each.checkVisibility())"
    return driver.execute_script(f"return {steps}.map((each) => each.id)")


def is_open(driver: Any, name: str) -> bool:
    return driver.execute_script("return document.getElementById(arguments[0]).open", name)


def status(driver: Any) -> str:
    return driver.execute_script("return document.querySelector('.status').textContent")


@pytest.fixture
def example(opened: Open, pages: Callable[[str], Path]) -> Any:
    driver = opened()
    driver.get(pages("example").as_uri())
    return driver


def test_a_click_opens_and_closes_a_step(example: Any) -> None:
    line = example.find_element("css selector", "#square > summary")
    assert not is_open(example, "square")
    line.click()
    assert is_open(example, "square")
    line.click()
    assert not is_open(example, "square")


def test_steps_open_without_the_script(opened: Open, pages: Callable[[str], Path]) -> None:
    driver = opened()
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    driver.get(pages("example").as_uri())
    assert not driver.find_element("css selector", ".tools").is_displayed()
    body = driver.find_element("css selector", "#square .body")
    assert not body.is_displayed()
    driver.find_element("css selector", "#square > summary").click()
    assert body.is_displayed()
    assert not driver.find_element("css selector", ".copy").is_displayed()


def test_an_anchor_opens_its_step(opened: Open, pages: Callable[[str], Path]) -> None:
    driver = opened()
    driver.get(pages("example").as_uri() + "#conclusion")
    driver.execute_async_script("setTimeout(arguments[0], 100)")
    assert is_open(driver, "conclusion")
    places = "(selector) => document.querySelector(selector).getBoundingClientRect()"
    tools, line = (driver.execute_script(f"return ({places})('{at}')") for at in (".tools", "#conclusion > summary"))
    assert tools["bottom"] <= line["top"] < 1000
    driver.execute_script("location.hash = '#square'")
    driver.execute_async_script("requestAnimationFrame(() => setTimeout(arguments[0], 50))")
    assert is_open(driver, "square")


def test_a_link_to_a_problem_opens_it(example: Any) -> None:
    example.find_element("css selector", ".problems a").click()
    example.execute_async_script("requestAnimationFrame(() => setTimeout(arguments[0], 50))")
    assert is_open(example, "wrong-too")


def test_filters_leave_the_wanted_steps(example: Any) -> None:
    everything = shown_steps(example)
    for verdict in ("proved", "cited", "omitted", "unknown"):
        example.find_element("css selector", f"[data-filter={verdict}]").click()
    assert shown_steps(example) == ["wrong", "wrong-too"]
    assert status(example) == f"2 of {len(everything)} steps shown"
    for verdict in ("proved", "cited", "omitted", "unknown"):
        example.find_element("css selector", f"[data-filter={verdict}]").click()
    assert shown_steps(example) == everything
    assert status(example) == ""


def test_the_field_goes_to_a_step_by_its_reference(example: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    press(example, "/")
    press(example, "line 3" + Keys.ENTER)
    assert is_open(example, "transposed")
    press(example, "/")
    press(example, "nowhere" + Keys.ENTER)
    assert status(example) == "No step is called nowhere"


def test_keys_move_open_and_fold(example: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    here = "return document.activeElement.parentElement.id"
    press(example, "j")
    assert example.execute_script(here) == "square"
    press(example, "j")
    assert example.execute_script(here) == "both"
    press(example, Keys.ENTER)
    assert is_open(example, "both")
    press(example, "k")
    assert example.execute_script(here) == "square"
    press(example, "o")
    assert example.execute_script("return document.querySelectorAll('.step:not([open])').length") == 0
    press(example, "c")
    assert example.execute_script("return document.querySelectorAll('.step[open]').length") == 0
    press(example, "p")
    assert is_open(example, "wrong-too")
    assert example.execute_script(here) == "wrong-too"


def test_tab_reaches_every_control(example: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    seen = set()
    for _ in range(12):
        press(example, Keys.TAB)
        seen.add(
            example.execute_script("return document.activeElement.textContent.trim() || document.activeElement.type")
        )
    assert {"Skip to the report", "Unfold all", "Fold all", "Next problem", "Keys", "search"} <= seen


def test_the_button_copies_the_counterexample(example: Any) -> None:
    example.execute_cdp_cmd(
        "Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    )
    example.find_element("css selector", ".problems .python > summary").click()
    button = example.find_element("css selector", ".problems .copy")
    button.click()
    copied = example.execute_async_script(
        "navigator.clipboard.readText().then(arguments[0], (e) => arguments[0](String(e)))"
    )
    assert "A = Matrix([[1]])" in copied
    assert copied.startswith("from sympy import Matrix\n")
    assert button.text == "Copied"
