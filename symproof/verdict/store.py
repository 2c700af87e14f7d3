"""Where results of earlier runs are kept: small files in the user's cache folder, signed with a key of the user.

A file that is damaged, was moved, or was signed by somebody else is no file. What is read is data, which the caller
replays or evaluates again: an entry alone never makes a verdict.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import os
import secrets
import tempfile
import time
from hashlib import blake2b
from pathlib import Path
from typing import Any

from symproof.diagnostics.codes import CODES
from symproof.diagnostics.errors import SymproofError
from symproof.language.records import dataclass

VARIABLE = "SYMPROOF_CACHE"  # a folder; set but empty: no cache
LARGEST = 4 << 20  # bytes of an entry
DAY = 86_400.0
KEPT = 60 * DAY  # seconds after which an entry that nobody read is deleted
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Store:
    """Entries by key. ``read`` returns None for what is not there; what cannot be written is not kept."""

    folder: Path
    secret: bytes

    def read(self, key: str) -> Any:
        """The value under the key, as JSON data; None where there is none that this user has signed."""
        path = self._path(key)
        try:
            with path.open("rb") as file:
                signature, _, body = file.read(LARGEST).partition(b"\n")
            if not hmac.compare_digest(signature, self._signature(key, body)):
                return None
            value = json.loads(body)
            if time.time() - path.stat().st_mtime > DAY:
                os.utime(path)
        except (OSError, ValueError, RecursionError):
            return None
        return value

    def write(self, key: str, value: Any) -> None:
        """Keeps the value, whole or not at all."""
        path, body = self._path(key), json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()
        if len(body) > LARGEST - 200:
            return
        temporary = ""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(self._signature(key, body) + b"\n" + body)
            Path(temporary).replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()

    def prune(self) -> None:
        """Once a day: deletes the entries that nobody has read for long."""
        marker, now = self.folder / "pruned", time.time()
        with contextlib.suppress(OSError):
            if marker.exists() and now - marker.stat().st_mtime < DAY:
                return
            marker.touch()
            for path in self.folder.glob("??/*"):
                with contextlib.suppress(OSError):
                    if now - path.stat().st_mtime > KEPT:
                        path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]

    def _signature(self, key: str, body: bytes) -> bytes:
        return hmac.new(self.secret, b"%d %s\n" % (_FORMAT, key.encode()) + body, blake2b).hexdigest().encode()


def open_store() -> Store | None:
    """The store of this user; None where there can be none. SP822: SYMPROOF_CACHE names a folder of no use."""
    given = os.environ.get(VARIABLE)
    if given == "":
        return None
    from platformdirs import user_cache_path, user_config_path

    folder = Path(given) if given is not None else user_cache_path("symproof", appauthor=False)
    try:
        _make(folder)
    except OSError as error:
        if given is None:
            return None
        message = f"{VARIABLE}={given}: {error.strerror or error}"
        raise SymproofError("SP822", message, CODES["SP822"][1]) from None
    try:
        store = Store(folder, _secret(user_config_path("symproof", appauthor=False) / "cache.key"))
    except OSError:
        return None
    store.prune()
    return store


def _make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        pass


def _secret(path: Path) -> bytes:
    """The key, which only this user can read; it is apart from the cache, so that a cache can be copied without it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        handle, temporary = tempfile.mkstemp(dir=path.parent)  # readable for this user only
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(32))
            os.link(temporary, path)  # fails where there is a key already, and is never half-written
        finally:
            Path(temporary).unlink()
    secret = path.read_bytes()
    if len(secret) < 32:
        raise OSError(f"{path} is no key")
    return secret
