"""An edit of a few bodies alone, brought into the standing site without opening the library.

What of the last build holds on is taken over: every other page and file, the catalog, and what the articles' own pages
show beside their bodies. Where anything else may be different there is no amendment, and the library is opened.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from stat import S_ISREG

from wenda.catalog.shelves import Shelves
from wenda.content.store import Stamp, placed
from wenda.errors import Problem, Severity
from wenda.markdown_text import anchors
from wenda.search.synonyms import load_synonyms
from wenda.search.update import Index
from wenda.site.articles import with_body
from wenda.site.assembly import PageSet
from wenda.site.budget import SIZE, fits
from wenda.site.cache import Cache
from wenda.site.check import as_in_a_build
from wenda.site.index_files import index_with_bodies, place_index
from wenda.site.library_cache import SomeFiles, read_some
from wenda.site.mkdocs import Renderer
from wenda.site.offline import SEARCH_LIST
from wenda.site.pages import SitePage, View, article_page
from wenda.site.past import UNSETTLED, Inputs, Past, Rendering
from wenda.site.reading import Known, read_articles, same_but_for_body
from wenda.site.settings import Settings
from wenda.site.stage import Stage
from wenda.site.texts import load_texts
from wenda.site.urls import url_of
from wenda.site.view_cache import read_views
from wenda.site.work import Made, Plan

_MOST = 20  # edited files; for more the library is opened


def amendment(renderer: Renderer, stage: Stage, cache: Cache, past: Past, inputs: Inputs) -> Plan | None:
    """Open the pages of edited bodies and return what bringing them into the standing site takes, or None."""
    paths, settings = _changed(past.inputs, inputs), renderer.settings
    known = read_some(cache, paths) if paths else None
    rendering = cache.read("rendering", Rendering) if known else None
    if not known or not rendering or known.content_dir != str(settings.content_dir):
        return None
    edits = _Edits(settings.content_dir, known.files, _read(known, settings.content_dir))
    told = edits.told(past, rendering) if edits.are_of_bodies() else None
    pages = _pages(edits, cache)
    if told is None or pages is None:
        return None
    characters = past.characters + edits.characters()
    if fits(past.report.articles, characters, settings) is not rendering.has_room:
        return None
    stage.settle()
    index = _index(edits, stage, cache)
    if not stage.standing or not index:
        return None
    renderer.open(partial(_site, pages=pages, rendering=rendering))
    sources = {page.source for page in pages}
    owned = {path for record in rendering.pages.values() for path in record.files}
    return Plan(
        others=_others(renderer, stage, cache, index, partial(known.put, cache, edits.after)),
        asked=[number for number, page in enumerate(renderer.pages) if page.source in sources],
        kept=[source for source in rendering.pages if source not in sources],
        stay=[
            path
            for path in stage.standing.keys() - owned
            if path != SEARCH_LIST and not path.startswith(f"search/{index.former}/")
        ],
        moved=frozenset(),
        before=rendering.pages,
        now=replace(rendering, pages={}),
        report=past.report,
        told=told,
        characters=characters,
        parts=cache.parts,
    )


def _changed(before: Inputs, now: Inputs) -> tuple[str, ...]:
    """Return the files of the content folder that may be different, if they are a few texts and all that may be."""
    if replace(before, content={}) != replace(now, content={}) or before.content.keys() != now.content.keys():
        return ()
    changed = [
        path
        for path, stat in now.content.items()
        if UNSETTLED in (stat, before.content[path]) or stat != before.content[path]
    ]
    few = len(changed) <= _MOST and all(path.lower().endswith(".md") for path in changed)
    return tuple(changed) if few else ()


def _read(known: SomeFiles, content_dir: Path) -> dict[str, Known]:
    """Read again what is known; a file that is none any more is left out."""
    stamps = {}
    for path, file in known.files.items():
        with suppress(OSError):
            status = os.lstat(content_dir / path)
            if S_ISREG(status.st_mode):
                stamp = Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
                stamps[path] = stamp, file.id
    return read_articles(content_dir, stamps, Shelves(known.topics))


@dataclass(frozen=True)
class _Edits:
    """Files as they were and as they are, by path."""

    content_dir: Path
    before: Mapping[str, Known]
    after: Mapping[str, Known]

    def are_of_bodies(self) -> bool:
        """Say whether nothing but bodies was edited, and in these nothing that other articles can refer to."""
        return self.before.keys() == self.after.keys() and all(
            _is_of_body(file, self.after[path]) for path, file in self.before.items()
        )

    def told(self, past: Past, rendering: Rendering) -> frozenset[Problem] | None:
        """Return what is wrong with the content now; None where that takes looking at all of it."""
        former = frozenset((*past.report.warnings, *past.report.unrendered))
        places = {placed(Problem(path, 0, ""), self.content_dir).path for path in self.before}
        own = {problem for problem in former if problem.path in places}
        known = {
            *_alone(self.before),
            *(p for path in self.before for p in rendering.pages[f"q/{path}"].warnings),
        }
        now = {*_alone(self.after)}
        if own - known or any(problem.severity is Severity.ERROR for problem in now):
            return None
        return frozenset(problem for problem in former - own if problem.rule != SIZE) | now

    def characters(self) -> int:
        """Return how many characters there are more."""
        return _characters(self.after) - _characters(self.before)


def _is_of_body(before: Known, after: Known) -> bool:
    one, other = before.article, after.article
    return (
        one is not None
        and other is not None
        and same_but_for_body(one, other)
        and before.subject == after.subject
        and [link[1:] for link in before.links] == [link[1:] for link in after.links]  # but for their lines
        and anchors(one.body) == anchors(other.body)
    )


def _alone(files: Mapping[str, Known]) -> Iterator[Problem]:
    for file in files.values():
        yield from map(as_in_a_build, (*file.in_file, *file.by_rules))


def _characters(files: Mapping[str, Known]) -> int:
    return sum(len(file.article.body) for file in files.values() if file.article)


def _pages(edits: _Edits, cache: Cache) -> Sequence[SitePage] | None:
    """Return the articles' pages, as they are in the whole site."""
    articles = [file.article for file in edits.after.values() if file.article]
    views = read_views(cache, [f"q/{article.path}" for article in articles])
    if views is None:
        return None
    return [
        article_page(article, partial(with_body, views[f"q/{article.path}"], article.body, article.body_line))
        for article in articles
    ]


