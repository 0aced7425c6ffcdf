"""One contestant, one size: lay the corpus out, build in every scenario, see whether the site is right."""

import dataclasses
import re
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.articles import Corpus
from bench.contestants import Contestant, Step, profile_is_known, wenda_steps
from bench.layouts import LAYOUTS
from bench.make_corpus import write_corpus
from bench.measure import Limits, Stopped, Usage, measure
from bench.results import Measurement, Site, Skipped
from wenda.model import Article, Status

Finding = Measurement | Site | Skipped

_PATIENCE = 120.0
"""Seconds that the runs of one scenario may take before there is another."""
# The line of the rendering stage in what `--profile` prints, such as "Rendering  1,000 pages  12.3 s".
_RENDERING = re.compile(r"^\W*render[^\n]*?([\d.]+) ?s\b", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is the same for all contestants."""

    corpus: Corpus
    folder: Path  # projects are laid out below it; what is done with is moved aside there
    runs: int
    limits: Limits
    keep: bool = False

    def discard(self, path: Path) -> None:
        """Move a file or folder aside, to be removed when all is measured.

        Removing a large tree makes the files of the next one dear: ext4 looks at every inode that was freed within the
        last minutes, and passes it over.
        """
        discarded = self.folder / "discarded"
        discarded.mkdir(parents=True, exist_ok=True)
        path.rename(discarded / str(time.monotonic_ns()))


def contest(plan: Plan, contestant: Contestant, size: int, jobs: Sequence[int] = ()) -> Iterator[Finding]:
    """Yield everything that is found of `contestant` with `size` articles, as it is found.

    `jobs` are numbers of processes to compare Wenda's rendering with. Raises `NotInstalled`.
    """
    steps = contestant.steps()
    project = _Project(plan, contestant, size)
    try:
        yield from _scenarios(project, steps)
        if contestant.name == "wenda":
            yield from _copies(project)
            for count in jobs:
                yield from _compare_jobs(project, count)
    except Stopped as reason:
        yield Skipped(contestant.name, size, str(reason), project.scenario)
    finally:
        if not plan.keep:
            plan.discard(project.folder)


def _scenarios(project: "_Project", steps: Sequence[Step]) -> Iterator[Finding]:
    yield from project.measure("cold", steps, before=project.clean)
    yield project.inspect()
    if project.contestant.name == "wenda":
        yield from project.measure("unchanged", steps, before=lambda: None)
    yield from project.measure("edit", steps, before=lambda: project.edit("body"))
    if project.contestant.name == "wenda":
        yield from project.measure("retitle", steps, before=lambda: project.edit("title"))


def _copies(project: "_Project") -> Iterator[Finding]:
    """Copy the finished site: what writing its files costs at the very least."""
    copy = project.folder / "copy"
    step = Step("cp", ("cp", "-r", project.contestant.site, "copy"))

    def clean() -> None:
        if copy.exists():
            project.plan.discard(copy)

    yield from project.measure("copy", (step,), before=clean)
    clean()


def _compare_jobs(project: "_Project", jobs: int) -> Iterator[Finding]:
    steps = wenda_steps(jobs, ("--profile",) if profile_is_known() else ())
    yield from project.measure(f"jobs-{jobs}", steps, before=project.clean)


class _Project:
    """A contestant's folder."""

    def __init__(self, plan: Plan, contestant: Contestant, size: int) -> None:
        self.contestant = contestant
        self.folder = plan.folder / str(size) / contestant.name
        self.scenario = "cold"
        self.plan = plan
        self._size = size
        self._edits = 0
        self._edited = ""  # what the page of the edited article has to say
        shutil.rmtree(self.folder, ignore_errors=True)
        write_corpus(plan.corpus, size, contestant.layout, self.folder / contestant.content)
        for path in contestant.project:
            if path.is_dir():
                shutil.copytree(path, self.folder / path.name, dirs_exist_ok=True)
            else:
                shutil.copy(path, self.folder)
        self._given = set(self.folder.iterdir())

    def clean(self) -> None:
        """Discard whatever the contestant wrote: its site and its caches."""
        for path in set(self.folder.iterdir()) - self._given:
            self.plan.discard(path)

    def edit(self, field: str) -> None:
        """Change the `field` of an article in the middle, differently every time."""
        self._edits += 1
        article = self._article(self._size // 2)
        self._edited = f"更正{self._edits}"
        if field == "title":
            article = dataclasses.replace(article, title=f"{article.title}{self._edited}")
        else:
            article = dataclasses.replace(article, body=f"{article.body}\n\n{self._edited}：以窗口答复为准。")
        layout = LAYOUTS[self.contestant.layout]
        path = self.folder / self.contestant.content / layout.path(article)
        path.write_text(layout.text(article, self.plan.corpus.regions_of(article)), encoding="utf-8")

    def measure(
        self, scenario: str, steps: Sequence[Step], before: Callable[[], None]
    ) -> Iterator[Measurement]:
        """Yield what each of `steps` used in as many runs as there is patience for.

        Raises `Stopped`, also when an edit made before does not show in the site.
        """
        self.scenario = scenario
        used: dict[str, list[Usage]] = {step.name: [] for step in steps}
        rendering: list[float] = []
        start = time.monotonic()
        for run in range(self.plan.runs):
            if run and time.monotonic() - start > _PATIENCE:
                break
            before()
            for step in steps:
                usage, printed = measure(step.command, self.folder, self.plan.limits, step.env)
                used[step.name].append(usage)
                if found := _RENDERING.search(printed):
                    rendering.append(float(found[1]))
            if self._edited not in self._page(self._article(self._size // 2)):
                raise Stopped("the edited article is not in the site")
        for name, usages in used.items():
            yield Measurement(
                self.contestant.name, self._size, scenario, name, tuple(usages), tuple(rendering)
            )

    def inspect(self) -> Site:
        """Return the size of the site, and in what it is not as it should be."""
        site = self.folder / self.contestant.site
        sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
        complaints = tuple(self._complaints(site))
        return Site(self.contestant.name, self._size, len(sizes), sum(sizes), complaints)

    def _complaints(self, site: Path) -> Iterator[str]:
        pages = sum((folder / "index.html").exists() for folder in site.glob("q/*"))
        if pages != self._size:
            yield f"{pages:,} pages of articles instead of {self._size:,}"
        for pattern in self.contestant.files:
            if not any(site.glob(pattern)):
                yield f"no {pattern}"
        if self.contestant.indexed and self.contestant.indexed(site) != self._size:
            yield f"{self.contestant.indexed(site):,} articles in the search index"
        article = next(
            article
            for number in range(self._size // 2, -1, -1)
            if (article := self._article(number)).status is Status.FULL
        )
        text = self._page(article)
        for mark in (article.title, *self.contestant.marks):
            if mark not in text:
                yield f"no {mark} in the page of {article.id}"

    def _page(self, article: Article) -> str:
        page = self.folder / self.contestant.site / "q" / article.id / "index.html"
        return page.read_text(encoding="utf-8") if page.exists() else ""

    def _article(self, number: int) -> Article:
        return self.plan.corpus.article(number)
