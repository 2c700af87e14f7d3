"""The proof in docs/language.md loads, and its step is proved."""

from __future__ import annotations

import re
from pathlib import Path

from symproof.author import __all__ as public
from symproof.author.loader import load
from symproof.language.scopes import sequent
from symproof.search import find

TEXT = (Path(__file__).parent.parent.parent / "docs" / "language.md").read_text(encoding="utf-8")


def test_the_example(tmp_path: Path) -> None:
    example = re.search(r"```python\n(.*?)```", TEXT, re.DOTALL)
    assert example is not None
    path = tmp_path / "example.py"
    path.write_text(example[1], encoding="utf-8")
    (proof,), errors = load(path)
    assert errors == []
    (step, _) = proof.steps
    assert find(sequent(proof, step), method=step.method).certificate is not None


def test_every_public_name_is_mentioned() -> None:
    types = {"Claim", "Expression", "Fact", "Family", "Function", "Setting", "indices", "members", "transpose"}
    assert {name for name in public if not re.search(rf"\b{name}\b", TEXT)} <= types
