"""Files of the content folder that are no articles: which of them are published, and which somebody takes for more."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from wenda.errors import Problem, Severity

PUBLISHED = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".pdf")
"""Suffixes of what is published beside articles. Others could run scripts (HTML, SVG) or are not meant for readers."""

_TEXTS = (".markdown", ".mdown", ".mkd", ".mdx", ".txt", ".text", ".rst", ".html", ".htm", ".doc", ".docx")
_VOCABULARY = ("taxonomy", "synonyms")


def is_published(path: str) -> bool:
    """Say whether the site publishes a file with this name, which is no article."""
    return path.lower().endswith(PUBLISHED)


def unread(paths: Iterable[str]) -> Iterator[Problem]:
    """Warn of files that look like articles, topics or synonyms and that nothing reads, for their names are others."""
    for path in paths:
        name = PurePosixPath(path)
        if name.suffix.lower() in _TEXTS:
            message, hint = "this file is not read: an article's name ends in .md", _hint_for_text(name)
        elif name.stem.lower() in _VOCABULARY and name.suffix.lower() in (".yml", ".yaml"):
            right = f"{name.stem.lower()}.yml"
            if path == right:
                continue
            message, hint = (
                "this file is not read",
                f"name it {right} and put it into the content folder itself",
            )
        else:
            continue
        yield Problem(path, 0, message, hint, "unread-file", Severity.WARNING)


def _hint_for_text(name: PurePosixPath) -> str:
    stem = name.name.removesuffix(name.suffix)
    stem = stem.removesuffix(".md")
    if name.suffix.lower() in (".txt", ".text", ".html", ".htm"):
        return f"rename it to {stem}.md if it is an article; if it is a raw page, `build.py import` makes one of it"
    return f"rename it to {stem}.md once it is Markdown, or take it out of the content folder"
