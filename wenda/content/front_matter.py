"""An article's file as text: front matter between two lines of ---, then the body. Pure, both ways."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

from frontmatter.default_handlers import YAMLHandler
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from wenda.content.fields import FIELD_BY_NAME, FIELDS, Kind
from wenda.content.header import read_header
from wenda.content.ids import stem_of
from wenda.content.plain_header import Value
from wenda.content.values import FORBIDDEN, name_of, quoted, typed
from wenda.errors import Problem, Severity
from wenda.input_methods import DASHES, full_width_colons, wrong_dashes
from wenda.model import Article, Status

_BLANK_LINES = re.compile(r"(?:[ \t]*\n)*+")
# python-frontmatter finds the two lines of ---; what stands between them is read by header.py, which is stricter.
_SPLITTER = YAMLHandler(fm_boundary=re.compile(r"^---[ \t]*$", re.MULTILINE))
_TITLE = re.compile(r"^title[ \t]*:", re.MULTILINE)
# Within the header YAML takes these two for ends of lines; no editor shows them as such.
_SEPARATORS = re.compile(r"[\u2028\u2029]")


def parse_article(text: str, path: str) -> tuple[Article | None, tuple[Problem, ...]]:
    """Read the file `text` into an article and everything that is wrong with it.

    `path` is the file's POSIX path below the content folder; its stem becomes the id. Fields that cannot be
    read are reported and left out, so that whatever else is wrong is found too; without a title there is no
    article.
    """
    problems: list[Problem] = []
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = _without(FORBIDDEN, text, path, 1, problems)
    parts = _split(text)
    if not parts:
        return None, (*problems, _no_front_matter(text, path))
    header, first_line, end = parts
    header = _without(_SEPARATORS, header, path, first_line, problems)
    values, header_problems = read_header(header, path, first_line)
    problems += header_problems
    fields = _fields(values, path, problems)
    body, body_line = _body(text, end)
    if "title" not in fields and (values or not header_problems):
        problems += _no_title(header, first_line, path, problems)
    problems.sort(key=lambda problem: problem.line)
    if "title" not in fields:
        return None, tuple(problems)
    article = Article(id=stem_of(path), path=path, body=body, body_line=body_line, **fields)
    return article, tuple(problems)


def format_article(article: Article) -> str:
    """Write `article` as the text of its file: keys in the order of `FIELDS`, empty ones left out.

    `parse_article` reads it back as it was, but for white space around texts and blank lines around the body.
    Raises ValueError for what `parse_article` would complain of: no title, a line break in a field of one
    line, control characters and lone surrogates.
    """
    lines = ["---"]
    for field in FIELDS:
        value = getattr(article, field.name)
        if field.kind is Kind.LIST:
            items = [text for item in value if (text := item.strip())]
            lines += (f"{field.name}:", *(f"  - {quoted(item)}" for item in items)) if items else ()
        elif isinstance(value, dt.date):
            lines.append(f"{field.name}: {value.isoformat()}")
        elif value is not Status.FULL and value and (text := value.strip()):
            lines.append(f"{field.name}: {quoted(text)}")
    body = article.body.replace("\r\n", "\n").replace("\r", "\n")
    text = "\n".join((*lines, "---", "", _body(body, 0)[0])).rstrip() + "\n"
    _, problems = parse_article(text, article.path)
    if problems:
        raise ValueError("\n".join(map(str, problems)))
    return text


def _split(text: str) -> tuple[str, int, int] | None:
    """Return the header, the line it begins at and where the rest of `text` begins; None without front matter."""
    above = _BLANK_LINES.match(text)
    start = above.end() if above else 0
    if not _SPLITTER.detect(text[start:]):
        return None
    try:
        header, rest = _SPLITTER.split(text[start:])
    except ValueError:  # the second line of --- is missing
        return None
    return header.removeprefix("\n"), text.count("\n", 0, start) + 2, len(text) - len(rest)


def _fields(values: dict[str, Value], path: str, problems: list[Problem]) -> dict[str, Any]:
    def report(line: int, message: str, hint: str, rule: str) -> None:
        problems.append(Problem(path, line, message, hint, rule))

    fields = {}
    for name, value in values.items():
        if field := FIELD_BY_NAME.get(name):
            held = typed(field, value, report)
            if held is not None:
                fields[name] = held
        else:
            problems.append(_unknown_key(path, value.key_line, name))
    return fields


def _body(text: str, start: int) -> tuple[str, int]:
    """Return the body from `start` of `text`, without blank lines around it, and the line it begins at."""
    rest = text[start:]
    blank = len(rest) - len(rest.lstrip())
    start += rest.rfind("\n", 0, blank) + 1
    return text[start:].rstrip(), text.count("\n", 0, start) + 1


def _no_front_matter(text: str, path: str) -> Problem:
    message, hint = "the file has no front matter", "begin it with a line of ---, then title: …, then ---"
    if _SPLITTER.detect(text.lstrip()):
        message, hint = "the front matter is not closed", "end it with a line of --- alone"
        if line := wrong_dashes(text.rstrip()):
            message, hint = (
                "this line of dashes does not close the front matter",
                f"write {DASHES}, three hyphens",
            )
            return Problem(path, line, message, hint, "no-front-matter")
    elif wrong_dashes(text.lstrip().partition("\n")[0]):
        line = text.count("\n", 0, len(text) - len(text.lstrip())) + 1
        message, hint = "this line of dashes does not begin front matter", f"write {DASHES}, three hyphens"
        return Problem(path, line, message, hint, "no-front-matter")
    elif text.startswith("+++"):
        message, hint = "the front matter is TOML", "write it as YAML between two lines of ---"
    return Problem(path, 1, message, hint, "no-front-matter")


def _no_title(header: str, first_line: int, path: str, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Say that there is no title, unless it is there but wrong and that has been said."""
    match = _TITLE.search(header)
    line = first_line + header.count("\n", 0, match.start()) if match else first_line - 1
    if not (match and any(problem.line == line for problem in problems)):
        yield Problem(path, line, "the title is missing", "write the question: title: …", "no-title")


def _without(
    forbidden: re.Pattern[str], text: str, path: str, first_line: int, problems: list[Problem]
) -> str:
    """Report `forbidden` characters, once a line, and put U+FFFD in their place so that reading goes on."""
    if not forbidden.search(text):
        return text
    for number, line in enumerate(text.split("\n"), start=first_line):
        if bad := forbidden.search(line):
            message = f"{name_of(bad[0])} in column {bad.start() + 1}"
            problems.append(Problem(path, number, message, "delete it", "control-character"))
    return forbidden.sub("\ufffd", text)


def _unknown_key(path: str, line: int, name: str) -> Problem:
    """Name the key that was meant. A slip of the pen is an error; another program's key only has no effect."""
    shown = name.partition("\n")[0][:40]
    plain = shown.lower().replace("-", "_")
    near = min(FIELD_BY_NAME, key=lambda known: OSA.distance(plain, known))
    is_slip = OSA.distance(plain, near) <= len(plain) // 4
    hint = f"it has no effect; the keys are {', '.join(FIELD_BY_NAME)}"
    if is_slip or fuzz.ratio(plain, near) >= 75:
        hint = f"did you mean `{near}`?"
    for _, key in full_width_colons(name):
        is_slip, hint = (
            key in FIELD_BY_NAME,
            f"if `{key}` is the key, write `{key}: …`: the colon is a full-width one",
        )
    severity = Severity.ERROR if is_slip else Severity.WARNING
    return Problem(path, line, f"unknown key `{shown}`", hint, "unknown-key", severity)
