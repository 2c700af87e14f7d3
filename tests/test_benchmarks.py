"""The benchmarks run: what they call changes with the rest."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", BENCHMARKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = found
    spec.loader.exec_module(found)
    return found


@pytest.mark.parametrize("name", sorted(path.stem for path in BENCHMARKS.glob("*.py")))
def test_a_benchmark_finds_what_it_imports(name: str) -> None:
    code = f"import runpy; runpy.run_path({str(BENCHMARKS / f'{name}.py')!r}, run_name='imported')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_growth_is_measured_at_small_sizes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    growth = module("growth")
    monkeypatch.setattr(growth, "STEPS", (2, 4))
    monkeypatch.setattr(growth, "STATEMENTS", (2, 4))
    monkeypatch.setattr(growth.gc, "collect", lambda: None)  # takes seconds among thousands of tests
    growth.steps(tmp_path)
    growth.schedule(growth.statements(tmp_path))
    shown = capsys.readouterr().out
    assert "1. a proof with N hypotheses and N steps, N = 2, 4" in shown
    assert "efficiency" in shown
