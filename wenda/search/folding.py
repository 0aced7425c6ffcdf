"""The table by which the browser folds traditional characters, cut so that a query loads little of it.

Characters of GB 2312, nearly all that simplified text uses, are folded by a short list in `core`; another character
of a query asks for the part of the table it is in.
"""

from functools import cache

from wenda.search.pinyin import gb2312
from wenda.text import simplified_table

PARTS = 16


@cache
def common_pairs() -> str:
    """Return the characters of GB 2312 that fold, each followed by what it folds to."""
    table = simplified_table()
    return "".join(char + _text(table[ord(char)]) for char in sorted(gb2312()) if ord(char) in table)


@cache
def parts() -> tuple[str, ...]:
    """Return the pairs of each part: of the characters whose code leaves its number when divided by PARTS."""
    common = frozenset(map(ord, gb2312()))
    found = [""] * PARTS
    for code, target in sorted(simplified_table().items(), key=lambda item: item[0]):
        if code not in common:
            found[code % PARTS] += chr(code) + _text(target)
    return tuple(found)


def _text(target: str | int) -> str:
    return target if isinstance(target, str) else chr(target)
