"""Tags: the words that articles share, as their authors wrote them and as their titles show them.

A title is given a tag that another author wrote, a noun of the taxonomy's keywords, or a noun that many
titles hold, as far as it tells articles apart. 医保卡 and 醫保卡 are one tag; a worked-out tag that only one
article would have is none.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise

import rjieba

from wenda.catalog.lexicon import Lexicon, word_set
from wenda.catalog.subject import Subject
from wenda.model import Tag, Topic
from wenda.slug import unique_slug
from wenda.text import fold, is_han

MOST = 8
"""Tags up to which worked-out ones are added to those written."""

_WORKED_OUT = 4  # most that are added to an article
_SHARE, _FEW = 0.25, 5  # share of the articles that a worked-out tag may have, and number in any case
_LEAST, _PER_ARTICLE = 2, 500  # articles that it must have, and one more for so many in all
_COMPOUND = 0.7  # share of two nouns' titles in which they stand side by side, from which they are one
# The segmenter's letters for kinds of words.
_NOUNS = word_set("n nz vn nt j an eng")
_NOT_IN_NAMES = word_set("r y d p c m ul uj uz ud x")
_MODAL = word_set("需要 可以 应该 能够 出现")
_VAGUE = word_set(
    """
    医院 方法 办法 问题 情况 原因 患者 病人 时候 时间 东西 感觉 意思 结果 效果 疾病 关系 区别 部分 标准 范围
    出现 钱 人 内容 地方 方面 作用 影响 建议 选择 条件 大家 网友 朋友 家人 大夫 医生 有关 规定 最新 新规 政策
    官方 首页 流程 个人 城市 本地 外地 医治 咨询 病情 具体 能力 意义 事情 事项 结论 措施 方式 类型 因素 途径
    多长时间 传染给 期间 上述 外省 女方 男方 比例
    """
)


def nouns_of(title: str) -> tuple[str, ...]:
    """Return the nouns of a folded title in order; one empty text stands for whatever is between two of them.

    A title without Chinese has none: of foreign words the segmenter cannot tell nouns from others.
    """
    if not any(map(is_han, title)):
        return ()
    nouns: list[str] = []
    for word, kind in rjieba.tag(title, hmm=False):
        if kind in _NOUNS:
            nouns.append(word)
        elif nouns and nouns[-1]:
            nouns.append("")
    return tuple(nouns)


def assign_tags(
    subjects: Sequence[Subject], topics: Sequence[Topic], place_names: frozenset[str]
) -> tuple[dict[str, Tag], dict[str, tuple[str, ...]]]:
    """Return the tags by id, and the tag ids of each article: as written, then worked out, longest first.

    `place_names` are folded names that are not worked out as tags, because places have listings of their own.
    """
    written = {subject.id: _written(subject.tags) for subject in subjects}
    by_author = frozenset(key for keys in written.values() for key in keys)
    number_written = Counter(key for keys in written.values() for key in keys)
    least, most = _LEAST + len(subjects) // _PER_ARTICLE, max(_FEW, int(_SHARE * len(subjects)))
    nouns = _nouns({subject.id: subject.nouns for subject in subjects}, least)
    lexicon = Lexicon(key for key in {*by_author, *_keywords(topics)} - place_names if len(key) > 1)
    found = {
        subject.id: {*lexicon.find(subject.title), *nouns[subject.id]} - place_names for subject in subjects
    }
    number = number_written + Counter(key for id_, keys in found.items() for key in keys - {*written[id_]})
    chosen = {}
    for id_, keys in written.items():
        fitting = {
            key for key in found[id_] if (_LEAST if key in by_author else least) <= number[key] <= most
        }
        candidates = sorted(fitting - {*keys}, key=lambda key: (-len(key), number[key], key))
        chosen[id_] = (*keys, *_distinct(candidates, keys)[: max(0, min(_WORKED_OUT, MOST - len(keys)))])
    # What lost its other articles to longer tags is dropped after all.
    left = Counter(key for keys in chosen.values() for key in keys)
    kept = {key for key in left if left[key] > 1 or key in by_author}
    tags = _tags(subjects, kept)
    return (
        {tag.id: tag for tag in sorted(tags.values(), key=lambda tag: tag.id)},
        {id_: tuple(tags[key].id for key in keys if key in kept) for id_, keys in chosen.items()},
    )


def _written(names: Iterable[str]) -> tuple[str, ...]:
    """Return the folded keys of tags as written, the first of equal ones."""
    return tuple(dict.fromkeys(key for name in names if (key := _key(name))))


@lru_cache(maxsize=65536)
def _key(name: str) -> str:
    return (" " if name.isascii() else "").join(fold(name).split())


def _keywords(topics: Iterable[Topic]) -> Iterator[str]:
    """Yield the taxonomy's keywords that could name something: 报销比例, but not 还能用 or 走医保."""
    for topic in topics:
        for keyword in (*topic.keywords, *(keyword for group in topic.groups for keyword in group.keywords)):
            words = rjieba.tag(fold(keyword), hmm=False)
            acts = any(kind == "v" and (len(word) == 1 or word in _MODAL) for word, kind in words)
            if (
                words
                and words[-1][1] in _NOUNS
                and not acts
                and not _NOT_IN_NAMES & {kind for _, kind in words}
            ):
                yield _key(keyword)


def _nouns(titles: Mapping[str, Sequence[str]], least: int) -> Mapping[str, set[str]]:
    """Return the telling nouns of each title; two that hardly ever stand apart are one: 生育津贴."""
    alone = Counter(chain.from_iterable(map(set, titles.values())))
    telling = {word for word in alone if _is_telling(word)}
    pairs = {id_: [*_neighbours(some, telling)] for id_, some in titles.items()}
    beside = Counter(chain.from_iterable(map(set, pairs.values())))
    compounds = {
        pair
        for pair, number in beside.items()
        if number >= least and number >= _COMPOUND * max(alone[pair[0]], alone[pair[1]])
    }
    return {
        id_: (telling & {*some}) | {"".join(pair) for pair in pairs[id_] if pair in compounds}
        for id_, some in titles.items()
    }


def _neighbours(nouns: Sequence[str], telling: Container[str]) -> Iterator[tuple[str, str]]:
    for one, other in pairwise(nouns):
        if one in telling and other and other not in _VAGUE:
            yield one, other


def _is_telling(word: str) -> bool:
    return len(word) > 1 and word not in _VAGUE and not word.endswith("性") and not word.isdigit()


def _distinct(candidates: Sequence[str], written: Sequence[str]) -> list[str]:
    """Return the candidates that neither hold nor are held by another tag of the article."""
    kept: list[str] = []
    for key in candidates:
        if not any(key in other or other in key for other in (*written, *kept)):
            kept.append(key)
    return kept


def _tags(subjects: Sequence[Subject], keys: set[str]) -> Mapping[str, Tag]:
    """Return the tag of each key: named by its commonest spelling, with an id of its own."""
    spellings: dict[str, Counter[str]] = {}
    for name, times in Counter(chain.from_iterable(subject.tags for subject in subjects)).items():
        spellings.setdefault(_key(name), Counter())[" ".join(name.split())] += times
    tags: dict[str, Tag] = {}
    taken: set[str] = set()
    for key in sorted(keys):
        some = spellings.get(key, Counter((key,)))
        name = min(some, key=lambda name: (-some[name], name != key, name))
        id_ = unique_slug(key, taken)
        if id_.isdigit():  # the address of a listing's page
            id_ = unique_slug(f"tag {key}", taken)
        taken.add(id_)
        tags[key] = Tag(id_, name)
    return tags
