"""Whether an answer is somebody's writing instructions, or a language model's plan, instead of an answer.

Such texts speak of a text: its parts, its length, its look, who ordered it. Any one of these words turns up in
honest answers (a forum's 我需要, an app's 用户, a form's 字数); instructions are dense with them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wenda.content.rules.collection import Collection, Finding

ENOUGH = 4
"""Points that make a text instructions when somebody at work on a text shows among the signs."""
ENOUGH_TERMS = 7
"""Points that do without: a text so full of the trade's terms has no other subject."""
WINDOW = 320
"""Characters in which these signs must stand together."""
DENSE, DENSE_WINDOW = 6, 120
"""Points, with a term among them, and characters that are enough for a short text."""


@dataclass(frozen=True, slots=True)
class _Sign:
    """A turn of phrase and how much it says: two points for what only people at work on texts say."""

    pattern: re.Pattern[str]
    points: int
    at_work: bool = False


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_A_TEXT = "(?:文章|短文|科普|稿|文案|软文|博文|推文|回答)"
# Enough by itself. An order to write counts so much only where the text begins with it.
_DECISIVE = _any(
    r"\A\W*(?:请|帮我|给我|麻烦|需要)?(?:你|您)?(?:再|来)?(?:写|撰写|生成|创作|输出)出?[一几\d]+[篇份段]"
    rf"[^。\n]{{0,40}}?{_A_TEXT}",
    r"\A\W*(?:please )?(?:write|generate|create|draft|compose|produce) (?:me )?(?:an?|the) [^.\n]{0,60}?"
    r"\b(?:article|blog post|essay)\b",
    r"作为(?:一个|一款)?(?:AI|人工智能|大?语言)(?:语言)?(?:助手|模型)?[，,]\s*我",
    r"\bas an AI (?:language )?model\b",
    r"\bI(?:'m| am) an AI\b",
)
_AT_WORK = (
    _any("[帮给替]用户(?:写|解|整|回)", "用户问的?是", "用户的提问", "理解用户的?(?:要求|需求|问题)"),
    _any("用户(?:想要的|想知道的?|希望我|让我|要我|要求我|需要我|可能会?(?:关心|想))"),
    _any("用户(?:需要|要)?一[篇份段]", "用户给的", "(?:根据|按)[您你]的(?:指令|要求)", "题目要求"),
    _any(r"\bthe user (?:wants|asks|is asking|asked|would like)\b", r"\bthe user's (?:request|question)"),
    _any(
        r"我(?:现在|先|还)?(?:需要|得|要|应该|打算)(?:先|再|来|把)?[^，。？?\n]{0,8}?"
        "(?:写成?一?[篇段]|撰写|理解用户|弄清楚这个|想清楚|提炼|梳理|组织|回忆|明确答案)"
    ),
    _any(
        "接下来我?(?:要|需要|得)(?:写|提炼|整理|组织|分点|检查)", "让?我先(?:梳理|回忆|想想|构思)", "先想想"
    ),
    _any("组织(?:一下)?语言", "现在开始写", "(?:下面|现在)我?(?:来|要)?写"),
    _any("我来(?:分析|整理|梳理)(?:一下)?(?:任务|用户|题目|信息|思路)"),
    _any(
        r"\b(?:I (?:need|have|want) to|I should|I must|I(?:'ll| will)|I'd better|let me|let's) (?:first |now )?"
        r"(?:write|outline|draft|structure|organi[sz]e|keep it|start with|explain|mention)\b"
    ),
    _any(
        rf"(?:写|撰写|生成|创作|改写|输出)[出成了]?(?:一篇|一份|一段|\d+篇|的)[^。！？\n]{{0,30}}?{_A_TEXT}"
    ),
    _any(r"请[你您]?(?:根据|按照|按|围绕|以)[^。\n]{0,30}?(?:撰写|创作|写)"),
    _any(r"按[^，。\n]{0,6}要求(?:撰写|写|输出|生成)", r"(?:按|根据)[^，。\n]{0,6}大纲"),
    _any(r"你是(?:一名|一位|一个)[^，。\n]{0,12}?(?:编辑|专家|写手|助手|作者|顾问)", "请?扮演", "角色[:：]"),
    _any(r"作为(?:一名|一位)[^，。\n]{0,8}?(?:编辑|写手|文案|博主)", r"以[^，。\n]{1,14}?的口吻"),
    _any(r"\byou are an? [^.\n]{0,30}?(?:expert|writer|editor)\b", r"\bthe prompt (?:asks|wants|says)\b"),
    _any("提示词[:：]", "编辑要求", "写作任务", "任务说明", "你的任务", "交稿", "由AI"),
    _any("(?:文章|稿件|本文|正文|回答|标题里?)(?:应当|应该|应|必须|要|需要?)(?:先|包含|包括|符合|有|出现)"),
)
_TERMS = (
    _any("加粗", "粗体", "标粗", r"\bin bold\b", r"\bbold (?:key|high|text)"),
    _any("小标题", r"\bH[23]\b", r"\b(?:sub)?headings?\b"),
    _any("首段", "段首", "结论段", r"\b(?:first|opening) paragraph\b"),
    _any(
        "字数",
        r"(?<![\d三五六八千百])[\d三五六八千百]{2,}+\s*+个?字(?:左右|以上|以内|内|即可)",
        r"\bword count\b",
        r"\b\d{2,}[- ]words?\b",
    ),
    _any("关键词(?:密度|布局|自然|覆盖)", r"\bkeyword"),
    _any(r"\bSEO\b", "E-?E-?A-?T", "搜索引擎(?:优化)?", r"\bmeta description\b"),
    _any("软文", "文案", "公众号文章", "写作(?:提示|要求)", "文风", "语气[:：]", "受众", "目标读者"),
    _any(
        "markdown",
        "先给出?结论",
        "一句话[给说]出?结论",
        "避免堆砌",
        "(?:不能|不要|请勿|禁止)编造",
        "原创[度性科]",
    ),
    _any("口吻", "口语化", "导语", "结语", "开场白", "稿件", "改写", "点题", "废话", "绕弯子", "问答体"),
    _any("扩写", "配图", "措辞", "错别字", "内容规划", "语气(?:要|专业|亲切)", r"\bfluff\b", r"\bdraft\b"),
    _any(r"\btone:", r"\baudience:", r"\brequirements?:", r"\boutline\b"),
)
_WORDS = (
    *("开头", "结尾", "文末", "标题", "题目", "正文", "全文", "整篇", "文章", "短文", "篇幅", "段落", "分段"),
    *("第一段", "第二段", "第三段", "每段", "分[点条]", "阐述|论述", "撰写", "短句", "排版", "字样", "过渡"),
    *("结构上|结构清晰|条理清晰|条理要清楚", "通俗易懂", "关键词", "要点|亮点", "总结", "语气|语言", "风格"),
    *(
        "表格|列表",
        "输出",
        "大纲",
        "部分",
        "读者",
        "观点",
        "案例",
        "思路",
        "收尾|收束",
        "长度",
        "通顺",
        "空行",
    ),
    *("口号", "控制", "任务|要求[:：]", "别忘了|有没有遗漏", "不要(?:用|使用|出现)|避免(?:出现|使用)"),
    *("先写|再写|只能写", "(?:根据|按照)用户的?(?:提供的)?要求", r"\b(?:article|content|notes)\b"),
    *(r"\bintro(?:duction)?\b", r"\bsections?\b", r"\bconclusion\b", r"\bstructure\b", r"\btone\b"),
    *(r"\bparagraphs?\b", r"\bbullets?(?: points)?\b", r"\b(?:open|close) with\b"),
)
_SIGNS = (
    *(_Sign(pattern, points=2, at_work=True) for pattern in _AT_WORK),
    *(_Sign(pattern, points=2) for pattern in _TERMS),
    *(_Sign(_any(word), points=1) for word in _WORDS),
)
# A question about writing is answered with words about texts.
_ABOUT_WRITING = _any(
    *("写", "文章", "作文", "论文", "稿", "文案", "SEO", "搜索引擎", "标题", "关键词", "字数", "排版"),
    r"\b(?:writ|article|essay|keyword)",
)


