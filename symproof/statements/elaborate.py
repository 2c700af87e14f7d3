"""From a statement to a ``Proof``: declarations, hypotheses h1, h2, ..., and one step for each claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from typing import TYPE_CHECKING

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.kernel.context import Context
from symproof.language.affine import ONE, Affine
from symproof.language.declarations import Piece, SymbolDeclaration
from symproof.language.formulas import Exists, Formula, Named, Predicate
from symproof.language.parts import relations
from symproof.language.proof import Hypothesis, Method, Proof, Step, Verdict
from symproof.language.records import dataclass
from symproof.language.scopes import is_fact
from symproof.language.substitution import names as names_in
from symproof.language.substitution import reached
from symproof.language.terms import Term
from symproof.statements import existence, foreign, formulas, structures, symmetry
from symproof.statements.answers import answered
from symproof.statements.assertions import assumption, claimed
from symproof.statements.binders import require_unassumed
from symproof.statements.constants import constant_warnings, point_warnings, tied
from symproof.statements.dependent import WRITTEN, declare_dependent, with_derivatives
from symproof.statements.expressions import Expressions
from symproof.statements.facts import fact, require_possible
from symproof.statements.limits import Extent
from symproof.statements.names import Names
from symproof.statements.needs import Provided, hypothesis_for, implied_warning
from symproof.statements.nodes import Node, TextError, refused, tokens
from symproof.statements.parse import located, parse
from symproof.statements.partitions import checked
from symproof.statements.ranges import with_ranges
from symproof.statements.typed import Held, Need
from symproof.unassumed import Known

if TYPE_CHECKING:
    from symproof.language.derivation import Block
    from symproof.language.theory import Statement as Axiom

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
MAX_FORMULAS = 500  # of one statement


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as written. ``assume`` and ``claim`` are pairs (where it stands, text)."""

    name: str
    symbols: Mapping[str, Sequence[str | int]]
    assume: Sequence[tuple[str, str]]
    claim: Sequence[tuple[str, str]]
    expect: Verdict | None = None
    file: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """One formula and the quoted text it stands in."""

    node: Node
    text: str
    where: str

    def quote(self, node: Node) -> str:
        """The part of the text that a node was read from."""
        return self.text[node.start : node.end]


@dataclass(slots=True)
class _Draft:
    """A statement while it is read."""

    statement: Statement
    names: Names = field(default_factory=Names)
    assumptions: list[Written] = field(default_factory=list)
    claims: list[Written] = field(default_factory=list)
    hypotheses: list[Hypothesis] = field(default_factory=list)
    shared: list[tuple[Need, Written]] = field(default_factory=list)
    held: list[tuple[Held, Written]] = field(default_factory=list)
    context: Context | None = None
    extents: dict[str, Extent] = field(default_factory=dict)
    compared: list[tuple[Node, Term, Written]] = field(default_factory=list)


def elaborate(statement: Statement) -> Proof:
    """The proof object of a statement; SymproofError SP6xx at the first thing that is wrong with it."""
    draft = _Draft(statement)
    _declare_symbols(draft)
    _collect(draft)
    _declare_integers(draft)
    _declare_existing(draft)
    with _reading(draft, "", "symbols"):
        declare_dependent(draft.names, [written.text for written in (*draft.assumptions, *draft.claims)])
    _read_facts(draft)
    _read_structured(draft)
    _read_definitions(draft)
    _read_hypotheses(draft)
    steps = tuple(_steps(draft))
    draft.hypotheses = with_derivatives(draft.names, draft.hypotheses, steps)
    proof = Proof(
        id=statement.name,
        title=statement.name,
        source="",
        file=statement.file,
        line=statement.line,
        declarations=draft.names.declarations(),
        hypotheses=tuple(sorted(draft.hypotheses, key=lambda item: int(item.id[1:]))),
        items=steps,
        is_statement_file=True,
        axioms=_axioms(steps, draft.hypotheses),
    )
    for node, term, written in draft.compared:
        with _reading(draft, written.text, written.where):
            symmetry.require_symmetric(node, written.quote(node), term, proof)
    return answered(with_ranges(proof))


@contextmanager
def _reading(draft: _Draft, text: str, where: str) -> Iterator[None]:
    """Problems in the text become errors that say where they are."""
    try:
        yield
    except TextError as problem:
        statement = draft.statement
        place = f'statement "{statement.name}", {where}' if statement.file else where
        raise located(problem, text, place, statement.file or None, statement.line) from None


# ------------------------------------------------------------------------------------------------ declarations


