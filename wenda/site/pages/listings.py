"""Which listings there are: of a topic, a tag, a region, and a topic in a region."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from wenda.model import Catalog, Topic
from wenda.site.pages.articles import region_path
from wenda.site.pages.cards import Cards, region_url, topic_url
from wenda.site.pages.paging import Listing, Section, divide, start_of
from wenda.site.pages.views import CountedLink, Crumbs, Link
from wenda.site.texts import Texts

NARROWED = 10
"""Articles of a topic that a region needs for a page of them alone; fewer are a section of the region's listing."""

REGIONS_AT_ONCE = 40
"""Most regions that a topic offers beside one another; of more, cities follow on their province's page."""


class Listings:
    """Makes the listings of a catalog; `page_size` is the number of articles on a page."""

    def __init__(self, catalog: Catalog, cards: Cards, texts: Texts, page_size: int) -> None:
        self._catalog = catalog
        self._cards = cards
        self._texts = texts
        self._page_size = page_size
        self._home = Link("", texts.say("pages", "home"))
        self._by_topic = {region: self._topics_of(ids) for region, ids in catalog.in_region.items()}

    def all(self) -> Iterator[Listing]:
        """Yield every listing of the site, in the order of their addresses' kinds."""
        yield from self._topics()
        yield from self._tags()
        yield from self._regions()

    def _topics(self) -> Iterator[Listing]:
        shelf = Link("topics/", self._texts.say("pages", "topics"))
        for topic in self._catalog.topics.values():
            ids = self._catalog.in_topic.get(topic.id, ())
            if not ids:
                continue
            own = Link(topic_url(topic.id), topic.name)
            by_region = {
                region: some for region, some in self._by_region(ids).items() if len(some) < len(ids)
            }
            yield Listing(
                kind="topic",
                title=topic.name,
                url=own.url,
                crumbs=Crumbs((self._home, shelf, own)),
                description=topic.description or self._describe("topic", topic.name, len(ids)),
                sections=self._by_group(ids, tuple(group.name for group in topic.groups)),
                narrower=self._narrower(topic, by_region, ""),
                summarised=True,
            )
            for region, some in by_region.items():
                if len(some) >= NARROWED:
                    name = self._catalog.regions[region].name
                    title = self._texts.say("pages", "topic_in_region", region=name, topic=topic.name)
                    here = Link(f"{own.url}{region}/", title)
                    yield Listing(
                        kind="topic",
                        title=title,
                        url=here.url,
                        crumbs=Crumbs((self._home, shelf, own, Link(here.url, name))),
                        description=self._describe("region", title, len(some)),
                        sections=(Section("", "", some),),
                        narrower=self._narrower(topic, by_region, region),
                    )

    def _narrower(
        self, topic: Topic, by_region: Mapping[str, tuple[str, ...]], around: str
    ) -> tuple[CountedLink, ...]:
        """Return where to see only the articles of a topic for a region: all regions, or those directly in `around`."""
        regions = self._catalog.regions
        many = len(by_region) > REGIONS_AT_ONCE
        return tuple(
            CountedLink(self._where(topic, region, some), regions[region].name, len(some), region=region)
            for region, some in by_region.items()
            if (regions[region].parent == around if many or around else True)
        )

    def _where(self, topic: Topic, region: str, ids: tuple[str, ...]) -> str:
        if len(ids) >= NARROWED:
            return f"{topic_url(topic.id)}{region}/"
        return start_of(self._by_topic[region], _anchor(topic.id), region_url(region), self._page_size)

    def _tags(self) -> Iterator[Listing]:
        shelf = Link("tags/", self._texts.say("pages", "tags"))
        for tag in self._catalog.tags.values():
            if self._cards.has_listing(tag.id):
                own, ids = self._cards.tags[tag.id], self._catalog.in_tag[tag.id]
                yield Listing(
                    kind="tag",
                    title=tag.name,
                    url=own.url,
                    crumbs=Crumbs((self._home, shelf, own)),
                    description=self._describe("tag", tag.name, len(ids)),
                    sections=(Section("", "", ids),),
                )

    def _regions(self) -> Iterator[Listing]:
        shelf = Link("regions/", self._texts.say("pages", "regions"))
        within = children(self._catalog)
        for region in self._catalog.regions.values():
            ids = self._catalog.in_region.get(region.id, ())
            if not ids:
                continue
            around = [self._home, shelf]
            if region.parent:
                around.append(Link(region_url(region.parent), self._catalog.regions[region.parent].name))
            yield Listing(
                kind="region",
                title=region.name,
                url=region_url(region.id),
                crumbs=Crumbs((*around, Link(region_url(region.id), region.name))),
                description=self._describe("region", region.full_name, len(ids)),
                sections=self._by_topic[region.id],
                narrower=within.get(region.id, ()),
                summarised=True,
            )

    def _describe(self, kind: str, name: str, count: int) -> str:
        return self._texts.count("pages", f"{kind}_description", name=name, count=count)

    def _by_region(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return the articles of each region, those with most first; it has those of the regions within too."""
        found: dict[str, list[str]] = defaultdict(list)
        for id_ in ids:
            for region in region_path(self._catalog, self._catalog.entries[id_].region):
                found[region.id].append(id_)
        return {
            region: tuple(some)
            for region, some in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        }

    def _by_group(self, ids: Sequence[str], names: tuple[str, ...]) -> tuple[Section, ...]:
        found = divide(ids, lambda id_: self._catalog.entries[id_].group)
        groups = tuple(
            Section(name, f"group-{number}", found[name])
            for number, name in enumerate(names, 1)
            if name in found
        )
        other = tuple(id_ for name, some in found.items() if name not in names for id_ in some)
        if not other:
            return groups
        rest = self._texts.say("pages", "other_group") if groups else ""
        return (*groups, Section(rest, "group-other" if groups else "", other))

    def _topics_of(self, ids: Sequence[str]) -> tuple[Section, ...]:
        found = divide(ids, lambda id_: self._catalog.entries[id_].topic)
        names = {topic.id: topic.name for topic in self._catalog.topics.values()}
        names[""] = self._texts.say("pages", "no_topic")
        return tuple(
            Section(name, _anchor(topic), found[topic]) for topic, name in names.items() if topic in found
        )


def children(catalog: Catalog) -> Mapping[str, tuple[CountedLink, ...]]:
    """Return the regions directly within each region that have articles, in the order of their ids."""
    within: dict[str, list[CountedLink]] = defaultdict(list)
    for region in catalog.regions.values():
        if count := len(catalog.in_region.get(region.id, ())):
            within[region.parent].append(
                CountedLink(region_url(region.id), region.name, count, region.full_name)
            )
    return {parent: tuple(links) for parent, links in within.items()}


def _anchor(topic_id: str) -> str:
    return f"topic-{topic_id or 'other'}"
