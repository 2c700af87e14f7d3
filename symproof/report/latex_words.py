"""What authors and messages say in plain text, for TeX: escaped, and with the formulas in it set as mathematics.

References such as ``L1.03 (a), A T_i (S u) = 0`` and facts such as ``w != 0 implies w^T w > 0`` hold formulas that
nobody parsed. ``prose`` finds runs of words that read like mathematics; a word that it cannot read stays text.
"""

from __future__ import annotations

import re
import unicodedata

from symproof.render.names import escaped, name_in_latex
from symproof.render.naming import PREFERRED, Naming
from symproof.render.words import WORDS

DASHES = {"\u2013": "--", "\u2014": "---", "\u2018": "`", "\u2019": "'"}
GREEK = {"eps": "varepsilon", "epsilon": "varepsilon", "phi": "varphi"} | {
    name: name
    for name in ("alpha", "beta", "gamma", "delta", "eta", "theta", "lambda", "mu", "nu", "xi", "pi", "rho", "sigma",
                 "tau", "psi", "omega", "Delta", "Gamma", "Lambda", "Sigma", "Omega")
}  # fmt: skip
FUNCTIONS = frozenset({"tr", "det", "rank", "log", "exp", "inv", "min", "max", "diag", "vec"})
SIGNS = {
    "=": "=", "!=": r"\neq ", "<": "<", "<=": r"\le ", ">": ">", ">=": r"\ge ", "+": "+", "-": "-", "->": r"\to ",
    "...": r"\cdots ", "*": r"\,", "~": r"\sim ",
}  # fmt: skip
VERBS = frozenset({"is", "are", "has", "in", "and", "or", "for", "at", "to", "with", "of", "by"})
QUOTED = re.compile(r"(?<!\w)'(\w[\w -]*)'(?!\w)")
WORD = re.compile(r"[A-Za-z]\w*")
AFTER = re.compile(r"[,.;:]*$")
PIECE = re.compile(
    r"(?P<name>[A-Za-z]+)(?P<tilde>~?)(?P<prime>'*)(?P<rest>(?:\.linear|\.T)*)"
    r"|(?P<number>\d+(?:/\d+)?)|(?P<norm>\|\|)|(?P<sign><=|>=|!=|->|\.\.\.|[-+*=<>])|(?P<bracket>[()\[\],;/:])"
)
SCRIPT = re.compile(r"(?P<kind>[_^])(?:\{(?P<braced>[^{}]*)\}|(?P<bare>[A-Za-z0-9]+|\*))")


def words(text: str) -> str:
    """Text for TeX: special characters escaped, quotation marks turned, what pdflatex cannot set transliterated."""
    pieces = []
    for number, piece in enumerate(QUOTED.sub(r"`\1'", text).split('"')):
        pieces.append(("``" if number % 2 else "''") if number else "")
        pieces.append(escaped(_plain(piece)))
    return "".join(pieces)


def _plain(text: str) -> str:
    kept = []
    for character in text:
        if ord(character) < 256:
            kept.append(character)
        else:
            ascii_only = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode("ascii")
            kept.append(DASHES.get(character) or ascii_only or "?")
    return "".join(kept)


def prose(text: str, naming: Naming = PREFERRED) -> str:
    """The text with its formulas as mathematics, in which names of the proof look as elsewhere on the page.

    >>> print(prose("A T_i (S u) = 0 for w != 0"))
    $A\\,T_{i}\\,(S\\,u)=0$ for $w\\neq 0$
    """
    tokens = text.split()
    kinds = [_kind(token, tokens[at - 1] if at else "", _next(tokens, at), naming) for at, token in enumerate(tokens)]
    settled = _settled(tokens, kinds)
    shown: list[str] = []
    run: list[str] = []
    for at, token in enumerate(tokens):
        if not settled[at]:
            shown += [*_closed(run, naming), words(token)]
            run = []
            continue
        bare = _bare(token)
        end = token.removeprefix(bare)
        if end and _is_open([*run, bare]) and settled[at + 1 : at + 2] == [True]:
            run.append(token)  # a comma inside brackets
            continue
        run.append(bare)
        if end:
            *others, last = _closed(run, naming)
            shown += [*others, last + words(end)]
            run = []
    return " ".join([*shown, *_closed(run, naming)])


def _next(tokens: list[str], at: int) -> str:
    return tokens[at + 1] if at + 1 < len(tokens) else ""


def _bare(token: str) -> str:
    """Without the punctuation at the end."""
    return token if token in SIGNS else AFTER.sub("", token)


def _is_open(run: list[str]) -> bool:
    """Whether a bracket of the run is not closed yet."""
    count = sum(token.count("(") + token.count("[") - token.count(")") - token.count("]") for token in run)
    starts = sum(re.match(r"<[^=]", token) is not None for token in run)
    return count + starts - sum(len(token) > 1 and token.endswith(">") for token in run) > 0


def _kind(token: str, before: str, after: str, naming: Naming) -> str:
    """``formula``; ``sign``, which needs a formula on both sides; ``name``, which may also be a word; or ``word``."""
    bare = _bare(token)
    if bare in SIGNS:
        return "sign"
    if _own(bare, naming) is not None:
        return "formula"
    if mathematics(bare, naming) is None or (re.fullmatch(r"[a-z]{2,}(-[a-z]+)*", bare) and bare not in GREEK):
        return "name" if bare in FUNCTIONS and re.match(r"\|\||[A-Z]\b", after) else "word"
    if bare == "A":
        starts = not before or before.endswith((".", ":"))
        article = starts and re.fullmatch(r"[a-z]{2,}", after) is not None and after not in VERBS
        return "name" if article else "formula"
    if re.fullmatch(r"[aI]|-?\d+(/\d+)?|[A-Za-z]\d+|[\[(]?\d+[\])]", bare):
        return "name"
    return "formula" if re.search(r"[A-Za-z]", bare) and not re.fullmatch(r"\([a-z]\)", bare) else "word"


