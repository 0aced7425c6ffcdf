"""What search is told of each article, and when it is told anew."""

from dataclasses import replace

import pytest
from miniature import SITES

from wenda.model import Catalog
from wenda.site.library.library import Library, open_library
from wenda.site.outputs.indexing import documents, sources
from wenda.site.settings import Settings, build_date


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library(Settings(content_dir=SITES / "library", site_name="", today=build_date()))


def digests(of: Library) -> dict[str, bytes]:
    return {source.id: source.digest for source in sources(of)}


def test_a_source_makes_the_document_that_search_knows(library: Library) -> None:
    assert [source.make() for source in sources(library)] == documents(library)


def test_a_digest_changes_with_the_article_its_topic_and_the_names_of_its_tags(library: Library) -> None:
    catalog = library.catalog
    entry = next(e for e in catalog.entries.values() if e.tags and e.topic)
    changed = [
        with_entry(library, article=replace(entry.article, body="别的")),
        with_entry(library, topic=""),
        replace(library, catalog=renamed(catalog, entry.tags[0])),
    ]
    before = digests(library)
    for other in changed:
        assert digests(other)[entry.article.id] != before[entry.article.id]
    assert digests(with_entry(library, backlinks=("x",))) == before


def with_entry(library: Library, **fields: object) -> Library:
    """Return the library with its first tagged entry changed."""
    catalog = library.catalog
    id_, entry = next((i, e) for i, e in catalog.entries.items() if e.tags and e.topic)
    entries = {**catalog.entries, id_: replace(entry, **fields)}  # type: ignore[arg-type]
    return replace(library, catalog=replace(catalog, entries=entries))


def renamed(catalog: Catalog, tag: str) -> Catalog:
    return replace(catalog, tags={**catalog.tags, tag: replace(catalog.tags[tag], name="改名")})
