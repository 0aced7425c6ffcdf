"""What a site can afford: hosts publish only so much, and what is optional gives way first."""

from wenda.model import Catalog
from wenda.site.settings import Settings

PAGE_BYTES = 10_000
"""What an article takes on a built site besides its text: its page's frame, its places in lists and in the index."""

TIMES_TEXT = 2
"""How often its text is there without a twin: in the page and in the index."""


def has_twins(catalog: Catalog, settings: Settings) -> bool:
    """Say whether articles have Markdown twins: the owner wants them, and the site, estimated, still fits with them."""
    if not settings.options.markdown_twins:
        return False
    text = sum(len(entry.article.body.encode("utf-8", "replace")) for entry in catalog.entries.values())
    estimate = len(catalog.entries) * PAGE_BYTES + (TIMES_TEXT + 1) * text
    return estimate <= settings.options.max_megabytes * 1_000_000
