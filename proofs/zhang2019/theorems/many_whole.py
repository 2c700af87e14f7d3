"""Corollary 2 for any number of towers, with and without bottlenecks: the equivalence, and wide inner spaces."""

from __future__ import annotations

from typing import Any

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.many import (
    ALL,
    CONVEX,
    DEEP,
    ENDS,
    LOCAL,
    NARROW_EACH,
    SOME_SPURIOUS,
    WITH_J,
    WORSE,
    at,
    d,
    each,
    j,
    k,
    local_at,
    m,
    n,
    names_at,
    other_towers,
    total,
    width,
)
from proofs.zhang2019.theorems.many_converse import PAIR_SPURIOUS
from proofs.zhang2019.theorems.many_hard import SELECT, SELECTORS, factors, pair
from proofs.zhang2019.theorems.sums import g, l, r, s
from proofs.zhang2019.theorems.theorem2 import is_pair_spurious, narrow_at
from proofs.zhang2019.theorems.whole import X, Y
from proofs.zhang2019.theorems.writing import ONE, ZERO, And, Implies, Not, Or, Slope, Value, Writer
from symproof.language.binding import Assignment, instantiated
from symproof.language.derivation import Alternative, AtIndex, By, Give, Integers, Part, Use
from symproof.language.formulas import IntegerRelation

EQUIVALENT = And((Implies(SOME_SPURIOUS, PAIR_SPURIOUS), Implies(PAIR_SPURIOUS, SOME_SPURIOUS)))
FACTS = {
    **ENDS, "j-low": each(W.integer_at_most(ZERO, j(l))), "j-high": each(W.integer_at_most(j(l), k(l))),
    "inner": each(W.integer_at_most(width(l), s)),
}  # fmt: skip
WIDE = Or((W.integer_at_most(n, s), W.integer_at_most(m, s)))
NAMES: dict[str, Any] = {**WITH_J, "J": "J"}
KNOWN = ("unit", "apart", "together")

# ------------------------------------------------------------------------------------------------ no bottleneck

AT_AN_END = at(Or((narrow_at(ZERO), narrow_at(W.parameter("k")))), g)
AT_G = {"g-low": W.integer_at_most(ONE, g), "g-high": W.integer_at_most(g, r)}
END = W.statement(
    "C2.04-many", EQUIVALENT, symbols=(SELECT,), convex=CONVEX,
    facts={**{name: FACTS[name] for name in ("first", "last", "j-low", "j-high")}, **AT_G},
    ends=AT_AN_END, wide=WIDE, **{**DEEP, "integers": ("r", "g")},
)  # fmt: skip


def without_bottleneck() -> Writer:
    """C2.02, C2.04: where the tower g has no bottleneck neither side is spurious, since f' = 0 at the sum."""
    proof = Writer()
    with proof.suppose("hard", EQUIVALENT.parts[0], "some-towers"):
        with proof.obtain("clash", W.FALSE, "some-towers", ("M",), "towers"):
            proof.by("local", LOCAL, Use("towers", (Part(0),)))
            proof.by("worse", WORSE, Use("towers", (Part(1),)))
            proof.apply("single", each(local_at(l)), "C2.03-many", "local", **ALL, M="M")
            proof.by("alone", local_at(g), Use("single", (AtIndex(g),)))
            proof.apply("flat", W.vanishes(Slope("f", total()), m, n), "C2.04", "ends", "alone",
                        **names_at(g, inner=False), K=other_towers(g), f="f")  # fmt: skip
            with proof.obtain("better", W.FALSE, "worse", ("N",), "lower"):
                proof.apply("global", W.at_most(Value("f", total()), Value("f", total("N"))), "P.05", "convex",
                            "flat", p=m, q=n, X=total(), Z=total("N"), f="f")  # fmt: skip
                proof.have("contradiction", W.FALSE, "global", "lower")
        proof.absurd("any-pair", PAIR_SPURIOUS, "clash")
    with proof.suppose("easy", EQUIVALENT.parts[1], "pair"):
        no_pair(proof)
        proof.absurd("any-towers", SOME_SPURIOUS, "clash")
    proof.have("both", EQUIVALENT, "hard", "easy")
    return proof


def no_pair(proof: Writer) -> None:
    """f(A B) with a wide inner space has no spurious minimum (Theorem 3)."""
    with proof.obtain("clash", W.FALSE, "pair", ("X", "Y"), "spurious"):
        none = Not(pair(is_pair_spurious()))
        proof.apply("no-spurious", none, "T2.03", "convex", "wide", n=n, b=s, m=m, X=X, Y=Y, f="f")
        proof.by("clash-pair", W.FALSE, Use("no-spurious", (By("spurious"),)))


# ------------------------------------------------------------------------------------------------ Corollary 2

