"""The named facts that the proofs of this folder rest on, outside of algebra, induction and real-number logic."""

from __future__ import annotations

from symproof.author import Fact

TEXTBOOK = "Horn and Johnson, Matrix Analysis, 2nd edition"
CONVEX = "Boyd and Vandenberghe, Convex Optimization"

N1 = Fact("N1", "X of size p x q has a left inverse, or there is u != 0 with X u = 0.", f"{TEXTBOOK}, section 0.4")
N2 = Fact(
    "N2",
    "X of size p x q with p <= q has a right inverse, or there is w != 0 with X w = 0 and w in R^q.",
    f"{TEXTBOOK}, section 0.4",
)
N4 = Fact(
    "N4",
    "w != 0 implies w^T w > 0; H != 0 implies H e_l != 0 for some basis column e_l.",
    f"{TEXTBOOK}, section 0.6",
)
N5 = Fact(
    "N5",
    "The Frobenius norm is a norm, ||X Y|| <= ||X|| ||Y||, ||X^T|| = ||X||, ||u v^T|| = ||u|| ||v||.",
    f"{TEXTBOOK}, section 5.6",
)
A1 = Fact("A1", "A differentiable function has derivative zero at a local minimum (Fermat).", f"{CONVEX}, section 9.1")
A2 = Fact(
    "A2",
    "f convex and differentiable: f(Z) >= f(W) + <f'(W), Z - W> for all W, Z.",
    f"{CONVEX}, section 3.1.3",
)
S1 = Fact("S1", "Every real matrix has a singular value decomposition.", f"{TEXTBOOK}, theorem 2.6.3")
S2 = Fact(
    "S2",
    "min ||T - Z||^2 over rank Z <= d is the sum of the squared singular values of T after the d-th (Eckart-Young).",
    f"{TEXTBOOK}, section 7.4.2",
)
TWO_LAYERS = Fact(
    "two-layers",
    "For the quadratic loss, f(A B) has no spurious local minima.",
    "reference [19], theorem 2(1), of the paper; not consulted",
)
