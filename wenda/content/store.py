"""The content folder: question files in, question files out."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from wenda.content.front_matter import format_article, parse_article
from wenda.errors import Problem
from wenda.model import Article


def load_articles(content_dir: Path) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Read every `*.md` below `content_dir`; return the articles by id and what is wrong with the files."""
    articles: list[Article] = []
    problems: list[Problem] = []
    for path in article_files(content_dir):
        article, found = parse_article(path.read_text(encoding="utf-8"), path.relative_to(content_dir).as_posix())
        problems += (replace(problem, path=str(path)) for problem in found)
        if article:
            articles.append(article)
    return tuple(sorted(articles, key=lambda article: article.id)), tuple(problems)


def article_files(content_dir: Path) -> Iterator[Path]:
    """Yield the Markdown files below `content_dir`, sorted; hidden ones and symbolic links are passed over."""
    for folder, folders, names in os.walk(content_dir):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if name.endswith(".md") and not name.startswith("."))


def write_article(content_dir: Path, article: Article) -> Path:
    """Write `article` to its path below `content_dir` and return that path."""
    path = content_dir / article.path
    write_text(path, format_article(article))
    return path


def write_text(path: Path, text: str) -> None:
    """Write `text` in UTF-8 so that the file holds either what it held before or all of it, whatever happens."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
