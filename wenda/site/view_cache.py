"""What pages of articles show beside the bodies, in the cache, so that an edited text needs no other article.

Views lie in blocks, each as compressed MessagePack: half of a view is names that all of them have.
"""

import zlib
from collections.abc import Collection, Mapping

import msgspec

from wenda.site.cache import Cache
from wenda.site.views import ArticleView

_BLOCK = "views-"
_BLOCKS = 16


def packed(view: bytes) -> bytes:
    """Return an encoded view as it is kept."""
    return zlib.compress(view, 1)


def put_views(cache: Cache, views: Mapping[str, bytes]) -> dict[str, str]:
    """Put the packed views of all articles, by page, into the cache; return the parts to commit. Raises OSError."""
    blocks: list[dict[str, bytes]] = [{} for _ in range(_BLOCKS)]
    for page, view in sorted(views.items()):
        blocks[_number(page)][page] = view
    return {
        f"{_BLOCK}{number:x}": cache.put(f"{_BLOCK}{number:x}", block) for number, block in enumerate(blocks)
    }


def known_views(cache: Cache) -> dict[str, str]:
    """Return the parts that hold the views of the last build."""
    return {name: digest for name, digest in cache.parts.items() if name.startswith(_BLOCK)}


def read_views(cache: Cache, pages: Collection[str]) -> dict[str, ArticleView] | None:
    """Return the views of some pages, without their articles' bodies; None where one is missing."""
    blocks = {n: cache.read(f"{_BLOCK}{n:x}", dict[str, bytes]) or {} for n in set(map(_number, pages))}
    try:
        return {page: _unpacked(blocks[_number(page)][page]) for page in pages}
    except (KeyError, zlib.error, msgspec.DecodeError):
        return None


def _unpacked(data: bytes) -> ArticleView:
    return msgspec.msgpack.decode(zlib.decompress(data), type=ArticleView)


def _number(page: str) -> int:
    return zlib.crc32(page.encode("utf-8", "surrogatepass")) % _BLOCKS
