"""Terms: what text is cut into, for the index and for queries alike.

A term is a pair of neighbouring Chinese characters (a bigram), a word of any other script, a number, or a number with
the character after it (`20年`, `60%`). Bigrams need no dictionary and beat segmented words on short Chinese questions:
Nie, Gao, Zhou, "Which performs better on Chinese text retrieval: words or bigrams", 2000; measured again for this
project. Titles also yield single characters, pairs that leave one or two characters out (尿中有血 → 尿血), and
initials of their pinyin.

`templates/assets/search/text.js` does the same in the browser; tests/cases/search/tokens.yml holds both to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"(?P<han>[{HAN}]+)|(?P<number>\d+(?:\.\d+)*%?)|(?P<word>(?:(?![{HAN}_])[^\W\d])+)")
_UNIT = re.compile(f"[{HAN}]")

INITIALS = "~"
"""First character of a term that stands for the pinyin initials of a title: no text folds to it."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of folded text of one kind: `han`, `number` or `word`; `start` counts characters."""

    kind: str
    text: str
    start: int


def runs(folded: str) -> Iterator[Run]:
    """Yield the runs of `folded` in order; what lies between them separates."""
    for match in _RUN.finditer(folded):
        yield Run(match.lastgroup or "", match[0], match.start())


@dataclass(frozen=True, slots=True)
class Token:
    """A term and the characters `start` to `end` (exclusive) of the folded text that it stands for."""

    term: str
    start: int
    end: int


def tokens(folded: str) -> list[Token]:
    """Return the terms of folded text in order: bigrams, words, numbers, numbers with their unit.

    A Chinese character on its own is a term.
    """
    found = []
    for run in runs(folded):
        start, size = run.start, len(run.text)
        if run.kind == "han" and size > 1:
            found += [Token(run.text[i : i + 2], start + i, start + i + 2) for i in range(size - 1)]
            continue
        found.append(Token(run.text, start, start + size))
        if run.kind == "number":
            found += _units(run, folded)
    return found


def _units(number: Run, folded: str) -> list[Token]:
    """Return the number with its unit, the Chinese character after it and at most one space; of 60%, also 60."""
    end = number.start + len(number.text)
    if number.text.endswith("%"):
        return [Token(number.text[:-1], number.start, end - 1)]
    unit = end + folded.startswith(" ", end)
    if _UNIT.match(folded, unit):
        return [Token(number.text + folded[unit], number.start, unit + 1)]
    return []


def initials_grams(letters: str) -> list[str]:
    """Return the terms for `letters`, the initials of neighbouring syllables: every two and every three of them."""
    return [INITIALS + letters[i : i + size] for size in (2, 3) for i in range(len(letters) - size + 1)]


def digest(term: str) -> int:
    """Return the 32-bit hash whose low bits say which shard holds `term`.

    FNV-1a over code points (Fowler, Noll, Vo), its high bits mixed in once more.
    """
    result = 0x811C9DC5
    for char in term:
        result = ((result ^ ord(char)) * 0x01000193) & 0xFFFFFFFF
    return result ^ result >> 15