def _declare_symbols(draft: _Draft) -> None:
    shapes: dict[str, tuple[Affine, Affine]] = {}
    for name, sizes in draft.statement.symbols.items():
        with _reading(draft, name, "symbols"):
            if not (_NAME.fullmatch(name) or WRITTEN.fullmatch(name)):
                strange = next((sign for sign in name if sign.isalpha() and not sign.isascii()), None)
                hint = foreign.NAMES if strange is None else foreign.instead_of_letter(strange)
                raise TextError("SP605", f"{name!r} is not a name", hint)
            if len(sizes) > 2:
                raise TextError("SP605", f"{name} has {len(sizes)} sizes", "[] scalar, [n] column, [m,n] matrix")
        read = [_declared_size(draft, name, str(size)) for size in sizes]
        shapes[name] = (read[0] if read else ONE, read[1] if len(read) > 1 else ONE)
    for name, (rows, columns) in shapes.items():
        with _reading(draft, name, "symbols"):
            if name in draft.names.sizes:
                raise TextError(
                    "SP605", f"{name} is a size of another symbol", "leave it out: a size needs no declaration"
                )
            draft.names.require_new(name, Node("NAME", name, (), 0, len(name)))
            draft.names.symbols[name] = SymbolDeclaration(name, rows, columns)


def _declared_size(draft: _Draft, name: str, text: str) -> Affine:
    """A size of symbol ``name``; the names in it become sizes."""
    with _reading(draft, text, f"size of {name}"):
        tree = parse(text)
        found = [formula for part in tree.parts for formula in part.parts]
        if len(tree.parts) != 1 or [formula.kind for formula in found] != ["bare"]:
            raise TextError("SP612", "a size is an integer expression such as n, 3 or m+n")
        expression = found[0].parts[0]
        for token in tokens(expression):
            if token.kind == "NAME":
                draft.names.declare_size(token.text, token)
        return draft.names.size_expression(expression)


def _collect(draft: _Draft) -> None:
    """Parses every text; a text may hold ``assumptions |- claims`` only where it is a whole statement."""
    for where, text in draft.statement.assume:
        with _reading(draft, text, where):
            draft.assumptions += _formulas(text, where, turnstile=False)[0]
    for where, text in draft.statement.claim:
        with _reading(draft, text, where):
            before, after = _formulas(text, where, turnstile=not draft.statement.assume)
            draft.assumptions += before if after else []
            draft.claims += after or before
    if len(draft.assumptions) + len(draft.claims) > MAX_FORMULAS:
        with _reading(draft, "", "the statement"):
            raise TextError("SP610", f"more than {MAX_FORMULAS} formulas in one statement", "split it")


def _formulas(text: str, where: str, *, turnstile: bool) -> tuple[list[Written], list[Written]]:
    """The formulas before and after ``|-``."""
    tree = parse(text)
    groups: tuple[list[Written], list[Written]] = ([], [])
    after = False
    for part in tree.parts:
        if part.kind == "TURNSTILE":
            if not turnstile:
                raise refused(part, "SP601", "|- stands here", "assumptions and claims have keys of their own")
            after = True
        else:
            groups[after].extend(Written(formula, text, where) for formula in part.parts)
    if after and not groups[1]:
        raise TextError("SP601", "nothing is claimed after |-", start=len(text.rstrip()))
    if not any(groups):
        raise TextError("SP601", "the expression is empty")
    return groups


# ------------------------------------------------------------------------------------------------ assumptions


def _declare_integers(draft: _Draft) -> None:
    """``k positive integer`` and ``i in 1..m`` declare; ``n even`` makes a scalar an integer."""
    for wanted in ("positive integer", "even", "odd"):
        for written in draft.assumptions:
            stated = (
                [formulas.phrase(part) for part in written.node.parts[1:]] if written.node.kind == "properties" else []
            )
            subject = written.node.parts[0]
            if wanted in stated and subject.kind == "name":
                with _reading(draft, written.text, written.where):
                    declare = draft.names.declare_size if wanted == "positive integer" else draft.names.declare_integer
                    declare(subject.parts[0].text, subject)
    for written in draft.assumptions:
        if written.node.kind == "member":
            with _reading(draft, written.text, written.where):
                formulas.declare_index(draft.names, written.node)


def _declare_existing(draft: _Draft) -> None:
    """``exists v:n with P`` among the assumptions: v is a symbol of its own, of which P is assumed."""
    opened: list[Written] = []
    pending = draft.assumptions[::-1]
    while pending:
        written = pending.pop()
        if written.node.kind != "exists":
            opened.append(written)
            continue
        with _reading(draft, written.text, written.where):
            symbol = existence.declared(draft.names, written.node)
        draft.names.symbols[symbol.name] = symbol
        pending += [replace(written, node=part) for part in written.node.parts[:1:-1]]
    draft.assumptions = opened


