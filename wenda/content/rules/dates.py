"""Rules about time: what contradicts itself and what is out of date."""

from collections.abc import Iterator

from wenda.content.rules.collection import Collection, Finding
from wenda.text import past_year


def dates_out_of_order(collection: Collection) -> Iterator[Finding]:
    """Require an article to be published first, updated later, and due for review after that."""
    for article in collection.articles:
        date, updated, review_by = article.date, article.updated, article.review_by
        if date and updated and updated < date:
            yield Finding(
                article, f"updated {updated}, before it was published on {date}", "check both", key="updated"
            )
        latest = max((day for day in (date, updated) if day), default=None)
        if review_by and latest and review_by < latest:
            message = f"due for review on {review_by}, before its own date {latest}"
            yield Finding(article, message, "check both", key="review_by")


def future_date(collection: Collection) -> Iterator[Finding]:
    """Expect nothing to be published or updated on a day that is yet to come."""
    for article in collection.articles:
        for key in ("date", "updated"):
            day = getattr(article, key)
            if day and day > collection.today:
                yield Finding(article, f"`{key}` is in the future: {day}", "check the year", key=key)


def past_year_in_title(collection: Collection) -> Iterator[Finding]:
    """Expect no year in a title to have passed: readers take the answer for one of that year."""
    for article in collection.articles:
        if year := past_year(article.title, collection.today.year):
            message = f"the title speaks of {year}, which has passed"
            yield Finding(article, message, "check whether the answer still holds; then change the title")


def review_due(collection: Collection) -> Iterator[Finding]:
    """Expect `review_by` to lie ahead."""
    for article in collection.articles:
        if article.review_by and article.review_by < collection.today:
            message = f"due for review since {article.review_by}"
            hint = "check whether the answer still holds; then set `updated` and a new `review_by`"
            yield Finding(article, message, hint, key="review_by")
