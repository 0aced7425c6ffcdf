"""Lines that say when and under what a page was published: 健康新闻 2025-04-20. Pure."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from wenda.importing.labels import is_furniture
from wenda.importing.lines import asks, ends_sentence, narrow, width

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?(?P<mark>[-/.年])\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})(?!\d)日?"
    rf"|\b(?P<name>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>(?:19|20)\d\d)\b"
    rf"|\b(?P<day3>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<name2>{_MONTH}),?\s+(?P<year3>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?<![\d:])T?\d{1,2}:\d\d(:\d\d)?Z?(?![\d:])")
_COUNT = re.compile(
    r"(阅读|浏览|点击|views?|reads?)(量|数|次数)?\s*+:?\s*+\d++\s*+(次|人)?|(?<!\d)\d++\s*+(次|人)?(阅读|浏览|views?|reads?)",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"(?<![^\s|·,;/(\[【])"
    r"(发布时间|发布日期|发布于|发布|发表于|发表时间|更新时间|更新日期|更新于|最后更新|更新|时间|日期|分类|栏目|类别"
    r"|(last )?updated( on)?|published( on| in)?|posted( on| in)?|category|date|topic|section)"
    r"(\s*:|\s*$|(?<=于)|(?<= on)|(?<= in))",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(in|on|under)\s+|\s+(in|on)$", re.IGNORECASE)
_SEPARATORS = " \t|·•,/;:—–-[]()【】「」"
_NO_CATEGORY = re.compile(
    r"[。!?,;:“”]|来源|作者|编辑|^(自|从|于|截至|截止|到|至)$|\b(source|author|by|since|until|from)\b",
    re.IGNORECASE,
)
_CREDITS = re.compile(
    r"((来源|作者|编辑|责任编辑|责编|审核|审稿|审阅|撰文|记者|校对)\s*:\s*[^\s:。,]{1,24}[\s|·]*"
    r"|\b(source|author|editor|((written|edited|reviewed|posted)\s)?by)\b\s*:?\s*[A-Z][^:|·。]{1,40}[\s|·]*)+$",
    re.IGNORECASE,
)
_WIDEST_CATEGORY = 28
_LONGEST = 80
"""Characters of the longest dateline, furniture behind it included."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """What such a line says; `date` is None when the calendar has no such day."""

    category: str
    date: dt.date | None
    written: str  # the date as the page writes it
    has_furniture: bool = False
    credit: str = ""  # who wrote it, as the page says: 来源:… 编辑:…


def read_dateline(text: str) -> Dateline | None:
    """Return what `text` says if it is a dateline: a date, beside it a short category, and nothing else of weight."""
    plain = narrow(text).strip()
    match = _DATE.search(plain) if len(plain) <= _LONGEST else None
    if not match or _DATE.search(plain, match.end()):
        return None
    sides = (plain[: match.start()], plain[match.end() :])
    if _runs_on(match, *sides):
        return None
    cleaned = [_category(side) for side in sides]
    category = cleaned[0] or cleaned[1]
    if all(cleaned) or width(category) > _WIDEST_CATEGORY or _NO_CATEGORY.search(category) or asks(category):
        return None
    return Dateline(category, _date(match), match[0], any(map(_has_furniture, sides)))


def read_byline(text: str) -> Dateline | None:
    """Return what the line below a page's question says of its origin: who wrote it, and when and under what."""
    plain = narrow(text).strip()
    match = _DATE.search(plain) if len(plain) <= 2 * _LONGEST else None
    rest = f"{plain[: match.start()]} {plain[match.end() :]}" if match else plain
    rest = " ".join(_NAMES.sub(" ", _COUNT.sub(" ", _TIME.sub(" ", rest))).split()).strip(_SEPARATORS)
    credit = _CREDITS.search(rest)
    category = rest[: credit.start()].strip(_SEPARATORS) if credit else ""
    if not credit or width(category) > _WIDEST_CATEGORY or _NO_CATEGORY.search(category) or asks(category):
        return None
    date, written = (_date(match), match[0]) if match else (None, "")
    return Dateline(category, date, written, credit=credit[0].strip(_SEPARATORS))


def split_dateline(text: str) -> tuple[str, Dateline] | None:
    """Split a line that ends with a dateline (…就诊。 健康新闻 2025-04-20) into what precedes it and the dateline."""
    plain = narrow(text)
    matches = list(_DATE.finditer(plain, max(len(plain) - _LONGEST, 0)))
    if not matches:
        return None
    head = plain[: matches[-1].start()]
    for start in _word_starts(head):
        dateline = read_dateline(text[start:])
        if dateline and start > 0:
            return text[:start].rstrip(), dateline
    return None


def _word_starts(head: str) -> Iterator[int]:
    """Yield where a dateline may begin at the end of `head` and what follows: at its last word, else behind it."""
    text = head.rstrip()
    start = max(text.rfind(mark) for mark in " \t|") + 1
    if start and not ends_sentence(text):
        yield start
    if not text[-1:].isalnum() or text != head:
        yield len(head)


def _runs_on(match: re.Match[str], before: str, after: str) -> bool:
    """Say whether the date is part of a sentence: 自2025年1月1日起 runs on, 健康新闻2025-04-20 does not."""
    if after and (after[0].isalnum() or after[0] in "%。"):
        return not after.startswith(("T", "t")) or not _TIME.match(after)
    return bool(before) and before[-1].isalnum() and match["mark"] in ("年", None)


def _category(side: str) -> str:
    """Return what is left of one side of the date without times, counts, furniture and names such as 发布时间."""
    side = _COUNT.sub(" ", _TIME.sub(" ", side))
    words = (word for word in _NAMES.sub(" ", side).split() if not is_furniture(word))
    return _PREPOSITION.sub("", " ".join(words).strip(_SEPARATORS))


def _has_furniture(side: str) -> bool:
    return any(map(is_furniture, side.split()))


def _date(match: re.Match[str]) -> dt.date | None:
    name = match["name"] or match["name2"]
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(match["month"])
    year, day = (
        (match["year"] or match["year2"] or match["year3"]),
        (match["day"] or match["day2"] or match["day3"]),
    )
    try:
        return dt.date(int(year), month, int(day))
    except ValueError:
        return None
