"""Exports of questions and answers (CSV, TSV, JSON), each record as the text of a raw page. Pure."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wenda.content.values import FORBIDDEN
from wenda.errors import Problem, Severity
from wenda.importing.datelines import read_dateline
from wenda.importing.decoding import unreadable
from wenda.importing.export_json import read_json
from wenda.importing.export_rows import Row, Table, read_table
from wenda.importing.labels import is_furniture
from wenda.importing.web_page import text_of
from wenda.text import fold, question_key

SUFFIXES = (".csv", ".tsv", ".json", ".jsonl")

_QUESTIONS = ("title", "标题", "题目", "question", "问题")
"""Where an export has both, the title is the question and the other tells how somebody asked."""

_ANSWERS = ("answer", "答案", "回答", "解答", "body", "content", "正文", "内容", "text")
_DATES = ("发布时间", "发布日期", "published", "日期", "date", "时间", "更新时间", "更新日期", "updated")
_MARKUP = re.compile(r"</(?:p|div|[ou]l|li|h[1-6]|table|span|strong|b|em|a)\s*>|<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Record:
    """The text of a raw page that a record of an export comes to, and the line on which the record begins."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class _Columns:
    """The names of the columns that are read; there may be no dates."""

    question: str
    answer: str
    date: str = ""


def read_export(name: str, suffix: str, text: str) -> Iterator[Record | Problem]:
    """Yield the records of the export `name`, which `suffix` (of `SUFFIXES`) says how to read, and what is wrong."""
    text = text.removeprefix("\ufeff")
    is_json = suffix.startswith(".json")
    table = read_json(name, text, is_by_line=suffix == ".jsonl") if is_json else read_table(name, text)
    columns = _columns(name, table)
    if isinstance(columns, Problem):
        problems = [row for row in table.rows if isinstance(row, Problem)]
        yield from problems
        if table.names or not problems:
            yield columns
        return
    yield from _unread(name, table, columns)
    asked: dict[str, tuple[int, str]] = {}
    row: Row | Problem | None = None
    for row in table.rows:
        if isinstance(row, Problem):
            yield row
        else:
            yield from _dated(name, row, columns)
            yield from _asked(name, row, columns, asked)
            yield _record(name, row, columns)
    if row is None:
        yield unreadable(name, "holds no records", table.line, "export it again, with its questions")


def _columns(name: str, table: Table) -> _Columns | Problem:
    question, answer, date = (_find(table.names, known) for known in (_QUESTIONS, _ANSWERS, _DATES))
    for what, found, known in (("question", question, _QUESTIONS), ("answer", answer, _ANSWERS)):
        if not found:
            hint = f"name the column that holds it one of: {', '.join(known)}"
            return unreadable(name, f"no column is named as the one of the {what}", table.line, hint)
    counts = Counter(table.names)
    for each in (question, answer, date):
        if counts[each] > 1:
            message = f"{counts[each]} columns are named {each!r}"
            return unreadable(name, message, table.line, "give each column a name of its own")
    return _Columns(question, answer, date)


def _find(names: Sequence[str], known: Sequence[str]) -> str:
    """Return the name that comes first in `known`, as it is written in `names`."""
    by_fold = {fold(name).strip(): name for name in reversed(names)}
    return next((by_fold[each] for each in known if each in by_fold), "")


def _unread(name: str, table: Table, columns: _Columns) -> Iterator[Problem]:
    read = (columns.question, columns.answer, columns.date)
    others = [each.strip() or "one without a name" for each in table.names if each not in read]
    if others:
        message = f"columns that are not imported: {', '.join(map(_shown, dict.fromkeys(others)))}"
        yield Problem(name, table.line, message, "", "unread-columns", Severity.WARNING)


def _shown(name: str) -> str:
    return "".join(char if char.isprintable() else " " for char in name[:40])


def _dated(name: str, row: Row, columns: _Columns) -> Iterator[Problem]:
    """Yield a warning when nobody can tell which day the record means."""
    date = _date(row, columns)
    if date and not read_dateline(date):
        message, hint = (
            f"the date {_shown(date)!r} is not understood and left out",
            "write dates as 2025-04-20",
        )
        yield Problem(name, row.line, message, hint, "unread-date", Severity.WARNING)


def _date(row: Row, columns: _Columns) -> str:
    return " ".join(row.cells.get(columns.date, "").split())


def _record(name: str, row: Row, columns: _Columns) -> Record | Problem:
    for each in (columns.question, columns.answer):
        if each in row.nested:
            message = f"{each!r} holds an object or a list in a list, not text"
            return unreadable(name, message, row.line, "write its text there")
    question = " ".join(row.cells.get(columns.question, "").split())
    # The reader of pages passes over what is of the site around a page, and would take the answer for the question.
    if not any(map(str.isalnum, question)) or is_furniture(question) or read_dateline(question):
        return unreadable(
            name, "the record has no question", row.line, f"write one into its {columns.question!r}"
        )
    date = _date(row, columns)
    # Above the question a date is the page's own whatever the question asks.
    dateline = f"{date}\n\n" if read_dateline(date) else ""
    text = f"{dateline}{_page(question, row.cells.get(columns.answer, ''))}"
    return Record(FORBIDDEN.sub(" ", text), row.line)


def _page(question: str, answer: str) -> str:
    if _MARKUP.search(answer):
        return text_of(f"<h1>{html.escape(question)}</h1>{answer}")
    return f"{question}\n\n{answer}"


def _asked(name: str, row: Row, columns: _Columns, asked: dict[str, tuple[int, str]]) -> Iterator[Problem]:
    """Yield a warning when a record above, of those that `asked` collects, answers the question otherwise."""
    key, answer = question_key(row.cells.get(columns.question, "")), row.cells.get(columns.answer, "")
    line, above = asked.setdefault(key, (row.line, answer))
    if key and above != answer:
        message = f"the record on line {line} asks the same; of their answers the longer one stays"
        yield Problem(name, row.line, message, "", "same-question", Severity.WARNING)
