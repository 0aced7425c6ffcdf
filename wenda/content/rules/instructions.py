"""Whether an answer is somebody's writing instructions, or a language model's plan, instead of an answer.

Such texts speak of a text: its parts, its length, its look, who ordered it. Any one of these words turns up in
honest answers (a forum's 我需要, an app's 用户, an application form's 字数); instructions are dense with them.
"""

import re
from collections.abc import Iterator, Mapping

from wenda.content.rules.collection import Collection, Finding

ENOUGH = 4
"""Points that make a text instructions when somebody at work on a text shows among the signs."""
ENOUGH_TERMS = 7
"""Points that do without: a text so full of the trade's terms has no other subject."""
WINDOW = 320
"""Characters in which these signs must stand together."""
DENSE, DENSE_WINDOW = 6, 120
"""Points, with a term among them, and characters that are enough for a short text."""

# Enough by themselves. An order to write counts so much only where the text begins with it.
_DECISIVE = re.compile(
    r"\A\W*(?:请|帮我|给我|麻烦|需要)?(?:你|您)?(?:再|来)?(?:写|撰写|生成|创作|输出)(?:出)?[一几\d]+(?:篇|份|段)"
    r"[^。\n]{0,40}?(?:文章|科普|稿|文案|软文|博文|推文)"
    r"|\A\W*(?:please )?(?:write|generate|create|draft|compose|produce) (?:me )?(?:an?|the) [^.\n]{0,60}?"
    r"\b(?:article|blog post|essay)\b"
    r"|作为(?:一个|一款)?(?:AI|人工智能|大?语言)(?:语言)?(?:助手|模型)?[，,]\s*我"
    r"|\bas an AI (?:language )?model\b|\bI(?:'m| am) an AI\b",
    re.IGNORECASE,
)
# Two points: somebody at work on a text, or somebody who orders one.
_AT_WORK = (
    r"[帮给替]用户(?:写|解|整|回)|用户(?:想要的|想知道的?|希望我|让我|要我|要求我|需要我|要一[篇份段]|可能会?(?:关心|想))|用户问的?是|用户的提问",
    r"理解用户的?(?:要求|需求|问题)|\bthe user (?:wants|asks|is asking|asked|would like)|\bthe user's (?:request|question)",
    r"我(?:现在|先|还)?(?:需要|得|要|应该|打算)(?:先|再|来|把)?[^，。？?\n]{0,8}?"
    r"(?:写成?一?[篇段]|撰写|理解用户|弄清楚这个|想清楚|提炼|梳理|组织|回忆|明确答案)",
    r"接下来(?:我)?(?:要|需要|得)(?:写|提炼|整理|组织|分点|检查)|(?:让我|我)先(?:梳理|回忆|想想|构思)|先想想",
    r"组织(?:一下)?语言|现在开始写|(?:下面|现在)(?:我)?(?:来|要)?写|我来(?:分析|整理|梳理)(?:一下)?(?:任务|用户|题目|信息|思路)",
    r"用户(?:需要|要)一[篇份段]|用户给的|提示词[:：]|编辑要求|写作任务|任务说明|交稿|(?:根据|按)[您你]的(?:指令|要求)|由AI|题目要求|(?:按|根据)[^，。\n]{0,6}大纲|\bthe prompt (?:asks|wants|says)",
    r"(?:文章|稿件|本文|正文|回答|标题里?)(?:应当|应该|应|必须|要|需要?)(?:先|包含|包括|符合|有|出现)|以[^，。\n]{1,14}?的口吻",
    r"\b(?:I (?:need|have|want) to|I should|I must|I(?:'ll| will)|I'd better|let me|let's) (?:first |now )?"
    r"(?:write|outline|draft|structure|organi[sz]e|keep it|start with|explain|mention)\b",
    r"(?:写|撰写|生成|创作|改写|输出)(?:出|成|了)?(?:一篇|一份|一段|\d+篇|的)[^。！？\n]{0,30}?(?:文章|短文|科普|稿|文案|推文|回答)",
    r"请(?:你|您)?(?:根据|按照|按|围绕|以)[^。\n]{0,30}?(?:撰写|创作|写)|按[^，。\n]{0,6}要求(?:撰写|写|输出|生成)",
    r"你是(?:一名|一位|一个)[^，。\n]{0,12}?(?:编辑|专家|写手|助手|作者|顾问)|请?扮演|你的任务|角色[:：]"
    r"|作为(?:一名|一位)[^，。\n]{0,8}?(?:编辑|写手|文案|博主)|\byou are an? [^.\n]{0,30}?(?:expert|writer|editor)\b",
)
# Two points: the terms of that trade.
_TERMS = (
    r"加粗|粗体|标粗|\bin bold\b|\bbold (?:key|high|text)",
    r"小标题|\bH[23]\b|\bheadings?\b",
    r"首段|段首|结论段|\b(?:first|opening) paragraph\b",
    r"字数|[\d三五六八千百]{2,}\s*个?字(?:左右|以上|以内|内|即可)|\bword count\b|\b\d{2,}[- ]words?\b",
    r"关键词(?:密度|布局|自然|覆盖)|\bkeyword",
    r"\bSEO\b|E-?E-?A-?T|搜索引擎(?:优化)?",
    r"软文|文案|公众号文章|写作(?:提示|要求)|文风|语气[:：]|受众|\btone:|\baudience:",
    r"markdown|先给(?:出)?结论|一句话(?:给|说)(?:出)?结论|避免堆砌|(?:不能|不要|请勿|禁止)编造|原创(?:度|性|科普)",
    r"口吻|口语化|导语|结语|开场白|稿件|改写|目标读者|点题|废话|绕弯子|问答体|扩写|配图|措辞|错别字|内容规划|\bmeta description\b|\bsubheadings?\b|语气(?:要|专业|亲切)|\bfluff\b|\bdraft\b",
)
# One point: words about a text as a text.
_WORDS = (
    *("开头", "结尾", "文末", "标题", "题目", "大纲", "部分", "正文", "全文", "整篇", "文章", "短文", "篇幅", "段落", "分段"),
    *("第一段", "第二段", "第三段", "每段", "分点|分条", "阐述|论述", "撰写", "短句", "排版", "字样", "过渡"),
    *("结构上|结构清晰|条理(?:清晰|要清楚)", "读者", "观点", "案例", "思路", "收尾|收束", "长度", "通顺", "空行", "口号", "控制", "通俗易懂", "关键词", "要点|亮点", "总结", "语气|语言", "风格", "表格|列表", "输出"),
    *("任务|要求[:：]", "别忘了|有没有遗漏", "不要(?:用|使用|出现)|避免(?:出现|使用)", "先写|再写|只能写"),
    *("(?:根据|按照)用户的?(?:提供的)?要求", r"\barticle\b", r"\bintro(?:duction)?\b", r"\bsections?\b"),
    *(r"\bconclusion\b", r"\bstructure\b", r"\boutline\b", r"\btone\b", r"\bparagraphs?\b", r"\brequirements?:"),
    *(r"\bbullets?\b", r"\bcontent\b", r"\bnotes:", r"\bopen with\b", r"\bclose with\b"),
)
_SIGNS = tuple(
    (points, at_work, re.compile(pattern, re.IGNORECASE))
    for points, at_work, patterns in ((2, True, _AT_WORK), (2, False, _TERMS), (1, False, _WORDS))
    for pattern in patterns
)
# A question about writing is answered with words about texts.
_ABOUT_WRITING = re.compile(
    r"写|文章|作文|论文|稿|文案|SEO|搜索引擎|标题|关键词|字数|排版|\b(?:writ|article|essay|keyword)", re.IGNORECASE
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
        return (" ".join(decisive[0].split()),)
    found = sorted(
        (match.start(), -match.end(), number, match[0])
        for number, (_, _, pattern) in enumerate(_SIGNS)
        for match in pattern.finditer(text)
    )
    for index, (start, *_) in enumerate(found):
        near: dict[int, str] = {}
        covered = 0
        for position, end, number, phrase in found[index:]:
            if position - start > WINDOW:
                break
            if position >= covered:  # a word within a longer sign is no sign of its own
                near.setdefault(number, " ".join(phrase.split()))
                covered = -end
            if _is_enough(near, dense=position - start <= DENSE_WINDOW):
                return tuple(near[number] for number in sorted(near))
    return ()


def _is_enough(near: Mapping[int, str], *, dense: bool) -> bool:
    points = [_SIGNS[number][0] for number in near]
    at_work = any(_SIGNS[number][1] for number in near)
    enough = ENOUGH if at_work else DENSE if dense and max(points) > 1 else ENOUGH_TERMS
    return sum(points) >= enough
