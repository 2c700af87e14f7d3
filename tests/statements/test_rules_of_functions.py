"""Each rule and each law of named functions is named in the ledger of a true statement, with its source, and false
statements that are close to it are refuted."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from statements.rules_of_functions import OF_FORMS
from statements.rules_of_laws import OF_LAWS
from statements.test_functions import settled

from symproof.kernel.algebra.definite_laws import DEFINITE_LAWS
from symproof.kernel.algebra.laws import LAWS
from symproof.kernel.algebra.quantities import HORN, NONZERO, QUANTITIES
from symproof.language.function_rules import FUNCTION_RULES
from symproof.language.proof import Verdict

SOURCES = {
    **{name: law.source for name, law in LAWS.items()},
    **{name: source for name, (_, source, _, _) in QUANTITIES.items()},
    **{name: law.source for name, law in DEFINITE_LAWS.items()},
    NONZERO: f"{HORN}, 0.4",
}
PAGE = Path(__file__).parents[2] / "docs" / "functions.md"
HEAD = "| rule | a statement that rests on it | source |\n|---|---|---|\n"
RULES = [("form", name) for name in FUNCTION_RULES] + [("law", name) for name in SOURCES]


def described(kind: str, name: str) -> tuple[str, tuple[str, str, list[str]]]:
    """The rule as the ledger names it, and its statements."""
    source, statements = (FUNCTION_RULES, OF_FORMS) if kind == "form" else (SOURCES, OF_LAWS)
    return f"{name} ({source[name]})", statements[name]


def test_each_rule_has_a_source_and_statements() -> None:
    assert OF_FORMS.keys() == FUNCTION_RULES.keys()
    assert OF_LAWS.keys() == SOURCES.keys()
    assert all([*FUNCTION_RULES.values(), *SOURCES.values()])
    assert all(len(false) >= 2 for _, _, false in (*OF_FORMS.values(), *OF_LAWS.values()))


@pytest.mark.parametrize(("kind", "name"), RULES)
def test_rule_is_named_in_the_ledger_with_its_source(kind: str, name: str) -> None:
    cited, (symbols, statement, _) = described(kind, name)
    result = settled(symbols, statement)
    assert result.verdict == Verdict.PROVED
    assert cited in result.details.ledger.rules
    assert cited in repr(result)


@pytest.mark.parametrize(("kind", "name"), RULES)
def test_statements_close_to_the_rule_are_refuted(kind: str, name: str) -> None:
    _, (symbols, _, false) = described(kind, name)
    for statement in false:
        result = settled(symbols, statement)
        assert (statement, result.verdict) == (statement, Verdict.REFUTED)
        assert result.counterexample is not None


def test_page_lists_every_rule_with_a_statement_and_its_source() -> None:
    rows = [f"| {name} | `{OF_FORMS[name][1]}` | {source} |\n" for name, source in FUNCTION_RULES.items()]
    table, page = HEAD + "".join(rows), PAGE.read_text(encoding="utf-8")
    if os.environ.get("UPDATE_FUNCTIONS"):
        PAGE.write_text(re.sub(re.escape(HEAD) + r"(\|.*\n)*", lambda _: table, page), encoding="utf-8")
        page = PAGE.read_text(encoding="utf-8")
    assert table in page
