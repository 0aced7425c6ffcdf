"""The search index in the stage: what changes of it is written, what the standing site has of it is linked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from wenda.catalog.build import Parallel, one_by_one
from wenda.model import Article
from wenda.search.corpus import block_count
from wenda.search.state import FRAME, block_name
from wenda.search.synonyms import Synonyms
from wenda.search.update import Index
from wenda.site.cache import Cache
from wenda.site.indexing import document_blocks, heads_of, index_of_blocks, updated_index, with_bodies
from wenda.site.library import Library
from wenda.site.offline import offline
from wenda.site.settings import Settings
from wenda.site.stage import File, Stage

_PREFIX = "index-"  # begins the names of what the cache has of the index
_CORE = "/core.bin"  # a file that each index has once


@dataclass(frozen=True, slots=True)
class Placed:
    """The files of the index, and of what keeps it for reading offline.

    `parts` are its state in the cache, to be committed; `renamed` is a folder of the stage, and its new name.
    """

    files: dict[str, File]
    parts: dict[str, str]
    renamed: tuple[str, str] | None


def prepare_index(
    library: Library, settings: Settings, stage: Stage, cache: Cache, parallel: Parallel
) -> Callable[[], Placed]:
    """Return what puts the search index of `library` in place, and its state into the cache; that raises OSError.

    Where there is no index to be brought up to date, the documents of a new one are made now, in several processes.
    """
    if not stage.standing or _part(FRAME) not in cache.parts:
        return _whole_index(library, settings, stage, cache, parallel)

    def put() -> Placed:
        index = updated_index(library, _state(stage, cache), stage.read_standing)
        if index is None:
            return _whole_index(library, settings, stage, cache, one_by_one)()
        return place_index(index, settings, stage, cache)

    return put


def _whole_index(
    library: Library, settings: Settings, stage: Stage, cache: Cache, parallel: Parallel
) -> Callable[[], Placed]:
    heads = heads_of(library)
    names = [_part(block_name(number)) for number in range(block_count(len(heads)))]
    blocks = document_blocks(
        library, heads, lambda number, data: cache.put_bytes(names[number], data), parallel
    )
    parts = {name: blocks[number].kept for number, name in enumerate(names)}

    def put() -> Placed:
        index = index_of_blocks(library, heads, blocks, lambda number: cache.read_put(names[number], parts))
        placed = place_index(index, settings, stage, cache)
        return replace(placed, parts=placed.parts | parts)

    return put


def index_with_bodies(
    articles: Mapping[str, Article], synonyms: Synonyms, stage: Stage, cache: Cache
) -> Index | None:
    """Return what changes in the index of the last build, as `with_bodies` does."""
    return with_bodies(articles, synonyms, _state(stage, cache), stage.read_standing)


def place_index(index: Index, settings: Settings, stage: Stage, cache: Cache) -> Placed:
    """Put a search index in place, and its state into the cache; raises OSError."""
    folder, former = f"search/{index.folder}", f"search/{index.former}"
    held = _folder(stage.held) if index.former else ""
    if held:
        stage.rename(held, folder)
    files = {path: stage.write(path, content) for path, content in index.files.items()}
    for path in index.sizes.keys() - files.keys():
        files[path] = stage.keep(path, path.replace(folder, former, 1))
    sizes = index.sizes | {path: len(content) for path, content in index.files.items()}
    files |= {path: stage.write(path, content) for path, content in offline(sizes, settings)}
    parts = {
        name: digest for name, digest in cache.parts.items() if name.startswith(_PREFIX) and index.former
    }
    parts |= {_part(name): cache.put_bytes(_part(name), data) for name, data in index.state.items()}
    return Placed(files, parts, (held, folder) if held else None)


def _state(stage: Stage, cache: Cache) -> Callable[[str], bytes]:
    def part(name: str) -> bytes:
        if not stage.standing:  # its files, which an update reads, are not known to be there
            raise LookupError(name)
        return cache.read_bytes(_part(name))

    return part


def _part(name: str) -> str:
    return _PREFIX + name.replace("/", "-")


def _folder(files: Iterable[str]) -> str:
    """Return the folder of the search index among the files of a site, if there is one."""
    return next((path.rpartition("/")[0] for path in files if path.endswith(_CORE)), "")