C2 = W.statement(
    "Corollary-2-many", EQUIVALENT, symbols=(SELECT,), facts=FACTS, convex=CONVEX, narrow=NARROW_EACH,
    **SELECTORS, **DEEP,
)  # fmt: skip


def is_at_end(lead: W.Affine) -> Or:
    """The smallest width of a tower is the first or the last one."""
    return Or((W.integer_at_most(j(lead), ZERO), W.integer_at_most(k(lead), j(lead))))


def both_directions() -> Writer:
    """Without a bottleneck in some tower neither side is spurious; otherwise C2.07 and C2.08."""
    proof = Writer()
    nowhere = each(Not(is_at_end(l)))
    proof.have("nowhere-or-not", Or((nowhere, Not(nowhere))))
    with proof.cases("claim", EQUIVALENT, "nowhere-or-not") as case:
        with case("nowhere"):
            everywhere(proof)
        with case("somewhere"):
            with proof.extreme("at-g", EQUIVALENT, "somewhere", ("g", "at-end", "beyond")):
                somewhere(proof)
    return proof


def everywhere(proof: Writer) -> None:
    """Every tower has a bottleneck."""
    for place, (label, inside) in enumerate((
        ("low", each(W.integer_at_most(ONE, j(l)))), ("high", each(W.integer_at_most(j(l), W.shift(k(l), -1)))),
    )):  # fmt: skip
        with proof.fix(f"inside-{label}", inside, "h"):
            h = W.parameter("h")
            goal = instantiated(inside.body, Assignment({"l": h}))
            outside = is_at_end(h).parts[place]
            proof.have("either", Or((outside, IntegerRelation("<", outside.right, outside.left))))
            with proof.cases("is-inside", goal, "either") as case:
                with case("outside"):
                    proof.by("is-at-end", is_at_end(h), Alternative("outside", place))
                    proof.by("clash", W.FALSE, Use("nowhere", (AtIndex(h), By("is-at-end"))))
                    proof.absurd("any", goal, "clash")
                with case("within"):
                    proof.by("inside-h", goal, Integers())
    with proof.suppose("hard", EQUIVALENT.parts[0], "some-towers"):
        with proof.obtain("towers-are", PAIR_SPURIOUS, "some-towers", ("M",), "towers"):
            values = dict(zip("XY", factors(), strict=True))
            joined = instantiated(pair(is_pair_spurious()), Assignment(symbols=values))
            proof.apply("joined", joined, "C2.07-many", "convex", "narrow", "towers", *KNOWN, **NAMES, M="M")
            proof.by("joined-given", PAIR_SPURIOUS, Give("joined", factors()))
    with proof.suppose("easy", EQUIVALENT.parts[1], "pair"):
        proof.apply("apart-towers", SOME_SPURIOUS, "C2.08-many", "narrow", "pair", *KNOWN, **NAMES)
    proof.have("both", EQUIVALENT, "hard", "easy")


def somewhere(proof: Writer) -> None:
    """The tower g has none: its smallest width is n or m, which is at most the inner width."""
    with proof.cases("neither", EQUIVALENT, "at-end") as case:
        for place, (label, end) in enumerate((("first", ZERO), ("last", k(g)))):
            with case(f"is-{label}"):
                proof.by("end-is", IntegerRelation("=", j(g), end), Integers())
                narrow = AT_AN_END.parts[place]
                with proof.fix("narrow-end", narrow, "t"):
                    t = W.parameter("t")
                    proof.by("at-t", W.integer_at_most(width(g), d(g, t)), Use("narrow", (AtIndex(g), AtIndex(t))))
                proof.by("narrow-ends", AT_AN_END, Alternative("narrow-end", place))
                proof.by("is-wide", WIDE.parts[place], Integers())
                proof.by("wide", WIDE, Alternative("is-wide", place))
                proof.apply("ended", EQUIVALENT, "C2.04-many", "convex", "narrow-ends", "wide", **NAMES, g=g)


# ------------------------------------------------------------------------------------------------ C2.09

WIDE_TOWERS = W.statement(
    "C2.09-many", Not(SOME_SPURIOUS), symbols=(SELECT,), facts=FACTS, convex=CONVEX, narrow=NARROW_EACH, wide=WIDE,
    **SELECTORS, **DEEP,
)  # fmt: skip


def wide_towers() -> Writer:
    """The last sentence of Corollary 2, for an inner width of at least m or at least n; the paper asks for both."""
    proof = Writer()
    with proof.suppose("none", WIDE_TOWERS.sequent.claim, "some-towers"):
        proof.apply("theorem", EQUIVALENT, "Corollary-2-many", "convex", "narrow", *KNOWN, **NAMES)
        proof.by("pair", PAIR_SPURIOUS, Use("theorem", (Part(0), By("some-towers"))))
        no_pair(proof)
    return proof
