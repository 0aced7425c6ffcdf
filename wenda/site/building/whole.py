"""The plan of a build that has opened the whole library: every page may differ, unless only bodies were edited."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from wenda.site.assembly import Assembly
from wenda.site.budget import characters, has_room, left_out
from wenda.site.building.records import Rendering
from wenda.site.building.view_cache import known_views
from wenda.site.building.work import Made, Plan
from wenda.site.cache import Cache
from wenda.site.library.cache import put_library
from wenda.site.library.known import same_but_for_body
from wenda.site.library.library import LibraryState
from wenda.site.mkdocs import Renderer
from wenda.site.outputs.files import of_machines
from wenda.site.outputs.index_files import Placed
from wenda.site.report import BuildReport
from wenda.site.settings import unset
from wenda.site.staging.stage import Stage
from wenda.site.urls import file_of
from wenda.site.weight import Weight
from wenda.slug import known_slugs


def whole_build(  # noqa: PLR0913  what there is, and what the last build left
    renderer: Renderer,
    site: Assembly,
    stage: Stage,
    cache: Cache,
    *,
    put_index: Callable[[], Placed],
    rendering: Rendering | None,
    before: LibraryState | None,
) -> Plan:
    """Return what building `site` takes; `put_index` puts its search index in place.

    `rendering` and `before` are what the last build left, if its pages may be taken over at all.
    """
    catalog, settings = site.library.catalog, site.settings
    now = Rendering(
        pages={},
        told=(),
        others=(),
        targets=tuple(sorted(_targets(site))),
        day=settings.today,
        has_room=has_room(catalog, settings),
    )
    rendering = rendering if stage.standing else None
    same_frame = rendering is not None and replace(rendering, pages={}, told=(), others=()) == now
    edited = edited_bodies(site.library.state, before) if same_frame and before else None
    sources = None if edited is None else {f"q/{path}" for path in edited}
    pages = list(enumerate(renderer.pages))
    return Plan(
        others=_others(renderer, site, stage, cache, put_index=put_index, before=before),
        asked=[n for n, page in pages if sources is None or page.source in sources],
        kept=[] if sources is None else [page.source for _, page in pages if page.source not in sources],
        stay=None,
        moved=frozenset(now.targets) ^ frozenset(rendering.targets) if rendering else frozenset(),
        before=rendering.pages if rendering else {},
        now=now,
        report=BuildReport(
            articles=len(catalog.entries),
            pages=len(site.pages),
            rendered=0,
            weight=Weight(0, 0, ()),
            seconds=0,
            warnings=(),
            unrendered=(),
            left_out=(*left_out(catalog, settings), *unset(settings)),
        ),
        told=frozenset(),
        characters=characters(catalog),
        parts={} if sources is None else known_views(cache),
    )


def _others(  # noqa: PLR0913  as for the whole build
    renderer: Renderer,
    site: Assembly,
    stage: Stage,
    cache: Cache,
    *,
    put_index: Callable[[], Placed],
    before: LibraryState | None,
) -> Sequence[Callable[[], Made]]:
    """Return two tasks for files that are no pages, and one for the cache."""

    def index() -> Made:
        placed = put_index()
        return Made(placed.files, parts=placed.parts, renamed=placed.renamed)

    def machines() -> Made:
        return _put(of_machines(site.library, site.pages.values(), site.settings), stage)

    def remember() -> Made:
        state = replace(site.library.state, slugs=known_slugs())
        return Made({}, parts=put_library(cache, state, before) if renderer.is_known else {})

    return index, machines, remember


def _put(outputs: Iterable[tuple[str, bytes]], stage: Stage) -> Made:
    return Made({path: stage.write(path, content) for path, content in outputs})


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
        if not one or not other or not same_but_for_body(one, other):
            return None
    return frozenset(edited)


def _targets(site: Assembly) -> Iterator[str]:
    """Yield all that a link in an article may name: pages by file and by source, and assets."""
    for page in site.pages.values():
        yield file_of(page.url)
        yield page.source
    for asset in site.library.assets:
        yield f"q/{asset}"
