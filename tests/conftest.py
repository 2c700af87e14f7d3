"""No test reads or writes the cache of whoever runs the tests; those about the cache name a folder of their own.

Thousands of tests stay in memory until the end, and Python would look through all of them for cycles again and again,
which takes a tenth of the time; so it does that rarely."""

from __future__ import annotations

import gc
import os

os.environ["SYMPROOF_CACHE"] = ""
gc.set_threshold(100_000, 20, 20)
