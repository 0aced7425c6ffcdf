"""Words that make a question a question and say little of what it is about.

They go to the browser within the index (`core`), so that both engines treat the same words alike.
"""

FILLER = tuple(
    """
    请问 请教 麻烦问 想问 问一下 问问 想知道 想咨询 咨询一下 你好 您好 大家好 谢谢 求助 求解 有谁知道 谁知道
    有人知道 知道吗 怎么办 咋办 咋整 咋弄 怎么弄 怎么处理 怎样处理 如何处理 怎么回事 咋回事 是怎么 怎么 怎样
    怎么样 咋 如何 为什么 为啥 什么 啥 是不是 有没有 能不能 可不可以 会不会 要不要 行不行 好不好 可以吗 行吗
    对吗 好吗 可以 能够 应该 需要 是否 的话 一下 这个 那个 这种 那种 有哪些 哪些 哪个 哪家 哪间 哪种 哪里
    哪儿 现在 目前 最近 已经 还是 或者 然后 因为 所以 但是 如果 要是 比较 靠谱 一直 总是 老是 经常 我们 你们
    他们 我的 你的 他的 她的 自己 本人 我家 家里 大概 一般 到底 究竟 还能 还要 还会 还给 能否 之后 以后 期间
    """.split()  # noqa: SIM905  a list a reader can scan
)
"""Left out of the search: no article is found by them."""

GENERIC = tuple(
    """
    多少钱 多少 流程 条件 办理 手续 要求 一个月 每月 一年 费用 价格 标准 时间 办法 方法 推荐 申请 材料 东西
    问题 情况 领取 收费 查询 步骤 最好 什么时候 多久 多长时间 几天 几个月 一次 原因 区别 影响
    """.split()  # noqa: SIM905
)
"""Searched, but any question may have them: an article that shares nothing else is no answer."""

BINDING = "的了吗呢吧啊呀嘛么哦呗是在我你他她它和与跟就也都还又被把给让很太会能要去到得着过个有"
"""Characters that bind words: a pair with one of them tells little."""

ASKING = tuple("吗 呢 怎 如何 什么 咋 啥 是否 不能 能不 会不 是不是 为何 哪 多久 多少 多长 可以 ?".split())  # noqa: SIM905
"""What a clause that asks has; beside clauses that only tell a story, it says more of what is looked for."""
