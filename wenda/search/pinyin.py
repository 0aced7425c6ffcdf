"""How Chinese is read, by pypinyin's dictionaries: toneless, with v for ü."""

import unicodedata
from functools import cache

GB2312_ROWS = range(0xB0, 0xF8)

_TONES = dict.fromkeys((0x300, 0x301, 0x304, 0x30C))
_SEVERAL_READINGS = frozenset("长行重乐都还调传藏朝降参厦蚌会单率差觉卡便吓削六曾校系泌")
"""Characters that are often read otherwise than alone, which the words around them tell."""
_LONGEST = 4
"""Characters of a word that tells how one of them is read."""


@cache
def gb2312() -> str:
    """Return the characters of GB 2312 in its order, which is that of their pinyin for the first 3,755."""
    codes = [bytes((row, cell)) for row in GB2312_ROWS for cell in range(0xA1, 0xFA if row == 0xD7 else 0xFF)]
    return "".join(code.decode("gb2312") for code in codes)


@cache
def reading(char: str) -> str:
    """Return the commonest reading of a character; empty when there is none."""
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415  150 ms that an edit of a body need not pay

    return _toneless(PINYIN_DICT.get(ord(char), "").partition(",")[0])


def reading_within(text: str, place: int) -> str:
    """Return the reading of the character at `place`: as the longest word around it has it, else as when alone."""
    phrases = _phrases()
    for size in range(_LONGEST, 1, -1):
        for start in range(max(0, place - size + 1), place + 1):
            if word := phrases.get(text[start : start + size]):
                return _toneless(word[place - start][0])
    return reading(text[place])


@cache
def _phrases() -> dict[str, list[list[str]]]:
    """Return how words are read."""
    from pypinyin.constants import PHRASES_DICT  # noqa: PLC0415

    return PHRASES_DICT


def has_several_readings(char: str) -> bool:
    """Say whether the words around `char` tell how it is read."""
    return char in _SEVERAL_READINGS


def initials(name: str) -> str:
    """Return the first letters of a name's syllables, as its characters are read together."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore"))


@cache
def readings_table() -> dict[str, object]:
    """Return all syllables, and for each character of GB 2312 the number of its syllable."""
    read = [reading(char) for char in gb2312()]
    syllables = sorted({syllable for syllable in read if syllable})
    numbers = {syllable: number for number, syllable in enumerate(syllables)}
    return {"syllables": syllables, "readings": [numbers.get(syllable, -1) for syllable in read]}


def _toneless(reading: str) -> str:
    return unicodedata.normalize("NFD", reading).replace("u\u0308", "v").translate(_TONES)
