"""Where the worked paper needs each hypothesis: without it the derivation fails at the step that uses it."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from symproof.kernel.argument.derive import Derived, derive
from symproof.language.derivation import Apply, Define, Given, Inference
from symproof.language.formulas import Exists, ForAll, Formula, Named, Not
from symproof.language.refusal import Refusal
from symproof.language.theory import Statement
from symproof.search.argument import elaborated

sys.path.insert(0, str(Path(__file__).parents[2]))

from proofs.zhang2019.theorems import writing
from proofs.zhang2019.theorems.inventory import AXIOMS, Done
from proofs.zhang2019.theorems.minima import P04
from proofs.zhang2019.theorems.push import PUSH
from proofs.zhang2019.theorems.rank import N2
from proofs.zhang2019.theorems.smallest import T1_01

j, k = writing.integers("j k")

# Statement, hypothesis, and where the derivation fails without it: code, and the path to the step.
DROPPED = (
    # d_j is a smallest width
    ("T3-first", "narrow", "SP362", "G-zero/false/last/Y-is/rows/wide"),
    ("T3-last", "narrow", "SP362", "G-zero/N-are/N-narrow/at"),
    ("L2.05", "narrow", "SP362", "g-is/narrow-above/at"),
    ("L2.06", "narrow", "SP362", "h-is/narrow-below/at"),
    ("L1-A", "narrow", "SP362", "A-left/radius-is/u-is/kernels/wide"),
    ("T1.03", "narrow", "SP362", "every/narrow-s"),
    ("Theorem-1", "narrow", "SP362", "theorem/hard/no-layers/M-flat"),
    ("Theorem-2", "inner", "SP320", "either"),
    ("Theorem-2", "outer", "SP320", "either"),
    ("T2.03", "wide", "SP362", "none/flat"),
    # f is convex
    ("Theorem-3", "convex", "SP362", "global/above"),
    ("T1-hard", "convex", "SP362", "N-is/steep/tangent"),
    ("Theorem-1", "convex", "SP362", "theorem/hard/no-layers/N-is/global"),
    ("Theorem-2", "convex", "SP362", "rank/clash-here/global"),
    ("remark", "convex", "SP362", "remark/clash-here/global"),
    # M is a local minimum
    ("P.04", "minimum", "SP362", "g/g-minimum/g-nearby/T-is/T-above"),
    ("T3-first", "minimum", "SP362", "G-zero/false"),
    ("L1-A", "minimum", "SP362", "A-left/radius-is"),
    ("T1.06", "minimum", "SP362", "delta-is"),
    ("T1.15", "minimum", "SP362", "radius-is"),
    ("C1.08", "minimum", "SP362", "radius-is"),
    # f'(W) != 0; one-sided inverses
    ("L1-A", "steep", "SP362", "A-left/radius-is/u-is/w-are/eps-is/G-unit/clash"),
    ("T1.15", "left", "SP362", "radius-is/Y-is"),
    ("T1.15", "right", "SP362", "radius-is/Y-is/Z-is"),
    ("C1.10", "left", "SP362", "Z-is"),
)

# 0 < j < k is needed: with 0 <= j <= k in its place one end is refused.
WEAKENED = (
    ("L2.05", "j-high", "SP320", "g-is/flat"),
    ("L2.06", "j-low", "SP320", "h-is/flat"),
    ("L1-A", "j-low", "SP320", "A-left/radius-is/u-is/w-are/eps-is/P-are/v-are/T-are/T-flat"),
    ("L1-A", "j-high", "SP320", "A-left/radius-is/u-is/w-are/eps-is/P-are/v-are/T-are/T-flat"),
    ("Lemma-1", "j-low", "SP320", "lemma/A-left"),
    ("T1.15", "j-low", "SP313", "radius-is/Y-is/Z-is/eps-is/pair-minimum/case/T-are"),
    ("T1.15", "j-high", "SP313", "radius-is/Y-is/Z-is/eps-is/pair-minimum/case/T-are"),
    ("T1.06", "j-low", "SP320", "delta-is/U-are/low-all"),
    ("T1.06", "j-high", "SP320", "delta-is/U-are/high-all"),
    ("T1.03", "j-low", "SP313", "E-are/T-are"),
    ("T1.03", "j-high", "SP313", "E-are/T-are"),
    ("T1-hard", "j-high", "SP320", "N-is/lemma"),
)
ENDS = {"j-low": writing.integer_at_most(writing.ZERO, j), "j-high": writing.integer_at_most(j, k)}


def _refused(statement: Statement, block: Any, known: dict[str, Derived], axioms: Any = AXIOMS) -> Refusal:
    with pytest.raises(Refusal) as caught:
        elaborated(statement, block, axioms, known, complete=False)
    return caught.value


@pytest.mark.parametrize(("name", "hypothesis", "code", "path"), DROPPED, ids=lambda value: str(value)[:20])
def test_the_step_that_needs_a_hypothesis_fails_without_it(
    name: str, hypothesis: str, code: str, path: str, theorems: dict[str, Done]
) -> None:
    done = theorems[name]
    sequent = done.statement.sequent
    kept = [tuple([item for item in group if item.id != hypothesis]) for group in (sequent.facts, sequent.premises)]
    assert len(kept[0]) + len(kept[1]) < len(sequent.facts) + len(sequent.premises)
    changed = replace(done.statement, sequent=replace(sequent, facts=kept[0], premises=kept[1]))
    refusal = _refused(changed, done.block, done.known)
    assert (refusal.code, "/".join(refusal.path)) == (code, path)


@pytest.mark.parametrize(("name", "end", "code", "path"), WEAKENED, ids=lambda value: str(value)[:20])
def test_a_layer_at_an_end_is_refused_where_it_matters(
    name: str, end: str, code: str, path: str, theorems: dict[str, Done]
) -> None:
    done = theorems[name]
    facts = tuple([Named(end, ENDS[end]) if item.id == end else item for item in done.statement.sequent.facts])
    changed = replace(done.statement, sequent=replace(done.statement.sequent, facts=facts))
    refusal = _refused(changed, done.block, done.known)
    assert (refusal.code, "/".join(refusal.path)) == (code, path)


@pytest.mark.parametrize(
    ("name", "axiom", "path"),
    [("P.04", "A1", "g/fermat"), ("T1-hard", "A2", "N-is/steep/tangent"), ("L1-A", "N1", "A-either"),
     ("L1-A", "N2", "A-left/radius-is/u-is/kernels/middle"), ("P.05", "A2", "tangent")],
)  # fmt: skip
def test_the_step_that_applies_an_axiom_fails_without_it(
    name: str, axiom: str, path: str, theorems: dict[str, Done]
) -> None:
    done = theorems[name]
    others = {label: item for label, item in AXIOMS.items() if label != axiom}
    refusal = _refused(done.statement, done.block, done.known, others)
    assert refusal.code == "SP365"
    assert "/".join(refusal.path) == path


def test_a_function_without_a_gradient_is_not_defined(theorems: dict[str, Done]) -> None:
    """Lemma 2 needs f to be differentiable: g(X) = f(X B) has no derivative otherwise."""
    done = theorems["L2.05"]
    (step, *rest) = done.block
    assert isinstance(step.rule, Define)
    functions = tuple([replace(function, gradient=None) for function in step.rule.declarations.functions])
    rule = replace(step.rule, declarations=replace(step.rule.declarations, functions=functions))
    refusal = _refused(done.statement, (replace(step, rule=rule), *rest), done.known)
    assert (refusal.code, refusal.path) == ("SP313", ("g-is",))


# ------------------------------------------------------------------------------------------------ wrong applications


def _applied(lemma: Statement, **given: Any) -> tuple[Statement, list[Given], tuple[str, ...]]:
    """The lemma once more, with its own declarations and premises, and the assignment of each name to itself."""
    declared = lemma.sequent.declarations
    found = [Given(name, integer=writing.parameter(name)) for name in declared.integers]
    for size in declared.sizes:
        index = "" if size.range is None else size.range.index
        value = (
            writing.parameter(writing.SizeAt(size.name, writing.parameter(index)))
            if index
            else writing.parameter(size.name)
        )
        found.append(Given(size.name, integer=value, index=index))
    for symbol in declared.symbols:
        named = {"other": symbol.name} if symbol.range is not None else {"term": writing.Symbol(symbol.name)}
        found.append(Given(symbol.name, **named))
    found += [Given(function.name, other=function.name) for function in declared.functions]
    chosen = [given.get(item.name, item) for item in found]
    return (
        replace(lemma, id="again", trust=writing.Trust.LEMMA),
        chosen,
        tuple([item.id for item in lemma.sequent.premises]),
    )


def _refusal(lemma: Statement, theorems: dict[str, Done], claim: Formula | None = None, *, drop: int = 0,
             facts: tuple[Named, ...] | None = None, **given: Any) -> Refusal:  # fmt: skip
    """Of applying a lemma to itself, once something is changed."""
    again, chosen, premises = _applied(lemma, **given)
    sequent = replace(again.sequent, claim=claim or again.sequent.claim)
    if facts is not None:
        sequent = replace(sequent, facts=facts)
    step = Inference("x", sequent.claim, Apply(lemma.id, tuple(chosen), premises[drop:]))
    known = {} if lemma.id in AXIOMS else {lemma.id: theorems[lemma.id].theorem}
    with pytest.raises(Refusal) as caught:
        derive(*elaborated(replace(again, sequent=sequent), (step,), AXIOMS, known, complete=False), AXIOMS, known)
    return caught.value


@pytest.mark.parametrize("lemma", [PUSH, P04])
def test_a_lemma_applied_with_a_premise_too_few_is_refused(lemma: Statement, theorems: dict[str, Done]) -> None:
    assert _refusal(lemma, theorems, drop=1).code == "SP364"


def test_a_wide_matrix_has_no_right_inverse_by_N2_where_it_may_be_tall(theorems: dict[str, Done]) -> None:
    assert _refusal(N2, theorems, facts=()).code == "SP320"


def test_a_conclusion_with_another_quantifier_is_refused(theorems: dict[str, Done]) -> None:
    some = PUSH.sequent.claim
    assert isinstance(some, Exists)
    assert _refusal(PUSH, theorems, ForAll(some.symbols, some.body)).code == "SP360"


def test_a_size_of_zero_is_refused(theorems: dict[str, Done]) -> None:
    """With d = 0 Theorem 3 would be false: L_k is constant, and 0 need not minimize f."""
    assert _refusal(PUSH, theorems, a=Given("a", integer=writing.integer(0))).code == "SP302"


def test_a_witness_of_another_size_is_refused(theorems: dict[str, Done]) -> None:
    assert _refusal(PUSH, theorems, w=Given("w", term=writing.Symbol("H"))).code == "SP305"


def test_a_smallest_width_is_not_found_beyond_the_last_layer(theorems: dict[str, Done]) -> None:
    claim = T1_01.sequent.claim
    assert isinstance(claim, Not)
    facts = (Named("deep", writing.integer_at_most(writing.integer(-1), k)),)
    assert _refusal(T1_01, theorems, facts=facts).code == "SP320"
