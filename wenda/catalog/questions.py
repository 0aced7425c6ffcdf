"""What a question asks, apart from how it is put.

Two titles ask the same when nothing but filler, synonyms of the commonest verbs, politeness and order
differ. What is asked for (how, which, how long …) is told apart; places, years and numbers are set aside to
be compared on their own. Nothing else is forgiven, because one character makes another question of it:
男/女, 能/不能, 麻木/肿胀, 中度/重度.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from wenda.catalog.places import Mention
from wenda.catalog.question_words import FILLER, KEEP, LIGHT, SAME, WANTS
from wenda.text import years_in

_DIRECTED = re.compile("[转换变比从到给借让使被]")
_TRAILING = re.compile(r"(?:比较|更|最)?好[呢呀啊]?$")
_LATIN = re.compile("[a-z]")
_PUNCTUATION = re.compile(r"[^\w\s.]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WORD = re.compile(r"[a-z]+|\d+|\w")
# Characters of a core below which titles must be equal as they are, or equal but for light words.
_SHORTEST, _SHORT = 3, 4


class Question(NamedTuple):
    """A title taken apart.

    Two questions are the same when an item of `cores`, the `numbers`, `years` and `wants` agree. `content`
    holds the words that carry meaning, for comparing.
    """

    cores: tuple[str, ...]
    numbers: tuple[str, ...]
    years: tuple[int, ...]
    wants: frozenset[str]
    content: str


def question_of(folded: str, places: Sequence[Mention]) -> Question:
    """Take the folded title apart; `places` are those that it names."""
    placeless = _blanked(folded, [(place.start, place.end) for place in places])
    years = years_in(placeless)
    text = _blanked(placeless, [(start, end) for _, start, end in years]).rstrip("?？!！。. ")
    numbers = sorted(_NUMBER.findall(text))
    text = _TRAILING.sub("", text) if "好" in text else text
    text = _PUNCTUATION.sub(" ", text)
    content, wants = _replaced(text, full=True)
    if wants != {"Y"}:
        wants -= {"Y"}
    if wants != {"N"}:
        wants -= {"N"}
    told = tuple(sorted({year for year, _, _ in years}))
    return Question(_cores(text, content, folded), tuple(numbers), told, frozenset(wants), content)


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _cores(text: str, content: str, folded: str) -> tuple[str, ...]:
    """Return what ways to put a question share: the words in order, and all but the lightest in any order."""
    in_order = "".join(content.split())
    if len(in_order) < _SHORTEST:
        return (f"={''.join(filter(str.isalnum, folded)) or folded}",)
    is_directed, is_short = _DIRECTED.search(content), len(in_order) < _SHORT
    if is_directed and not is_short:
        return (in_order,)
    lightened = _replaced(text, full=False)[0]
    if is_short:
        in_order = "".join(lightened.split())
    return (in_order,) if is_directed else (in_order, "~" + " ".join(sorted(_WORD.findall(lightened))))


def _replaced(text: str, *, full: bool) -> tuple[str, set[str]]:
    """Return `text`, which has no punctuation, without filler and question words, synonyms made one, and its wants."""
    table, pattern, latin_pattern = _table(full=full)
    wants: set[str] = set()

    def replacement(match: re.Match[str]) -> str:
        new = table[match[0]]
        if new.isupper():
            wants.add(new)
            return " "
        return new

    text = pattern.sub(replacement, text)
    return latin_pattern.sub(replacement, text) if _LATIN.search(text) else text, wants


@cache
def _table(*, full: bool) -> tuple[Mapping[str, str], re.Pattern[str], re.Pattern[str]]:
    table = {word: letter for letter, words in WANTS.items() for word in words.split()}
    table |= dict.fromkeys(LIGHT.split(), " ")
    if full:
        table |= dict.fromkeys(FILLER.split(), " ")
    for line in SAME:
        one, _, others = line.partition("=")
        table |= dict.fromkeys(others.split(), one)
    table |= {word: word for word in KEEP.split()}
    words = sorted(table, key=lambda word: (-len(word), word))
    # Two patterns, because one of literals alone is searched several times as fast.
    han = re.compile(_by_first_character([word for word in words if not word.isascii()]))
    return table, han, re.compile(rf"\b(?:{'|'.join(word for word in words if word.isascii())})\b")


def _by_first_character(words: Sequence[str]) -> str:
    """Return a pattern of `words`, longest first, in which a position is tried for one first character only."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{first}(?:{'|'.join(some)})" for first, some in rests.items())
