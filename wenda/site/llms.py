"""llms.txt, the site's table of contents for language models, and one for each topic (https://llmstxt.org)."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote, urljoin

from wenda.model import Catalog, Topic
from wenda.site.budget import has_twins
from wenda.site.cards import article_url, topic_url, twin_url
from wenda.site.paging import divide
from wenda.site.settings import Settings
from wenda.site.texts import Texts

NAME = "llms.txt"

LONGEST = 500
"""Questions in a topic's file, the newest: more would not fit into what its readers take in at once."""

_SPECIAL = re.compile(r"[\[\]\\`*_<>]")


def llms(catalog: Catalog, texts: Texts, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the site's file and of every topic's; needs the site's address."""
    topics = [topic for topic in catalog.topics.values() if catalog.in_topic.get(topic.id)]
    lines = [
        _link(topic.name, f"{topic_url(topic.id)}{NAME}", topic.description, settings) for topic in topics
    ]
    if not topics:
        lines = _questions(tuple(catalog.entries)[:LONGEST], catalog, settings)
    more = [_link(texts.say("pages", name), f"{name}/", "", settings) for name in ("all", "tags", "regions")]
    heading = texts.say("topics") if topics else texts.say("all_questions")
    yield NAME, _file(settings.site_name, settings.description, ((heading, lines), ("Optional", more)))
    for topic in topics:
        yield f"{topic_url(topic.id)}{NAME}", _of_topic(topic, catalog, settings)


def _of_topic(topic: Topic, catalog: Catalog, settings: Settings) -> bytes:
    newest = catalog.in_topic[topic.id][:LONGEST]
    found = divide(newest, lambda id_: catalog.entries[id_].group)
    named = [(group.name, found.pop(group.name)) for group in topic.groups if group.name in found]
    rest = [(topic.name, tuple(id_ for ids in found.values() for id_ in ids))] if found else []
    sections = [(name, _questions(ids, catalog, settings)) for name, ids in (*named, *rest)]
    return _file(f"{topic.name} · {settings.site_name}", topic.description, sections)


def _questions(ids: Sequence[str], catalog: Catalog, settings: Settings) -> list[str]:
    twins = has_twins(catalog, settings)
    entries = (catalog.entries[id_] for id_ in ids)
    return [
        _link(
            entry.article.title,
            twin_url(entry.article) if twins else article_url(entry.article.id),
            entry.article.summary,
            settings,
        )
        for entry in entries
    ]


def _file(title: str, description: str, sections: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    parts = [f"# {_text(title)}", *([f"> {_text(description)}"] if description else [])]
    parts += ["\n".join((f"## {_text(name)}", "", *lines)) for name, lines in sections if lines]
    return ("\n\n".join(parts) + "\n").encode("utf-8", "replace")


def _link(text: str, url: str, description: str, settings: Settings) -> str:
    address = urljoin(settings.site_url, quote(url))
    return f"- [{_text(text)}]({address})" + (f": {_text(description)}" if description else "")


def _text(text: str) -> str:
    """Return `text` on one line, its Markdown signs escaped."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
