"""A library's state in the cache: its files in blocks, so that an edit writes one of them and not the whole library."""

import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import msgspec

from wenda.catalog.state import CatalogState
from wenda.model import Topic
from wenda.site.cache import Cache, encoded
from wenda.site.library import LibraryState
from wenda.site.reading import ContentState, Known

_FRAME, _CATALOG, _BLOCK = "library", "catalog", "articles-"
_IN_A_BLOCK = 256  # articles, about


class _Frame(msgspec.Struct, array_like=True):
    """What there is beside files and catalog, and the number of blocks."""

    content_dir: str
    topics: tuple[Topic, ...]
    since: int
    slugs: dict[str, str]
    blocks: int


def read_library(cache: Cache) -> LibraryState | None:
    """Return the state that was put into the cache, or None when any part of it is missing."""
    frame, catalog = cache.read(_FRAME, _Frame), cache.read(_CATALOG, CatalogState)
    if not frame or not catalog:
        return None
    files: dict[str, Known] = {}
    for number in range(frame.blocks):
        block = cache.read(f"{_BLOCK}{number:x}", dict[str, Known])
        if block is None:
            return None
        files |= block
    content = ContentState(frame.content_dir, frame.topics, frame.since, dict(sorted(files.items())))
    return LibraryState(content, catalog, frame.slugs)


def put_library(cache: Cache, state: LibraryState, before: LibraryState | None) -> dict[str, str]:
    """Put a state into the cache, and return the parts to commit; what is as it was `before` is not written again.

    `before` must be what `read_library` returned. Raises OSError.
    """
    content, former = state.content, before.content.files if before else {}
    blocks = _blocks(content.files)
    same_number = len(blocks) == len(_blocks(former))
    touched = {_number(path, len(blocks)) for path in _touched(content.files, former)}
    known = cache.parts
    parts = {}
    for number, block in enumerate(blocks):
        name = f"{_BLOCK}{number:x}"
        kept = same_number and number not in touched and name in known
        parts[name] = known[name] if kept else cache.put(name, block)
    kept = before is not None and before.catalog is state.catalog and _CATALOG in known
    parts[_CATALOG] = known[_CATALOG] if kept else cache.put(_CATALOG, state.catalog)
    frame = _Frame(content.content_dir, content.topics, content.since, state.slugs, len(blocks))
    return parts | {_FRAME: cache.put(_FRAME, frame)}


@dataclass(frozen=True)
class SomeFiles:
    """Some of the files of a library in the cache; `blocks` by name are all that is read of it."""

    content_dir: str
    topics: tuple[Topic, ...]
    files: dict[str, Known]
    blocks: dict[str, dict[str, Known]]

    def blocks_with(self, files: Mapping[str, Known]) -> dict[str, bytes]:
        """Return the blocks, encoded for the cache by name, with other states of these files."""
        return {
            name: encoded({path: files.get(path, file) for path, file in block.items()})
            for name, block in self.blocks.items()
        }


def read_some(cache: Cache, paths: Collection[str]) -> SomeFiles | None:
    """Return what the cache knows of some files, or None where it does not know all of them."""
    frame = cache.read(_FRAME, _Frame)
    if not frame:
        return None
    names = {path: f"{_BLOCK}{_number(path, frame.blocks):x}" for path in paths}
    blocks = {name: cache.read(name, dict[str, Known]) or {} for name in set(names.values())}
    if any(path not in blocks[name] for path, name in names.items()):
        return None
    files = {path: blocks[name][path] for path, name in names.items()}
    return SomeFiles(frame.content_dir, frame.topics, files, blocks)


def _touched(files: Mapping[str, Known], former: Mapping[str, Known]) -> list[str]:
    """Return the paths of files that came, went or were read again; those that were not are the same objects."""
    return [path for path in files.keys() | former.keys() if files.get(path) is not former.get(path)]


def _blocks(files: Mapping[str, Known]) -> list[dict[str, Known]]:
    count = 1 << (len(files) // _IN_A_BLOCK).bit_length()
    blocks: list[dict[str, Known]] = [{} for _ in range(count)]
    for path, file in files.items():
        blocks[_number(path, count)][path] = file
    return blocks


def _number(path: str, count: int) -> int:
    return zlib.crc32(path.encode("utf-8", "surrogatepass")) % count
