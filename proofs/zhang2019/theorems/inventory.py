"""Every theorem with what it rests on, in an order in which each can be derived."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from proofs.zhang2019.theorems import (
    continuity,
    corollary1,
    corollary2,
    corollary2_converse,
    easy,
    lemma1,
    lemma2,
    many,
    many_converse,
    many_hard,
    many_selectors,
    many_sums,
    many_whole,
    minima,
    norms,
    preliminaries,
    projection,
    push,
    quadratic,
    rank,
    selectors,
    smallest,
    sums,
    theorem1,
    theorem2,
    theorem3,
    towers,
    transposition,
    whole,
)
from proofs.zhang2019.theorems.writing import Statement, Writer, proved
from symproof.kernel.argument.derive import Derived
from symproof.language.derivation import Block

AXIOMS = {item.id: item for item in (minima.A1, theorem1.A2, rank.N1, rank.N2, corollary1.CITED)}


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement, how it is derived, and the axioms that its ledger names."""

    statement: Statement
    derivation: Callable[[], Writer]
    axioms: str = ""


ENTRIES = (
    Entry(push.N4, push.nonzero_column),
    Entry(push.PUSH, push.push),
    Entry(push.SCALE, push.scale),
    Entry(preliminaries.P01, preliminaries.factor_gradients),
    Entry(preliminaries.P03, preliminaries.layer_gradient),
    Entry(preliminaries.A3, preliminaries.chain_rule),
    Entry(preliminaries.P06, preliminaries.one_factor),
    Entry(preliminaries.A4, preliminaries.affine_convex),
    Entry(preliminaries.P08, preliminaries.global_layers),
    Entry(preliminaries.P09, preliminaries.data_convex),
    Entry(minima.P12, minima.nearby_minimum),
    Entry(minima.P04, minima.critical_layer, "A1"),
    Entry(theorem3.T3_FIRST, theorem3.first_width, "A1 N2"),
    Entry(transposition.P10, transposition.transposition),
    Entry(theorem3.T3_LAST, theorem3.last_width, "A1 N2"),
    Entry(lemma2.L2_05, lemma2.upper_side, "A1 N2"),
    Entry(lemma2.L2_06, lemma2.lower_side, "A1 N2"),
    Entry(lemma1.L1_A, lemma1.left_inverse, "A1 N1 N2"),
    Entry(lemma1.L1, lemma1.both_inverses, "A1 N1 N2"),
    Entry(norms.N5, norms.submultiplicative),
    Entry(norms.SQUARE, norms.square),
    Entry(norms.SMALLER, norms.smaller),
    Entry(theorem1.BOUND, theorem1.pair_bound),
    Entry(theorem1.T1_15, theorem1.pair_is_minimum),
    Entry(theorem1.HARD, theorem1.hard_half, "A1 A2 N1 N2"),
    Entry(continuity.SUM_BOUND, continuity.product_bound),
    Entry(continuity.GAP_BOUND, continuity.gap_bound),
    Entry(continuity.MEMBER, continuity.member_of_sum),
    Entry(continuity.PRODUCT_GAP, continuity.product_gap),
    Entry(continuity.P11, continuity.continuity),
    Entry(easy.T1_06, easy.minimum_of_layers),
    Entry(norms.N6, norms.isometry),
    Entry(easy.LIFT, easy.factorization),
    Entry(easy.EASY, easy.easy_half),
    Entry(easy.T1, easy.both_halves, "A1 A2 N1 N2"),
    Entry(smallest.T1_01, smallest.smallest),
    Entry(whole.PAIR_FIRST, partial(whole.pair_flat, 0), "A1 N2"),
    Entry(whole.PAIR_LAST, partial(whole.pair_flat, 2), "A1 N2"),
    Entry(whole.P05, whole.convex_minimum, "A2"),
    Entry(whole.WHOLE, whole.whole, "A1 A2 N1 N2"),
    Entry(theorem2.T3, theorem2.no_bottleneck, "A1 A2 N2"),
    Entry(theorem2.L1_PAIR, theorem2.two_factors, "A1 N1 N2"),
    Entry(theorem2.FLAT_PAIR, theorem2.critical_pair, "A1"),
    Entry(theorem2.T2, theorem2.full_rank, "A1 A2 N1 N2"),
    Entry(theorem2.T2_03, theorem2.wide_pair, "A1 A2 N2"),
    Entry(theorem2.REMARK, theorem2.remark, "A1 A2 N1 N2"),
    Entry(theorem2.RANK, theorem2.rank_of_product, "A1 A2 N1 N2"),
    Entry(projection.ONE_MORE, projection.one_more_column),
    Entry(projection.ONTO, projection.onto_each),
    Entry(projection.PROJECTION, projection.projection),
    Entry(quadratic.CONVEX, quadratic.is_convex),
    Entry(quadratic.ROOT, quadratic.root),
    Entry(quadratic.STEP_TOO_SMALL, quadratic.second_order),
    Entry(quadratic.SHORTER, quadratic.shorter),
    Entry(quadratic.EXPANSION, quadratic.expansion),
    Entry(quadratic.SECOND, quadratic.second_derivative),
    Entry(corollary1.COLUMNS, corollary1.at_columns),
    Entry(corollary1.PAIRS, corollary1.all_columns),
    Entry(corollary1.CANCEL, corollary1.cancel),
    Entry(corollary1.BEST, corollary1.best),
    Entry(corollary1.REDUCED, corollary1.reduced),
    Entry(corollary1.TWO_LAYERS, corollary1.two_layers_global, "A1 A2 N1 N2"),
    Entry(corollary1.C1, corollary1.deep_layers, "A1 A2 N1 N2"),
    Entry(corollary1.C1_CITED, corollary1.deep_layers_cited, "A1 A2 N1 N2 two-layers"),
    Entry(towers.OPEN, towers.openness),
    Entry(towers.CONTINUOUS, towers.continuity),
    Entry(towers.RANK, towers.rank_of_tower, "A1 N1 N2"),
    Entry(towers.NO_BOTTLENECK, towers.flat_tower, "A1 N2"),
    Entry(corollary2.SINGLE, corollary2.single_towers),
    Entry(corollary2.HARD, corollary2.towers_to_pair, "A1 A2 N1 N2"),
    Entry(corollary2_converse.EASY, corollary2_converse.pair_to_towers),
    Entry(selectors.FIRST, selectors.first),
    Entry(selectors.SECOND, selectors.second),
    Entry(selectors.SELECTORS, selectors.side_by_side),
    Entry(corollary2_converse.END_1, corollary2_converse.first_without_bottleneck, "A1 A2 N2"),
    Entry(corollary2_converse.END_2, corollary2_converse.second_without_bottleneck, "A1 A2 N2"),
    Entry(corollary2_converse.C2, corollary2_converse.both_directions, "A1 A2 N1 N2"),
    Entry(corollary2_converse.WIDE, corollary2_converse.wide_towers, "A1 A2 N1 N2"),
    Entry(sums.SMALLEST, sums.smallest_of_many),
    Entry(sums.ALONE, sums.one_of_many),
    Entry(sums.MEMBER, sums.member_of_many),
    Entry(sums.TRACE, sums.trace_of_sum),
    Entry(sums.NORM, sums.norm_over_selectors),
    Entry(sums.SHORTER, sums.shorter_image),
    Entry(sums.JOINED, sums.joined),
    Entry(many.SINGLE, many.single_towers),
    Entry(many_hard.FACTORS, many_hard.joined_factors),
    Entry(many_hard.HARD, many_hard.towers_to_pair, "A1 A2 N1 N2"),
    Entry(many_converse.EASY, many_converse.pair_to_towers),
    Entry(many_selectors.MANY, many_selectors.many_selectors),
    Entry(many_whole.END, many_whole.without_bottleneck, "A1 A2 N2"),
    Entry(many_whole.C2, many_whole.both_directions, "A1 A2 N1 N2"),
    Entry(many_whole.WIDE_TOWERS, many_whole.wide_towers, "A1 A2 N1 N2"),
    Entry(many_sums.C2, many_sums.both_directions, "A1 A2 N1 N2"),
    Entry(many_sums.WIDE_SUM, many_sums.wide_towers, "A1 A2 N1 N2"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """A theorem with the derivation that the kernel replays, and the lemmas that were known before it."""

    theorem: Derived
    statement: Statement
    block: Block
    known: dict[str, Derived]


def derived() -> dict[str, Done]:
    """All theorems by id."""
    known: dict[str, Derived] = {}
    done: dict[str, Done] = {}
    for entry in ENTRIES:
        found = proved(entry.statement, entry.derivation().block, *known.values(), axioms=tuple(AXIOMS.values()))
        done[entry.statement.id] = Done(*found, dict(known))
        known[entry.statement.id] = found[0]
    return done
