"""The words that pages put above their parts, all in one place; a new sort of page mostly needs a word here. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from wenda.importing.lines import narrow
from wenda.text import fold


class Part(Enum):
    """The parts of a page that a label announces."""

    NOTICE = "notice"
    REMARK = "remark"  # a notice only if it says what notices say
    SEARCHES = "searches"
    RELATED = "related"


# Chinese words stand apart by white space, English ones by semicolons; all are folded.
_WORDS = {
    Part.NOTICE: (
        """提示 温馨提示 温馨提醒 友情提示 友情提醒 特别提示 特别提醒 重要提示 健康提示 医生提示 医生提醒 专家提示
        专家提醒 就医提示 阅读提示 风险提示 小提示 小贴士 温馨小贴士 健康小贴士 提醒 免责声明 免责条款 特别声明 声明
        重要声明 郑重声明""",
        """tip; tips; health tip; friendly reminder; reminder; notice; important notice; disclaimer; warning;
        medical disclaimer; please note; important""",
    ),
    Part.REMARK: (
        "注 注意 请注意 特别说明 说明 备注 附注",
        "note; notes; n.b; remark; remarks; attention; caution",
    ),
    Part.SEARCHES: (
        """大家都在搜 大家还在搜 大家在搜 都在搜 大家还搜了 热门搜索 热搜 热搜词 热搜榜 搜索热词 热门搜索词 热门关键词
        相关搜索 猜你想搜 其他人还在搜 其他人还搜了""",
        """people also search for; people also searched for; related searches; popular searches; trending searches;
        top searches; others searched for; searches related to this""",
    ),
    Part.RELATED: (
        """相关推荐 相关阅读 相关问题 相关文章 相关内容 相关问答 相关资讯 相关新闻 相关链接 猜你喜欢 猜你想看 猜你想问
        猜你关注 推荐阅读 推荐内容 推荐文章 热门推荐 更多推荐 精彩推荐 为你推荐 为您推荐 今日推荐 延伸阅读 拓展阅读
        扩展阅读 你可能感兴趣 您可能感兴趣 您可能还喜欢 你可能还喜欢 大家还看了 大家都在看 大家都在问 看了又看
        更多相关 其他人还看了 热门问答 热门问题 更多问题 更多问答 更多阅读""",
        """related questions; related articles; related reading; related posts; related content; related topics;
        related; recommended; recommended reading; recommended for you; recommendations; you may also like;
        you might also like; more like this; more questions; further reading; read next; see also; people also ask;
        people also asked; similar questions; others also read; other questions""",
    ),
}
_FURNITURE = (
    """首页 返回首页 主页 顶部 返回顶部 回到顶部 回顶部 置顶 底部 上一篇 下一篇 上一页 下一页 上一条 下一条 返回
        返回列表 目录 导航 搜索 登录 注册 登录/注册 我的 个人中心 客服 在线客服 分享 分享到 转发 收藏 点赞 赞 踩
        评论 写评论 举报 纠错 打印 关闭 复制链接 更多 查看更多 加载更多 展开 展开全文 展开更多 阅读全文 查看全文
        查看详情 点击查看 收起 换一换 换一批 刷新 没有更多了 打开app 下载app app下载 关注 关注我们 关于我们 联系我们
        意见反馈 网站地图 用户协议 隐私政策 服务条款 版权声明 友情链接 扫一扫 微信 微博 qq空间 朋友圈""",
    """home; homepage; top; back to top; scroll to top; go to top; share; share this; print; save; like; login;
        log in; sign in; sign up; register; menu; search; previous; next; prev; back; more; read more; show more;
        load more; view all; see all; about us; contact us; contact; privacy policy; terms of service; terms of use;
        sitemap; feedback; follow us; subscribe; advertisement; ad; cookie policy; close; download app;
        skip to content""",
)
_FURNITURE_LINE = re.compile(
    r"(版权所有|copyright\b|©|\(c\)\s*\d{4}|powered by\b|all rights reserved|\S{0,3}icp(备|证)|\S{0,3}公网安备"
    r"|扫码(关注|下载)).{0,80}"
    r"|(首页|home)(\s*[>»›/]\s*\S{1,24}){1,6}|(责任)?编辑:\s*\S{1,12}|(阅读|浏览|点击)(量|数|次数)?:?\s*\d+次?",
)
_NOTICE_WORDS = re.compile(
    r"(不能|不可|不得|无法|不应)?(代替|替代|取代)(医|面诊|专业|线下)|仅供参考|不构成|遵(从)?医嘱|(尽快|及时|尽早)就(医|诊)"
    r"|咨询(专业)?医(生|师)|面诊|not (a )?(substitute|replace)|(medical|professional) advice"
    r"|(consult|see|ask) (a|your) (doctor|physician)|for (reference|information)(al purposes)? only"
    r"|informational purposes",
)
_QUESTION = re.compile(
    r"(?:q|question|问|问题|提问|标题|题目|title)\s*\d*\s*:\s*|#{1,6}\s+|【(?:问题?|问答)】\s*", re.IGNORECASE
)
_ANSWER = re.compile(
    r"(?:a|answer|short answer|答案?|回答|解答)\s*\d*\s*:\s*|【(?:回?答|答案)】\s*", re.IGNORECASE
)
_DECORATION = " \t#*=>|~_—–-·•●■□◆◇★☆▶►▼▲▎┃│【】[]〔〕《》<>「」『』:.…+›»"
_BRACKETED = re.compile(r"[^\w【\[〔(]*[【\[〔(]\s*(.{1,30}?)\s*[】\]〕)][\s:*]*")
_HEADED = re.compile(r"([^:]{1,40}?)\s*:[\s*]*")
_LONGEST_NAME = 40
_LONGEST = 60
"""Characters within which a label and its colon stand."""
_LONGEST_FURNITURE = 120


def _names(chinese: str, english: str) -> frozenset[str]:
    return frozenset(chinese.split()) | {" ".join(name.split()) for name in english.split(";")}


_PART_OF = {name: part for part, words in _WORDS.items() for name in _names(*words)}
_FURNITURE_NAMES = _names(*_FURNITURE)
_FURNITURE_WORDS = max(len(name.split()) for name in _FURNITURE_NAMES)


@dataclass(frozen=True, slots=True)
class Label:
    """The label that a line begins with, and the rest of the line."""

    part: Part
    rest: str = ""


def read_label(text: str) -> Label | None:
    """Return the label that `text` is, or begins with before a colon or in brackets."""
    head = _read_head(narrow(text[:_LONGEST]))
    if not head or (head.end < 0 and len(text) > _LONGEST):
        return None
    return Label(head.part, text[head.end :] if head.end >= 0 else "")


@dataclass(frozen=True, slots=True)
class _Head:
    """A label and where the rest of the line begins; -1 when nothing that counts may follow."""

    part: Part
    end: int = -1


@lru_cache(maxsize=4096)
def _read_head(plain: str) -> _Head | None:
    if len(plain) <= _LONGEST_NAME and (part := _PART_OF.get(_bare(plain))):
        return _Head(part)
    for pattern in (_BRACKETED, _HEADED):
        match = pattern.match(plain)
        if match and (part := _PART_OF.get(_bare(match[1]))):
            return _Head(part, match.end())
    first, space, rest = plain.strip(_DECORATION).partition(" ")
    if space and (part := _PART_OF.get(_bare(first))) and is_furniture(rest):
        return _Head(part)
    return None


def is_furniture(text: str) -> bool:
    """Say whether `text` is of the site around the page: 首页 顶部, a share button, a copyright line."""
    return len(text) <= _LONGEST_FURNITURE and _is_furniture(text)


@lru_cache(maxsize=4096)
def _is_furniture(text: str) -> bool:
    plain = fold(text).strip()
    if _bare(plain) in _FURNITURE_NAMES or _FURNITURE_LINE.fullmatch(plain):
        return True
    words = [word for word in re.split(r"[\s|·>»›/]+", plain) if word]
    return len(words) > 1 and _are_furniture(words)


def _are_furniture(words: Sequence[str]) -> bool:
    """Say whether `words` are names of furniture one after another, some of several words: home, top, contact us."""
    ends = {0}
    for start in range(len(words)):
        if start in ends:
            ends |= {
                end
                for end in range(start + 1, min(len(words), start + _FURNITURE_WORDS) + 1)
                if _bare(" ".join(words[start:end])) in _FURNITURE_NAMES
            }
    return len(words) in ends


def says_notice(text: str) -> bool:
    """Say whether `text` says what a health page's notice says: that it replaces no doctor."""
    return bool(_NOTICE_WORDS.search(fold(text)))


def without_question_label(text: str) -> str:
    """Return the question without a `Q:` or `##` before it."""
    match = _QUESTION.match(narrow(text))
    return text[match.end() :] if match and match.end() < len(text) else text


def without_answer_label(text: str) -> str:
    """Return the answer without an `A:` before it."""
    match = _ANSWER.match(narrow(text))
    return text[match.end() :] if match else text


def _bare(text: str) -> str:
    return " ".join(fold(text).strip(_DECORATION).split())
