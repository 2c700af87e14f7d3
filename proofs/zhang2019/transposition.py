"""P.10: the transposed network N_i = M_{k+1-i}^T with the loss g(X) = f(X^T) has the same minima."""

from __future__ import annotations

from setting import PAPER, distance, i, minimum, network

from symproof.author import Proof, both, chain, for_all, norm2, summation

proof = Proof("transposition", "P.10: the transposed network has the same minima", source=PAPER)
net = network(proof)
k, d, M, f = net.k, net.d, net.M, net.f
delta = proof.scalar("delta")
proof.assume("minimum", minimum(proof, f, lambda at: d[at], k, M, delta))
N = proof.family("N", i, 1, k, d[k - i], d[k + 1 - i])
g = proof.function("g", d[0], d[k])
proof.assume("turned", for_all(i, 1, k, N[i] == M[k + 1 - i].T))
proof.assume("same", proof.for_all_matrices("X", d[0], d[k], lambda X: g(X) == f(X.T)))
lower = for_all(i, 0, k, chain(N, i, 1) == chain(M, k, k + 1 - i).T)
upper = for_all(i, 0, k, chain(N, k, i + 1) == chain(M, k - i, 1).T)
carried = minimum(proof, g, lambda at: d[k - at], k, N, delta)
proof.statement(both(carried, lower, upper))

proof.step("P.10.lower", lower, by="induction", using=["turned"], ref="P.10, N_i ... N_1 = (M_k ... M_{k+1-i})^T")
proof.step("P.10.upper", upper, by="induction", using=["turned"], ref="P.10, N_k ... N_{i+1} = (M_{k-i} ... M_1)^T")
with proof.fix("P.10", claim=carried, ref="P.10, local minima carry over"):
    R = proof.family("R", i, 1, k, d[k - i], d[k + 1 - i])
    proof.assume("R-near", distance(R, N, 1, k) < delta * delta)
    T = proof.define_family("T", i, 1, k, value=R[k + 1 - i].T)
    mirrored = norm2(T[k + 1 - i] - M[k + 1 - i])
    proof.step("reversed", distance(T, M, 1, k) == summation(i, 1, k, mirrored), ref="P.10, the sum from the other end")
    proof.step(
        "each", for_all(i, 1, k, norm2(R[i] - N[i]) == mirrored), by="algebra", using=["turned"],
        ref="P.10, N5: ||X^T|| = ||X||",
    )  # fmt: skip
    proof.step("sums", distance(R, N, 1, k) == summation(i, 1, k, mirrored), using=["each"], ref="P.10, an isometry")
    proof.step("T-near", distance(T, M, 1, k) < delta * delta, using=["reversed", "sums", "R-near"], ref="P.10")
    proof.step("T-above", f(chain(M, k, 1)) <= f(chain(T, k, 1)), using=["minimum", "T-near"], ref="P.10, M is minimal")
    proof.step(
        "T-products", for_all(i, 0, k, chain(T, i, 1) == chain(R, k, k + 1 - i).T), by="induction",
        ref="P.10, T_i ... T_1 = (R_k ... R_{k+1-i})^T",
    )  # fmt: skip
    proof.step("T-product", chain(R, k, 1).T == chain(T, k, 1), using=["T-products"], ref="P.10, R_k ... R_1 = T^T")
    proof.step("N-product", chain(N, k, 1).T == chain(M, k, 1), using=["P.10.lower"], ref="P.10, N_k ... N_1 = W^T")
    proof.step("g-N", g(chain(N, k, 1)) == f(chain(N, k, 1).T), using=["same"], ref="P.10, g(X) = f(X^T)")
    proof.step("g-R", g(chain(R, k, 1)) == f(chain(R, k, 1).T), using=["same"], ref="P.10, g(X) = f(X^T)")
    proof.step("N-value", g(chain(N, k, 1)) == f(chain(M, k, 1)), using=["g-N", "N-product"], ref="P.10, L_k(M)")
    proof.step("R-value", g(chain(R, k, 1)) == f(chain(T, k, 1)), using=["g-R", "T-product"], ref="P.10, L_k(T)")
    proof.step("R-above", g(chain(N, k, 1)) <= g(chain(R, k, 1)), using=["T-above", "N-value", "R-value"], ref="P.10")
proof.conclude(using=["P.10", "P.10.lower", "P.10.upper"], ref="P.10")
