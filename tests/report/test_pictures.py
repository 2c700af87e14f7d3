"""What rests on what: a node is as weak as the weakest below it, and all arrows point the same way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from verdict.builders import proof, result

from symproof.diagnostics.results import Ledger, ProofResult, Report, StepResult, Theorem
from symproof.language.certificate import Algebra
from symproof.language.declarations import Declarations
from symproof.language.proof import Block, Fact, Method, Verdict, nested
from symproof.report.document import document
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


def test_what_a_block_exports_stands_on_the_proved_steps_inside() -> None:
    """The derivation of its conclusion holds those of the steps inside, of which one applies an axiom."""
    inner = found("inner", Verdict.PROVED, method=Method.APPLY, source="N1")
    out = replace(found("out", Verdict.PROVED, method=Method.SUPPOSE), certificate=None, derivation=())
    block = Block("b", "suppose", None, Declarations(), (), exports="out")
    item = replace(checked(inner, out), ledger=Ledger(facts=(Fact("N1", "", ""),)))
    item = replace(item, proof=replace(item.proof, items=nested([replace(inner.step, block="b"), out.step], [block])))
    (picture,) = picture_of_proof(item)
    assert ("step:out", "step:inner") in picture.edges
    assert verdicts(picture)["out"] is Verdict.CITED


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
    view = picture_view(picture, links_of([item]))
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
    facts = tuple(Fact(axiom, "", "") for axiom in axioms)
    return replace(item, theorem=Theorem((), lemmas, ()), ledger=Ledger(facts=facts))


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


def test_a_step_that_applies_a_lemma_is_as_weak_as_what_is_below_the_lemma() -> None:
    apply = found("apply", Verdict.PROVED, method=Method.APPLY, source="lemma")
    end = found("end", Verdict.PROVED, "apply")
    main = checked(apply, end, name="folder/main")
    lemma = applied("folder/lemma", axioms=("N1",))
    parts = list(document(Report("", 0.0, {}, (), (main, lemma))))
    overview, picture = [part for part in parts if isinstance(part, Picture)]
    assert ("proof:folder/main", "proof:folder/lemma") in overview.edges
    assert verdicts(picture) == dict.fromkeys(["lemma", "apply", "end"], Verdict.CITED)
    (alone,) = picture_of_proof(main)
    assert verdicts(alone)["end"] is Verdict.UNKNOWN


@pytest.mark.parametrize("number", [0, 1])
def test_fewer_than_two_proofs_need_no_picture_of_proofs(number: int) -> None:
    assert not list(picture_of_report(Report("", 0.0, {}, (), (applied("one"),) * number)))


def test_steps_that_rest_on_nothing_need_no_picture() -> None:
    assert not list(picture_of_proof(checked(result(Verdict.PROVED, "one"), result(Verdict.PROVED, "two"))))


def test_facts_of_the_ledger_stand_below_their_proof() -> None:
    proofs = (applied("one", axioms=("N1",)), applied("two"))
    (picture,) = picture_of_report(Report("", 0.0, {}, (), proofs))
    assert ("proof:one", "source:N1") in picture.edges
