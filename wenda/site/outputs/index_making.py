"""The search index of a whole library: brought up to date where the last build's can be, else built anew."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from wenda.catalog.build import Parallel, one_by_one
from wenda.search.state import FRAME, part_of_block
from wenda.site.cache import Cache
from wenda.site.library.library import Library
from wenda.site.outputs.index_files import Placed, cache_name, index_state, place_index
from wenda.site.outputs.indexing import Block, document_blocks, heads_of, index_of_blocks, updated_index
from wenda.site.processes.ahead import Ahead
from wenda.site.settings import Settings
from wenda.site.staging.stage import Stage

_Blocks = Mapping[int, Block]  # by number


class IndexMaking:
    """The search index in the making.

    Where there is none to be brought up to date, its documents are made at once by processes of their own, while this
    one goes on.
    """

    def __init__(
        self, library: Library, settings: Settings, stage: Stage, cache: Cache, parallel: Parallel
    ) -> None:
        """Begin; `parallel` works out tasks in several processes."""
        self._library, self._settings, self._stage, self._cache = library, settings, stage, cache
        self._ahead: Ahead[_Blocks] | None = None
        if not stage.standing or cache_name(FRAME) not in cache.parts:
            self._ahead = Ahead(partial(self._blocks, parallel))

    def stop(self) -> None:
        """End what was begun for nothing."""
        if self._ahead:
            self._ahead.stop()

    def ready(self) -> Callable[[], Placed]:
        """Wait for what was begun; return what puts the index in place, and its state into the cache.

        Both raise OSError.
        """
        if not self._ahead:
            return self._put_updated
        return partial(self._put_whole, self._ahead.result() or self._blocks(one_by_one))

    def _put_updated(self) -> Placed:
        index = updated_index(self._library, index_state(self._cache, self._stage), self._stage.read_standing)
        if index is None:
            return self._put_whole(self._blocks(one_by_one))
        return place_index(index, self._settings, self._stage, self._cache)

    def _blocks(self, parallel: Parallel) -> _Blocks:
        """Make all documents and put them into the cache; raises OSError."""

        def keep(number: int, data: bytes) -> str:
            return self._cache.put_bytes(_name(number), data)

        return document_blocks(self._library, heads_of(self._library), keep, parallel)

    def _put_whole(self, blocks: _Blocks) -> Placed:
        parts = {_name(number): block.kept for number, block in blocks.items()}
        index = index_of_blocks(
            self._library,
            blocks,
            lambda number: self._cache.read_put(_name(number), parts),
        )
        placed = place_index(index, self._settings, self._stage, self._cache)
        return replace(placed, parts=placed.parts | parts)


def _name(block: int) -> str:
    return cache_name(part_of_block(block))
