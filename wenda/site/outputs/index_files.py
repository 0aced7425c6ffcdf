"""The search index in the stage: what changes of it is written, what the standing site has of it is linked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from wenda.search.outcome import Index
from wenda.site.cache import Cache
from wenda.site.outputs.offline import offline
from wenda.site.settings import Settings
from wenda.site.staging.files import File
from wenda.site.staging.stage import Stage

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
    parts |= {cache_name(name): cache.put_bytes(cache_name(name), data) for name, data in index.state.items()}
    return Placed(files, parts, (held, folder) if held else None)


def index_state(cache: Cache, stage: Stage | None = None) -> Callable[[str], bytes]:
    """Return what gives parts of the index's state in the cache; it raises LookupError or OSError.

    Of a `stage` that knows no standing site there is no state: the files of the index need not be there.
    """

    def part(name: str) -> bytes:
        if stage and not stage.standing:
            raise LookupError(name)
        return cache.read_bytes(cache_name(name))

    return part


def cache_name(name: str) -> str:
    """Return the name in the cache of a part of the index's state."""
    return _PREFIX + name.replace("/", "-")


def _folder(files: Iterable[str]) -> str:
    """Return the folder of the search index among the files of a site, if there is one."""
    return next((path.rpartition("/")[0] for path in files if path.endswith(_CORE)), "")
