"""Scalars that are not negative because matrices are semidefinite: tr(X^T P X Q), Gram determinants, determinants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import (
    Atom,
    Polynomial,
    Word,
    combine,
    constant,
    reverse,
)
from symproof.language.affine import ONE
from symproof.language.certificate import (
    Determinant,
    Gram,
    Inverted,
    Nonnegative,
    Same,
    Semidefinite,
    Square,
    Squares,
    TraceExcess,
)
from symproof.language.formulas import Compare, Formula
from symproof.language.parts import premise_conjuncts
from symproof.language.records import dataclass, fields_of
from symproof.language.refusal import Refusal
from symproof.language.terms import Call, Power, Product, Term, Trace
from symproof.search.algebra.bridge import Terms, letters_of
from symproof.search.definite.corners import cornered_pairs
from symproof.search.definite.roots import distinct, roots_of_scalars, traced, with_pairs
from symproof.search.definite.sources import IDENTITY, Source, excesses, sources_of, word_form
from symproof.search.definite.symmetric import Symmetric
from symproof.search.definite.units import Unit
from symproof.search.definite.weighted import weighted_excesses

MAX_ROOTS, MAX_COLUMNS = 12, 8
MAX_SINGLE = 400
MAX_PAIRS = 40


@dataclass(frozen=True, slots=True)
class Known:
    """A scalar that is not negative: the factor that says so, its form, and whether it is positive."""

    factor: Nonnegative
    form: Polynomial
    positive: bool


class Traces:
    """The candidates for one scalar claim."""

    def __init__(
        self,
        normal: Normalizer,
        premises: Mapping[str, Formula],
        forms: list[Polynomial],
        symmetric: Symmetric,
        written: object = None,
        degree: int = 0,
        known: Sequence[Source] = (),
    ) -> None:
        """``forms``: the claim's first, then those of the premises; ``written``: the claim as it stands; ``degree``:
        how long words may be that can cancel; ``known``: more semidefinite matrices."""
        self.normal, self.terms, self.written = normal, Terms(normal), written
        self.forms = forms
        self.symmetric = symmetric
        self.sources = sources_of(premises, normal, forms)
        self.direct = [IDENTITY, *self.sources]
        self.sources += [
            *excesses(normal, forms, self.sources),
            *weighted_excesses(normal, forms, [*self.sources, *known]),
        ]
        names = {source.form.text() for source in self.sources if source.form is not None}
        more = [source for source in known if source.form is not None and source.form.text() not in names]
        self.sources, self.direct = [*self.sources, *more], [*self.direct, *more]
        self.basis: list[Polynomial] = []
        self.columns: list[Polynomial] = []  # more roots: pieces of the columns in equations
        self.nonzero = list(nonzero_in(premises, normal))
        self.units: list[Unit] = []  # more columns that are not zero
        self.atoms = _atoms(forms)
        self.degree = max([degree, *(_degree(monomial) for form in forms for monomial, _ in form.terms)])

    def squares(self) -> Iterator[Known]:
        """tr(X^T P X Q) for known P and Q, the roots being pieces of the atoms, their sums and differences; the near
        ones first."""
        roots, known = self.roots(), [IDENTITY, *self.sources]
        long = self._long() if roots else set()
        places = [(root, left, right) for root in roots
                  for left, right in self._around(root, known, _is_column(root) or root.text() in long)]  # fmt: skip
        for root, left, right in sorted(places, key=self._remoteness):
            yield self.single(root, left, right)

    def _around(self, root: Polynomial, known: Sequence[Source], may_be_long: bool) -> Iterator[tuple[Source, Source]]:
        """The pairs of known matrices that fit around a root and are short enough with it, as ``is_short`` says."""
        sizes, room = [_size(source) for source in known], self.degree - 2 * _length(root)
        for left, before in zip(known, sizes, strict=True):
            for right, after in zip(known, sizes, strict=True):
                is_short = before + after <= room or (may_be_long and (left.form is None or right.form is None))
                if is_short and fits(root, left, right):
                    yield left, right

    def _remoteness(self, place: tuple[Polynomial, Source, Source]) -> int:
        """0 with one matrix that premises or Gram matrices give, or two around a word; 1 with two; 2 with others."""
        root, left, right = place
        if not all(any(source is item for item in self.direct) for source in (left, right)):
            return 2
        return int(left.form is not None and right.form is not None and len(root.terms) > 1)

    def roots(self) -> list[Polynomial]:
        """Identities of the sizes of known matrices; pieces of atoms, short ones first, and their sums in pairs."""
        units = [constant(source.form.rows) for source in self.sources if source.form is not None]
        squares = [letter for letter in letters_of(self.forms) if letter.rows == letter.columns != ONE]
        units = distinct([*units, *(constant(letter.rows) for letter in squares)])
        pieces = [self.symmetric(piece) for piece in roots_of_scalars(self.forms) if 2 * _length(piece) <= self.degree]
        apart = {self._name(piece): piece for piece in sorted(pieces, key=_shape) if not piece.is_scalar}
        chosen = sorted(apart.values(), key=_length, reverse=True)[:MAX_ROOTS]
        chosen += distinct(self.columns)[:MAX_COLUMNS]
        chosen = distinct([*chosen, *(form for form in self._apart() if not form.is_scalar)])
        self.basis = distinct([*units, *chosen])
        turned = [self.symmetric(piece.transpose()) for piece in chosen if piece.rows == piece.columns]
        both = {self.symmetric(piece).text(): piece for piece in (*units, *chosen, *turned)}
        return distinct([*units, *chosen, *with_pairs(list(both.values()))])

    def _name(self, form: Polynomial) -> str:
        """The same for a form and its transpose, and for what is equal by symmetry."""
        return min(self.symmetric(form).text(), self.symmetric(form.transpose()).text())

    def is_short(self, root: Polynomial, left: Source, right: Source) -> bool:
        """Whether tr(X^T P X Q) is no longer than what there is to cancel; of X that is not zero, a letter for a
        column, or a piece of an equation between columns, it may be longer."""
        if (left.form is None or right.form is None) and (_is_column(root) or root.text() in self._long()):
            return True
        return 2 * _length(root) + _size(left) + _size(right) <= self.degree

    def _long(self) -> set[str]:
        return {form.text() for form in (*self.columns, *self._apart())}

    def _apart(self) -> list[Polynomial]:
        """What is known not to be zero."""
        return [*(form for _, form in self.nonzero), *(unit.root for unit in self.units)]

    def single(self, root: Polynomial, left: Source, right: Source) -> Known:
        """tr(X^T P X Q), positive where P and Q are definite and X is known not to be zero."""
        form = traced(self.normal, root.transpose(), left.form, root, right.form)
        term = self.terms.polynomial(root)
        if left.definite and right.definite:
            cofactor = _cofactor(root)
            if cofactor is not None:
                return Known(
                    Gram((term,), left.matrix, right.matrix, None, self.terms.polynomial(cofactor)), form, True
                )
            nonzero = next((same for same, known in self.nonzero if known.text() == root.text()), None)
            if nonzero is not None:
                return Known(Gram((term,), left.matrix, right.matrix, nonzero), form, True)
            unit = next((unit for unit in self.units if unit.root.text() == root.text()), None)
            if unit is not None:
                written = self.terms.polynomial(unit.cofactor)
                return Known(Gram((term,), left.matrix, right.matrix, None, written, unit.by), form, True)
        return Known(Gram((term,), left.matrix, right.matrix), form, False)

    # -------------------------------------------------------------------------------- Gram determinants

    def pairs(self) -> Iterator[Known]:
        """Gram determinants of X and Y for the scalars tr(X^T P Y Q) whose squares occur."""
        seen: set[str] = set()
        for one, other, left, right in (*self._divided(), *self._inverted()):
            found = self.pair(one, other, left, right)
            if found is not None and found.form.terms and found.form.text() not in seen:
                seen.add(found.form.text())
                yield found

    def _inverted(self) -> Iterator[tuple[Polynomial, Polynomial, Source, Source]]:
        """X and inv(P) Y for the scalars tr(X^T Y) whose squares occur, and I and inv(P)."""
        for source in self._invertible():
            assert source.form is not None
            inverse = self.normal.inverse(source.form)
            yield constant(source.form.rows), inverse, source, IDENTITY
            for one, other, left, right in self._divided():
                if left.form is None and other.rows == source.form.rows:
                    yield one, self.normal.times(inverse, other), source, right

    def _invertible(self) -> list[Source]:
        """The definite matrices whose inverses are in sight."""
        seen = {letter.base for letter in letters_of(self.forms)}
        return [
            source
            for source in self.sources
            if source.definite
            and source.form is not None
            and not isinstance(source.matrix, Inverted)
            and any(letter.base in seen for letter in letters_of([self.normal.inverse(source.form)]))
        ]

    def pair(self, one: Polynomial, other: Polynomial, left: Source, right: Source) -> Known | None:
        """tr(X^T P X Q) tr(Y^T P Y Q) - tr(X^T P Y Q)^2."""
        if (one.rows, one.columns) != (other.rows, other.columns) or not fits(one, left, right):
            return None
        products = [
            traced(self.normal, first.transpose(), left.form, second, right.form)
            for first, second in ((one, one), (other, other), (one, other), (other, one))
        ]
        times = self.normal.times
        form = combine(times(products[0], products[1]), times(products[2], products[3]), -1)
        arguments = (self.terms.polynomial(one), self.terms.polynomial(other))
        return Known(Gram(arguments, left.matrix, right.matrix), form, False)

    def _divided(self) -> Iterator[tuple[Polynomial, Polynomial, Source, Source]]:
        squared = {atom for form in self.forms for monomial, _ in form.terms for atom in monomial
                   if monomial.count(atom) > 1}  # fmt: skip
        squared |= {atom for form in self.forms[1:] for atom in _given(form)}
        for kind, content in squared:
            if kind != "integer":
                yield from self._divisions(kind, content)  # type: ignore[arg-type]
                yield from cornered_pairs(self.normal, self.sources, kind, content)  # type: ignore[arg-type]
        for factors in _squared_products(self.written):
            yield from self._written_divisions(factors)

    def _divisions(self, kind: str, word: Word) -> Iterator[tuple[Polynomial, Polynomial, Source, Source]]:
        """X, Y, P, Q with the word reverse(X) P Y Q, turned where it is under a trace."""
        single = {source.form.text(): source for source in self.sources if source.form is not None}
        turns = [word[at:] + word[:at] for at in range(len(word))] if kind == "trace" else [word]
        for turned in turns:
            last = single.get(word_form(turned[-1:]).text()) if kind == "trace" else None
            for right, inner in [(IDENTITY, turned), *([(last, turned[:-1])] if last else [])]:
                for at in range(len(inner) + 1):
                    middle = single.get(word_form(inner[at : at + 1]).text()) if at < len(inner) else None
                    for left, rest in [(IDENTITY, inner[at:]), *([(middle, inner[at + 1 :])] if middle else [])]:
                        one, other = _piece(reverse(inner[:at]), rest), _piece(rest, reverse(inner[:at]))
                        if one is not None and other is not None:
                            yield one, other, left, right

    def _written_divisions(self, factors: tuple[Term, ...]) -> Iterator[tuple[Polynomial, Polynomial, Source, Source]]:
        try:
            forms = [self.normal.polynomial(factor) for factor in factors]
        except Refusal:
            return  # the factors mention the index of a sum
        known = {source.form.text(): source for source in self.sources if source.form is not None}
        for at in range(1, len(forms)):
            left = self.normal.product(forms[:at]).transpose()
            yield left, self.normal.product(forms[at:]), IDENTITY, IDENTITY
            middle = known.get(forms[at].text())
            if middle is not None and at + 1 < len(forms):
                yield left, self.normal.product(forms[at + 1 :]), middle, IDENTITY

    # -------------------------------------------------------------------------------- products of traces

    def excesses(self) -> Iterator[Known]:
        """tr((tr(P) I - P) Q) for two scalars tr(P) and tr(Q) whose product occurs."""
        seen: set[str] = set()
        for form in self.forms:
            for monomial, _ in form.terms:
                for one, other in combinations(monomial, 2):
                    for known in self._excesses(one, other):
                        if known.form.text() not in seen:
                            seen.add(known.form.text())
                            yield known

    def _excesses(self, one: Atom, other: Atom) -> Iterator[Known]:
        for first in self.readings(one):
            for second in self.readings(other):
                if first.form is None or second.form is None or first.matrix is None:
                    continue
                if first.form.rows == second.form.rows:
                    trace = self.normal.trace
                    product = self.normal.times(trace(first.form), trace(second.form))
                    form = combine(product, trace(self.normal.times(first.form, second.form)), -1)
                    unit = self.terms.polynomial(constant(first.form.rows))
                    yield Known(Gram((unit,), TraceExcess(first.matrix), second.matrix), form, False)

    def readings(self, atom: Atom) -> list[Source]:
        """Known matrices whose trace is the atom: X^T P X for its rotations X^T P X."""
        kind, word = atom
        if kind == "integer":
            return []
        single = {source.form.text(): source for source in self.sources if source.form is not None}
        found: list[Source] = []
        for at in range(len(word)):
            turned: Word = word[at:] + word[:at]  # type: ignore[assignment,operator]
            half = len(turned) // 2
            if turned[0].rows == ONE:
                continue
            flat = self.symmetric.word
            if len(turned) % 2 == 0 and flat(turned[:half]) == flat(reverse(turned[half:])):
                found.append(self._square(turned[half:], IDENTITY))
            elif len(turned) % 2 and turned[:half] == reverse(turned[half + 1 :]):
                middle = single.get(word_form(turned[half : half + 1]).text())
                if middle is not None:
                    found.append(self._square(turned[half + 1 :], middle))
        return found

    def _square(self, word: Word, inner: Source) -> Source:
        if not word:
            return inner
        root = word_form(word)
        form = self.normal.product([root.transpose(), *([inner.form] if inner.form is not None else []), root])
        matrix: Semidefinite = Squares((Square(Fraction(1), (), self.terms.polynomial(root), inner.matrix),))
        return Source(matrix, form, False)

    # -------------------------------------------------------------------------------- determinants

    def determinants(self) -> Iterator[Known]:
        """det(P) for the known matrices P whose determinants occur."""
        yield from determinants_of(self.normal, self.sources, self.forms)


def determinants_of(normal: Normalizer, sources: list[Source], forms: list[Polynomial]) -> Iterator[Known]:
    """det(P) for the known matrices P whose determinants occur in the forms."""
    for letter in letters_of(forms):
        term = normal.applied.get(letter.base) if letter.base.kind is Kind.CALL else None
        if not isinstance(term, Call) or term.name != "det":
            continue
        argument = normal.polynomial(term.arguments[0])
        for source in sources:
            if source.form is not None and source.matrix and source.form.text() == argument.text():
                yield Known(Determinant(term.arguments[0], source.matrix), normal.polynomial(term), source.definite)


def _atoms(forms: list[Polynomial]) -> list[Atom]:
    return list(dict.fromkeys(atom for form in forms for monomial, _ in form.terms for atom in monomial))


def _given(form: Polynomial) -> list[Atom]:
    """The atom whose value a scalar equation gives as a number."""
    lengths = sorted(len(monomial) for monomial, _ in form.terms)
    return [atom for monomial, _ in form.terms for atom in monomial] if lengths == [0, 1] else []


def _degree(monomial: tuple[Atom, ...]) -> int:
    return max([len(content) for kind, content in monomial if kind != "integer"], default=0)


def _length(form: Polynomial) -> int:
    return max((len(word) for _, word in form.terms), default=0)


def _shape(form: Polynomial) -> int:
    """Columns last: of two transposes the last one is kept."""
    return int(form.columns == ONE)


def _is_column(root: Polynomial) -> bool:
    """Whether this is a letter for a column."""
    return root.columns == ONE and _length(root) == len(root.terms) == 1


def _size(source: Source) -> int:
    return 0 if source.form is None else _length(source.form)


def fits(root: Polynomial, left: Source, right: Source) -> bool:
    """Whether X^T P X Q is a product of matrices for these P and Q."""
    if right.form is not None and (right.form.rows != root.columns or root.columns == ONE):
        return False
    return left.form is None or left.form.rows == root.rows


def _cofactor(root: Polynomial) -> Polynomial | None:
    """Y with Y X = I by the normal form alone: of an identity, and of a basis column."""
    if root.rows == root.columns and root.terms == {((), ()): 1}:
        return root
    words = [word for _, word in root.terms]
    if len(words) == 1 and len(words[0]) == 1 and words[0][0].base.kind is Kind.UNIT and root.columns == ONE:
        return root.transpose()
    return None


def _piece(word: Word, other: Word) -> Polynomial | None:
    """The form of a word, where it is empty an identity of the size of the other."""
    if word:
        return word_form(word)
    if not other or other[0].rows != other[-1].columns:
        return None
    return constant(other[0].rows)


def nonzero_in(premises: Mapping[str, Formula], normal: Normalizer) -> Iterator[tuple[Same, Polynomial]]:
    """left - right of the premises left != right between matrices, without an index."""
    for name, formula in premises.items():
        for part, (around, item) in enumerate(premise_conjuncts(formula)):
            if isinstance(item, Compare) and item.relation == "!=" and not around:
                try:
                    yield Same(name, part), normal.difference(item.left, item.right)
                except Refusal:
                    continue


def _squared_products(node: object) -> Iterator[tuple[Term, ...]]:
    """The factors of the scalars that are squared in the claim as it is written."""
    if isinstance(node, Power) and node.exponent.is_constant and node.exponent.constant == 2:
        inner = node.base.argument if isinstance(node.base, Trace) else node.base
        if isinstance(inner, Product):
            yield inner.factors
    for name in fields_of(node) if hasattr(node, "__dataclass_fields__") else ():
        part = getattr(node, name)
        for item in part if isinstance(part, tuple) else (part,):
            yield from _squared_products(item)
