"""The words the house is built of: plain frozen values that every stage takes and returns.

Ids: an article's id is its file's stem, a topic's is the `id` in taxonomy.yml, a tag's and a region's is a slug. All
are lower-case ASCII with hyphens and appear in addresses as they are.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How much of an answer is known."""

    FULL = "full"
    EXCERPT = "excerpt"  # only the truncated recommendation of another page


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One question and its answer, as its file has it; nothing here is worked out.

    `path` is the file's POSIX path below the content folder, `body` is Markdown and begins at line `body_line` of it.
    """

    id: str
    path: str
    title: str
    body: str
    body_line: int = 1
    summary: str = ""
    date: dt.date | None = None
    updated: dt.date | None = None
    review_by: dt.date | None = None
    status: Status = Status.FULL
    category: str = ""
    topic: str = ""  # a topic's id or name; empty: worked out
    region: str = ""  # a region's name, e.g. 丹东 or 江苏盐城; empty: worked out
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()  # ids that the source recommends
    alt_titles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()  # former ids or site-relative addresses
    source: tuple[str, ...] = ()  # file names or addresses, each with its digest at import
    searches: tuple[str, ...] = ()
    disclaimer: str = ""
    imported: str = ""  # digest of this file as the importer wrote it; another digest now: someone edited it


@dataclass(frozen=True, slots=True)
class Group:
    """A sub-question within a topic, under which its articles are listed."""

    name: str
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A shelf of the site, as content/taxonomy.yml names it."""

    id: str
    name: str
    description: str = ""
    keywords: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """A word that articles share."""

    id: str
    name: str


class Level(StrEnum):
    """The size of a region."""

    PROVINCE = "province"  # and municipalities, autonomous regions, special administrative regions
    CITY = "city"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Region:
    """A place of mainland China's administrative division; `parent` is the id of the region around it or empty."""

    id: str
    name: str  # as readers say it: 丹东, 长沙县
    full_name: str  # 辽宁省丹东市
    level: Level
    parent: str = ""


class Reason(StrEnum):
    """Why a question is shown as related; the site's texts say it in words."""

    TOPIC = "topic"  # 同主题
    REGION = "region"  # 同地区
    SIMILAR = "similar"  # 相似问题
    SOURCE = "source"  # 原文推荐


@dataclass(frozen=True, slots=True)
class Relation:
    """A related question, why, and how strongly (higher is nearer)."""

    id: str
    reasons: tuple[Reason, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article with everything the catalog worked out about it. Other articles are named by id."""

    article: Article
    topic: str = ""  # topic id, or empty: none fits
    group: str = ""  # name of the topic's group, or empty
    region: str = ""  # region id, or empty: holds everywhere
    tags: tuple[str, ...] = ()  # tag ids: as written, then worked out
    related: tuple[Relation, ...] = ()  # best first, at most ten
    recommended: tuple[str, ...] = ()  # named by the source, without any other tie
    backlinks: tuple[str, ...] = ()  # articles that name or link this one
    also_asked: tuple[str, ...] = ()  # near-identical questions
    other_regions: tuple[str, ...] = ()  # the same question asked for other regions
    past_year: int = 0  # the year in the title when it has passed, else 0
    review_due: bool = False  # review_by is over


@dataclass(frozen=True, slots=True)
class Catalog:
    """How the questions belong together.

    `entries` is in the order of articles' ids. The `in_…` maps list article ids, newest first (date or update,
    then id); a region lists the articles of the regions within it too.
    """

    entries: Mapping[str, Entry]
    topics: Mapping[str, Topic]
    tags: Mapping[str, Tag]
    regions: Mapping[str, Region]
    in_topic: Mapping[str, tuple[str, ...]]
    in_tag: Mapping[str, tuple[str, ...]]
    in_region: Mapping[str, tuple[str, ...]]
