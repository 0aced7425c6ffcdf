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
        by_head: dict[str, list[str]] = {}
        for word in sorted({word for word in words if word}):
            by_head.setdefault(word[:2], []).append(word)
        self._by_head: Mapping[str, Sequence[str]] = by_head
        self._single = frozenset(head for head in by_head if len(head) == 1)

    def find(self, folded: str) -> Iterator[str]:
        """Yield the words in the folded text, each as often as it stands there, overlapping ones too."""
        by_head = self._by_head
        # The pairs of neighbouring characters, all made and looked up outside of Python's own loop.
        if not by_head.keys().isdisjoint(map(add, folded, folded[1:])):
            for position, pair in enumerate(map(add, folded, folded[1:])):
                for word in by_head.get(pair, ()):
                    if folded.startswith(word, position) and _stands_alone(
                        folded, position, position + len(word)
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
