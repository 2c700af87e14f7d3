"""How far the search for a definite matrix goes."""

from __future__ import annotations

SUMS, HALF, NEAR, FAR = range(4)  # sums of known matrices; also squares of short words; also rules; everything
