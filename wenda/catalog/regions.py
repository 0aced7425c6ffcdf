"""The region that an article holds for: as its author says, as its title says, or as its text insists."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from wenda.catalog.front_matter_line import front_matter_line
from wenda.catalog.gazetteer import gazetteer
from wenda.catalog.places import Mention, find_places
from wenda.errors import Problem
from wenda.model import Article, Level, Region
from wenda.text import fold

EVERYWHERE = frozenset({"全国", "中国", "国家", "不限"})
"""What an author writes as `region` to say that the answer holds everywhere, whatever the title names."""

OPENING = 60
"""Characters of a body in which its subject is named."""

_INSISTENT = 3  # mentions of one place and no other that make it the subject


def region_of(article: Article, title_places: Sequence[Mention]) -> tuple[int, bool]:
    """Return the gazetteer's number of the region that `article` holds for, or -1 when it holds everywhere.

    Also say whether the whole body had to be read to tell, and not just its opening. `title_places` are the places in
    the folded title. A `region` that the article names decides; one that is unknown or ambiguous is passed over here
    and reported by `check_regions`.
    """
    if article.region:
        found = resolve(article.region)
        if len(found) == 1:
            return found[0], False
        if fold(article.region.strip()) in EVERYWHERE:
            return -1, False
    return (_subject(title_places), False) if title_places else _insisted(article)


def resolve(name: str) -> tuple[int, ...]:
    """Return the places that `name` may mean: 盐城, 盐城市 and 江苏盐城 mean one, 朝阳区 several."""
    known = gazetteer()
    parts = [(fold("".join(name.split("·")).replace(" ", "")), -1)]
    found: set[int] = set()
    while parts:
        text, outer = parts.pop()
        for end in range(1, len(text) + 1):
            inner = [
                n
                for n in known.numbers.get(text[:end], ())
                if outer < 0 or (n != outer and known.within(n, outer))
            ]
            if end == len(text):
                found.update(inner)
            else:
                parts += ((text[end:], number) for number in inner)
    for level in (Level.PROVINCE, Level.CITY):
        if some := [number for number in found if known.places[number].level is level]:
            return tuple(sorted(some))
    return tuple(sorted(found))


def check_regions(articles: Sequence[Article], content_dir: Path) -> Iterator[Problem]:
    """Yield a problem for each article whose `region` is no place that is known, or could be several."""
    known = gazetteer()
    for article in articles:
        found = resolve(article.region) if article.region else ()
        if not article.region or len(found) == 1 or fold(article.region.strip()) in EVERYWHERE:
            continue
        path = content_dir / article.path
        if found:
            names = ", ".join(known.full_name(number) for number in found)
            message, hint = f"the region {article.region!r} could be {names}", "write one of them"
        else:
            near = process.extractOne(fold(article.region), _spellings(), scorer=fuzz.ratio, score_cutoff=50)
            message = f"there is no region {article.region!r}"
            hint = f"did you mean {near[0]}?" if near else "write a place such as 丹东 or 长沙县, or 全国"
        yield Problem(str(path), front_matter_line(path, "region"), message, hint, "unknown-region")


def used_regions(numbers: Iterable[int]) -> dict[str, Region]:
    """Return the regions of `numbers` and those around them by id, in the gazetteer's order."""
    known = gazetteer()
    used = {part for number in {*numbers} for part in known.path(number)}
    regions = [known.region(number) for number in sorted(used)]
    return {region.id: region for region in regions}


def _spellings() -> list[str]:
    known = gazetteer()
    chains = ("".join(known.places[part].bare for part in known.path(place.number)) for place in known.places)
    return [*known.numbers, *chains]


def _subject(places: Sequence[Mention]) -> int:
    """Return the first place, or one within it that is named as well: 辽宁医保在丹东能用吗 is about 丹东."""
    within = gazetteer().within
    subject = places[0].number
    for place in places[1:]:
        if within(place.number, subject):
            subject = place.number
    return subject


def _insisted(article: Article) -> tuple[int, bool]:
    """Return the place that the text names at the beginning, again and again, and no other; or -1.

    Also say whether the whole text was read.
    """
    opening = fold(f"{article.summary}\n{article.body[:OPENING]}")
    first = find_places(opening)
    if not first:
        return -1, False
    subject = _subject(first)
    places = find_places(fold(f"{article.summary}\n{article.body}"))
    within = gazetteer().within
    alone = all(within(place.number, subject) or within(subject, place.number) for place in places)
    return subject if alone and len(places) >= _INSISTENT else -1, True
