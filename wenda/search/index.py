"""Build the search index: documents in, files out, in time linear in the text.

The files are of about the same size whatever the number of articles, so that a reader's query costs nearly the same on
a hundred thousand as on a hundred. The bytes depend on the documents, synonyms and places alone, not on their order or
the machine, nor on whether the index was built whole or brought up to date (`wenda.search.update`).
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wenda.search.corpus import Corpus, corpus_of, head
from wenda.search.document import Document
from wenda.search.encode import Sizes, encode
from wenda.search.filler import ASKING, BINDING, FILLER, GENERIC
from wenda.search.folding import common_pairs
from wenda.search.folding import parts as fold_parts
from wenda.search.metadata import CHUNK, Names, chunks, columns, tag_lists
from wenda.search.pinyin import readings_table
from wenda.search.postings import Postings, postings
from wenda.search.shards import HEAD, MANIFEST, VERSION, pack_json
from wenda.search.sounds import Counts, Sounds, shard_count, sound_shards
from wenda.search.synonyms import Synonyms, useful
from wenda.search.terms import Vocabulary

__all__ = ["Document", "build_index"]


@dataclass(frozen=True, slots=True)
class Built:
    """An index, and what is known of it: its files by their names in its folder, without the suffix."""

    files: dict[str, bytes]
    heads: list[Document]  # all documents without their texts, in order
    sizes: Sizes
    sounds: int
    pairs: dict[str, int]  # how often titles hold each pair of characters


def build_index(
    documents: Sequence[Document], synonyms: Synonyms, places: Collection[tuple[str, ...]] = ()
) -> dict[str, bytes]:
    """Return the files of the index, site-relative path to bytes; ids of `documents` are distinct.

    `places` are paths of regions, like a document's, that a query may name though no document holds for them: what
    holds for other regions does not answer it then.
    """
    built = build(corpus_of(documents), synonyms, places)
    digests = {name: digest(data) for name, data in built.files.items()}
    described = manifest(len(documents), built.sizes, built.sounds)
    return in_folder(described, built.files, folder_name(digests))


def build(corpus: Corpus, synonyms: Synonyms, places: Collection[tuple[str, ...]] = ()) -> Built:
    """Return the index of a corpus, as `build_index` explains it."""
    sounds, vocabulary = Sounds(), Vocabulary()
    heads, batches = _gathered(corpus, vocabulary, sounds)
    names = Names(heads, places)
    sizes, shards = encode(batches, vocabulary)
    files = {f"{family}/{number:x}": data for family, number, data in shards}
    by_sound, pairs = sounds.counts()
    files |= _sound_files(by_sound)
    files |= {f"fold/{number:x}": pack_json(pairs) for number, pairs in enumerate(fold_parts())}
    files["pinyin"] = pack_json(readings_table())
    files |= {f"docs/{number:x}": data for number, data in chunks(heads, names)}
    files["core"] = pack_json(
        {
            "topics": names.topics,
            "regions": names.regions,
            "columns": columns(heads, names),
            "filler": FILLER,
            "generic": GENERIC,
            "asking": ASKING,
            "binding": BINDING,
            "folded": common_pairs(),
            "synonyms": useful(synonyms, pairs),
        }
    )
    files["tags"] = pack_json(tag_lists([document.tags for document in heads]))
    return Built(files, heads, sizes, len(by_sound), pairs)


def digest(data: bytes) -> bytes:
    """Return the digest by which a file of the index is known."""
    return hashlib.sha256(data).digest()[:16]


def folder_name(digests: Mapping[str, bytes]) -> str:
    """Return the name of the folder of the files that have these digests."""
    total = hashlib.sha256()
    for name, known in sorted(digests.items()):
        total.update(f"{name} ".encode() + known)
    return total.hexdigest()[:12]


def in_folder(manifest: Mapping[str, int], files: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    """Return the manifest and `files` by their site-relative paths."""
    described = json.dumps({"version": VERSION, "folder": folder, **manifest})
    return {MANIFEST: described.encode()} | {
        f"search/{folder}/{name}.bin": data for name, data in sorted(files.items())
    }


def manifest(articles: int, sizes: Sizes, sounds: int) -> dict[str, int]:
    """Return what the manifest says beside version and folder."""
    shards = shard_count(sounds)
    return {"articles": articles, "chunk": CHUNK, "head": HEAD, **sizes.shards(), "sounds": shards}


def _sound_files(counts: Counts) -> dict[str, bytes]:
    return {f"sounds/{number:x}": pack_json(shard) for number, shard in enumerate(sound_shards(counts))}


def _gathered(
    corpus: Corpus, vocabulary: Vocabulary, sounds: Sounds
) -> tuple[list[Document], list[Postings]]:
    """Return the heads of all documents, and their postings in batches."""
    averages = corpus.lengths.averages(corpus.count)
    heads, batches = list[Document](), list[Postings]()
    for documents in corpus.batches():
        batches.append(postings(documents, averages, vocabulary, sounds) + np.uint64(len(heads) << 8))
        heads += map(head, documents)
    return heads, batches
