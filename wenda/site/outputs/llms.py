"""llms.txt, the site's table of contents for language models, and one for each topic (https://llmstxt.org)."""

import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote

from wenda.model import Article, Catalog, Topic
from wenda.site.budget import has_twins
from wenda.site.pages.cards import article_url, topic_url, twin_url
from wenda.site.pages.paging import divide
from wenda.site.settings import Settings
from wenda.site.texts import Texts

NAME = "llms.txt"

LONGEST = 500
"""Questions in a topic's file, the newest: more would not fit into what its readers take in at once."""

Address = Callable[[Article], str]
"""Where programs shall read an article."""

_SPECIAL = re.compile(r"[\[\]\\`*_<>]")


def llms(catalog: Catalog, texts: Texts, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the site's file and of every topic's; needs the site's address."""
    topics = [topic for topic in catalog.topics.values() if catalog.in_topic.get(topic.id)]
    lines = [
        _link(topic.name, f"{topic_url(topic.id)}{NAME}", topic.description, settings) for topic in topics
    ]
    address = twin_url if has_twins(catalog, settings) else _page_url
    if not topics:
        lines = _questions(tuple(catalog.entries)[:LONGEST], catalog, settings, address)
    more = [_link(texts.say("pages", name), f"{name}/", "", settings) for name in ("all", "tags", "regions")]
    heading = texts.say("topics") if topics else texts.say("all_questions")
    yield NAME, _file(settings.site_name, settings.description, ((heading, lines), ("Optional", more)))
    for topic in topics:
        yield f"{topic_url(topic.id)}{NAME}", _of_topic(topic, catalog, settings, address)


def _of_topic(topic: Topic, catalog: Catalog, settings: Settings, address: Address) -> bytes:
    newest = catalog.in_topic[topic.id][:LONGEST]
    found = divide(newest, lambda id_: catalog.entries[id_].group)
    named = [(group.name, found.pop(group.name)) for group in topic.groups if group.name in found]
    rest = [(topic.name, tuple(id_ for ids in found.values() for id_ in ids))] if found else []
    sections = [(name, _questions(ids, catalog, settings, address)) for name, ids in (*named, *rest)]
    return _file(f"{topic.name} · {settings.site_name}", topic.description, sections)


def _questions(ids: Sequence[str], catalog: Catalog, settings: Settings, address: Address) -> list[str]:
    articles = (catalog.entries[id_].article for id_ in ids)
    return [_link(article.title, address(article), article.summary, settings) for article in articles]


def _page_url(article: Article) -> str:
    return article_url(article.id)


def _file(title: str, description: str, sections: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    parts = [f"# {_text(title)}", *([f"> {_text(description)}"] if description else [])]
    parts += ["\n".join((f"## {_text(name)}", "", *lines)) for name, lines in sections if lines]
    return ("\n\n".join(parts) + "\n").encode("utf-8", "replace")


def _link(text: str, url: str, description: str, settings: Settings) -> str:
    return f"- [{_text(text)}]({settings.site_url}{quote(url)})" + (
        f": {_text(description)}" if description else ""
    )


def _text(text: str) -> str:
    """Return `text` on one line, its Markdown signs escaped."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
