"""What exists by the axiom N1: a matrix X has a left inverse Y, or a column u != 0 with X u = 0.

One of the two is what a statement claims, such as ``exists v:n with v nonzero, A*v = 0``. The other contradicts the
hypotheses: if Y X = I, then n <= rank(X), and det(Y) det(X) = 1 where X is square. Few statements claim that something
exists, so this module is imported only where one does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from symproof.language.affine import ONE, Affine, parameter
from symproof.language.binding import Assignment, instantiated, mentioned
from symproof.language.declarations import Declarations, SizeDeclaration, SymbolDeclaration
from symproof.language.derivation import (
    Apply,
    Block,
    ByCases,
    Conjunction,
    Give,
    Given,
    Inference,
    Obtain,
    Part,
    Restate,
    Rule,
    Use,
)
from symproof.language.formulas import And, Compare, Equal, Exists, Formula, Not, Or, Sequent
from symproof.language.substitution import names as names_in
from symproof.language.terms import Call, Identity, Integer, Product, Sum, Symbol, Term, Transpose, Zero
from symproof.language.theory import Statement, Trust
from symproof.render.sizes import Symbols, is_scalar, size_of
from symproof.search.argument.wanted import gap
from symproof.statements.typed import negated, number

FALSE = Or(())
SOURCE = "A matrix has a left inverse, or a kernel; Axler, Linear Algebra Done Right, 3.22-3.24 and exercises 3.B.20-21"


def _alternatives(matrix: Term, rows: Affine, columns: Affine, inverse: str = "Y", vector: str = "u") -> Or:
    """There is Y with Y X = I, or there is u != 0 with X u = 0."""
    left = Equal(Product((Symbol(inverse), matrix)), Identity(columns))
    kernel = And((
        Not(Equal(Symbol(vector), Zero(columns, ONE))),
        Equal(Product((matrix, Symbol(vector))), Zero(rows, ONE)),
    ))  # fmt: skip
    return Or((
        Exists((SymbolDeclaration(inverse, columns, rows),), left),
        Exists((SymbolDeclaration(vector, columns, ONE),), kernel),
    ))  # fmt: skip


_P, _Q = parameter("p"), parameter("q")
N1 = Statement(
    "N1", Trust.AXIOM,
    Sequent(
        Declarations(
            sizes=(SizeDeclaration("p"), SizeDeclaration("q")), symbols=(SymbolDeclaration("X", _P, _Q),)
        ),
        (), (), _alternatives(Symbol("X"), _P, _Q),
    ),
    SOURCE,
)  # fmt: skip


def derivation(name: str, claim: Formula, using: tuple[str, ...], symbols: Symbols) -> Block:
    """The claim of this name by the axiom N1, with gaps that the search fills; () where no matrix is seen to which N1
    applies."""
    if not isinstance(claim, Exists) or len(claim.symbols) != 1:
        return ()
    bound = claim.symbols[0]
    known = {**symbols, bound.name: bound}
    for matrix, value in _candidates(claim.body, bound, known):
        size = size_of(matrix, known)
        if size is not None and ONE not in (size[0], size[1]):
            return _Writer(name, claim, using, matrix, value, size, *_new_names(claim, symbols)).block()
    return ()


def _new_names(claim: Exists, symbols: Symbols) -> list[str]:
    """Names for the left inverse and for the column of the kernel, which nothing else has."""
    taken = {text for item in (claim, tuple(symbols.values())) for text in mentioned(item)}
    return [next(name for name in _numbered(wish) if name not in taken) for wish in ("Y", "u")]


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}{number}" for number in count(1))


Value = Callable[[Symbol], Term]  # what exists, made of the left inverse or of the column of the kernel


def _candidates(body: Formula, bound: SymbolDeclaration, known: Symbols) -> Iterator[tuple[Term, tuple[int, Value]]]:
    """Matrices X for N1, each with the alternative that is claimed and what exists then."""
    parts = body.parts if isinstance(body, And) else (body,)
    equations = [part for part in parts if isinstance(part, Equal)]
    if any(isinstance(part, Compare) and part.relation == "!=" for part in parts):
        for equation in equations:
            for turned in (False, True):
                matrix = _coefficient(equation, bound, known, turned=turned)
                if matrix is not None:
                    yield matrix, (1, lambda found: found)
    for equation in equations:
        yield from _inverted(equation, bound)


def _inverted(equation: Equal, bound: SymbolDeclaration) -> Iterator[tuple[Term, tuple[int, Value]]]:
    """X where the equation is v X = I, X^T where it is X v = I."""
    for side, other in ((equation.left, equation.right), (equation.right, equation.left)):
        if not isinstance(side, Product) or not isinstance(other, Identity):
            continue
        if side.factors[0] == Symbol(bound.name):
            yield _product(side.factors[1:]), (0, lambda found: found)
        if side.factors[-1] == Symbol(bound.name):
            yield Transpose(_product(side.factors[:-1])), (0, Transpose)


def _coefficient(equation: Equal, bound: SymbolDeclaration, known: Symbols, *, turned: bool) -> Term | None:
    """X for the equation X v = 0 with the column v, however its terms stand on both sides; of v^T X = 0 the transpose
    of X, where ``turned``."""
    sides = (equation.left, equation.right)
    left, right = [side.terms if isinstance(side, Sum) else (side,) for side in sides]
    found = []
    for term in (*left, *map(negated, right)):
        factors = term.factors if isinstance(term, Product) else (term,)
        if any(isinstance(factor, Zero) for factor in factors):
            continue
        variable = Transpose(Symbol(bound.name)) if turned else Symbol(bound.name)
        at = next((place for place, factor in enumerate(factors) if factor == variable), None)
        rest = () if at is None else (*factors[:at], *factors[at + 1 :])
        if at is None or bound.name in names_in(rest):
            return None
        matrices = [place for place, factor in enumerate(factors) if not is_scalar(factor, known)]
        if matrices[0 if turned else -1] != at:
            return None
        whole = _product(rest if len(matrices) > 1 else (*rest, Identity(bound.rows)))
        found.append(Transpose(whole) if turned else whole)
    return None if not found else found[0] if len(found) == 1 else Sum(tuple(found))


def _product(factors: tuple[Term, ...]) -> Term:
    return factors[0] if len(factors) == 1 else Product(factors)


class _Writer:
    """Writes the derivation of one claim; ``value`` says which alternative of N1 is claimed and what exists then."""

    def __init__(
        self, name: str, claim: Exists, using: tuple[str, ...], matrix: Term, value: tuple[int, Value],
        size: tuple[Affine, Affine], inverse: str, vector: str,
    ) -> None:  # fmt: skip
        self.name, self.claim, self.using, self.matrix, self.size = name, claim, using, matrix, size
        self.place, self.value = value
        self.inverse, self.vector = inverse, vector

    def block(self) -> Block:
        """N1, then both cases."""
        rows, columns = self.size
        either = _alternatives(self.matrix, rows, columns, self.inverse, self.vector)
        given = (Given("p", integer=rows), Given("q", integer=columns), Given("X", term=self.matrix))
        blocks = [
            self._obtained(place, name, formula)
            for place, (name, formula) in enumerate(zip((self.inverse, self.vector), either.parts, strict=True))
        ]
        cases = ByCases("either", ("left-inverse", "kernel"), (blocks[0], blocks[1]))
        return Inference("either", either, Apply("N1", given, ())), Inference(self.name, self.claim, cases)

    def _obtained(self, place: int, name: str, alternative: Formula) -> Block:
        assert isinstance(alternative, Exists)
        label = ("left-inverse", "kernel")[place]
        inside = (
            self._given(name, alternative.body) if place == self.place else self._contradicted(place, alternative.body)
        )
        return (Inference(f"{label}.claim", self.claim, Obtain(label, (name,), "obtained", inside)),)

    def _given(self, name: str, known: Formula) -> Block:
        """The value satisfies what is claimed of it."""
        value = self.value(Symbol(name))
        body = instantiated(self.claim.body, Assignment(symbols={self.claim.symbols[0].name: value}))
        parts = body.parts if isinstance(body, And) else (body,)
        block = _opened(known)
        using = tuple([item.id for item in block]) or ("obtained",)
        rule = gap(*using, *self.using)
        block += [Inference(f"part{n}", part, _known(part, block) or rule) for n, part in enumerate(parts)]
        shown = "part0"
        if len(parts) > 1:
            shown = "all"
            block.append(Inference(shown, body, Conjunction(tuple([f"part{n}" for n in range(len(parts))]))))
        return (*block, Inference("given", self.claim, Give(shown, (value,))))

    def _contradicted(self, place: int, known: Formula) -> Block:
        """The other alternative cannot be: falsity, and the claim from it."""
        rows, columns = self.size
        rank = Call("rank", (self.matrix,), ONE, ONE)
        block = _opened(known)
        given = [item.id for item in block] or ["obtained"]
        if place == 0:
            block.append(Inference("rank", Compare("<=", Integer(columns), rank), gap("obtained")))
            block.append(Inference("sizes", Compare("<=", Integer(columns), Integer(rows)), gap("obtained", "rank")))
            if rows == columns:
                dets = [Call("det", (term,), ONE, ONE) for term in (Symbol(self.inverse), self.matrix)]
                block.append(Inference("determinant", Equal(Product(tuple(dets)), number(1)), gap("obtained")))
        else:
            below = Sum((Integer(columns), number(-1)))
            block.append(Inference("rank", Compare("<=", rank, below), gap(*given)))
        using = (*self.using, *given, *[item.id for item in block if item.id not in given])
        block.append(Inference("false", FALSE, gap(*using)))
        return (*block, Inference("absurd", self.claim, ByCases("false", (), ())))


def _opened(known: Formula) -> list[Inference]:
    """u != 0 and X u = 0, one by one; nothing where what was obtained is one equation."""
    if not isinstance(known, And):
        return []
    return [Inference(f"known{n}", _plain(part), Use("obtained", (Part(n),))) for n, part in enumerate(known.parts)]


def _plain(part: Formula) -> Formula:
    """A negated equation as l != r, which laws about ranks read."""
    if isinstance(part, Not) and isinstance(part.part, Equal):
        return Compare("!=", part.part.left, part.part.right)
    return part


def _known(part: Formula, block: list[Inference]) -> Rule | None:
    """That the part stands there as it is."""
    return next((Restate(item.id) for item in block if item.claim == part), None)
