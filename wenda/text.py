"""How text is compared: folding, question keys and the plain words of a Markdown body.

The browser's search folds with the same rules (`templates/assets/search/`); shared test vectors keep the two equal.
"""

import re
import unicodedata
from functools import cache

# Han blocks that hold characters with a simplified form: Extension A, the unified block, compatibility, the planes.
_HAN_BLOCKS = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2EBEF))
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_NOT_WORDS = re.compile(r"[\W_]+")


@cache
def simplified_table() -> dict[int, str]:
    """Map each traditional character to its simplified form, one to one, as OpenCC has it.

    Single characters only: that is what the browser can carry, and both sides must agree.
    """
    import opencc  # noqa: PLC0415  30 ms that commands without search need not pay

    convert = opencc.OpenCC("t2s").convert
    table = {}
    for first, last in _HAN_BLOCKS:
        for code in range(first, last + 1):
            simple = convert(chr(code))
            if simple != chr(code) and len(simple) == 1:
                table[code] = simple
    return table


def fold(text: str) -> str:
    """Return `text` as search compares it: NFKC, lower case, simplified characters."""
    return unicodedata.normalize("NFKC", text).lower().translate(simplified_table())


def question_key(title: str) -> str:
    """Return what two spellings of the same question share: its folded letters and digits, nothing else.

    Punctuation, spacing, width, case and script (traditional or simplified) do not make another question. A title of
    nothing but punctuation keeps it, so that it still has a key.
    """
    folded = fold(title)
    return _NOT_WORDS.sub("", folded) or "".join(folded.split())


def is_han(char: str) -> bool:
    """Say whether `char` is a Chinese character."""
    return bool(_HAN.match(char))
