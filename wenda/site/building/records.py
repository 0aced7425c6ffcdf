"""The pages of the last build, one record each: how each was made, and what became known of its links."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

import msgspec

from wenda.errors import Problem
from wenda.site.cache import Cache, encoded
from wenda.site.rendering.links import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """A page of the last build: the key it was rendered under, its files, and what became known about its links."""

    key: bytes
    files: tuple[str, ...]
    title: str
    leads: tuple[str, ...] = ()  # files that its text leads to or would lead to
    doubtful: tuple[
        tuple[str, tuple[Target, ...]], ...
    ] = ()  # to be judged when all is there, by the page's origin
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """The pages of the last build by source, and what may be different about many of them at once.

    `told` are those that have doubtful links or warnings, `others` the files that belonged to no page when the site was
    last built whole.
    """

    pages: Mapping[str, PageRecord]
    told: tuple[str, ...]
    others: tuple[str, ...]
    targets: tuple[str, ...]  # names of all files that a link may lead to
    day: dt.date
    has_room: bool


class Records(Mapping[str, PageRecord]):
    """Pages of the last build, each read when it is asked for: an edit asks for a few."""

    def __init__(self, encoded: dict[str, msgspec.Raw]) -> None:
        self.encoded = encoded

    def __getitem__(self, source: str) -> PageRecord:
        return _RECORD.decode(self.encoded[source])

    def __iter__(self) -> Iterator[str]:
        return iter(self.encoded)

    def __len__(self) -> int:
        return len(self.encoded)

    def with_others(self, records: Mapping[str, PageRecord]) -> "Records":
        """Return these pages, some of them as `records` has them."""
        changed = {source: msgspec.Raw(encoded(record)) for source, record in records.items()}
        return Records(self.encoded | changed)


_RECORD = msgspec.msgpack.Decoder(PageRecord)


class _Encoded(msgspec.Struct):
    """A `Rendering`, with pages that are not decoded."""

    pages: dict[str, msgspec.Raw]
    told: tuple[str, ...]
    others: tuple[str, ...]
    targets: tuple[str, ...]
    day: dt.date
    has_room: bool


def read_rendering(cache: Cache) -> Rendering | None:
    """Return the pages of the last build as far as the cache knows them; they are `Records`."""
    read = cache.read("rendering", _Encoded)
    if not read:
        return None
    return Rendering(
        **{name: getattr(read, name) for name in _Encoded.__struct_fields__} | {"pages": Records(read.pages)}
    )


def put_rendering(cache: Cache, rendering: Rendering) -> str:
    """Put the pages of a build into the cache, and return the digest to commit; raises OSError."""
    pages = rendering.pages
    if not isinstance(pages, Records):
        return cache.put("rendering", rendering)
    given = {field.name: getattr(rendering, field.name) for field in fields(rendering)}
    return cache.put("rendering", _Encoded(**given | {"pages": pages.encoded}))
