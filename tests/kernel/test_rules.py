"""Every rule of docs/kernel.md against every attack: one certificate that passes, and what must not pass in its place.

The table is ``ROWS``: by rule, by kind of attack, the code of the refusal and what was changed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from kernel.attacking import ATTACKS, HIGH, LOW, Case, Row
from kernel.building import (
    proved,
    refused,
)
from kernel.rows_of_algebra import combination, congruence, conjunction, definite, two_sided, witness
from kernel.rows_of_blocks import partition
from kernel.rows_of_calls import call_congruence
from kernel.rows_of_definite import (
    commuting,
    definite_law,
    determinant,
    gram,
    halves,
    inverted,
    lyapunov,
    named_product,
    never_negative,
    nonsingular,
    rewritten,
    scaled,
    semidefinite,
    trace_excess,
    vanishing,
    weighted_trace_excess,
)
from kernel.rows_of_indices import cases, empty, generalize, induction, instance, range_row, specialize, split
from kernel.rows_of_laws import law
from kernel.rows_of_orders import beside_its_square, multiplied, order, penrose, reciprocal, same
from kernel.rows_of_sums import split_sums, sum_congruence

SPECIFICATION = Path(__file__).parent.parent.parent / "docs" / "kernel.md"

# ------------------------------------------------------------------------------------------------ the table

ROWS: dict[str, Row] = {
    "RANGE": range_row(),
    "INSTANCE": instance(),
    "COMBINATION": combination(),
    "GENERALIZE": generalize(),
    "SPECIALIZE": specialize(),
    "INDUCTION up": induction(upward=True),
    "INDUCTION down": induction(upward=False),
    "CASES": cases(),
    "EMPTY": empty(),
    "AND": conjunction(),
    "SPLIT": split(),
    "CONGRUENCE": congruence(),
    "CONGRUENCE OF CALLS": call_congruence(),
    "DEFINITE": definite(),
    "TWO-SIDED": two_sided(),
    "WITNESS": witness(),
    "ORDER": order(),
    "MULTIPLE OF AN ORDER": multiplied(),
    "ORDER BESIDE ITS SQUARE": beside_its_square(),
    "SAME": same(),
    "RECIPROCAL": reciprocal(),
    "PENROSE": penrose(),
    "SEMIDEFINITE": semidefinite(),
    "REWRITTEN": rewritten(),
    "MULTIPLE OF A MATRIX": scaled(),
    "INVERTED": inverted(),
    "TRACE EXCESS": trace_excess(),
    "WEIGHTED TRACE EXCESS": weighted_trace_excess(),
    "COMMUTING PRODUCT": commuting(),
    "LYAPUNOV": lyapunov(),
    "NAMED PRODUCT": named_product(),
    "FORM": never_negative(),
    "GRAM": gram(),
    "DETERMINANT": determinant(),
    "DEFINITE LAW": definite_law(),
    "NONSINGULAR": nonsingular(),
    "NONSINGULAR SUM": halves(),
    "VANISHING": vanishing(),
    "LAW": law(),
    "PARTITION": partition(),
    "SPLIT OF SUMS": split_sums(),
    "CONGRUENCE OF SUMS": sum_congruence(),
}
# These speak of no index: what ranges their premises have is the business of INSTANCE.
WITHOUT_RANGES = {
    "COMBINATION", "AND", "CONGRUENCE", "CONGRUENCE OF CALLS", "DEFINITE", "TWO-SIDED", "WITNESS", "ORDER", "SAME",
    "RECIPROCAL", "PENROSE", "SEMIDEFINITE", "REWRITTEN", "INVERTED", "TRACE EXCESS", "COMMUTING PRODUCT", "LYAPUNOV",
    "MULTIPLE OF AN ORDER", "ORDER BESIDE ITS SQUARE", "MULTIPLE OF A MATRIX", "GRAM", "DETERMINANT", "NONSINGULAR",
    "VANISHING", "LAW", "PARTITION", "NAMED PRODUCT", "DEFINITE LAW", "NONSINGULAR SUM", "FORM",
    "WEIGHTED TRACE EXCESS",
}  # fmt: skip

HOSTILE = {
    f"{rule}: {kind}: {what}": (code, case)
    for rule, found in ROWS.items()
    for kind, attacks in found.attacks.items()
    for code, what, case in attacks
}


def specified() -> dict[str, set[str]]:
    """The rules of docs/kernel.md with the codes of their refusals."""
    (section,) = re.findall(r"## 4\. Rules\n(.*?)\n## ", SPECIFICATION.read_text(encoding="utf-8"), re.DOTALL)
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")][2:]
    rules = {re.sub(r" \[.*", "", line[0]): set(re.findall(r"SP\d+", line[-1])) for line in rows}
    assert len(rules) == len(rows) > 10
    return rules


def test_every_rule_is_attacked_in_every_way() -> None:
    assert list(ROWS) == list(specified())
    for rule, found in ROWS.items():
        ways = [kind for kind in ATTACKS if not (rule in WITHOUT_RANGES and kind in (LOW, HIGH))]
        assert [kind for kind in ATTACKS if found.attacks.get(kind)] == ways, rule


def test_every_code_of_the_specification_is_met() -> None:
    for rule, codes in specified().items():
        assert codes <= ROWS[rule].codes(), rule


def test_no_attack_is_listed_twice() -> None:
    assert len(HOSTILE) == sum(len(attacks) for found in ROWS.values() for attacks in found.attacks.values())


@pytest.mark.parametrize("rule", ROWS)
def test_the_certificate_passes(rule: str) -> None:
    found = ROWS[rule]
    proved(found.good.statement, found.good.certificate, used=found.used, rules=found.rules)


@pytest.mark.parametrize(("code", "case"), HOSTILE.values(), ids=HOSTILE)
def test_the_attack_is_refused(code: str, case: Case) -> None:
    refused(code, case.statement, case.certificate)
