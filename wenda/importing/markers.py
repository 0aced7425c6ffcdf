"""What a line begins with: a section's number, a list's number or bullet. Pure.

The numbering of Chinese documents goes 一、 then (一) then 1. then (1) then ①; English ones number with I., A., 1., a).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from unicodedata import numeric

from wenda.importing.lines import narrow


class Mark(Enum):
    """The sorts of markers."""

    SECTION = auto()  # 一、 第二章 IV.
    SUBSECTION = auto()  # (一)
    HASH = auto()  # ## as Markdown writes headings
    NUMBER = auto()  # 1. 1、 1) (1) ①
    BULLET = auto()
    LETTER = auto()  # a) (b) 1.1: Markdown has no such lists, the marker stays as text


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker: `style` is what markers of one list have in common, `end` where the text after it begins."""

    mark: Mark
    style: str
    end: int
    number: int = 0  # of a NUMBER; the level of a HASH
    label: str = ""  # of a LETTER or a Roman number: the marker without punctuation


_CIRCLED = "".join(map(chr, (*range(0x2460, 0x2474), *range(0x2474, 0x2488), *range(0x2776, 0x2780))))
_CHINESE = "一二三四五六七八九十百"
_PATTERNS = (
    (Mark.HASH, re.compile(r"(#{1,6})\s+")),
    (Mark.SECTION, re.compile(rf"[{_CHINESE}]{{1,4}}\s?[、.]\s*")),
    (Mark.SECTION, re.compile(rf"第[{_CHINESE}\d]{{1,4}}(?:章|节|部分|篇)(?:[、.:]\s*|\s+|$)")),
    (Mark.SUBSECTION, re.compile(rf"[(\[〔][{_CHINESE}]{{1,4}}[)\]〕][、.:]?\s*")),
    (Mark.SECTION, re.compile(r"(?P<label>[IVX]{1,5})\.\s+")),
    (Mark.LETTER, re.compile(r"(?P<label>\d{1,2}(?:\.\d{1,2}){1,3})[.、]?\s+(?=\S)")),
    (Mark.NUMBER, re.compile(r"(?P<n>\d{1,3})(?P<style>[.)]|、)\s*(?!\d)")),
    (Mark.NUMBER, re.compile(r"(?P<style>[(\[])(?P<n>\d{1,3})[)\]][、.]?\s*")),
    (Mark.NUMBER, re.compile(rf"(?P<n>[{_CIRCLED}])[、.]?\s*")),
    (Mark.LETTER, re.compile(r"(?P<label>[a-zA-Z])(?P<style>[.)]|、)\s*(?=\S)(?![a-z]\.)")),
    (Mark.LETTER, re.compile(r"(?P<style>[(])(?P<label>[a-zA-Z])[)]\s*(?=\S)")),
    (
        Mark.BULLET,
        re.compile(r"(?P<style>[•·●○◦■□▪▫◆◇▶►▸‣⁃★☆✓✔√➢➤\uf06c\uf06e\uf0a7\uf0b7\uf0d8])\s*(?=[^\s•·●○■□★☆])"),
    ),
    (Mark.BULLET, re.compile(r"(?P<style>[-*+–—→])\s+(?=\S)")),
)
_LONGEST = 80
"""Characters within which a marker and the first character after it stand."""

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def read_marker(text: str) -> Marker | None:
    """Return the marker that `text` begins with, if any; letters and Roman numbers are only candidates."""
    return _read(narrow(text[:_LONGEST]))


@lru_cache(maxsize=4096)
def _read(plain: str) -> Marker | None:
    for mark, pattern in _PATTERNS:
        if match := pattern.match(plain):
            found = match.groupdict()
            number = len(match[1]) if mark is Mark.HASH else _number(found.get("n", "0"))
            return Marker(mark, found.get("style", mark.name), match.end(), number, found.get("label", ""))
    return None


def lettered(texts: Iterable[str]) -> frozenset[str]:
    """Return the labels among `texts` that belong to a series: a letter counts as a marker beside its neighbour only.

    `A. Smith` begins no list unless a line with `B.` is near.
    """
    markers = filter(None, map(read_marker, texts))
    labels = {marker.label for marker in markers if marker.label}
    return frozenset(label for label in labels if not _neighbours(label).isdisjoint(labels))


def _number(digits: str) -> int:
    return int(digits) if digits.isascii() else int(numeric(digits))


def _neighbours(label: str) -> set[str]:
    if (label in _ROMAN and len(label) > 1) or label in {"I", "V", "X"}:
        i = _ROMAN.index(label)
        roman = {*_ROMAN[max(i - 1, 0) : i], *_ROMAN[i + 1 : i + 2]}
        return roman | (_next_letters(label) if len(label) == 1 else set())
    if label[0].isdigit():
        head, _, last = label.rpartition(".")
        return {f"{head}.{int(last) - 1}", f"{head}.{int(last) + 1}"}
    return _next_letters(label)


def _next_letters(label: str) -> set[str]:
    return {chr(ord(label) - 1), chr(ord(label) + 1)}
