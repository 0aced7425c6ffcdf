"""How text is compared: folding, question keys and the plain words of a Markdown body.

The browser's search folds with the same rules (`templates/assets/search/`); shared test vectors keep the two equal.
"""

import re
import unicodedata
from functools import cache

# Han blocks that hold characters with a simplified form: Extension A, the unified block, compatibility, the planes.
_HAN_BLOCKS = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2EBEF))
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# A space between two full-width characters: Chinese is written without, so a line break was there.
_FOLD_IN_CHINESE = re.compile(
    r"(?<=[\u2014-\u2026\u3001-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff])\s+"
    r"(?=[\u2014-\u2026\u3001-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff])"
)
_NOT_WORDS = re.compile(r"[\W_]+")
# What NFKC makes of the punctuation in nearly every Chinese text. Put in beforehand, it leaves most texts in that form.
_WIDE = tuple(zip("，？：！；（）", ",?:!;()", strict=True))

# A year of this century: 2025年, or alone as in "2024最新规定". Counted things (2000元) and points in time that a
# question looks back at (2010年以前参保, 2003年出生) do not date the answer.
_YEAR = re.compile(
    r"(?<![\d.,])(20\d\d)\s*(?:年(?!\s*(?:以前|之前|前|以后|之后|后|起|至今|以来|出生|生|参加|入职))"
    r"|(?![\d.,:%年]|\s*(?:元|块|万|千|米|公里|步|次|人|名|号|个|例|字|ml|mg|毫|大卡|克|以上|左右)))",
)
# Two digits are a year at the beginning (24年北京…) or before what is dated (医保24年新规); else they count years.
_SHORT_YEAR = re.compile(
    r"^\W*(\d\d)年(?![以之后前内的没多来间左才还就能可不未满够怎工])|(?<!\d)(\d\d)年(?=最新|新规|新政|版|度)"
)
_DURATION = re.compile(r"[交缴][满够了完齐足]|没[交缴有]|不[够满足]|未满|还差")


@cache
def simplified_table() -> dict[int, str]:
    """Map each traditional character to its simplified form, one to one, as OpenCC has it.

    Single characters only: that is what the browser can carry, and both sides must agree.
    """
    import opencc  # noqa: PLC0415  30 ms that commands without search need not pay

    chars = [chr(code) for first, last in _HAN_BLOCKS for code in range(first, last + 1)]
    # In one call, a line each: no phrase of the dictionary reaches across the end of a line.
    converted = opencc.OpenCC("t2s").convert("\n".join(chars)).split("\n")
    pairs = zip(chars, converted, strict=True)
    return {ord(char): simple for char, simple in pairs if simple != char and len(simple) == 1}


@cache
def _traditional() -> re.Pattern[str]:
    """Return what finds a character of the table, or one beyond the first plane: a hundredth of a translation."""
    first_plane = "".join(map(chr, (code for code in simplified_table() if code < 0x10000)))
    return re.compile(f"[{first_plane}\U00020000-\U0003ffff]")


def fold(text: str) -> str:
    """Return `text` as search compares it: NFKC, lower case, simplified characters."""
    if text.isascii():
        return text.lower()
    text = nfkc(text).lower()
    return text.translate(simplified_table()) if _traditional().search(text) else text


def nfkc(text: str) -> str:
    """Return `text` in Unicode's form NFKC, a Chinese one in a fifth of the time that `normalize` takes."""
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text)  # which sees at a glance that nothing is left to do


def unwrapped(text: str) -> str:
    """Return `text`, whose lines were joined by spaces as YAML and HTML do, as one line of Chinese has it.

    A space stays where it parts words: beside anything that is neither a Chinese character nor full-width punctuation.
    """
    return _FOLD_IN_CHINESE.sub("", text)


def question_key(title: str) -> str:
    """Return what two spellings of the same question share: its folded letters and digits, nothing else.

    Punctuation, spacing, width, case and script (traditional or simplified) do not make another question. A title of
    nothing but punctuation keeps it, so that it still has a key.
    """
    folded = fold(title)
    return _NOT_WORDS.sub("", folded) or "".join(folded.split())


def past_year(title: str, this_year: int) -> int:
    """Return the latest year that `title` speaks of when it is before `this_year`, else 0.

    A reader takes "2024年最新规定" or "24年补缴" for an answer of that year, so a year that has passed needs a notice.
    """
    latest = latest_year(title)
    return latest if latest < this_year else 0


def latest_year(title: str) -> int:
    """Return the latest year that `title` speaks of, or 0."""
    return max((year for year, _, _ in years_in(nfkc(title))), default=0)


def years_in(title: str) -> tuple[tuple[int, int, int], ...]:
    """Return each year that the NFKC-normalised `title` speaks of, with where it begins and ends, 年 included."""
    if "年" not in title and "20" not in title:
        return ()
    years = [(int(match[1]), *match.span()) for match in _YEAR.finditer(title)]
    if not years and not _DURATION.search(title):
        years = [(2000 + int(match[1] or match[2]), *match.span()) for match in _SHORT_YEAR.finditer(title)]
    return tuple(years)


def is_han(char: str) -> bool:
    """Say whether `char` is a Chinese character."""
    return bool(_HAN.match(char))
