"""Recommendations' texts: an answer whose lines were run together by single spaces and whose end is cut off. Pure.

Where the original began a line, its marks still show: 一、 and 1., a label before a colon, a short name between two
spaces, a space behind a full stop. From these the lines are guessed anew and left to `structure`. Nothing but white
space is changed, and an ellipsis shows the cut.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from wenda.importing.lines import TAB, Line, ends_sentence, ends_statement, has_han, narrow, squeeze, width
from wenda.importing.markers import Mark, Marker, read_marker
from wenda.importing.paragraphs import emphasised, lead_of
from wenda.text import is_han

MAX_FLATTENED = 5000
"""Characters of the longest line that is unfolded; recommendations have a few hundred."""

_WIDEST_TITLE = 40
_NOT_IN_TITLE = re.compile(r"[,。;:!?…*]")
_BARE_MARK = re.compile(r"\d{1,2}[.、)]|[•●·○■-]")
_ENGLISH_BREAK = re.compile(r"(?<=[.:;!?])\s+(?=(?:\d{1,2}[.)]|[•●-])\s)")
_LABELLED_SENTENCE = re.compile(r"(?<=[。;!?])(?=[^,。;:!?]{2,12}:)")
_FRESH_START = re.compile(r"(关于|根据|按照|针对|以下)..")
_PUNCTUATED = re.compile(r"[,。;]|:.*:")
_CUT = "…"
_BULLET = "• "
_LIST_INDENT = TAB // 2


@dataclass(slots=True)
class _Paragraph:
    """A run of words, as the source's spaces part them, behind the mark it begins with."""

    indent: int
    mark: str = ""
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def is_labelled(self) -> bool:
        return not self.mark and _is_labelled(self.text)

    @property
    def ends_clause(self) -> bool:
        return self.mark in ("", _BULLET) and narrow(self.text).endswith(";")

    @property
    def announces(self) -> bool:
        return narrow(self.text).endswith(":")


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
        paragraphs = list(_with_lists(list(_with_names_listed(_paragraphs(_words(text))))))
        paragraphs = list(_joined(paragraphs))
        texts = [(one.indent, one.mark + one.text) for one in _with_titles(paragraphs)]
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


def _paragraphs(words: Sequence[str]) -> list[_Paragraph]:
    paragraphs = [_Paragraph(0)]
    indent = number = 0
    opens = True
    for word, following in zip(words, (*words[1:], ""), strict=True):
        marker, last = read_marker(word), paragraphs[-1]
        follows = marker and marker.mark is Mark.NUMBER and marker.number == number + 1 > 1
        if marker and _is_heading(word, marker):
            indent = number = 0
            paragraphs += (_Paragraph(0, word), _Paragraph(0))
        elif marker and marker.mark is Mark.NUMBER and (opens or follows):
            paragraphs += _item(word[: marker.end], word[marker.end :], 0)
            indent, number = TAB, marker.number
        elif marker and marker.mark is Mark.BULLET and opens:
            paragraphs += _item(_BULLET, word[marker.end :], indent + _LIST_INDENT)
        elif opens or _FRESH_START.match(word) or _opens_beside(last, word, following):
            paragraphs.append(_Paragraph(indent, "", [word]))
        else:
            last.words.append(word)
        opens = _ends_line(word) or not paragraphs[-1].words
    return [one for one in paragraphs if one.words or one.mark]


def _opens_beside(last: _Paragraph, word: str, following: str) -> bool:
    """Say whether `word` opens a paragraph although no punctuation ends the one before it."""
    if _is_labelled(word):
        return last.is_labelled or all(map(_is_title, last.words))
    if _is_labelled(following) and not _PUNCTUATED.search(narrow(word)):
        return last.is_labelled
    return (
        last.is_labelled
        and _is_title(word)
        and "、" not in word
        and not _PUNCTUATED.search(narrow(last.text))
    )


def _item(mark: str, text: str, indent: int) -> list[_Paragraph]:
    """Return an item; one that runs on as 1.Title:Label:text。Label:text has its labelled sentences listed below."""
    title = lead_of(text, _WIDEST_TITLE)
    rest = text[len(title) :].lstrip()
    if title and _is_labelled(rest[1:].lstrip()):
        text = rest[1:].lstrip()
        starts = (0, *(match.end() for match in _LABELLED_SENTENCE.finditer(narrow(text))), len(text))
        sentences = [text[start:end] for start, end in pairwise(starts)]
        return [
            _Paragraph(indent, mark, [title + rest[0]]),
            *(_Paragraph(TAB + _LIST_INDENT, _BULLET, [s]) for s in sentences),
        ]
    return [_Paragraph(indent, mark, [text])]


