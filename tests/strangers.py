"""What strangers write, for Hypothesis: raw pages, front matter, Markdown and queries, more wrong than right."""

from hypothesis import strategies as st

ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)

# fmt: off
WORDS = st.sampled_from([
    "医保", "断缴", "报销", "北京", "2024年", "怎么办", "duanjiao", "ＡＢＣ", "１２３", "é", "\u0301", "한국",
    "العربية", "עברית", "👩\u200d👧", "\u202e", "\u200b", "\ufeff", "\x00", "\x0b", "\x1b", "\x85", "\u2028",
    "{{ 7*7 }}", "{%raw%}", "${x}", "<script>alert(1)</script>", "javascript:alert(1)",
    "'", '"', "&", "&lt;", "&#0;", "%s", "%n", "../..", "\\",
])
MARKS = st.sampled_from([
    *"#*_-+=~`<>[](){}|!:;.,\\/^&$%@'\"?。，？：、（）《》“”　 \t",
    "\n", "\n\n", "\r\n", "\r", "    ", "1. ", "> ", "- ", "***", "```", "~~~\n", "---\n", "===\n", "|-|\n", "[^1]",
    "[^1]: ", "[a]: <", "[a](b.md#c)", "![a](images/x.png)", "<div markdown>", "</div>", "<!--", "-->", "<![CDATA[",
    "<?", "<a href=x>", "!!! note\n    ", '??? "a"\n    ', '=== "a"\n    ', "{: #a .b c=d}", "{#a}", ": ", "*[a]: b",
    "++a++", "==a==", "^^a^^", "H~2~O", ":smile:", "--8<-- ", "\\(", "$$", "[TOC]", "- [ ] ", "http://a.b/?c&d",
    "<b@c.d>", "1) ", "一、", "（1）", "①",
])
TEXTS = st.lists(st.one_of(WORDS, MARKS, MARKS, ANYTHING), max_size=40).map("".join)
RUNS = st.tuples(st.one_of(WORDS, MARKS), st.integers(1, 300)).map(lambda run: run[0] * run[1])
BODIES = st.lists(st.one_of(TEXTS, RUNS), max_size=4).map("".join)
QUERIES = st.one_of(TEXTS, RUNS, st.lists(WORDS, max_size=12).map("".join))

LABELS = st.sampled_from([
    "相关推荐", "大家都在搜", "提示：", "问：", "答：", "就医问答 2025-03-04", "2025年2月30日 来源：某报", "展开全部",
    "——", "一、怎么退", "1. 现金", "┃甲┃乙┃", "| 甲 | 乙 |",
])
PAGES = st.lists(st.one_of(LABELS, TEXTS, st.just(""), WORDS), max_size=25).map("\n".join)
RAW_PAGES = st.one_of(
    PAGES.map(str.encode),
    PAGES.map(lambda page: page.replace("\n", "\r\n").encode("gb18030")),
    PAGES.map(lambda page: page.encode("utf-16")),
    st.binary(max_size=200),
)

KEYS = st.sampled_from([
    "title", "summary", "date", "updated", "review_by", "status", "category", "topic", "region", "tags", "related",
    "alt_titles", "aliases", "source", "searches", "disclaimer", "imported", "nonsense",
])
VALUES = st.sampled_from([
    "", "2025-01-02", "2025-02-30", "[a, b]", "[a, [b]]", "{a: b}", "|\n  a\n  b", ">\n  a", "*a", "&a b",
    "!!python/object:os.system x", "\n- a\n- b", "\n  - a\n  -", "0123", "12:30:45", "NO", "~", "null", '"\\ud800"',
    '"\\u0000"', "'", '"', "? a", "- - a", "@", "`", "%TAG",
])
# fmt: on
HEADERS = st.lists(
    st.tuples(KEYS, st.sampled_from([": ", ":", " : ", ""]), st.one_of(TEXTS, VALUES)).map("".join),
    max_size=8,
).map("\n".join)
FILES = st.one_of(
    st.tuples(HEADERS, BODIES).map(lambda parts: f"---\ntitle: 一\n{parts[0]}\n---\n\n{parts[1]}\n"),
    st.tuples(HEADERS, TEXTS).map(lambda parts: f"---\n{parts[0]}\n---\n{parts[1]}"),
    TEXTS,
)
FILES_AS_BYTES = st.one_of(
    FILES.map(str.encode), FILES.map(lambda text: text.encode("gb18030")), st.binary(max_size=200)
)
