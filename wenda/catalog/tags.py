"""Tags: the words that articles share, as their authors wrote them and as their titles show them.

A title is given a tag that another author wrote, a noun of the taxonomy's keywords, or a noun that many titles hold, as
far as it tells articles apart. 医保卡 and 醫保卡 are one tag; a worked-out tag that only one article would have is none.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import rjieba

from wenda.model import Article, Tag, Topic
from wenda.slug import unique_slug
from wenda.text import fold

MOST = 8
"""Tags up to which worked-out ones are added to those written."""

_WORKED_OUT = 4  # most that are added to an article
_SHARE = 0.25  # of the articles that a worked-out tag may have: beyond it, it tells nothing
_LEAST, _PER_ARTICLE = 2, 500  # articles that it must have, and one more for so many in all
_NOUNS = frozenset({"n", "nz", "vn", "nt", "j", "an", "eng"})
_NOT_IN_NAMES = frozenset({"r", "y", "d", "p", "c", "m", "ul", "uj", "uz", "ud"})
_VAGUE = frozenset(
    "医院 方法 办法 问题 情况 原因 患者 病人 时候 时间 东西 感觉 意思 结果 效果 疾病 关系 区别 部分 标准 范围 出现 哪家 钱 人 内容 地方"
    " 方面 作用 影响 建议 选择 条件 大家 网友 朋友 家人 大夫 医生 有关 规定 最新 新规 政策 官方 首页 流程 个人 城市 本地 外地 医治 咨询"
    " 病情 具体 能力 意义 事情 事项 结论 措施 方式 类型 因素 途径 多长时间 传染给 期间 上述 外省 女方 男方".split()
)


def assign_tags(
    articles: Sequence[Article], topics: Sequence[Topic], place_names: frozenset[str]
) -> tuple[Mapping[str, Tag], Mapping[str, tuple[str, ...]]]:
    """Return the tags by id, and the tag ids of each article: as written, then worked out, the most telling first.

    `place_names` are folded names that are no tags to be worked out: places have listings of their own.
    """
    written = {article.id: _written(article.tags) for article in articles}
    vocabulary = frozenset(key for keys in written.values() for key in keys) | frozenset(_keywords(topics))
    vocabulary -= place_names
    by_head = _by_head(key for key in vocabulary if len(key) > 1)
    found = {article.id: _found(fold(article.title), by_head) - place_names for article in articles}
    number = Counter(key for id_, keys in written.items() for key in {*keys, *found[id_]})
    least, most = _LEAST + len(articles) // _PER_ARTICLE, max(_LEAST, int(_SHARE * len(articles)))
    by_author = frozenset(key for keys in written.values() for key in keys)
    chosen = {}
    for id_, keys in written.items():
        candidates = [
            key
            for key in found[id_]
            if key not in keys and (_LEAST if key in by_author else least) <= number[key] <= most
        ]
        candidates.sort(key=lambda key: (-len(key), number[key], key))
        chosen[id_] = (*keys, *_distinct(candidates, keys)[: max(0, min(_WORKED_OUT, MOST - len(keys)))])
    tags = _tags(articles, {key for keys in chosen.values() for key in keys})
    return (
        {tag.id: tag for tag in sorted(tags.values(), key=lambda tag: tag.id)},
        {id_: tuple(tags[key].id for key in keys) for id_, keys in chosen.items()},
    )


def _written(names: Iterable[str]) -> tuple[str, ...]:
    """Return the folded keys of tags as written, the first of equal ones."""
    return tuple(dict.fromkeys(key for name in names if (key := _key(name))))


def _key(name: str) -> str:
    return "".join(fold(name).split()) if not name.isascii() else " ".join(fold(name).split())


def _keywords(topics: Iterable[Topic]) -> Iterator[str]:
    """Yield the taxonomy's keywords that could name something: 报销比例 but not 还能用."""
    for topic in topics:
        for keyword in (*topic.keywords, *(keyword for group in topic.groups for keyword in group.keywords)):
            kinds = [kind for _, kind in rjieba.tag(fold(keyword), hmm=False)]
            if (
                kinds
                and kinds[-1] in _NOUNS
                and not _NOT_IN_NAMES & set(kinds)
                and _key(keyword) not in _VAGUE
            ):
                yield _key(keyword)


def _by_head(keys: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    heads: dict[str, list[str]] = {}
    for key in keys:
        heads.setdefault(key[:2], []).append(key)
    return {head: tuple(some) for head, some in heads.items()}


def _found(title: str, by_head: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return the known names that the folded title holds, and its nouns."""
    found = {
        key
        for position in range(len(title) - 1)
        for key in by_head.get(title[position : position + 2], ())
        if title.startswith(key, position) and not _cuts_word(title, position, position + len(key))
    }
    nouns = (word for word, kind in rjieba.tag(title, hmm=False) if kind in _NOUNS)
    return found | {noun for noun in nouns if len(noun) > 1 and noun not in _VAGUE and not noun.isdigit()}


def _cuts_word(title: str, start: int, end: int) -> bool:
    """Say whether `start:end` begins or ends within a Latin word or a number."""
    return any(
        0 < at < len(title)
        and title[at - 1].isascii()
        and title[at].isascii()
        and title[at - 1 : at + 1].isalnum()
        for at in (start, end)
    )


def _distinct(candidates: Sequence[str], written: Sequence[str]) -> list[str]:
    """Return the candidates that no longer tag of the article contains."""
    kept: list[str] = []
    for key in candidates:
        if not any(key in other for other in (*written, *kept)):
            kept.append(key)
    return kept


def _tags(articles: Sequence[Article], keys: set[str]) -> Mapping[str, Tag]:
    """Return the tag of each key: named by its commonest spelling, with an id of its own."""
    spellings: dict[str, Counter[str]] = {}
    for article in articles:
        for name in article.tags:
            spellings.setdefault(_key(name), Counter())[" ".join(name.split())] += 1
    tags: dict[str, Tag] = {}
    taken: set[str] = set()
    for key in sorted(keys):
        some = spellings.get(key, Counter((key,)))
        name = min(some, key=lambda name: (-some[name], name != key, name))
        # A number alone would be the address of a listing's page.
        id_ = unique_slug(f"tag {key}" if key.isdigit() else key, taken)
        taken.add(id_)
        tags[key] = Tag(id_, name)
    return tags
