"""For each rule of named functions in the normal form: a true statement whose proof rests on it, and false ones that
differ by a lost factor, a swapped order or a power that is off by one.

By name: the symbols, the true one, the false ones.
"""

from __future__ import annotations

Rules = dict[str, tuple[str, str, list[str]]]

DETERMINANTS: Rules = {
    "determinant of a product": (
        "A:n,n B:n,n",
        "det(A*B*A) = det(B)*det(A)**2",
        ["det(A*B*A) = det(B)*det(A)", "det(A*B*A) = det(A)**2"],
    ),
    "determinant of a transpose": ("A:n,n", "det(A.T) = det(A)", ["det(A.T) = -det(A)", "det(A.T) = det(A)**2"]),
    "determinant of a multiple": (
        "A:n,n c:",
        "det(c*A) = c**n*det(A)",
        ["det(c*A) = c*det(A)", "det(c*A) = c**(n+1)*det(A)"],
    ),
    "determinant of the identity": ("A:n,n", "det(I(n)) = 1", ["det(I(n)) = n", "det(I(n)) = 0"]),
    "determinant of I + U V and of I + V U": (
        "U:m,n V:n,m",
        "det(I + U*V) = det(I + V*U)",
        ["det(2*I + U*V) = det(2*I + V*U)", "det(I + U*V) = det(I - V*U)"],
    ),
    "determinant of an adjugate": (
        "A:n,n",
        "det(adj(A)) = det(A)**(n-1)",
        ["det(adj(A)) = det(A)**n", "det(adj(A)) = det(A)"],
    ),
    "determinant of a power": (
        "A:n,n",
        "k in 0..6 |- det(A**k) = det(A)**k",
        ["k in 0..6 |- det(A**k) = det(A)**(k+1)", "k in 0..6 |- det(A**k) = k*det(A)"],
    ),
    "determinant of a Kronecker product": (
        "A:m,m B:n,n",
        "det(kron(A,B)) = det(A)**n*det(B)**m",
        ["det(kron(A,B)) = det(A)**m*det(B)**n", "det(kron(A,B)) = det(A)*det(B)"],
    ),
    "determinant of a block triangular matrix": (
        "A:m,m B:m,n D:n,n",
        "det(block([[A,B],[0,D]])) = det(A)*det(D)",
        ["det(block([[A,B],[0,D]])) = det(A)", "det(block([[0,A],[D,0]])) = det(A)*det(D)"],
    ),
    "adjugate of a product": (
        "A:n,n B:n,n",
        "adj(A*B) = adj(B)*adj(A)",
        ["adj(A*B) = adj(A)*adj(B)", "adj(A*B) = adj(B)"],
    ),
    "adjugate of a multiple": (
        "A:n,n c:",
        "adj(c*A) = c**(n-1)*adj(A)",
        ["adj(c*A) = c**n*adj(A)", "adj(c*A) = c*adj(A)"],
    ),
    "adjugate of a transpose": ("A:n,n", "adj(A.T) = adj(A).T", ["adj(A.T) = adj(A)", "adj(A.T) = -adj(A).T"]),
    "product of a matrix and its adjugate": (
        "A:n,n",
        "A*adj(A) = det(A)*I",
        ["A*adj(A) = I", "A*adj(A).T = det(A)*I", "A*adj(A) = det(A)**2*I"],
    ),
    "rank of a transpose": ("A:m,n", "rank(A.T) = rank(A)", ["rank(A.T) = rank(A) + 1", "rank(A.T) = 2*rank(A)"]),
    "rank of a Gram matrix": ("A:m,n", "rank(A.T*A) = rank(A)", ["rank(A.T*A) = rank(A)**2", "rank(A.T*A) = n"]),
    "rank of a multiple": ("A:m,n c:", "rank(-2*A) = rank(A)", ["rank(-2*A) = 2*rank(A)", "rank(c*A) = rank(A)"]),
    "rank of the identity": ("A:n,n", "rank(I(n)) = n", ["rank(I(n)) = 1", "rank(I(n)) = n - 1"]),
    "rank of the zero matrix": ("A:m,n", "rank(A - A) = 0", ["rank(A - A) = 1", "rank(A + A) = 0"]),
    "rank of a Kronecker product": (
        "A:m,n B:p,q",
        "rank(kron(A,B)) = rank(A)*rank(B)",
        ["rank(kron(A,B)) = rank(A) + rank(B)", "rank(kron(A,B)) = rank(A)"],
    ),
}
STACKED: Rules = {
    "linearity of the Kronecker product": (
        "A:m,n B:m,n C:p,q",
        "kron(A + 3*B,C) = kron(A,C) + 3*kron(B,C)",
        ["kron(A + 3*B,C) = kron(A,C) + kron(B,C)", "kron(C,A + B) = kron(C,A) + kron(B,C)"],
    ),
    "associativity of the Kronecker product": (
        "A:m,n B:p,q C:r,s",
        "kron(kron(A,B),C) = kron(A,kron(B,C))",
        ["kron(kron(A,B),C) = kron(A,kron(C,B))", "kron(kron(A,B),C) = kron(B,kron(A,C))"],
    ),
    "product of Kronecker products": (
        "A:m,n B:p,q C:n,r D:q,s",
        "kron(A,B)*kron(C,D) = kron(A*C,B*D)",
        ["kron(A,B)*kron(C,D) = 2*kron(A*C,B*D)", "kron(A,B)*kron(C,D) = -kron(A*C,B*D)"],
    ),
    "transpose of a Kronecker product": (
        "A:m,n B:p,q",
        "kron(A,B).T = kron(A.T,B.T)",
        ["kron(A,B).T = kron(B.T,A.T)", "kron(A,B).T = -kron(A.T,B.T)"],
    ),
    "trace of a Kronecker product": (
        "A:m,m B:n,n",
        "tr(kron(A,B)) = tr(A)*tr(B)",
        ["tr(kron(A,B)) = tr(A) + tr(B)", "tr(kron(A,B)) = tr(A)"],
    ),
    "Kronecker product of identities": (
        "A:m,m B:n,n",
        "kron(I(m),I(n)) = I(m*n)",
        ["kron(I(m),I(n)) = 2*I(m*n)", "kron(I(m),I(n)) = 0"],
    ),
    "Kronecker product with a column": (
        "u:m v:n",
        "kron(u,v.T) = u*v.T",
        ["kron(u,v.T) = 2*u*v.T", "kron(u,v) = kron(v,u)"],
    ),
    "Kronecker product by blocks": (
        "A:m,n B:p,n C:r,s",
        "kron(block([[A],[B]]),C) = block([[kron(A,C)],[kron(B,C)]])",
        [
            "kron(block([[A],[B]]),C) = block([[kron(A,C)],[-kron(B,C)]])",
            "kron(C,block([[A],[A]])) = kron(block([[A],[A]]),C)",
        ],
    ),
    "linearity of the vectorization": (
        "A:m,n B:m,n",
        "vec(A - 2*B) = vec(A) - 2*vec(B)",
        ["vec(A - 2*B) = vec(A) - vec(B)", "vec(A - B) = vec(B) - vec(A)"],
    ),
    "vectorization of a column": ("u:m", "vec(u.T) = u", ["vec(u) = 2*u", "vec(u.T) = -u"]),
    "vectorization of a product": (
        "A:m,n X:n,p B:p,q S:n,n T:n,n",
        "vec(A*X*B) = kron(B.T,A)*vec(X)",
        ["vec(S*T*S) = kron(S,S.T)*vec(T)", "vec(S*T*S) = kron(S,S)*vec(T)"],
    ),
    "vectorization of a product of a column and a row": (
        "u:m v:n",
        "vec(u*v.T) = kron(v,u)",
        ["vec(u*v.T) = kron(u,v)", "vec(u*v.T) = 2*kron(v,u)"],
    ),
    "inner product of vectorizations": (
        "A:m,n B:m,n S:n,n",
        "vec(A).T*vec(B) = tr(A.T*B)",
        ["vec(S).T*vec(S) = tr(S*S)", "vec(A).T*vec(B) = tr(A.T*A)"],
    ),
    "vectorization of a Hadamard product": (
        "A:m,n B:m,n",
        "vec(hadamard(A,B)) = hadamard(vec(A),vec(B))",
        ["vec(hadamard(A,B)) = vec(A)", "vec(hadamard(A,B)) = hadamard(vec(A),vec(A))"],
    ),
    "vectorization of a Kronecker product with a column": (
        "A:m,n b:p S:n,n",
        "vec(kron(A,b)) = kron(vec(A),b)",
        ["vec(kron(A,b)) = kron(b,vec(A))", "vec(kron(A,b.T)) = kron(vec(A),b)"],
    ),
    "vectorization by blocks": (
        "A:m,n B:m,p",
        "vec(block([[A,B]])) = block([[vec(A)],[vec(B)]])",
        ["vec(block([[A,A]])) = block([[vec(A)],[2*vec(A)]])", "vec(block([[A],[A]])) = block([[vec(A)],[vec(A)]])"],
    ),
    "commutation matrix and a vectorization": (
        "A:m,n S:n,n",
        "commutation(m,n)*vec(A) = vec(A.T)",
        ["commutation(m,n)*vec(A) = vec(A)", "commutation(n,n)*vec(S) = vec(S)"],
    ),
    "commutation matrix of a row": (
        "u:m",
        "commutation(m,1) = I(m)",
        ["commutation(m,m) = I(m*m)", "commutation(1,m) = 0"],
    ),
    "transpose of a commutation matrix": (
        "A:m,n",
        "commutation(m,n).T = commutation(n,m)",
        ["commutation(m,n).T = commutation(m,n)", "commutation(m,n).T = -commutation(n,m)"],
    ),
    "inverse of a commutation matrix": (
        "A:m,n",
        "commutation(n,m)*commutation(m,n) = I(m*n)",
        ["commutation(m,n)*commutation(m,n) = I(m*n)", "commutation(n,m)*commutation(m,n) = -I(m*n)"],
    ),
    "commutation matrix and a Kronecker product": (
        "A:m,n B:p,q",
        "commutation(p,m)*kron(A,B) = kron(B,A)*commutation(q,n)",
        [
            "commutation(p,m)*kron(A,B) = kron(B,A)*commutation(n,q)",
            "commutation(p,m)*kron(A,B) = kron(A,B)*commutation(q,n)",
        ],
    ),
    "trace of a commutation matrix": (
        "A:n,n",
        "tr(commutation(n,n)) = n",
        ["tr(commutation(n,n)) = n**2", "tr(commutation(n,n)) = 1"],
    ),
    "trace of a commutation matrix and a Kronecker product": (
        "A:n,n B:n,n",
        "tr(commutation(n,n)*kron(A,B)) = tr(A*B)",
        ["tr(commutation(n,n)*kron(A,B)) = tr(A)*tr(B)", "tr(commutation(n,n)*kron(A,B)) = tr(A*B.T)"],
    ),
}
ENTRYWISE: Rules = {
    "linearity of the Hadamard product": (
        "A:m,n B:m,n C:m,n",
        "hadamard(A + 2*B,C) = hadamard(A,C) + 2*hadamard(B,C)",
        ["hadamard(A + 2*B,C) = hadamard(A,C) + hadamard(B,C)", "hadamard(2*A,2*B) = 2*hadamard(A,B)"],
    ),
    "commutativity of the Hadamard product": (
        "A:m,n B:m,n",
        "hadamard(B,A) = hadamard(A,B)",
        ["hadamard(B,A) = -hadamard(A,B)", "hadamard(B,A) = hadamard(A,A)"],
    ),
    "associativity of the Hadamard product": (
        "A:m,n B:m,n C:m,n",
        "hadamard(hadamard(A,B),C) = hadamard(A,hadamard(B,C))",
        ["hadamard(hadamard(A,B),C) = hadamard(A,hadamard(B,B))", "hadamard(hadamard(A,B),C) = hadamard(A,B)"],
    ),
    "transpose of a Hadamard product": (
        "A:m,n B:m,n S:n,n T:n,n",
        "hadamard(A,B).T = hadamard(A.T,B.T)",
        ["hadamard(S,T).T = hadamard(S.T,T)", "hadamard(S,T).T = hadamard(S,T)"],
    ),
    "Hadamard product with the identity": (
        "A:n,n",
        "hadamard(A,I) = diag(A)",
        ["hadamard(A,I) = A", "hadamard(A,I) = tr(A)*I"],
    ),
    "Hadamard product with ones": (
        "A:m,n",
        "hadamard(A,ones(m,n)) = A",
        ["hadamard(A,ones(m,n)) = n*A", "hadamard(A,ones(m,n)) = ones(m,n)"],
    ),
    "Hadamard product with a matrix of rank one": (
        "A:m,n u:m v:n",
        "hadamard(u*v.T,A) = diag(u*ones(1,m))*A*diag(v*ones(1,n))",
        ["hadamard(u*v.T,A) = diag(u*ones(1,m))*A", "hadamard(u*v.T,A) = A*diag(v*ones(1,n))"],
    ),
    "Hadamard product with a unit column": (
        "a:n b:n",
        "i in 1..n |- hadamard(a,b)[i] = a[i]*b[i]",
        ["i in 1..n |- hadamard(a,b)[i] = a[i]", "i in 1..n |- hadamard(a,b)[i] = a[i]*b[1]"],
    ),
    "Hadamard product with a diagonal matrix in a factor": (
        "A:n,m B:n,m D:n,n",
        "hadamard(diag(D)*A,B) = diag(D)*hadamard(A,B)",
        ["hadamard(D*A,B) = D*hadamard(A,B)", "hadamard(diag(D)*A,diag(D)*B) = diag(D)*hadamard(A,B)"],
    ),
    "Hadamard product by blocks": (
        "A:m,n B:p,n C:m,n D:p,n",
        "hadamard(block([[A],[B]]),block([[C],[D]])) = block([[hadamard(A,C)],[hadamard(B,D)]])",
        [
            "hadamard(block([[A],[B]]),block([[C],[D]])) = block([[hadamard(A,A)],[hadamard(B,D)]])",
            "hadamard(block([[A],[B]]),block([[C],[D]])) = block([[hadamard(A,C)],[0]])",
        ],
    ),
    "Hadamard product of Kronecker products": (
        "A:m,n B:p,q C:m,n D:p,q",
        "hadamard(kron(A,B),kron(C,D)) = kron(hadamard(A,C),hadamard(B,D))",
        [
            "hadamard(kron(A,B),kron(C,D)) = kron(hadamard(A,C),B)",
            "hadamard(kron(A,B),kron(C,D)) = kron(A,hadamard(B,D))",
        ],
    ),
    "inner product with a Hadamard product": (
        "x:n y:n z:n",
        "ones(1,n)*hadamard(x,y) = x.T*y",
        ["ones(1,n)*hadamard(x,y) = x.T*x", "z.T*hadamard(x,y) = x.T*y"],
    ),
    "trace with a Hadamard product": (
        "A:m,n B:m,n C:m,n",
        "tr(A.T*hadamard(B,C)) = tr(hadamard(A,B).T*C)",
        ["tr(A.T*hadamard(B,C)) = tr(A.T*B*C.T*C)", "tr(A.T*hadamard(B,C)) = tr(hadamard(A,A).T*C)"],
    ),
    "linearity of the diagonal part": (
        "A:n,n B:n,n",
        "diag(A - 2*B) = diag(A) - 2*diag(B)",
        ["diag(A - 2*B) = diag(A) - diag(B)", "diag(A + B) = diag(A)"],
    ),
    "diagonal part of a transpose": ("A:n,n", "diag(A.T) = diag(A)", ["diag(A.T) = -diag(A)", "diag(A.T) = A"]),
    "diagonal part of a product with a diagonal matrix": (
        "A:n,n B:n,n",
        "diag(diag(A)*B) = diag(A)*diag(B)",
        ["diag(A*B) = diag(A)*diag(B)", "diag(diag(A)*B) = diag(A)"],
    ),
    "diagonal part of a product of a column and a row": (
        "u:n v:n",
        "diag(u*v.T) = diag(u*ones(1,n))*diag(v*ones(1,n))",
        ["diag(u*v.T) = diag(u*ones(1,n))", "diag(u*v.T) = u.T*v*I"],
    ),
    "diagonal part of a Hadamard product": (
        "A:n,n B:n,n",
        "diag(hadamard(A,B)) = diag(A)*diag(B)",
        ["diag(hadamard(A,B)) = diag(A*B)", "diag(hadamard(A,B)) = diag(A)"],
    ),
    "diagonal part by blocks": (
        "A:m,m B:m,n C:n,m D:n,n",
        "diag(block([[A,B],[C,D]])) = block([[diag(A),0],[0,diag(D)]])",
        [
            "diag(block([[A,B],[C,D]])) = block([[A,0],[0,D]])",
            "diag(block([[A,B],[C,D]])) = block([[diag(A),0],[0,0]])",
        ],
    ),
    "diagonal matrices commute": (
        "A:n,n B:n,n",
        "diag(B)*diag(A) = diag(A)*diag(B)",
        ["diag(B)*A = A*diag(B)", "diag(B)*diag(A) = diag(A*B)"],
    ),
    "diagonal matrix and a column": (
        "x:n y:n",
        "diag(x*ones(1,n))*y = hadamard(x,y)",
        ["diag(x*ones(1,n))*y = x*(x.T*y)", "diag(x*ones(1,n))*y = x"],
    ),
    "trace of a diagonal part": ("A:n,n", "tr(diag(A)) = tr(A)", ["tr(diag(A)) = n*tr(A)", "tr(diag(A)) = tr(A)**2"]),
    "trace of a product with a diagonal part": (
        "A:n,n B:n,n",
        "tr(A*diag(B)) = tr(diag(A)*diag(B))",
        ["tr(A*diag(B)) = tr(A*B)", "tr(A*diag(B)) = tr(A)*tr(B)"],
    ),
    "diagonal part and ones": (
        "A:n,n x:n",
        "x.T*diag(A)*ones(n,1) = tr(diag(x*ones(1,n))*A)",
        ["x.T*diag(A)*ones(n,1) = x.T*A*ones(n,1)", "x.T*diag(A)*ones(n,1) = tr(A)"],
    ),
    "sums and products by blocks": (
        "A:m,n B:m,p C:n,q D:p,q",
        "block([[A,B]])*block([[C],[D]]) = A*C + B*D",
        ["block([[A,B]])*block([[C],[D]]) = A*C", "block([[A,B]])*block([[C],[D]]) = A*C - B*D"],
    ),
    "product of block selections": (
        "A:m,n B:p,n",
        "block([[I(m),zeros(m,p)]])*block([[A],[B]]) = A",
        ["block([[I(m),I(m)]])*block([[A],[A]]) = A", "block([[I(m),zeros(m,p)]])*block([[A],[B]]) = 2*A"],
    ),
    "ones as a product of a column and a row": (
        "A:m,n",
        "ones(m,n) = ones(m,1)*ones(1,n)",
        ["ones(m,n) = 2*ones(m,1)*ones(1,n)", "ones(m,m) = I(m)"],
    ),
    "sum of ones": (
        "A:m,n",
        "ones(1,n)*ones(n,1) = n",
        ["ones(1,n)*ones(n,1) = n**2", "ones(m,n)*ones(n,1) = m*ones(m,1)"],
    ),
    "delta of indices": (
        "A:n,n",
        "k in 0..9 |- delta(k,k+1) = 0",
        ["k in 0..9 |- delta(k,k+1) = 1", "k in 0..9 |- delta(k,k) = 0"],
    ),
}
SCALARS: Rules = {
    "exponential of zero": ("c:", "exp(c - c) = 1", ["exp(c - c) = 0", "exp(1) = 1"]),
    "logarithm of one": ("c:", "log(1) = 0", ["log(1) = 1", "log(2) = 1"]),
    "root of a square number": ("c:", "sqrt(9/4) = 3/2", ["sqrt(9/4) = 9/4", "sqrt(9/4) = -3/2", "sqrt(2) = 7/5"]),
    "absolute value of a number": ("c:", "abs(-3) = 3", ["abs(-3) = -3", "abs(-3) = 9"]),
    "power of a product of scalars": (
        "a: b:",
        "k in 0..9 |- (a*b)**k = a**k*b**k",
        ["k in 0..9 |- (a*b)**k = a**k*b", "k in 0..9 |- (a*b)**k = a*b"],
    ),
    "power of a power of a scalar": (
        "a:",
        "k in 0..9, j in 0..9 |- (a**k)**j = (a**j)**k",
        ["k in 0..9, j in 0..9 |- (a**k)**j = a**(k+j)", "k in 0..9, j in 0..9 |- (a**k)**j = a**k"],
    ),
    "sum of exponents of a scalar": (
        "a:",
        "k in 0..9 |- a**(k+1) = a*a**k",
        ["k in 0..9 |- a**(k+1) = a**2*a**k", "k in 0..9 |- a**(k+1) = a**k + a"],
    ),
    "square of a sign": (
        "a:",
        "k in 0..9 |- (-1)**k*(-1)**k = 1",
        ["k in 0..9 |- (-1)**k = 1", "k in 0..9 |- (-1)**k*(-1)**k = (-1)**k"],
    ),
    "sum of exponents": (
        "A:n,n",
        "k in 0..9, j in 0..9 |- A**k*A**j = A**(k+j)",
        ["k in 0..9, j in 0..9 |- A**k*A**j = A**(k*j)", "k in 0..9, j in 0..9 |- A**k*A**j = A**(k+j+1)"],
    ),
    "product of a power and its base": (
        "A:n,n B:n,n",
        "k in 0..9 |- A*A**k = A**k*A",
        ["k in 0..9 |- B*A**k = A**k*B", "k in 0..9 |- A*A**k = A**k"],
    ),
    "power of a multiple": (
        "A:n,n c:",
        "k in 0..9 |- (c*A)**k = c**k*A**k",
        ["k in 0..9 |- (c*A)**k = c*A**k", "k in 0..9 |- (c*A)**k = c**(k+1)*A**k"],
    ),
    "power of a transpose": (
        "A:n,n",
        "k in 0..9 |- (A.T)**k = (A**k).T",
        ["k in 0..9 |- (A.T)**k = A**k", "k in 0..9 |- (A.T)**k = -(A**k).T"],
    ),
    "power of the identity": (
        "A:n,n",
        "k in 0..9 |- I(n)**k = I",
        ["k in 0..9 |- I(n)**k = k*I", "k in 0..9 |- (2*I(n))**k = I"],
    ),
    "sum over unit columns": (
        "A:n,n",
        "sum(A[i,i] for i in 1..n) = tr(A)",
        ["sum(A[i,i] for i in 1..n) = n*tr(A)", "sum(A[i,1] for i in 1..n) = tr(A)"],
    ),
    "sum of products of entries": (
        "x:n y:n",
        "sum(x[i]*y[i]*x[i] for i in 1..n) = hadamard(x,x).T*y",
        ["sum(x[i]*y[i]*x[i] for i in 1..n) = x.T*y", "sum(x[i]*y[i]*x[i] for i in 1..n) = hadamard(x,y).T*y"],
    ),
    "sum of powers of an index": (
        "A:n,n",
        "sum(i for i in 1..n) = n*(n+1)/2",
        ["sum(i for i in 1..n) = n*(n-1)/2", "sum(i**2 for i in 1..n) = n**2"],
    ),
    "last terms of a sum": (
        "A:n,n",
        "k in 0..9 |- sum(A**i for i in 0..k+1) = sum(A**i for i in 0..k) + A**(k+1)",
        [
            "k in 0..9 |- sum(A**i for i in 0..k+1) = sum(A**i for i in 0..k) + A**k",
            "k in 0..9 |- sum(A**i for i in 0..k+1) = sum(A**i for i in 0..k)",
        ],
    ),
}
DIFFERENTIALS: Rules = {
    "differential of a determinant": (
        "X:n,n",
        "d(det(X))/dX = adj(X).T",
        ["d(det(X))/dX = adj(X)", "d(det(X))/dX = det(X)*I"],
    ),
    "differential of an adjugate": (
        "X:n,n A:n,n",
        "X invertible |- d(tr(adj(X)))/dX = (tr(adj(X))*inv(X) - adj(X)*inv(X)).T",
        [
            "X invertible |- d(tr(adj(X)))/dX = (tr(adj(X))*inv(X) + adj(X)*inv(X)).T",
            "X invertible |- d(tr(adj(X)))/dX = -(adj(X)*inv(X)).T",
        ],
    ),
    "differential of an exponential": (
        "x:n a:n",
        "d(exp(a.T*x))/dx = exp(a.T*x)*a",
        ["d(exp(a.T*x))/dx = a", "d(exp(a.T*x))/dx = exp(a.T*x)*x"],
    ),
    "differential of a logarithm": (
        "x:n a:n",
        "a.T*x > 0 |- d(log(a.T*x))/dx = a/(a.T*x)",
        ["a.T*x > 0 |- d(log(a.T*x))/dx = a*(a.T*x)", "a.T*x > 0 |- d(log(a.T*x))/dx = x/(a.T*x)"],
    ),
    "differential of a root": (
        "c:",
        "c > 0 |- d(sqrt(c))/dc = 1/(2*sqrt(c))",
        ["c > 0 |- d(sqrt(c))/dc = 1/sqrt(c)", "c > 0 |- d(sqrt(c))/dc = sqrt(c)/2"],
    ),
    "differential of an absolute value": (
        "c:",
        "c != 0 |- d(abs(c))/dc = abs(c)/c",
        ["c != 0 |- d(abs(c))/dc = 1", "c != 0 |- d(abs(c))/dc = abs(c)"],
    ),
    "differential of a linear function": (
        "X:n,n A:n,n",
        "d(tr(hadamard(A,X)*A))/dX = hadamard(A,A.T)",
        ["d(tr(hadamard(A,X)*A))/dX = hadamard(A,A)", "d(tr(hadamard(A,X)*A))/dX = A*A.T"],
    ),
    "differential of a power of a scalar": (
        "c:",
        "k in 1..9 |- d(c**k)/dc = k*c**(k-1)",
        ["k in 1..9 |- d(c**k)/dc = c**(k-1)", "k in 1..9 |- d(c**k)/dc = k*c**k"],
    ),
    "differential of the trace of a power": (
        "X:n,n",
        "k in 1..9 |- d(tr(X**k))/dX = k*(X**(k-1)).T",
        ["k in 1..9 |- d(tr(X**k))/dX = k*X**(k-1)", "k in 1..9 |- d(tr(X**k))/dX = (X**(k-1)).T"],
    ),
}
OF_FORMS = DETERMINANTS | STACKED | ENTRYWISE | SCALARS | DIFFERENTIALS
