"""What a Markdown text says and where it leads, without rendering it.

Search, relations and checks need the words, headings and links of every article; rendering would cost twenty
times as much and can be driven into quadratic time. This scanner reads what Python-Markdown and Material's
extensions read, in time linear in the length of any text. It is no parser of all Markdown: where the two
differ, words are kept rather than lost.
"""

import html
import re
from functools import lru_cache

from wenda.markdown_text.blocks import OWN_ID, blocks, heading_texts
from wenda.markdown_text.inline import ADDRESS, DEFINITION, ID_ATTRIBUTE, TAG, unlinked, without_html
from wenda.markdown_text.mask import RECENT, SHOW, masked, pad, shown

__all__ = ["anchors", "heading_id", "headings", "links", "plain_text", "without_code"]

_PLAIN = re.compile(r"[^\W\d_][^\\`*_{}\[\]<>&~=^|\ufdd0-\ufdef]*+$")
"""Text in which nothing is a mark."""


def plain_text(markdown: str) -> str:
    """Return the words of `markdown`, one block (paragraph, item, heading, table row) a line.

    Marks, link targets, HTML tags and images' addresses are gone; texts of links and images and code stay.
    """
    source = masked(markdown)
    text = without_html(source.text)
    if "]:" in text:
        text = DEFINITION.sub("", text)
    if "[" in text:
        text = unlinked(text)[0]
    return shown("\n".join(blocks(text, source)), markdown)


def without_code(markdown: str) -> str:
    """Return `markdown`, line by line, with the marks in code, escapes and comments made unrecognisable."""
    return masked(markdown).text


def headings(markdown: str) -> tuple[str, ...]:
    """Return the plain text of each heading, in order."""
    return tuple(
        " ".join(heading.split()) if _PLAIN.match(heading) else plain_text(heading)
        for heading in heading_texts(masked(markdown))
    )


@lru_cache(maxsize=RECENT)
def links(markdown: str) -> tuple[tuple[int, str], ...]:
    """Return the target of every link and image written in Markdown, in order, with its line, counted from 1.

    Targets are as written: relative paths, addresses, `#anchor`. Links in raw HTML are left out.
    """
    text = masked(markdown).text
    found: list[tuple[int, str]] = []
    if "<" in text:
        found += ((match.start(), match[1]) for match in ADDRESS.finditer(text))
        text = TAG.sub(_pad_tag, text)
    if "]:" in text:
        found += ((match.start(), match["target"]) for match in DEFINITION.finditer(text))
        text = DEFINITION.sub(pad, text)
    if "[" in text:
        found += unlinked(text)[1]
    has_hidden = text != markdown
    lines, line, position = [], 1, 0
    for start, target in sorted(found):
        line += text.count("\n", position, start)
        position = start
        lines.append((line, html.unescape(target.translate(SHOW) if has_hidden else target)))
    return tuple(lines)


def anchors(markdown: str) -> frozenset[str]:
    """Return the ids that the rendered text has: of headings, from attribute lists, from HTML."""
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    source = masked(markdown)
    if "<" in source.text:
        for tag in TAG.findall(source.text):
            taken |= {(match[1] or match[2]).translate(SHOW) for match in ID_ATTRIBUTE.finditer(tag)}
    if "{" in source.text:
        taken |= {match["id"].translate(SHOW) for match in OWN_ID.finditer(source.text)}
    for heading in heading_texts(source):
        if not OWN_ID.search(heading):
            taken.add(_free_id(heading_id(plain_text(heading)), taken, numbers))
    return frozenset(taken)


def heading_id(text: str, separator: str = "-") -> str:
    """Return a heading's id: its letters and digits in lower case, Chinese kept, words joined by `separator`.

    The signature is what Markdown's `toc` extension wants of its `slugify`; the site renders by this rule.
    """
    words = re.sub(r"[^\w\s-]", "", text).strip().lower()
    return re.sub(rf"[{re.escape(separator)}\s]+", separator, words)


def _pad_tag(tag: re.Match[str]) -> str:
    """Take a tag out, unless it is a link's target in angle brackets."""
    before = tag.string[max(0, tag.start() - 2) : tag.start()]
    return tag[0] if before.rstrip().endswith("(") else pad(tag)


def _free_id(wanted: str, taken: set[str], numbers: dict[str, int]) -> str:
    """Return `wanted`, numbered as Markdown's `toc` extension does where it is taken or empty.

    `numbers` holds the last number that each id asked for got: all below it are taken, as nothing is ever given back.
    """
    base, number, free = wanted, 0, wanted
    if match := re.fullmatch(r"(.*)_([0-9]{1,9})", wanted, re.DOTALL):
        base, number = match[1], int(match[2])
    number = numbers.get(wanted, number)
    while free in taken or not free:
        number += 1
        free = f"{base}_{number}"
    numbers[wanted] = number
    return free