def _identified(draft: _Draft) -> Iterator[tuple[str, Written]]:
    """The hypotheses, with their ids h1, h2, ..."""
    kept = (written for written in draft.assumptions if written.node.kind != "definition")
    for number, written in enumerate(kept, 1):
        yield f"h{number}", written


def _read_facts(draft: _Draft) -> None:
    """Relations between integers first: the sizes of everything else agree up to them."""
    for name, written in _identified(draft):
        with _reading(draft, written.text, written.where):
            formula = fact(draft.names, written.node)
        if formula is not None:
            draft.hypotheses.append(Hypothesis(name, formula, line=draft.statement.line))
    with _reading(draft, "", "assume"):
        facts = tuple(Named(item.id, item.formula) for item in draft.hypotheses)
        draft.context = draft.names.context(facts)
    for item in draft.hypotheses:
        written = dict(_identified(draft))[item.id]
        with _reading(draft, written.text, written.where):
            require_possible(draft.context, item.formula)


def _reader(draft: _Draft) -> Expressions:
    assert draft.context is not None
    return Expressions(draft.names, draft.context)


def _read_definitions(draft: _Draft) -> None:
    """``where C = expression``, in their order: each mentions what stands before it only."""
    for written in draft.assumptions:
        if written.node.kind == "definition":
            with _reading(draft, written.text, written.where):
                _define(draft, written)


def _read_structured(draft: _Draft) -> None:
    """Before everything that may differentiate, wherever it stands: it concerns every derivative of the statement."""
    defined = {written.node.parts[-2].text for written in draft.assumptions if written.node.kind == "definition"}
    for written in draft.assumptions:
        if written.node.kind == "structured":
            with _reading(draft, written.text, written.where):
                structures.declare_structured(draft.names, written.node, defined)


def _define(draft: _Draft, written: Written) -> None:
    token, body = written.node.parts[-2:]
    names, reader = draft.names, _reader(draft)
    declared = names.symbols.get(token.text)
    if declared is None or declared.pieces:
        names.require_new(token.text, token)
    value = reader.typed(body)
    if token.text in reached(value.term, names.symbols):
        raise refused(token, "SP605", f"{token.text} is defined by itself", "write an equation without `where`")
    bodies = tuple(symbol.pieces for symbol in names.symbols.values())
    if token.text in names_in(bodies):
        raise refused(token, "SP605", f"{token.text} is defined after it was used", "define it before")
    rows, columns = (value.rows, value.columns) if declared is None else (declared.rows, declared.columns)
    if not (reader.sizes.agree(rows, value.rows) and reader.sizes.agree(columns, value.columns)):
        shown = f"{token.text} is {reader.sizes.text(rows, columns)}, its definition {reader.size_text(value)}"
        raise refused(body, "SP603", shown)
    term = reader.sizes.resolved_term(value.term)
    draft.extents[token.text] = checked(term, body, draft.extents, names.symbols, draft.context)
    names.symbols.pop(token.text, None)
    rows, columns = reader.sizes.resolve(rows), reader.sizes.resolve(columns)
    names.symbols[token.text] = SymbolDeclaration(token.text, rows, columns, pieces=(Piece(term),))
    _keep_shared(draft, reader, written)


def _keep_shared(draft: _Draft, reader: Expressions, written: Written) -> None:
    """What an assumption needs and holds constant concerns every claim."""
    draft.shared += [(need, written) for need in _resolved_needs(reader)]
    draft.held += [(held, written) for held in reader.held]


def _read_hypotheses(draft: _Draft) -> None:
    facts = {item.id for item in draft.hypotheses}
    for name, written in _identified(draft):
        if name not in facts:
            with _reading(draft, written.text, written.where):
                reader = _reader(draft)
                formula = reader.sizes.resolved_term(assumption(reader, written.node))
                checked(formula, written.node, draft.extents, draft.names.symbols, draft.context)
                draft.compared += [(node, term, written) for node, term in reader.compared_terms()]
            draft.hypotheses.append(Hypothesis(name, formula, line=draft.statement.line))
            _keep_shared(draft, reader, written)


def _resolved_needs(reader: Expressions) -> list[Need]:
    resolved = [replace(need, argument=reader.sizes.resolved_term(need.argument)) for need in reader.needs]
    return list({(need.kind, need.argument): need for need in reversed(resolved)}.values())[::-1]


# ------------------------------------------------------------------------------------------------ claims


