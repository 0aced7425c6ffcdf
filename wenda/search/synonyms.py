"""Other words for the same thing: content/synonyms.yml, read strictly.

The file has one key, `groups`, a list. A group is a list of words that mean the same, `[断缴, 断交, 停缴]`, or a mapping
`{say: [没钱了], mean: [余额为0]}`: who says the first may mean the second, not the other way round.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from wenda.errors import Problem
from wenda.search.tokens import tokens
from wenda.text import fold, is_han

NAME = "synonyms.yml"


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Groups of words as (what readers say, what articles say); both folded, equal in groups of equal words."""

    groups: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()


def load_synonyms(content_dir: Path) -> tuple[Synonyms, tuple[Problem, ...]]:
    """Return the synonyms of a content folder, none without a file, and what is wrong with it."""
    path = content_dir / NAME
    if not path.is_file():
        return Synonyms(), ()
    value = yaml.safe_load(path.read_text(encoding="utf-8"))
    groups = []
    for group in value["groups"]:
        say, mean = (group["say"], group["mean"]) if isinstance(group, dict) else (group, group)
        groups.append((tuple(map(fold, say)), tuple(map(fold, mean))))
    return Synonyms(tuple(groups)), ()


MEANINGS = 5
"""Words of a group that are searched for another: the commonest in titles."""


def useful(synonyms: Synonyms, counts: Mapping[str, int]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the groups that can find something: of what they mean, the commonest words that stand in titles.

    `counts` says how often titles hold each pair of characters.
    """
    found = []
    for say, mean in synonyms.groups:
        frequencies = {word: _in_titles(word, counts) for word in mean}
        best = sorted(
            (word for word in mean if frequencies[word]), key=lambda word: (-frequencies[word], word)
        )
        if best:
            found.append((say, tuple(best[:MEANINGS])))
    return found


def _in_titles(word: str, counts: Mapping[str, int]) -> int:
    pairs = [token.term for token in tokens(word) if len(token.term) == 2 and all(map(is_han, token.term))]
    return min((counts.get(pair, 0) for pair in pairs), default=1)
