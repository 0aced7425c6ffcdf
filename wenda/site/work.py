"""The work of a build, cut into tasks that processes can share: each puts files in place and says which.

A page whose key is the one that it was rendered under last time is taken over from the standing site.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from wenda.catalog.build import Parallel
from wenda.site.assembly import Assembly
from wenda.site.budget import has_room
from wenda.site.cache import Cache, digest_of
from wenda.site.index_files import put_index
from wenda.site.library import LibraryState
from wenda.site.library_cache import put_library
from wenda.site.limits import End, Limits
from wenda.site.mkdocs import Rendered, Renderer
from wenda.site.outputs import of_machines
from wenda.site.pages import SitePage, View
from wenda.site.past import PageRecord, Rendering
from wenda.site.stage import File, Stage
from wenda.site.urls import file_of
from wenda.slug import known_slugs

_OTHERS = 3  # tasks beside the pages
_LINKS = 200  # files that are linked in one task


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a task: the files that are in place now, and what to remember of a page.

    A page without a record is as it was, and its files are not in place yet.
    """

    files: dict[str, File]
    page: str = ""  # its source
    record: PageRecord | None = None
    parts: dict[str, str] = field(default_factory=dict)  # put into the cache, to be committed
    renamed: tuple[str, str] | None = None  # a folder of the stage, and its new name


class Work:
    """The tasks of a build: two for files that are no pages, one for the cache, then one for each page that may differ.

    `rendering` and `before` are what the last build left, if its pages may be taken over at all.
    """

    def __init__(
        self,
        renderer: Renderer,
        stage: Stage,
        cache: Cache,
        rendering: Rendering | None,
        before: LibraryState | None,
    ) -> None:
        self._renderer = renderer
        self._site = site = renderer.site
        self._stage = stage
        self._cache = cache
        self._before = before
        self._now = Rendering(
            pages={},
            targets=tuple(sorted(_targets(site))),
            day=site.settings.today,
            has_room=has_room(site.library.catalog, site.settings),
        )
        rendering = rendering if stage.standing else None
        self._records = rendering.pages if rendering else {}
        self._moved = (
            frozenset(self._now.targets) ^ frozenset(rendering.targets) if rendering else frozenset()
        )
        same_frame = rendering is not None and replace(rendering, pages={}) == self._now
        edited = edited_bodies(site.library.state, before) if same_frame and before else None
        sources = None if edited is None else {f"q/{path}" for path in edited}
        pages = list(enumerate(renderer.pages))
        self._kept = [] if sources is None else [p.source for _, p in pages if p.source not in sources]
        self._asked = [n for n, page in pages if sources is None or page.source in sources]

    def __len__(self) -> int:
        return _OTHERS + len(self._asked)

    def do(self, number: int) -> Made:
        """Do one task and put what comes of it in place."""
        if number == 0:
            placed = put_index(self._site.library, self._site.settings, self._stage, self._cache)
            return Made(placed.files, parts=placed.parts, renamed=placed.renamed)
        if number == 1:
            pages = self._site.pages.values()
            return self._put(of_machines(self._site.library, pages, self._site.settings))
        if number == 2:
            return Made({}, parts=self._remember())
        return self._page(self._asked[number - _OTHERS])

    @property
    def limits(self) -> Limits:
        """Return what a page may take; what is no page takes what it needs."""
        options = self._site.settings.options
        return Limits(options.page_seconds, options.page_megabytes, exempt=range(_OTHERS))

    def rescue(self, number: int, end: End) -> Made:
        """Put the page in place that task `number` died of, its text as it is written."""
        number = self._asked[number - _OTHERS]
        page = self._renderer.pages[number]
        return self._put_page(page, _key(page, page.view()), self._renderer.render_as_written(number, end))

    def finish(self, made: Sequence[Made], parallel: Parallel) -> tuple[dict[str, File], Rendering]:
        """Put the files in place that are copied or taken over; return all files of the site, and all its pages."""
        for one in made:
            if one.renamed:
                self._stage.renamed(*one.renamed)
        files = {path: file for one in made for path, file in one.files.items()}
        pages = {one.page: one.record for one in made if one.record}
        kept = [*self._kept, *(one.page for one in made if one.page and not one.record)]
        pages |= {source: self._records[source] for source in kept}
        paths = [path for source in kept for path in self._records[source].files]
        files |= {path: self._stage.standing[path] for path in paths}
        files |= self._linked([path for path in paths if self._stage.lacks(path)], parallel)
        for path, source in self._renderer.static_files():
            files[path] = self._stage.put(path, source)
        return files, replace(self._now, pages=pages)

    def _linked(self, paths: Sequence[str], parallel: Parallel) -> dict[str, File]:
        """Put files of the standing site in place."""

        def link(number: int) -> dict[str, File]:
            some = paths[number * _LINKS : (number + 1) * _LINKS]
            return {path: self._stage.keep(path) for path in some}

        linked: dict[str, File] = {}
        for some in parallel(link, -(-len(paths) // _LINKS)):
            linked |= some
        return linked

    def _remember(self) -> dict[str, str]:
        """Put what the next build can make use of the content into the cache."""
        state = replace(self._site.library.state, slugs=known_slugs())
        return put_library(self._cache, state, self._before) if self._renderer.is_known else {}

    def _put(self, outputs: Iterable[tuple[str, bytes]]) -> Made:
        return Made({path: self._stage.write(path, content) for path, content in outputs})

    def _page(self, number: int) -> Made:
        page = self._renderer.pages[number]
        view = page.view()
        key, record = _key(page, view), self._records.get(page.source)
        if record and record.key == key and self._moved.isdisjoint(record.leads):
            return Made({}, page.source)
        return self._put_page(page, key, self._renderer.render(number, view))

    def _put_page(self, page: SitePage, key: bytes, rendered: Rendered) -> Made:
        files = {file_of(page.url): self._stage.write(file_of(page.url), rendered.content)}
        if twin := self._site.twin(page):
            files[twin[0]] = self._stage.write(*twin)
        record = PageRecord(
            key=key,
            files=tuple(files),
            leads=rendered.leads,
            doubtful=rendered.doubtful,
            warnings=rendered.warnings,
        )
        return Made(files, page.source, record)


def _key(page: SitePage, view: View) -> bytes:
    """Return a digest of all that the template of a page is handed."""
    return digest_of((page.url, page.template, page.title, page.description, page.indexed, view))


def edited_bodies(state: LibraryState, before: LibraryState) -> frozenset[str] | None:
    """Return the paths of the articles whose text was edited, if nothing else is different.

    What the pages of other articles show of an article is never taken from its body, so they are as they were.
    """
    files, former = state.content.files, before.content.files
    if state.catalog is not before.catalog or files.keys() != former.keys():
        return None
    edited = {path for path, file in files.items() if file is not former[path]}
    for path in edited:
        one, other = files[path].article, former[path].article
        if not one or not other or replace(one, body="", body_line=0) != replace(other, body="", body_line=0):
            return None
    return frozenset(edited)


def _targets(site: Assembly) -> Iterator[str]:
    """Yield all that a link in an article may name: pages by file and by source, and assets."""
    for page in site.pages.values():
        yield file_of(page.url)
        yield page.source
    for asset in site.library.assets:
        yield f"q/{asset}"
