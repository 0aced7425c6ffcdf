"""Some of the files of a library in the cache, read without all the others: they lie in blocks."""

import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import msgspec

from wenda.model import Topic
from wenda.site.cache import Cache, encoded
from wenda.site.library.known import Known

FRAME, BLOCK = "library", "articles-"
"""Names of parts of the cache: of the frame, and of each block before its number."""
_IN_A_BLOCK = 256  # articles, about


class Frame(msgspec.Struct, array_like=True):
    """What there is beside files and catalog, and the number of blocks."""

    content_dir: str
    topics: tuple[Topic, ...]
    since: int
    slugs: dict[str, str]
    blocks: int


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
    frame = cache.read(FRAME, Frame)
    if not frame:
        return None
    names = {path: f"{BLOCK}{number_of(path, frame.blocks):x}" for path in paths}
    blocks = {name: cache.read(name, dict[str, Known]) or {} for name in set(names.values())}
    if any(path not in blocks[name] for path, name in names.items()):
        return None
    files = {path: blocks[name][path] for path, name in names.items()}
    return SomeFiles(frame.content_dir, frame.topics, files, blocks)


def count_of(files: int) -> int:
    """Return how many blocks so many files take."""
    return 1 << (files // _IN_A_BLOCK).bit_length()


def in_blocks(paths: Collection[str]) -> list[list[str]]:
    """Return the paths by the blocks that they belong to, in the order given."""
    blocks: list[list[str]] = [[] for _ in range(count_of(len(paths)))]
    for path in paths:
        blocks[number_of(path, len(blocks))].append(path)
    return blocks


def number_of(path: str, count: int) -> int:
    """Return the number of the block that has the file at `path`, of as many as there are."""
    return zlib.crc32(path.encode("utf-8", "surrogatepass")) % count
