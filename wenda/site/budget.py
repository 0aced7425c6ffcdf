"""What a site can afford: hosts publish only so much, and what is optional gives way first."""

from collections.abc import Iterator

from wenda.errors import Problem, Severity
from wenda.model import Catalog
from wenda.site.settings import Settings
from wenda.site.weight import Weight, spoken

PAGE_BYTES = 7_000
"""What an article takes on a built site besides its text: its page's frame, its places in lists and in the index."""

TIMES_TEXT = 2
"""How often its text is there without a twin: in the page and in the index."""

CHARACTER_BYTES = 3
"""What a Chinese character takes in UTF-8; others take less."""

NEAR = 0.9
"""The part of the limit from which on a build warns: there is still time to publish less."""


SIZE = "size"
"""The rule that a site which is too large for its host breaks."""

RELATED, RELATED_WHERE_TIGHT = 10, 5
"""Most related questions on a page: one is a hundred and fifty bytes, a hundred thousand times over."""


def has_twins(catalog: Catalog, settings: Settings) -> bool:
    """Say whether articles have Markdown twins: the owner wants them, and the site, estimated, still fits with them."""
    return settings.options.markdown_twins and has_room(catalog, settings)


def has_room(catalog: Catalog, settings: Settings) -> bool:
    """Say whether the site, estimated, would fit with twins; where it would not, pages are kept short as well."""
    return fits(len(catalog.entries), characters(catalog), settings)


def characters(catalog: Catalog) -> int:
    """Return how many characters the bodies of all articles have."""
    return sum(len(entry.article.body) for entry in catalog.entries.values())


def fits(articles: int, written: int, settings: Settings) -> bool:
    """Say whether a site of that many articles, with `written` characters in their bodies, has room for twins."""
    estimate = articles * PAGE_BYTES + (TIMES_TEXT + 1) * CHARACTER_BYTES * written
    return estimate <= settings.options.max_megabytes * 1_000_000


def left_out(catalog: Catalog, settings: Settings) -> Iterator[str]:
    """Yield what the owner wants and the site cannot afford, in words."""
    if settings.options.markdown_twins and not has_twins(catalog, settings):
        yield f"no Markdown twins: with them the site could pass {settings.options.max_megabytes} MB"


def too_large(weight: Weight, place: str, settings: Settings) -> Iterator[Problem]:
    """Yield a warning about the site at `place` when it passes the most that its host publishes, or soon will."""
    limit = settings.options.max_megabytes
    part = weight.size / (limit * 1_000_000)
    if part > 1:
        message = f"{spoken(weight.size)} are more than the {limit} MB that the host publishes"
        hint = "publish less, or set max_megabytes if yours takes more"
    elif part >= NEAR:
        message = f"{spoken(weight.size)} are {part:.0%} of the {limit} MB that the host publishes"
        hint = "soon it will not take the site: publish less, or set max_megabytes if yours takes more"
    else:
        return
    yield Problem(place, 0, message, hint, rule=SIZE, severity=Severity.WARNING)


def related_shown(catalog: Catalog, settings: Settings) -> int:
    """Return how many related questions a page shows at most."""
    return RELATED if has_room(catalog, settings) else RELATED_WHERE_TIGHT
