"""What setup.cfg says about the package, against what there is."""

from __future__ import annotations

import configparser
from pathlib import Path

import pytest

from symproof.version import VERSION

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def settings() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def test_every_package_is_listed(settings: configparser.ConfigParser) -> None:
    listed = settings["options"]["packages"].split()
    modules = [path.parent.relative_to(ROOT) for path in (ROOT / "symproof").rglob("*.py")]
    found = {".".join(folder.parts) for folder in modules}
    proofs = {path.parent.relative_to(ROOT) for path in (ROOT / "proofs").rglob("*.py")} | {Path("proofs")}
    found |= {".".join(("symproof", *folder.parts)) for folder in proofs}
    assert sorted(found) == listed


def test_data_files_are_packaged(settings: configparser.ConfigParser) -> None:
    patterns = {
        package: [item.strip() for item in value.replace("\n", ",").split(",") if item.strip()]
        for package, value in settings["options.package_data"].items()
    }
    packaged = {
        path
        for package, globs in patterns.items()
        for pattern in globs
        for path in (ROOT / package.replace(".", "/")).glob(pattern)
    }
    data = {path for path in (ROOT / "symproof").rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    assert data == {path for path in packaged if path.is_file()}


def test_the_changelog_knows_this_version() -> None:
    assert f"## {VERSION}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
