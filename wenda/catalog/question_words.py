"""Words of questions that do not make another question, and words that do.

These tables decide what counts as the same question. A word belongs here only if no title changes its meaning
without it: nothing that negates, counts, or tells one person, thing, state or part from another.
"""

WANTS = {
    "H": "怎么 如何 怎样 咋 咋样 怎么样的 怎么才能 怎么弄 怎么做 how",
    "D": "怎么办 咋办 怎么处理 如何是好 如何处理",
    "E": "会怎样 会怎么样 是怎样的 是怎么样的",
    "Y": """
        吗 嘛 么 能不能 可不可以 能否 可否 是否 是不是 会不会 有没有 行不行 可以吗 can do does is are
    """,
    "N": "需要 需 必须 应该 应当 要 要不要 需不需要 用不用 should must",
    "W": """
        哪些 有哪些 有哪几家 有几家 有什么 哪几家 哪几个 哪几种 几家 哪家 去哪家 在哪家 哪个 哪一个 去哪个
        在哪个 哪种 哪一种 什么 啥 哪 which what
    """,
    "P": "哪里 哪儿 在哪 在哪里 去哪 去哪里 去哪儿 where",
    "R": "为什么 为何 为啥 怎么回事 咋回事 什么原因 怎么会 why",
    "T": "多久 多长时间 多少天 几天 几个月 什么时候 何时 when",
    "Q": "多少 多少钱 几",
}
"""What the asker wants to know, by a letter: how, what to do, what it is like, whether, whether one must,
which, where, why, how long, how much."""

LIGHT = """
    请问 想问 想问一下 想知道 我想知道 想咨询 我想咨询 求问 求助 求教 您好 你好 到底 究竟 一下 一般 通常
    一般来说 现在 目前 呢 啊 呀 吧 了 的 还 也 都 就 呗 哦 喔 the a an of to please
"""
"""Words that say nothing at all."""

FILLER = """
    我 你 您 会 该 是 可以 能够 能 后 以后 之后 时 的时候 期间 情况下 得了 患有 患了 有 在 去 来 进行 关于
    患者 病人 的人 人群 人士 有的 i my me you your for in on at it
"""
"""Words that can go as long as the others keep their order."""

SAME = (
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
"""Words of one meaning, the left one for all."""

KEEP = """
    时间 医院 要求 后果 后遗症 术后 产后 饭后 餐后 来源 去世 首都 都市 会计 工会 不得不 得到 有效 有害 有用
    有机 能力 功能 性能 智能 目的 要紧 重要 主要 存在 在职 在校 在岗 会员 交通 报告 报警 换药 转氨酶 停车 领导
    用品 用药 用户 办法 办公
"""
"""Words that hold one of the above without meaning it."""
