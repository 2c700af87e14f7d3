"""What a proof talks about: integers, sizes, matrices, families of them, definitions and functions, with hypotheses.

A setting knows which names are in scope. Blocks of a proof (``suppose``, ``fix``, ...) add names that disappear when
the block closes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

import sympy

from symproof.author.claims import Claim, both, claim_of
from symproof.author.expressions import Expression, refused_here
from symproof.author.functions import of_integers
from symproof.author.integers import integer_symbol, to_affine
from symproof.author.leading import Leading, inside, range_in
from symproof.author.levels import Level, contexts_of, declared_in
from symproof.author.place import home, line_in, no_name, refuse, require_text
from symproof.author.ranges import LenientContext, SearchingContext
from symproof.author.shapes import pieces_shape, shape
from symproof.author.symbols import Family, Function
from symproof.author.wellformed import check_formula, check_pieces, check_term
from symproof.language.affine import ONE, Affine
from symproof.language.declarations import (
    Declarations,
    FunctionDeclaration,
    Piece,
    Range,
    SizeDeclaration,
    SymbolDeclaration,
)
from symproof.language.dependent import parsed
from symproof.language.formulas import Exists, ForAll, Formula, Named, Predicate
from symproof.language.proof import Hypothesis
from symproof.language.scopes import is_fact, merged
from symproof.language.sizes import SCALAR, Shape
from symproof.language.terms import Basis, Identity, Integer, Members, Symbol, Term, Zero
from symproof.render.implied import with_nonzero
from symproof.render.sizes import size_of
from symproof.search.partitions import HINT, incomparable

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*'*", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.'+-]*", re.ASCII)
_RESERVED_IDS = frozenset({"size", "induction"})  # certificates use these for sources of their own


Bound = TypeVar("Bound")
Sizes: TypeAlias = Mapping[str, tuple[Any, ...]]


class Setting(Leading):
    """Declarations and hypotheses. Every declaration returns what the author computes with."""

    def __init__(self) -> None:
        self.file = home()
        self._levels = [Level()]
        self._ids: set[str] = set()

    # -------------------------------------------------------------------------------- integers and sizes

    def integer(self, name: str) -> sympy.Symbol:
        """An integer parameter, such as a depth k; what is known about it is assumed separately."""
        self._fresh(name)
        if name in self._range_indices():
            raise refuse("SP206", f"{name} is the bound index of a family in scope", "Give the integer another name.")
        self._declare(integers=(name,))
        return integer_symbol(name)

    def integers(self, names: str) -> tuple[sympy.Symbol, ...]:
        """Several integer parameters: ``k, j = setting.integers("k j")``."""
        return tuple(self.integer(name) for name in names.replace(",", " ").split())

    def size(self, name: str) -> sympy.Symbol:
        """A size: an integer >= 1."""
        self._fresh(name)
        self._declare(sizes=(SizeDeclaration(name),))
        return integer_symbol(name)

    def sizes(self, names: str) -> tuple[sympy.Symbol, ...]:
        """Several sizes: ``m, n = setting.sizes("m n")``."""
        return tuple(self.size(name) for name in names.replace(",", " ").split())

    def size_family(self, name: str, index: sympy.Symbol, low: object, high: object) -> sympy.IndexedBase:
        """Sizes d_low, ..., d_high, written ``d[i]``."""
        self._fresh(name)
        self._declare(sizes=(SizeDeclaration(name, self._range(index, low, high)),))
        return sympy.IndexedBase(name, integer=True)

    # -------------------------------------------------------------------------------- matrices and functions

    def scalar(self, name: str) -> Expression:
        """A real number."""
        return self.matrix(name, 1, 1)

    def column(self, name: str, size: object) -> Expression:
        """A column of real numbers."""
        return self.matrix(name, size, 1)

    def matrix(self, name: str, rows: object, columns: object) -> Expression:
        """An arbitrary real matrix."""
        declared = SymbolDeclaration(name, to_affine(rows), to_affine(columns))
        self._declare_symbol(declared)
        return Expression(Symbol(name), (declared.rows, declared.columns), self)

    def family(
        self, name: str, index: sympy.Symbol, low: object, high: object, rows: object, columns: object = 1
    ) -> Family:
        """Matrices M_low, ..., M_high with sizes that depend on the index; columns by default."""
        declared = SymbolDeclaration(name, to_affine(rows), to_affine(columns), self._range(index, low, high))
        self._declare_symbol(declared)
        return Family(declared, self)

    def define(self, name: str, value: Expression) -> Expression:
        """A name for an expression."""
        self._declare_symbol(SymbolDeclaration(name, *value.shape, pieces=(Piece(value.term),)))
        return Expression(Symbol(name), value.shape, self)

    def define_family(
        self, name: str, index: sympy.Symbol, low: object, high: object, *, value: Expression | None = None,
        pieces: Sequence[tuple[object, object, Expression]] = (), size: tuple[object, object] | None = None,
    ) -> Family:  # fmt: skip
        """A family by one formula, or by ``pieces=[(1, j, N[i]), (j + 1, k, M[i])]``, of ``size=(d[i], d[i - 1])``."""
        given = [(low, high, value)] if value is not None else list(pieces)
        if not given or (value is not None and pieces):
            raise refuse("SP217", f"{name} needs either value= or pieces=")
        bodies = tuple(Piece(body.term, to_affine(first), to_affine(last)) for first, last, body in given)
        bounds, shapes = self._range(index, low, high), [body.shape for _, _, body in given]
        with refused_here(f"the pieces of {name}"):
            stated = size and (to_affine(size[0]), to_affine(size[1]))
            found = pieces_shape(list(zip(bodies, shapes, strict=True)), bounds.index, self.context, stated)
        declared = SymbolDeclaration(name, *found, bounds, bodies)
        with refused_here(f"definition of {name}"):
            check_pieces(declared, self.searching)
        self._declare_symbol(declared)
        return Family(declared, self)

    def function(self, name: str, rows: object, columns: object) -> Function:
        """An arbitrary differentiable function of a real matrix of this size."""
        declared = FunctionDeclaration(name, to_affine(rows), to_affine(columns))
        self._fresh(name)
        self._check_sizes(declared.rows, declared.columns)
        self._declare(functions=(declared,))
        return Function(declared, self)

    def define_function(
        self, name: str, rows: object, columns: object, value: Callable[[Expression], Expression], *,
        gradient: Callable[[Expression], Expression],
    ) -> Function:  # fmt: skip
        """A function of a matrix of this size by its value, with its gradient, which the kernel checks."""
        size = (to_affine(rows), to_affine(columns))
        self._fresh(name)
        self._check_sizes(*size)
        variable = f"{name}_argument"
        argument = Expression(Symbol(variable), size, self)
        level = self._open(None)
        level.declarations = Declarations(symbols=(SymbolDeclaration(variable, *size),))
        try:
            terms = value(argument), gradient(argument)
            for term in terms:
                self.check_expression(term)
        finally:
            self._close()
        declared = FunctionDeclaration(name, *size, variable, terms[0].term, terms[1].term)
        self._declare(functions=(declared,))
        return Function(declared, self)

    # -------------------------------------------------------------------------------- constants

    def identity(self, size: object) -> Expression:
        """The identity matrix."""
        value = to_affine(size)
        return Expression(Identity(value), (value, value), self)

    def zero(self, rows: object, columns: object) -> Expression:
        """The zero matrix."""
        found = (to_affine(rows), to_affine(columns))
        return Expression(Zero(*found), found, self)

    def basis(self, index: object, size: object) -> Expression:
        """The basis column e_index of R^size."""
        value = to_affine(size)
        return Expression(Basis(to_affine(index), value), (value, ONE), self)

    def ones(self, rows: object, columns: object) -> Expression:
        """The matrix of this size whose entries are all 1."""
        return of_integers("ones", self, rows, columns)

    def commutation(self, rows: object, columns: object) -> Expression:
        """The commutation matrix K, with K*vec(X) = vec(X.T) for every matrix X of this size."""
        return of_integers("commutation", self, rows, columns)

    def delta(self, left: object, right: object) -> Expression:
        """1 where the two indices are equal, otherwise 0."""
        return of_integers("delta", self, left, right)

    def single_entry(self, row: object, column: object, rows: object, columns: object) -> Expression:
        """The matrix of size rows x columns with 1 at this place and 0 elsewhere, e_row * e_column.T."""
        return self.basis(row, rows) * self.basis(column, columns).T

    def number(self, value: object) -> Expression:
        """An exact number as an expression."""
        return self.convert(value)

    def convert(self, value: object) -> Expression:
        """A number, an integer expression or a SymPy expression of declared symbols as an expression."""
        from symproof.author.border import convert

        return convert(value, self)

    def integer_scalar(self, value: object) -> Expression:
        """An integer expression as a scalar: tr(I_n) = n."""
        return Expression(Integer(to_affine(value)), SCALAR, self)

    # -------------------------------------------------------------------------------- quantifiers and properties

    def exists(self, name: str, rows: object, columns: object, body: Callable[[Expression], Claim]) -> Claim:
        """There is a real matrix of this size with ``body``."""
        declared, claim = self._bound(lambda: self.matrix(name, rows, columns), body)
        return Claim(Exists((declared,), claim.formula), self)

    def exists_matrices(self, sizes: Sizes, body: Callable[..., Claim]) -> Claim:
        """There are real matrices of these sizes, by name, with ``body``. Of a family the size is (index, low, high,
        rows, columns)."""
        declared, claim = self._bound_together(sizes, body)
        return Claim(Exists(declared, claim.formula), self)

    def for_all_pairs(self, sizes: Sizes, body: Callable[..., Claim]) -> Claim:
        """``body`` for all real matrices and families of these sizes, by name."""
        declared, claim = self._bound_together(sizes, body)
        return Claim(ForAll(declared, claim.formula), self)

    def _bound_together(self, sizes: Sizes, body: Callable[..., Claim]) -> tuple[tuple[SymbolDeclaration, ...], Claim]:
        level = self._open(None)
        level.quantified = True
        try:
            found = [(self.matrix if len(size) == 2 else self.family)(name, *size) for name, size in sizes.items()]
            claim = claim_of(body(*found))
        finally:
            self._close()
        return level.declarations.symbols, claim

    def exists_family(
        self, name: str, index: sympy.Symbol, low: object, high: object, rows: object, columns: object,
        body: Callable[[Family], Claim],
    ) -> Claim:  # fmt: skip
        """There are real matrices, one for each index, with ``body``."""
        declared, claim = self._bound(lambda: self.family(name, index, low, high, rows, columns), body)
        return Claim(Exists((declared,), claim.formula), self)

    def for_all_matrices(self, name: str, rows: object, columns: object, body: Callable[[Expression], Claim]) -> Claim:
        """``body`` for every real matrix of this size."""
        declared, claim = self._bound(lambda: self.matrix(name, rows, columns), body)
        return Claim(ForAll((declared,), claim.formula), self)

    def for_all_families(
        self, name: str, index: sympy.Symbol, low: object, high: object, rows: object, columns: object,
        body: Callable[[Family], Claim],
    ) -> Claim:  # fmt: skip
        """``body`` for all real matrices, one for each index."""
        declared, claim = self._bound(lambda: self.family(name, index, low, high, rows, columns), body)
        return Claim(ForAll((declared,), claim.formula), self)

    def _bound(self, declare: Callable[[], Bound], body: Callable[[Bound], Claim]) -> tuple[SymbolDeclaration, Claim]:
        """The bound symbol is in scope while ``body`` writes about it, and gone afterwards."""
        level = self._open(None)
        level.quantified = True
        try:
            claim = claim_of(body(declare()))
        finally:
            self._close()
        return level.declarations.symbols[0], claim

    def predicate(self, name: str, *arguments: Expression | Members) -> Claim:
        """A named property without rules of its own yet. ``local_minimum(value, variables, radius)`` is the one whose
        meaning the second judge knows: no value within the radius is smaller."""
        require_text("predicate", name=name)
        terms = tuple(item if isinstance(item, Members) else self.convert(item).term for item in arguments)
        return Claim(Predicate(name, terms), self)

    # -------------------------------------------------------------------------------- hypotheses

    def assume(self, label: str, *claims: object) -> Claim:
        """A hypothesis, or several under one name. Relations between integers and sizes are always available;
        everything else holds for a step only if the step names it."""
        return self._assume(label, both(*claims), with_nonzero)

    def _assume(self, label: str, claim: Claim, completed: Callable[[Formula], Formula]) -> Claim:
        """A hypothesis with what is added to it: that a positive number is not zero."""
        self._new_id(label, "a hypothesis")
        self.check(claim)
        formula = completed(claim.formula)
        self._levels[-1].assumptions.append(Hypothesis(label, formula, line=line_in(self.file)))
        if is_fact(formula):  # the contexts know nothing of other hypotheses
            self._levels[-1].facts.append(Named(label, formula))
            self._levels[-1].contexts = None
        return claim

    # -------------------------------------------------------------------------------- what is in scope

    @property
    def declarations(self) -> Declarations:
        """Everything declared in the open scopes."""
        return declared_in(self._levels)

    @property
    def hypotheses(self) -> tuple[Hypothesis, ...]:
        """Everything assumed in the open scopes."""
        return tuple(item for level in self._levels for item in level.assumptions)

    @property
    def context(self) -> LenientContext:
        """For sizes while an expression is being written: every index is taken to be in range."""
        return contexts_of(self._levels)[0]

    @property
    def searching(self) -> SearchingContext:
        """For what enters the proof: indices must be in range by the hypotheses in scope."""
        return contexts_of(self._levels)[1]

    def shape_of(self, term: Term) -> Shape:
        """The size of a term; raises the kernel's refusal."""
        return shape(term, self.context)

    def to_sympy(self, term: Term) -> sympy.Expr:
        """The term in SymPy, unevaluated."""
        from symproof.author.border import to_sympy

        return to_sympy(term, self)

    def explicit(self, term: Term, sizes: Mapping[str, int | Sequence[int]]) -> sympy.Matrix:
        """The matrix of symbols at these sizes."""
        from symproof.author.explicit import Explicit

        return Explicit(self, sizes).matrix(term)

    def check(self, claim: Claim) -> None:
        """Refuses a claim that is not about this setting, or whose names and indices are not in scope."""
        if claim.setting is not None and claim.setting is not self:
            raise refuse(
                "SP216", "this claim belongs to another proof", "Declare the symbols of a proof with that proof."
            )
        with refused_here():
            check_formula(claim.formula, self.searching)
        symbols = self.context.symbols
        message = incomparable(claim.formula, symbols, self.context, lambda term: size_of(term, symbols))
        if message:
            raise refuse("SP616", message, HINT)

    def check_expression(self, expression: Expression) -> None:
        """Refuses an expression that is not well formed in the present scope."""
        with refused_here():
            check_term(expression.term, self.searching)

    # -------------------------------------------------------------------------------- scopes

    def _open(self, label: str | None) -> Level:
        self._levels.append(Level(label))
        return self._levels[-1]

    def _close(self) -> Level:
        return self._levels.pop()

    def _new_id(self, label: str, what: str) -> None:
        if not isinstance(label, str) or not _ID.fullmatch(label) or label in _RESERVED_IDS:
            hint = "Letters a to z and A to Z, digits and . _ ' + - name proofs, hypotheses and steps."
            raise refuse("SP118", f"{label!r} cannot name {what}", hint)
        if label in self._ids:
            raise refuse(
                "SP110", f"the name {label} is already taken", "Hypotheses and steps of one proof have different names."
            )
        self._ids.add(label)

    # -------------------------------------------------------------------------------- declaring

    def _declare_symbol(self, declared: SymbolDeclaration) -> None:
        self._fresh(declared.name)
        if self._levels[-1].quantified:
            self._declare(symbols=(declared,))
            return
        if declared.range is None:
            self._check_sizes(declared.rows, declared.columns)
            with refused_here(f"definition of {declared.name}"):
                for piece in declared.pieces:
                    check_term(piece.body, self.searching)
        else:
            with refused_here(f"declaration of {declared.name}"):
                within = inside(self.searching, declared)
                within.check_size(declared.rows)
                within.check_size(declared.columns)
        self._declare(symbols=(declared,))

    def _check_sizes(self, *sizes: Affine) -> None:
        with refused_here():
            for value in sizes:
                self.searching.check_size(value)

    def _range(self, index: sympy.Symbol, low: object, high: object) -> Range:
        return range_in(self.searching, (index, low, high), checked=not self._levels[-1].quantified)

    def _range_indices(self) -> set[str]:
        """The indices that declared families bind."""
        declared = self.declarations
        ranges = [bounds for item in declared.sizes for bounds in (item.range, item.leading)]
        ranges += [bounds for item in declared.symbols for bounds in (item.range, item.leading)]
        return {bounds.index for bounds in ranges if bounds is not None}

    def _fresh(self, name: str) -> None:
        if not isinstance(name, str) or not (_NAME.fullmatch(name) or parsed(name)):
            raise no_name(name)
        with refused_here():
            self.searching.require_fresh(name)

    def _declare(
        self, *, integers: tuple[str, ...] = (), sizes: tuple[SizeDeclaration, ...] = (),
        symbols: tuple[SymbolDeclaration, ...] = (), functions: tuple[FunctionDeclaration, ...] = (),
    ) -> None:  # fmt: skip
        level = self._levels[-1]
        level.declarations = merged(level.declarations, Declarations(integers, sizes, symbols, functions))
        level.contexts = None
