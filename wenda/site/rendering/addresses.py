"""Links between Markdown files → links between the pages that they become."""

import posixpath
from collections.abc import Callable
from urllib.parse import unquote, urlsplit, urlunsplit

from wenda.site.urls import relative_url


class Addresses:
    """Knows where each source of the site is published: articles, pages in docs/, images."""

    def __init__(self, published: Callable[[str], str | None]) -> None:
        """Take what tells the address of a source by its path, quoted and relative to the site's root."""
        self._published = published

    def link(self, written: str, source: str, url: str) -> str | None:
        """Return the link that an author wrote in `source` as the page at `url` has to write it.

        Query and anchor stay. Returns None when it leads to no source of the site, by the rules of MkDocs: a relative
        path, percent-encoded or not, from the folder of the source.
        """
        scheme, host, path, query, anchor = urlsplit(written)
        if scheme or host or not path or path[0] in "/\\":
            return None
        place = posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(path)))
        address = self._published(place)
        if address is None:
            return None
        return urlunsplit(("", "", relative_url(address, url), query, anchor))
