"""What symproof says of a random statement, held against exact evaluation of its text."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from statements.exact import Instance, Matrix, OutsideError, SingularError, dimensions, holds, literal_ones
from statements.generator import Statement
from statements.jets import pinv
from statements.reading import Node, ReadingError, read_formula

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.diagnostics.results import Model, StepResult
from symproof.language.proof import Proof, Verdict
from symproof.render.text import text
from symproof.statements import parse_statement
from symproof.verdict.settle import Options, Settler

OPTIONS = Options(budget=1.0, max_width=2)
SIZES = [(2, 2), (1, 2), (2, 1), (2, 3), (3, 2), (1, 1)]
Sizes = Mapping[str, int]
OUR_FAULT = ("SP409", "SP520", "SP901", "SP902", "SP903")


@dataclass(frozen=True)
class Judged:
    """``problems``: what is wrong with the verdicts; empty where nothing is. ``verdicts`` are those of the claims."""

    verdicts: tuple[str, ...]
    problems: tuple[str, ...]
    witnesses: int = 0


def judged(statement: Statement, seed: int) -> Judged:
    """Settles the statement and looks for everything that must never happen."""
    proofs, errors = parse_statement(statement.symbols, statement.text)
    if errors:
        too_large = errors[0].code == "SP610"
        return Judged(("refused",), () if too_large else (f"{errors[0].code}: {errors[0].message}",))
    settler = Settler(tuple(proofs), OPTIONS)
    verdicts: list[str] = []
    problems: list[str] = []
    witnesses = 0
    model = settler((0, None))
    if isinstance(model, Diagnostic) and model.code in OUR_FAULT:
        problems.append(f"model: {model}")
    for step in proofs[0].steps:
        result = settler((0, step.id))
        assert isinstance(result, StepResult)
        verdicts.append(str(result.verdict))
        if isinstance(model, Diagnostic) and result.verdict in (Verdict.PROVED, Verdict.CHECKED):
            continue  # vacuous: the command says unknown
        found, seen = _problems(statement, proofs[0], result, seed)
        problems += found
        witnesses += seen
    if isinstance(model, Model):
        problems += _wrong_model(statement, model)
    return Judged(tuple(verdicts), tuple(problems), witnesses)


def _problems(statement: Statement, proof: Proof, result: StepResult, seed: int) -> tuple[list[str], int]:
    codes = [item.code for item in (result.diagnostic, *result.warnings) if item is not None]
    found = [f"{code}: {result.diagnostic}" for code in codes if code in OUR_FAULT]
    if result.verdict is Verdict.DISAGREEMENT:
        return [*found, f"disagreement: {result.diagnostic}"], 0
    claim = _claim(statement, proof, result)
    if claim is None:
        return found, 0
    if result.verdict is Verdict.REFUTED:
        return found + _unconfirmed(statement, claim, result), 1
    if result.verdict not in (Verdict.PROVED, Verdict.CHECKED):
        return found, 0
    sizes = None if result.verdict is Verdict.PROVED else [dict(item) for item in result.instances.sizes]
    seen = 0
    for instance in satisfying(statement, seed):
        if sizes is not None and not any(item.items() <= instance.sizes.items() for item in sizes):
            continue
        try:
            if not holds(instance, claim):
                found.append(f"{result.verdict}, but false at {instance}")
                break
        except (SingularError, OutsideError):
            continue
        seen += 1
    return found, seen


def _claim(statement: Statement, proof: Proof, result: StepResult) -> Node | None:
    """The claim as it was written; an answer stands in the text of the report."""
    if statement.meant != "question":
        return read_formula(statement.claim)
    try:
        return read_formula(text(result.step.claim, proof.declarations))
    except ReadingError:  # a question without an answer, or a notation of reports only
        return None


# ------------------------------------------------------------------------------------------------ instances


def _hypotheses(statement: Statement) -> list[Node]:
    return [read_formula(item) for item in statement.assume]


def _setting(statement: Statement) -> tuple[dict[str, Node | str], frozenset[str]]:
    hypotheses = _hypotheses(statement)
    definitions: dict[str, Node | str] = {
        node.parts[0]: node.parts[1] for node in hypotheses if node.kind == "definition"
    }
    return definitions, frozenset(node.parts[0] for node in hypotheses if node.kind == "structured")


def satisfying(statement: Statement, seed: int) -> Iterator[Instance]:
    """Random instances at which the hypotheses hold."""
    source = random.Random(seed)
    definitions, structured = _setting(statement)
    hypotheses = _hypotheses(statement)
    for m, n in SIZES:
        sizes = {"m": m, "n": n, "i": source.randint(1, n), "j": source.randint(1, n)}
        values = {
            name: Matrix(_rows(source, dimensions(shape, sizes), statement.properties.get(name)), literal_ones(shape))
            for name, shape in statement.symbols.items()
        }
        instance = Instance(sizes, values, definitions, structured)
        if structured:
            values["dX"] = values["dX"] + values["dX"].T
        try:
            for name, body in statement.given.items():
                value = instance.evaluate(body)
                values[name] = value if isinstance(value, Matrix) else Matrix.identity(n, value.scale)
            if all(holds(instance, node) for node in hypotheses):
                yield instance
        except (SingularError, OutsideError):
            continue


def _rows(source: random.Random, shape: tuple[int, int], wanted: str | None) -> list[list[object]]:
    """Random rows; of a matrix with the property, where most matrices have it not."""
    rows, columns = shape
    value = Matrix.of([[source.choice((-2, -1, 0, 1, 1, 2, 3)) for _ in range(columns)] for _ in range(rows)])
    if wanted is not None:
        value = _made(source, value, wanted)
    return value.rows  # type: ignore[return-value]


def _made(source: random.Random, value: Matrix, wanted: str) -> Matrix:
    size = value.shape[0]
    unit = Matrix.identity(size)
    if wanted == "symmetric":
        return value + value.T
    if wanted == "antisymmetric":
        return value - value.T
    if wanted == "orthogonal":
        skew = value - value.T
        return (unit - skew).times((unit + skew).inverse())
    if wanted == "idempotent":
        return value.times(pinv(value))
    if wanted == "involutory":
        projection = value.times(pinv(value))
        return projection + projection - unit
    if wanted == "diagonal":
        return Matrix([[x if i == j else x - x for j, x in enumerate(row)] for i, row in enumerate(value.rows)])
    if wanted == "positive definite":
        return value.T.times(value) + unit
    try:
        value.inverse()
    except SingularError:
        return value.T.times(value) + unit
    return value


# ------------------------------------------------------------------------------------------------ counterexamples


def _instance(statement: Statement, sizes: Sizes, values: Mapping[str, Sequence[Sequence[str]]]) -> Instance:
    """The instance that a report shows; an integer of which it says nothing is 1."""
    definitions, structured = _setting(statement)
    shapes = {name: shape for name, shape in statement.symbols.items() if name in values}
    given = {name: Matrix.of(values[name], literal_ones(shape)) for name, shape in shapes.items()}
    return Instance({"i": 1, "j": 1, **sizes}, given, definitions, structured)


def _unconfirmed(statement: Statement, claim: Node, result: StepResult) -> list[str]:
    """A counterexample satisfies the hypotheses and not the claim, whose sides it shows."""
    shown = result.counterexample
    if shown is None:
        return ["refuted without a counterexample"]
    instance = _instance(statement, shown.sizes, shown.values)
    try:
        failing = [str(node) for node in _hypotheses(statement) if not holds(instance, node)]
        if failing:
            return [f"the counterexample {shown} does not satisfy {failing}"]
        if holds(instance, claim):
            return [f"the claim holds at the counterexample {shown}"]
    except (SingularError, OutsideError) as error:
        return [f"the counterexample {shown} is outside the statement: {error!r}"]
    return _other_sides(instance, claim, [shown.lhs, shown.rhs])


def _other_sides(instance: Instance, claim: Node, shown: Sequence[Sequence[Sequence[str]]]) -> list[str]:
    if claim.kind != "chain":
        return []
    values = [instance.value(side) for side in claim.parts[0]]
    pairs = [(value, Matrix.of(rows)) for value, rows in zip(values, shown, strict=True) if isinstance(value, Matrix)]
    return [f"a side is {value}, not {rows}" for value, rows in pairs if value != rows]


def _wrong_model(statement: Statement, model: Model) -> list[str]:
    """A model satisfies every hypothesis that was written."""
    instance = _instance(statement, model.sizes, model.values)
    try:
        failing = [
            str(node) for node in _hypotheses(statement) if node.kind != "definition" and not holds(instance, node)
        ]
    except (SingularError, OutsideError, KeyError):
        return []  # an implied hypothesis belongs to one claim alone; a symbol without a hypothesis has no value
    return [f"the model {model} does not satisfy {failing}"] if failing else []
