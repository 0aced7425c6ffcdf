"""The work of a build, cut into tasks that processes can share: each puts files in place and says which.

A page whose key is the one that it was rendered under last time is taken over from the standing site.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wenda.site.assembly import Assembly
from wenda.site.cache import digest_of
from wenda.site.limits import End, Limits
from wenda.site.mkdocs import Rendered, Renderer
from wenda.site.outputs import of_machines, of_search
from wenda.site.pages import SitePage
from wenda.site.past import PageRecord, Rendering
from wenda.site.stage import File, Stage
from wenda.site.urls import file_of

_OUTPUTS = 2  # tasks beside the pages


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a task: the files that are in place now, and what to remember of a page."""

    files: dict[str, File]
    page: str = ""  # its source
    record: PageRecord | None = None
    is_new: bool = False


class Work:
    """The tasks of a build: two for the files that are no pages, then one for each page.

    `rendering` is the last one, if its pages may be taken over at all.
    """

    def __init__(self, renderer: Renderer, site: Assembly, stage: Stage, rendering: Rendering | None) -> None:
        self._renderer = renderer
        self._site = site
        self._stage = stage
        self._records = rendering.pages if rendering and stage.standing else {}
        self.targets = tuple(sorted(_targets(site)))
        self._moved = frozenset(self.targets) ^ frozenset(rendering.targets) if rendering else frozenset()

    def __len__(self) -> int:
        return _OUTPUTS + len(self._renderer.pages)

    def do(self, number: int) -> Made:
        """Do one task and put what comes of it in place."""
        if number == 0:
            return self._put(of_search(self._site.library, self._site.settings))
        if number == 1:
            pages = self._site.pages.values()
            return self._put(of_machines(self._site.library, pages, self._site.settings))
        return self._page(number - _OUTPUTS)

    @property
    def limits(self) -> Limits:
        """Return what a page may take; what is no page takes what it needs."""
        options = self._site.settings.options
        return Limits(options.page_seconds, options.page_megabytes, exempt=range(_OUTPUTS))

    def rescue(self, number: int, end: End) -> Made:
        """Put the page in place that task `number` died of, its text as it is written."""
        page, key = self._key(number - _OUTPUTS)
        return self._put_page(page, key, self._renderer.render_as_written(number - _OUTPUTS, end))

    def files(self, made: Iterable[Made]) -> dict[str, File]:
        """Put the files that are copied in place, and return all files of the site."""
        files = {path: file for one in made for path, file in one.files.items()}
        for path, source in self._renderer.static_files():
            files[path] = self._stage.put(path, source)
        return files

    def _put(self, outputs: Iterable[tuple[str, bytes]]) -> Made:
        return Made({path: self._stage.write(path, content) for path, content in outputs})

    def _key(self, number: int) -> tuple[SitePage, bytes]:
        """Return a page, and a digest of all that its template is handed."""
        page = self._renderer.pages[number]
        facts = (page.url, page.template, page.title, page.description, page.indexed, page.view())
        return page, digest_of(facts)

    def _page(self, number: int) -> Made:
        page, key = self._key(number)
        record = self._records.get(page.source)
        if record and record.key == key and self._moved.isdisjoint(record.leads):
            return Made({path: self._stage.keep(path) for path in record.files}, page.source, record)
        return self._put_page(page, key, self._renderer.render(number))

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
        return Made(files, page.source, record, is_new=True)


def _targets(site: Assembly) -> Iterator[str]:
    """Yield all that a link in an article may name: pages by file and by source, and assets."""
    for page in site.pages.values():
        yield file_of(page.url)
        yield page.source
    for asset in site.library.assets:
        yield f"q/{asset}"
