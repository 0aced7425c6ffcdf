"""Bring an index up to date: the same bytes as a clean build, from the files that an edit touches alone.

An edit of texts, titles, tags or dates leaves the articles' numbers and the rounded averages of the index as they are;
then only the shards of terms that came, went or changed in strength are made anew. Whatever else changes (an article
that comes, goes or moves to another topic, a number of shards), the answer is None: build the index whole.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wenda.search.corpus import BLOCK, Corpus, corpus_of
from wenda.search.document import Document
from wenda.search.index import build, digest, folder_name, in_folder, manifest
from wenda.search.metadata import CHUNK, row, run_lengths, tag_lists, unroll, year_and_status
from wenda.search.outcome import Index
from wenda.search.patch import Edit, patch_postings, patch_sounds
from wenda.search.postings import lengths
from wenda.search.shards import pack_json, unpack_json
from wenda.search.sounds import shard_count
from wenda.search.state import (
    FRAME,
    Frame,
    part_of_document,
    read_block,
    read_frame,
    write_block,
    write_blocks,
    write_frame,
)
from wenda.search.synonyms import Synonyms, pairs_of, useful

MANY = 50
"""Edited articles from which on building the whole index is no slower."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document that is made when it is needed; `digest` is another whenever the document is."""

    id: str
    digest: bytes
    make: Callable[[], Document]


def build_whole(
    sources: Sequence[Source], synonyms: Synonyms, places: Collection[tuple[str, ...]] = ()
) -> Index:
    """Return the index of all documents; see `index.build_index`."""
    corpus = corpus_of([source.make() for source in sources])
    built = build_corpus(corpus, {source.id: source.digest for source in sources}, synonyms, places)
    return replace(built, state=built.state | write_blocks(corpus))


def build_corpus(
    corpus: Corpus,
    digests: Mapping[str, bytes],
    synonyms: Synonyms,
    places: Collection[tuple[str, ...]] = (),
) -> Index:
    """Return the index of all documents, whose sources have these digests, by id; its state lacks the documents."""
    built = build(corpus, synonyms, places)
    ids = tuple(document.id for document in built.heads)
    frame = Frame(
        inputs=_inputs(synonyms, places),
        ids=ids,
        digests=tuple(digests[id_] for id_ in ids),
        lengths=corpus.lengths,
        sizes=built.sizes,
        sounds=built.sounds,
        pairs={pair: built.pairs.get(pair, 0) for pair in sorted(pairs_of(synonyms))},
        files={name: (digest(data), len(data)) for name, data in sorted(built.files.items())},
    )
    return _index(frame, built.files, {FRAME: write_frame(frame)}, "")


def update(
    sources: Sequence[Source],
    synonyms: Synonyms,
    places: Collection[tuple[str, ...]] | None,
    part: Callable[[str], bytes],
    file: Callable[[str], bytes],
) -> Index | None:
    """Return what changes in the index when `sources` are what it holds; None when it must be built whole.

    Where nobody has touched the synonyms, `places` may be None: as they were. `part` returns a part of the state of the
    last build, `file` a file of its index by its site-relative path. Raises what these raise, and StaleFileError when
    a file is not the one that the state knows.
    """
    frame = read_frame(part(FRAME))
    known = {source.id: source for source in sources}
    same_inputs = places is None or frame.inputs == _inputs(synonyms, places)
    if not same_inputs or len(known) != len(frame.ids):
        return None
    if any(id_ not in known for id_ in frame.ids):
        return None
    edited = [
        number
        for number, (id_, former) in enumerate(zip(frame.ids, frame.digests, strict=True))
        if known[id_].digest != former
    ]
    if len(edited) > MANY:
        return None
    blocks = {name: read_block(part(name)) for name in {part_of_document(number) for number in edited}}
    edits = [Edit(n, blocks[part_of_document(n)][n % BLOCK], known[frame.ids[n]].make()) for n in edited]
    if any((e.old.topic, e.old.region_path) != (e.new.topic, e.new.region_path) for e in edits):
        return None
    former = folder_name({name: mark[0] for name, mark in frame.files.items()})
    patched = _patched(frame, edits, synonyms, _Reader(frame, former, file))
    if not patched:
        return None
    frame, files = patched
    for edit in edits:
        blocks[part_of_document(edit.number)][edit.number % BLOCK] = edit.new
    frame = replace(frame, digests=tuple(known[id_].digest for id_ in frame.ids))
    state = {FRAME: write_frame(frame)} | {name: write_block(block) for name, block in blocks.items()}
    return _index(frame, files, state, former)


