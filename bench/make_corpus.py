"""Write a corpus of invented articles: for Wenda's `--content`, or laid out for one of its peers."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from bench.articles import Corpus
from bench.layouts import LAYOUTS, lay_out, taxonomy
from wenda.progress import track

app = App(name="make_corpus.py", help="Write a corpus of invented articles.", version_flags=[])


@app.default
def main(
    count: int,
    folder: Path,
    *,
    seed: int = 1,
    layout: Annotated[str, Parameter(help=f"one of {', '.join(LAYOUTS)}")] = "wenda",
) -> int:
    """Write COUNT articles into FOLDER; the same count and seed give the same bytes.

    Parameters
    ----------
    count
        Number of articles; those of a smaller corpus are the first of a larger one.
    folder
        Where they go; it must be empty or not be there.
    seed
        Another seed gives another corpus.
    """
    corpus = Corpus(seed)
    if layout not in LAYOUTS:
        return _refuse(f"there is no layout {layout}; there are {', '.join(LAYOUTS)}")
    if not 1 <= count <= len(corpus):
        return _refuse(f"{count:,} articles: there can be 1 to {len(corpus):,}")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return _refuse(f"{folder}: not an empty folder; name another one")
    write_corpus(corpus, count, layout, folder)
    return 0


def write_corpus(corpus: Corpus, count: int, layout: str, folder: Path) -> None:
    """Write the first `count` articles of `corpus` below `folder`, and for Wenda their taxonomy."""
    articles = track(corpus.articles(count), f"{layout}: {count:,} articles", count)
    lay_out(corpus, articles, LAYOUTS[layout], folder)
    if layout == "wenda":
        (folder / "taxonomy.yml").write_text(taxonomy(corpus), encoding="utf-8")


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(app(result_action="return_value"))
