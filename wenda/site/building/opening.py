"""How a build begins: what the last one left is read, and processes look at what can be made use of.

Loaded here is no more than that takes: what reads articles and what renders comes when it is needed.
"""

from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Self

from wenda.site.building.examination import Examining, changed_texts, examination
from wenda.site.building.inputs import Inputs, inputs_of, settled
from wenda.site.building.past import Past, last_build, spare_of
from wenda.site.building.records import Rendering
from wenda.site.building.standing import look_again
from wenda.site.cache import Cache
from wenda.site.settings import Settings, as_typed
from wenda.site.staging.files import NOTHING, Told
from wenda.site.staging.stage import Stage

if TYPE_CHECKING:
    from wenda.catalog.build import Parallel
    from wenda.site.building.work import Plan
    from wenda.site.library.library import Library
    from wenda.site.mkdocs import Renderer

_SHARED = ("wenda.markdown_text", "wenda.site.pages.articles", "wenda.site.outputs.index_files")
"""Modules that this process and the one that examines edits both need: loaded before they part, that is once."""


class Opening:
    """What a build begins with: what the last one left is read, and processes look at what can be made use of."""

    def __init__(self, cache: Cache, stage: Stage, site_dir: Path, seen: Inputs | None, now: int) -> None:
        """Begin; `seen` is what the inputs are as far as they were looked at, `now` a time before whatever happens."""
        self._cache, self._stage, self._now, self._seen = cache, stage, now, seen
        self._spare, self._site_dir = spare_of(site_dir), site_dir.absolute()
        self._past = last_build(cache)
        self._examining: Examining | None = None

    @property
    def closed(self) -> int:
        """Return when the standing site was finished; 0 where there is none."""
        return self._past.closed if self._past else 0

    def __enter__(self) -> Self:
        """Begin to look."""
        past = self._past
        if not past:
            self._stage.resume(NOTHING, self._spare, NOTHING, fill=False)
            return self
        if not self._seen:
            with suppress(OSError):  # something is gone: reading the configuration will say what
                self._seen = settled(look_again(past), self._now)
        seen = self._seen
        standing, held = Told(past.files, past.closed), Told(past.spare, past.spare_closed)
        same_look = seen is not None and seen.look == past.inputs.look
        self._stage.resume(standing, self._spare, held, fill=same_look)
        paths = changed_texts(past.inputs, seen) if seen else ()
        if paths:
            for name in _SHARED:
                import_module(name)
            content_dir = as_typed(Path(past.inputs.content_dir))
            self._examining = examination(paths, content_dir, self._site_dir, self._cache)
        return self

    def __exit__(self, *_: object) -> None:
        """End what was begun for nothing."""
        if self._examining:
            self._examining.stop()

    def plan(self, renderer: "Renderer", config_file: Path, parallel: "Parallel") -> "tuple[Plan, Inputs]":
        """Return what the build takes, and what the site is made from; raises `WendaError`."""
        past, inputs = self._past, self._inputs(config_file, renderer.settings)
        if past and not renderer.is_known:
            self._stage.forget()
            self._stage.resume(NOTHING, self._spare, NOTHING, fill=False)
            past = None
        if past and self._examining and inputs is self._seen:
            from wenda.site.building.amend import amendment

            amended = amendment(renderer, self._stage, self._cache, past, self._examining)
            if amended:
                return amended, inputs
        return _whole(renderer, self._stage, self._cache, past, inputs, parallel=parallel), inputs

    def _inputs(self, config_file: Path, settings: Settings) -> Inputs:
        """Return what the site is made from: as it was seen, where that was the same configuration and folders."""
        folders = settings.content_dir, *settings.own_files
        absolute = tuple(str(folder.absolute()) for folder in folders)
        seen = self._seen
        if (
            seen
            and (seen.content_dir, *seen.own_files) == absolute
            and (seen.config_file, seen.day) == (str(config_file.absolute()), settings.today)
        ):
            return seen
        found = inputs_of(config_file, settings.content_dir, settings.own_files, settings.today)
        return settled(found, self._now)


def _whole(  # noqa: PLR0913  what there is, and what the last build left
    renderer: "Renderer",
    stage: Stage,
    cache: Cache,
    past: Past | None,
    inputs: Inputs,
    *,
    parallel: "Parallel",
) -> "Plan":
    """Open the library and return what building its site takes."""
    from wenda.site.assembly import assemble
    from wenda.site.building.whole import whole_build
    from wenda.site.library.cache import read_library
    from wenda.site.outputs.index_making import IndexMaking

    before, making = read_library(cache) if past else None, list[IndexMaking]()

    def begin_index(library: "Library") -> None:
        stage.settle()
        making.append(IndexMaking(library, renderer.settings, stage, cache, parallel))

    try:
        site = renderer.open(
            partial(assemble, before=before, parallel=parallel, keep=cache.put_bytes, opened=begin_index)
        )
        same_look = past is not None and past.inputs.look == inputs.look
        rendering = cache.read("rendering", Rendering) if same_look else None
        (index,) = making
        return whole_build(
            renderer, site, stage, cache, put_index=index.ready(), rendering=rendering, before=before
        )
    finally:
        for index in making:
            index.stop()
