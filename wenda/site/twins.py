"""A Markdown twin of each article, for programs that read text: the answer with everything a reader is told about it.

A twin lies where the article's own file would, so that links between articles and to their images hold as written.
"""

from collections.abc import Iterator

from wenda.model import Catalog, Entry, Status
from wenda.site.articles import region_path
from wenda.site.cards import article_url, twin_url
from wenda.site.settings import Settings
from wenda.site.texts import Texts


def twin(article_id: str, catalog: Catalog, texts: Texts, settings: Settings) -> tuple[str, bytes]:
    """Return path and content of the twin of an article."""
    entry = catalog.entries[article_id]
    return twin_url(entry.article), _twin(entry, catalog, texts, settings).encode("utf-8", "replace")


def _twin(entry: Entry, catalog: Catalog, texts: Texts, settings: Settings) -> str:
    article = entry.article
    changed = article.updated or article.date
    region = " ".join(region.name for region in region_path(catalog, entry.region))
    facts = {
        "applies_to": region or texts.say("everywhere"),
        "updated_on": changed.isoformat() if changed else texts.say("date_unknown"),
        "source": ", ".join(source.split(" sha256:")[0] for source in article.source),
        "page_address": f"{settings.site_url}{article_url(article.id)}" if settings.site_url else "",
    }
    parts = [
        f"# {article.title}",
        *([f"> {article.summary}"] if article.summary else []),
        "\n".join(f"- {texts.say(name)}: {value}" for name, value in facts.items() if value),
        *(f"**{notice}**" for notice in _notices(entry, texts)),
        article.body.strip(),
        *(["---", article.disclaimer] if article.disclaimer else []),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _notices(entry: Entry, texts: Texts) -> Iterator[str]:
    """Yield what keeps the answer from being the last word, as its page says it."""
    if entry.past_year:
        yield texts.say("notice_past_year", year=entry.past_year)
    if entry.review_due:
        yield texts.say("notice_review_due")
    if entry.article.status is Status.EXCERPT:
        yield texts.say("notice_excerpt")
