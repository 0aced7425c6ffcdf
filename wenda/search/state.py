"""What a build of the index leaves for the next, so that an edit need not build it whole.

The state is parts of bytes by name. The `frame` is read at every update; the documents as they were lie in blocks, of
which only those of edited articles are read. Postings are not kept: the index's own files have them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from wenda.search.corpus import BLOCK, Corpus, block_count
from wenda.search.document import Document
from wenda.search.encode import Sizes
from wenda.search.postings import Lengths

FRAME = "frame"


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known of an index as a whole."""

    inputs: bytes  # digest of the synonyms and places
    ids: tuple[str, ...]  # of the documents, in the index's order
    digests: tuple[bytes, ...]  # of the documents, as their sources say
    lengths: Lengths
    sizes: Sizes
    sounds: int
    pairs: dict[str, int]  # how often titles hold the pairs of characters that synonyms have
    files: dict[str, tuple[bytes, int]]  # digest and size of each file, by its name in the folder


def part_of_document(number: int) -> str:
    """Return the name of the part that holds document `number`."""
    return part_of_block(number // BLOCK)


def part_of_block(block: int) -> str:
    """Return the name of the part that holds this block of documents."""
    return f"documents-{block:x}"


def write_blocks(corpus: Corpus) -> dict[str, bytes]:
    """Return the parts that hold all documents."""
    return {
        part_of_block(number): write_block(corpus.block(number))
        for number in range(block_count(corpus.count))
    }


def write_block(documents: Sequence[Document]) -> bytes:
    """Return a block of documents as bytes."""
    return msgspec.msgpack.encode(documents)


def read_block(data: bytes) -> list[Document]:
    """Return the documents of a block."""
    return msgspec.msgpack.decode(data, type=list[Document])


def write_frame(frame: Frame) -> bytes:
    """Return a frame as bytes."""
    return msgspec.msgpack.encode(frame)


def read_frame(data: bytes) -> Frame:
    """Return the frame that `data` holds."""
    return msgspec.msgpack.decode(data, type=Frame)
