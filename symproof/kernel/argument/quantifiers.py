"""Rules for quantifiers, recursion, induction, and the last and first index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from symproof.kernel.argument.propositions import Shows
from symproof.kernel.argument.sameness import require_same, same_sizes, shape
from symproof.kernel.argument.scope import FALSE, Scope, at, renamed
from symproof.language.affine import (
    Affine,
    FamilyAt,
    FamilyName,
    declared_name,
    family_text,
    parameter,
    shift,
    subtract,
)  # fmt: skip
from symproof.language.binding import Assignment, instantiated, mentioned, unused
from symproof.language.declarations import SymbolDeclaration
from symproof.language.derivation import (
    At,
    AtIndex,
    By,
    Choose,
    Extreme,
    Fix,
    Give,
    Induct,
    Move,
    Obtain,
    Part,
    Recursion,
    Use,
)
from symproof.language.formulas import (
    And,
    Exists,
    ForAll,
    ForAllIndex,
    Formula,
    Implies,
    IntegerRelation,
    Not,
)
from symproof.language.records import fields_of, inside, replace
from symproof.language.refusal import Refusal
from symproof.language.sizes import led, member_shape
from symproof.language.terms import Chain, Integer, Members, Symbol, Term

Value: TypeAlias = Term | FamilyName  # of a symbol, or of a family


def fix(scope: Scope, claim: Formula, rule: Fix, shows: Shows) -> None:
    """P(x) for new x / for all x: P(x); P(i) for a new integer low <= i <= high / for all i in low..high: P(i)."""
    match claim:
        case ForAllIndex() if len(rule.names) == 1:
            inner = scope.with_integer(rule.names[0], claim.low, claim.high)
            shows(inner, rule.block, at(claim, parameter(rule.names[0])))
        case ForAll(symbols, body):
            shows(scope.with_symbols(rule.names, symbols), rule.block, renamed(symbols, body, rule.names))
        case _:
            raise Refusal("SP361", "the claim is not general, or other names are needed")


def use(scope: Scope, claim: Formula, rule: Use, shows: Shows) -> None:
    """for all x: P(x) / P(t);  P -> Q, P / Q;  P and Q / P; in turn."""
    formula = scope.formula(rule.premise)
    for move in rule.moves:
        formula = moved(scope, formula, move)
    require_same(scope, formula, claim, f"what follows from {rule.premise}")


def moved(scope: Scope, formula: Formula, move: Move) -> Formula:
    """What one move makes of a formula."""
    match move, shape(formula):
        case At(values), ForAll(symbols, body):
            return at_values(scope, symbols, body, values)
        case AtIndex(index), ForAllIndex() as schema:
            scope.context.check_integer(index)
            scope.context.require_in(schema, index, schema.index)
            return at(schema, index)
        case By(premise), Implies(needed, conclusion):
            require_same(scope, scope.formula(premise), needed, premise)
            return conclusion
        case Part(position), And(parts) if 0 <= position < len(parts):
            return parts[position]
        case _:
            raise Refusal("SP361", f"the move {type(move).__name__} does not fit the formula")


def give(scope: Scope, claim: Formula, rule: Give, shows: Shows) -> None:
    """P(t) / there is x with P(x);  P(e), low <= e <= high / not for all i in low..high: not P(i)."""
    match shape(claim):
        case Exists(symbols, body):
            needed = at_values(scope, symbols, body, rule.values)
        case Implies(ForAllIndex(body=Not(part)) as schema, conclusion) if conclusion == FALSE:
            index = _index(rule.values)
            scope.context.check_integer(index)
            scope.context.require_in(schema, index, schema.index)
            needed = instantiated(part, Assignment(integers={schema.index: index}))
        case _:
            raise Refusal("SP361", "the claim does not say that something exists")
    require_same(scope, scope.formula(rule.premise), needed, rule.premise)


def _index(values: tuple[Value, ...]) -> Affine:
    if len(values) != 1 or not isinstance(values[0], Integer):
        raise Refusal("SP361", "one integer expression is needed")
    return values[0].value


def at_values(
    scope: Scope, symbols: tuple[SymbolDeclaration, ...], body: Formula, values: tuple[Value, ...]
) -> Formula:
    """The body at a term for each symbol and a family of the context for each family, all of the right sizes."""
    if len(symbols) != len(values):
        raise Refusal("SP361", f"{len(symbols)} values are needed, {len(values)} are given")
    terms: dict[str, Term] = {}
    families: dict[str, FamilyName] = {}
    for symbol, value in zip(symbols, values, strict=True):
        if isinstance(value, str | FamilyAt):
            require_family(scope, symbol, value)
            families[symbol.name] = value
        else:
            require_term(scope, symbol, value)
            terms[symbol.name] = value
    return instantiated(body, Assignment(symbols=terms, families=families))


def require_term(scope: Scope, symbol: SymbolDeclaration, value: Term) -> None:
    """A term of the size of the symbol."""
    form, context = scope.form(value), scope.context
    fits = symbol.range is None and context.same(form.rows, symbol.rows) and context.same(form.columns, symbol.columns)
    if not fits:
        raise Refusal("SP305", f"the value of {symbol.name} has another size")


def require_family(scope: Scope, symbol: SymbolDeclaration, name: FamilyName) -> None:
    """A family that has a member of the right size at each index of the range of ``symbol``; families, if at each
    leading index they are such."""
    if symbol.leading is not None:
        if not isinstance(name, str):
            raise Refusal("SP304", f"one family is put for the families {symbol.name}")
        bounds = symbol.leading
        inner, lead = scope.index_opened(ForAllIndex(bounds.index, bounds.low, bounds.high, FALSE))
        require_family(inner, led(symbol, parameter(lead)), FamilyAt(name, parameter(lead)))
        return
    declared = scope.context.symbol(name)
    if symbol.range is None or declared.range is None:
        raise Refusal("SP304", f"{name} and {symbol.name} must both be families")
    why = f"{family_text(name)} does not cover the range of {symbol.name}"
    scope.context.check_integer(symbol.range.low)
    scope.context.check_integer(symbol.range.high)
    scope.require(subtract(symbol.range.low, declared.range.low), why)
    scope.require(subtract(declared.range.high, symbol.range.high), why)
    if not same_sizes(scope, symbol, declared):
        raise Refusal("SP305", f"members of {family_text(name)} and {symbol.name} differ in size")


def obtain(scope: Scope, claim: Formula, rule: Obtain, shows: Shows) -> None:
    """there is x with P(x), [P(x)] ... claim for new x / claim. The claim, checked before, does not mention x."""
    formula = shape(scope.formula(rule.premise))
    if not isinstance(formula, Exists):
        raise Refusal("SP361", f"{rule.premise} does not say that something exists")
    inner = scope.with_symbols(rule.names, formula.symbols)
    shows(inner.with_formula(rule.id, renamed(formula.symbols, formula.body, rule.names)), rule.block, claim)


def choose(scope: Scope, claim: Formula, rule: Choose, shows: Shows) -> None:
    """for all i in low..high there is w with P(i, w) / there is a family w with P(i, w_i) for all i in low..high.
    Where w are families, their members get the leading index i."""
    schema = scope.formula(rule.premise)
    if not isinstance(claim, Exists) or not isinstance(schema, ForAllIndex) or not isinstance(schema.body, Exists):
        raise Refusal("SP361", "choosing leads from a schema of existence to the existence of families")
    families, body = claim.symbols, claim.body
    if not isinstance(body, ForAllIndex) or any(w.range is None for w in families):
        raise Refusal("SP361", "the claim does not say that there are families with a property at every index")
    index, *names = _fresh(claim, 1 + len(families))
    here = parameter(index)
    members = tuple([_chosen(family, here, name) for family, name in zip(families, names, strict=True)])
    about = at(body, here)
    for family, name in zip(families, names, strict=True):
        if not _covers(scope, family, body):
            raise Refusal("SP361", f"{family.name} is not chosen over the range of the schema")
        about = _about(about, family, {here: name})
    require_same(scope, schema, ForAllIndex(index, body.low, body.high, Exists(members, about)), rule.premise)


def _fresh(claim: Formula, number: int) -> list[str]:
    """Names that the claim does not mention, so that no binder captures them."""
    found = unused(mentioned(claim))
    return [next(found) for _ in range(number)]


def _covers(scope: Scope, family: SymbolDeclaration, schema: ForAllIndex) -> bool:
    """A family that is chosen has members where the premise gives them, and nowhere else."""
    bounds, same = family.leading or family.range, scope.context.same
    return bounds is not None and same(bounds.low, schema.low) and same(bounds.high, schema.high)


def _chosen(family: SymbolDeclaration, index: Affine, name: str) -> SymbolDeclaration:
    """What is chosen at the index: a member of a family, or one of several families."""
    return _at_index(family, index, name) if family.leading is None else replace(led(family, index), name=name)


def _about(formula: Formula, family: SymbolDeclaration, members: Mapping[Affine, str]) -> Formula:
    """The formula about members X_e of a family as one about symbols, or about families X_e with this leading index as
    one about families: for each index e the name of what stands in its place. The family may occur in no other way."""
    if family.name in binders(formula):
        raise Refusal("SP361", f"a binder hides {family.name}")
    for index, name in members.items():
        if family.leading is None:
            formula = _replaced(formula, Symbol(family.name, index), Symbol(name))
        else:
            formula = _replaced(formula, FamilyAt(family.name, index), name)
    if _as_family(formula, family.name):
        raise Refusal("SP361", f"{family.name} occurs at another index")
    return formula


def binders(node: object) -> Iterator[str]:
    """The names of symbols and families that are bound somewhere inside."""
    for item in inside(node):
        yield from binders(item)
    if isinstance(node, ForAll | Exists):
        yield from (symbol.name for symbol in node.symbols)


def _replaced(node: Any, old: Symbol | FamilyAt, new: Symbol | str) -> Any:
    if node == old:
        return new
    if type(node) is tuple:
        return tuple([_replaced(item, old, new) for item in node])
    names = () if isinstance(node, Affine) else fields_of(node)
    return type(node)(*[_replaced(getattr(node, name), old, new) for name in names]) if names else node


def _as_family(node: Any, name: str) -> bool:
    """Whether a member or a chain of the family occurs."""
    if type(node) is tuple:
        return any(_as_family(item, name) for item in node)
    if isinstance(node, Symbol):
        return declared_name(node.name) == name and node.index is not None
    found = isinstance(node, Chain | Members) and declared_name(node.family) == name
    return found or any(_as_family(getattr(node, field), name) for field in fields_of(node))


def recursion(scope: Scope, claim: Formula, rule: Recursion, shows: Shows) -> None:
    """there is x with S(x), P(a, x);  for all i in a..b-1, for all x: P(i, x) -> there is y: R(i, x, y), P(i+1, y)
    / there is X over a..b with S(X_a), P(i, X_i) for i in a..b, R(i, X_i, X_{i+1}) for i in a..b-1, where a <= b.
    Downward the same from b, with P(i+1, x) and P(i, y)."""
    match claim:
        case Exists((family,), And((start, ForAllIndex() as keeps, ForAllIndex() as relation))) if (
            family.range and family.leading is None
        ):
            pass
        case _:
            raise Refusal("SP361", "the claim is not the existence of a family by recursion")
    low, high, same = family.range.low, family.range.high, scope.context.same
    scope.require(subtract(high, low), "a recursion starts somewhere")
    bounds = ((keeps.low, low), (keeps.high, high), (relation.low, low), (relation.high, shift(high, -1)))
    if not all(same(one, two) for one, two in bounds):
        raise Refusal("SP361", "a recursion speaks about its whole range")
    first = low if rule.upward else high
    index, old, new = _fresh(claim, 3)
    initial = And((_about(start, family, {first: old}), _about(at(keeps, first), family, {first: old})))
    require_same(scope, scope.formula(rule.start), Exists((_at_index(family, first, old),), initial), rule.start)
    following = _step(family, keeps, relation, (index, old, new), upward=rule.upward)
    require_same(scope, scope.formula(rule.step), following, rule.step)


def _at_index(family: SymbolDeclaration, index: Affine, name: str) -> SymbolDeclaration:
    return SymbolDeclaration(name, *member_shape(family, index))


def _step(
    family: SymbolDeclaration, keeps: ForAllIndex, relation: ForAllIndex, names: tuple[str, str, str], *, upward: bool
) -> Formula:
    """What makes each member from its neighbour."""
    index, old, new = names
    here = parameter(index)
    near, far = (here, shift(here, 1)) if upward else (shift(here, 1), here)
    before = _about(at(keeps, near), family, {near: old})
    related = _about(at(relation, here), family, {near: old, far: new})
    after = _about(at(keeps, far), family, {far: new})
    body = Implies(before, Exists((_at_index(family, far, new),), And((related, after))))
    return ForAllIndex(index, relation.low, relation.high, ForAll((_at_index(family, near, old),), body))


def induct(scope: Scope, claim: Formula, rule: Induct, shows: Shows) -> None:
    """P(a) if a <= b;  P(i+1) from P(i) for a new integer a <= i <= b-1 / for all i in a..b: P(i); downward from b."""
    if not isinstance(claim, ForAllIndex):
        raise Refusal("SP361", "the claim is not a schema over an index")
    low, high = claim.low, claim.high
    filled = scope.assuming("nonempty", IntegerRelation("<=", low, high))
    shows(filled, rule.base, at(claim, low if rule.upward else high))
    start, end, by = (low, shift(high, -1), 1) if rule.upward else (shift(low, 1), high, -1)
    here = parameter(rule.name)
    inner = filled.with_integer(rule.name, start, end).with_formula(rule.id, at(claim, here))
    shows(inner, rule.step, at(claim, shift(here, by)))


def extreme(scope: Scope, claim: Formula, rule: Extreme, shows: Shows) -> None:
    """not for all i in a..b: not P(i), [P(t), not P(i) for all i in t+1..b] ... claim for a new integer a <= t <= b
    / claim. With ``first`` the property fails on a..t-1 instead."""
    match shape(scope.formula(rule.premise)):
        case Implies(ForAllIndex(body=Not()) as schema, conclusion) if conclusion == FALSE:
            pass
        case _:
            raise Refusal("SP361", f"{rule.premise} does not say that an index exists")
    here = parameter(rule.name)
    low, high = (schema.low, shift(here, -1)) if rule.first else (shift(here, 1), schema.high)
    inner = scope.with_integer(rule.name, schema.low, schema.high)
    part = at(schema, here)
    found = part.part if isinstance(part, Not) else part
    inner = inner.with_formula(rule.id, found).with_formula(
        rule.beyond, ForAllIndex(schema.index, low, high, schema.body)
    )
    shows(inner, rule.block, claim)
