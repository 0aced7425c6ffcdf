"""The quick reader of headers: what it reads is what YAML reads, and it leaves to YAML what it cannot be sure of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenda.content.header import read_yaml
from wenda.content.plain_header import Value, read_plain

PIECES = st.sampled_from(
    [
        *("a", "医保", "é", "：", "，", "《", "0123", "null", "~", "NO", "1e3", "12:30", "2025-04-20", "<<"),
        *(" ", "  ", "\t", "\u3000", "\xa0", "\u2028", "\x85", "\ufeff", "\U0001f600", "\ue000"),
        *(":", ": ", "#", " #", "-", "- ", "? ", "'", '"', "\\", "\\n", "''", "[", "]", "{", "}", ","),
        *("&a", "*a", "!a", "|", ">", "%", "@", "`", "=", "---", "...", "//", "."),
    ]
)
USUAL = st.sampled_from(["医保：断缴", "a-b", "'C# 1'", '"a: b"', "12:30", "~", "null"])
SCALAR = USUAL | st.lists(PIECES, max_size=3).map("".join)
QUOTED = SCALAR.map('"{}"'.format) | SCALAR.map("'{}'".format)
TEXT = SCALAR | QUOTED
KEY = st.sampled_from(["title", "tags", "date", "my-key"]) | st.sampled_from(
    ["a.b", "键", "", "title ", "? a", "-a"]
)
INDENT = st.sampled_from(["", "  ", "    ", " "])


@st.composite
def entries(draw: st.DrawFn) -> str:
    key = draw(KEY)
    shape = draw(st.integers(0, 3))
    if shape == 0:
        return f"{key}: {draw(TEXT)}"
    if shape == 1:
        return f"{key}: [{', '.join(draw(st.lists(TEXT, max_size=3)))}]"
    if shape == 2:
        return f"{key}:{draw(SCALAR)}\n{draw(INDENT)}{draw(TEXT)}"
    indents = draw(st.just([draw(INDENT)] * 3) | st.lists(INDENT, min_size=3, max_size=3))
    items = draw(st.lists(TEXT, max_size=3))
    return "\n".join(
        (f"{key}:", *(f"{indent}- {item}" for indent, item in zip(indents, items, strict=False)))
    )


HEADERS = st.tuples(st.lists(entries(), max_size=2), st.sampled_from(["", "\n", "\n\n"])).map(
    lambda parts: "\n".join(parts[0]) + parts[1]
)


@given(HEADERS, st.integers(1, 9))
def test_what_is_read_quickly_is_what_yaml_reads_without_a_problem(header: str, first_line: int) -> None:
    quick = read_plain(header, first_line)
    if quick is not None:
        assert (quick, ()) == read_yaml(header, "a.md", first_line)


def test_a_header_as_wenda_writes_it_needs_no_yaml() -> None:
    header = (
        'title: 医保断缴后多久恢复？\ndate: 2025-04-20\nsource: "a: b"\n'
        'tags:\n  - 断缴\n  -   "12"\nrelated: [a-b, c]\nsummary: ""\n'
    )
    assert read_plain(header, 2) == {
        "title": Value(2, 2, "医保断缴后多久恢复？"),
        "date": Value(3, 3, "2025-04-20"),
        "source": Value(4, 4, "a: b"),
        "tags": Value(5, 6, items=((6, "断缴"), (7, "12"))),
        "related": Value(8, 8, items=((8, "a-b"), (8, "c"))),
        "summary": Value(9, 9, ""),
    }


@pytest.mark.parametrize(
    "header",
    [
        *(
            "title: a: b",
            "title: a #b",
            "title: 'it''s'",
            'title: "\\u4e00"',
            "title: |\n  a",
            "title: a\n  b",
        ),
        *(
            "title:一",
            "title: [a, 'b']",
            "title: [a, , b]",
            "title: [a, -b]",
            "title:",
            "title: a\ntitle: b",
            "# note\ntitle: a",
            "title: &a b",
            "tags:\n  - a: b",
        ),
        *("tags:\n  - a\n - b", "tags:\n  - a\n    b", "title: a\n\ndate: b", "title: a\tb", "title: {a: b}"),
    ],
)
def test_what_could_be_read_otherwise_is_left_to_yaml(header: str) -> None:
    assert read_plain(header, 1) is None
