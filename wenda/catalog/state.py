"""What a catalog leaves behind, so that the next one works out only what has changed."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from wenda.catalog.build import Connections, Parallel, connect, one_by_one
from wenda.catalog.subject import Subject
from wenda.model import Topic

_ENCODER = msgspec.msgpack.Encoder(order="deterministic")  # else equal sets differ as bytes
_DECODER = msgspec.msgpack.Decoder(Subject)


@dataclass(frozen=True, slots=True)
class CatalogState:
    """The connections of a collection, and a digest of all that they were worked out from."""

    digest: bytes
    connections: Connections


def encoded(subject: Subject) -> bytes:
    """Return `subject` as bytes; equal subjects are equal bytes."""
    return _ENCODER.encode(subject)


def updated(
    subjects: Mapping[str, bytes],
    topics: Sequence[Topic],
    before: CatalogState | None,
    parallel: Parallel = one_by_one,
) -> CatalogState:
    """Return the state of the collection of encoded `subjects`, by id: `before` where nothing has changed."""
    digest = _digest(subjects, topics)
    if before and before.digest == digest:
        return before
    return CatalogState(digest, connect(map(_DECODER.decode, subjects.values()), topics, parallel))


def _digest(subjects: Mapping[str, bytes], topics: Sequence[Topic]) -> bytes:
    digest = hashlib.sha256(_ENCODER.encode(topics))
    for id_ in sorted(subjects):
        digest.update(len(subjects[id_]).to_bytes(4, "big") + subjects[id_])
    return digest.digest()
