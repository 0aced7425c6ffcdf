"""Whether a text answers its title: what stops too early, instructions in its place, another subject."""

import pytest

from wenda.content.rules.cut_off import stops_short
from wenda.content.rules.instructions import instruction_signs
from wenda.content.rules.on_topic import mismatch, title_weights
from wenda.markdown_text import plain_text

LONG = "各地的窗口都能办，带上身份证和存折，填一张表，当场就能拿到回执。" * 3


@pytest.mark.parametrize(
    "text",
    [
        "先交钱，",
        "要带的材料：",
        "到账要三天…",
        "等等...",
        "见《通知",
        "先排队。然后填表",
        "## 材料",
        "- 先。\n- 后",
        "降至65%。住院65%",
        "先量体温。不能超过38℃",
        "字" * 25,
        "先排队。\n\n- 身份证的原件和复印件各一份",  # one item is no list
        "先排队。\n\n- 身份证的原件（见上文。） \n- 银行卡或者存折的复印件",
        "先排队。\n\n- 身份证的原件\n- 银行卡的复印件\n\n最后到窗口领取回执，记得保留",
    ],
)
def test_texts_that_stop_short(text: str) -> None:
    assert stops_short(text, plain_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "好。",
        "好！",
        "Yes.",
        "可以（见下文。）",
        "“可以。”",
        "约两万",
        "- 甲\n- 乙",
        "| a |\n|---|\n| b |",
        "![图](p.png)",
        "好的🙂",
        "先排队。然后填表，就可以到窗口领取了🙂",
        "先排队。然后填表，就可以到窗口领取了^_^",
        "先排队。然后填表，就可以到窗口领取了√",
        "先排队。然后填表，他们会说“可以。 ”",
        "字" * 24,
        "先排队。然后填表，电话问一下也可以：0571-88886666",
        "先排队。\n\n- 身份证的原件和复印件各一份\n- 银行卡或者存折",
        "先排队。\n\n- 先做完。\n- 身份证的原件\n- 身份证的复印件\n- 银行卡或者存折\n- 一寸的照片两张",
        "先排队。下面是价目表。\n\n项目 | 价格\n--- | ---\n挂号 | 三块五毛",
        "先排队。下面是命令。\n\n```\nmake site\n```",
    ],
)
def test_texts_that_end_well(text: str) -> None:
    assert not stops_short(text, plain_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "好的，用户让我写一篇关于牙科保险的文章。首先，我需要确认规定，第一段得给出结论，还要控制篇幅。",
        "嗯，我现在要处理的是膝盖弹响的问题。用户可能想知道挂哪个科，接下来检查有没有遗漏，确保语言通俗。",
        "请写一篇八百字的科普文章，介绍配镜能不能报销。",
        "你是一名资深编辑，请按照下面的格式写作：先给结论，再分点说明，字数不超过五百字。",
        "Okay, so the user wants an article about cover. I need to make sure the first paragraph answers directly.",
        "Write a 600-word article about knees.",
        "As an AI language model, I cannot give advice on this.",
        "要求：首段给结论，字数控制在八百字以内；每个部分用小标题；不要出现套话；关键词加粗。",
    ],
)
def test_instructions_are_told_from_answers(text: str) -> None:
    assert instruction_signs(text)


@pytest.mark.parametrize(
    "text",
    [
        "我需要先做检查吗？医生说我应该先抽血，再决定用不用药。",
        "用户可以在手机上查余额。用户的需求不同，入口也不同。",
        "申请的正文写明原因，字数不限，结尾签名。",
        "The user must sign in first. Let me know if the page does not load.",
        "保险合同第一段写明责任，加粗的条款是免责内容，请重点阅读。",
        "以下分三点说明：先看参保类型，再看医院等级，最后看费用。",
        "网站首页可以输入关键词，列表按时间排序，点标题看全文。",
    ],
)
def test_answers_are_no_instructions(text: str) -> None:
    assert instruction_signs(text) == ()


def test_terms_of_writing_make_instructions_only_where_they_stand_close_together() -> None:
    assert instruction_signs(LONG + "小标题三个，口语化。全文分段。")
    assert not instruction_signs(LONG + "小标题三个，口语化。" + "到窗口办理。" * 20 + "全文分段。")


def test_everyday_words_about_texts_make_no_instructions_without_a_term_of_the_trade() -> None:
    assert instruction_signs("开头、结尾、标题、正文、篇幅、段落、长度、空行、观点、案例。") == ()


def test_a_short_text_may_leave_the_question_unsaid() -> None:
    weight = title_weights(["配眼镜报销吗"])
    assert not mismatch("配眼镜报销吗", "不能。", weight)
    assert mismatch("配眼镜报销吗", LONG, weight)


@pytest.mark.parametrize(
    ("start", "subject"),
    [
        ("三江市在遗传性耳聋诊疗方面有经验。", "遗传性耳聋"),
        ("三江市，关于遗传性耳聋的问答。", "遗传性耳聋"),
        ("三江市在膝盖骨折诊疗方面有经验。", ""),  # it shares a word with the title
        ("三江市有医院。三江市在遗传性耳聋诊疗方面有经验。", ""),  # not what the first sentence says
        ("三江市有医院\n三江市在遗传性耳聋诊疗方面有经验。", ""),
    ],
)
def test_a_text_that_begins_with_another_subject_is_told(start: str, subject: str) -> None:
    title = "三江市出现膝盖弹响去哪家医院好"
    reason = mismatch(title, start + LONG, title_weights([title]))
    assert reason == (subject and f"the text begins by speaking of {subject}")


def test_a_title_of_one_word_says_too_little_to_be_missed() -> None:
    weight = title_weights(["牙怎么办", "牙龈怎么办"])
    assert not mismatch("牙怎么办", LONG, weight)
    assert mismatch("牙龈怎么办", LONG, weight)


def test_rare_words_of_a_title_weigh_more_than_those_of_every_title() -> None:
    titles = [f"三江市{what}去哪家医院" for what in ("看牙", "配镜", "针灸", "体检", "推拿", "洗牙")]
    text = "三江市的医院都能办。" + LONG
    assert not mismatch("三江市看牙去哪家医院", text, title_weights(["三江市看牙去哪家医院"]))
    assert mismatch("三江市针灸去哪家医院", text, title_weights(titles * 50))


def test_words_in_latin_script_count_by_their_stems() -> None:
    text = "Renewal of cards takes two weeks and needs a form, a picture and some patience at the counter."
    weight = title_weights(["How long does renewing my card take"])
    assert not mismatch("How long does a renewal take", text, weight)
    assert mismatch("Which dentist treats children", text, weight)
