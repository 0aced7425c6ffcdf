"""What pages of articles show beside the articles, in the cache, so that an edited text needs no other article."""

import zlib
from collections.abc import Collection, Mapping

import msgspec

from wenda.site.cache import Cache
from wenda.site.pages.views import ArticleView

_BLOCK = "views-"
_BLOCKS = 16
_DECODER = msgspec.msgpack.Decoder(ArticleView)


def put_views(cache: Cache, views: Mapping[str, bytes]) -> dict[str, str]:
    """Put the encoded views of all articles, by page, into the cache; return the parts to commit. Raises OSError."""
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
    """Return the views of some pages, without their articles; None where one is missing."""
    blocks = {n: cache.read(f"{_BLOCK}{n:x}", dict[str, bytes]) or {} for n in set(map(_number, pages))}
    try:
        return {page: _DECODER.decode(blocks[_number(page)][page]) for page in pages}
    except (KeyError, msgspec.DecodeError):
        return None


def _number(page: str) -> int:
    return zlib.crc32(page.encode("utf-8", "surrogatepass")) % _BLOCKS