@dataclass(frozen=True, slots=True)
class _Claim:
    formula: Formula
    needs: tuple[Need, ...]
    held: tuple[Held, ...]
    written: Written


def _steps(draft: _Draft) -> Iterator[Step]:
    claims = [claim for written in draft.claims for claim in _claims(draft, written)]
    _require_untied(draft, claims)
    given = [item.id for item in draft.hypotheses]
    provided = Provided([item.formula for item in draft.hypotheses], draft.names.symbols)
    shared, shared_warnings = _implied(draft, draft.shared, provided)
    for number, claim in enumerate(claims, 1):
        own, warnings = _implied(draft, [(need, claim.written) for need in claim.needs], provided)
        using = sorted({*given, *shared, *own}, key=lambda name: int(name[1:]))
        moving = formulas.variables(claim.formula)
        stated = [item.id for item in draft.hypotheses if item.id in using and not is_fact(item.formula)]
        argument = _derivation(f"claim{number}", claim.formula, tuple(stated), draft.names.symbols)
        warnings += point_warnings(draft.hypotheses, draft.names, moving)
        warnings += constant_warnings([*claim.held, *(held for held, _ in draft.held)])
        yield Step(
            id=f"claim{number}",
            ref="",
            line=draft.statement.line,
            claim=claim.formula,
            method=Method.CALCULUS if moving else Method.ALGEBRA,
            using=tuple(using),
            expect=draft.statement.expect,
            warnings=(*shared_warnings, *warnings),
            argument=argument,
        )


def _derivation(name: str, claim: Formula, using: tuple[str, ...], symbols: Mapping[str, SymbolDeclaration]) -> Block:
    """How a claim that something exists is derived; () for other claims."""
    if not isinstance(claim, Exists):
        return ()
    from symproof.statements.alternatives import derivation

    return derivation(name, claim, using, symbols)


def _axioms(steps: Sequence[Step], hypotheses: Sequence[Hypothesis]) -> tuple[Axiom, ...]:
    """Those that the derivations of the claims apply, and R1 where a derivation may apply it."""
    found: list[Axiom] = []
    if any(step.argument for step in steps):
        from symproof.statements.alternatives import N1

        found.append(N1)
    parts = [part for item in hypotheses for part in relations(item.formula)]
    if any(isinstance(part, Predicate) and part.name.startswith("positive") for part in parts):
        from symproof.statements.real_roots import R1

        found.append(R1)
    return tuple(found)


def _require_untied(draft: _Draft, claims: Sequence[_Claim]) -> None:
    """SP614 where a differential holds constant what an equation ties to a symbol that moves."""
    for held, written in [*draft.held, *((held, claim.written) for claim in claims for held in claim.held)]:
        problem = tied(held, draft.hypotheses, draft.names.symbols)
        if problem is not None:
            with _reading(draft, written.text, written.where):
                raise problem


def _claims(draft: _Draft, written: Written) -> list[_Claim]:
    """A chain a = b = c is several claims; all else is one."""
    with _reading(draft, written.text, written.where):
        reader = _reader(draft)
        node = written.node
        require_unassumed(node, draft.hypotheses, draft.names.symbols)
        found = claimed(reader, node)
        resolved = reader.sizes.resolved_term(tuple(found))
        checked(resolved, node, draft.extents, draft.names.symbols, draft.context)
        draft.compared += [(node, term, written) for node, term in reader.compared_terms()]
        needs = _resolved_needs(reader)
    held = tuple(reader.held)
    return [
        _Claim(formula, tuple(need for need in needs if formulas.mentions(formula, need.argument)), held, written)
        for formula in resolved
    ]


def _implied(
    draft: _Draft, needs: list[tuple[Need, Written]], provided: Provided
) -> tuple[list[str], list[Diagnostic]]:
    """Adds the hypotheses that the needs imply; their ids, and a warning for each that says something new."""
    ids, warnings = [], []
    stated = [item.formula for item in draft.hypotheses if not item.implied]
    known = Known(stated, draft.names.sizes.values(), draft.names.symbols)
    for need, written in needs:
        if provided(need) or any(other is not need and provided.by(other, need) for other, _ in needs):
            continue
        formula = hypothesis_for(need)
        same = [item.id for item in draft.hypotheses if item.formula == formula]
        name = same[0] if same else f"h{len(draft.hypotheses) + 1}"
        if not same:
            draft.hypotheses.append(Hypothesis(name, formula, implied=True, line=draft.statement.line))
        if name not in ids:
            ids.append(name)
            if need.kind != "invertible" or not known.is_never_zero(need.argument):
                warnings.append(implied_warning(need, written.quote(need.node), name))
    return ids, warnings
