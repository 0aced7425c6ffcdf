"""A library's state in the cache: its files in blocks, so that an edit writes one of them and not the whole library."""

from collections.abc import Mapping

from wenda.catalog.state import CatalogState
from wenda.site.cache import Cache
from wenda.site.library.blocks import BLOCK, FRAME, Frame, count_of, in_blocks, number_of
from wenda.site.library.known import Known
from wenda.site.library.library import LibraryState
from wenda.site.library.reading import ContentState

_CATALOG = "catalog"


def read_library(cache: Cache) -> LibraryState | None:
    """Return the state that was put into the cache, or None when any part of it is missing."""
    frame, catalog = cache.read(FRAME, Frame), cache.read(_CATALOG, CatalogState)
    if not frame or not catalog:
        return None
    files: dict[str, Known] = {}
    for number in range(frame.blocks):
        block = cache.read(f"{BLOCK}{number:x}", dict[str, Known])
        if block is None:
            return None
        files |= block
    content = ContentState(frame.content_dir, frame.topics, frame.since, dict(sorted(files.items())))
    return LibraryState(content, catalog, frame.slugs)


def put_library(cache: Cache, state: LibraryState, before: LibraryState | None) -> dict[str, str]:
    """Put a state into the cache, and return the parts to commit; what is as it was `before` is not written again.

    `before` must be what `read_library` returned. Raises OSError.
    """
    content, known = state.content, cache.parts
    parts = dict(content.parts) or _put_files(cache, content.files, before.content.files if before else {})
    kept = before is not None and before.catalog is state.catalog and _CATALOG in known
    parts[_CATALOG] = known[_CATALOG] if kept else cache.put(_CATALOG, state.catalog)
    frame = Frame(
        content.content_dir, content.topics, content.since, state.slugs, count_of(len(content.files))
    )
    return parts | {FRAME: cache.put(FRAME, frame)}


def _put_files(cache: Cache, files: Mapping[str, Known], former: Mapping[str, Known]) -> dict[str, str]:
    """Put the blocks of files into the cache, but for those that are as they were."""
    blocks = in_blocks(files)
    same_number = len(blocks) == count_of(len(former))
    touched = {number_of(path, len(blocks)) for path in _touched(files, former)}
    known, parts = cache.parts, {}
    for number, block in enumerate(blocks):
        name = f"{BLOCK}{number:x}"
        kept = same_number and number not in touched and name in known
        parts[name] = known[name] if kept else cache.put(name, {path: files[path] for path in block})
    return parts


def _touched(files: Mapping[str, Known], former: Mapping[str, Known]) -> list[str]:
    """Return the paths of files that came, went or were read again; those that were not are the same objects."""
    return [path for path in files.keys() | former.keys() if files.get(path) is not former.get(path)]
