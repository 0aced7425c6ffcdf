"""A Markdown twin of each article, for programs that read text: the answer with everything a reader is told about it.

A twin lies where the article's own file would, so that links between articles and to their images hold as written.
"""

from collections.abc import Iterator

from wenda.site.pages.cards import twin_url
from wenda.site.pages.views import ArticleView
from wenda.site.settings import Settings
from wenda.site.texts import Texts


def twin(view: ArticleView, texts: Texts, settings: Settings) -> tuple[str, bytes]:
    """Return path and content of the twin of an article, given what its page shows."""
    return twin_url(view.article), _twin(view, texts, settings).encode("utf-8", "replace")


def _twin(view: ArticleView, texts: Texts, settings: Settings) -> str:
    article = view.article
    facts = {
        "applies_to": view.place.text if view.place else texts.say("everywhere"),
        "updated_on": view.changed.isoformat() if view.changed else texts.say("date_unknown"),
        "source": ", ".join(source.split(" sha256:")[0] for source in article.source),
        "page_address": f"{settings.site_url}{view.url}" if settings.site_url else "",
    }
    parts = [
        f"# {article.title}",
        *([f"> {article.summary}"] if article.summary else []),
        "\n".join(f"- {texts.say(name)}: {value}" for name, value in facts.items() if value),
        *(f"**{notice}**" for notice in _notices(view, texts)),
        article.body.strip(),
        *(["---", article.disclaimer] if article.disclaimer else []),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _notices(view: ArticleView, texts: Texts) -> Iterator[str]:
    """Yield what keeps the answer from being the last word, as its page says it."""
    if view.past_year:
        yield texts.say("notice_past_year", year=view.past_year)
    if view.review_due:
        yield texts.say("notice_review_due")
    if view.excerpt:
        yield texts.say("notice_excerpt")
