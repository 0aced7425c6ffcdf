"""Rules about how an article is written: its marks, its short answer, its notice."""

import re
from collections import Counter
from collections.abc import Iterator

from wenda.content.fields import FIELDS, Kind
from wenda.content.rules.collection import Collection, Finding
from wenda.input_methods import separate_words
from wenda.markdown_text import without_code
from wenda.model import Article, Status

MAX_SUMMARY = 160
"""Longest summary in characters: more is cut in search results and is no short answer."""
MAX_TITLE = 100
"""Longest title in characters."""

# `/**/` is code wherever it stands; four and more asterisks are censored words or drawn lines.
_BOLD = re.compile(r"(?<![*/])\*{2,3}(?![*/])")
# A line of nothing but plain pairs, as nearly every one is: it need not be looked at mark by mark.
_PAIRS = re.compile(r"(?:[^*<]*+(?<!/)\*\*(?![\s/])[^*<]++(?<![\s/])\*\*(?!/))++[^*<]*+$")
_POWER = re.compile(r"(?<=[0-9)])\*\*(?=[0-9])")
_BLOCK_END = re.compile(r"\s*(?:$|[-*+>#|]\s|\d+[.)]\s)")
_TAG = re.compile(r"<[A-Za-z/!][^<>]*+>")
_LINE_OF_STARS = re.compile(r"[ \t>]*(?:[-+]|\d+[.)])?[ \t]*(?:\*[ \t]{0,2}){3,}[ \t]*$")
_MARKS = re.compile(r"\*\*|__|`|\]\(|^#+ |<[a-z/]")


def unbalanced_bold(collection: Collection) -> Iterator[Finding]:
    """Require every `**` to be one of a pair in the same paragraph, with no space inside the pair."""
    for article in collection.articles:
        if "**" in article.body:
            for line in _unbalanced(article.body):
                message = "a ** that has no partner shows as asterisks"
                hint = r"close it in the same paragraph, without a space inside the pair; or write \*\*"
                yield Finding(article, message, hint, line)


def marks_in_text(collection: Collection) -> Iterator[Finding]:
    """Expect titles and summaries to be plain text: Markdown or HTML in them shows as it is typed."""
    for article in collection.articles:
        for key in ("title", "summary", "disclaimer"):
            if mark := _MARKS.search(getattr(article, key)):
                message = f"`{key}` is plain text; this shows as it is typed: {mark[0]}"
                yield Finding(article, message, "take the mark out", key=key)


def joined_tags(collection: Collection) -> Iterator[Finding]:
    """Expect a tag to be one: a full-width comma within it stands where one between tags was meant."""
    for article in collection.articles:
        for tag in article.tags:
            if len(words := separate_words(tag)) > 1:
                message, hint = (
                    f"one tag holds several: {tag}",
                    f"write {', '.join(words)}, with plain commas",
                )
                yield Finding(article, message, hint, key="tags", item=tag)


def missing_summary(collection: Collection) -> Iterator[Finding]:
    """Expect an article to have a short answer, which lists and search results show."""
    for article in collection.articles:
        if not article.summary:
            yield Finding(article, "there is no summary", "answer in one or two sentences: summary: …")


def long_summary(collection: Collection) -> Iterator[Finding]:
    """Expect a summary to be short enough to be shown whole."""
    for article in collection.articles:
        if (length := len(article.summary)) > MAX_SUMMARY:
            message = f"the summary has {length} characters, more than {MAX_SUMMARY}"
            yield Finding(article, message, "keep the answer; move the rest to the body", key="summary")


def long_title(collection: Collection) -> Iterator[Finding]:
    """Expect a title to be one question."""
    for article in collection.articles:
        if (length := len(article.title)) > MAX_TITLE:
            message = f"the title has {length} characters, more than {MAX_TITLE}"
            yield Finding(article, message, "ask one question; move the rest to the body")


def empty_body(collection: Collection) -> Iterator[Finding]:
    """Expect a full answer to have a body."""
    for article in collection.articles:
        if article.status is Status.FULL and not article.body:
            yield Finding(article, "the body is empty", "write the answer, or set `status: excerpt`")


def repeated_item(collection: Collection) -> Iterator[Finding]:
    """Expect a list to name nothing twice."""
    for article in collection.articles:
        for field in FIELDS:
            if field.kind is Kind.LIST:
                for item, times in Counter(getattr(article, field.name)).items():
                    if times > 1:
                        message = f"`{field.name}` names {item} {times} times"
                        yield Finding(article, message, "keep one", key=field.name, item=item)


def missing_disclaimer(collection: Collection) -> Iterator[Finding]:
    """Expect all full answers of a category to carry a notice when some do: health content keeps it."""
    noted = {article.category for article in _full(collection) if article.disclaimer and article.category}
    for article in _full(collection):
        if article.category in noted and not article.disclaimer:
            message = f"other answers in the category {article.category} carry a notice; this one does not"
            yield Finding(article, message, "add the source's notice: disclaimer: …", key="category")


def _full(collection: Collection) -> Iterator[Article]:
    return (article for article in collection.articles if article.status is Status.FULL)


def _unbalanced(body: str) -> Iterator[int]:
    """Yield the line of each `**` without a partner, counted from 1.

    As in Python-Markdown, what follows an opening mark and what precedes a closing one is no white space.
    """
    opened: list[int] = []
    for number, line in enumerate(without_code(body).split("\n"), start=1):
        if opened and _BLOCK_END.match(line):
            yield from opened
            opened = []
        if "**" not in line or (not opened and _PAIRS.match(line)) or _LINE_OF_STARS.match(line):
            continue
        text = _TAG.sub("", line) if "<" in line else line
        if text.count("**") % 2:
            text = _POWER.sub("^", text)
        for mark in _BOLD.finditer(text):
            start, end = mark.span()
            before, after = text[max(0, start - 1) : start], text[end : end + 1]
            if opened and before.strip():
                opened.pop()
            elif after.strip():
                opened.append(number)
            else:
                yield number
    yield from opened
