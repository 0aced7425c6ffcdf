"""What rendering costs: processor time of one process, for the pages of each template, the best of several rounds."""

import cProfile
import pstats
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from cyclopts import App

from wenda.site.assembly import assemble
from wenda.site.mkdocs import Renderer

app = App(name="pages.py", help="Measure what rendering costs, without writing.", version_flags=[])


@app.default
def main(content: Path, *, rounds: int = 3, config: Path = Path("mkdocs.yml"), profile: bool = False) -> int:
    """Render the pages of CONTENT, and print what those of each template cost.

    Parameters
    ----------
    content
        Folder of questions, such as bench/make_corpus.py writes.
    rounds
        How often each page is rendered; what counts is the fastest, since other programs only slow it down.
    config
        The site's settings.
    profile
        Also print the functions that the last round spent most time in.
    """
    with tempfile.TemporaryDirectory() as folder:
        renderer = Renderer(config, Path(folder), content)
        renderer.open(assemble)
        best: dict[int, int] = {}
        profiler = cProfile.Profile()
        for number in range(rounds):
            if profile and number == rounds - 1:
                profiler.enable()
            for page, cost in _round(renderer).items():
                best[page] = min(cost, best.get(page, cost))
        profiler.disable()
    _report(renderer, best)
    if profile:
        pstats.Stats(profiler).sort_stats("tottime").print_stats(40)
    return 0


def _round(renderer: Renderer) -> Mapping[int, int]:
    """Return the nanoseconds that each page takes, by its number."""
    costs = {}
    for number in range(len(renderer.pages)):
        start = time.process_time_ns()
        renderer.render(number, renderer.pages[number].view())
        costs[number] = time.process_time_ns() - start
    return costs


def _report(renderer: Renderer, costs: Mapping[int, int]) -> None:
    by_template: dict[str, list[int]] = defaultdict(list)
    for number, cost in costs.items():
        by_template[renderer.pages[number].template].append(cost)
    for template, times in sorted(by_template.items(), key=lambda item: -sum(item[1])):
        mean, total = sum(times) / len(times) / 1e6, sum(times) / 1e9
        print(f"{template:16} {len(times):7,} pages  {mean:8.3f} ms each  {total:7.2f} s")
    print(f"{'':16} {len(costs):7,} pages  {'':8}          {sum(costs.values()) / 1e9:7.2f} s")


if __name__ == "__main__":
    sys.exit(app(result_action="return_value"))
