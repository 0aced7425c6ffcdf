"""Where built pages lead, so that no link of the site is broken when it is published.

Each page is surveyed where it is rendered; only what its own process cannot decide is judged when all files are there.
"""

import html
import posixpath
import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from wenda.errors import Problem

_FROM_DOCS = "check the spelling; seen from docs/, a question is q/its-id.md and a listing topics/index.md"
# What a tag leads to or loads; `>` may stand inside a quoted value.
_HREF = re.compile(r"<(?:a|link|img|script|source)\b(?:[^<>\"]|\"[^\"]*\")*?\s(?:href|src)=\"([^\"]*)\"")
_LINK = re.compile(r"<(a|img)\b(?:[^>\"]|\"[^\"]*\")*>")
_ATTRIBUTE = re.compile(r"([\w:-]+)=\"([^\"]*)\"")
_ID = re.compile(r"<[A-Za-z](?:[^>\"]|\"[^\"]*\")*?\sid=\"([^\"]*)\"")
# Up, down and perhaps a query, in letters that stand for themselves: what nearly all links within a site are.
_SIMPLE = re.compile(r"((?:\.\./)*)((?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*|(?<=/)))(?:\?[^#&]*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Target:
    """A place within the site: the file a link leads to and the anchor in it, if any; `written` as the page has it."""

    file: str
    anchor: str
    written: str


class Survey:
    """Judges the links of the site's pages; `files` are those that are known to be there, `root` its path on the host.

    Pages in one folder (`q/one/`, `q/two/`) write the same links to the same places, so most are looked up, not read.
    """

    def __init__(self, root: str, files: Container[str]) -> None:
        self._root = root
        self._files = files
        self._good: dict[str, set[str]] = defaultdict(
            set
        )  # links that climb, by the folder that they climb to

    def doubtful(self, page: str, file: str, *, anchors: bool = True) -> tuple[Target, ...]:
        """Return the links of `page`, published as `file`, that are not known to be good.

        That is those to files that are not there and, with `anchors`, to anchors of other pages and to those that the
        page does not have.
        """
        good = self._good_beside(file)
        links = {*_HREF.findall(page)} - good
        doubtful = {
            target
            for written in links
            if not written.startswith(("#", "https://", "http://"))
            and (target := self._doubt(written, file, good))
            and (anchors or target.file not in self._files)
        }
        if anchors:
            places = (
                _target(html.unescape(written), file, self._root) for written in links if written[:1] == "#"
            )
            doubtful.update(target for target in places if target and target.anchor)
            own = {target for target in doubtful if target.file == file and _has_id(page, target.anchor)}
            doubtful -= own
        return tuple(sorted(doubtful, key=lambda target: target.written))

    def unlink(self, body: str, file: str) -> str:
        """Return the HTML of an article without links and images that lead to no file; their words stay."""
        if "<a" not in body and "<img" not in body:
            return body
        good = self._good_beside(file)

        def mended(tag: re.Match[str]) -> str:
            values = dict(_ATTRIBUTE.findall(tag[0]))
            written = values.get("src" if tag[1] == "img" else "href", "")
            target = None if written in good else self._doubt(written, file, good)
            if target is None or target.file in self._files:
                return tag[0]
            return values.get("alt", "") if tag[1] == "img" else "<a>"

        return _LINK.sub(mended, body)

    def _good_beside(self, file: str) -> set[str]:
        """Return the links known to be good on every page whose folder lies beside that of `file`."""
        return self._good[posixpath.dirname(posixpath.dirname(file))]

    def _doubt(self, written: str, file: str, good: set[str]) -> Target | None:
        """Return where a link of the page leads, as its HTML has it, if that is no file of the site or an anchor.

        `good` takes up a link that is the same, and good, beside this page.
        """
        simple = _simple_target(written, file)
        if simple is None or simple not in self._files:
            target = _target(html.unescape(written), file, self._root)
            if target is not None and (target.file not in self._files or target.anchor):
                return target
        if written.startswith("../") and "/" in file:
            good.add(written)
        return None


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
        yield Problem(page, 0, f"links to {written}, {wrong}{others}", _FROM_DOCS, "broken-link")


def targets(page: str, file: str, root: str) -> Iterator[Target]:
    """Yield every place within the site that `page` leads to; links to other hosts are passed over."""
    for written in _HREF.findall(page):
        if target := _target(html.unescape(written), file, root):
            yield target


def ids(page: str) -> frozenset[str]:
    """Return the ids in `page` that a link may name."""
    return frozenset(map(html.unescape, _ID.findall(page)))


def _has_id(page: str, anchor: str) -> bool:
    """Say whether a tag of `page` has this id; quickly, where it is found as it is written most often."""
    at = page.find(f' id="{anchor}"')
    return (at >= 0 and page.rfind("<", 0, at) > page.rfind(">", 0, at)) or anchor in ids(page)


def _simple_target(written: str, file: str) -> str | None:
    """Return the file that a simple link leads to, as `_target` finds it at several times the price."""
    match = _SIMPLE.fullmatch(written)
    if not match:
        return None
    folders = file.split("/")[:-1]
    ups, path = len(match[1]) // 3, match[2]
    if ups > len(folders) or not path:
        return None
    return "/".join((*folders[: len(folders) - ups], path)) + ("index.html" if path[-1] == "/" else "")


def _target(written: str, file: str, root: str) -> Target | None:
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
        path = posixpath.join(posixpath.dirname(file), path)
    place = posixpath.normpath(f"/{path}")[1:]  # from the root: `..` cannot climb out of the site
    is_folder = not place or path.endswith(("/", "/.", "/..")) or path == ".."
    return Target(
        posixpath.join(place, "index.html") if is_folder else place, unquote(parts.fragment), written
    )
