"""Recommendations' texts: an answer whose lines were run together by single spaces and whose end is cut off. Pure.

Where the original began a line, its marks still show: 一、 and 1., a label before a colon, a short name between two
spaces, a space behind a full stop. From these the lines are guessed anew and left to `structure`. Nothing but white
space is changed, and an ellipsis shows the cut.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from wenda.importing.lines import TAB, Line, ends_sentence, ends_statement, has_han, narrow, squeeze
from wenda.importing.markers import Mark, Marker, read_marker
from wenda.importing.paragraphs import emphasised, lead_of
from wenda.importing.runs_of_words import (
    BULLET,
    LIST_INDENT,
    WIDEST_TITLE,
    Run,
    is_labelled_text,
    names_something,
    with_structure,
)

MAX_FLATTENED = 5000
"""Characters of the longest line that is unfolded; recommendations have a few hundred."""

_BARE_MARK = re.compile(r"\d{1,2}[.、)]|[•●·○■-]")
_ENGLISH_BREAK = re.compile(r"(?<=[.:;!?])\s+(?=(?:\d{1,2}[.)]|[•●-])\s)")
_LABELLED_SENTENCE = re.compile(r"(?<=[。;!?])(?=[^,。;:!?]{2,12}:)")
_FRESH_START = re.compile(r"(关于|根据|按照|针对|以下)..")
_PUNCTUATED = re.compile(r"[,。;]|:.*:")
_CUT = "…"


def unfold(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines that a recommendation's text was before it was flattened, with an ellipsis where it is cut.

    Several of them may have the number of one line of the page.
    """
    unfolded: list[Line] = []
    for line in lines:
        parts = list(_parts(line)) if len(line.text) <= MAX_FLATTENED else [line]
        unfolded += parts if len(parts) > 1 or len(lines) == 1 else [line]
    if unfolded and not ends_statement(unfolded[-1].text):
        last = unfolded.pop()
        marker = read_marker(last.text)
        if marker and _is_heading(last.text, marker):
            unfolded += (last, Line(last.number, 0, ""), Line(last.number, 0, _CUT))
        else:
            unfolded.append(replace(last, text=last.text + _CUT))
    return tuple(unfolded)


def _parts(line: Line) -> Iterator[Line]:
    text = squeeze(emphasised(line.text))
    if has_han(text):
        texts = [(run.indent, run.mark + run.text) for run in with_structure(_runs(_words(text)))]
    else:
        texts = [(0, part) for part in _ENGLISH_BREAK.split(text)]
    for i, (indent, part) in enumerate(texts):
        if i:
            yield Line(line.number, 0, "")
        yield Line(line.number, indent, part)


def _words(text: str) -> list[str]:
    """Split `text` at spaces, but not behind a mark that opens a line."""
    words: list[str] = []
    for word in text.split(" "):
        if words and _BARE_MARK.fullmatch(narrow(words[-1])) and (len(words) == 1 or _ends_line(words[-2])):
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


def _runs(words: Sequence[str]) -> list[Run]:
    """Return `words` as the lines they seem to have been, each a run."""
    runs = [Run(0)]
    indent = number = 0
    opens = True
    for word, following in zip(words, (*words[1:], ""), strict=True):
        marker, last = read_marker(word), runs[-1]
        follows = marker and marker.mark is Mark.NUMBER and marker.number == number + 1 > 1
        if marker and _is_heading(word, marker):
            indent = number = 0
            runs += (Run(0, word), Run(0))
        elif marker and marker.mark is Mark.NUMBER and (opens or follows):
            runs += _item(word[: marker.end], word[marker.end :], 0)
            indent, number = TAB, marker.number
        elif marker and marker.mark is Mark.BULLET and opens:
            runs += _item(BULLET, word[marker.end :], indent + LIST_INDENT)
        elif opens or _FRESH_START.match(word) or _opens_beside(last, word, following):
            runs.append(Run(indent, "", [word]))
        else:
            last.words.append(word)
        opens = _ends_line(word) or not runs[-1].words
    return [run for run in runs if run.words or run.mark]


def _opens_beside(last: Run, word: str, following: str) -> bool:
    """Say whether `word` opens a paragraph although no punctuation ends the one before it."""
    if is_labelled_text(word):
        return last.is_labelled or all(map(names_something, last.words))
    if is_labelled_text(following) and not _PUNCTUATED.search(narrow(word)):
        return last.is_labelled
    return (
        last.is_labelled
        and names_something(word)
        and "、" not in word
        and not _PUNCTUATED.search(narrow(last.text))
    )


def _item(mark: str, text: str, indent: int) -> list[Run]:
    """Return an item; one that runs on as 1.Title:Label:text。Label:text has its labelled sentences listed below."""
    title = lead_of(text, WIDEST_TITLE)
    rest = text[len(title) :].lstrip()
    if title and is_labelled_text(rest[1:].lstrip()):
        text = rest[1:].lstrip()
        starts = (0, *(match.end() for match in _LABELLED_SENTENCE.finditer(narrow(text))), len(text))
        sentences = [text[start:end] for start, end in pairwise(starts)]
        return [
            Run(indent, mark, [title + rest[0]]),
            *(Run(TAB + LIST_INDENT, BULLET, [s]) for s in sentences),
        ]
    return [Run(indent, mark, [text])]


def _is_heading(word: str, marker: Marker) -> bool:
    return (
        marker.mark in (Mark.SECTION, Mark.SUBSECTION)
        and not marker.label
        and names_something(narrow(word[marker.end :]).rstrip(":"))
    )


def _ends_line(word: str) -> bool:
    return ends_sentence(word) or narrow(word).endswith(":")
