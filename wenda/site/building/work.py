"""The work of a build, cut into tasks that processes can share: each puts files in place and says which.

A page whose key is the one that it was rendered under last time is taken over from the standing site.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from wenda.errors import Problem
from wenda.site.building.records import PageRecord, Records, Rendering
from wenda.site.cache import digest_of, encoded
from wenda.site.mkdocs import Rendered, Renderer
from wenda.site.pages.articles import without_article
from wenda.site.pages.page_set import SitePage, View
from wenda.site.pages.views import ArticleView
from wenda.site.processes.limits import End, Limits
from wenda.site.rendering.links import Target
from wenda.site.report import BuildReport
from wenda.site.staging.files import File
from wenda.site.staging.stage import Stage
from wenda.site.urls import file_of

if TYPE_CHECKING:
    from wenda.catalog.build import Parallel

_LINKS = 200  # files that are linked in one task


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a task: the files that are in place now, and what to remember of a page.

    A page without a record is as it was, and its files are not in place yet.
    """

    files: dict[str, File]
    page: str = ""  # its source
    record: PageRecord | None = None
    view: bytes = b""  # of an article's page, encoded, without the article itself
    parts: dict[str, str] = field(default_factory=dict)  # put into the cache, to be committed
    renamed: tuple[str, str] | None = None  # a folder of the stage, and its new name


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a build has to do, and what it knows without doing it.

    `others` are the tasks beside the pages. Of the pages of `before`, the last build, `kept` (by source) stay as they
    are. Where `stay` are files that do, unless they are made anew, all pages that are not asked are kept as well; None:
    all files that are no pages are put in place. A page is taken over if its key is the same and none of the files
    that came or went, `moved`, is one that it leads to.
    """

    others: Sequence[Callable[[], Made]]
    asked: Sequence[int]  # numbers of the pages that may differ
    kept: Sequence[str]
    stay: Sequence[str] | None
    moved: frozenset[str]
    before: Mapping[str, PageRecord]
    now: Rendering  # without pages
    report: BuildReport  # without what rendering tells and what is worked out from the files
    told: frozenset[Problem]
    characters: int  # of all articles' bodies
    parts: Mapping[str, str]  # of the cache, that stay

    @property
    def asks_all(self) -> bool:
        """Say whether every page is asked what it shows."""
        return not self.kept and self.stay is None


class Work:
    """The tasks of a build: those beside the pages, then one for each page that may differ."""

    def __init__(self, renderer: Renderer, stage: Stage, plan: Plan) -> None:
        self._renderer, self._stage, self._plan = renderer, stage, plan

    def __len__(self) -> int:
        return self.apart + len(self._plan.asked)

    def do(self, number: int) -> Made:
        """Do one task and put what comes of it in place."""
        others = self._plan.others
        return others[number]() if number < len(others) else self._page(self._number(number))

    def _number(self, task: int) -> int:
        return self._plan.asked[task - self.apart]

    @property
    def apart(self) -> int:
        """Return how many tasks, the first ones, are no pages."""
        return len(self._plan.others)

    @property
    def limits(self) -> Limits:
        """Return what a page may take; what is no page takes what it needs."""
        options = self._renderer.settings.options
        return Limits(options.page_seconds, options.page_megabytes, exempt=range(self.apart))

    def rescue(self, number: int, end: End) -> Made:
        """Put the page in place that task `number` died of, its text as it is written."""
        number = self._number(number)
        page = self._renderer.pages[number]
        view = page.view()
        return self._put_page(page, view, *_key(page, view), self._renderer.render_as_written(number, end))

    def finish(self, made: Sequence[Made], parallel: "Parallel") -> tuple[dict[str, File], Rendering]:
        """Put the files in place that are copied or taken over; return all files of the site, and all its pages."""
        for one in made:
            if one.renamed:
                self._stage.renamed(*one.renamed)
        files = {path: file for one in made for path, file in one.files.items()}
        made_pages = {one.page: one.record for one in made if one.record}
        if self._plan.stay is not None:
            self._keep([path for path in self._plan.stay if path not in files], files, parallel)
            return files, self._amended(made_pages)
        kept = [*self._plan.kept, *(one.page for one in made if one.page and not one.record)]
        pages = made_pages | {source: self._plan.before[source] for source in kept}
        self._keep([path for source in kept for path in self._plan.before[source].files], files, parallel)
        for path, source in self._renderer.static_files():
            files[path] = self._stage.put(path, source)
        owned = {path for record in pages.values() for path in record.files}
        others = tuple(sorted(files.keys() - owned))
        return files, replace(self._plan.now, pages=pages, told=_told(pages), others=others)

    def _amended(self, made: Mapping[str, PageRecord]) -> Rendering:
        before, now = self._plan.before, self._plan.now
        assert isinstance(before, Records)  # as an amendment has it
        told = {*now.told} - made.keys() | {*_told(made)}
        return replace(now, pages=before.with_others(made), told=tuple(sorted(told)))

    def links(self, made: Sequence[Made], rendering: Rendering) -> Iterator[tuple[str, tuple[Target, ...]]]:
        """Yield the links that are to be judged now: where other files stay, those in and to what was made."""
        new = {path for one in made for path in one.files}
        for record in map(rendering.pages.__getitem__, rendering.told):
            for page, links in record.doubtful:
                if (
                    self._plan.stay is None
                    or not new.isdisjoint(record.files)
                    or any(link.file in new for link in links)
                ):
                    yield page, links

    def _keep(self, paths: Iterable[str], files: dict[str, File], parallel: "Parallel") -> None:
        """Let files of the standing site be in place, and note them in `files`."""
        held, missing = self._stage.held, []
        for path in paths:
            if self._stage.lacks(path):
                missing.append(path)
            else:
                files[path] = held[path]
        files |= self._linked(missing, parallel)

    def _linked(self, paths: Sequence[str], parallel: "Parallel") -> dict[str, File]:
        """Put files of the standing site in place."""

        def link(number: int) -> dict[str, File]:
            some = paths[number * _LINKS : (number + 1) * _LINKS]
            return {path: self._stage.keep(path) for path in some}

        linked: dict[str, File] = {}
        for some in parallel(link, -(-len(paths) // _LINKS)):
            linked |= some
        return linked

    def _page(self, number: int) -> Made:
        page = self._renderer.pages[number]
        view = page.view()
        (key, bare_view), record = _key(page, view), self._plan.before.get(page.source)
        if record and record.key == key and self._plan.moved.isdisjoint(record.leads):
            return Made({}, page.source, view=bare_view)
        return self._put_page(page, view, key, bare_view, self._renderer.render(number, view))

    def _put_page(self, page: SitePage, view: View, key: bytes, bare_view: bytes, rendered: Rendered) -> Made:
        files = {file_of(page.url): self._stage.write(file_of(page.url), rendered.content)}
        if twin := self._renderer.site.twin(page, view):
            files[twin[0]] = self._stage.write(*twin)
        record = PageRecord(
            key=key,
            files=tuple(files),
            title=page.title,
            leads=rendered.leads,
            doubtful=rendered.doubtful,
            warnings=rendered.warnings,
        )
        return Made(files, page.source, record, bare_view)


def _key(page: SitePage, view: View) -> tuple[bytes, bytes]:
    """Return a digest of all that the template of a page is handed, and an article's view as it is kept."""
    about = (page.url, page.template, page.title, page.description, page.indexed)
    if not isinstance(view, ArticleView):
        return digest_of((*about, view)), b""
    bare = encoded(without_article(view))
    return digest_of((*about, bare, view.article)), bare


def _told(pages: Mapping[str, PageRecord]) -> tuple[str, ...]:
    return tuple(sorted(source for source, record in pages.items() if record.doubtful or record.warnings))
