"""Parts that many pages have in common, rendered once: the header, a question's row in ten lists, a topic's way home.

Templates ask for them: `once(part, value, …)` is the macro `part`, called with the values, and `cards | each(part, …)`
is the macro called for each card. A macro sees nothing but its values and what is the same on the whole site (`t`,
`settings`), so equal values give equal HTML, and it is looked up instead of rendered. What a macro links to depends on
where the page lies: such a macro takes `here`, which is the same on all pages in one folder (see `beside`).
"""

from collections.abc import Callable, Hashable, Iterable

from markupsafe import Markup

MOST = 50_000
"""Parts kept at a time, some 25 MB; then all are forgotten, which costs no more than rendering them again."""

Part = Callable[..., Markup]


class Parts:
    """Remembers parts by macro and values."""

    def __init__(self) -> None:
        self._made: dict[tuple[Hashable, ...], Markup] = {}

    def once(self, part: Part, *values: Hashable) -> Markup:
        """Return the part with these values."""
        key = (part, *values)
        made = self._made.get(key)
        if made is None:
            if len(self._made) >= MOST:
                self._made.clear()
            made = self._made[key] = part(*values)
        return made

    def each(self, items: Iterable[Hashable], part: Part, *values: Hashable) -> Markup:
        """Return the part for each item, one after the other; the values are the same for all."""
        return Markup("".join([self.once(part, item, *values) for item in items]))  # noqa: S704  parts are Markup


def beside(page_url: str) -> str:
    """Return the place that stands for the page and those beside it: from all of them links are written alike.

    That holds for links to anything but the page's own folder; a page directly below the root stands for itself. `*` is
    no name that a page could have.
    """
    folder, _, name = page_url.removesuffix("/").rpartition("/")
    return f"{folder}/*{page_url[len(folder) + 1 + len(name) :]}" if folder else page_url
