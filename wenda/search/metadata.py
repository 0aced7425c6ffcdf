"""What a result shows, and the facets: read after the ranking, a few articles at a time."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from wenda.search.document import Document
from wenda.search.pinyin import initials
from wenda.search.shards import pack_json
from wenda.text import latest_year

CHUNK = 10
"""Articles in a file of results: neighbours in the index, so often results of the same query."""
SUMMARY = 160
"""Characters of a summary that a result shows."""


def reading_order(documents: Iterable[Document]) -> list[Document]:
    """Return the documents in the index's order: alike ones together, so that columns and chunks stay small.

    A new title does not move an article, since that would number the others anew.
    """
    return sorted(documents, key=lambda d: (d.topic, d.region_path, d.id))


class Names:
    """The names that facets and results share, each once; a number stands for a name."""

    def __init__(self, documents: Sequence[Document], places: Collection[tuple[str, ...]] = ()) -> None:
        """Name what `documents` have, and as regions `places` too."""
        self.topics = sorted({d.topic for d in documents if d.topic})
        named = {*places, *(d.region_path for d in documents)}
        paths = sorted({path[:n] for path in named for n in range(1, len(path) + 1)})
        self._regions = {path: number for number, path in enumerate(paths)}
        held = {d.region_path for d in documents}
        self.regions = [
            (path[-1], self._regions.get(path[:-1], -1), initials(path[-1]) if path in held else "")
            for path in paths
        ]
        self._topics = {name: number for number, name in enumerate(self.topics)}

    def topic(self, document: Document) -> int:
        """Return the number of the document's topic, -1 without one."""
        return self._topics.get(document.topic, -1)

    def region(self, document: Document) -> int:
        """Return the number of the document's region, -1 when it holds everywhere."""
        return self._regions.get(document.region_path, -1)


def columns(documents: Sequence[Document], names: Names) -> dict[str, list[int]]:
    """Return topic, region, year and status of every article, each as runs: a value, then its length."""
    return {
        "topic": run_lengths([names.topic(d) for d in documents]),
        "region": run_lengths([names.region(d) for d in documents]),
        "year": run_lengths([year_and_status(d)[0] for d in documents]),
        "status": run_lengths([year_and_status(d)[1] for d in documents]),
    }


def year_and_status(document: Document) -> tuple[int, int]:
    """Return the document's year, 0 without one, and 1 when it is an excerpt, else 0."""
    return document.date.year if document.date else 0, int(document.excerpt)


def run_lengths(values: Sequence[int]) -> list[int]:
    """Return `values` as runs: a value, then its length."""
    return [number for value, run in groupby(values) for number in (value, sum(1 for _ in run))]


def unroll(runs: Sequence[int]) -> list[int]:
    """Return the values that `run_lengths` made runs of."""
    return [value for value, count in zip(runs[::2], runs[1::2], strict=True) for _ in range(count)]


def tag_lists(tags: Sequence[Collection[str]]) -> dict[str, list[str] | list[list[int]]]:
    """Return the names of all tags, the commonest first, and the numbers of those that each article has."""
    counts = Counter(tag for of_one in tags for tag in set(of_one))
    names = sorted(counts, key=lambda tag: (-counts[tag], tag))
    numbers = {name: number for number, name in enumerate(names)}
    return {"names": names, "articles": [sorted({numbers[tag] for tag in of_one}) for of_one in tags]}


def chunks(documents: Sequence[Document], names: Names) -> Iterator[tuple[int, bytes]]:
    """Yield number and packed bytes of each file of results."""
    for start in range(0, len(documents), CHUNK):
        rows = [row(d, names.topic(d), names.region(d)) for d in documents[start : start + CHUNK]]
        yield start // CHUNK, pack_json(rows)


def row(document: Document, topic: int, region: int) -> list[str | int]:
    """Return what a result shows of a document, whose topic and region have these numbers."""
    summary = _shorten(document.summary)
    status = int(document.excerpt)
    year = latest_year(document.title)  # whether it has passed is for the day of the search to say
    return [document.id, document.url, document.title, summary, topic, region, _iso(document), status, year]


def _shorten(summary: str) -> str:
    return summary if len(summary) <= SUMMARY else summary[: SUMMARY - 1] + "…"


def _iso(document: Document) -> str:
    return document.date.isoformat() if document.date else ""
