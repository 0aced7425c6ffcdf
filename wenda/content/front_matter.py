"""An article's file as text: front matter between two lines of `---`, then the Markdown body. Pure, both ways."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import yaml
from rapidfuzz import process

from wenda.content.fields import FIELD_BY_NAME, FIELDS, Field, Kind
from wenda.content.header import Value, read_header
from wenda.errors import Problem, Severity
from wenda.model import Article, Status

_OPENING = re.compile(r"(?:[ \t]*\n)*---[ \t]*\n")
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[Tt ]+\d\d?:\d\d.*)?", re.ASCII)
_LOOSE_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", re.ASCII)
_PLAIN = re.compile(r"[^\W_](?:[^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff:#]|:(?![\s\x85\u2028\u2029]|$)|(?<![\s])#)*")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]")
_RESOLVER = yaml.resolver.Resolver()


def parse_article(text: str, path: str) -> tuple[Article | None, tuple[Problem, ...]]:
    """Read the file `text` into an article and everything that is wrong with it.

    `path` is the file's POSIX path below the content folder; its stem becomes the id. Fields that cannot be read are
    reported and left out, so that whatever else is wrong is found too; without a title there is no article.
    """
    problems: list[Problem] = []
    text = _printable(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), path, problems)
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if not opening or not closing:
        return None, (*problems, _no_front_matter(path, text, opened=bool(opening)))
    first_line = text.count("\n", 0, opening.end()) + 1
    values, header_problems = read_header(text[opening.end() : closing.start()], path, first_line)
    problems += header_problems
    fields: dict[str, Any] = {}
    for name, value in values.items():
        field = FIELD_BY_NAME.get(name)
        if field is None:
            problems.append(_unknown_key(path, value.key_line, name))
        else:
            found = list(_typed(field, value, path, problems))
            if found and found[0]:
                fields[name] = found[0]
    body_start = closing.end()
    after = text[body_start:]
    skipped = len(after) - len(after.lstrip())
    body_start += after.rfind("\n", 0, skipped) + 1
    body_line = text.count("\n", 0, body_start) + 1
    if "title" not in fields:
        if not any("`title`" in problem.message for problem in problems):
            hint = "write the question: title: …"
            problems.append(Problem(path, first_line - 1, "the title is missing", hint, "front-matter"))
        return None, tuple(problems)
    article = Article(id=PurePosixPath(path).stem, path=path, body=text[body_start:].rstrip(), body_line=body_line, **fields)
    return article, tuple(problems)


def format_article(article: Article) -> str:
    """Write `article` as the text of its file: keys in the order of `FIELDS`, empty ones left out.

    `parse_article` reads it back as it was, but for white space around texts and blank lines around the body.
    Raises ValueError for control characters and lone surrogates, which no file may hold.
    """
    lines = ["---"]
    for field in FIELDS:
        value = getattr(article, field.name)
        if field.kind is Kind.LIST:
            items = [item.strip() for item in value]
            items = [item for item in items if item]
            if items:
                lines += (f"{field.name}:", *(f"  - {_quoted(item)}" for item in items))
        elif isinstance(value, dt.date):
            lines.append(f"{field.name}: {value.isoformat()}")
        elif value and value.strip() and value is not Status.FULL:
            lines.append(f"{field.name}: {_quoted(value.strip())}")
    body = article.body.replace("\r\n", "\n").replace("\r", "\n").rstrip()
    body = body[body.rfind("\n", 0, len(body) - len(body.lstrip())) + 1 :]
    text = "\n".join((*lines, "---", "", body)).rstrip() + "\n"
    if bad := _FORBIDDEN.search(text):
        raise ValueError(f"{article.path}: {_named(bad[0])} cannot be written to a file")
    return text


def _no_front_matter(path: str, text: str, *, opened: bool) -> Problem:
    if opened:
        return Problem(path, 1, "the front matter is never closed", "end it with a line of --- alone", "front-matter")
    hint = "begin the file with a line of ---, then title: …, then another line of ---"
    if text.startswith("+++"):
        hint = "TOML is not read; write YAML between two lines of ---"
    return Problem(path, 1, "the file has no front matter", hint, "front-matter")


def _printable(text: str, path: str, problems: list[Problem]) -> str:
    """Report characters that text cannot hold, once a line, and put U+FFFD in their place to read on."""
    if not _FORBIDDEN.search(text):
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if bad := _FORBIDDEN.search(line):
            message, hint = f"{_named(bad[0])} in column {bad.start() + 1}", "delete it; it shows as nothing"
            problems.append(Problem(path, number, message, hint, "control-character"))
    return _FORBIDDEN.sub("\ufffd", text)


def _named(char: str) -> str:
    kind = "a lone surrogate" if "\ud800" <= char <= "\udfff" else "the control character"
    return f"{kind} U+{ord(char):04X}"


def _unknown_key(path: str, line: int, name: str) -> Problem:
    near = process.extractOne(name.lower().replace("-", "_"), list(FIELD_BY_NAME), score_cutoff=75)
    if near:
        return Problem(path, line, f"unknown key `{name}`", f"did you mean `{near[0]}`?", "unknown-key")
    hint = f"it is not used; keys are {', '.join(FIELD_BY_NAME)}"
    return Problem(path, line, f"unknown key `{name}`", hint, "unknown-key", Severity.WARNING)


def _typed(field: Field, value: Value, path: str, problems: list[Problem]) -> Iterator[Any]:
    """Yield the value as `field` wants it, or nothing when it is not that; what is wrong goes to `problems`."""

    def wrong(line: int, message: str, hint: str) -> None:
        problems.append(Problem(path, line, message, hint, "front-matter"))

    name = field.name
    if field.kind is Kind.LIST:
        if value.text is not None:
            if value.text.strip():
                wrong(value.line, f"`{name}` must be a list", f"write {name}: [{value.text.strip()[:40]}]")
            return
        yield tuple(text for line, item in value.items if (text := _line(name, line, item, wrong)))
    elif value.text is None:
        wrong(value.line, f"`{name}` must be {field.kind.value}, not a list", "write one value, in quotes if it begins with [")
    elif field.kind is Kind.LINE:
        if value.text.strip():
            yield _line(name, value.line, value.text, wrong)
    elif field.kind is Kind.TEXT:
        yield _clean(name, value.line, value.text.strip(), wrong)
    elif value.text:
        yield (_date if field.kind is Kind.DATE else _status)(name, value.line, value.text.strip(), wrong)


def _clean(name: str, line: int, text: str, wrong: Any) -> str:
    if bad := _FORBIDDEN.search(text):
        wrong(line, f"`{name}` holds {_named(bad[0])}", "delete it; it shows as nothing")
        return ""
    return text


def _line(name: str, line: int, text: str, wrong: Any) -> str:
    text = _clean(name, line, text.strip(), wrong)
    if "\n" in text:
        wrong(line, f"`{name}` must be one line", "take out the line break")
        return ""
    return text


def _date(name: str, line: int, text: str, wrong: Any) -> dt.date | None:
    match = _DATE.fullmatch(text)
    loose = match or _LOOSE_DATE.fullmatch(text)
    if not loose:
        wrong(line, f"`{name}` must be a date, not {text[:40]!r}", "write it as 2025-04-20")
        return None
    try:
        date = dt.date(*map(int, loose.groups()))
    except ValueError:
        wrong(line, f"`{name}`: there is no date {text[:40]}", "check the day and the month")
        return None
    if not match:
        wrong(line, f"`{name}` must be a date like 2025-04-20, not {text[:40]}", f"write {date.isoformat()}")
        return None
    return date


def _status(name: str, line: int, text: str, wrong: Any) -> Status | None:
    try:
        return Status(text)
    except ValueError:
        wrong(line, f"`{name}` must be one of {', '.join(Status)}, not {text[:40]!r}", "leave it out for a full answer")
        return None


def _quoted(text: str) -> str:
    """Write `text` so that YAML, and not only ours, reads it back as this text: plain where that works."""
    if _PLAIN.fullmatch(text) and text[-1] != ":":
        tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
        if tag == "tag:yaml.org,2002:str":
            return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", escaped) + '"'
