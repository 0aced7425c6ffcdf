"""What stands on a page that could not be rendered: the text as its author typed it, so that nothing is lost."""

import html
from collections.abc import Iterator
from itertools import groupby


def as_written(markdown: str, notice: str) -> str:
    """Return HTML that shows `markdown` character by character below `notice`, in time linear in its length."""
    return "\n".join((f"<p><strong>{html.escape(notice)}</strong></p>", *_paragraphs(markdown)))


def _paragraphs(markdown: str) -> Iterator[str]:
    for is_text, lines in groupby(markdown.split("\n"), key=lambda line: bool(line.strip())):
        if is_text:
            yield f"<p>{'<br>'.join(map(html.escape, lines))}</p>"
