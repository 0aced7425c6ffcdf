"""HTML that Markdown made of an article → HTML that cannot run, load or imitate anything.

The allowlist keeps what the Markdown extensions make and nothing else. nh3 parses as browsers do and closes what is
open; in what it returns `<` and `>` stand only where a tag begins and ends, which the patterns below rely on.
"""

import html
import re

import nh3

RESERVED_IDS = frozenset({"main", "top", "related", "backlinks", "recommended", "topics", "regions", "tags"})
RESERVED_PREFIXES = ("w-", "wenda-", "search-", "group-", "initial-", "region-", "issue-")
"""Ids that templates and scripts use; a heading of an article may not take them."""

_BLOCKS = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "hr"),
    *(
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "div",
        "details",
        "summary",
        "figure",
        "figcaption",
    ),
}
_INLINE = {
    *(
        "a",
        "abbr",
        "b",
        "br",
        "cite",
        "code",
        "del",
        "em",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
    ),
    *("span", "strong", "sub", "sup", "u", "var", "wbr", "ruby", "rt", "rp"),
}
_ATTRIBUTES = {
    "*": {"id", "lang", "dir"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "details": {"open"},
}
_ALIGNED = {"align-left", "align-center", "align-right"}
_KINDS = {
    "note",
    "abstract",
    "info",
    "tip",
    "success",
    "question",
    "warning",
    "failure",
    "danger",
    "bug",
    "example",
    "quote",
}
_CLASSES = {
    "div": {"admonition", "footnote", *_KINDS},
    "p": {"admonition-title"},
    "details": _KINDS,
    "a": {"footnote-ref", "footnote-backref"},
    "th": _ALIGNED,
    "td": _ALIGNED,
}

_cleaner = nh3.Cleaner(
    tags=_BLOCKS | _INLINE,
    attributes=_ATTRIBUTES,
    allowed_classes=_CLASSES,
    set_tag_attribute_values={"img": {"loading": "lazy"}},
    clean_content_tags={"script", "style", "template", "noscript", "iframe", "object", "svg", "math"},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)

# Python-Markdown aligns cells by a style attribute, which the site's Content-Security-Policy forbids.
_ALIGN_STYLE = re.compile(r"(<t[hd]) style=\"text-align: (left|center|right);\"")
_FOREIGN_IMAGE = re.compile(r"<img\b([^>]*?) src=\"((?:[A-Za-z][A-Za-z0-9+.-]*:|//)[^\"]*)\"([^>]*)>")
_ALT = re.compile(r" alt=\"([^\"]*)\"")
_RESERVED = rf" id=\"(?:(?:{'|'.join(sorted(RESERVED_IDS))})|(?:{'|'.join(RESERVED_PREFIXES)})[^\"]*)\""
_RESERVED_LIKE = re.compile(_RESERVED)  # in a text, perhaps; most articles have not even that
_RESERVED_ID = re.compile(rf"(<[^>]*?){_RESERVED}")
_HEADING = re.compile(r"<(/?)h([1-6])\b")
_TABLE = re.compile(r"<(/?)table\b")


def sanitise(rendered: str, table_label: str, *, trusted: bool = False) -> str:
    """Return `rendered` without anything that could run, load from elsewhere or take the place of the page's parts.

    Headings begin at the second level, since the first is the question; tables can scroll and are named `table_label`
    for those who cannot see them; images of other hosts become links to them. What is `trusted` may hold anything and
    is only fitted into the page.
    """
    if " style=" in rendered:
        rendered = _ALIGN_STYLE.sub(r'\1 class="align-\2"', rendered)
    clean = rendered if trusted else _harmless(rendered)
    if "<h1" in clean:
        clean = _HEADING.sub(lambda match: f"<{match[1]}h{min(int(match[2]) + 1, 6)}", clean)
    return _scrolling(clean, table_label) if "<table" in clean else clean


def _harmless(rendered: str) -> str:
    clean = _cleaner.clean(rendered)
    if _RESERVED_LIKE.search(clean):
        clean = _RESERVED_ID.sub(r"\1", clean)
    return _FOREIGN_IMAGE.sub(_image_link, clean) if "<img" in clean else clean


def is_reserved(anchor: str) -> bool:
    """Say whether an id belongs to the templates."""
    return anchor in RESERVED_IDS or anchor.startswith(RESERVED_PREFIXES)


def _scrolling(clean: str, table_label: str) -> str:
    opening = (
        f'<div class="wenda-table" role="group" tabindex="0" aria-label="{html.escape(table_label)}"><table'
    )
    clean = _TABLE.sub(lambda match: "</table" if match[1] else opening, clean)
    return clean.replace("</table>", "</table></div>")


def _image_link(match: re.Match[str]) -> str:
    alt = _ALT.search(match[1] + match[3])
    return f'<a href="{match[2]}">{alt[1] if alt and alt[1] else match[2]}</a>'
