"""The table by which the browser folds traditional characters, cut so that a query loads little of it.

Characters of GB 2312, nearly all that simplified text uses, are folded by a short list in `core`; another character
of a query asks for the part of the table it is in.
"""

from collections.abc import Iterator

from wenda.search.pinyin import gb2312
from wenda.text import simplified_table

PARTS = 16


def common_pairs() -> str:
    """Return the characters of GB 2312 that fold, each followed by what it folds to."""
    table = simplified_table()
    return "".join(char + _text(table[ord(char)]) for char in sorted(gb2312()) if ord(char) in table)


def parts() -> Iterator[tuple[int, str]]:
    """Yield number and pairs of each part: of the characters whose code leaves that number when divided by PARTS."""
    common = frozenset(map(ord, gb2312()))
    pairs = sorted((code, target) for code, target in simplified_table().items() if code not in common)
    for number in range(PARTS):
        yield number, "".join(chr(code) + _text(to) for code, to in pairs if code % PARTS == number)


def _text(target: str | int) -> str:
    return target if isinstance(target, str) else chr(target)
