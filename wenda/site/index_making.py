"""The search index of a whole library: brought up to date where the last build's can be, else built anew."""

from collections.abc import Callable
from dataclasses import replace

from wenda.catalog.build import Parallel, one_by_one
from wenda.search.corpus import block_count
from wenda.search.state import FRAME, block_name
from wenda.site.cache import Cache
from wenda.site.index_files import Placed, index_state, part_of, place_index
from wenda.site.indexing import document_blocks, heads_of, index_of_blocks, updated_index
from wenda.site.library import Library
from wenda.site.settings import Settings
from wenda.site.stage import Stage


def prepare_index(
    library: Library, settings: Settings, stage: Stage, cache: Cache, parallel: Parallel
) -> Callable[[], Placed]:
    """Return what puts the search index of `library` in place, and its state into the cache; that raises OSError.

    Where there is no index to be brought up to date, the documents of a new one are made now, in several processes.
    """
    if not stage.standing or part_of(FRAME) not in cache.parts:
        return _whole_index(library, settings, stage, cache, parallel)

    def put() -> Placed:
        index = updated_index(library, index_state(cache, stage), stage.read_standing)
        if index is None:
            return _whole_index(library, settings, stage, cache, one_by_one)()
        return place_index(index, settings, stage, cache)

    return put


def _whole_index(
    library: Library, settings: Settings, stage: Stage, cache: Cache, parallel: Parallel
) -> Callable[[], Placed]:
    heads = heads_of(library)
    names = [part_of(block_name(number)) for number in range(block_count(len(heads)))]
    blocks = document_blocks(
        library, heads, lambda number, data: cache.put_bytes(names[number], data), parallel
    )
    parts = {name: blocks[number].kept for number, name in enumerate(names)}

    def put() -> Placed:
        index = index_of_blocks(library, heads, blocks, lambda number: cache.read_put(names[number], parts))
        placed = place_index(index, settings, stage, cache)
        return replace(placed, parts=placed.parts | parts)

    return put
