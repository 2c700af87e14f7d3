"""From terms and formulas to explicit matrices: sizes at a place, chains unrolled, derivatives taken."""
