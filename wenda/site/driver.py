"""The fast way to build a site: MkDocs' steps, with pages rendered in several processes and only where they changed."""

import gc
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wenda.errors import Severity, WendaError
from wenda.progress import track
from wenda.site.budget import too_large
from wenda.site.building.inputs import Inputs
from wenda.site.building.opening import Opening
from wenda.site.building.past import Past, cache_of, different
from wenda.site.building.records import Rendering, put_rendering
from wenda.site.cache import Cache
from wenda.site.profile import Profile
from wenda.site.report import BuildReport
from wenda.site.staging.clock import closing_time
from wenda.site.staging.files import Files
from wenda.site.staging.publish import refuse_sources, staged
from wenda.site.weight import weigh

if TYPE_CHECKING:
    from wenda.site.building.work import Made, Plan, Work
    from wenda.site.mkdocs import Renderer

_CHUNK = 32  # numbers handed to a worker at a time, at most
_LIFETIME = 32  # tasks for some hundred articles each, after which another process takes a worker's place


def build_site(  # noqa: PLR0913  what a command is told
    config_file: Path,
    site_dir: Path,
    content_dir: Path | None,
    jobs: int,
    *,
    strict: bool = False,
    seen: Inputs | None = None,
) -> BuildReport:
    """Bring the site that `config_file` describes up to date and put it in place of `site_dir` when it is whole.

    `seen` is what the inputs were when somebody looked already (`standing_site`). Raises `WendaError` when the
    configuration is wrong, the content prevents a site or a link of a template leads nowhere; `strict`: also when there
    are warnings. `site_dir` is then as it was before.
    """
    start, now = time.perf_counter(), time.time_ns()
    profile, parallel = Profile(), partial(_in_parallel, jobs)
    cache = cache_of(site_dir)
    with _uncollected(), staged(site_dir) as stage, _rolled_back_on_error(cache):
        with (
            profile.stage("Loading", "articles") as lap,
            Opening(cache, stage, site_dir, seen, now) as opening,
        ):
            # What renders takes a third of a second to load; the processes that `opening` has begun work meanwhile.
            from wenda.site.building.work import Work
            from wenda.site.mkdocs import Renderer

            renderer = Renderer(config_file, stage.folder, content_dir)
            refuse_sources(site_dir, (renderer.settings.content_dir, *renderer.settings.own_files))
            plan, inputs = opening.plan(renderer, config_file, parallel)
            lap.count = len(plan.asked) if plan.stay is not None else plan.report.articles
        work = Work(renderer, stage, plan)
        with profile.stage("Rendering", "pages", shown=False) as lap:
            made = _done(work, jobs)
            lap.count = sum(one.record is not None for one in made)
        with profile.stage("Checking", "files") as lap:
            files, rendering = work.finish(made, parallel)
            renderer.finish(work.links(made, rendering))
            stage.drop_others(files.keys())
            lap.count = len(files)
        report = _report(renderer, plan, rendering, made, files, site_dir=site_dir)
        if strict and report.warnings:
            raise WendaError(*report.warnings)
        with profile.stage("Remembering"):
            report = replace(report, seconds=time.perf_counter() - start)
            past = Past(
                content_asked=str(content_dir.absolute()) if content_dir else "",
                inputs=inputs,
                report=report,
                files=files,
                closed=closing_time(stage.folder),
                former=different(stage.standing, files) if stage.standing else None,
                spare_closed=opening.closed,
                characters=plan.characters,
            )
            parts = _remembered(cache, past, plan, made, rendering) if renderer.is_known else {}
            stage.placed = partial(_commit, cache, parts)
    return replace(report, gone=_gone(stage.standing, files), laps=tuple(profile.laps))


def _gone(before: Files, now: Files) -> tuple[str, ...]:
    """Return the addresses of questions that a site had and has no more, not even to lead on from."""
    pages = sorted(path for path in before.keys() - now.keys() if path.startswith("q/"))
    return tuple(path.removesuffix("index.html") for path in pages if path.endswith("/index.html"))


def _done(work: "Work", jobs: int) -> "list[Made]":
    """Do all the work, in several processes, and tell how far it is."""
    from wenda.site.processes.workers import run

    chunk, apart = _chunk(len(work), jobs), work.apart
    tasks = run(work.do, len(work), jobs, work.limits, work.rescue, chunk=chunk, apart=apart)
    return list(track(tasks, "Rendering", len(work)))


def _remembered(
    cache: Cache, past: Past, plan: "Plan", made: "Sequence[Made]", rendering: Rendering
) -> dict[str, str]:
    """Put all that the next build can make use of into the cache, and return what to commit."""
    from wenda.site.building.view_cache import put_views

    views = {one.page: one.view for one in made if one.view}
    parts = put_views(cache, views) if plan.asks_all else dict(plan.parts)
    for one in made:
        parts |= one.parts
    return parts | {"past": cache.put("past", past), "rendering": put_rendering(cache, rendering)}


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from looking, again and again in vain, through what stays until the end.

    What a build leaves is not looked through before the next one begins, which is mostly never.
    """
    collects = gc.isenabled()
    gc.disable()
    gc.unfreeze()
    try:
        yield
    finally:
        gc.freeze()
        if collects:
            gc.enable()


def _commit(cache: Cache, parts: Mapping[str, str]) -> None:
    with suppress(OSError):  # the site stands; without a cache the next build is a whole one
        cache.commit(parts)


@contextmanager
def _rolled_back_on_error(cache: Cache) -> Iterator[None]:
    """Leave the cache as it was when the block fails."""
    try:
        yield
    except BaseException:
        cache.roll_back()
        raise


def _in_parallel(jobs: int, task: Callable[[int], Any], count: int) -> Iterator[Any]:
    from wenda.site.processes.workers import run

    lifetime = _LIFETIME if count > 4 * jobs else 1  # a few are large ones
    return run(task, count, jobs, chunk=_chunk(count, jobs), lifetime=lifetime)


def _chunk(count: int, jobs: int) -> int:
    """Return how many tasks to hand out at a time: few are probably large, and go a few at a time or one by one."""
    return max(1, min(_CHUNK, count // (16 * jobs)))


def _report(  # noqa: PLR0913  all that was done
    renderer: "Renderer",
    plan: "Plan",
    rendering: Rendering,
    made: "Sequence[Made]",
    files: Files,
    *,
    site_dir: Path,
) -> BuildReport:
    weight = weigh({path: file.stat[0] for path, file in files.items()})
    problems = {*plan.told, *renderer.warnings, *too_large(weight, str(site_dir), renderer.settings)}
    for source in rendering.told:
        problems.update(rendering.pages[source].warnings)
    return replace(
        plan.report,
        rendered=sum(one.record is not None for one in made if one.page in renderer.site.pages),
        weight=weight,
        warnings=tuple(sorted(problem for problem in problems if problem.severity is Severity.WARNING)),
        unrendered=tuple(sorted(problem for problem in problems if problem.severity is Severity.ERROR)),
    )
