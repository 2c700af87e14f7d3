"""C1.03: the orthogonal projection F onto the columns of a matrix C, by Gram and Schmidt.

F^T = F, F F = F, F = C H and F C = C, and tr(F) is at most the number q of columns. For C = U^T, with the samples U,
F takes the place of the decomposition U = L N by singular values: V F is the part of V in the rows of U.
"""

from __future__ import annotations

from setting import PAPER

from symproof.author import Claim, Expression, Proof, both, either, for_all, implies, index, same, trace

i, l = index("i"), index("l")  # noqa: E741 - the number of a column


def projects(F: Expression, C: Expression, H: Expression) -> tuple[Claim, ...]:
    """F is the orthogonal projection onto a space that C H spans."""
    return F.T == F, F * F == F, F == C * H


# ---------------------------------------------------------------------------- one more column

more = Proof("one_more_column", "One more column: a projection F is enlarged so that it reaches C y", source=PAPER)
p, q = more.sizes("p q")
C, y = more.matrix("C", p, q), more.column("y", q)
F, H = more.matrix("F", p, p), more.matrix("H", q, p)
symmetric, idempotent, made = projects(F, C, H)
more.assume("symmetric", symmetric)
more.assume("idempotent", idempotent)
more.assume("made", made)


def keeps(G: Expression) -> Claim:
    """What F leaves as it is, G leaves as it is."""
    return more.for_all_matrices("z", p, 1, lambda z: implies(F * z == z, G * z == z))


def larger(G: Expression, K: Expression) -> Claim:
    """G is a projection that also leaves C y as it is, and whose trace is larger by at most 1."""
    return both(*projects(G, C, K), G * (C * y) == C * y, keeps(G), trace(G) <= trace(F) + 1)


some = more.exists_matrices({"S": (p, p), "T": (q, p)}, larger)
more.statement(some)
w = more.define("w", C * y - F * (C * y))
more.step("either", either(w == 0, w != 0), ref="C1.03, whether C y is reached already")
with more.cases("C1.03", some, using=["either"], ref="C1.03, one step of Gram and Schmidt"):
    with more.case("reached", w == 0):
        more.step("fixes", F * (C * y) == C * y, by="algebra", using=["reached"], ref="C1.03, F C y = C y")
        with more.fix("keeps-all", claim=keeps(F), ref="C1.03, G = F"):
            z = more.column("z0", p)
            more.assume("kept", F * z == z)
            more.step("same", F * z == z, using=["kept"], ref="C1.03, G = F")
        more.step("trace", trace(F) <= trace(F) + 1, ref="C1.03, the trace")
        more.give(
            "F-itself", some, F, H, using=["symmetric", "idempotent", "made", "fixes", "keeps-all", "trace"],
            ref="C1.03, G = F",
        )  # fmt: skip
    with more.case("new", w != 0):
        more.step("long", w.T * w > 0, using=["new"], ref="C1.03, N4: w^T w > 0")
        r = more.define("r", 1 / (w.T * w))
        G = more.define("G", F + r * w * w.T)
        K = more.define("K", H + r * (y - H * (C * y)) * w.T)
        more.step("F-w", F * w == 0, by="algebra", using=["idempotent"], ref="C1.03, F w = 0")
        more.step("w-F", w.T * F == 0, by="algebra", using=["F-w", "symmetric"], ref="C1.03, w^T F = 0")
        more.step("unit", r * (w.T * w) == 1, by="algebra", using=["long"], ref="C1.03, r = 1 / (w^T w)")
        more.step("G-symmetric", G.T == G, by="algebra", using=["symmetric"], ref="C1.03, G = F + r w w^T")
        more.step(
            "G-idempotent", G * G == G, by="algebra", using=["idempotent", "w-F", "unit"],
            ref="C1.03, G G = F F + r^2 w (w^T w) w^T",
        )  # fmt: skip
        more.step("G-made", G == C * K, by="algebra", using=["made"], ref="C1.03, w = C (y - H C y)")
        more.step("w-C-y", w.T * (C * y) == w.T * w, by="algebra", using=["w-F"], ref="C1.03, w^T C y = w^T w")
        more.step(
            "G-fixes", G * (C * y) == C * y, by="algebra", using=["w-C-y", "unit"], ref="C1.03, G C y = F C y + w"
        )
        with more.fix("G-keeps", claim=keeps(G), ref="C1.03, w^T z = w^T F z = 0"):
            z = more.column("z0", p)
            more.assume("F-keeps-z", F * z == z)
            more.step("w-z", w.T * z == 0, by="algebra", using=["F-keeps-z", "w-F"], ref="C1.03, w^T z = w^T F z = 0")
            more.step("still", G * z == z, by="algebra", using=["F-keeps-z", "w-z"], ref="C1.03, G z = F z")
        more.step("trace-is", trace(G) == trace(F) + 1, by="algebra", using=["unit"], ref="C1.03, tr(r w w^T) = 1")
        more.step("G-trace", trace(G) <= trace(F) + 1, using=["trace-is"], ref="C1.03, the trace")
        more.give(
            "G-found", some, G, K,
            using=["G-symmetric", "G-idempotent", "G-made", "G-fixes", "G-keeps", "G-trace"], ref="C1.03, G",
        )  # fmt: skip
