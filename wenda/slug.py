"""Readable addresses: toneless pinyin for Chinese, folded words for the rest.

A slug is lower-case ASCII letters, digits and single hyphens: the same on every disk and in every address bar.
"""

import hashlib
import re
import unicodedata
from collections.abc import Container, Mapping
from functools import cache

from wenda.text import fold, is_han

MAX_LENGTH = 80
"""Longest slug in characters; titles beyond it are cut at a word."""

MAX_NAME = 180
"""Longest file name in bytes; disks take 255 at the most, and a name may get an ending."""

# Names that Windows keeps for devices, whatever their extension.
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
_known: dict[str, str] = {}  # memory of `slugify`, which gives a text the same slug whenever it is asked
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


# A name on any disk: no hidden files, no `..`, no drive letters, no dot at the end.
_FILE_NAME = re.compile(r"(?![.~])[\w.~%+=@-]*[\w~%+=@-]")


@cache
def is_file_name(text: str) -> bool:
    """Say whether `text` can name a file of the site on every disk, and always the same one."""
    stem = text.partition(".")[0].lower()
    return (
        bool(_FILE_NAME.fullmatch(text))
        and stem not in _RESERVED
        and len(text.encode("utf-8", "surrogatepass")) <= MAX_NAME
        and unicodedata.is_normalized("NFC", text)
    )


def is_page_path(path: str, *, is_folder: bool = False) -> bool:
    """Say whether a page of the site may lie at `path`: on every disk, and where no file of another kind could lie."""
    *_, name = parts = path.split("/")
    is_page = is_folder or "." not in name or name.lower().endswith((".html", ".htm"))
    return is_page and all(map(is_file_name, parts))


def is_slug(text: str) -> bool:
    """Say whether `text` can be an address as it is."""
    return bool(_SLUG.fullmatch(text)) and len(text) <= MAX_LENGTH and text not in _RESERVED


def slugify(text: str, max_length: int = MAX_LENGTH) -> str:
    """Return the slug of `text`: words in pinyin, joined by hyphens, cut at a word to `max_length` characters.

    Text without a letter or digit that ASCII can hold gets a slug from its digest, so that there always is one.
    """
    if max_length != MAX_LENGTH or _LONE_SURROGATE.search(text):  # which could not be written down
        return _slug(text, max_length)
    if text not in _known:
        _known[text] = _slug(text, max_length)
    return _known[text]


def known_slugs() -> dict[str, str]:
    """Return the slugs of full length that were worked out or learned so far, by text."""
    return dict(_known)


def learn_slugs(slugs: Mapping[str, str]) -> None:
    """Take over slugs that another process, with this same version of the program, has worked out."""
    _known.update(slugs)


def _slug(text: str, max_length: int) -> str:
    import rjieba  # noqa: PLC0415  its dictionary takes 0.1 s to load

    decomposed = unicodedata.normalize("NFKD", fold(_LONE_SURROGATE.sub(" ", text)))
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    words = [word for part in rjieba.cut(letters) for word in _ascii_words(part)]
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:max_length]
        if len(longer) > max_length:
            break
        slug = longer
    if not slug:
        slug = "x" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{slug}-x" if slug in _RESERVED else slug


def unique_slug(text: str, taken: Container[str], max_length: int = MAX_LENGTH) -> str:
    """Return the slug of `text`, numbered from 2 when `taken` already holds it."""
    slug, number = slugify(text, max_length), 1
    candidate = slug
    while candidate in taken:
        number += 1
        ending = f"-{number}"
        candidate = slug[: max_length - len(ending)].rstrip("-") + ending
    return candidate


def _ascii_words(part: str) -> list[str]:
    if any(map(is_han, part)):
        from pypinyin import Style, lazy_pinyin  # noqa: PLC0415  0.2 s that a build without new names need not pay

        part = "".join(lazy_pinyin(part, style=Style.NORMAL, v_to_u=False))
    plain = unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", plain.lower())