def _site(settings: Settings, pages: Sequence[SitePage], rendering: Rendering) -> PageSet:
    """Return the site as far as rendering these pages takes: of others, where they are."""
    others, targets = rendering.pages, frozenset(rendering.targets)
    known = {
        source: _elsewhere(source, record.files[0]) for source, record in others.items() if source in targets
    }
    files = frozenset(path for record in others.values() for path in record.files)
    return PageSet(
        settings=settings,
        texts=load_texts(settings.language),
        pages=known | {page.source: page for page in pages},
        assets=tuple(path[2:] for path in sorted(targets - files - known.keys())),  # q/…
        has_twins=settings.options.markdown_twins and rendering.has_room,
        others=files,
    )


def _elsewhere(source: str, file: str) -> SitePage:
    return SitePage(url=url_of(file), source=source, template="", title="", view=_unseen)


def _unseen() -> View:
    raise AssertionError("this page is taken over as it is")


def _index(edits: _Edits, stage: Stage, cache: Cache) -> Index | None:
    articles = {file.id: file.article for file in edits.after.values() if file.article}
    synonyms, _ = load_synonyms(edits.content_dir)
    return index_with_bodies(articles, synonyms, stage, cache)


def _others(
    renderer: Renderer, stage: Stage, cache: Cache, index: Index, remember: Callable[[], dict[str, str]]
) -> Sequence[Callable[[], Made]]:
    def put_index() -> Made:
        placed_index = place_index(index, renderer.settings, stage, cache)
        return Made(placed_index.files, parts=placed_index.parts, renamed=placed_index.renamed)

    return put_index, lambda: Made({}, parts=remember())
