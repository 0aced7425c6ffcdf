"""An edit of a few bodies alone, brought into the standing site without opening the library.

What of the last build holds on is taken over: every other page and file, the catalog, and what the articles' own pages
show beside their bodies. Where anything else may be different there is no amendment, and the library is opened.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from wenda.search.synonyms import load_synonyms
from wenda.search.update import Index
from wenda.site.articles import with_article
from wenda.site.assembly import PageSet
from wenda.site.budget import fits
from wenda.site.cache import Cache
from wenda.site.edits import Edits, changed_texts, read_again
from wenda.site.index_files import index_with_bodies, place_index
from wenda.site.library_cache import read_some
from wenda.site.mkdocs import Renderer
from wenda.site.offline import SEARCH_LIST
from wenda.site.pages import SitePage, View, article_page
from wenda.site.past import Inputs, PageRecord, Past, Rendering
from wenda.site.settings import Settings
from wenda.site.stage import Stage
from wenda.site.texts import load_texts
from wenda.site.urls import url_of
from wenda.site.view_cache import read_views
from wenda.site.work import Made, Plan


def amendment(renderer: Renderer, stage: Stage, cache: Cache, past: Past, inputs: Inputs) -> Plan | None:
    """Open the pages of edited bodies and return what bringing them into the standing site takes, or None."""
    paths, settings = changed_texts(past.inputs, inputs), renderer.settings
    known = read_some(cache, paths) if paths else None
    rendering = cache.read("rendering", Rendering) if known else None
    if not known or not rendering or known.content_dir != str(settings.content_dir):
        return None
    edits = Edits(settings.content_dir, known.files, read_again(known, settings.content_dir))
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


def _pages(edits: Edits, cache: Cache) -> Sequence[SitePage] | None:
    """Return the articles' pages, as they are in the whole site."""
    articles = [file.article for file in edits.after.values() if file.article]
    views = read_views(cache, [f"q/{article.path}" for article in articles])
    if views is None:
        return None
    return [
        article_page(article, partial(with_article, views[f"q/{article.path}"], article))
        for article in articles
    ]


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


def _index(edits: Edits, stage: Stage, cache: Cache) -> Index | None:
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
