"""Pages in a browser: nothing is requested, formulas have a size, colours stand out, any screen and paper will do."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from browser.conftest import Open

OPEN_ALL = "for (const each of document.querySelectorAll('details')) each.open = true;"
FORMULAS = """
return [...document.querySelectorAll('math')].filter((each) => {
  const box = each.getBoundingClientRect();
  return box.width === 0 || box.height === 0;
}).map((each) => each.textContent);
"""
# The text that a reader sees, whose colour and background differ by less than 4.5 (3 where it is large).
FAINT = """
const numbers = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
const light = ([r, g, b]) => {
  const [x, y, z] = [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const behind = (each) => {
  for (let at = each; at; at = at.parentElement) {
    const found = numbers(getComputedStyle(at).backgroundColor);
    if (found.length === 3 || found[3] === 1) return found;
  }
  return [255, 255, 255];
};
const faint = [];
let seen = 0;
for (const each of document.querySelectorAll('body *')) {
  const own = [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  if (!own || !each.checkVisibility() || each.matches('script, style, option, title')) continue;
  const style = getComputedStyle(each);
  const box = each.closest('svg') && each.parentElement.querySelector('rect');
  const one = light(numbers(box ? style.fill : style.color));
  const other = light(box ? numbers(getComputedStyle(box).fill) : behind(each));
  const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  seen += 1;
  if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} ${each.outerHTML.slice(0, 120)}`);
}
return [seen, faint];
"""


@pytest.fixture(params=["example", "statements.toml"])
def page(request: pytest.FixtureRequest, pages: Callable[[str], Path]) -> Path:
    return pages(request.param)


def test_nothing_is_requested_and_the_console_stays_empty(opened: Open, page: Path) -> None:
    driver = opened()
    driver.execute_script(OPEN_ALL)
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    asked = [item["params"]["request"]["url"] for item in messages if item["method"] == "Network.requestWillBeSent"]
    assert set(asked) <= {page.as_uri()}
    assert driver.get_log("browser") == []


def test_every_formula_has_a_size(opened: Open) -> None:
    driver = opened()
    driver.execute_script(OPEN_ALL)
    assert driver.execute_script("return document.querySelectorAll('math').length") > 10
    assert driver.execute_script(FORMULAS) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_from_its_background(opened: Open, scheme: str) -> None:
    driver = opened(scheme=scheme)
    driver.execute_script(OPEN_ALL)
    seen, faint = driver.execute_script(FAINT)
    assert seen > 50
    assert faint == []


def test_the_schemes_differ(opened: Open) -> None:
    colour = "return getComputedStyle(document.body).backgroundColor"
    assert opened(scheme="light").execute_script(colour) != opened(scheme="dark").execute_script(colour)


@pytest.mark.parametrize(("width", "scale"), [(320, 1), (600, 2)])
def test_narrow_and_enlarged_pages_need_no_sideways_scrolling(opened: Open, width: int, scale: int) -> None:
    """600 pixels at scale 2 are what a window of 1200 shows at 200 percent."""
    driver = opened(width=width, scale=scale)
    driver.execute_script(OPEN_ALL)
    over = "return document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
    assert driver.execute_script(over) <= 0


def test_print_shows_what_is_folded(opened: Open) -> None:
    driver = opened(media="print")
    hidden = (
        "return [...document.querySelectorAll('.step .body')].filter((e) => !e.getBoundingClientRect().height).length"
    )
    assert driver.execute_script(hidden) == 0
    assert driver.execute_script("return getComputedStyle(document.querySelector('.tools')).display") == "none"


def test_controls_have_names_for_screen_readers(opened: Open) -> None:
    driver = opened()
    driver.execute_script(OPEN_ALL)
    nodes = driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    wanted = {"button", "link", "searchbox", "textbox", "combobox", "DisclosureTriangle", "image", "graphics-document"}
    found = [node for node in nodes if not node["ignored"] and node["role"]["value"] in wanted]
    assert len(found) > 20
    assert [node for node in found if not node.get("name", {}).get("value", "").strip()] == []


def test_headings_go_down_by_one(opened: Open) -> None:
    levels = "return [...document.querySelectorAll('h1, h2, h3, h4')].map((each) => Number(each.tagName[1]))"
    found = opened().execute_script(levels)
    assert found[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(found))