def instructions_not_answer(collection: Collection) -> Iterator[Finding]:
    """Expect an answer, not the instructions or the plan by which somebody was to write one."""
    for article in collection.articles:
        if _ABOUT_WRITING.search(article.title):
            continue
        text = collection.text[article.path] or article.summary
        if signs := instruction_signs(text):
            quotes = ", ".join(f"“{sign}”" for sign in signs[:5])
            message = f"this reads as instructions for writing, not as an answer: {quotes}"
            yield Finding(article, message, "replace it by an answer, or delete the article", line=1)


def instruction_signs(text: str) -> tuple[str, ...]:
    """Return the phrases that show `text` to be about writing an answer, or nothing when they are too few."""
    if decisive := _DECISIVE.search(text):
        return (_shown(decisive),)
    if not any(sign.points > 1 and sign.pattern.search(text) for sign in _SIGNS):
        return ()
    found = sorted(
        ((match, number) for number, sign in enumerate(_SIGNS) for match in sign.pattern.finditer(text)),
        key=lambda place: (place[0].start(), -place[0].end()),
    )
    for index, (first, _) in enumerate(found):
        near: dict[int, str] = {}
        covered, enough = 0, False
        for match, number in found[index:]:
            distance = match.start() - first.start()
            if distance > WINDOW:
                break
            if match.start() >= covered:  # a word within a longer sign is no sign of its own
                near.setdefault(number, _shown(match))
                covered = match.end()
            enough = enough or _is_enough(near, dense=distance <= DENSE_WINDOW)
        if enough:
            return tuple(near[number] for number in sorted(near))
    return ()


def _is_enough(near: Mapping[int, str], *, dense: bool) -> bool:
    signs = [_SIGNS[number] for number in near]
    enough = DENSE if dense else ENOUGH_TERMS
    if any(sign.at_work for sign in signs):
        enough = ENOUGH
    return sum(sign.points for sign in signs) >= enough and any(sign.points > 1 for sign in signs)


def _shown(match: re.Match[str]) -> str:
    return " ".join(match[0].split())
