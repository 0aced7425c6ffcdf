"""Where a built page leads, so that no link of the site is broken when it is published."""

import html
import posixpath
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

# A whole tag; `>` may stand inside a quoted value.
_TAG = re.compile(r"<(?:a|link|img|script|source)\b((?:[^>\"]|\"[^\"]*\")*)>")
_TARGET = re.compile(r"(?:^|\s)(?:href|src)=\"([^\"]*)\"")
_ID = re.compile(r"<[A-Za-z](?:[^>\"]|\"[^\"]*\")*?\sid=\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class Target:
    """A place within the site: the file a link leads to and the anchor in it, if any."""

    path: str
    anchor: str
    written: str  # as it stands in the page


def targets(page: str, path: str, root: str = "/") -> Iterator[Target]:
    """Yield every place within the site that `page`, published at the site-relative `path`, leads to.

    Links to other hosts are passed over; absolute links count when they lie below `root`.
    """
    folder = posixpath.dirname(path)
    for tag in _TAG.finditer(page):
        for match in _TARGET.finditer(tag[1]):
            written = html.unescape(match[1])
            parts = urlsplit(written)
            if parts.scheme or parts.netloc:
                continue
            place = unquote(parts.path)
            if place.startswith(root):
                place = place.removeprefix(root)
            elif place:
                place = posixpath.join("/", folder, place)  # joined to the root: `..` cannot climb out of it
            else:
                place = f"/{path}"
            file = posixpath.normpath(place).strip("/") if place else ""
            if place.endswith("/") or not file or file == ".":
                file = posixpath.join("" if file == "." else file, "index.html")
            yield Target(file, unquote(parts.fragment), written)


def ids(page: str) -> frozenset[str]:
    """Return the ids in `page` that a link may name."""
    return frozenset(html.unescape(match) for match in _ID.findall(page))


def missing(found: Iterator[Target], files: Container[str]) -> Iterator[Target]:
    """Yield the targets that are not among the site's files."""
    return (target for target in found if target.path not in files)
