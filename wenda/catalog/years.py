"""Years in titles: a title says 2025年, 24年 or plain 2024, and means the year that its answer holds for."""

import re

from wenda.text import fold

# Four digits count unless a unit makes them an amount (2000元). Two digits count at the beginning only, where they are
# neither a length of time (20年工龄) nor a round one (15年医保).
_LONG = re.compile(
    r"(?<![\d.])(20\d\d)(?:年度?版?|(?![\d.%元块人次米毫克斤公卡路个只度岁天日周小分秒万千百亿号]))"
)
_SHORT = re.compile(r"^(\d\d)年(?!工龄|以[上内下后前]|[前后间内了没多来的])(?:度|版)?")
_ROUND = frozenset({10, 15, 20, 25, 30, 35, 40})
_SPAN = re.compile(r"(?<!\d)(20\d\d)\s*[-~—至到]\s*(20)?(\d\d)(?!\d)")
_OLDEST_SHORT, _NEWEST_SHORT = 16, 40


def year_of(title: str) -> int:
    """Return the latest year that `title` names, or 0."""
    folded = fold(title).strip()
    years = [int(year) for year in _LONG.findall(folded)]
    years += [2000 + int(last) for _, _, last in _SPAN.findall(folded)]
    if (short := _SHORT.match(folded)) and _is_year(int(short[1]), folded[short.end() :]):
        years.append(2000 + int(short[1]))
    return max(years, default=0)


def without_years(folded: str) -> str:
    """Return the folded title without the years that it names."""
    text = _LONG.sub(" ", _SPAN.sub(" ", folded.strip()))
    short = _SHORT.match(text)
    return text[short.end() :] if short and _is_year(int(short[1]), text[short.end() :]) else text


def _is_year(number: int, rest: str) -> bool:
    if not _OLDEST_SHORT <= number <= _NEWEST_SHORT:
        return False
    return number not in _ROUND or bool(re.match(r"最新|新|版|\d+月", rest))
