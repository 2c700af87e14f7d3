"""What is added to the equations of a problem where nothing shorter has found a proof, in this order."""

from __future__ import annotations

from symproof.search.algebra.components import add_blockwise, add_entries, add_vanishing_scalars
from symproof.search.algebra.lemmas import (
    add_cancelled_squares,
    add_norms_of_products,
    add_reciprocals_of_sizes,
    add_roots_of_zero,
    add_traces_of_premises,
    be_thorough,
)
from symproof.search.algebra.spectra import add_spectra
from symproof.search.algebra.summands import add_changed_summands
from symproof.search.definite.between import add_between

LATE = (
    add_between,
    add_changed_summands,
    add_blockwise,
    add_entries,
    add_spectra,
    add_roots_of_zero,
    add_traces_of_premises,
    add_reciprocals_of_sizes,
    add_vanishing_scalars,
    add_cancelled_squares,
    add_norms_of_products,
    be_thorough,
)
