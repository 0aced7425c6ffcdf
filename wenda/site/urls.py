"""Site-relative addresses and how one page names another."""

from urllib.parse import urlsplit

from wenda.slug import is_page_path

NOT_FOUND = "404.html"
"""The page that the host shows at any address where there is nothing."""


def relative_url(url: str, page_url: str) -> str:
    """Return the site-relative `url` as the page at `page_url` has to write it.

    Addresses of other hosts, absolute paths, fragments and queries are returned as they are. The result works under
    any sub-path and, for a page's own folder, is `./`.
    """
    if url.startswith(("/", "#", "?")) or (":" in url and urlsplit(url).scheme):
        return url
    here, there = page_url.split("/")[:-1], url.split("/")
    common = 0
    while common < min(len(here), len(there) - 1) and here[common] == there[common]:
        common += 1
    path = "../" * (len(here) - common) + "/".join(there[common:])
    return path or "./"


def alias_url(alias: str) -> str:
    """Return the address that a former id or address stands for: `old-id` is an article's, `old/path/` is itself."""
    alias = alias.removeprefix("/")
    if "/" not in alias and "." not in alias:
        return f"q/{alias}/"
    last = alias.rpartition("/")[2]
    return alias if not last or "." in last else f"{alias}/"


def is_safe(url: str) -> bool:
    """Say whether `url` stays within the site and names the same file on every disk."""
    return is_page_path(file_of(url))


def url_of(file: str) -> str:
    """Return the address at which the page of this path is served, relative to the site."""
    return file.removesuffix("index.html") if f"/{file}".endswith("/index.html") else file


def file_of(url: str) -> str:
    """Return the path of the file that is served at the site-relative `url`."""
    return f"{url}index.html" if not url or url.endswith("/") else url
