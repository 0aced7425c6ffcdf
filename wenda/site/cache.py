"""What the last build of a site knew, kept beside the site so that the next one need not work it out again.

The cache is a folder of parts, each named after its content, and a root that names the parts and the program that made
them. The root is written last and in one step, so a build that is killed leaves the cache as it was. A part that is
damaged, and a cache of another version of the program, are as good as none: whatever a part says is worked out again.
Parts hold plain data (MessagePack), so reading one cannot run anything.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from wenda.atomic import write_bytes

Part = TypeVar("Part")

_FORMAT = 1
_ROOT = "root.json"


@dataclass(frozen=True)
class Cache:
    """Parts by name; `program` says which version of the program can read them."""

    folder: Path
    program: str

    def read(self, name: str, kind: type[Part]) -> Part | None:
        """Return a part, or None when there is none that this program wrote whole."""
        with suppress(LookupError, OSError, msgspec.DecodeError):
            return msgspec.msgpack.decode(self.read_bytes(name), type=kind)
        return None

    def read_bytes(self, name: str) -> bytes:
        """Return a part as bytes; raises LookupError or OSError when there is none that this program wrote whole."""
        return self.read_put(name, self.parts)

    def read_put(self, name: str, parts: Mapping[str, str]) -> bytes:
        """Do what `read_bytes` does for one of `parts`, digests by name, which need not be committed yet."""
        digest = parts[name]
        data = (self.folder / f"{name}-{digest}").read_bytes()
        if _digest(data) != digest:
            raise LookupError(name)
        return data

    def put(self, name: str, part: Any) -> str:
        """Write a part that nobody reads yet, and return the digest to commit it under; raises OSError."""
        return self.put_bytes(name, msgspec.msgpack.encode(part))

    def put_bytes(self, name: str, data: bytes) -> str:
        """Write a part as `put` does, given as bytes."""
        digest = _digest(data)
        write_bytes(self.folder / f"{name}-{digest}", data, flush=False)
        return digest

    def commit(self, parts: Mapping[str, str]) -> None:
        """Let the cache consist of parts that were put, digests by name, for those who open it next; raises OSError."""
        root = {"format": _FORMAT, "program": self.program, "parts": dict(parts)}
        write_bytes(self.folder / _ROOT, json.dumps(root, indent=1).encode(), flush=False)
        self._keep(parts)

    def roll_back(self) -> None:
        """Remove parts that were put and never committed."""
        with suppress(OSError):
            self._keep(self.parts)
            if not self.parts:
                self.folder.rmdir()
                self.folder.parent.rmdir()

    def _keep(self, parts: Mapping[str, str]) -> None:
        current = {_ROOT, *(f"{name}-{digest}" for name, digest in parts.items())}
        for path in self.folder.iterdir():
            if path.name not in current and path.is_file():
                path.unlink(missing_ok=True)

    @cached_property
    def parts(self) -> Mapping[str, str]:
        """The digests of the parts that there were when this was first asked, by name."""
        with suppress(OSError, LookupError, ValueError, AttributeError, TypeError):
            root = json.loads((self.folder / _ROOT).read_bytes())
            if root["format"] == _FORMAT and root["program"] == self.program:
                return {str(name): str(digest) for name, digest in root["parts"].items()}
        return {}


def digest_of(value: Any) -> bytes:
    """Return a digest of a plain value: of frozen dataclasses, tuples, mappings, texts, numbers and dates."""
    return hashlib.sha256(encoded(value)).digest()[:12]


def encoded(value: Any) -> bytes:
    """Return a plain value as bytes."""
    return msgspec.msgpack.encode(value)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]
