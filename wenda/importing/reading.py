"""Raw pages on disk: which files there are, and their bytes as text. What cannot be read is a problem, not an error."""

import codecs
import hashlib
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from wenda.errors import Problem, Severity
from wenda.importing.web_page import is_web_page, text_of

MAX_BYTES = 1024 * 1024
"""Largest page that is read; a page has some ten thousand bytes."""

_SUFFIXES = (".txt", ".html", ".htm")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NAME_THEM = "pages end in *.txt or *.html; a page with another name is read when it is named itself"
_PARTS = ("_files", ".files", "_文件")
_DATA = (".csv", ".tsv", ".json", ".jsonl", ".xml", ".yml", ".yaml")
_ARTICLE = re.compile(r"\ufeff?---[ \t]*\r?\n(?:[^\n]*\n){0,40}?title:")
_SAVE = "save the page as text (*.txt) or as a web page (*.html)"
_CHECK = "check the path and its permissions"
_PLAUSIBLE = 0.5
"""Least share of common characters in what is taken for GB18030, which gives nearly any bytes some meaning."""


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
class RawFile:
    """A page's text and how articles name where they come from: the file's name and the digest of its bytes.

    The lines of the text are those of the file, unless `is_web`: then they are what an HTML document says.
    """

    text: str
    source: str
    is_web: bool = False


def read_raw(path: Path) -> RawFile | Problem:
    """Return what `path` holds, in UTF-8, UTF-16 with a byte order mark, or GB18030; or what is wrong with it."""
    data = _bytes(path)
    if isinstance(data, Problem):
        return data
    text = _decoded(path, data)
    if isinstance(text, Problem):
        return text
    if _ARTICLE.match(text):
        return _problem(
            path, "is an article already", hint="put it into the content folder as it is, as *.md"
        )
    source = f"{printable(Path(path.name))} sha256:{hashlib.sha256(data).hexdigest()[:16]}"
    is_web = is_web_page(text)
    return RawFile(text_of(text) if is_web else text, source, is_web)


def _bytes(path: Path) -> bytes | Problem:
    if path.suffix.lower() in _DATA:
        hint = "write each question into a text file of its own: the question, an empty line, the answer"
        return _problem(path, "is data, not a page", hint=hint)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return _problem(path, "is no regular file", hint="name files, or folders of them")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return _problem(path, f"cannot be read: {error.strerror}", hint=_CHECK)
    if len(data) > MAX_BYTES:
        hint = "split it: one page with one question is expected"
        return _problem(path, f"has more than {MAX_BYTES:,} bytes", hint=hint)
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


def _decoded(path: Path, data: bytes) -> str | Problem:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return _with_content(path, data.decode(encoding))
            except UnicodeDecodeError as error:
                return _undecodable(path, data, error)
    if b"\0" in data:
        return _problem(path, "is binary, not text", hint=_SAVE)
    try:
        return _with_content(path, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _from_gb18030(path, data) or _undecodable(path, data, error)


def _from_gb18030(path: Path, data: bytes) -> str | Problem | None:
    """Return the text that `data` is in GB18030, unless it is damaged UTF-8 or no Chinese text at all."""
    if len(data.decode("utf-8", "ignore").encode("ascii", "ignore")) * 2 < len(data) and _is_mostly_utf8(
        data
    ):
        return None
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return _with_content(path, text) if _is_plausible(text) else None


def _is_mostly_utf8(data: bytes) -> bool:
    replaced = data.decode("utf-8", "replace")
    damage = replaced.count("\ufffd")
    foreign = sum(char > "\x7f" for char in replaced) - damage
    return foreign > 4 * damage


def _is_plausible(text: str) -> bool:
    """Say whether most characters beyond ASCII are in GB 2312, the common ones, and none are controls."""
    foreign = [char for char in text if char > "\x7f"]
    common = len("".join(foreign).encode("gb2312", "ignore")) // 2
    controls = sum(char < " " and char not in "\t\n\r\f" for char in text)
    return common >= _PLAUSIBLE * len(foreign) and not controls


def _with_content(path: Path, text: str) -> str | Problem:
    if not text.strip("\ufeff \t\r\n\u3000\u00a0"):
        return _problem(path, "is empty", hint="delete it, or write the question on its first line")
    controls = sum(char < " " and char not in "\t\n\r\f\v\x1a\x1b" for char in text)
    return text if controls * 20 <= len(text) else _problem(path, "is binary, not text", hint=_SAVE)


def _undecodable(path: Path, data: bytes, error: UnicodeDecodeError) -> Problem:
    line = data.count(b"\n", 0, error.start) + 1
    return _problem(
        path, f"byte {data[error.start]:#04x} is neither UTF-8 nor GB18030", line, "save the page as UTF-8"
    )


def _problem(path: Path, message: str, line: int = 0, hint: str = "") -> Problem:
    return Problem(printable(path), line, message, hint, "unreadable-page")
