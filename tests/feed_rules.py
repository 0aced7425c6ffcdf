"""The rules that feeds and sitemaps must keep, out of their specifications; each function yields what is wrong.

Written from RFC 4287 (Atom), https://www.jsonfeed.org/version/1.1/ and https://www.sitemaps.org/protocol.html.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# RFC 3339 as Atom narrows it: capital T and Z, a zone always.
_MOMENT = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-][01]\d:[0-5]\d)"
)
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")  # RFC 5646, its usual part

_FEED_ONCE, _ENTRY_ONCE = {"id", "title", "updated"}, {"id", "title", "updated"}
_FEED_MAY = {"generator", "icon", "logo", "rights", "subtitle"}
_ENTRY_MAY = {"content", "published", "rights", "source", "summary"}
_MANY = {"author", "category", "contributor", "link"}
_TEXTS, _MOMENTS = {"title", "subtitle", "summary", "rights"}, {"updated", "published"}


def is_absolute(address: object) -> bool:
    """Say whether `address` is an address of the web in full, with nothing in it that has to be encoded."""
    if not isinstance(address, str) or re.search(r"[\s<>\"{}|\\^`]", address):
        return False
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def atom_troubles(content: bytes) -> Iterator[str]:
    """Yield what RFC 4287 forbids in an Atom feed document."""
    feed = ET.fromstring(content)
    if feed.tag != f"{ATOM}feed":
        yield f"the root is {feed.tag}"
        return
    if not _LANGUAGE.fullmatch(feed.get(XML_LANG, "")):
        yield "the feed has no language"
    entries = feed.findall(f"{ATOM}entry")
    yield from _container(feed, _FEED_ONCE, _FEED_MAY, _MANY | {"entry"})
    if not any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link")):
        yield "the feed does not say where it lies (4.1.1)"
    for entry in entries:
        yield from _container(entry, _ENTRY_ONCE, _ENTRY_MAY, _MANY)
        if feed.find(f"{ATOM}author") is None and entry.find(f"{ATOM}author") is None:
            yield "an entry has no author, and its feed neither (4.1.2)"
        if entry.find(f"{ATOM}content") is None and not any(map(_is_alternate, entry.iter(f"{ATOM}link"))):
            yield "an entry has neither content nor a link to it (4.1.2)"
    versions = Counter((entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}updated")) for entry in entries)
    yield from (f"two entries are {version}" for version, times in versions.items() if times > 1)


def _container(element: ET.Element, once: set[str], may: set[str], many: set[str]) -> Iterator[str]:
    """Judge a feed or an entry and what stands in it."""
    names = Counter(child.tag.removeprefix(ATOM) for child in element)
    yield from (f"{name} stands there {names[name]} times" for name in once if names[name] != 1)
    yield from (f"{name} stands there {names[name]} times" for name in may if names[name] > 1)
    yield from (f"{name} is nothing that Atom has here" for name in names if name not in once | may | many)
    if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
        yield "text stands between the elements"
    alternates = Counter(
        (link.get("type"), link.get("hreflang"))
        for link in element.findall(f"{ATOM}link")
        if _is_alternate(link)
    )
    yield from (f"two alternates of {kind}" for kind, times in alternates.items() if times > 1)
    for child in element:
        yield from _construct(child)


def _construct(child: ET.Element) -> Iterator[str]:
    """Judge an element by its kind: a text, a date, a person, a link, an identifier."""
    name, text = child.tag.removeprefix(ATOM), child.text or ""
    if name in _TEXTS and child.get("type", "text") not in {"text", "html"}:
        yield f"{name} has the type {child.get('type')} (3.1.1)"
    if name in _TEXTS and len(child):
        yield f"{name} has elements in it (3.1.1)"
    if name in _MOMENTS and not _MOMENT.fullmatch(text):
        yield f"{name} is {text!r} (3.3)"
    if name == "id" and not is_absolute(text):
        yield f"the id is {text!r} (4.2.6)"
    if name == "link" and not is_absolute(child.get("href")):
        yield f"a link leads to {child.get('href')!r} (4.2.7)"
    if name in {"author", "contributor"} and len(child.findall(f"{ATOM}name")) != 1:
        yield f"{name} has no name (3.2)"
    if name == "title" and not text.strip():
        yield "the title is empty"


def _is_alternate(link: ET.Element) -> bool:
    return link.get("rel", "alternate") == "alternate"


_JSON_FEED: Mapping[str, type] = {
    "version": str, "title": str, "home_page_url": str, "feed_url": str, "description": str, "user_comment": str,
    "next_url": str, "icon": str, "favicon": str, "authors": list, "language": str, "expired": bool, "hubs": list,
    "items": list,
}  # fmt: skip
_JSON_ITEM: Mapping[str, type] = {
    "id": str, "url": str, "external_url": str, "title": str, "content_html": str, "content_text": str,
    "summary": str, "image": str, "banner_image": str, "date_published": str, "date_modified": str,
    "authors": list, "tags": list, "language": str, "attachments": list,
}  # fmt: skip


def json_feed_troubles(content: bytes) -> Iterator[str]:
    """Yield what JSON Feed 1.1 forbids."""
    feed = json.loads(content)
    yield from _members(feed, _JSON_FEED, {"version", "title", "items"})
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield f"the version is {feed.get('version')!r}"
    ids = Counter(item.get("id") for item in feed.get("items", ()))
    yield from (f"two items are {id_}" for id_, times in ids.items() if times > 1)
    for item in feed.get("items", ()):
        yield from _members(item, _JSON_ITEM, {"id"})
        if not {"content_html", "content_text"} & set(item):
            yield f"{item.get('id')} has no content"
        if not all(isinstance(tag, str) for tag in item.get("tags", ())):
            yield f"{item.get('id')} has tags that are no text"


def _members(value: Mapping[str, Any], known: Mapping[str, type], required: set[str]) -> Iterator[str]:
    """Judge the members of a JSON object by name, type and what their names promise."""
    yield from (f"{name} is missing" for name in required - set(value))
    for name, member in value.items():
        extension = name.startswith("_")
        if not extension and not (isinstance(member, known.get(name, ())) and _fits(name, member)):
            yield f"{name} is {member!r}"


def _fits(name: str, member: Any) -> bool:
    """Say whether a member is what its name promises."""
    if name.endswith("url"):
        return is_absolute(member)
    if name.startswith("date_"):
        return bool(_MOMENT.fullmatch(member))
    return name != "language" or bool(_LANGUAGE.fullmatch(member))


def sitemap_troubles(content: bytes, address: str) -> Iterator[str]:
    """Yield what sitemaps.org forbids in the sitemap or index that lies at `address`."""
    root = ET.fromstring(content)
    kinds = {f"{SITEMAP}urlset": "url", f"{SITEMAP}sitemapindex": "sitemap"}
    if root.tag not in kinds:
        yield f"the root is {root.tag}"
        return
    if len(root) > 50_000 or len(content) > 52_428_800 or not len(root):
        yield f"{len(root)} addresses in {len(content)} bytes"
    folder, seen = address.rpartition("/")[0] + "/", set()
    for entry in root:
        place = entry.findtext(f"{SITEMAP}loc", "")
        names = [child.tag.removeprefix(SITEMAP) for child in entry]
        if entry.tag != f"{SITEMAP}{kinds[root.tag]}" or names not in (["loc"], ["loc", "lastmod"]):
            yield f"{entry.tag} holds {names}"
        if not is_absolute(place) or not place.startswith(folder) or not 12 <= len(place) <= 2048:
            yield f"{place!r} is no address below {folder}"
        if place in seen:
            yield f"{place} stands there twice"
        seen.add(place)
        day = entry.findtext(f"{SITEMAP}lastmod")
        if day is not None and not (_DAY.fullmatch(day) or _MOMENT.fullmatch(day)):
            yield f"{place} was changed on {day!r}"


def llms_troubles(text: str) -> Iterator[str]:
    """Yield what https://llmstxt.org forbids: one title, perhaps a quotation, then lists of links under headings."""
    lines = [line for line in text.splitlines() if line]
    if not lines or not re.fullmatch(r"# \S.*", lines[0]):
        yield "it does not begin with its title"
    rest = lines[1:]
    if rest and rest[0].startswith("> "):
        rest = rest[1:]
    under = False
    for line in rest:
        if re.fullmatch(r"## \S.*", line):
            under = True
        elif not under or not re.fullmatch(r"- \[(\\.|[^\[\]\\])+\]\(https?://[^\s()]+\)(: \S.*)?", line):
            yield f"out of place: {line}"


def addresses(content: bytes) -> Iterable[str]:
    """Return the addresses in a sitemap or index."""
    return [str(place.text) for place in ET.fromstring(content).iter(f"{SITEMAP}loc")]
