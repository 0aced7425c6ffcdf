"""What becomes of a question that was met twice."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from wenda.importing.merge import merge, revised
from wenda.model import Article, Status

DAYS = st.none() | st.dates(dt.date(2025, 1, 1), dt.date(2025, 1, 4))
WORDS = st.sampled_from(["", "甲", "乙", "丙"])
LISTS = st.lists(st.sampled_from("甲乙丙"), max_size=3, unique=True).map(tuple)
ARTICLES = st.builds(
    Article,
    id=st.just("a"),
    path=st.just("a.md"),
    title=WORDS,
    body=st.sampled_from(["", "正文", "正文。", "更长的正文"]),
    summary=WORDS,
    status=st.sampled_from(Status),
    date=DAYS,
    updated=DAYS,
    category=WORDS,
    tags=LISTS,
    related=LISTS,
    searches=LISTS,
    source=LISTS,
    disclaimer=LISTS.map("\n".join),
)

LONG = Article(
    id="long",
    path="long.md",
    title="长的？",
    body="更长的正文",
    summary="长。",
    date=dt.date(2025, 3, 1),
    updated=dt.date(2025, 4, 1),
    category="医保",
    tags=("报销",),
    related=("c", "a"),
    searches=("退休", "补缴"),
    disclaimer="不是诊断。\n以当地为准。",
    source=("long.txt",),
)
SHORT = Article(
    id="short",
    path="short.md",
    title="短的？",
    body="正文……！！！，，，",
    summary="短。",
    date=dt.date(2025, 2, 1),
    category="健康",
    tags=("断缴",),
    related=("b", "a"),
    searches=("退休", "补缴"),
    disclaimer="以当地为准。\n请就医。",
    source=("short.txt",),
)
EXCERPT = replace(SHORT, body="这一条的摘录比全文还要长", status=Status.EXCERPT)


@given(ARTICLES, ARTICLES, ARTICLES)
def test_the_order_of_pages_makes_no_difference(one: Article, other: Article, third: Article) -> None:
    assert merge(one, other) == merge(other, one)
    assert merge(merge(one, other), third) == merge(one, merge(other, third))
    assert merge(merge(one, other), other) == merge(one, other)


def test_the_better_text_stays_and_the_rest_is_added() -> None:
    assert merge(SHORT, LONG) == Article(
        id="short",
        path="short.md",
        title="长的？",
        body="更长的正文",
        summary="长。",
        date=dt.date(2025, 2, 1),
        updated=dt.date(2025, 4, 1),
        category="健康",
        tags=("医保", "报销", "断缴"),
        related=("a", "b", "c"),
        searches=("退休", "补缴"),
        disclaimer="不是诊断。\n以当地为准。\n请就医。",
        source=("long.txt",),
    )


def test_a_full_answer_goes_before_an_excerpt_however_long() -> None:
    assert merge(EXCERPT, LONG).body == LONG.body
    assert merge(EXCERPT, LONG).status is Status.FULL


def test_what_one_article_lacks_is_taken_from_the_other_as_it_stands() -> None:
    bare = Article(id="bare", path="bare.md", title="无", body="")
    merged = merge(bare, LONG)
    assert replace(merged, id="long", path="long.md") == LONG
    assert merge(bare, bare) == bare
    longest = replace(bare, body="比哪一篇都长的正文")
    kept = merge(longest, LONG)
    assert kept.body == longest.body
    assert (kept.searches, kept.disclaimer) == (LONG.searches, LONG.disclaimer)


def test_an_edited_article_is_shown_with_the_new_text_and_what_is_new_in_lists() -> None:
    assert revised(SHORT, LONG) == Article(
        id="short",
        path="short.md",
        title="长的？",
        body="更长的正文",
        summary="长。",
        date=dt.date(2025, 2, 1),
        category="健康",
        tags=("断缴",),
        related=("b", "a", "c"),
        searches=("退休", "补缴"),
        disclaimer="以当地为准。\n请就医。\n不是诊断。",
        source=("long.txt",),
    )
    bare = Article(id="bare", path="bare.md", title="无", body="")
    assert revised(bare, LONG) == replace(LONG, id="bare", path="bare.md", updated=None, tags=())


def test_an_edited_full_answer_keeps_its_text_when_an_excerpt_comes() -> None:
    kept = revised(LONG, EXCERPT)
    assert (kept.title, kept.body, kept.summary, kept.status) == (
        LONG.title,
        LONG.body,
        LONG.summary,
        Status.FULL,
    )
    assert kept.source == LONG.source
    assert kept.related == ("c", "a", "b")
    assert revised(EXCERPT, replace(EXCERPT, body="另一段摘录")).body == "另一段摘录"
    assert revised(EXCERPT, LONG).status is Status.FULL
