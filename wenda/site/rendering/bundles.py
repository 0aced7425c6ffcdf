"""The styles and the script that every page loads: each one file, so that a page asks for little and names little.

A bundle is put together at build time from parts that are kept apart for those who work on them, and it carries the
texts of the interface that styles and scripts need: pages then do not have to repeat them.
"""

import json
import re
from collections.abc import Iterable

from wenda.site.texts import Texts

STYLES = "assets/wenda.css"
SCRIPT = "assets/wenda.js"

PARTS = ("assets/styles/", "assets/shell/")
"""Folders whose files are parts of bundles, taken in the order of their names, and not published themselves."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s*")


def stylesheet(texts: Texts, material: Iterable[str], parts: Iterable[str]) -> str:
    """Return Material's stylesheets, then our own over them without comments and indentation."""
    own = _INDENT.sub("\n", _COMMENT.sub("", "\n".join(parts)))
    seals = "".join(f"--seal-{name}:{_css(texts.say(f'seal_{name}'))};" for name in ("question", "answer"))
    return "\n".join((*map(_without_map, material), f":root{{{seals}}}", own))


def script(texts: Texts, parts: Iterable[str], *, offline: bool) -> str:
    """Return what scripts are told, as `wenda`: their texts, and whether the site is read offline; then the parts."""
    said = json.dumps(texts["scripts"], ensure_ascii=False, sort_keys=True)
    return "\n".join((f"globalThis.wenda = {{ texts: {said}, offline: {json.dumps(offline)} }};", *parts))


def _without_map(css: str) -> str:
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css).strip()


def _css(text: str) -> str:
    escaped = re.sub(r"[\"\\\n]", lambda found: f"\\{ord(found[0]):x} ", text)
    return f'"{escaped}"'
