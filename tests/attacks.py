"""Hostile texts: the project's own, and the collections in ../shared where they lie beside the checkout."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml
from miniature import REPO

from wenda.content.values import FORBIDDEN

SHARED = REPO.parent / "shared" / "attacks"
OWN = Path(__file__).parent / "cases" / "attacks"


def own(name: str) -> list[str]:
    """Return the project's own list, one of tests/cases/attacks."""
    return list(map(str, yaml.safe_load((OWN / f"{name}.yml").read_text(encoding="utf-8"))))


def scripts() -> list[str]:
    """Return texts that would run a script where they are not escaped, or break what reads them."""
    return [*own("scripts"), *_lines("xss-payloadbox.txt"), *_naughty()]


def traversals() -> list[str]:
    """Return texts that would lead out of a folder where they are taken for a path."""
    return [*own("traversals"), *_lines("traversal.txt")]


def one_line(texts: Iterable[str]) -> list[str]:
    """Return the texts, without what no field may hold, as single lines; those left empty or equal are dropped."""
    lines = (" ".join(FORBIDDEN.sub("", text).split()) for text in texts)
    return list(dict.fromkeys(line for line in lines if line))


def article(body: str, fields: Mapping[str, object]) -> str:
    """Return the text of an article's file; every field is quoted, so that it is read back as it is."""
    header = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())
    return f"---\n{_as_yaml(header)}---\n\n{FORBIDDEN.sub('', body)}\n"


def _as_yaml(text: str) -> str:
    """Escape what JSON leaves as it is and YAML does not allow, or takes for the end of a line."""
    return re.sub(r"[\x7f-\xa0\u2028\u2029\ufeff]", lambda match: f"\\u{ord(match[0]):04x}", text)


def _lines(name: str) -> list[str]:
    file = SHARED / name
    text = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
    return [line for line in text.split("\n") if line.strip()]


def _naughty() -> list[str]:
    file = SHARED / "naughty-strings.json"
    return list(map(str, json.loads(file.read_text(encoding="utf-8")))) if file.exists() else []
