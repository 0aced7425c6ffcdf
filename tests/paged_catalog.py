"""Small catalogs, and the pages that they become, for the tests of what pages show."""

import datetime as dt
from pathlib import Path

from wenda.model import Article, Catalog, Entry, Group, Level, Region, Tag, Topic
from wenda.site.pages.all_pages import all_pages
from wenda.site.pages.page_set import SitePage
from wenda.site.pages.views import ListingView
from wenda.site.settings import Options, Settings
from wenda.site.texts import load_texts

TEXTS = load_texts("zh")
TOPIC = Topic("piao", "车票", "买票和退票。", groups=(Group("退票"), Group("改签")))
REGIONS = {
    "liaoning": Region("liaoning", "辽宁", "辽宁省", Level.PROVINCE),
    "dandong": Region("dandong", "丹东", "辽宁省丹东市", Level.CITY, "liaoning"),
    "beijing": Region("beijing", "北京", "北京市", Level.PROVINCE),
}


def entry(id_: str, title: str = "", region: str = "", topic: str = "piao", **values: object) -> Entry:
    """Make an entry; `values` are the article's, except those that only an entry has."""
    own = {key: values.pop(key) for key in ("group", "tags", "backlinks") if key in values}
    article = Article(id=id_, path=f"{id_}.md", title=title or id_, body="文。", **values)  # type: ignore[arg-type]
    return Entry(article=article, topic=topic, region=region, **own)  # type: ignore[arg-type]


def catalog(*entries: Entry) -> Catalog:
    """Put entries in order, as the catalog's builder does."""
    by_id = {one.article.id: one for one in sorted(entries, key=lambda one: one.article.id)}
    newest = sorted(by_id, key=lambda id_: (-(by_id[id_].article.date or dt.date.min).toordinal(), id_))
    in_region = {
        region: tuple(id_ for id_ in newest if region in (by_id[id_].region, parent_of(by_id[id_].region)))
        for region in REGIONS
    }
    tags = sorted({tag for one in entries for tag in one.tags})
    return Catalog(
        entries=by_id,
        topics={"piao": TOPIC},
        tags={tag: Tag(tag, tag) for tag in tags},
        regions={region: REGIONS[region] for region, ids in in_region.items() if ids},
        in_topic={"piao": tuple(id_ for id_ in newest if by_id[id_].topic == "piao")},
        in_tag={tag: tuple(id_ for id_ in newest if tag in by_id[id_].tags) for tag in tags},
        in_region={region: ids for region, ids in in_region.items() if ids},
    )


def parent_of(region: str) -> str:
    return REGIONS[region].parent if region else ""


def pages(*entries: Entry, **options: int) -> dict[str, SitePage]:
    settings = Settings(content_dir=Path("content"), site_name="站", options=Options(**options))  # type: ignore[arg-type]
    return {page.url: page for page in all_pages(catalog(*entries), TEXTS, settings)}


def listing(page: SitePage) -> ListingView:
    view = page.view()
    assert isinstance(view, ListingView)
    return view


def shown(page: SitePage) -> list[tuple[str, list[str]]]:
    """Return the headings of a listing with the ids under them."""
    return [
        (group.heading, [card.url.split("/")[1] for card in group.cards]) for group in listing(page).groups
    ]


def day(number: int) -> dt.date:
    return dt.date(2025, 1, number)
