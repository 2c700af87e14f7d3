"""Random statements of the language, as text: true by construction, spoilt by one change, or of two random sides.

An expression is made with its size, and rewritten by rules that keep its value under the hypotheses of the statement.
Whether a statement is true is for ``exact.py`` to say; ``Random.meant`` only tells how it was made.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

Shape = tuple[str, str]
SCALAR: Shape = ("1", "1")
SYMBOLS: dict[str, list[str]] = {
    "A": ["m", "n"], "B": ["n", "m"], "C": ["n", "n"], "D": ["n", "n"], "X": ["n", "n"], "dX": ["n", "n"],
    "x": ["n"], "y": ["n"], "u": ["m"], "a": [], "c": [],
}  # fmt: skip
PROPERTIES = (
    "symmetric", "antisymmetric", "orthogonal", "idempotent", "diagonal", "invertible", "positive definite",
    "involutory",
)  # fmt: skip


@dataclass(frozen=True)
class Term:
    """``kind``: symbol (its name), number, I, sum, difference, product, transpose, inverse, trace, norm2, negative, or
    call (a function of one argument)."""

    kind: str
    shape: Shape
    parts: tuple[Term, ...] = ()
    name: str = ""

    def __str__(self) -> str:
        return _WRITTEN[self.kind](self)

    @property
    def is_square(self) -> bool:
        return self.shape[0] == self.shape[1]

    def symbols(self) -> set[str]:
        inner = set().union(*[part.symbols() for part in self.parts])
        return inner | {self.name} if self.kind == "symbol" else inner


def _factor(term: Term) -> str:
    loose = term.kind in ("sum", "difference", "negative") or (term.kind == "number" and "/" in term.name)
    return f"({term})" if loose else str(term)


def _held(term: Term) -> str:
    """What stands before ``.T``."""
    tight = term.kind in ("symbol", "I", "transpose", "inverse", "trace", "norm2", "call")
    return str(term) if tight else f"({term})"


_WRITTEN: dict[str, Callable[[Term], str]] = {
    "symbol": lambda term: term.name,
    "number": lambda term: term.name,
    "I": lambda term: f"I({term.shape[0]})",
    "sum": lambda term: f"{term.parts[0]} + {_factor(term.parts[1])}",
    "difference": lambda term: f"{term.parts[0]} - {_factor(term.parts[1])}",
    "product": lambda term: f"{_factor(term.parts[0])}*{_grouped(term.parts[1])}",
    "transpose": lambda term: f"{_held(term.parts[0])}.T",
    "inverse": lambda term: f"inv({term.parts[0]})",
    "trace": lambda term: f"tr({term.parts[0]})",
    "norm2": lambda term: f"norm2({term.parts[0]})",
    "negative": lambda term: f"-{_factor(term.parts[0])}",
    "call": lambda term: f"{term.name}({term.parts[0]})",
}


def _grouped(term: Term) -> str:
    return f"({term})" if term.kind == "product" else _factor(term)


def symbol(name: str) -> Term:
    rows, columns = (*SYMBOLS[name], "1", "1")[:2]
    return Term("symbol", (rows, columns), name=name)


def number(text: str) -> Term:
    return Term("number", SCALAR, name=text)


def times(left: Term, right: Term) -> Term:
    shape = (left.shape[0], right.shape[1])
    if SCALAR in (left.shape, right.shape):
        shape = right.shape if left.shape == SCALAR else left.shape
    return Term("product", shape, (left, right))


def plus(left: Term, right: Term) -> Term:
    return Term("sum", left.shape, (left, right))


def minus(left: Term, right: Term) -> Term:
    return Term("difference", left.shape, (left, right))


def transposed(term: Term) -> Term:
    return Term("transpose", (term.shape[1], term.shape[0]), (term,))


def inverse(term: Term) -> Term:
    return Term("inverse", term.shape, (term,))


def trace(term: Term) -> Term:
    return Term("trace", SCALAR, (term,))


def norm2(term: Term) -> Term:
    return Term("norm2", SCALAR, (term,))


def identity(size: str) -> Term:
    return Term("I", (size, size))


@dataclass(frozen=True)
class Statement:
    """``definitions``: the equations ``Z = e`` among the hypotheses that give a symbol its value; ``meant``: how the
    claim was made."""

    symbols: dict[str, list[str]]
    assume: tuple[str, ...]
    claim: str
    properties: dict[str, str]
    given: dict[str, str]
    meant: str

    @property
    def text(self) -> str:
        return f"{', '.join(self.assume)} |- {self.claim}" if self.assume else self.claim


@dataclass
class Random:
    """Makes one statement from a seed."""

    seed: int
    source: random.Random = field(init=False)
    properties: dict[str, str] = field(default_factory=dict)
    assume: list[str] = field(default_factory=list)
    given: dict[str, str] = field(default_factory=dict)
    excluded: set[str] = field(default_factory=set)
    indices: int = 0

    def __post_init__(self) -> None:
        self.source = random.Random(self.seed)

    def chance(self, probability: float) -> bool:
        return self.source.random() < probability

    def pick(self, items: list[str]) -> str:
        return self.source.choice(items)

    # -------------------------------------------------------------------------------- terms

    def term(self, shape: Shape, depth: int) -> Term:
        if depth == 0 or self.chance(0.15):
            return self.leaf(shape)
        kinds = ["sum", "difference", "product", "product", "transpose", "scaled"]
        if shape == SCALAR:
            kinds += ["trace", "trace", "norm2", "form"]
        elif shape[0] == shape[1]:
            kinds += ["inverse", "inverse", "function"]
        return getattr(self, f"_{self.pick(kinds)}")(shape, depth - 1)  # type: ignore[no-any-return]

    def leaf(self, shape: Shape) -> Term:
        names = [name for name in SYMBOLS if symbol(name).shape == shape and name not in self.excluded | {"dX"}]
        if shape == SCALAR:
            names = ["a", "c", "", ""]
        elif shape[0] == shape[1]:
            names = [*names, ""] if names else [""]
        if not names:
            return self._without_symbol(shape)
        name = self.pick(names)
        if name:
            return symbol(name)
        return number(self.pick(["2", "3", "1/2", "5"])) if shape == SCALAR else identity(shape[0])

    def _without_symbol(self, shape: Shape) -> Term:
        """No symbol has this size: a transpose, or a column times a row."""
        if shape[0] == "1":
            return transposed(self.leaf((shape[1], "1")))
        return times(self.leaf((shape[0], "1")), transposed(self.leaf((shape[1], "1"))))

    def _sum(self, shape: Shape, depth: int) -> Term:
        return plus(self.term(shape, depth), self.term(shape, depth))

    def _difference(self, shape: Shape, depth: int) -> Term:
        return minus(self.term(shape, depth), self.term(shape, depth))

    def _product(self, shape: Shape, depth: int) -> Term:
        middle = self.pick(["n", "n", "n", "m"]) if shape != SCALAR else "1"
        return times(self.term((shape[0], middle), depth), self.term((middle, shape[1]), depth))

    def _transpose(self, shape: Shape, depth: int) -> Term:
        return transposed(self.term((shape[1], shape[0]), depth))

    def _scaled(self, shape: Shape, depth: int) -> Term:
        return times(self.term(SCALAR, min(depth, 1)), self.term(shape, depth))

    def _inverse(self, shape: Shape, depth: int) -> Term:
        inner = self.term(shape, depth)
        if self.chance(0.15):  # its own negative transpose
            inner = minus(inner, transposed(inner))
        return inverse(inner)

    def _trace(self, _shape: Shape, depth: int) -> Term:
        size = self.pick(["n", "n", "m"])
        return trace(self.term((size, size), depth))

    def _norm2(self, _shape: Shape, depth: int) -> Term:
        return norm2(self.term((self.pick(["n", "m"]), self.pick(["n", "m", "1"])), depth))

    def _form(self, _shape: Shape, depth: int) -> Term:
        """x^T M y."""
        row, column = transposed(self.leaf(("n", "1"))), self.leaf(("n", "1"))
        return times(times(row, self.term(("n", "n"), depth)), column)

    def _function(self, shape: Shape, depth: int) -> Term:
        if self.chance(0.7):
            return self._product(shape, depth)
        if self.chance(0.3):
            pair = f"{self.leaf(shape)}, {self.term(shape, 1)}"
            return Term("symbol", shape, name=f"hadamard({pair})")
        return Term("call", shape, (self.term(shape, min(depth, 1)),), self.pick(["diag", "adj"]))

    # -------------------------------------------------------------------------------- rewriting

    def rewritten(self, term: Term, times_: int) -> Term:
        """The term with so many rules applied somewhere in it."""
        for _ in range(times_):
            term = self._somewhere(term)
        return term

    def _somewhere(self, term: Term) -> Term:
        if term.parts and self.chance(0.6):
            place = self.source.randrange(len(term.parts))
            parts = list(term.parts)
            parts[place] = self._somewhere(parts[place])
            return replace(term, parts=tuple(parts))
        rules = list(self._rules(term))
        return self.source.choice(rules)()

    def _rules(self, term: Term) -> Iterator[Callable[[], Term]]:
        """What equals the term."""
        yield lambda: transposed(transposed(term))
        yield lambda: minus(plus(term, (other := self.term(term.shape, 1))), other)
        yield lambda: minus(times(number("2"), term), term)
        if term.shape != SCALAR and term.shape[1] != "1":
            yield lambda: times(term, identity(term.shape[1]))
        yield from self._rules_of_properties(term)
        yield from getattr(self, f"_rules_of_{term.kind}", lambda _: iter(()))(term)

    def _rules_of_properties(self, term: Term) -> Iterator[Callable[[], Term]]:
        if term.shape[1] == "n":
            for name, found in self.properties.items():
                if found == "involutory":
                    yield lambda name=name: times(term, times(symbol(name), symbol(name)))  # type: ignore[misc]
                if found == "orthogonal":
                    yield lambda name=name: times(term, times(symbol(name), transposed(symbol(name))))  # type: ignore[misc]
                if found in ("invertible", "positive definite"):
                    yield lambda name=name: times(term, times(inverse(symbol(name)), symbol(name)))  # type: ignore[misc]

    def _rules_of_symbol(self, term: Term) -> Iterator[Callable[[], Term]]:
        found = self.properties.get(term.name, "")
        if found in ("symmetric", "diagonal", "positive definite"):
            yield lambda: transposed(term)
        if found == "antisymmetric":
            yield lambda: Term("negative", term.shape, (transposed(term),))
        if found == "idempotent":
            yield lambda: times(term, term)
        if found in ("invertible", "positive definite"):
            yield lambda: inverse(inverse(term))
            yield lambda: transposed(inverse(inverse(transposed(term))))
        if found == "involutory":
            yield lambda: inverse(term)
            yield lambda: times(inverse(term), times(inverse(term), inverse(inverse(term))))
        if found == "orthogonal":
            yield lambda: inverse(transposed(term))
        if found == "diagonal":
            yield lambda: Term("call", term.shape, (term,), "diag")

    def _rules_of_sum(self, term: Term) -> Iterator[Callable[[], Term]]:
        left, right = term.parts
        yield lambda: plus(right, left)

    def _rules_of_product(self, term: Term) -> Iterator[Callable[[], Term]]:
        left, right = term.parts
        make = plus if right.kind == "sum" else minus
        if right.kind in ("sum", "difference"):
            yield lambda: make(times(left, right.parts[0]), times(left, right.parts[1]))
        if left.kind == "sum":
            yield lambda: plus(times(left.parts[0], right), times(left.parts[1], right))
        if SCALAR in (left.shape, right.shape):
            yield lambda: times(right, left)
        else:
            yield lambda: transposed(times(transposed(right), transposed(left)))
            if right.kind == "product" and right.parts[0].shape != SCALAR and right.parts[1].shape != SCALAR:
                yield lambda: times(times(left, right.parts[0]), right.parts[1])

    def _rules_of_transpose(self, term: Term) -> Iterator[Callable[[], Term]]:
        (inner,) = term.parts
        if inner.kind == "transpose":
            yield lambda: inner.parts[0]
        if inner.kind == "sum":
            yield lambda: plus(transposed(inner.parts[0]), transposed(inner.parts[1]))
        if inner.kind == "product" and SCALAR not in (inner.parts[0].shape, inner.parts[1].shape):
            yield lambda: times(transposed(inner.parts[1]), transposed(inner.parts[0]))
        if inner.kind == "inverse":
            yield lambda: inverse(transposed(inner.parts[0]))

    def _rules_of_inverse(self, term: Term) -> Iterator[Callable[[], Term]]:
        (inner,) = term.parts
        yield lambda: inverse(inverse(term))
        yield lambda: transposed(inverse(transposed(inner)))
        yield lambda: times(times(term, inner), term)
        if inner.kind == "product" and all(part.shape == inner.shape != SCALAR for part in inner.parts):
            yield lambda: times(inverse(inner.parts[1]), inverse(inner.parts[0]))
        if inner.kind == "product" and inner.parts[0].shape == SCALAR != inner.shape:
            yield lambda: times(inverse(inner.parts[0]), inverse(inner.parts[1]))

    def _rules_of_trace(self, term: Term) -> Iterator[Callable[[], Term]]:
        (inner,) = term.parts
        yield lambda: trace(transposed(inner))
        if inner.kind == "product" and SCALAR not in (inner.parts[0].shape, inner.parts[1].shape):
            yield lambda: trace(times(inner.parts[1], inner.parts[0]))
        if inner.kind == "sum":
            yield lambda: plus(trace(inner.parts[0]), trace(inner.parts[1]))
        self.indices += 1
        index = f"k{self.indices}"
        entries = f"sum(({inner})[{index},{index}] for {index} in 1..{inner.shape[0]})"
        yield lambda: Term("symbol", SCALAR, name=entries)

    def _rules_of_norm2(self, term: Term) -> Iterator[Callable[[], Term]]:
        (inner,) = term.parts
        yield lambda: norm2(transposed(inner))
        yield lambda: trace(times(transposed(inner), inner))

    # -------------------------------------------------------------------------------- spoiling

    def spoilt(self, term: Term) -> Term:
        """The term with one change somewhere that most often changes its value."""
        if term.parts and self.chance(0.7):
            place = self.source.randrange(len(term.parts))
            parts = list(term.parts)
            parts[place] = self.spoilt(parts[place])
            return replace(term, parts=tuple(parts))
        changes: list[Callable[[], Term]] = [lambda: times(number("2"), term)]
        if term.is_square:
            changes.append(lambda: transposed(term))
        if term.kind == "product" and term.parts[0].shape == term.parts[1].shape:
            changes.append(lambda: times(term.parts[1], term.parts[0]))
        if term.kind == "sum":
            changes.append(lambda: minus(*term.parts))
        if term.shape == ("n", "n"):
            changes.append(lambda: symbol(self.pick(["C", "D"])))
        return self.source.choice(changes)()

    # -------------------------------------------------------------------------------- statements

    def statement(self) -> Statement:
        self._hypotheses()
        makers = [self._identity, self._identity, self._identity, self._calculus, self._calculus, self._structured]
        make = self.source.choice([*makers, self._structured, self._other])
        claim, meant = make()
        return Statement(SYMBOLS, tuple(self.assume), claim, dict(self.properties), dict(self.given), meant)

    def _hypotheses(self) -> None:
        for name in ("C", "D", "X"):
            if self.chance(0.3):
                self.properties[name] = self.pick(list(PROPERTIES))
                self.assume.append(self._stated(name))

    def _stated(self, name: str) -> str:
        """The property as an assumption; ``involutory`` is no word of the language."""
        wanted = self.properties[name]
        return f"{name}*{name} = I" if wanted == "involutory" else f"{name} {wanted}"

    def _meaning(self) -> str:
        return self.pick(["true", "true", "spoilt", "random"])

    def _identity(self) -> tuple[str, str]:
        shape = self.source.choice([("n", "n"), ("n", "n"), ("m", "n"), ("n", "1"), SCALAR])
        left, meant = self.term(shape, self.source.choice([1, 2, 2, 3])), self._meaning()
        right = self.term(shape, 2) if meant == "random" else self.rewritten(left, self.source.randint(1, 4))
        if meant == "spoilt":
            right = self.spoilt(right)
        return f"{self._named(left)} = {right}", meant

    def _named(self, term: Term) -> str:
        """The term; sometimes a part of it under a name, defined by ``where`` or by an equation."""
        places = [
            part for part in _subterms(term) if part.kind in ("sum", "difference", "product") and part is not term
        ]
        if not places or self.chance(0.7):
            return str(term)
        part = self.source.choice(places)
        if self.chance(0.6):
            self.assume.append(f"where Z = {part}")
            return str(_replaced(term, part, Term("symbol", part.shape, name="Z")))
        free = [name for name in ("y", "C", "D") if symbol(name).shape == part.shape and name not in part.symbols()]
        if not free or free[0] in self.properties or free[0] in term.symbols():
            return str(term)
        self.assume.append(f"{free[0]} = {part}")
        self.given[free[0]] = str(part)
        return str(_replaced(term, part, symbol(free[0])))

    def _other(self) -> tuple[str, str]:
        """Orders, properties and functions that have no rules: true for all matrices, or most often false."""
        e, f, g = self.term(("n", "n"), 1), self.term(("n", "n"), 1), self.term(("m", "n"), 1)
        b = self.pick(["0", "tr(C)", "a**2", "1"])
        return self.source.choice(
            [
                (f"norm2({e}) >= 0", "true"),
                (f"tr(({g})*({g}).T) >= 0", "true"),
                (f"({e})*({e}).T symmetric", "true"),
                (f"({e}) - ({e}).T antisymmetric", "true"),
                (f"det(({e})*({f})) = det({e})*det({f})", "true"),
                (f"({e})*adj({e}) = det({e})*I", "true"),
                (f"vec(({e})*({f})) = kron(I(n), {e})*vec({f})", "true"),
                (f"tr(({e}).T*({f})) = vec({e}).T*vec({f})", "true"),
                (f"block([[{e}, {f}]])*block([[{f}], [{e}]]) = ({e})*({f}) + ({f})*({e})", "true"),
                (f"block([[{e}, ({g}).T], [0, I(m)]]).T = block([[({e}).T, 0], [{g}, I(m)]])", "random"),
                (f"rank({g}) = rank(({g}).T)", "true"),
                (f"sum(({e})[k,k] for k in 1..n) = tr({e})", "true"),
                (f"tr({e}) <= {b}", "random"),
                (f"{e} invertible", "random"),
                (f"{e} and {f} commute", "random"),
                (f"{e} symmetric", "random"),
            ]
        )

    def _constant(self, shape: Shape, depth: int = 1) -> Term:
        """A term without X."""
        self.excluded.add("X")
        found = self.term(shape, depth)
        self.excluded.discard("X")
        return found

    def _function_of_x(self) -> tuple[Term, Term]:
        """A scalar f(X) and its gradient by independent entries."""
        X, P, Q = symbol("X"), self._constant(("n", "n")), self._constant(("n", "n"))
        kind = self.source.randrange(5)
        if kind == 0:
            return trace(times(times(P, X), Q)), times(transposed(P), transposed(Q))
        if kind == 1:
            return trace(times(times(P, transposed(X)), Q)), times(Q, P)
        if kind == 2:
            both = times(times(P, X), times(Q, X)) if self.chance(0.5) else times(times(X, times(Q, X)), P)
            return trace(both), transposed(plus(times(Q, times(X, P)), times(P, times(X, Q))))
        if kind == 3:
            R = self._constant(("n", "n"))
            inner = plus(times(times(P, X), Q), R)
            return norm2(inner), times(number("2"), times(times(transposed(P), inner), transposed(Q)))
        gradient = transposed(times(times(inverse(X), P), inverse(X)))
        return trace(times(P, inverse(X))), Term("negative", ("n", "n"), (gradient,))

    def _calculus(self) -> tuple[str, str]:
        kind = self.source.choice([self._gradient, self._entry, self._jacobian, self._by_scalar, self._differential])
        return kind()

    def _sides(self, left: str, right: Term) -> tuple[str, str]:
        meant = self.pick(["true", "true", "spoilt", "question"])
        if meant == "question":
            return f"{left} = ?", meant
        right = self.rewritten(right, self.source.randint(0, 2))
        return f"{left} = {self.spoilt(right) if meant == 'spoilt' else right}", meant

    def _gradient(self) -> tuple[str, str]:
        f, gradient = self._function_of_x()
        if self.chance(0.2):
            self.assume.append(f"where Z = {f}")
            return self._sides("d(Z)/dX", gradient)
        return self._sides(f"d({f})/dX", gradient)

    def _entry(self) -> tuple[str, str]:
        f, gradient = self._function_of_x()
        i, j = self._places()
        row, column = [Term("symbol", ("n", "1"), name=f"J({place},1,n,1)") for place in (i, j)]
        return self._sides(f"d({f})/dX[{i},{j}]", times(times(transposed(row), gradient), column))

    def _places(self) -> tuple[str, str]:
        """Two indices: numbers, or symbols declared in 1..n."""
        if self.chance(0.5):
            self.assume.append("n >= 2")
            return self.pick(["1", "2"]), self.pick(["1", "2"])
        self.assume += ["i in 1..n", "j in 1..n"]
        return self.pick(["i", "i", "j"]), "j"

    def _jacobian(self) -> tuple[str, str]:
        self.excluded.add("x")
        P, q = self._constant(("n", "n")), self._constant(("n", "1"))
        self.excluded.discard("x")
        x = symbol("x")
        if self.chance(0.5):
            return self._sides(f"d({plus(times(P, x), q)})/dx", P)
        if self.chance(0.5):
            form = times(times(transposed(x), P), x)
            return self._sides(f"d({form})/dx", times(plus(P, transposed(P)), x))
        form = times(times(transposed(x), P), x)
        return self._sides(f"d(d({form})/dx)/dx", plus(P, transposed(P)))

    def _by_scalar(self) -> tuple[str, str]:
        P, Q = [Term("symbol", ("n", "n"), name=self.pick(["C", "D", "X"])) for _ in range(2)]
        c, a = symbol("c"), symbol("a")
        if self.chance(0.5):
            left = plus(times(times(c, c), P), times(times(a, c), Q))
            return self._sides(f"d({left})/dc", plus(times(times(number("2"), c), P), times(a, Q)))
        inner = plus(P, times(c, Q))
        derivative = times(times(inverse(inner), Q), inverse(inner))
        return self._sides(f"d({inverse(inner)})/dc", Term("negative", ("n", "n"), (derivative,)))

    def _differential(self) -> tuple[str, str]:
        P, Q = self._constant(("n", "n")), self._constant(("n", "n"))
        X, dX = symbol("X"), symbol("dX")
        kind = self.source.randrange(3)
        if kind == 0:
            left, right = times(times(P, X), Q), times(times(P, dX), Q)
        elif kind == 1:
            left = times(times(X, P), transposed(X))
            right = plus(times(times(dX, P), transposed(X)), times(times(X, P), transposed(dX)))
        else:
            left, right = inverse(X), Term("negative", ("n", "n"), (times(times(inverse(X), dX), inverse(X)),))
        meant = self.pick(["true", "spoilt"])
        right = self.rewritten(right, self.source.randint(0, 2))
        return f"d({left}) = {self.spoilt(right) if meant == 'spoilt' else right}", meant

    def _structured(self) -> tuple[str, str]:
        """By the free entries of a symmetric X; G is the gradient by independent entries."""
        if "X" in self.properties:
            self.assume.remove(self._stated("X"))
        self.properties["X"] = "symmetric"
        self.assume.insert(self.source.randint(0, len(self.assume)), "structured derivative: X symmetric")
        kind = self.source.randrange(4)
        if kind == 0:
            f, gradient = self._function_of_x()
            whole = minus(plus(gradient, transposed(gradient)), Term("call", ("n", "n"), (gradient,), "diag"))
            return self._sides(f"d({f})/dX", whole)
        i, j = self._places()
        unit = f"J({i},{j},n,n)"
        moved = f"({unit} + J({j},{i},n,n) - {unit}*J({i},{j},n,n))"
        direction = Term("symbol", ("n", "n"), name=moved)
        if kind == 1:
            left, right = self._moved_along(direction)
            return self._sides(f"d({left})/dX[{i},{j}]", right)
        f, gradient = self._function_of_x()
        if kind == 2:
            return self._sides(f"d({f})/dX[{i},{j}]", trace(times(transposed(gradient), direction)))
        P = self._constant(("n", "n"))
        twice = times(number("2"), trace(times(times(P, direction), direction)))
        return self._sides(f"d(d({trace(times(P, times(symbol('X'), symbol('X'))))})/dX[{i},{j}])/dX[{i},{j}]", twice)

    def _moved_along(self, direction: Term) -> tuple[Term, Term]:
        """A matrix made of X, and how it moves along the symmetric direction."""
        P, Q, X = self._constant(("n", "n")), self._constant(("n", "n")), symbol("X")
        if self.chance(0.5):
            return times(times(P, transposed(X)), Q), times(times(P, direction), Q)
        return (
            times(times(P, X), times(Q, X)),
            plus(times(times(P, direction), times(Q, X)), times(times(P, X), times(Q, direction))),
        )


def _subterms(term: Term) -> Iterator[Term]:
    yield term
    for part in term.parts:
        yield from _subterms(part)


def _replaced(term: Term, part: Term, by: Term) -> Term:
    if term == part:
        return by
    return replace(term, parts=tuple([_replaced(inner, part, by) for inner in term.parts]))
