"""No test reads or writes the cache of whoever runs the tests; those about the cache name a folder of their own."""

from __future__ import annotations

import os

os.environ["SYMPROOF_CACHE"] = ""
