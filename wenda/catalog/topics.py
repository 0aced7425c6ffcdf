"""The shelves of the site: content/taxonomy.yml read strictly, and the topic that an article names."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml
from rapidfuzz import process

from wenda.catalog.front_matter_line import front_matter_line
from wenda.catalog.taxonomy_file import RULE, Reader, compose
from wenda.errors import Problem, WendaError
from wenda.input_methods import mend_colons, separate_words
from wenda.model import Article, Group, Topic
from wenda.text import fold, unwrapped
from wenda.vocabulary_file import read_vocabulary

TAXONOMY = "taxonomy.yml"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MAX_ID = 80
_KEYS = ("topics", "id", "name", "description", "keywords", "groups")


def load_taxonomy(content_dir: Path) -> tuple[tuple[Topic, ...], tuple[Problem, ...]]:
    """Read `taxonomy.yml` in `content_dir`; return its topics in their order and everything wrong with it.

    A folder without the file has no topics, which is no problem.
    """
    path = content_dir / TAXONOMY
    text, unreadable = read_vocabulary(path, RULE)
    topics, problems = read_taxonomy(text, str(path))
    return topics, (*unreadable, *problems)


def read_taxonomy(text: str, path: str) -> tuple[tuple[Topic, ...], tuple[Problem, ...]]:
    """Read the taxonomy `text`; problems carry `path`. What can be read comes back beside them."""
    reader = Reader(path)
    text, colons = mend_colons(text, path, RULE, _KEYS)
    reader.problems += colons
    try:
        root = compose(text, path)
    except WendaError as error:
        return (), (*reader.problems, *error.problems)
    if root is None:
        return (), tuple(reader.problems)
    nodes = reader.items(
        reader.mapping(root, "the taxonomy", ("topics",), ("topics",)).get("topics"), "`topics`"
    )
    read = [(node, _topic(reader, node)) for node in nodes]
    for label in ("id", "name"):
        _unique(
            reader,
            [(node, fold(getattr(topic, label))) for node, topic in read if topic],
            f"the topic {label}",
        )
    return tuple(topic for _, topic in read if topic), tuple(
        sorted(reader.problems, key=lambda problem: problem.line)
    )


def find_topic(name: str, topics: Sequence[Topic]) -> Topic | None:
    """Return the topic whose id or name is `name`, whatever its case, width and script."""
    key = fold(name.strip())
    return next((topic for topic in topics if key in {topic.id, fold(topic.name)}), None)


def check_topics(
    articles: Sequence[Article], topics: Sequence[Topic], content_dir: Path
) -> Iterator[Problem]:
    """Yield a problem for each article that names a topic which the taxonomy doesn't have."""
    names = [label for topic in topics for label in (topic.name, topic.id)]
    for article in articles:
        if article.topic and not find_topic(article.topic, topics):
            near = process.extractOne(article.topic, names, score_cutoff=40)
            hint = (
                f"did you mean {near[0]}?"
                if near
                else f"add it to {content_dir / TAXONOMY}, or take the key out"
            )
            path = content_dir / article.path
            yield Problem(
                str(path),
                front_matter_line(path, "topic"),
                f"there is no topic {article.topic!r}",
                hint,
                "unknown-topic",
            )


def _topic(reader: Reader, node: yaml.Node) -> Topic | None:
    values = reader.mapping(
        node, "a topic", ("id", "name", "description", "keywords", "groups"), ("id", "name")
    )
    id_ = reader.text(values.get("id"), "`id`")
    name = reader.text(values.get("name"), "`name`")
    description = reader.text(values["description"], "`description`") if "description" in values else ""
    if id_ and (len(id_) > _MAX_ID or not _ID.fullmatch(id_)):
        hint = f"use at most {_MAX_ID} lower-case letters, digits and hyphens: it becomes an address"
        reader.wrong(values["id"], f"{id_!r} cannot be a topic's id", hint)
        id_ = ""
    keywords = _keywords(reader, values.get("keywords"))
    group_nodes = reader.items(values.get("groups"), "`groups`")
    groups = [(node, _group(reader, node)) for node in group_nodes]
    _unique(
        reader,
        [(node, fold(group.name)) for node, group in groups if group],
        f"the group name in topic {id_}",
    )
    if not id_ or not name:
        return None
    return Topic(id_, name, unwrapped(description), keywords, tuple(group for _, group in groups if group))


def _group(reader: Reader, node: yaml.Node) -> Group | None:
    values = reader.mapping(node, "a group", ("name", "keywords"), ("name",))
    name, keywords = reader.text(values.get("name"), "`name`"), _keywords(reader, values.get("keywords"))
    return Group(name, keywords) if name else None


def _keywords(reader: Reader, node: yaml.Node | None) -> tuple[str, ...]:
    read = [(item, reader.text(item, "a keyword")) for item in reader.items(node, "`keywords`")]
    for item, text in read:
        if len(several := separate_words(text)) > 1:
            hint = f"write {', '.join(several)}, with plain commas"
            reader.wrong(item, f"one keyword holds several: {text}", hint)
    _unique(reader, [(item, fold(text)) for item, text in read if text], "the keyword")
    return tuple(text for _, text in read if text)


def _unique(reader: Reader, keys: Sequence[tuple[yaml.Node, str]], name: str) -> None:
    lines: dict[str, int] = {}
    for node, key in keys:
        if key in lines:
            reader.wrong(
                node, f"{name} {key!r} is already taken in line {lines[key]}", "each must be its own"
            )
        else:
            lines[key] = node.start_mark.line + 1