more.conclude(using=["C1.03"], ref="C1.03")

# ---------------------------------------------------------------------------- all columns

onto = Proof("projection", "Projection: every matrix has an orthogonal projection onto its columns", source=PAPER)
p, q = onto.sizes("p q")
C = onto.matrix("C", p, q)
sizes = {"S": (p, p), "T": (q, p)}
whole = onto.exists_matrices(
    sizes, lambda F, H: both(*projects(F, C, H), F * C == C, trace(F) <= onto.integer_scalar(q))
)
onto.statement(whole)


def column(at: object) -> Expression:
    """The column C e_at."""
    return C * onto.basis(at, q)


def first(at: object) -> Claim:
    """There is a projection that reaches the columns 1, ..., at, of trace at most this number."""
    return onto.exists_matrices(sizes, lambda F, H: both(
        *projects(F, C, H), for_all(l, 1, at, F * column(l) == column(l)), trace(F) <= onto.integer_scalar(at),
    ))  # fmt: skip


with onto.induction("columns", i, 0, q, first(i), ref="C1.03, one column after the other"):
    none, nothing = onto.zero(p, p), onto.zero(q, p)
    onto.step("no-column", for_all(l, 1, 0, none * column(l) == column(l)), ref="C1.03, the start: no column")
    onto.step("trace-0", trace(none) <= onto.integer_scalar(0), ref="C1.03, the start")
    onto.give("zero", first(0), none, nothing, using=["no-column", "trace-0"], ref="C1.03, the start F = 0")
    with onto.fix("next", claim=for_all(i, 0, q - 1, implies(first(i), first(i + 1))), ref="C1.03, one more column"):
        s = onto.integer("s")
        onto.assume("place", 0 <= s, s <= q - 1)
        onto.assume("before", first(s))
        F, H = onto.obtain("F-reaches", given="before", names=["F", "H"])
        onto.apply("larger", more, y=onto.basis(s + 1, q), using=["F-reaches"], ref="C1.03, one more column")
        G, K = onto.obtain("G-larger", given="larger", names=["G", "K"])
        with onto.fix("reached", claim=for_all(l, 1, s + 1, G * column(l) == column(l)), ref="C1.03, the columns"):
            t = onto.integer("t0")
            onto.assume("column", 1 <= t, t <= s + 1)
            onto.step("either-t", either(t <= s, s < t), ref="C1.03, an old column or the new one")
            with onto.cases("reached-t", G * column(t) == column(t), using=["either-t"], ref="C1.03, the columns"):
                with onto.case("old", t <= s):
                    onto.step("F-old", F * column(t) == column(t), using=["F-reaches"], ref="C1.03, an old column")
                    onto.step("G-old", G * column(t) == column(t), using=["G-larger", "F-old"], ref="C1.03, it is kept")
                with onto.case("new", s < t):
                    onto.step("last", same(t, s + 1), ref="C1.03, it is the new column")
                    onto.step("G-new", G * column(t) == column(t), using=["G-larger"], ref="C1.03, the new column")
        onto.step(
            "trace-next",
            trace(G) <= onto.integer_scalar(s + 1),
            using=["F-reaches", "G-larger"],
            ref="C1.03, the trace",
        )
        onto.give(
            "G-reaches", first(s + 1), G, K, using=["G-larger", "reached", "trace-next"], ref="C1.03, one more column"
        )
onto.step("all", first(q), using=["columns"], ref="C1.03, all columns")
F, H = onto.obtain("F-all", given="all", names=["F", "H"])
onto.step("F-C", F * C == C, using=["F-all"], ref="C1.03, F C = C as F C e_l = C e_l for all l")
onto.give("found", whole, F, H, using=["F-all", "F-C"], ref="C1.03")
onto.conclude(using=["found"], ref="C1.03")
