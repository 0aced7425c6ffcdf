"""The knowledge map: what it draws, where, and how large it may grow."""

import itertools
import math
import statistics
from xml.etree import ElementTree as ET

import pytest
from miniature import Built

from wenda.model import Article, Catalog, Entry, Group, Reason, Relation, Status, Tag, Topic
from wenda.site.pages.knowledge_map import MAX_QUESTIONS, MAX_TOPICS, map_view
from wenda.site.pages.map_layout import WIDTH, pack, rings
from wenda.site.pages.map_names import lines_of
from wenda.site.pages.views import MapView
from wenda.site.texts import load_texts

pytest_plugins = ["miniature_fixtures"]


def catalog(sizes: dict[str, int], groups: tuple[str, ...] = ()) -> Catalog:
    """Make a catalog with so many questions in each topic, all of them excerpts, in turn in each group."""
    entries = {}
    for topic, size in sizes.items():
        for number in range(size):
            id_ = f"{topic}-{number:05}"
            article = Article(
                id=id_, path=f"{id_}.md", title=f"{topic} 第 {number} 问", body="", status=Status.EXCERPT
            )
            group = groups[number % len(groups)] if groups else ""
            entries[id_] = Entry(article=article, topic=topic, group=group, backlinks=("x",) * (number % 7))
    topics = {topic: Topic(topic, topic, groups=tuple(map(Group, groups))) for topic in sizes if topic}
    members = {topic: tuple(id_ for id_ in entries if entries[id_].topic == topic) for topic in topics}
    return Catalog(entries, topics, {}, {}, members, {}, {})


def drawn(**sizes: int) -> MapView:
    return map_view(catalog(sizes), load_texts("zh"))


def dots(view: MapView) -> list[tuple[int, int]]:
    return [(dot.x, dot.y) for topic in view.topics for group in topic.groups for dot in group.dots]


def test_a_small_site_is_drawn_whole() -> None:
    view = drawn(a=30, b=5, c=1)
    assert (view.shown, view.total) == (36, 36)
    assert [(topic.link.url, topic.link.count) for topic in view.topics] == [
        ("topics/a/", 30),
        ("topics/b/", 5),
        ("topics/c/", 1),
    ]


def test_nothing_on_the_map_covers_anything_else() -> None:
    view = drawn(a=30, b=5, c=1, d=60, e=11)
    for one, other in itertools.combinations(view.topics, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) >= one.radius + other.radius
    assert min(itertools.starmap(math.dist, itertools.combinations(dots(view), 2))) >= 20
    assert all(7 <= x <= WIDTH - 7 and 7 <= y <= view.height - 7 for x, y in dots(view))


def test_a_large_site_shows_its_largest_topics_and_stays_bounded() -> None:
    view = drawn(**{f"t{number:02}": 40 + number for number in range(30)})
    assert len(view.topics) == MAX_TOPICS
    assert view.topics[0].link.url == "topics/t29/"
    assert 100 < view.shown <= MAX_QUESTIONS
    assert view.shown < view.total == sum(40 + number for number in range(30))


def test_a_topic_too_large_to_be_drawn_whole_shows_what_others_lead_to() -> None:
    found = catalog({"a": 500})
    [topic] = map_view(found, load_texts("zh")).topics
    shown = [dot.link.url.split("/")[1] for group in topic.groups for dot in group.dots]
    least = min(len(found.entries[id_].backlinks) for id_ in shown)
    assert all(len(found.entries[id_].backlinks) <= least for id_ in set(found.entries) - set(shown))


def test_questions_of_a_group_are_neighbours() -> None:
    [topic] = map_view(catalog({"a": 12}, ("甲", "乙")), load_texts("zh")).topics
    assert [(group.name, len(group.dots)) for group in topic.groups] == [("甲", 6), ("乙", 6)]
    assert all(dot.x >= topic.x for dot in topic.groups[0].dots)
    assert all(dot.x <= topic.x for dot in topic.groups[1].dots)


