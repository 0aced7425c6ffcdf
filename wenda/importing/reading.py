"""Raw pages on disk: which files there are, and their text. What cannot be read is a problem, not an error."""

import hashlib
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from wenda.errors import Problem, Severity
from wenda.importing.decoding import decoded, unreadable
from wenda.importing.exports import SUFFIXES as EXPORTS
from wenda.importing.exports import Record, read_export
from wenda.importing.web_page import is_web_page, text_of

MAX_BYTES = 1024 * 1024
"""Largest page that is read; a page has some ten thousand bytes."""

MAX_EXPORT_BYTES = 64 * 1024 * 1024
"""Largest export that is read; each of its records is a page."""

_SUFFIXES = (".txt", ".html", ".htm")
_NAME_THEM = (
    "pages end in *.txt or *.html; a page with another name, and an export (*.csv, *.tsv, *.json, *.jsonl), is read "
    "when it is named itself"
)
_PARTS = ("_files", ".files", "_文件")
_DATA = (".xml", ".yml", ".yaml", ".xls", ".xlsx", ".ods")
_ARTICLE = re.compile(r"\ufeff?---[ \t]*\r?\n(?:[^\n]*\n){0,40}?title:")
_CHECK = "check the path and its permissions"


def find_pages(paths: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Return the files that `paths` name, sorted and each once, and what is wrong with `paths`.

    Of a folder these are the `*.txt` and `*.html` below it; how many others it holds is told. Hidden files, and what a
    browser saves beside a page, are passed over. Symbolic links in it are not followed: what they lead to may not be
    meant to be published.
    """
    pages: dict[str, Path] = {}
    problems: list[Problem] = []
    for path in paths:
        if path.is_dir():
            others: Counter[str] = Counter()
            found = list(_pages_below(path, problems, others))
            if not found:
                problems.append(_problem(path, "the folder holds no pages (*.txt, *.html)", hint=_NAME_THEM))
            if others:
                problems.append(_passed_over(path, others))
        else:
            found = [path]
        for page in found:
            pages.setdefault(os.path.realpath(page), page)
    return tuple(sorted(pages.values(), key=str)), tuple(problems)


@dataclass(frozen=True, slots=True)
class RawText:
    """The text of a page, and how articles name where it comes from: the file's name and a digest.

    `name` is the file as it is shown. The lines of the text are those of the file unless `record_line` is set: that is
    the line of the file on which an export's record begins, or 0 for what an HTML document says.
    """

    name: str
    text: str
    source: str
    record_line: int | None = None

    def file_line(self, line: int) -> int:
        """Return where in the file the text's `line` stands, as near as is known; 0 when it is not."""
        return line if self.record_line is None else self.record_line

    @property
    def page(self) -> str:
        """What the ledger calls the text: the file, with the line where it holds many."""
        return f"{self.name}:{self.record_line}" if self.record_line else self.name


def read_raw(path: Path) -> Iterator[RawText | Problem]:
    """Yield what `path` holds, in UTF-8, UTF-16 with a byte order mark, or GB18030, and what is wrong with it.

    A page is one text, an export one for each record.
    """
    suffix = path.suffix.lower()
    is_export = suffix in EXPORTS
    data = _bytes(path, MAX_EXPORT_BYTES if is_export else MAX_BYTES)
    name = printable(path)
    if isinstance(data, Problem):
        yield data
    elif isinstance(text := decoded(name, data), Problem):
        yield text
    elif is_export:
        yield from (_from_record(path, each) for each in read_export(name, suffix, text))
    elif _ARTICLE.match(text):
        hint = "put it into the content folder as it is, as *.md"
        yield _problem(path, "is an article already", hint=hint)
    elif is_web_page(text):
        yield RawText(name, text_of(text), _source(path, data), record_line=0)
    else:
        yield RawText(name, text, _source(path, data))


def _from_record(path: Path, record: Record | Problem) -> RawText | Problem:
    if isinstance(record, Problem):
        return record
    data = record.text.encode()
    if len(data) > MAX_BYTES:
        hint = "split it: one question with its answer is expected"
        return _problem(path, f"the record has more than {MAX_BYTES:,} bytes", record.line, hint)
    return RawText(printable(path), record.text, _source(path, data), record.line)


def _source(path: Path, data: bytes) -> str:
    return f"{printable(Path(path.name))} sha256:{hashlib.sha256(data).hexdigest()[:16]}"


def _bytes(path: Path, limit: int) -> bytes | Problem:
    if path.suffix.lower() in _DATA:
        hint = "export it as CSV (*.csv) or JSON (*.json), with one question in each record"
        return _problem(path, "is data of a sort that is not read", hint=hint)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return _problem(path, "is no regular file", hint="name files, or folders of them")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        return _problem(path, f"cannot be read: {error.strerror}", hint=_CHECK)
    if len(data) > limit:
        hint = "split it: one page with one question is expected, or an export of many"
        return _problem(path, f"has more than {limit:,} bytes", hint=hint)
    return data


def printable(path: Path) -> str:
    """Return `path` as it can be shown, whatever bytes the disk holds."""
    text = str(path).encode("utf-8", "backslashreplace").decode()
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def _pages_below(folder: Path, problems: list[Problem], others: Counter[str]) -> Iterator[Path]:
    def report(error: OSError) -> None:
        problems.append(_problem(Path(error.filename), f"cannot be read: {error.strerror}", hint=_CHECK))

    for root, folders, names in os.walk(folder, onerror=report):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not _belongs(name, names)
        )
        for page in (Path(root, name) for name in sorted(names)):
            if not page.name.lower().endswith(_SUFFIXES):
                if not page.name.startswith("."):
                    others[page.suffix.lower()] += 1
            elif page.is_symlink():
                problems.append(
                    _problem(page, "is a symbolic link, which is not followed", hint="name the file itself")
                )
            else:
                yield page


def _belongs(folder: str, names: Sequence[str]) -> bool:
    """Say whether `folder` holds what a browser saved beside a page: a_files, where `names` has a.html."""
    page = next((folder.removesuffix(end) for end in _PARTS if folder.endswith(end)), "")
    return bool(page) and any(f"{page}{suffix}" in names for suffix in _SUFFIXES[1:])


def _passed_over(folder: Path, others: Counter[str]) -> Problem:
    counts = ", ".join(f"{count} {suffix or 'without a suffix'}" for suffix, count in sorted(others.items()))
    message = f"what else lies there was passed over: {counts}"
    return Problem(printable(folder), 0, message, _NAME_THEM, "passed-over", Severity.WARNING)


def _problem(path: Path, message: str, line: int = 0, hint: str = "") -> Problem:
    return unreadable(printable(path), message, line, hint)
