"""An edit of a few bodies alone, brought into the standing site without opening the library.

What of the last build holds on is taken over: every other page and file, the catalog, and what the articles' own pages
show beside their bodies. Where anything else may be different there is no amendment, and the library is opened.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from wenda.errors import Problem
from wenda.site.articles import with_article
from wenda.site.budget import SIZE, fits
from wenda.site.cache import Cache
from wenda.site.examination import Examined, Examining
from wenda.site.index_files import place_index
from wenda.site.mkdocs import Renderer
from wenda.site.offline import SEARCH_LIST
from wenda.site.page_set import PageSet, SitePage, View, article_page
from wenda.site.past import PageRecord, Past, Rendering
from wenda.site.settings import Settings
from wenda.site.stage import Stage
from wenda.site.texts import load_texts
from wenda.site.urls import url_of
from wenda.site.view_cache import read_views
from wenda.site.work import Made, Plan


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
    settings, rendering = renderer.settings, cache.read("rendering", Rendering)
    examined = examining.result() if rendering else None
    if not rendering or not examined:
        return None
    pages = _pages(examined, cache)
    told = _told(examined, past, rendering)
    characters = past.characters + examined.more
    has_room = fits(past.report.articles, characters, settings)
    if pages is None or told is None or has_room is not rendering.has_room:
        return None
    renderer.open(partial(_site, pages=pages, rendering=rendering))
    renderer.prepare(page.template for page in pages)
    stage.settle()
    if not stage.standing:
        return None
    sources = {page.source for page in pages}
    owned = {path for record in rendering.pages.values() for path in record.files}
    return Plan(
        others=[partial(_put, examined, renderer.settings, stage, cache)],  # which have the bundles now
        asked=[number for number, page in enumerate(renderer.pages) if page.source in sources],
        kept=[source for source in rendering.pages if source not in sources],
        stay=[
            path
            for path in stage.standing.keys() - owned
            if path != SEARCH_LIST and not path.startswith(f"search/{examined.index.former}/")
        ],
        moved=frozenset(),
        before=rendering.pages,
        now=replace(rendering, pages={}),
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


def _site(settings: Settings, pages: Sequence[SitePage], rendering: Rendering) -> PageSet:
    """Return the site as far as rendering these pages takes: of others, where they are."""
    others, targets = rendering.pages, frozenset(rendering.targets)
    known = {source: _elsewhere(source, record) for source, record in others.items() if source in targets}
    files = frozenset(path for record in others.values() for path in record.files)
    return PageSet(
        settings=settings,
        texts=load_texts(settings.language),
        pages=known | {page.source: page for page in pages},
        assets=tuple(path[2:] for path in sorted(targets - files - known.keys())),  # q/…
        has_twins=settings.options.markdown_twins and rendering.has_room,
        others=files,
    )


def _elsewhere(source: str, record: PageRecord) -> SitePage:
    return SitePage(url=url_of(record.files[0]), source=source, template="", title=record.title, view=_unseen)


def _unseen() -> View:
    raise AssertionError("this page is taken over as it is")


def _put(examined: Examined, settings: Settings, stage: Stage, cache: Cache) -> Made:
    """Put the search index in place, and what is known of the articles into the cache."""
    index = place_index(examined.index, settings, stage, cache)
    blocks = {name: cache.put_bytes(name, block) for name, block in examined.blocks.items()}
    return Made(index.files, parts=index.parts | blocks, renamed=index.renamed)