def test_lines_join_related_questions_of_different_topics_once() -> None:
    found = catalog({"a": 2, "b": 1})
    entries = dict(found.entries)
    one, other, same = "a-00000", "b-00000", "a-00001"
    tie = (Reason.SIMILAR,)
    for id_, relations in (
        (one, (Relation(other, tie, 2.0), Relation(same, tie, 3.0))),
        (other, (Relation(one, tie, 2.0),)),
    ):
        entries[id_] = Entry(article=entries[id_].article, topic=id_[0], related=relations)
    view = map_view(Catalog(entries, found.topics, {}, {}, found.in_topic, {}, {}), load_texts("zh"))
    [line] = view.ties
    assert {line[:2], line[2:]} <= set(dots(view))


def test_without_topics_the_tags_are_drawn_and_each_question_once() -> None:
    entries = {
        id_: Entry(article=Article(id=id_, path=id_, title=id_, body=""), tags=tags)
        for id_, tags in {"a": ("x", "y"), "b": ("x",), "c": ()}.items()
    }
    tags = {"x": Tag("x", "甲"), "y": Tag("y", "乙")}
    view = map_view(Catalog(entries, {}, tags, {}, {}, {"x": ("a", "b"), "y": ("a",)}, {}), load_texts("zh"))
    assert [(topic.link.url, topic.link.count) for topic in view.topics] == [("tags/x/", 2), ("all/", 1)]


def test_an_empty_site_has_an_empty_map() -> None:
    view = map_view(Catalog({}, {}, {}, {}, {}, {}, {}), load_texts("zh"))
    assert (view.topics, view.total) == ((), 0)


def test_the_same_questions_give_the_same_map() -> None:
    assert drawn(a=30, b=5, c=17, d=2) == drawn(a=30, b=5, c=17, d=2)


@pytest.mark.parametrize("count", [0, 1, 2, 13, 40, 240])
def test_rings_hold_every_question_at_a_fingertips_distance(count: int) -> None:
    points, radius = rings(count)
    assert len(points) == count
    assert all(math.hypot(*point) < radius for point in points)
    assert all(math.dist(*pair) > 20 for pair in itertools.combinations(points, 2))


def test_topics_with_more_in_common_stand_nearer() -> None:
    pairs = list(itertools.combinations(range(9), 2))
    places, _ = pack([40.0] * 9, dict.fromkeys(pairs, 0.1) | {(0, 4): 1.0})
    distances = [math.dist(places[one], places[other]) for one, other in pairs]
    assert math.dist(places[0], places[4]) < statistics.median(distances)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("车票", ("车票",)),
        ("报销比例与流程", ("报销比例", "与流程")),
        ("手机与线上办理", ("手机", "与线上办理")),
        ("Tickets and fares", ("Tickets", "and fares")),
        ("一个怎么也写不进圆圈里面去的很长很长的名字", None),
        ("Donaudampfschifffahrtsgesellschaft", None),
    ],
)
def test_a_name_is_broken_between_words_or_cut_short(name: str, lines: tuple[str, ...] | None) -> None:
    found = lines_of(name)
    assert len(found) <= 2
    assert found == lines if lines else any(line.endswith("…") for line in found)


def test_the_page_has_links_with_titles_in_the_picture_and_the_same_in_words(small: Built) -> None:
    html = small.page("map/")
    picture = ET.fromstring(html[html.index("<svg") : html.index("</svg>") + 6])
    in_picture = {link.get("href"): link.findtext("title") for link in picture.iter("a")}
    assert in_picture["../q/chepiao-tuipiao/"]
    listed = html[html.index("</svg>") :]
    assert all(f'href="{address}"' in listed for address in in_picture)


def test_hostile_titles_stay_text_on_the_map(small: Built) -> None:
    html = small.page("map/")
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html
