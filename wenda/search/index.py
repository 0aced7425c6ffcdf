"""Build the search index: documents in, files out, in time linear in the text.

Articles are gathered in batches, their postings sorted in parts, and written as gzip files of about the same size
whatever the number of articles, so that a reader's query costs nearly the same on a hundred thousand as on a hundred.
The bytes depend on the documents and synonyms alone, not on their order or the machine.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from wenda.search.document import Document
from wenda.search.encode import PostingsFile
from wenda.search.filler import ASKING, BINDING, FILLER, GENERIC
from wenda.search.folding import common_pairs
from wenda.search.folding import parts as fold_parts
from wenda.search.metadata import CHUNK, Names, chunks, columns, reading_order
from wenda.search.pinyin import Sounds, readings_table
from wenda.search.postings import (
    BATCH_BITS,
    LEVELS,
    Codes,
    Vocabulary,
    Weighted,
    first_of_each,
    levels,
    occurrences,
)
from wenda.search.shards import MANIFEST, VERSION, pack_json
from wenda.search.synonyms import Synonyms, useful
from wenda.search.tokens import initials_grams
from wenda.text import fold

__all__ = ["Document", "build_index"]

K1, TEXT_K1 = 1.2, 1.5  # saturation of titles and of the rest, as in BM25
TITLE_B, SUMMARY_B, BODY_B = 0.5, 0.3, 0.6  # how much a longer field dilutes
ALT_TITLE = 0.9
TEXT_FIELDS = {"summary": 2.0, "tags": 2.0, "headings": 1.5, "body": 1.0}


def build_index(
    documents: Sequence[Document], synonyms: Synonyms, places: Collection[tuple[str, ...]] = ()
) -> dict[str, bytes]:
    """Return the files of the index, site-relative path to bytes; ids of `documents` are distinct.

    `places` are paths of regions, like a document's, that a query may name though no document holds for them: what
    holds for other regions does not answer it then.
    """
    ordered = reading_order(documents)
    names = Names(ordered, places)
    sounds = Sounds()
    postings = _postings(ordered, sounds)
    counts = postings.counts()
    parts = {f"{family}/{number:x}": data for family, number, data in postings.shards(counts)}
    sound_count, sound_shards = sounds.shards()
    parts |= {f"sounds/{number:x}": pack_json(shard) for number, shard in sound_shards}
    parts |= {f"fold/{number:x}": pack_json(pairs) for number, pairs in fold_parts()}
    parts["pinyin"] = pack_json(readings_table())
    parts |= {f"docs/{number:x}": data for number, data in chunks(ordered, names)}
    parts["core"] = pack_json(
        {
            "topics": names.topics,
            "regions": names.regions,
            "columns": columns(ordered, names),
            "filler": FILLER,
            "generic": GENERIC,
            "asking": ASKING,
            "binding": BINDING,
            "folded": common_pairs(),
            "synonyms": useful(synonyms, sounds.counts),
        }
    )
    parts["tags"] = pack_json({"names": names.tags, "articles": [names.tag_numbers(d) for d in ordered]})
    folder = _digest(parts)
    manifest = {
        "version": VERSION,
        "folder": folder,
        "articles": len(ordered),
        "chunk": CHUNK,
        **counts,
        "sounds": sound_count,
    }
    files = {MANIFEST: json.dumps(manifest).encode()}
    return files | {f"search/{folder}/{name}.bin": data for name, data in sorted(parts.items())}


def _digest(parts: dict[str, bytes]) -> str:
    total = hashlib.sha256()
    for name, data in sorted(parts.items()):
        total.update(f"{name} {len(data)}\n".encode() + data)
    return total.hexdigest()[:12]


def _postings(documents: Sequence[Document], sounds: Sounds) -> PostingsFile:
    vocabulary = Vocabulary()
    postings = PostingsFile(vocabulary)
    averages = _average_lengths(documents)
    for start in range(0, len(documents), 1 << BATCH_BITS):
        batch = documents[start : start + (1 << BATCH_BITS)]
        keys, strengths = _batch(batch, vocabulary, sounds, averages)
        articles = (keys & ((1 << BATCH_BITS) - 1)) + start
        postings.add(keys >> BATCH_BITS, articles.astype(np.uint32), strengths)
    return postings


def _average_lengths(documents: Sequence[Document]) -> dict[str, float]:
    """Return the average count of characters of each field, at least 1."""
    totals = dict.fromkeys(("title", *TEXT_FIELDS), 0)
    for document in documents:
        totals["title"] += len(document.title)
        totals["summary"] += len(document.summary)
        totals["tags"] += sum(map(len, document.tags))
        totals["headings"] += sum(map(len, document.headings))
        totals["body"] += len(document.body)
    return {name: max(1.0, total / max(1, len(documents))) for name, total in totals.items()}


def _batch(
    batch: Sequence[Document], vocabulary: Vocabulary, sounds: Sounds, averages: dict[str, float]
) -> tuple[Codes, npt.NDArray[np.uint8]]:
    """Return the keys (term's code and place in the batch), ascending, and the strength byte of each."""
    title_keys, title_values = occurrences(list(_titles(batch, averages["title"])), vocabulary)
    heard = [
        vocabulary.code(gram) << BATCH_BITS | owner
        for owner, document in enumerate(batch)
        for title in (document.title, *document.alt_titles)
        for letters in sounds.add(fold(title))
        for gram in initials_grams(letters)
    ]
    title_keys = np.concatenate([title_keys, np.array(heard, dtype=np.int64)])
    title_values = np.concatenate([title_values, np.ones(len(heard))])
    title_keys, title_values = levels(title_keys, title_values, add=False)
    text_keys, text_values = levels(*occurrences(list(_texts(batch, averages)), vocabulary), add=True)
    most = (K1 + 1) / (1 + K1 * (1 - TITLE_B))
    high = np.clip(np.rint(title_values / most * LEVELS), 1, LEVELS).astype(np.uint8)
    low = np.clip(np.rint(text_values / (text_values + TEXT_K1) * LEVELS), 1, LEVELS).astype(np.uint8)
    keys = np.sort(np.concatenate([title_keys, text_keys]), kind="stable")
    keys = keys[first_of_each(keys)]
    strengths = np.zeros(len(keys), dtype=np.uint8)
    strengths[np.searchsorted(keys, title_keys)] = high << 4
    strengths[np.searchsorted(keys, text_keys)] |= low
    return keys, strengths


def _titles(batch: Sequence[Document], average: float) -> Iterator[Weighted]:
    for owner, document in enumerate(batch):
        for place, title in enumerate((document.title, *document.alt_titles)):
            saturated = (K1 + 1) / (1 + K1 * (1 - TITLE_B + TITLE_B * len(title) / average))
            yield Weighted(owner, title, saturated * (ALT_TITLE if place else 1.0), gaps=True)


def _texts(batch: Sequence[Document], averages: dict[str, float]) -> Iterator[Weighted]:
    for owner, document in enumerate(batch):
        fields = {
            "summary": document.summary,
            "tags": "\n".join(document.tags),
            "headings": "\n".join(document.headings),
            "body": document.body,
        }
        for name, text in fields.items():
            b = BODY_B if name == "body" else SUMMARY_B
            yield Weighted(owner, text, TEXT_FIELDS[name] / (1 - b + b * len(text) / averages[name]))
