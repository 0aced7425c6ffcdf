"""What the index knows of an article."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article as search sees it: plain texts, names instead of ids, `url` relative to the site's root."""

    id: str
    url: str
    title: str
    alt_titles: tuple[str, ...] = ()
    summary: str = ""
    tags: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    body: str = ""
    topic: str = ""
    region_path: tuple[str, ...] = ()  # names, outermost first: ("辽宁", "丹东")
    date: dt.date | None = None
    excerpt: bool = False
