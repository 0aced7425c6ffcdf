"""Rules about what must be unique: ids, titles, addresses."""

from collections import defaultdict
from collections.abc import Iterator

from wenda.content.rules.collection import Collection, Finding
from wenda.model import Article
from wenda.slug import is_page_path
from wenda.text import question_key

_PAGES = frozenset({"", "q", "all", "topics", "tags", "regions", "search", "map", "about"})
"""Addresses that the site itself has, without their slashes."""
MIN_BODY = 40
"""Characters below which equal texts are no copies: 请问当地医保局."""


def duplicate_id(collection: Collection) -> Iterator[Finding]:
    """Require each article to have an id of its own."""
    first = dict[str, Article]()
    for article in collection.articles:
        other = first.setdefault(article.id, article)
        if other is not article:
            yield Finding(
                article, f"the id `{article.id}` is that of {other.path} too", "rename one of the files"
            )


def duplicate_title(collection: Collection) -> Iterator[Finding]:
    """Require each article to have a title of its own: readers could not tell them apart."""
    first = dict[str, Article]()
    for article in collection.articles:
        other = first.setdefault(" ".join(article.title.split()), article)
        if other is not article:
            hint = "merge the two, or say in the titles what sets them apart"
            yield Finding(article, f"the title is that of {other.path} too: {article.title}", hint)


def copied_body(collection: Collection) -> Iterator[Finding]:
    """Expect each article to have a text of its own: one of two that are equal answers another question."""
    first = dict[str, Article]()
    for article in collection.articles:
        key = "".join(collection.text[article.path].split())
        other = first.setdefault(key, article)
        if other is not article and len(key) >= MIN_BODY:
            hint = "keep the one that answers its title; merge or rewrite the other"
            yield Finding(article, f"the text is that of {other.path} too", hint, line=1)


def redundant_alt_title(collection: Collection) -> Iterator[Finding]:
    """Expect an alternative title to differ from the title and from every other article's."""
    keys: defaultdict[str, list[Article]] = defaultdict(list)
    for article in collection.articles:
        keys[question_key(article.title)].append(article)
    for article in collection.articles:
        for alt in article.alt_titles:
            same = keys.get(question_key(alt), ())
            if article in same:
                message, hint = f"an alternative title says the same as the title: {alt}", "delete it"
                yield Finding(article, message, hint, key="alt_titles", item=alt)
            elif same:
                message = f"the alternative title is the title of {same[0].path}: {alt}"
                yield Finding(article, message, "delete it, or merge the two", key="alt_titles", item=alt)


def bad_alias(collection: Collection) -> Iterator[Finding]:
    """Require an alias to be a former id or an address within the site."""
    for article in collection.articles:
        for alias in article.aliases:
            if not is_page_path(alias.removeprefix("/").removesuffix("/"), is_folder=alias.endswith("/")):
                message = f"the alias cannot be an address: {alias}"
                hint = "write a former id, or an address below the site's root such as old/page/ or old/page.html"
                yield Finding(article, message, hint, key="aliases", item=alias)


def alias_clash(collection: Collection) -> Iterator[Finding]:
    """Require an alias to be the address of no page, and claimed by no other article."""
    pages = {f"q/{article.id}": article for article in collection.articles}
    first = dict[str, Article]()
    for article in collection.articles:
        for alias in article.aliases:
            address = _address(alias)
            message = ""
            if address in pages:
                message = f"the alias is the address of {pages[address].path}: {alias}"
            elif address in _PAGES:
                message = f"the alias is the address of a page of the site: {alias}"
            elif first.setdefault(address, article) is not article:
                message = f"{first[address].path} has the same alias: {alias}"
            if message:
                yield Finding(article, message, "delete it from one of them", key="aliases", item=alias)


def _address(alias: str) -> str:
    """Return the address that an alias stands for, as a disk that ignores case would compare it."""
    address = alias.removeprefix("/").casefold()
    is_id = "/" not in address and "." not in address
    return f"q/{address}" if is_id else address.removesuffix("index.html").strip("/")