def _with_names_listed(paragraphs: Sequence[_Paragraph]) -> Iterator[_Paragraph]:
    """Yield `paragraphs` with a bullet for each of the names that one begins with, where they were announced."""
    for previous, one in zip((None, *paragraphs), paragraphs, strict=False):
        names = list(takewhile(_is_title, one.words))
        if one.mark or len(names) < (3 if previous and previous.announces else 5):
            yield one
            continue
        yield from (_Paragraph(one.indent + _LIST_INDENT, _BULLET, [name]) for name in names)
        if rest := one.words[len(names) :]:
            yield _Paragraph(one.indent, "", rest)


def _with_lists(paragraphs: Sequence[_Paragraph]) -> Iterator[_Paragraph]:
    """Yield `paragraphs` with bullets for two or more labelled ones, and for clauses that end in semicolons."""
    i = 0
    while i < len(paragraphs):
        run = max(_labelled(paragraphs[i:]), _clauses(paragraphs[i:]), key=len)
        if len(run) < 2:
            yield paragraphs[i]
            i += 1
            continue
        first = run[0]
        if not first.mark and _is_title(first.words[0]) and len(first.words) > 1:
            yield _Paragraph(first.indent, "", [first.words.pop(0)])
        indent = first.indent + (0 if first.mark else _LIST_INDENT)
        yield from (_Paragraph(indent, _BULLET, one.words) for one in run)
        i += len(run)


def _labelled(paragraphs: Sequence[_Paragraph]) -> Sequence[_Paragraph]:
    """Return the labelled ones that `paragraphs` begins with; of another one after them, the end may show no more."""
    run = list(takewhile(lambda one: one.is_labelled and not one.announces, paragraphs))
    rest = paragraphs[len(run) :]
    cut = (
        len(run) > 1
        and len(rest) == 1
        and not rest[0].mark
        and len(rest[0].words) == 1
        and _is_title(rest[0].text)
    )
    return paragraphs if cut else run


def _clauses(paragraphs: Sequence[_Paragraph]) -> Sequence[_Paragraph]:
    """Return those that `paragraphs` begins with up to one that does not end in a semicolon."""
    run = list(takewhile(lambda one: one.ends_clause, paragraphs))
    following = paragraphs[len(run) : len(run) + 1]
    return [*run, *following] if run and following and not following[0].mark else run


def _joined(paragraphs: Sequence[_Paragraph]) -> Iterator[_Paragraph]:
    """Yield `paragraphs` with a label that stands alone joined to the text after it."""
    label: _Paragraph | None = None
    for one in paragraphs:
        is_name = one is not paragraphs[-1] and _is_title(one.text)
        if label and not (one.mark or one.is_labelled or is_name):
            label.words[-1] += one.words[0]
            label.words += one.words[1:]
            label = None
        else:
            yield one
            label = one if one.is_labelled and one.announces else None


def _with_titles(paragraphs: Sequence[_Paragraph]) -> Iterator[_Paragraph]:
    """Yield `paragraphs` with the names they begin with in bold; the last word of all may be cut, it stays plain."""
    for one in paragraphs:
        is_last = one is paragraphs[-1] and len(one.words) == 1
        if (
            one.words
            and _is_title(one.words[0])
            and one.mark != _BULLET
            and not is_last
            and (len(one.words) > 1 or not one.mark)
        ):
            one.words[0] = f"**{one.words[0]}**"
        yield one


def _is_heading(word: str, marker: Marker) -> bool:
    return (
        marker.mark in (Mark.SECTION, Mark.SUBSECTION)
        and not marker.label
        and _is_title(narrow(word[marker.end :]).rstrip(":"))
    )


def _is_title(word: str) -> bool:
    plain = narrow(word)
    return width(plain) <= _WIDEST_TITLE and sum(map(is_han, plain)) >= 2 and not _NOT_IN_TITLE.search(plain)


def _is_labelled(text: str) -> bool:
    return bool(lead_of(text, _WIDEST_TITLE))


def _ends_line(word: str) -> bool:
    return ends_sentence(word) or narrow(word).endswith(":")
