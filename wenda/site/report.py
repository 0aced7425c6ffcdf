"""What a build came to."""

from collections.abc import Sequence
from dataclasses import dataclass

from wenda.counting import counted
from wenda.errors import Problem
from wenda.site.profile import Lap
from wenda.site.weight import Weight, spoken

_NAMED = 5  # addresses that are named; of more, how many there are
_GONE = "name them under `aliases` of what took their place, and links to them lead there"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """A site that stands: what is in it, and what it took to bring it up to date."""

    articles: int
    pages: int
    rendered: int  # pages that had to be made anew
    weight: Weight
    seconds: float
    warnings: tuple[Problem, ...]
    unrendered: tuple[Problem, ...]  # pages that show their Markdown as it is written
    left_out: tuple[str, ...] = ()  # what the owner wants and the site lacks
    gone: tuple[str, ...] = ()  # addresses of questions that the site had before this build
    laps: tuple[Lap, ...] = ()  # where the time went

    def __str__(self) -> str:
        """Say what there is and how large it is in one line, its largest pages and what was left out in more."""
        anew = "" if self.rendered == self.pages else f" ({self.rendered:,} of them new)"
        weight = self.weight
        each = f" ({spoken(weight.size // self.articles)} an article)" if self.articles else ""
        articles, pages = counted(self.articles, "article"), counted(self.pages, "page")
        sums = f"{articles}, {pages}{anew}, {counted(weight.files, 'file')}"
        lines = [f"{sums}, {spoken(weight.size)}{each} in {self.seconds:.1f} s"]
        if weight.largest:
            named = (
                f"{path.removesuffix('index.html') or 'home'} {spoken(size)}" for path, size in weight.largest
            )
            lines.append(f"largest pages: {', '.join(named)}")
        if self.gone:
            lines.append(f"gone since the last build: {_some(self.gone)}; {_GONE}")
        return "\n".join((*lines, *self.left_out))


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