class StaleFileError(Exception):
    """A file of the index is not the one that the last build wrote."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads files of the index by their names in its folder, if they are those of the last build."""

    frame: Frame
    folder: str
    file: Callable[[str], bytes]

    def __call__(self, name: str) -> bytes:
        data = self.file(f"search/{self.folder}/{name}.bin")
        if digest(data) != self.frame.files[name][0]:
            raise StaleFileError(name)
        return data


def _patched(
    frame: Frame, edits: Sequence[Edit], synonyms: Synonyms, read: Callable[[str], bytes]
) -> tuple[Frame, dict[str, bytes]] | None:
    """Return the frame, but for the documents' digests, and the changed files; None when all files change."""
    total = frame.lengths + lengths(edit.new for edit in edits) - lengths(edit.old for edit in edits)
    averages = frame.lengths.averages(len(frame.ids))
    if total.averages(len(frame.ids)) != averages:
        return None
    sizes, files = patch_postings(edits, averages, frame.sizes, read)
    sounds, pairs, sound_files = patch_sounds(edits, frame.sounds, read)
    if sizes.shards() != frame.sizes.shards() or shard_count(sounds) != shard_count(frame.sounds):
        return None
    known_pairs = {pair: count + pairs.get(pair, 0) for pair, count in frame.pairs.items()}
    files |= sound_files | _patched_documents(edits, read) | _patched_tags(edits, read)
    files |= _patched_core(edits, useful(synonyms, frame.pairs), useful(synonyms, known_pairs), read)
    marks = {name: (digest(data), len(data)) for name, data in files.items()}
    files = {name: data for name, data in files.items() if marks[name] != frame.files[name]}
    after = replace(
        frame, lengths=total, sizes=sizes, sounds=sounds, pairs=known_pairs, files=frame.files | marks
    )
    return after, files


def _patched_documents(edits: Sequence[Edit], read: Callable[[str], bytes]) -> dict[str, bytes]:
    chunks: dict[str, list[list[Any]]] = {}
    for edit in edits:
        name = f"docs/{edit.number // CHUNK:x}"
        rows = chunks[name] = chunks.get(name) or unpack_json(read(name))
        _, _, _, _, topic, region, *_ = rows[edit.number % CHUNK]
        rows[edit.number % CHUNK] = row(edit.new, topic, region)
    return {name: pack_json(rows) for name, rows in chunks.items()}


def _patched_tags(edits: Sequence[Edit], read: Callable[[str], bytes]) -> dict[str, bytes]:
    retagged = [edit for edit in edits if edit.old.tags != edit.new.tags]
    if not retagged:
        return {}
    former = unpack_json(read("tags"))
    tags = [tuple(former["names"][number] for number in numbers) for numbers in former["articles"]]
    for edit in retagged:
        tags[edit.number] = edit.new.tags
    return {"tags": pack_json(tag_lists(tags))}


def _patched_core(
    edits: Sequence[Edit], former: object, synonyms: object, read: Callable[[str], bytes]
) -> dict[str, bytes]:
    dated = [edit for edit in edits if year_and_status(edit.old) != year_and_status(edit.new)]
    if not dated and former == synonyms:
        return {}
    core = unpack_json(read("core")) | {"synonyms": synonyms}
    for place, column in enumerate(("year", "status")):
        values = unroll(core["columns"][column])
        for edit in dated:
            values[edit.number] = year_and_status(edit.new)[place]
        core["columns"][column] = run_lengths(values)
    return {"core": pack_json(core)}


def _index(frame: Frame, files: dict[str, bytes], state: dict[str, bytes], former: str) -> Index:
    folder = folder_name({name: mark[0] for name, mark in frame.files.items()})
    listing = {f"search/{folder}/{name}.bin": size for name, (_, size) in frame.files.items()}
    described = manifest(len(frame.ids), frame.sizes, frame.sounds)
    return Index(in_folder(described, files, folder), state, listing, folder, former)


def _inputs(synonyms: Synonyms, places: Collection[tuple[str, ...]]) -> bytes:
    return digest(repr((synonyms.groups, sorted(places))).encode())
