"""Finding known words in text, however many there are, in one pass over it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import add

from wenda.text import is_han


def word_set(text: str) -> frozenset[str]:
    """Return the words of a table that is written as text."""
    return frozenset(text.split())


class Lexicon:
    """Folded words to find: Chinese ones anywhere, others where they stand alone (no app in happy)."""

    def __init__(self, words: Iterable[str]) -> None:
        by_head: dict[str, list[tuple[str, bool]]] = {}
        for word in sorted({word for word in words if word}):
            is_chinese = is_han(word[0]) and is_han(word[-1])
            by_head.setdefault(word[:2], []).append((word, is_chinese))
        self._by_head: Mapping[str, Sequence[tuple[str, bool]]] = by_head
        self._single = frozenset(head for head in by_head if len(head) == 1)

    def find(self, folded: str) -> Iterator[str]:
        """Yield the words in the folded text, each as often as it stands there, overlapping ones too."""
        by_head = self._by_head
        pairs = map(add, folded, folded[1:])  # of neighbouring characters
        for position in [position for position, pair in enumerate(pairs) if pair in by_head]:
            for word, is_chinese in by_head[folded[position : position + 2]]:
                if folded.startswith(word, position) and (
                    is_chinese or _stands_alone(folded, position, position + len(word))
                ):
                    yield word
        if self._single and not self._single.isdisjoint(folded):
            for position, char in enumerate(folded):
                if char in self._single and _stands_alone(folded, position, position + 1):
                    yield char


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (_joined(text, start) or _joined(text, end))


def _joined(text: str, at: int) -> bool:
    """Say whether letters or digits other than Chinese ones meet at `at`."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return before.isalnum() and after.isalnum() and not is_han(before) and not is_han(after)
