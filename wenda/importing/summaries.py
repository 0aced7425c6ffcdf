"""The answer in one or two sentences, chosen from the answer itself. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from wenda.importing.blocks import Block, Paragraph, walk
from wenda.importing.lines import ends_statement, has_han, narrow, width
from wenda.importing.markdown_writer import plain
from wenda.text import question_key

MAX_WIDTH = 240
"""Columns of the longest summary: 120 Chinese characters."""

_LEAST = 40
_WIDEST_NAME = 60
_SENTENCE_END = re.compile(r"[。!?]+[”’」』)\"]*|\.[”’\")]*(?=\s+[A-Z“\"(]|\s*$)")
_ANNOUNCES = re.compile(
    r"(:|如下[。.]?|(以下|下面|下列).{0,24}[。:]?|\b(as follows|the following|below)\b[.:]?)$", re.IGNORECASE
)
_YES_NO = re.compile(r"(不)?(可以|能|能够|会|是|需要|用|必要|行)(的|使用)?|是的|否")
_IS_ASKED = re.compile(r"吗|能否|可否|是否|能不能|可不可以|^(can|do|does|is|are|will|may)\b", re.IGNORECASE)
_BASIS = re.compile(r"(根据|按照|依据|关于|针对|对于|结合)[^,]*(,|$)")
_LEAST_STATED = 16
_OPENING_NAME = re.compile(r"\*\*([^*]{1,24})\*\* (?=\S)")


def summarise(blocks: Sequence[Block], question: str, *, is_whole: bool) -> str:
    """Return the short answer: the first sentences that say something, `MAX_WIDTH` columns at most.

    A page may open with a mere announcement (具体如下:); then the closing paragraph of a whole answer, which draws
    the sum, is better, and else whatever sentence comes first.
    """
    texts = list(_candidates(blocks, is_whole=is_whole))
    opens_with_text = bool(blocks) and isinstance(blocks[0], Paragraph)
    for i, text in enumerate(texts):
        if sentences := _statements(text, question, is_first=not i and opens_with_text):
            return _fitting(sentences)
    fragments = (text for text in texts[:1] if width(text) >= _LEAST and not _ANNOUNCES.search(narrow(text)))
    return _fitting([plain(text) for text in fragments])


def _candidates(blocks: Sequence[Block], *, is_whole: bool) -> Iterator[str]:
    opens_with_text = bool(blocks) and isinstance(blocks[0], Paragraph)
    ends = (*blocks[:1], *blocks[-1:]) if is_whole and len(blocks) > 2 else blocks[:1]
    if opens_with_text:
        yield from (_text(block) for block in ends if isinstance(block, Paragraph))
    if opens_with_text or not is_whole:
        yield from (_text(block) for block in blocks if isinstance(block, Paragraph))
    if is_whole:
        yield from (_text(block) for block, _ in walk(blocks) if isinstance(block, Paragraph))


def _text(block: Paragraph) -> str:
    return block.lead + block.text


def _statements(text: str, question: str, *, is_first: bool) -> list[str]:
    """Return the sentences of `text` that state something.

    A name in bold before them may be the whole answer when they are the first of all; later it is their subject.
    """
    name = _opening_name(text, question)
    text = text[len(f"**{name}** ") :] if name else text
    text = plain(text)
    ends = [match.end() for match in _SENTENCE_END.finditer(narrow(text))]
    if (not ends or ends[-1] < len(text)) and _ANNOUNCES.search(narrow(text)):
        ends.append(len(text))
    if not ends and is_first and width(text) <= _WIDEST_NAME:
        return [text]
    sentences = [text[start:end].strip() for start, end in pairwise((0, *ends))]
    if ends and width(text[: ends[-1]]) < _LEAST_STATED:
        sentences.append(text[ends[-1] :].strip())  # cut off, but more than a bare no
    stated = [
        _unannounced(sentence, question) if _ANNOUNCES.search(narrow(sentence)) else sentence
        for sentence in sentences
    ]
    stated = list(filter(None, stated))
    if name and is_first:
        return [name, *stated]
    colon = "\uff1a" if has_han(name) else ": "
    return [f"{name}{colon}{stated[0]}", *stated[1:]] if name and stated else stated


def _opening_name(text: str, question: str) -> str:
    """Return the name in bold that `text` opens with, unless it repeats the question: 可以 repeats none."""
    match = _OPENING_NAME.match(text)
    if not match or (question_key(match[1]) in question_key(question) and not _YES_NO.fullmatch(match[1])):
        return ""
    return match[1]


def _unannounced(sentence: str, question: str) -> str:
    """Return what a sentence says before it announces the rest: 医保卡可以转到外省,具体流程如下: can be moved."""
    plain_sentence = narrow(sentence)
    clauses = [match.start() for match in re.finditer(r"[,;]", plain_sentence)]
    if not clauses:
        return ""
    said = sentence[: clauses[-1]]
    while (opening := _BASIS.match(narrow(said))) and opening.end() <= len(said):
        said = said[opening.end() :].lstrip()
    repeats = question_key(said) in question_key(question) and not _IS_ASKED.search(narrow(question))
    if width(said) < _LEAST_STATED or repeats or re.search(r"以下|如下|下面|下列|following", said):
        return ""
    return said + ("。" if has_han(said) else ".")


def _fitting(sentences: Sequence[str]) -> str:
    """Return the first two sentences, or as many as fit; a first one that does not is cut at a clause."""
    summary = ""
    for sentence in sentences[:2]:
        joined = _joined(summary, sentence) if summary else sentence
        if width(joined) > MAX_WIDTH:
            break
        summary = joined
    return summary or (_cut(sentences[0]) if sentences else "")


def _joined(first: str, second: str) -> str:
    chinese = has_han(first)
    stop = "" if ends_statement(first) else "。" if chinese else "."
    return f"{first}{stop}{'' if chinese else ' '}{second}"


def _cut(sentence: str) -> str:
    fits = sentence[: MAX_WIDTH - 2]
    while width(fits) > MAX_WIDTH - 2:
        fits = fits[:-1]
    clauses = [match.start() for match in re.finditer(r"[,;、。]|\s", narrow(fits))]
    return (fits[: clauses[-1]] if clauses else fits) + "…"
