"""An edit of a few bodies alone, brought into the standing site without opening the library.

What of the last build holds on is taken over: every other page and file, the catalog, and what the articles' own pages
show beside their bodies. Where anything else may be different there is no amendment, and the library is opened.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from wenda.errors import Problem
from wenda.site.budget import SIZE, fits
from wenda.site.building.examination import Examined, Examining
from wenda.site.building.past import Past
from wenda.site.building.records import PageRecord, Rendering, read_rendering
from wenda.site.building.view_cache import read_views
from wenda.site.building.work import Made, Plan
from wenda.site.cache import Cache
from wenda.site.mkdocs import Renderer
from wenda.site.outputs.index_files import place_index
from wenda.site.outputs.offline import SEARCH_LIST
from wenda.site.pages.articles import with_article
from wenda.site.pages.page_set import PageSet, SitePage, View, article_page
from wenda.site.settings import Settings
from wenda.site.staging.stage import Stage
from wenda.site.texts import load_texts
from wenda.site.urls import url_of


def amendment(
    renderer: Renderer,
    stage: Stage,
    cache: Cache,
    past: Past,
    examining: Examining,
) -> Plan | None:
    """Open the pages of edited bodies and return what bringing them into the standing site takes, or None.

    `examining` is what is being found out about the files that may be different.
    """
    settings, rendering = renderer.settings, read_rendering(cache)
    examined = examining.result() if rendering else None
    if not rendering or not examined:
        return None
    pages = _pages(examined, cache)
    told = _told(examined, past, rendering)
    characters = past.characters + examined.more
    has_room = fits(past.report.articles, characters, settings)
    if pages is None or told is None or has_room is not rendering.has_room:
        return None
    index = f"search/{examined.index.former}/"
    owned = frozenset(path for path in past.files.keys() - rendering.others if not path.startswith(index))
    renderer.open(partial(_site, pages=pages, rendering=rendering, files=owned))
    renderer.prepare(page.template for page in pages)
    stage.settle()
    if not stage.standing:
        return None
    sources = {page.source for page in pages}
    return Plan(
        others=[partial(_put, examined, renderer.settings, stage, cache)],  # which have the bundles now
        asked=[number for number, page in enumerate(renderer.pages) if page.source in sources],
        kept=[],
        stay=[path for path in stage.standing if path != SEARCH_LIST and not path.startswith(index)],
        moved=frozenset(),
        before=rendering.pages,
        now=rendering,
        report=past.report,
        told=told,
        characters=characters,
        parts=cache.parts,
    )


def _pages(examined: Examined, cache: Cache) -> Sequence[SitePage] | None:
    """Return the articles' pages, as they are in the whole site."""
    views = read_views(cache, [f"q/{path}" for path in examined.articles])
    if views is None:
        return None
    return [
        article_page(article, partial(with_article, views[f"q/{path}"], article))
        for path, article in examined.articles.items()
    ]


def _told(examined: Examined, past: Past, rendering: Rendering) -> frozenset[Problem] | None:
    """Return what is wrong with the content now; None where that takes looking at all of it."""
    former = frozenset((*past.report.warnings, *past.report.unrendered))
    own = {problem for problem in former if problem.path in examined.places}
    known = {p for path in examined.articles for p in rendering.pages[f"q/{path}"].warnings}
    if own - known - examined.known:
        return None
    return frozenset(problem for problem in former - own if problem.rule != SIZE) | examined.now


def _site(
    settings: Settings, pages: Sequence[SitePage], rendering: Rendering, files: frozenset[str]
) -> PageSet:
    """Return the site as far as rendering these pages takes: of others, where they are; `files` are all pages'."""
    targets = frozenset(rendering.targets)
    return PageSet(
        settings=settings,
        texts=load_texts(settings.language),
        pages={page.source: page for page in pages},
        elsewhere=_Elsewhere(rendering.pages, targets),
        assets=tuple(path[2:] for path in sorted(targets - files - rendering.pages.keys())),  # q/…
        has_twins=settings.options.markdown_twins and rendering.has_room,
        others=files,
    )


class _Elsewhere(Mapping[str, SitePage]):
    """Pages that are taken over as they are, each made when somebody asks where it is.

    Pages of docs/ that Wenda knows nothing about are not among the `targets`: MkDocs knows where they are.
    """

    def __init__(self, records: Mapping[str, PageRecord], targets: frozenset[str]) -> None:
        self._records, self._targets = records, targets

    def __getitem__(self, source: str) -> SitePage:
        if source not in self._targets:
            raise KeyError(source)
        record = self._records[source]
        url = url_of(record.files[0])
        return SitePage(url=url, source=source, template="", title=record.title, view=_unseen)

    def __iter__(self) -> Iterator[str]:
        return filter(self._targets.__contains__, self._records)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _unseen() -> View:
    raise AssertionError("this page is taken over as it is")


def _put(examined: Examined, settings: Settings, stage: Stage, cache: Cache) -> Made:
    """Put the search index in place, and what is known of the articles into the cache."""
    index = place_index(examined.index, settings, stage, cache)
    blocks = {name: cache.put_bytes(name, block) for name, block in examined.blocks.items()}
    return Made(index.files, parts=index.parts | blocks, renamed=index.renamed)
