"""What rests on what: a node is as weak as the weakest below it, and all arrows point the same way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from verdict.builders import proof, result

from symproof.diagnostics.results import Ledger, ProofResult, Report, StepResult, Theorem
from symproof.language.certificate import Algebra
from symproof.language.proof import Fact, Method, Verdict
from symproof.report.document.parts import Node, Picture
from symproof.report.document.pictures import picture_of_proof, picture_of_report
from symproof.report.html.links import links_of
from symproof.report.html.pictures import MOST_NODES, needed, picture_view


def found(name: str, verdict: Verdict, *using: str, **fields: str) -> StepResult:
    """A result of a step that uses these steps, as its certificate says."""
    each = result(verdict, name)
    certificate = Algebra(()) if verdict is Verdict.PROVED else None
    return replace(each, step=replace(each.step, using=using, **fields), used=using, certificate=certificate)


def checked(*results: StepResult, verdict: Verdict = Verdict.UNKNOWN, name: str = "") -> ProofResult:
    item = proof(*(each.step for each in results))
    item = replace(item, id=name or item.id, is_statement_file=False)
    return ProofResult(item, verdict, results, Ledger(), ())


def verdicts(picture: Picture) -> dict[str, Verdict]:
    return {node.label: node.verdict for node in picture.nodes}


CHAIN = (
    found("base", Verdict.PROVED),
    found("gap", Verdict.UNKNOWN, "base"),
    found("firm", Verdict.PROVED, "base"),
    found("shaky", Verdict.PROVED, "gap", "firm"),
    found("top", Verdict.PROVED, "shaky", "gap"),
    found("alone", Verdict.PROVED),
)


def test_a_node_is_green_only_if_everything_below_it_is() -> None:
    (picture,) = picture_of_proof(checked(*CHAIN))
    shown = verdicts(picture)
    assert [name for name, verdict in shown.items() if verdict is Verdict.PROVED] == ["base", "firm"]
    assert shown["shaky"] is shown["top"] is Verdict.UNKNOWN
    assert "alone" not in shown


def test_a_step_that_was_not_selected_counts_as_unknown() -> None:
    whole = checked(*CHAIN)
    part = replace(whole, steps=tuple(item for item in whole.steps if item.step.id != "firm"))
    (picture,) = picture_of_proof(part)
    assert verdicts(picture)["firm"] is Verdict.UNKNOWN


def test_what_is_cited_stands_below_the_step() -> None:
    cited = found("cited", Verdict.CITED, method=Method.CITE, source="Horn")
    (picture,) = picture_of_proof(checked(cited, found("next", Verdict.PROVED, "cited")))
    assert next((node.label, node.kind, node.verdict) for node in picture.nodes) == ("Horn", "source", Verdict.CITED)
    assert ("step:cited", "source:Horn") in picture.edges
    assert verdicts(picture)["next"] is Verdict.CITED


def test_arrows_point_one_way_and_what_follows_is_left_out() -> None:
    (picture,) = picture_of_proof(checked(*CHAIN))
    assert ("step:top", "step:gap") in picture.edges
    assert ("step:top", "step:gap") not in list(needed(picture))
    view = picture_view(picture, {})
    places = {node.key: box.x for node, box in zip(picture.nodes, view.boxes, strict=True)}
    assert all(places[above] < places[below] for above, below in picture.edges)
    assert view.width > max(box.x + box.width for box in view.boxes)
    assert view.height > max(box.y + box.height for box in view.boxes)


def test_nodes_lead_to_their_steps() -> None:
    item = checked(*CHAIN)
    (picture,) = picture_of_proof(item)
    (links,) = links_of([item.proof])
    view = picture_view(picture, {item.proof.id: links})
    assert {box.label: box.href for box in view.boxes}["shaky"] == "#shaky"


def test_equal_pictures_are_laid_out_alike() -> None:
    (picture,) = picture_of_proof(checked(*CHAIN))
    assert picture_view(picture, {}) == picture_view(picture, {})


def test_a_picture_that_nobody_can_read_is_not_drawn() -> None:
    nodes = tuple(Node(str(k), str(k), "step", Verdict.PROVED, "p") for k in range(MOST_NODES + 1))
    view = picture_view(Picture("large", nodes, (("1", "0"),)), {})
    assert not view.boxes
    assert view.number == MOST_NODES + 1


# ------------------------------------------------------------------------------------------------ several proofs


def applied(name: str, *lemmas: str, verdict: Verdict = Verdict.PROVED, axioms: tuple[str, ...] = ()) -> ProofResult:
    item = checked(found("only", verdict), verdict=verdict, name=name)
    return replace(item, theorem=Theorem(axioms, lemmas, ()))


def test_a_proof_is_as_weak_as_the_lemmas_that_it_applies() -> None:
    proofs = (
        applied("main", "weak", "strong"), applied("weak", verdict=Verdict.CHECKED), applied("strong", axioms=("A1",)),
    )  # fmt: skip
    (picture,) = picture_of_report(Report("", 0.0, {}, (), proofs))
    assert verdicts(picture) == {
        "weak": Verdict.CHECKED, "A1": Verdict.CITED, "strong": Verdict.CITED, "main": Verdict.CITED,
    }  # fmt: skip
    assert ("proof:main", "proof:weak") in picture.edges


def test_lemmas_that_apply_each_other_in_a_forged_report_are_drawn_without_a_circle() -> None:
    report = Report("", 0.0, {}, (), (applied("one", "two"), applied("two", "one")))
    (picture,) = picture_of_report(report)
    order = [node.key for node in picture.nodes]
    assert all(order.index(above) > order.index(below) for above, below in picture.edges)
    assert picture_view(picture, {}).boxes


def test_a_long_chain_of_lemmas_is_followed_to_its_end() -> None:
    proofs = [applied(f"p{k}", f"p{k + 1}") for k in range(3000)]
    (picture,) = picture_of_report(Report("", 0.0, {}, (), (*proofs, applied("p3000", verdict=Verdict.CHECKED))))
    assert set(verdicts(picture).values()) == {Verdict.CHECKED}


@pytest.mark.parametrize("number", [0, 1])
def test_fewer_than_two_proofs_need_no_picture_of_proofs(number: int) -> None:
    assert not list(picture_of_report(Report("", 0.0, {}, (), (applied("one"),) * number)))


def test_steps_that_rest_on_nothing_need_no_picture() -> None:
    assert not list(picture_of_proof(checked(result(Verdict.PROVED, "one"), result(Verdict.PROVED, "two"))))


def test_facts_of_the_ledger_stand_below_their_proof() -> None:
    item = replace(applied("one"), ledger=Ledger(facts=(Fact("N1", "", ""),)))
    (picture,) = picture_of_report(Report("", 0.0, {}, (), (item, applied("two"))))
    assert ("proof:one", "source:N1") in picture.edges
