"""The documents of an index in its order, of which not all need be in memory at once.

A hundred thousand texts and what is worked out from them take gigabytes. The index reads them once, a block at a time,
and keeps their heads.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from wenda.search.document import Document
from wenda.search.metadata import reading_order
from wenda.search.postings import Lengths, lengths

BLOCK = 256
"""Documents in a block."""
_BATCH = 4  # blocks of which the terms are gathered together: the arrays of as many fit a processor's cache


@dataclass(frozen=True, slots=True)
class Corpus:
    """All documents, so many, in the index's order: `block` returns those from that number times `BLOCK` on.

    `lengths` are those of all together.
    """

    count: int
    lengths: Lengths
    block: Callable[[int], Sequence[Document]]

    def batches(self) -> Iterator[Sequence[Document]]:
        """Yield the documents, some at a time, of none an empty batch."""
        count = block_count(self.count)
        for first in range(0, max(1, count), _BATCH):
            blocks = range(first, min(first + _BATCH, count))
            yield [document for number in blocks for document in self.block(number)]


def head(document: Document) -> Document:
    """Return a document without its text."""
    return replace(document, headings=(), body="")


def corpus_of(documents: Iterable[Document]) -> Corpus:
    """Return the corpus of documents that are in memory; their ids are distinct."""
    ordered = reading_order(documents)
    return Corpus(
        len(ordered), lengths(ordered), lambda number: ordered[number * BLOCK : (number + 1) * BLOCK]
    )


def block_count(documents: int) -> int:
    """Return how many blocks so many documents take."""
    return -(-documents // BLOCK)
