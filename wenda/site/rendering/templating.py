"""How templates are read: everything is escaped, what does not exist is an error, addresses work from any page."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from json import JSONEncoder
from urllib.parse import urljoin

import jinja2
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from markupsafe import escape

from wenda.site.rendering.parts import Parts
from wenda.site.settings import Settings
from wenda.site.texts import Texts
from wenda.site.urls import NOT_FOUND, relative_url

FIXED = ("t", "settings")
"""Globals whose texts are the same on every page."""

PARTS = ("lists", "machines", "shell")
"""The templates of parts, macros that any other may use under these names."""

_BREAK = re.compile(r"\s*\n\s*")
# Between tags that are blocks a line break means nothing; in <pre>, `>` and `<` are entities.
_BETWEEN_BLOCKS = re.compile(
    r">\n+(?=</?(?:p|h[1-6]|[uod]l|li|d[td]|table|thead|tbody|t[rhd]|blockquote|hr|div|pre)\b)"
)
_NUMBERED = re.compile(
    r"\s*(?:第?[一二三四五六七八九十百\d]{1,4}[、.．章节条]|[(（][一二三四五六七八九十百\d]{1,4}[)）])"
)


class LinesOfTemplates(Extension):
    """Takes line breaks, with the spaces around them, out of templates when they are compiled.

    Templates stay readable, pages carry no layout of theirs, and rendering costs nothing more.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens of a template, its text on one line."""
        for token in stream:
            if token.type != "data":
                yield token
            elif text := _BREAK.sub("", str(token.value)):
                yield Token(token.lineno, "data", text)


class TextsOfTemplates(Extension):
    """Puts the words that are the same on every page, such as `{{ t.summary }}`, in when a template is compiled."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens of a template, with text in the place of expressions that only name a fixed one."""
        held: list[Token] = []  # from `{{` on
        for token in stream:
            if token.type == "variable_begin":
                held = [token]
            elif not held:
                yield token
            else:
                held.append(token)
                if token.type == "variable_end":
                    text = self._fixed([str(part.value) for part in held[1:-1]])
                    yield from held if text is None else [Token(token.lineno, "data", text)]
                    held = []
        yield from held

    def _fixed(self, expression: Sequence[str]) -> str | None:
        """Return what `name.part.part` always is, escaped, if it is text that is the same on the whole site."""
        name, *parts = expression
        if name not in FIXED or not parts or set(parts[::2]) != {"."}:
            return None
        value = self.environment.globals[name]
        for part in parts[1::2]:
            value = self.environment.getattr(value, part)
        return str(escape(value)) if isinstance(value, str) else None


def prepare(env: jinja2.Environment, texts: Texts, settings: Settings) -> None:
    """Set up an environment from which no template has been taken yet."""
    parts = Parts()
    env.auto_reload = (
        False  # a template does not change within a build; asking whether it did is a system call
    )
    env.autoescape = True
    env.add_extension(LinesOfTemplates)
    env.add_extension(TextsOfTemplates)
    env.undefined = jinja2.StrictUndefined
    env.policies["json.dumps_function"] = _json
    env.filters["url"] = _addresses(settings.root)
    env.filters["each"] = parts.each
    env.filters["compact"] = compact
    env.tests["numbered"] = is_numbered
    env.globals.update(t=texts, settings=settings, once=parts.once)
    for name in PARTS:  # as globals, since importing them costs each page more than most of what they save
        env.globals[name] = env.get_template(f"partials/{name}.html").module


_encoder = JSONEncoder(ensure_ascii=False, sort_keys=True)  # made once: json.dumps makes one for each text


def _json(value: object, **_: object) -> str:
    """Return JSON; Jinja's filter `tojson` then makes it safe for HTML."""
    return _encoder.encode(value)


def compact(html: str) -> str:
    """Return what Markdown made without the line breaks between its blocks, which are one in fifty of its bytes."""
    return _BETWEEN_BLOCKS.sub(">", html)


def is_numbered(heading: str) -> bool:
    """Say whether a heading brings its own number (一、 第二章 (三) 4.), so that no list should number it again."""
    return bool(_NUMBERED.match(heading))


def _addresses(root: str) -> Callable[..., str]:
    """Return the filter `url` for a site at `root`."""

    @lru_cache(maxsize=1 << 17)
    def address(url: str, here: str) -> str:
        return urljoin(root, url) if here == NOT_FOUND else relative_url(url, here)

    @jinja2.pass_context
    def in_page(context: Context, url: str, here: str | None = None) -> str:
        """Return the site-relative `url` as the page has to write it; absolute on 404, which is shown at any address.

        A part that several pages share hands over `here`, its places.
        """
        if here is None:
            page_url = context["page"].url
            if page_url and page_url != NOT_FOUND and url.startswith(page_url):
                return relative_url(url, page_url)
            here = str(context["here"])
        return address(url, here)

    return in_page
