"""A new question's file, with its front matter filled in as far as it can be."""

import calendar
import datetime as dt
from pathlib import Path, PurePosixPath

from wenda.atomic import write_text
from wenda.content.front_matter import parse_article
from wenda.content.store import list_articles, load_articles
from wenda.content.values import quoted
from wenda.errors import Problem, WendaError
from wenda.slug import unique_slug
from wenda.text import question_key

_TEMPLATE = """\
---
title: {title}
# the answer in one or two sentences
summary:
date: {today}
review_by: {review_by}
# a topic's id from taxonomy.yml, and the place the answer holds for; worked out when empty
topic:
region:
tags: []
# other ways readers ask the same
alt_titles: []
# where the answer comes from
source: []
---

"""


def new_article(content_dir: Path, question: str, today: dt.date) -> Path:
    """Write a file for `question` into `content_dir` and return its path.

    Raises WendaError when the question has been asked already, naming the file, or cannot be a title.
    """
    title = " ".join(question.split())
    if not title:
        raise WendaError(Problem("new", 0, "the question is empty", 'write it: new "问题"'))
    articles, _ = load_articles(content_dir) if content_dir.is_dir() else ((), ())
    key = question_key(title)
    for article in articles:
        if key in map(question_key, (article.title, *article.alt_titles)):
            message, hint = f"the question is already asked: {article.title}", "add to that answer instead"
            raise WendaError(Problem(str(content_dir / article.path), 1, message, hint, "new"))
    paths = list_articles(content_dir)[0] if content_dir.is_dir() else ()
    taken = {article.id for article in articles} | {PurePosixPath(path).stem.lower() for path in paths}
    path = content_dir / f"{unique_slug(title, taken)}.md"
    text = _TEMPLATE.format(title=quoted(title), today=today, review_by=_in_a_year(today))
    _, problems = parse_article(text, path.name)
    if problems:
        raise WendaError(*problems)
    write_text(path, text)
    return path


def _in_a_year(day: dt.date) -> dt.date:
    year = day.year + 1
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))
