"""The parse tables of ``grammar.lark``, as data: ``python -m symproof.statements.tables`` writes ``grammar.json``.

Lark reads the grammar and finds the tables here, once; ``parse.py`` only follows them, so that a command starts without
importing lark (a third of the time it would otherwise take). A test compares the file with the grammar.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
GRAMMAR, TABLES = HERE / "grammar.lark", HERE / "grammar.json"


def tables() -> dict[str, Any]:
    """``terminals``: by name, the text of a word or symbol, or None for a pattern. ``rules``: origin, name of the node,
    whether a single child stands for the node, and for each symbol what becomes of it: "drop", "open" or "keep".
    ``states``, the first being the start: terminal -> state to shift, or -rule - 1 to reduce. ``gotos``: nonterminal ->
    state."""
    from lark import Lark

    parser = Lark(GRAMMAR.read_text(encoding="utf-8"), parser="lalr", maybe_placeholders=False)
    table: Any = parser.parser.parser._parse_table
    listed = sorted(parser.rules, key=lambda rule: (rule.origin.name, [item.name for item in rule.expansion]))
    rules = {rule: number for number, rule in enumerate(listed)}
    nonterminals = {rule.origin.name for rule in listed}
    order = _order(table.states, table.start_states["start"])
    states: list[dict[str, int]] = []
    gotos: list[dict[str, int]] = []
    for state in order:
        found = {
            symbol: -rules[argument] - 1 if action.name == "Reduce" else order[argument]
            for symbol, (action, argument) in sorted(table.states[state].items())
        }
        states.append({symbol: goal for symbol, goal in found.items() if symbol not in nonterminals})
        gotos.append({symbol: goal for symbol, goal in found.items() if symbol in nonterminals})
    terminals = sorted(parser.terminals, key=lambda item: str(item.name))
    return {
        "end": order[table.end_states["start"]],
        "terminals": {item.name: item.pattern.value if item.pattern.type == "str" else None for item in terminals},
        "rules": [_rule(rule) for rule in listed],
        "states": states,
        "gotos": gotos,
    }


def _order(states: Any, start: Any) -> dict[Any, int]:
    """The states numbered as they are reached from the start: lark's own numbers differ from run to run."""
    order = {start: 0}
    for state in (waiting := [start]):
        for _, (action, goal) in sorted(states[state].items()):
            if action.name != "Reduce" and goal not in order:
                order[goal] = len(order)
                waiting.append(goal)
    return order


def _rule(rule: Any) -> list[Any]:
    kept = [_fate(symbol, keep_all=rule.options.keep_all_tokens) for symbol in rule.expansion]
    single = bool(rule.options.expand1) and rule.alias is None
    return [str(rule.origin.name), str(rule.alias or rule.origin.name), single, kept]


def _fate(symbol: Any, *, keep_all: bool) -> str:
    if symbol.is_term:
        return "drop" if symbol.filter_out and not keep_all else "keep"
    return "open" if symbol.name.startswith("_") else "keep"


def written() -> str:
    """The text of ``grammar.json``."""
    parts = [f"{json.dumps(key)}: {_lines(value)}" for key, value in tables().items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(value: Any) -> str:
    """Lists with one element a line, so that a change of the grammar shows as a small change of the file."""
    if not isinstance(value, list):
        return json.dumps(value, separators=(",", ":"))
    return "[\n" + ",\n".join(json.dumps(item, separators=(",", ":")) for item in value) + "\n]"


if __name__ == "__main__":
    TABLES.write_text(written(), encoding="utf-8")
