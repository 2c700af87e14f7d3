"""Semidefinite matrices that no premise names: sums whose inverse occurs, symmetric letters, commuting products."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations, permutations, product

from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.words import Letter, Polynomial, combine, constant, of_letter
from symproof.language.affine import times
from symproof.language.certificate import (
    CommutingProduct,
    Inverted,
    NamedProduct,
    Rewritten,
    Square,
    Squares,
)
from symproof.language.terms import Call, Identity
from symproof.search.algebra.bridge import letters_of
from symproof.search.definite.closing import entries_of, entries_of_unit
from symproof.search.definite.inner import add_inner, add_projections
from symproof.search.definite.reduced import Reducer
from symproof.search.definite.showing import Showing
from symproof.search.definite.sources import Source, inverses_of
from symproof.search.definite.stacked import add_stacked
from symproof.search.definite.symmetric import Symmetric

MAX_INVERSES = 4
MAX_LETTERS, MAX_REVERSED = 4, 6
MAX_PRODUCTS = 6
MAX_PAIRED = 3  # known matrices of which Hadamard and Kronecker products are taken
HALF = 1  # level of the finder: sums of known matrices and squares of words of half the length


def add_composites(finder: Showing, forms: Iterable[Polynomial]) -> None:
    """Adds to the sources of the finder, each as far as the earlier ones show it."""
    given = list(forms)
    if not finder.sources and not finder.normal.inverse_of and not finder.normal.applied:
        add_projections(finder)
        return
    _add_blocks(finder)
    add_inner(finder)
    _add_letters(finder, given)
    add_projections(finder)
    count = len(finder.sources)
    _add_products(finder, given)
    finder.sources += inverses_of(finder.sources[count:], finder.normal, given)
    _add_inverses(finder)
    _add_reversed(finder)
    finder.sources += _commuting(finder)


def _add_blocks(finder: Showing) -> None:
    """S^T P S for the selections S of rows of the known matrices P: their principal blocks."""
    for source in list(finder.sources):
        for letter in selections_of(source.form):
            root = of_letter(letter)
            assert source.form is not None
            form = finder.normal.product([root.transpose(), source.form, root])
            term = finder.terms.polynomial(root)
            cofactor = finder.terms.polynomial(root.transpose()) if source.definite else None
            square = Square(Fraction(1), (), term, source.matrix, cofactor)
            finder.sources.append(Source(Squares((square,)), form, source.definite))


def selections_of(form: Polynomial | None) -> list[Letter]:
    """The selections of rows, and unit columns, with which words of a square form begin."""
    if form is None:
        return []
    letters = dict.fromkeys(word[0] for _, word in form.terms if word)
    return [letter for letter in letters if letter.base.kind in (Kind.PART, Kind.UNIT) and not letter.transposed]


def _add_products(finder: Showing, forms: list[Polynomial]) -> None:
    """Hadamard and Kronecker products of known matrices: those that stand in the problem, and where one does, those of
    two sources, as B o B - A o A is (B - A) o (B + A)."""
    letters = {letter.base for letter in letters_of(forms)}
    calls = [term for base, term in list(finder.normal.applied.items()) if base in letters and isinstance(term, Call)]
    named = [call for call in calls if call.name in ("hadamard", "kron")]
    known = [source for source in finder.sources if source.matrix is not None and source.form is not None]
    for call in named:
        if not finder.purse.empty:
            left, right = call.arguments
            found = [_found(finder, finder.normal.polynomial(term)) for term in (left, right)]
            one, other = found
            if one is not None and other is not None and one.matrix is not None and other.matrix is not None:
                _add_product(finder, call, one, other)
    _add_diagonals(finder, [call for call in calls if call.name == "diag"])
    if any(call.name == "hadamard" for call in named):
        add_stacked(finder)
    written = [(source, finder.terms.polynomial(source.form)) for source in known[:MAX_PAIRED] if source.form]
    for name in dict.fromkeys(call.name for call in named):
        for (one, left), (other, right) in product(written, repeat=2):
            rows, columns = (item.form.rows for item in (one, other) if item.form is not None)
            if name == "kron" or rows == columns:
                size = times(rows, columns) if name == "kron" else rows
                _add_product(finder, Call(name, (left, right), size, size), one, other)


def _add_diagonals(finder: Showing, calls: list[Call]) -> None:
    """The diagonal part of a known matrix P, which is hadamard(P, I)."""
    for call in calls:
        (argument,) = call.arguments
        found = None if finder.purse.empty else _found(finder, finder.normal.polynomial(argument))
        if found is not None and found.form is not None:
            size = found.form.rows
            root = Identity(size)
            unit = Source(Squares((Square(Fraction(1), (), root, None, root),)), constant(size), True)
            _add_product(finder, Call("hadamard", (argument, root), size, size), found, unit)


def _add_product(finder: Showing, call: Call, one: Source, other: Source) -> None:
    form = finder.normal.polynomial(call)
    left, right = call.arguments
    names = {source.form.text() for source in finder.sources if source.form is not None}
    if form.text() not in names and one.matrix is not None and other.matrix is not None:
        matrix = NamedProduct(call.name, left, right, (one.matrix, other.matrix))
        finder.sources.append(Source(matrix, form, one.definite and other.definite))


def _found(finder: Showing, form: Polynomial) -> Source | None:
    """A known matrix, or what shows the form semidefinite."""
    if form.rows != form.columns:
        return None
    known = (source for source in finder.sources if source.form is not None and source.form.terms == form.terms)
    return next(known, None) or _shown(finder, form)


def _add_inverses(finder: Showing) -> None:
    """Sums whose inverses occur, innermost first, and these inverses."""
    inverted = [form for form in finder.normal.inverse_of.values() if not form.is_scalar]
    sums = [form for form in inverted if len(form.terms) > 1 or any(len(word) > 1 for _, word in form.terms)]
    for form in sums[:MAX_INVERSES]:
        found = _shown(finder, form)
        if found is not None and not found.definite:
            found = _regular(finder, found, form)
        if found is not None and found.matrix is not None:
            inverse = Source(Inverted(found.matrix), finder.normal.inverse(form), found.definite)
            finder.sources += [found, inverse]


def _regular(finder: Showing, found: Source, form: Polynomial) -> Source:
    """The same matrix as definite, where a premise says that it is invertible."""
    inverse = finder.normal.inverse(form)
    unit = entries_of_unit(finder.problem, inverse, form, finder.purse)
    if unit is None or found.matrix is None:
        return found
    argument, cofactor = finder.terms.polynomial(form), finder.terms.polynomial(inverse)
    return Source(Rewritten(argument, found.matrix, (), cofactor, unit), form, True)


def _add_reversed(finder: Showing) -> None:
    """inv(E) - inv(F) for a known F - E where both are definite and their inverses are known: it is the sum of the
    squares of inv(F) with F - E, and of (F - E) inv(F) with inv(E)."""
    inverses = [item for item in finder.sources if isinstance(item.matrix, Inverted)]
    known = {item.form.text(): item for item in finder.sources if item.form is not None}
    for one, other in permutations(inverses[:MAX_REVERSED], 2):
        if one.form is None or other.form is None or one.form.rows != other.form.rows:
            continue
        form = combine(one.form, other.form, -1)
        gap = combine(finder.normal.inverse(other.form), finder.normal.inverse(one.form), -1)
        between = known.get(gap.text())
        if between is None and _is_claimed(finder, form):
            between = _shown(finder, gap)
        found = None if between is None or form.text() in known else _reversed(finder, one, other, between)
        if found is not None:
            known[form.text()] = found
            finder.sources.append(found)


def _is_claimed(finder: Showing, form: Polynomial) -> bool:
    """Whether the claim is the form, or its trace."""
    claim = finder.problem.claim
    wanted = finder.normal.trace(form) if claim.is_scalar else form
    alike = (wanted.rows, wanted.columns) == (claim.rows, claim.columns)
    return alike and not Symmetric(finder.problem)(combine(claim, wanted, -1)).terms


def _reversed(finder: Showing, one: Source, other: Source, between: Source) -> Source | None:
    """inv(E) - inv(F) for the known inverses inv(E) and inv(F), and what shows F - E."""
    if one.form is None or other.form is None or between.form is None or between.matrix is None:
        return None
    normal, form = finder.normal, combine(one.form, other.form, -1)
    across = normal.times(between.form, other.form)
    squares = Squares((
        Square(Fraction(1), (), finder.terms.polynomial(other.form), between.matrix),
        Square(Fraction(1), (), finder.terms.polynomial(across), one.matrix),
    ))  # fmt: skip
    parts = [normal.product([other.form.transpose(), between.form, other.form])]
    parts.append(normal.product([across.transpose(), one.form, across]))
    by = entries_of(finder.problem, combine(combine(form, parts[0], -1), parts[1], -1), finder.purse)
    return None if by is None else Source(Rewritten(finder.terms.polynomial(form), squares, by), form, False)


def _add_letters(finder: Showing, forms: list[Polynomial]) -> None:
    """Symmetric letters that are sums of known matrices, such as A for c I <= A with c >= 0."""
    symmetric = Symmetric(finder.problem)
    symmetric(finder.problem.claim)
    letters = [letter for letter in letters_of(forms) if letter.rows == letter.columns and not letter.transposed]
    names = {source.form.text() for source in finder.sources if source.form is not None}
    wanted = [letter for letter in letters if symmetric.is_symmetric(letter)]
    for letter in wanted[:MAX_LETTERS]:
        form = of_letter(letter)
        if form.text() not in names and letter.base not in finder.normal.inverse_of:
            found = _shown(finder, form, level=0)
            if found is not None and found.matrix is not None:
                finder.sources.append(found)


def _shown(finder: Showing, form: Polynomial, level: int = HALF) -> Source | None:
    if any(source.form is not None and source.form.text() == form.text() for source in finder.sources):
        return None
    for strict in (True, False):
        found = finder.shown(form, strict=strict, level=level)
        if found is not None and not found[1].derived:
            argument = finder.terms.polynomial(form)
            matrix = Rewritten(argument, found[0], found[1].combination) if found[1].combination else found[0]
            return Source(matrix, form, strict)
    return None


def _commuting(finder: Showing) -> Iterator[Source]:
    """Products P Q of known matrices that commute."""
    symmetric, normal = Symmetric(finder.problem), finder.normal
    reduce = _commutes(finder)
    known = [source for source in finder.sources if source.form is not None and source.matrix is not None]
    count = 0
    for one, other in combinations(known, 2):
        assert one.form is not None
        assert other.form is not None
        if one.form.rows != other.form.rows or count == MAX_PRODUCTS or _are_inverse(one, other):
            continue
        made, turned = normal.times(one.form, other.form), normal.times(other.form, one.form)
        commutator = combine(made, turned, -1)
        zero = not symmetric(commutator).terms or (reduce is not None and reduce(commutator) == {})
        by = entries_of(finder.problem, commutator, finder.purse) if zero else None
        if by is not None and one.matrix is not None and other.matrix is not None:
            count += 1
            yield Source(CommutingProduct(one.matrix, other.matrix, by), made, one.definite and other.definite)


def _commutes(finder: Showing) -> Reducer | None:
    """What reduces commutators, where an equation says that two words commute."""
    for item in finder.problem.equations:
        words = [word for _, word in item.form.terms]
        if len(words) == 2 and len(words[0]) > 1 and words[0] == words[1][::-1]:
            forms = [source.form for source in finder.sources if source.form is not None]
            return Reducer(finder.problem, finder.purse, forms)
    return None


def _are_inverse(one: Source, other: Source) -> bool:
    """Whether one is the inverse of the other as the sources have it: their product is I."""
    return other.matrix == Inverted(one.matrix) if one.matrix is not None else False
