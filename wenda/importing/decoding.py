"""The bytes of a file as text: UTF-8, UTF-16 with a byte order mark, or GB18030. Pure."""

import codecs

from wenda.errors import Problem

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAVE = "save the page as text (*.txt) or as a web page (*.html)"
_PLAUSIBLE = 0.5
"""Least share of common characters in what is taken for GB18030, which gives nearly any bytes some meaning."""


def decoded(name: str, data: bytes) -> str | Problem:
    """Return `data`, the bytes of the file `name`, as text; or what is wrong with them."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return _with_content(name, data.decode(encoding))
            except UnicodeDecodeError as error:
                return _undecodable(name, data, error)
    if b"\0" in data:
        return unreadable(name, "is binary, not text", hint=_SAVE)
    try:
        return _with_content(name, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _from_gb18030(name, data) or _undecodable(name, data, error)


def _from_gb18030(name: str, data: bytes) -> str | Problem | None:
    """Return the text that `data` is in GB18030, unless it is damaged UTF-8 or no Chinese text at all."""
    if len(data.decode("utf-8", "ignore").encode("ascii", "ignore")) * 2 < len(data) and _is_mostly_utf8(
        data
    ):
        return None
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return _with_content(name, text) if _is_plausible(text) else None


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


def _with_content(name: str, text: str) -> str | Problem:
    if not text.strip("\ufeff \t\r\n\u3000\u00a0"):
        return unreadable(name, "is empty", hint="delete it, or write the question on its first line")
    controls = sum(char < " " and char not in "\t\n\r\f\v\x1a\x1b" for char in text)
    return text if controls * 20 <= len(text) else unreadable(name, "is binary, not text", hint=_SAVE)


def _undecodable(name: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    line = data.count(b"\n", 0, error.start) + 1
    return unreadable(
        name, f"byte {data[error.start]:#04x} is neither UTF-8 nor GB18030", line, "save it as UTF-8"
    )


def unreadable(name: str, message: str, line: int = 0, hint: str = "") -> Problem:
    """Return the problem that keeps the file `name`, or what begins on its `line`, from being imported."""
    return Problem(name, line, message, hint, "unreadable-page")
