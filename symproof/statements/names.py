"""What the names of a statement stand for: symbols, sizes, integers, indices bound by a sum; and what is reserved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field

from symproof.kernel.context import Context, context_of
from symproof.language.affine import Affine, integer, parameter, subtract
from symproof.language.declarations import Declarations, Range, SizeDeclaration, SymbolDeclaration
from symproof.language.formulas import Named
from symproof.language.functions import FUNCTIONS
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal
from symproof.statements.nodes import Node, TextError, refused
from symproof.statements.sizes import multiplied

FUNCTION_NAMES = frozenset(FUNCTIONS) | {"sum"} - {"I", "J"}
RESERVED = FUNCTION_NAMES | {"I", "J", "d", "where", "for", "in"}
MAX_SIZE = 10**6  # of a size or an index written as a number


@dataclass(slots=True)
class Names:
    """The declarations of one statement, grown while its assumptions are read. ``ranges`` are those of indices."""

    symbols: dict[str, SymbolDeclaration] = field(default_factory=dict)
    sizes: dict[str, SizeDeclaration] = field(default_factory=dict)
    integers: dict[str, None] = field(default_factory=dict)
    ranges: dict[str, Range] = field(default_factory=dict)
    structured: dict[str, str] = field(default_factory=dict)  # symmetric, antisymmetric, diagonal or Toeplitz

    # -------------------------------------------------------------------------------- declaring

    def require_new(self, name: str, node: Node) -> None:
        """Refuses (SP605) a reserved name or one that is declared already."""
        if name in RESERVED:
            raise refused(node, "SP605", f"{name} is reserved", "choose another name")
        if name in self.symbols or name in self.sizes or name in self.integers:
            raise refused(node, "SP605", f"{name} is declared twice", "a name stands for one thing")

    def declare_size(self, name: str, node: Node) -> None:
        """A size, or a scalar that an assumption calls a positive integer: the same, an integer >= 1."""
        if name in self.sizes:
            return
        self._forget_scalar(name, node)
        self.require_new(name, node)
        self.sizes[name] = SizeDeclaration(name)

    def declare_integer(self, name: str, node: Node) -> None:
        """Declares an integer parameter; a size of this name stays a size."""
        if name in self.sizes or name in self.integers:
            return
        self._forget_scalar(name, node)
        self.require_new(name, node)
        self.integers[name] = None

    def _forget_scalar(self, name: str, node: Node) -> None:
        declared = self.symbols.pop(name, None)
        if declared is not None and not declared.rows == declared.columns == integer(1):
            raise refused(node, "SP608", f"{name} is a matrix, not an integer")

    @contextmanager
    def bound(self, name: str, node: Node, low: Affine, high: Affine) -> Iterator[None]:
        """Inside a sum over ``name``."""
        self.require_new(name, node)
        self.integers[name], self.ranges[name] = None, Range(name, low, high)
        yield
        del self.integers[name], self.ranges[name]

    def declarations(self) -> Declarations:
        """All that was declared, as the kernel reads it."""
        return Declarations(tuple(self.integers), tuple(self.sizes.values()), tuple(self.symbols.values()))

    def context(self, facts: tuple[Named, ...]) -> Context:
        """The kernel's context, for deciding which sizes agree."""
        try:
            return context_of(self.declarations(), facts)
        except Refusal as refusal:
            raise TextError("SP613", refusal.message) from None

    # -------------------------------------------------------------------------------- reading

    def is_integer(self, name: str) -> bool:
        """Whether the name is a size or an integer parameter."""
        return name in self.sizes or name in self.integers

    def undeclared(self, node: Node, name: str, otherwise: str = "") -> TextError:
        """The refusal of a name that nothing declares, with the nearest that is declared, or what to do otherwise."""
        if name in RESERVED:
            return refused(node, "SP605", f"{name} is reserved and does not stand alone", _RESERVED_USE.get(name, ""))
        known = [*self.symbols, *self.sizes, *self.integers]
        import difflib  # imported here: only a misspelt name needs it

        near = difflib.get_close_matches(name, known, 1, 0.6)
        hint = f"declare it among the symbols, as a size of one of them, or by `where {name} = ...`"
        hint = f"did you mean {near[0]}?" if near else otherwise or hint
        if len(name) > 1 and name[0] == "d" and name[1:] in self.symbols:
            hint = f"write d(...)/{name} for a derivative, or declare the matrix {name} for a differential"
        return refused(node, "SP602", f"{name} is not declared", hint)

    def integer_expression(self, node: Node) -> Affine:
        """An index, size or exponent: numbers, sizes and integers with + - *. SP612 for anything else."""
        value = self._integer(node)
        if value is None:
            hint = "use numbers, sizes and integers with + - *; `k positive integer` makes k one"
            raise refused(node, "SP612", "an integer expression is needed here", hint)
        return value

    def size_expression(self, node: Node) -> Affine:
        """A size: at least 1, a sum of sizes and numbers. SP612 for anything else."""
        value = self.integer_expression(node)
        if value.is_constant and value.constant < 1:
            raise refused(node, "SP612", f"{value.constant} is not a size: sizes are at least 1")
        if value.constant < 0 or any(coefficient < 0 for _, coefficient in value.terms):
            raise refused(
                node, "SP612", "a size is a sum of sizes and numbers", "give the difference a name of its own"
            )
        indices = [atom for atom, _ in value.terms if atom in self.integers]
        if indices:
            hint = f"assume `{indices[0]} positive integer`"
            raise refused(node, "SP612", f"{indices[0]} is an index, not a size", hint)
        return value

    def as_integer(self, node: Node) -> Affine | None:
        """The integer expression that the node is, or None."""
        try:
            return self._integer(node)
        except TextError:
            return None

    def _integer(self, node: Node) -> Affine | None:
        if node.kind == "number":
            return self._literal(node)
        if node.kind == "name":
            return self._named(node)
        if node.kind in ("negative", "positive"):
            inner = self._integer(node.parts[1])
            return inner and (inner if node.kind == "positive" else subtract(integer(0), inner))
        if node.kind in ("sum", "product"):
            return self._combined(node)
        return None

    def _literal(self, node: Node) -> Affine | None:
        text = node.parts[0].text
        if "." in text:
            return None
        if int(text) > MAX_SIZE:
            raise refused(node, "SP610", f"{text} as an integer; the limit is {MAX_SIZE}")
        return integer(int(text))

    def _named(self, node: Node) -> Affine | None:
        name = node.parts[0].text
        if self.is_integer(name):
            return parameter(name)
        if name not in self.symbols and name != "I":
            raise self.undeclared(node, name, f"`{name} positive integer` or `{name} in 1..n` makes it an integer")
        return None

    def _combined(self, node: Node) -> Affine | None:
        result = self._integer(node.parts[0])
        for sign, part in zip(node.parts[1::2], node.parts[2::2], strict=True):
            value = self._integer(part)
            if result is None or value is None or sign.kind == "OVER":
                return None
            if sign.kind == "TIMES":
                result = multiplied(result, value)
            else:
                result = subtract(result, value if sign.kind == "MINUS" else subtract(integer(0), value))
        return result


_RESERVED_USE = {
    "d": "write d(e)/dX, or d(e) for the differential",
    "J": "write J(i,j,m,n) for the single-entry matrix",
} | {name: f"write {name}(...)" for name in FUNCTION_NAMES}
