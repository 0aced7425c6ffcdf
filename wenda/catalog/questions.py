"""What a question asks, apart from how it is put.

Two titles ask the same when nothing but filler, synonyms of the commonest verbs, politeness and order differ. What is
asked for (how, which, how long …) is told apart; places, years and numbers are set aside to be compared on their own.
Nothing else is forgiven, because one character can make another question of it: 男/女, 能/不能, 麻木/肿胀, 中度/重度.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from wenda.catalog.places import Mention
from wenda.text import years_in

# What the asker wants to know, by a letter. A title without any may be the same question as one with.
_WANTS = {
    "H": "怎么 如何 怎样 咋 咋样 怎么样的 怎么才能 怎么弄 怎么做 how",
    "D": "怎么办 咋办 怎么处理 如何是好 如何处理",
    "E": "会怎样 会怎么样 是怎样的 是怎么样的",
    "Y": "吗 嘛 么 能不能 可不可以 能否 可否 是否 是不是 会不会 有没有 行不行 可以吗 can do does is are",
    "N": "需要 需 必须 应该 应当 要 要不要 需不需要 用不用 should must",
    "W": "哪些 有哪些 有哪几家 有几家 有什么 哪几家 哪几个 哪几种 几家 哪家 去哪家 在哪家 哪个 哪一个 去哪个 在哪个 哪种 哪一种 什么 啥 哪 which what",
    "P": "哪里 哪儿 在哪 在哪里 去哪 去哪里 去哪儿 where",
    "R": "为什么 为何 为啥 怎么回事 咋回事 什么原因 怎么会 why",
    "T": "多久 多长时间 多少天 几天 几个月 什么时候 何时 when",
    "Q": "多少 多少钱 几",
}
# Words that say nothing at all.
_LIGHT = (
    "请问 想问 想问一下 想知道 我想知道 想咨询 我想咨询 求问 求助 求教 您好 你好 到底 究竟 一下 一般 通常 一般来说 现在 目前 呢 啊 呀 吧"
    " 了 的 还 也 都 就 呗 哦 喔 the a an of to please"
)
# Words that can go as long as the others keep their order. None negates, counts or tells one thing from another.
_FILLER = (
    "我 你 您 会 该 是 可以 能够 能 后 以后 之后 时 的时候 期间 情况下 得了 患有 患了 有 在 去 来 进行 关于"
    " 患者 病人 的人 人群 人士 有的 i my me you your for in on at it"
)
# Words of one meaning, the left one for all; none tells a state or a part from another.
_SAME = (
    "交=缴 缴费 缴纳 交费 交纳",
    "用=使用",
    "办=办理",
    "查=查询 查看",
    "买=购买",
    "治=治疗 医治 诊治",
    "换=更换",
    "丢=丢失 遗失 丢掉",
    "报=报销",
    "转=转移",
    "领=领取",
    "断=中断",
    "停=停止",
    "小孩=孩子 儿童 小朋友",
)
# Words that hold one of the above without meaning it.
_KEEP = (
    "时间 医院 要求 后果 后遗症 术后 产后 饭后 餐后 来源 去世 首都 都市 会计 工会 不得不 得到 有效 有害 有用 有机 能力 功能 性能 智能"
    " 目的 要紧 重要 主要 现在进行 存在 在职 在校 在岗 会员 交通 报告 报警 换药 转氨酶 停车 领导 用品 用药 用户 办法 办公"
)
_DIRECTED = re.compile("[转换变比从到给借让使被]")
_TRAILING = re.compile(r"(?:比较|更|最)?好[呢呀啊]?$")
_LATIN = re.compile("[a-z]")
_PUNCTUATION = re.compile(r"[^\w\s.]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SHORTEST, _SHORT = (
    3,
    5,
)  # characters of a core below which titles must be equal as they are, or but for light words


@dataclass(frozen=True, slots=True)
class Question:
    """A title taken apart.

    Two questions are the same when an item of `cores`, the `numbers` and the `wants` agree. `content` holds the words
    that carry meaning, for comparing; `years` are the years named.
    """

    cores: tuple[str, ...]
    numbers: tuple[str, ...]
    years: tuple[int, ...]
    wants: frozenset[str]
    content: str


def question_of(folded: str, places: Sequence[Mention]) -> Question:
    """Take the folded title apart; `places` are those that it names."""
    chars = list(folded)
    for place in places:
        chars[place.start : place.end] = " " * (place.end - place.start)
    placeless = "".join(chars)
    years = years_in(placeless)
    for _, start, end in years:
        chars[start:end] = " " * (end - start)
    text = "".join(chars).rstrip("?？!！。. ")
    numbers = sorted(_NUMBER.findall(text))
    text = _TRAILING.sub("", text)
    content, wants = _replaced(text, full=True)
    if wants != {"Y"}:
        wants -= {"Y"}
    if wants != {"N"}:
        wants -= {"N"}
    told = tuple(sorted({year for year, _, _ in years}))
    return Question(_cores(text, content, folded), tuple(numbers), told, frozenset(wants), content)


def _cores(text: str, content: str, folded: str) -> tuple[str, ...]:
    """Return what ways to put a question share: the words in order, and all but the lightest in any order."""
    in_order = "".join(content.split())
    if len(in_order) < _SHORTEST:
        return ("=" + "".join(char for char in folded if char.isalnum()),)
    lightened = _replaced(text, full=False)[0]
    if len(in_order) < _SHORT:
        in_order = "".join(lightened.split())
    if _DIRECTED.search(content):
        return (in_order,)
    return (in_order, "~" + " ".join(sorted(re.findall(r"[a-z]+|\d+|\w", lightened))))


def _replaced(text: str, *, full: bool) -> tuple[str, set[str]]:
    """Return `text` without filler and question words, synonyms made one, and the letters of the question words."""
    table, pattern, latin_pattern = _table(full=full)
    wants: set[str] = set()

    def replacement(match: re.Match[str]) -> str:
        new = table[match[0]]
        if new.isupper():
            wants.add(new)
            return " "
        return new

    text = pattern.sub(replacement, _PUNCTUATION.sub(" ", text))
    return latin_pattern.sub(replacement, text) if _LATIN.search(text) else text, wants


@cache
def _table(*, full: bool) -> tuple[Mapping[str, str], re.Pattern[str], re.Pattern[str]]:
    table = {word: letter for letter, words in _WANTS.items() for word in words.split()}
    table |= dict.fromkeys(_LIGHT.split(), " ")
    if full:
        table |= dict.fromkeys(_FILLER.split(), " ")
    for line in _SAME:
        one, _, others = line.partition("=")
        table |= dict.fromkeys(others.split(), one)
    table |= {word: word for word in _KEEP.split()}
    words = sorted(table, key=lambda word: (-len(word), word))
    # Two patterns, because one of literals alone is searched several times as fast.
    han = re.compile("|".join(word for word in words if not word.isascii()))
    return table, han, re.compile(rf"\b(?:{'|'.join(word for word in words if word.isascii())})\b")
