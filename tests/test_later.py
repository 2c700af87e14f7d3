"""Modules of symproof are executed when something of them is first used."""

from __future__ import annotations

import importlib
import subprocess
import sys
import threading
from pathlib import Path
from types import ModuleType

import pytest

import symproof
from symproof.later import Delaying, Finder, Later


def run(code: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_a_module_waits_until_something_of_it_is_used() -> None:
    code = (
        "from symproof.kernel.algebra import powers\n"
        "from symproof.kernel.algebra import powers\n"  # Python looks at modules that are imported again
        "powers.__name__, powers.__file__, powers.__doc__, hasattr(powers, '__path__'), hasattr(powers, '__all__')\n"
        "print(type(powers).__name__)\n"
        "powers.Context\n"
        "print(type(powers).__name__)\n"
    )
    assert run(code.replace("powers.Context", "powers.annotations")) == ["Later", "module"]


def test_a_name_out_of_a_module_executes_it() -> None:
    code = (
        "import sys\nfrom symproof.language.terms import Symbol\nprint(type(sys.modules[Symbol.__module__]).__name__)"
    )
    assert run(code) == ["module"]


def test_a_package_is_executed_at_once() -> None:
    assert run("import sys, symproof.render\nprint(type(sys.modules['symproof.render']).__name__)") == ["module"]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose modules are part of symproof."""
    monkeypatch.setattr(symproof, "__path__", [*symproof.__path__, str(tmp_path)])
    importlib.invalidate_caches()
    return tmp_path


def waiting(folder: Path, name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    (folder / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.delitem(sys.modules, f"symproof.{name}", raising=False)
    module = importlib.import_module(f"symproof.{name}")
    monkeypatch.delitem(sys.modules, f"symproof.{name}")
    monkeypatch.delattr(symproof, name)
    assert isinstance(module, Later)
    return module


def test_a_name_that_a_module_lacks_is_an_error(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = waiting(package, "one_name", "here = 1\n", monkeypatch)
    with pytest.raises(AttributeError, match=r"module 'symproof\.one_name' has no attribute 'there'"):
        module.there  # noqa: B018
    assert module.here == 1


def test_a_module_that_fails_fails_again(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = waiting(package, "failing", "raise ValueError('no')\n", monkeypatch)
    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            module.anything  # noqa: B018


def test_two_threads_execute_a_module_once(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "import symproof, time\nsymproof.executed += 1\ntime.sleep(0.05)\nvalue = 7\n"
    monkeypatch.setattr(symproof, "executed", 0, raising=False)
    module, found = waiting(package, "slow_one", text, monkeypatch), list[int]()
    threads = [threading.Thread(target=lambda: found.append(module.value)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found, symproof.executed) == ([7] * 4, 1)  # type: ignore[attr-defined]


def test_a_module_can_be_executed_once_more(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(symproof, "count", 0, raising=False)
    module = waiting(package, "counted", "import symproof\nsymproof.count += 1\nvalue = symproof.count\n", monkeypatch)
    assert module.value == 1
    monkeypatch.setitem(sys.modules, "symproof.counted", module)
    assert importlib.reload(module).value == 2


def test_what_is_not_ours_is_left_alone() -> None:
    assert Finder.find_spec("json") is None
    assert Finder.find_spec("symproof") is None
    spec = Finder.find_spec("symproof.version", symproof.__path__)
    assert spec is not None
    assert isinstance(spec.loader, Delaying)


def test_all_that_waits_in_a_room_is_executed() -> None:
    code = (
        "import sys, symproof.kernel.replay\n"
        "from symproof.render import text\n"
        "from symproof.later import Later, execute\n"
        "execute('symproof.kernel', 'symproof.language')\n"
        "print(*sorted(name for name, module in sys.modules.items() if isinstance(module, Later)))"
    )
    assert run(code) == ["symproof.render.text"]
