"""What overviews show: tags and regions, and the initials that they stand under."""

import pytest
from paged_catalog import entry, pages

from wenda.site.pages.overviews import COMMONEST
from wenda.site.pages.questions import initial
from wenda.site.pages.views import ArticleView, OverviewView


def test_a_tag_leads_to_its_listing_its_topic_or_a_search() -> None:
    found = pages(
        entry("a", tags=("rare", "common", "车票")), entry("b", tags=("common",)), entry("c", topic="")
    )
    view = found["q/a/"].view()
    assert isinstance(view, ArticleView)
    assert [link.url for link in view.tags] == ["tags/common/", "search/?q=rare", "topics/piao/"]
    assert {url for url in found if url.startswith("tags/")} == {"tags/", "tags/common/"}
    overview = found["tags/"].view()
    assert isinstance(overview, OverviewView)
    links = {link.text: link.url for shelf in overview.shelves for link in shelf.links}
    assert links == {"common": "tags/common/", "rare": "q/a/", "车票": "q/a/"}


def test_an_overview_too_long_for_a_page_is_cut_and_leads_to_every_letter() -> None:
    names = [f"{letter}{number:03}" for letter in "ab" for number in range(400)]
    found = pages(*(entry(name, tags=(name,)) for name in names))
    first, second = (found[url].view() for url in ("tags/", "tags/_2/"))
    assert isinstance(first, OverviewView)
    assert isinstance(second, OverviewView)
    assert [shelf.heading for shelf in first.shelves] == ["常用", "A", "B"]
    assert [shelf.heading for shelf in second.shelves] == ["B"]
    assert sum(len(shelf.links) for shelf in (*first.shelves, *second.shelves)) == 800 + COMMONEST
    assert [link.url for link in second.jump] == ["tags/#commonest", "tags/#initial-a", "tags/#initial-b"]
    assert second.pagination
    assert second.pagination.previous == "tags/"


def test_tags_stand_under_initials_and_the_larger_first() -> None:
    entries = (entry("a", tags=("bao", "biao")), entry("b", tags=("biao", "an")))
    view = pages(*entries)["tags/"].view()
    assert isinstance(view, OverviewView)
    assert [(shelf.heading, [link.text for link in shelf.links]) for shelf in view.shelves] == [
        ("A", ["an"]),
        ("B", ["biao", "bao"]),
    ]


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("医保", "Y"),
        ("«异地»就医", "Y"),
        ("app 怎么装", "A"),
        ("2025年", "#"),
        ("?", "#"),
        ("Ёлка", "#"),
        ("", "#"),
    ],
)
def test_a_title_has_the_initial_under_which_readers_look_for_it(title: str, letter: str) -> None:
    assert initial(title) == letter


def test_regions_stand_under_their_provinces() -> None:
    view = pages(entry("a", region="dandong"), entry("b", region="beijing"))["regions/"].view()
    assert isinstance(view, OverviewView)
    assert [(shelf.heading, [link.text for link in shelf.links]) for shelf in view.shelves] == [
        ("辽宁", ["辽宁", "丹东"]),
        ("北京", ["北京"]),
    ]
