"""For each law of named functions: a true statement whose proof rests on it, and false ones that differ by a lost
factor or premise, a swapped order or a power that is off by one.

By name: the symbols, the true one, the false ones.
"""

from __future__ import annotations

from statements.rules_of_functions import Rules

OF_LAWS: Rules = {
    "exponential of a sum": (
        "a: b:",
        "exp(a + b) = exp(a)*exp(b)",
        ["exp(a + b) = exp(a) + exp(b)", "exp(a - b) = exp(a)*exp(b)"],
    ),
    "logarithm of a product": (
        "a: b:",
        "a > 0, b > 0 |- log(a*b) = log(a) + log(b)",
        ["a > 0, b > 0 |- log(a*b) = log(a)*log(b)", "a > 0, b > 0 |- log(a*b) = log(a) - log(b)"],
    ),
    "logarithm of an exponential": ("a:", "log(exp(a)) = a", ["log(exp(a)) = exp(a)", "log(exp(a)) = -a"]),
    "exponential of a logarithm": (
        "a:",
        "a > 0 |- exp(log(a)) = a",
        ["a > 0 |- exp(log(a)) = a**2", "a > 0 |- exp(2*log(a)) = a"],
    ),
    "square of a root": ("a:", "a >= 0 |- sqrt(a)**2 = a", ["a >= 0 |- sqrt(a) = a", "a >= 0 |- sqrt(a)**2 = a**2"]),
    "root of a square": ("a:", "sqrt(a**2) = abs(a)", ["sqrt(a**2) = a", "sqrt(a**2) = a**2"]),
    "root of a product": (
        "a: b:",
        "a >= 0, b >= 0 |- sqrt(a*b) = sqrt(a)*sqrt(b)",
        ["a >= 0, b >= 0 |- sqrt(a + b) = sqrt(a) + sqrt(b)", "a >= 0, b >= 0 |- sqrt(a*b) = a*sqrt(b)"],
    ),
    "absolute value of a product": ("a: b:", "abs(a*b) = abs(a)*abs(b)", ["abs(a*b) = a*abs(b)", "abs(a*b) = a*b"]),
    "square of an absolute value": ("a:", "abs(a)**2 = a**2", ["abs(a)**2 = a", "abs(a) = a"]),
    "absolute value of what is not negative": (
        "a:",
        "a >= 0 |- abs(a) = a",
        ["a <= 0 |- abs(a) = a", "a >= -1 |- abs(a) = a"],
    ),
    "adjugate": (
        "A:n,n B:n,n",
        "(A + B)*adj(A + B) = det(A + B)*I",
        ["(A + B)*adj(A + B) = (det(A) + det(B))*I", "(A + B)*adj(A) = det(A)*I"],
    ),
    "determinant of a rank-one update": (
        "A:n,n u:n v:n",
        "det(A + u*v.T) = det(A) + v.T*adj(A)*u",
        [
            "det(A + u*v.T) = det(A) + v.T*A*u",
            "det(A + u*v.T) = det(A) + u.T*adj(A)*v",
            "det(A - u*v.T) = det(A) + v.T*adj(A)*u",
        ],
    ),
    "rank of an idempotent": (
        "P:n,n",
        "P idempotent |- rank(P) = tr(P)",
        ["P symmetric |- rank(P) = tr(P)", "P idempotent |- rank(P) = det(P)"],
    ),
    "power of equals": (
        "A:n,n B:n,n",
        "k in 1..9, A = B |- tr(A**k) = tr(B**k)",
        ["k in 1..9, A**k = B**k |- A = B", "k in 1..9, A = B |- A**k = B**(k+1)"],
    ),
    "power of a commuting product": (
        "A:n,n B:n,n",
        "k in 0..9, A*B = B*A |- (A*B)**k = A**k*B**k",
        ["k in 0..9 |- (A*B)**k = A**k*B**k", "k in 0..9, A*B = B*A |- (A*B)**k = A**k*B"],
    ),
    "intertwined powers": (
        "A:n,n B:n,n",
        "A*B = B*A |- A**n*B**n = B**n*A**n",
        ["A**n*B**n = B**n*A**n |- A*B = B*A", "A*B = B*A |- A**n*B**n = B**n*A"],
    ),
    "row sums of a Hadamard product": (
        "A:n,n B:n,n",
        "diag(A*B.T)*ones(n,1) = hadamard(A,B)*ones(n,1)",
        ["diag(A*B)*ones(n,1) = hadamard(A,B)*ones(n,1)", "diag(A*B.T)*ones(n,1) = A*B.T*ones(n,1)"],
    ),
    "full rank": (
        "A:n,n",
        "rank(A) = n |- A invertible",
        ["rank(A) = n - 1 |- A invertible", "n >= 2, rank(A) >= 1 |- A invertible"],
    ),
    "less than full rank": (
        "A:n,n",
        "rank(A) < n |- det(A) = 0",
        ["rank(A) <= n |- det(A) = 0", "rank(A) < n |- A = 0"],
    ),
    "rank zero": ("A:m,n", "rank(A) = 0 |- A = 0", ["rank(A) = 1 |- A = 0", "rank(A) <= 1 |- A = 0"]),
    "reciprocal of a positive scalar": (
        "A:n,n v:n",
        "v nonzero, A*v = 0 |- det(A) = 0",
        ["A*v = 0 |- det(A) = 0", "v nonzero, A*v = 0 |- A = 0"],
    ),
    "determinant of a product": (
        "A:n,n B:n,n",
        "A invertible |- det(A + B) = det(A)*det(I + inv(A)*B)",
        ["A invertible |- det(A + B) = det(I + inv(A)*B)", "A invertible |- det(A + B) = det(A)*det(I + B)"],
    ),
    "bordered determinant": (
        "A:n,n u:n v:n c:",
        "det(block([[A,u],[v.T,c]])) = c*det(A) - v.T*adj(A)*u",
        [
            "det(block([[A,u],[v.T,c]])) = c*det(A) + v.T*adj(A)*u",
            "det(block([[A,u],[v.T,c]])) = det(A) - v.T*adj(A)*u",
        ],
    ),
    "Cayley-Hamilton theorem with Newton's identities": (
        "A:2,2",
        "A**2 - tr(A)*A + det(A)*I = 0",
        ["A**2 + tr(A)*A + det(A)*I = 0", "A**2 - tr(A)*A + I = 0"],
    ),
    "nilpotent matrix": (
        "A:n,n",
        "k in 1..9, A**k = 0 |- tr(A) = 0",
        ["k in 1..9, A**k = I |- tr(A) = n", "k in 1..9, A**k = 0 |- A = 0"],
    ),
    "commutator that commutes": (
        "A:n,n B:n,n",
        "A*(A*B - B*A) = (A*B - B*A)*A |- (A*B - B*A)**n = 0",
        ["A*(A*B - B*A) = (A*B - B*A)*A |- A*B - B*A = 0", "A*(A*B - B*A) = (A*B - B*A)*A |- A**n = 0"],
    ),
    "distributive law of sums": (
        "A:n,n",
        "A**n = 0 |- (I - A)*sum(A**(i-1) for i in 1..n) = I",
        ["A**n = 0 |- (I + A)*sum(A**(i-1) for i in 1..n) = I", "A**n = 0 |- (I - A)*sum(A**i for i in 1..n) = I"],
    ),
    "exchange of a triangular sum": (
        "x:n y:n",
        "sum(sum(x[i]*y[j] for j in i..n) for i in 1..n) = sum(sum(x[i]*y[j] for i in 1..j) for j in 1..n)",
        [
            "sum(sum(x[i]*y[j] for j in i..n) for i in 1..n) = sum(sum(x[i]*y[j] for i in j..n) for j in 1..n)",
            "sum(sum(x[i]*y[j] for j in i..n) for i in 1..n) = sum(sum(x[i]*y[j] for i in 1..n) for j in 1..n)",
        ],
    ),
    "trace beside a diagonal part": (
        "A:n,n B:n,n C:n,n D:n,n",
        "tr(diag(A*diag(B)*C)*diag(D)) = tr(A*diag(B)*C*diag(D))",
        [
            "tr(diag(A*diag(B)*C)*diag(D)) = tr(A*diag(B)*diag(D)*C)",
            "tr(diag(A*diag(B)*C)*diag(D)) = tr(A*diag(B)*C*D)",
        ],
    ),
    "Kronecker's delta": (
        "x:n",
        "i in 1..n, j in 1..n |- delta(i,j)*x[i] = delta(i,j)*x[j]",
        ["i in 1..n, j in 1..n |- delta(i,j)*x[i] = x[j]", "i in 1..n, j in 1..n |- x[i] = x[j]"],
    ),
    "intermediate equation": (
        "A:m,n B:m,n",
        "vec(A) = vec(B) |- A = B",
        ["vec(A) = -vec(B) |- A = B", "vec(A) = vec(B) |- A = 0"],
    ),
    "equality of two orders": (
        "X:m,n Y:n,m",
        "Y*X = I |- rank(X) = n",
        ["Y*X = I |- rank(X) = m", "Y*X = 0 |- rank(X) = n"],
    ),
    "rank of a product": ("A:m,n B:n,p", "rank(A*B) <= rank(A)", ["rank(A*B) >= rank(A)", "rank(A*B) <= rank(A) - 1"]),
    "Frobenius inequality": (
        "A:m,n B:n,p C:p,q",
        "rank(A*B) + rank(B*C) <= rank(B) + rank(A*B*C)",
        ["rank(A*B) + rank(B*C) <= rank(B) + rank(A*B*C) - 1", "rank(A*B) + rank(B*C) <= rank(A*B*C)"],
    ),
    "rank of a sum": (
        "A:m,n B:m,n",
        "rank(A + B) <= rank(A) + rank(B)",
        ["rank(A + B) <= rank(A)", "rank(A + B) <= rank(A) + rank(B) - 1"],
    ),
    "exponential is positive": ("a:", "exp(a) > 0", ["exp(a) > 1", "exp(a) < 0"]),
    "exponential and its tangent": ("a:", "exp(a) >= 1 + a", ["exp(a) >= 1 + 2*a", "exp(a) >= 2 + a"]),
    "root is not negative": ("a:", "a >= 0 |- sqrt(a) >= 0", ["a >= 0 |- sqrt(a) >= 1", "a >= 0 |- sqrt(a) <= 0"]),
    "absolute value is not negative": ("a:", "abs(a) >= 0", ["abs(a) >= 1", "abs(a) > 0"]),
    "absolute value is not less": ("a:", "a <= abs(a)", ["abs(a) <= a", "a + 1 <= abs(a)"]),
    "absolute value of a sum": (
        "a: b:",
        "abs(a + b) <= abs(a) + abs(b)",
        ["abs(a + b) <= abs(a)", "abs(a + b) >= abs(a) + abs(b)"],
    ),
    "norm of a Hadamard product": (
        "A:m,n B:m,n",
        "norm2(hadamard(A,B)) <= norm2(A)*norm2(B)",
        ["norm2(hadamard(A,B)) <= norm2(A)", "norm2(hadamard(A,B)) >= norm2(A)*norm2(B)"],
    ),
    "norm of a sum": (
        "A:m,n B:m,n",
        "sqrt(norm2(A + B)) <= sqrt(norm2(A)) + sqrt(norm2(B))",
        ["norm2(A + B) <= norm2(A) + norm2(B)", "sqrt(norm2(A + B)) <= sqrt(norm2(A))"],
    ),
    "norm of a product": (
        "A:m,n B:n,p",
        "sqrt(norm2(A*B)) <= sqrt(norm2(A))*sqrt(norm2(B))",
        ["sqrt(norm2(A*B)) <= sqrt(norm2(A))", "sqrt(norm2(A*B)) >= sqrt(norm2(A))*sqrt(norm2(B))"],
    ),
    "inner product and norms": (
        "x:n y:n",
        "x.T*y <= sqrt(norm2(x))*sqrt(norm2(y))",
        ["x.T*y <= sqrt(norm2(x))", "x.T*y >= sqrt(norm2(x))*sqrt(norm2(y))"],
    ),
    "Gram determinant": ("A:m,n", "det(A.T*A) >= 0", ["det(A.T*A) > 0", "det(A.T*A) >= 1"]),
    "rank of a matrix that is not zero": (
        "A:m,n",
        "A != 0 |- rank(A) >= 1",
        ["A != 0 |- rank(A) >= 2", "rank(A) >= 1"],
    ),
    "determinant of a sum": (
        "A:n,n B:n,n",
        "A positive semidefinite, B positive semidefinite |- det(A + B) >= det(A) + det(B)",
        [
            "A symmetric, B positive semidefinite |- det(A + B) >= det(A) + det(B)",
            "A positive semidefinite, B positive semidefinite |- det(A + B) >= 2*det(A) + det(B)",
        ],
    ),
    "determinant of a sum of ordered matrices": (
        "A:n,n B:n,n",
        "B positive definite, A - B positive semidefinite |- det(A + B) >= det(A) + n*det(B)",
        [
            "B positive definite, A - B positive semidefinite |- det(A + B) >= n*det(A) + n*det(B)",
            "B positive definite, A positive semidefinite |- det(A + B) >= det(A) + n*det(B)",
        ],
    ),
    "determinant of I + P": (
        "A:n,n",
        "A positive semidefinite |- det(I + A) >= 1 + tr(A)",
        ["A symmetric |- det(I + A) >= 1 + tr(A)", "A positive semidefinite |- det(I + A) >= 1 + 2*tr(A)"],
    ),
    "Fischer inequality": (
        "A:m,m B:m,n C:n,n",
        "block([[A,B],[B.T,C]]) positive semidefinite |- det(block([[A,B],[B.T,C]])) <= det(A)*det(C)",
        [
            "block([[A,B],[B.T,C]]) positive semidefinite |- det(block([[A,B],[B.T,C]])) <= det(A)",
            "block([[A,B],[B.T,C]]) positive semidefinite |- det(block([[A,B],[B.T,C]])) >= det(A)*det(C)",
        ],
    ),
    "logarithm of a determinant": (
        "A:n,n B:n,n",
        "A positive definite, B positive definite |- log(det(A)) <= log(det(B)) + tr(inv(B)*(A - B))",
        [
            "A positive definite, B positive definite |- log(det(A)) <= log(det(B)) + tr(inv(A)*(A - B))",
            "A positive definite, B positive definite |- log(det(A)) <= log(det(B))",
        ],
    ),
    "logarithm of a determinant and trace": (
        "A:n,n",
        "A positive definite |- log(det(A)) <= tr(A) - n",
        ["A positive definite |- log(det(A)) <= tr(A) - n - 1", "A positive definite |- log(det(A)) >= tr(A) - n"],
    ),
    "rank and traces": (
        "A:n,n",
        "A positive semidefinite |- tr(A)**2 <= rank(A)*tr(A**2)",
        ["A positive semidefinite |- tr(A)**2 <= tr(A**2)", "A positive semidefinite |- tr(A)**2 >= rank(A)*tr(A**2)"],
    ),
}
