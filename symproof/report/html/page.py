"""The page: proofs and statements one after the other, in one file that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import field
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from symproof.diagnostics.codes import CODES
from symproof.diagnostics.diagnostic import LoadError
from symproof.diagnostics.errors import SymproofError
from symproof.diagnostics.results import ProofResult, Report
from symproof.language.proof import Verdict
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal
from symproof.language.scopes import ScopeError
from symproof.report.core import place
from symproof.report.document import document
from symproof.report.document.parts import Heading, NotLoaded, Part, Picture, Summary
from symproof.report.html.links import links_of, target
from symproof.report.html.pictures import PictureView, picture_view
from symproof.report.html.proofs import ProofView, symbol
from symproof.report.html.steps import SYMBOLS
from symproof.verdict.settle import Options
from symproof.version import VERSION

MEANINGS = {
    Verdict.PROVED: "for every size that the hypotheses allow; the kernel replayed the certificate",
    Verdict.CHECKED: "exactly, at the listed sizes only",
    Verdict.CITED: "an instance of a named fact or of a source",
    Verdict.OMITTED: "left out by the author, with a reason",
    Verdict.UNKNOWN: "neither proved nor refuted",
    Verdict.REFUTED: "false: an exact counterexample is shown",
    Verdict.DISAGREEMENT: "the two judges differ: a fault of symproof",
}

UNFIT = (
    ArithmeticError, AttributeError, LookupError, RecursionError, Refusal, ScopeError, SymproofError, TypeError,
    ValueError,
)  # fmt: skip
MISFIT = "the parts of the report do not fit together ({}: {}); symproof recheck says where"


@dataclass(slots=True)
class _Views:
    """What the templates show. ``all``: also the proofs that were checked because others apply them."""

    all: list[ProofView] = field(default_factory=list)
    errors: list[LoadError] = field(default_factory=list)
    picture: PictureView | None = None

    @property
    def proofs(self) -> list[ProofView]:
        """The proofs that were asked for."""
        return [proof for proof in self.all if not proof.is_support]

    @property
    def lemmas(self) -> list[ProofView]:
        """The proofs that they apply, directly or not."""
        return [proof for proof in self.all if proof.is_support]


def html_document(report: Report, options: Options | None = None, *, is_saved: bool = False) -> str:
    """The whole page. ``is_saved``: the report was read from a file, and nothing in it was checked again."""
    views = _views(report, options)
    script = _text("script.js")
    template = _environment().get_template("page.html.j2")
    return template.render(
        title=_title(views.proofs),
        views=views,
        style=Markup(_text("style.css")),
        script=Markup(script),
        hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        counts=_counts(views.all),
        is_saved=is_saved,
    )


def html_of_saved(report: Report, options: Options | None = None) -> str:
    """The page of a report that was read from a file. Anybody may have written it: where certificates, premises and
    results do not fit together, SymproofError SP703 says so."""
    try:
        return html_document(report, options, is_saved=True)
    except UNFIT as error:
        raise SymproofError("SP703", MISFIT.format(type(error).__name__, error), CODES["SP703"][1]) from error


def html_fragment(found: Report | ProofResult) -> str:
    """The same parts for a notebook: without script, inside one element."""
    report = Report("", 0.0, {}, (), (found,)) if isinstance(found, ProofResult) else found
    template = _environment().get_template("fragment.html.j2")
    return template.render(views=_views(report, None), style=Markup(_text("style.css")))


def _views(report: Report, options: Options | None) -> _Views:
    links = links_of(report.proofs)
    views = _Views()
    gathered: list[Part] = []
    for part in document(report, options, in_full=True):
        match part:
            case NotLoaded(error=error):
                views.errors.append(error)
            case Picture() if not gathered:
                views.picture = picture_view(part, links)
            case Heading():
                gathered = [part]
            case Summary():
                views.all.append(ProofView([*gathered, part], links))
                gathered = []
            case _:
                gathered.append(part)
    return views


def _title(proofs: Sequence[ProofView]) -> str:
    if len(proofs) == 1:
        return proofs[0].title
    noun = "statements" if proofs and all(proof.is_statement for proof in proofs) else "proofs"
    return f"{len(proofs)} {noun}" if proofs else "Nothing was checked"


def _counts(proofs: Sequence[ProofView]) -> dict[str, int]:
    """Steps of all proofs by verdict."""
    found = [proof.counts for proof in proofs]
    counts = {str(verdict): sum(item.get(str(verdict), 0) for item in found) for verdict in Verdict}
    return {verdict: number for verdict, number in counts.items() if number}


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("symproof.report.html"),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        autoescape=True,
    )
    environment.globals |= {"symbol": symbol, "symbols": SYMBOLS, "meanings": MEANINGS, "version": VERSION}
    environment.globals |= {"place": place, "target": target}
    return environment


def _text(name: str) -> str:
    return (files("symproof.report.html") / "templates" / name).read_text(encoding="utf-8")