def _settled(tokens: list[str], kinds: list[str]) -> list[bool]:
    """Which tokens are formulas: a sign between two of them is one, and so is a name beside a sign."""
    found = [kind == "formula" for kind in kinds]
    for at, kind in enumerate(kinds):
        before, after = (kinds[at - 1] if at else "word"), (kinds[at + 1] if at + 1 < len(kinds) else "word")
        ended = at > 0 and _bare(tokens[at - 1]) != tokens[at - 1]
        if kind == "sign":
            found[at] = before in ("formula", "name") and after in ("formula", "name", "sign") and not ended
        elif kind == "name":
            beside = before == "sign" and not ended and found[at - 1]
            function = tokens[at] in FUNCTIONS and after == "formula"
            inside = at > 0 and found[at - 1] and _is_open([tokens[at - 1]])
            found[at] = beside or function or inside or (after == "sign" and _bare(tokens[at]) == tokens[at])
    return found


def _closed(run: list[str], naming: Naming) -> list[str]:
    """The tokens of a run as one formula."""
    if not run:
        return []
    result = ""
    for token in run:
        bare = _bare(token)
        is_times = token == "x" and len(run) == 3 and all(re.fullmatch(r"[a-z]|\d+", item) for item in run)
        shown = r"\times " if is_times else SIGNS.get(token) or (mathematics(bare, naming) or words(bare))
        loose = token in SIGNS or not result or result.endswith(("=", "+", "-", "<", ">", " ", "(", r"\,"))
        result += shown if loose or is_times else rf"\,{shown}"
        result += token.removeprefix(bare) + r"\ " if token != bare else ""
    return [f"${result}$"]


def mathematics(token: str, naming: Naming = PREFERRED) -> str | None:
    """A word without spaces as the inside of a formula; None if it does not read like one.

    >>> print(mathematics("f'(W)"), mathematics("M_{i+1}^T"), mathematics("||X||^2"), mathematics("gradient"))
    f'(W) M_{i+1}^{\\top} \\lVert X\\rVert ^{2} None
    """
    result, position = "", 0
    if not re.search(r"[A-Za-z0-9]", token):
        return None
    if token.startswith("<") and not token.startswith("<="):
        result, position = r"\langle ", 1
    while position < len(token):
        if token[position:] == ">" and result:
            return result + r"\rangle "
        word = WORD.match(token, position)
        own = None if word is None else _own(word[0], naming)
        matched = PIECE.match(token, position)
        if word is not None and own is not None:
            scripts = _scripts(token, word.end(), naming)
            if scripts is None:
                return None
            result, position = f"{result}{{{own}}}{scripts[0]}", scripts[1]
            continue
        if matched is None:
            return None
        opens = position == 0 or token[position - 1] in "(<+-=*"
        shown = _piece(matched, token, opens=opens)
        scripts = _scripts(token, matched.end(), naming)
        if shown is None or scripts is None:
            return None
        written, position = scripts
        if written and matched["rest"]:
            return None
        result += shown + written
    return result


def _own(word: str, naming: Naming) -> str | None:
    """The form that a name has on the page, where it would be read otherwise."""
    if not naming.is_taken(word) or word in WORDS:
        return None
    usual, own = mathematics(word), name_in_latex(word, naming).latex()
    is_name = usual is not None or re.search(r"[0-9_]", word) is not None
    return own if is_name and (usual or "").replace("{}", "") != own else None


def _piece(matched: re.Match[str], token: str, *, opens: bool) -> str | None:
    if matched["name"]:
        letter = _letter(matched["name"], several="^" in token)
        if re.match(r"R\^[^T]", token[matched.start() :]):
            letter = r"\mathbb{R}"
        if letter is None:
            return None
        base = rf"\tilde{{{letter}}}" if matched["tilde"] else letter
        below = r"_{\mathrm{linear}}" if ".linear" in matched["rest"] else ""
        return base + matched["prime"] + below + (r"^{\top}" if ".T" in matched["rest"] else "")
    if matched["norm"]:
        return r"\lVert " if opens else r"\rVert "
    sign = matched["sign"]
    if sign == "*" and matched.end() == len(token):
        return "^{*}"
    return SIGNS[sign] if sign else matched["number"] or matched["bracket"]


def _letter(name: str, *, several: bool) -> str | None:
    """A letter, a Greek one, a function; or several letters one after the other, as in (XYZ)^T."""
    if len(name) == 1:
        return name
    if name in GREEK:
        return rf"\{GREEK[name]}{{}}"
    if name in FUNCTIONS:
        return rf"\operatorname{{{name}}}"
    return r"\,".join(name) if several and name.isupper() and len(name) <= 3 else None


def _scripts(token: str, position: int, naming: Naming) -> tuple[str, int] | None:
    """What stands below and above a letter; None if it cannot be read."""
    found: dict[str, str] = {}
    while matched := SCRIPT.match(token, position):
        inner = matched["braced"] if matched["braced"] is not None else matched["bare"]
        shown = (
            r"\top"
            if inner == "T" and matched["kind"] == "^"
            else inner
            if inner == "*"
            else mathematics(inner, naming)
        )
        if shown is None or matched["kind"] in found:
            return None
        found[matched["kind"]] = shown
        position = matched.end()
    return "".join(f"{kind}{{{inner}}}" for kind, inner in found.items()), position
