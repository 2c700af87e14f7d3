"""Random statements with nested inverses and transposes, at symbolic and at fixed sizes; many of them are true."""

from __future__ import annotations

from random import Random

ASSUMED = [
    "G*G = I",
    "G symmetric",
    "G diagonal",
    "G.T = -G",
    "G orthogonal",
    "G*H = H*G",
    "G symmetric, H symmetric",
    "G*G = I, H diagonal",
    "G.T = -G, H*H = H",
]
LETTERS = ["G", "H", "G.T", "H.T", "inv(H)", "inv(H.T)"]


def matrix(source: Random, depth: int) -> str:
    """A square matrix expression in G and H."""
    if depth == 0:
        return source.choice(LETTERS)
    inner, other = matrix(source, depth - 1), matrix(source, source.randrange(depth))
    return source.choice(
        [
            f"inv({inner})",
            f"({inner}).T",
            f"({inner})*({other})",
            f"({inner})*({other})",
            f"({inner} + ({other}))",
            f"({inner} - ({inner}).T)",
            f"({inner} + 2*({inner}).T)",
            f"(-({inner})/3)",
        ]
    )


def word(source: Random) -> str:
    """A product of letters and of inverses of sums, with nested inverses and transposes."""
    factors = [source.choice([*LETTERS, matrix(source, 1), matrix(source, 2)]) for _ in range(source.randint(2, 4))]
    return "*".join(f"({factor})" for factor in factors)


def rewritten(source: Random, text: str) -> str:
    """The same matrix, written otherwise."""
    return source.choice(
        [
            f"inv(inv({text}))",
            f"inv(inv({text}).T).T",
            f"inv(-inv({text}))*(-1)",
            f"(({text}).T).T",
            f"inv(inv(2*({text})))/2",
            f"inv(inv({text})*({text})*inv({text}))",
            f"({text})*inv({text})*({text})",
        ]
    )


def gradient(source: Random) -> str:
    """The question for the gradient of a trace, of a squared norm or of a logarithm of a determinant."""
    kind = source.randrange(8)
    if kind < 4:
        value = f"tr({matrix(source, 3) if kind < 2 else word(source)})"
    elif kind < 7:
        value = f"norm2({word(source)})"
    else:
        value = f"log(det({matrix(source, 1)}))*tr({matrix(source, 1)})"
    premise = f"{source.choice(ASSUMED)} |- " if source.randrange(4) == 0 else ""
    return f"{premise}d({value})/d{source.choice('GH')} = ?"


def equation(source: Random) -> str:
    """An equation between matrices or traces, with or without a hypothesis about G and H."""
    left = matrix(source, source.randint(1, 3))
    right = rewritten(source, left) if source.randrange(3) else matrix(source, 2)
    claim = f"tr({left}) = tr({right})" if source.randrange(4) == 0 else f"{left} = {right}"
    return f"{source.choice(ASSUMED)} |- {claim}" if source.randrange(2) else claim


def density(source: Random) -> str:
    """The exponent of a product of two Gaussian densities, with its mean; sometimes with a wrong sign."""
    given = "G symmetric, H symmetric, G invertible, H invertible, inv(G) + inv(H) invertible"
    joint = source.choice(["inv(inv(G) + inv(H))", "G*inv(G + H)*H", "G - G*inv(G + H)*G"])
    extra = ", G + H invertible" if "G + H" in joint else ""
    names = f"where S = {joint}, where c = S*(inv(G)*a + inv(H)*b)"
    sign = source.choice(["-", "-", "+"])
    left = "(x - a).T*inv(G)*(x - a) + (x - b).T*inv(H)*(x - b)"
    rest = "a.T*inv(G)*a + b.T*inv(H)*b - c.T*(inv(G) + inv(H))*c"
    claim = source.choice(
        [
            f"{left} = (x - c).T*(inv(G) + inv(H))*(x {sign} c) + {rest}",
            f"(inv(G) + inv(H))*c = inv(G)*a {source.choice('+-')} inv(H)*b",
            f"tr((x - c).T*inv(S)*(x - c)) = tr(x.T*inv(S)*x) - 2*tr(x.T*inv(S)*c) {sign} tr(c.T*inv(S)*c)",
        ]
    )
    return f"{given}{extra}, {names} |- {claim}"


def filtered(source: Random) -> str:
    """The covariance of a recursive filter, updated in two ways; sometimes with a wrong sign."""
    given = "G symmetric, H symmetric, G invertible, H invertible, C*G*C.T + H invertible"
    names = "where S = C*G*C.T + H, where K = G*C.T*inv(S)"
    joseph = "(I - K*C)*G*(I - K*C).T + K*H*K.T"
    claim = source.choice(
        [
            f"{joseph} = (I - K*C)*G",
            f"{joseph} = G - K*S*K.T",
            "(I - K*C)*G = (I + K*C)*G",
            "inv(G) + C.T*inv(H)*C invertible => inv(inv(G) + C.T*inv(H)*C) = (I - K*C)*G",
            "norm2(inv(inv(S)) - S.T) = 0",
        ]
    )
    premise, arrow, conclusion = claim.rpartition(" => ")
    return f"{given}, {premise}, {names} |- {conclusion}" if arrow else f"{given}, {names} |- {conclusion}"


def statement(source: Random) -> tuple[str, list[str]]:
    """A statement and its symbols: all n x n, or all of one fixed size."""
    size = source.choice(["n", "n", "2", "3", "4"])
    symbols = [f"G:{size},{size}", f"H:{size},{size}"]
    kind = source.randrange(10)
    if kind < 5:
        return gradient(source), symbols
    if kind < 8:
        return equation(source), symbols
    if kind == 8:
        return density(source), [*symbols, *(f"{name}:{size}" for name in "abx")]
    return filtered(source), [*symbols, f"C:{size},{size}"]
