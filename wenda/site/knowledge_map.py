"""The knowledge map: topics and questions as a picture, and the same links as a list below it.

A site of a few hundred questions is drawn whole. A larger one shows its largest topics, with the questions that most
others lead to, so that the page stays a page at any size.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from wenda.model import Catalog, Status
from wenda.site.cards import article_url, tag_url, topic_url
from wenda.site.listings import divide
from wenda.site.map_layout import HUB, Point, pack, rings
from wenda.site.pages_model import SitePage
from wenda.site.texts import Texts
from wenda.site.views import CountedLink, Crumbs, Link, MapDot, MapGroup, MapTopic, MapView

MAX_TOPICS = 20
MAX_QUESTIONS = 240
MAX_TIES = 150  # lines between questions of different topics, the strongest
_LEAST = 3  # questions that a topic shows at least
_LINE = 5  # characters of a topic's name on one line, in full widths
_LINES = 2


@dataclass(frozen=True, slots=True)
class _Shelf:
    """A topic with the questions that are drawn, by group, in the order of groups."""

    link: CountedLink
    groups: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(id_ for _, ids in self.groups for id_ in ids)
