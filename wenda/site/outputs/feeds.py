"""What other programs read: Atom and JSON feeds, the sitemap, robots.txt.

All of it needs to know the address under which the site is published; without one there is nothing to say.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote, urljoin
from xml.sax.saxutils import escape, quoteattr

from wenda.model import Article, Catalog
from wenda.site.pages.cards import article_url, topic_url
from wenda.site.pages.page_set import SitePage
from wenda.site.settings import Settings

SITEMAP_ADDRESSES = 50_000
SITEMAP_BYTES = 50_000_000
"""Most that one sitemap file may hold, as sitemaps.org has it (it says 50 MB and means 52,428,800 bytes)."""

_FRAME = 200  # bytes around the entries of a sitemap file, and some to spare

# Characters that XML 1.0 cannot hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feeds(catalog: Catalog, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the site's two feeds and of every topic's."""
    newest = sorted(
        _dated(catalog, catalog.entries), key=lambda article: (-_day(article).toordinal(), article.id)
    )
    yield from _both("", settings.site_name, newest, settings)
    for topic in catalog.topics.values():
        ids = catalog.in_topic.get(topic.id, ())
        if ids:
            title = f"{topic.name} · {settings.site_name}"
            yield from _both(topic_url(topic.id), title, list(_dated(catalog, ids)), settings)


def sitemap(pages: Iterable[SitePage], settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the sitemap, split where it grows beyond what one file may hold."""
    parts = list(_parts(_sitemap_entry(page, settings) for page in pages if page.indexed))
    if len(parts) == 1:
        yield "sitemap.xml", _sitemap_file("urlset", parts[0])
        return
    for number, part in enumerate(parts, 1):
        yield f"sitemap-{number}.xml", _sitemap_file("urlset", part)
    names = (f"sitemap-{number}.xml" for number in range(1, len(parts) + 1))
    index = [f"<sitemap><loc>{_text(urljoin(settings.site_url, name))}</loc></sitemap>" for name in names]
    yield "sitemap.xml", _sitemap_file("sitemapindex", index)


def robots(settings: Settings) -> bytes:
    """Return robots.txt: everything may be read, and where the sitemap is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {urljoin(settings.site_url, 'sitemap.xml')}\n".encode()


def _both(
    folder: str, title: str, articles: Sequence[Article], settings: Settings
) -> Iterator[tuple[str, bytes]]:
    some = articles[: settings.options.feed_size]
    yield f"{folder}feed.xml", _atom(folder, title, some, settings)
    yield f"{folder}feed.json", _json(folder, title, some, settings)


def _atom(folder: str, title: str, articles: Sequence[Article], settings: Settings) -> bytes:
    home = urljoin(settings.site_url, folder)
    updated = max(map(_day, articles), default=settings.today)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(settings.language)}>',
        f"<title>{_text(title)}</title><id>{_text(home)}</id><updated>{_moment(updated)}</updated>",
        f"<author><name>{_text(settings.site_name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(home + "feed.xml")}/>',
        f"<link href={quoteattr(home)}/>",
    ]
    for article in articles:
        url = urljoin(settings.site_url, article_url(article.id))
        published = f"<published>{_moment(article.date)}</published>" if article.date else ""
        lines.append(
            f"<entry><title>{_text(article.title)}</title><id>{_text(url)}</id><link href={quoteattr(url)}/>"
            f"<updated>{_moment(_day(article))}</updated>{published}<summary>{_text(article.summary)}</summary></entry>"
        )
    return "\n".join([*lines, "</feed>", ""]).encode()


def _json(folder: str, title: str, articles: Sequence[Article], settings: Settings) -> bytes:
    home = urljoin(settings.site_url, folder)
    items = []
    for article in articles:
        url = urljoin(settings.site_url, article_url(article.id))
        item = {
            "id": url,
            "url": url,
            "title": article.title,
            "content_text": article.summary or article.title,
        }
        if article.date:
            item["date_published"] = _moment(article.date)
        items.append({**item, "date_modified": _moment(_day(article)), "tags": list(article.tags)})
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": home,
        "feed_url": home + "feed.json",
        "language": settings.language,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _sitemap_entry(page: SitePage, settings: Settings) -> str:
    changed = f"<lastmod>{page.updated.isoformat()}</lastmod>" if page.updated else ""
    return f"<url><loc>{_text(settings.site_url + quote(page.url))}</loc>{changed}</url>"


def _parts(entries: Iterable[str]) -> Iterator[list[str]]:
    """Yield the entries in files that each keep to both limits."""
    part: list[str] = []
    room = SITEMAP_BYTES - _FRAME
    for entry in entries:
        size = len(entry) + 1  # entries are ASCII: addresses are percent-encoded
        if len(part) == SITEMAP_ADDRESSES or size > room:
            yield part
            part, room = [], SITEMAP_BYTES - _FRAME
        part.append(entry)
        room -= size
    yield part


def _sitemap_file(element: str, lines: Sequence[str]) -> bytes:
    opening = f'<{element} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join(
        ['<?xml version="1.0" encoding="UTF-8"?>', opening, *lines, f"</{element}>", ""]
    ).encode()


def _dated(catalog: Catalog, ids: Iterable[str]) -> Iterator[Article]:
    """Yield the articles that have a date: a feed cannot place the others."""
    articles = (catalog.entries[id_].article for id_ in ids)
    return (article for article in articles if article.updated or article.date)


def _day(article: Article) -> dt.date:
    return article.updated or article.date or dt.date.min


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(value: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", value))
