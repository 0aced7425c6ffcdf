"""Links and cards of everything in the catalog: each made once, shared by all pages that show it."""

from urllib.parse import quote

from wenda.model import Article, Catalog, Entry, Reason, Relation, Status
from wenda.site.pages.views import Card, Link, Question
from wenda.text import fold


def article_url(article_id: str) -> str:
    """Return the address of an article, relative to the site's root."""
    return f"q/{article_id}/"


def twin_url(article: Article) -> str:
    """Return the address of an article as Markdown: where its file would lie, so that its links hold as written."""
    return f"q/{article.path}"


def topic_url(topic_id: str) -> str:
    """Return the address of a topic's listing."""
    return f"topics/{topic_id}/"


def tag_url(tag_id: str) -> str:
    """Return the address of a tag's listing."""
    return f"tags/{tag_id}/"


def search_url(words: str) -> str:
    """Return the address of the search page with these words asked; Chinese stays readable, and a third as long."""
    return "search/?q=" + "".join(char if ord(char) > 127 else quote(char, safe="") for char in words)


def region_url(region_id: str) -> str:
    """Return the address of a region's listing."""
    return f"regions/{region_id}/"


class Cards:
    """How lists show articles and listings. Cards are made when first asked for, so a page pays for what it shows."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self.topics = {id_: Link(topic_url(id_), topic.name) for id_, topic in catalog.topics.items()}
        self._topic_named = {fold(topic.name): topic.id for topic in catalog.topics.values()}
        self.tags = {id_: self._tag(id_) for id_ in catalog.tags}
        self.regions = {id_: Link(region_url(id_), region.name) for id_, region in catalog.regions.items()}
        self._made: dict[str, Card] = {}
        self._questions: dict[tuple[str, tuple[Reason, ...]], Question] = {}

    def has_listing(self, tag_id: str) -> bool:
        """Say whether a tag has a page of its own: several articles have it, and no topic lists just the same."""
        return self.tags[tag_id].url == tag_url(tag_id)

    def _tag(self, tag_id: str) -> Link:
        """Return where a tag leads: to its listing, or to where a reader finds more than its listing would show."""
        name = self._catalog.tags[tag_id].name
        ids = self._catalog.in_tag.get(tag_id, ())
        topic = self._topic_named.get(fold(name))
        if topic and all(self._catalog.entries[id_].topic == topic for id_ in ids):
            return Link(topic_url(topic), name)
        return Link(tag_url(tag_id) if len(ids) > 1 else search_url(name), name)

    def card(self, article_id: str) -> Card:
        """Return the card of an article."""
        if article_id not in self._made:
            self._made[article_id] = _card(self._catalog.entries[article_id], self)
        return self._made[article_id]

    def cards(self, article_ids: tuple[str, ...]) -> tuple[Card, ...]:
        """Return the cards of several articles, in order."""
        return tuple(map(self.card, article_ids))

    def questions(self, article_ids: tuple[str, ...]) -> tuple[Question, ...]:
        """Return several articles as others lead to them, in order."""
        return tuple([self._question(id_, ()) for id_ in article_ids])

    def related(self, relations: tuple[Relation, ...]) -> tuple[Question, ...]:
        """Return related articles, each with the reasons that say most about why it is one."""
        return tuple([self._question(relation.id, relation.reasons) for relation in relations])

    def _question(self, article_id: str, reasons: tuple[Reason, ...]) -> Question:
        key = article_id, reasons
        question = self._questions.get(key)
        if question is None:
            entry = self._catalog.entries[article_id]
            telling = tuple(reason for reason in reasons if reason is not Reason.TOPIC)
            question = self._questions[key] = Question(
                url=article_url(article_id),
                title=entry.article.title,
                excerpt=entry.article.status is Status.EXCERPT,
                past_year=entry.past_year,
                reasons=telling or reasons,
            )
        return question

    def link(self, article_id: str) -> Link:
        """Return a plain link to an article."""
        return Link(article_url(article_id), self._catalog.entries[article_id].article.title)


def _card(entry: Entry, cards: Cards) -> Card:
    article = entry.article
    return Card(
        url=article_url(article.id),
        title=article.title,
        summary=article.summary,
        date=article.updated or article.date,
        region=cards.regions.get(entry.region),
        region_id=entry.region,
        excerpt=article.status is Status.EXCERPT,
        past_year=entry.past_year,
    )
