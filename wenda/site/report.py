"""What a build came to."""

from dataclasses import dataclass

from wenda.errors import Problem
from wenda.site.profile import Lap


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """A site that stands: what is in it, and what it took to bring it up to date."""

    articles: int
    pages: int
    rendered: int  # pages that had to be made anew
    files: int
    size: int  # bytes
    seconds: float
    warnings: tuple[Problem, ...]
    unrendered: tuple[Problem, ...]  # pages that show their Markdown as it is written
    note: str = ""  # what was left out
    laps: tuple[Lap, ...] = ()  # where the time went

    def __str__(self) -> str:
        """Say it in one line."""
        anew = "" if self.rendered == self.pages else f" ({self.rendered} of them new)"
        sums = f"{self.articles} articles, {self.pages} pages{anew}, {self.files} files, {self.size / 1e6:.1f} MB"
        return f"{sums} in {self.seconds:.1f} s{self.note and f'; {self.note}'}"
