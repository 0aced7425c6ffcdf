"""Where built pages lead, so that no link of the site is broken when it is published.

Each page is surveyed where it is rendered; only what its own process cannot decide is judged when all files are there.
"""

import html
import posixpath
import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from wenda.errors import Problem

# A whole tag; `>` may stand inside a quoted value.
_TAG = re.compile(r"<(?:a|link|img|script|source)\b((?:[^>\"]|\"[^\"]*\")*)>")
_LINK = re.compile(r"<(a|img)\b(?:[^>\"]|\"[^\"]*\")*>")
_ATTRIBUTE = re.compile(r"([\w:-]+)=\"([^\"]*)\"")
_ID = re.compile(r"<[A-Za-z](?:[^>\"]|\"[^\"]*\")*?\sid=\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class Target:
    """A place within the site: the file a link leads to and the anchor in it, if any; `written` as the page has it."""

    file: str
    anchor: str
    written: str


def survey(page: str, file: str, root: str, files: Container[str]) -> tuple[Target, ...]:
    """Return the links of `page`, published as `file` on a site at `root`, that are not known to be good.

    That is those to files not among `files`, to anchors of other pages, and to anchors that the page does not have.
    """
    own = ids(page)
    doubtful = {
        target
        for target in targets(page, file, root)
        if target.file not in files or (target.anchor and not (target.file == file and target.anchor in own))
    }
    return tuple(sorted(doubtful, key=lambda target: target.written))


def unlink(body: str, file: str, root: str, files: Container[str]) -> str:
    """Return the HTML of an article without links and images that are not among `files`; their words stay."""
    folder = posixpath.dirname(file)

    def mended(tag: re.Match[str]) -> str:
        values = dict(_ATTRIBUTE.findall(tag[0]))
        written = html.unescape(values.get("src" if tag[1] == "img" else "href", ""))
        target = _target(written, file, folder, root)
        if target is None or target.file in files:
            return tag[0]
        return values.get("alt", "") if tag[1] == "img" else "<a>"

    return _LINK.sub(mended, body)


def broken(doubtful: Mapping[str, Sequence[Target]], site_dir: Path) -> Iterator[Problem]:
    """Yield a problem for each place that doubtful links lead to and that is not in `site_dir`.

    `doubtful` has the links by the file that a page is made from. A place is told once, at the first page that leads
    to it: what a template gets wrong is wrong on every page.
    """
    pages = defaultdict(list)
    for page, links in sorted(doubtful.items()):
        for target in links:
            pages[target.file, target.anchor].append((page, target.written))
    ids_of = cache(lambda file: ids((site_dir / file).read_text(encoding="utf-8")))
    for (file, anchor), places in pages.items():
        if not (site_dir / file).is_file():
            wrong = "which is not there"
        elif anchor and file.endswith(".html") and anchor not in ids_of(file):
            wrong = "which has no such anchor"
        else:
            continue
        page, written = places[0]
        others = f"; so do {len(places) - 1} other pages" if len(places) > 1 else ""
        yield Problem(page, 0, f"links to {written}, {wrong}{others}", rule="broken-link")


def targets(page: str, file: str, root: str) -> Iterator[Target]:
    """Yield every place within the site that `page` leads to; links to other hosts are passed over."""
    folder = posixpath.dirname(file)
    for tag in _TAG.finditer(page):
        for name, value in _ATTRIBUTE.findall(tag[1]):
            if name in {"href", "src"} and (target := _target(html.unescape(value), file, folder, root)):
                yield target


def ids(page: str) -> frozenset[str]:
    """Return the ids in `page` that a link may name."""
    return frozenset(map(html.unescape, _ID.findall(page)))


@lru_cache(maxsize=4096)
def _target(written: str, file: str, folder: str, root: str) -> Target | None:
    """Return where a link leads, or None when it leaves the site."""
    parts = urlsplit(written)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    if not path:
        return Target(file, unquote(parts.fragment), written)
    if path.startswith("/"):
        if not path.startswith(root):
            return None  # another site of the same host
        path = path[len(root) :]
    else:
        path = posixpath.join(folder, path)
    place = posixpath.normpath(f"/{path}")[1:]  # from the root: `..` cannot climb out of the site
    is_folder = not place or path.endswith(("/", "/.", "/..")) or path == ".."
    return Target(
        posixpath.join(place, "index.html") if is_folder else place, unquote(parts.fragment), written
    )
