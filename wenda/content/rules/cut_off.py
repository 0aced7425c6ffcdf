"""Whether a text stops in the middle of a sentence."""

import re
import unicodedata
from collections.abc import Iterator

from wenda.content.rules.collection import Collection, Finding
from wenda.model import Status

_CLOSERS = "\"'”’」』)）]】》>*_`~"
_ENDS = "。！？!?.；;～~"
_OMISSION = re.compile(r"(?:…|\.{3}|。{3})$")
_OPEN = re.compile(r"[,，、:：(（\[【《“‘「『/+-]$|(?:以及|或者|并且|而且|因为|由于|但是|包括|例如|比如)$")
_SENTENCE_END = re.compile(rf"[{re.escape(_ENDS)}]")
_ITEM = re.compile(r"[ \t>]*(?:[-*+•]|\d+[.)、])[ \t]+")
_HEADING = re.compile(r"[ \t>]*#{1,6}[^#]")
_WHOLE = re.compile(r"[ \t>]*(?:\||<|!\[|\[\^?[^\]]+\]:|```|~~~|={3,}$|-{3,}$|\{)")
_ADDRESS = re.compile(r"(?:https?://\S+|\S+@\S+|[\d+() -]{5,})$")
_PAIRS = (("《", "》"), ("“", "”"), ("「", "」"), ("【", "】"), ("（", "）"), ("(", ")"))
_SHORT = 24
"""Characters up to which words without any full stop are a phrase, not a sentence: 大约两万元."""


def cut_off(collection: Collection) -> Iterator[Finding]:
    """Expect a text to end where a sentence ends; what was cut off is to be completed or said to be missing."""
    for article in collection.articles:
        hint = "complete it, or end it where the last whole sentence ends"
        if article.status is Status.EXCERPT:
            hint = "end it where the last whole sentence ends, or find the rest"
        if stop := stops_short(article.body, collection.text[article.path]):
            line = article.body.count("\n") + 1
            yield Finding(article, f"the text {stop}", hint, line)
        elif _OMISSION.search(article.summary) or _OPEN.search(article.summary):
            message = f"the summary stops mid-sentence: {_tail(article.summary)}"
            yield Finding(article, message, hint, key="summary")


def stops_short(markdown: str, words: str) -> str:
    """Say how `markdown`, whose plain text is `words`, ends too early; return nothing when it ends well.

    It ends too early with a heading, dots, a comma or colon, or a sentence without its full stop. Items of a
    list that does without full stops, table rows, addresses and short phrases may end as they are.
    """
    lines = [line for line in markdown.split("\n") if line.strip()]
    if not lines or _WHOLE.match(lines[-1]) or "|" in lines[-1]:
        return ""
    last = words.rpartition("\n")[2].strip()
    bare = last.rstrip(_CLOSERS).rstrip()
    how = ""
    if _HEADING.match(lines[-1]):
        how = "ends with a heading that nothing follows"
    elif _OMISSION.search(bare):
        how = "ends in dots"
    elif _OPEN.search(bare):
        how = "stops mid-sentence"
    elif not (_ends_well(bare) or _ADDRESS.search(last[-200:]) or _is_phrase(words) or _is_bare_list(lines)):
        how = "ends without a full stop"
    return f"{how}: {_tail(last)}" if how else ""


def _ends_well(text: str) -> bool:
    return not text or text[-1] in _ENDS or _is_symbol(text[-1])


def _is_phrase(words: str) -> bool:
    is_closed = all(words.count(opening) <= words.count(closing) for opening, closing in _PAIRS)
    return len(words) <= _SHORT and is_closed and not _SENTENCE_END.search(words)


def _is_symbol(char: str) -> bool:
    """Say whether `char` is an emoji or the like, which people put in place of a full stop."""
    return unicodedata.category(char) in {"So", "Sk", "Sm"} and char not in "°℃±+="


def _is_bare_list(lines: list[str]) -> bool:
    """Say whether the text ends with a list whose items do without full stops."""
    items = [line.rstrip().rstrip(_CLOSERS) for line in lines if _ITEM.match(line)][-4:]
    is_list = len(items) > 1 and _ITEM.match(lines[-1])
    return bool(is_list) and not any(item[-1:] in _ENDS for item in items)


def _tail(text: str) -> str:
    return text[-16:]
