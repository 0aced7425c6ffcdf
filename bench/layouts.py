"""The same articles as each generator wants them: where the files stand, and what is in their front matter.

Wenda is given no topic and no region, for it works them out; generators that cannot are told.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.articles import Corpus
from wenda.content.values import quoted
from wenda.model import Article, Status

Value = str | dt.date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to lay articles out below a folder."""

    articles: str  # folder of the articles' files
    fields: Mapping[str, str]  # the keys of the front matter, each with what stands there, as in `_values`
    link: str  # how the body links the article `{id}`

    def path(self, article: Article) -> str:
        """Return the path of the article's file below the layout's folder."""
        return f"{self.articles}/{article.path}" if self.articles else article.path

    def text(self, article: Article, regions: tuple[str, ...] = ()) -> str:
        """Return the article's file; `regions` are the names of those it belongs to, outermost first."""
        values = _values(article, regions)
        header = "\n".join(_header({key: values[name] for key, name in self.fields.items()}))
        body = article.body
        for other in article.related:
            body = body.replace(f"]({other}.md)", f"]({self.link.format(id=other)})")
        return f"---\n{header}\n---\n\n{body}\n"


_MATERIAL = {"title": "title", "description": "summary", "tags": "tags_and_regions"}
_WENDA = (  # all that wenda.content.front_matter would write, in its order, but the topic and the region
    "title summary date updated review_by status category tags related alt_titles source searches disclaimer"
)

LAYOUTS: Mapping[str, Layout] = {
    "wenda": Layout("", {name: name for name in _WENDA.split()}, "{id}.md"),
    "hugo": Layout(
        "content/q",
        {
            "title": "title",
            "description": "summary",
            "date": "date",
            "lastmod": "updated",
            "tags": "tags",
            "topics": "topics",
            "regions": "regions",
            "disclaimer": "disclaimer",
        },
        "../{id}/",
    ),
    "mkdocs": Layout("docs/q", _MATERIAL, "{id}.md"),
    "eleventy": Layout(
        "src/q",
        {"title": "title", "description": "summary", "date": "date", "notice": "disclaimer"},
        "../{id}/",
    ),
    "zensical": Layout("docs/q", _MATERIAL, "{id}.md"),
}
"""By the generator's name."""


def lay_out(corpus: Corpus, articles: Iterable[Article], layout: Layout, folder: Path) -> None:
    """Write `articles` below `folder` as they come."""
    (folder / layout.articles).mkdir(parents=True, exist_ok=True)
    for article in articles:
        text = layout.text(article, corpus.regions_of(article))
        (folder / layout.path(article)).write_text(text, encoding="utf-8")


def taxonomy(corpus: Corpus) -> str:
    """Return Wenda's taxonomy.yml for the corpus."""
    lines = ["topics:"]
    for topic in corpus.topics:
        lines += [
            f"  - id: {topic['id']}",
            f"    name: {topic['name']}",
            f"    description: 关于{topic['name']}的测速问答。",
            f"    keywords: {_flow(topic['subjects'])}",
            "    groups:",
        ]
        for group in corpus.groups[topic["kind"]]:
            lines += [f"      - name: {group['name']}", f"        keywords: {_flow(group['keywords'])}"]
    return "\n".join(lines) + "\n"


def _values(article: Article, regions: tuple[str, ...]) -> dict[str, Value]:
    """Return what front matter can tell of an article, by name."""
    return {field.name: getattr(article, field.name) for field in dataclasses.fields(article)} | {
        "status": None if article.status is Status.FULL else article.status,
        "topics": (article.topic,),
        "regions": regions,
        "tags_and_regions": (*article.tags, *regions),
    }


def _header(fields: Mapping[str, Value]) -> Iterable[str]:
    for name, value in fields.items():
        if isinstance(value, tuple):
            if value:
                yield f"{name}:"
                yield from (f"  - {quoted(item)}" for item in value)
        elif isinstance(value, dt.date):
            yield f"{name}: {value.isoformat()}"
        elif value:
            yield f"{name}: {quoted(value)}"


def _flow(items: Any) -> str:
    return f"[{', '.join(items)}]"
