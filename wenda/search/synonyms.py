"""Other words for the same thing: content/synonyms.yml, read strictly.

The file has one key, `groups`, a list. A group is a list of words that mean the same, `[断缴, 断交, 停缴]`, or a
mapping `{say: [没钱了], mean: [余额为0]}`: who says the first may mean the second, not the other way round.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from wenda.errors import Problem
from wenda.input_methods import mend_colons, separate_words
from wenda.search.tokens import tokens
from wenda.text import fold, is_han
from wenda.vocabulary_file import read_vocabulary
from wenda.yaml_errors import explain

NAME = "synonyms.yml"
RULE = "synonyms"
_KEYS = ("groups", "say", "mean")
MEANINGS = 5
"""Words of a group that are searched for another: the commonest in titles."""

Groups = tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Groups of words as (what readers say, what articles say); both folded, equal in groups of equal words."""

    groups: Groups = ()


def load_synonyms(content_dir: Path) -> tuple[Synonyms, tuple[Problem, ...]]:
    """Return the synonyms of a content folder, none without a file, and everything that is wrong with it."""
    path = content_dir / NAME
    reader = _Reader(str(path))
    text, unreadable = read_vocabulary(path, RULE)
    text, colons = mend_colons(text, str(path), RULE, _KEYS)
    reader.problems += (*unreadable, *colons)
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mistake = explain(error, text, 1)
        wrong = Problem(str(path), mistake.line, mistake.message, mistake.hint, RULE)
        return Synonyms(), (*reader.problems, wrong)
    except RecursionError:
        return Synonyms(), (Problem(str(path), 0, "nested too deep", "a group is a list of words", RULE),)
    groups = reader.groups(root) if root else ()
    return Synonyms(groups), tuple(reader.problems)


class _Reader:
    """Walks the nodes of the file; what is wrong gathers in `problems`."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.problems: list[Problem] = []

    def _wrong(self, node: yaml.Node, message: str, hint: str) -> None:
        self.problems.append(Problem(self._path, node.start_mark.line + 1, message, hint, RULE))

    def groups(self, root: yaml.Node) -> Groups:
        keys = _keys(root)
        if list(keys) != ["groups"] or not isinstance(keys["groups"], yaml.SequenceNode):
            self._wrong(
                root,
                "the file must have one key, `groups`, with a list",
                "write `groups:` and `  - [甲, 乙]`",
            )
            return ()
        found = [self._group(node) for node in keys["groups"].value]
        return tuple((say, mean) for say, mean in found if say and mean)

    def _group(self, node: yaml.Node) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if isinstance(node, yaml.SequenceNode):
            words = self._words(node)
            if len(words) == 1:
                self._wrong(
                    node, "a group of one word has no synonym", "add another word, or take the group out"
                )
            return words, words
        keys = _keys(node)
        if set(keys) != {"say", "mean"}:
            self._wrong(node, "a group is a list of words, or has `say` and `mean`", "write `- [甲, 乙]`")
            return (), ()
        return self._words(keys["say"]), self._words(keys["mean"])

    def _words(self, node: yaml.Node) -> tuple[str, ...]:
        if not isinstance(node, yaml.SequenceNode):
            self._wrong(node, "words must be a list", "write `[甲, 乙]`")
            return ()
        words: dict[str, None] = {}
        for item in node.value:
            word = " ".join(fold(item.value).split()) if isinstance(item, yaml.ScalarNode) else ""
            if len(several := separate_words(item.value if word else "")) > 1:
                self._wrong(
                    item,
                    f"one word holds several: {item.value}",
                    f"write {', '.join(several)}, with plain commas",
                )
            elif not tokens(word):
                self._wrong(item, "a synonym must be a word", "take it out")
            elif word in words:
                self._wrong(item, f"{item.value} stands twice in its group", "keep one of the two")
            else:
                words[word] = None
        return tuple(words)


def _keys(node: yaml.Node) -> dict[str, yaml.Node]:
    return {str(key.value): value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


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


def pairs_of(synonyms: Synonyms) -> set[str]:
    """Return the pairs of characters whose counts `useful` asks for."""
    return {pair for _, mean in synonyms.groups for word in mean for pair in _pairs(word)}


def _in_titles(word: str, counts: Mapping[str, int]) -> int:
    return min((counts.get(pair, 0) for pair in _pairs(word)), default=1)


def _pairs(word: str) -> list[str]:
    return [token.term for token in tokens(word) if len(token.term) == 2 and all(map(is_han, token.term))]
