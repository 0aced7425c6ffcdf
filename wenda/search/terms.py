"""Numbers for terms, so that postings can be sorted as integers.

A pair of Chinese characters, or one alone, is numbered by its code points; every other term is a word, numbered in the
order it comes. Words' numbers are smaller. In the index terms lie in the order of `place`: words, then pairs.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from wenda.search.tokens import digest

Terms = npt.NDArray[np.uint32]

FIRST_PAIR = 0x3400 << 16
"""Terms from here on are Chinese: first character << 16, then the second, 0 without one."""


_PAIR = re.compile("[\u3400-\u9fff\uf900-\ufaff]{1,2}")


class Vocabulary:
    """The words of some texts."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__

    def codes(self, words: Iterable[str]) -> list[int]:
        """Return the number of each word, number, initials term or pair with a character beyond the basic plane."""
        return list(map(self._numbers.__getitem__, words))

    def ranks(self) -> Terms:
        """Return the place of each word among all in order, by its number."""
        words = list(self._numbers)
        ranks = np.zeros(len(words), dtype=np.uint32)
        ranks[sorted(range(len(words)), key=words.__getitem__)] = np.arange(len(words))
        return ranks

    def words(self) -> list[str]:
        """Return all words by their number."""
        return list(self._numbers)

    def in_order(self) -> list[str]:
        """Return all words by their rank."""
        return sorted(self._numbers)


def names(terms: Terms, words: Sequence[str]) -> list[str]:
    """Return the text of each term; `words` has those of words by their number."""
    points = np.column_stack([terms >> 16, terms & 0xFFFF]).astype(np.uint32)
    text = points.tobytes().decode("utf-32-le", "surrogatepass")
    found = [text[at : at + 2] for at in range(0, len(text), 2)]
    for at in np.flatnonzero(terms & 0xFFFF == 0).tolist():
        found[at] = found[at][0]
    for at in np.flatnonzero(terms < FIRST_PAIR).tolist():
        found[at] = words[terms[at]]
    return found


def place(term: str) -> tuple[bool, str]:
    """Return what terms in a shard are sorted by."""
    return bool(_PAIR.fullmatch(term)), term


def digests(terms: Terms, words: Sequence[str]) -> Terms:
    """Return the hash of each term, as `tokens.digest` has it; `words` has the words by number."""
    result = np.full(len(terms), 0x811C9DC5, dtype=np.uint32)
    for part in (terms >> 16, terms & 0xFFFF):
        result = np.where(part > 0, (result ^ part) * np.uint32(0x01000193), result)
    result ^= result >> np.uint32(15)
    at = np.flatnonzero(terms < FIRST_PAIR)
    result[at] = [digest(words[term]) for term in terms[at].tolist()]
    return result
