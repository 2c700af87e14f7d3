"""``python -m symproof``."""

from __future__ import annotations

import sys

from symproof.cli import main

sys.exit(main())
