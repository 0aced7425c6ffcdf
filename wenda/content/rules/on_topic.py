"""Whether a title and its body are about the same thing."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from wenda.content.rules.collection import Collection, Finding
from wenda.text import fold, is_han

ENOUGH_TEXT = 60
"""Chinese characters or Latin letters below which a body may well not repeat what was asked."""
NOTHING_SHARED = 0.1
"""Share of a title's weight below which the body does not speak of it."""
PARTLY_SHARED = 0.6
"""The same where the body names another subject in so many words."""

# What questions are asked with, whatever they are about.
_ASKING = frozenset(
    "的了吗呢是有和与在要会不没还去好怎么样办什哪家多少久可以能为请问得到后年月日都才就又叫一个几吃医院病治疗法方原因"
    "出现症状情况最大小上下人我你他她它这那该应做用对如何"
)
_LATIN = re.compile(r"[a-z]{4,}")
_ASKING_LATIN = frozenset(
    {"what", "when", "where", "which", "does", "with", "have", "that", "this", "your", "from"}
)
# Where an answer's first sentence says what it is about: 在…方面, 关于…的, 对于…来说, …是指.
_SUBJECT = r"((?![这那你我他她它])[^,.:;!?\n的是在]{3,16}?)"
_DECLARED = re.compile(
    rf"(?:^|[,\d年区市省])在{_SUBJECT}(?:诊疗|治疗|护理|诊断|防治|办理|使用)?方面"
    rf"|(?:^|,)(?:关于|针对|有关){_SUBJECT}(?:的|,|:|问题)"
    rf"|(?:^|,)对于{_SUBJECT}(?:来说|而言|,|患者)"
    rf"|^{_SUBJECT}(?:是指|指的是|是一种|是由|又称|属于)"
)


def title_body_mismatch(collection: Collection) -> Iterator[Finding]:
    """Expect a body to speak of what the title asks."""
    weight = title_weights([article.title for article in collection.articles])
    for article in collection.articles:
        text = f"{collection.text[article.path]}\n{article.summary}"
        if reason := mismatch(article.title, text, weight):
            hint = "check that this is the answer to this question"
            yield Finding(
                article, f"the title and the text are about different things: {reason}", hint, line=1
            )


def mismatch(title: str, text: str, weight: Callable[[str], float]) -> str:
    """Say what shows that `text` is no answer to `title`, or return nothing.

    The measure is the share of the title's characters (words, in Latin script) that the text has, each
    weighted by how few titles have it. Next to nothing shared is a mismatch. So is a part, when the text's
    first sentence names a subject that has nothing in common with the title.
    """
    text = fold(text)
    pieces = _pieces(title)
    if len(pieces) < 2 or sum(map(str.isalpha, text)) < ENOUGH_TEXT:
        return ""
    total = sum(map(weight, pieces))
    shared = sum(weight(piece) for piece in pieces if piece[:6] in text) / total
    if shared < NOTHING_SHARED:
        return "the text has hardly a word of the title"
    subject = _declared_subject(text)
    if shared < PARTLY_SHARED and subject and not _have_common_words(subject, fold(title)):
        return f"the text begins by speaking of {subject}"
    return ""


def title_weights(titles: Sequence[str]) -> Callable[[str], float]:
    """Return the weight of a character or word: its inverse document frequency among `titles`."""
    counts = Counter(piece for title in titles for piece in _pieces(title))
    return lambda piece: math.log((len(titles) + 1) / (counts[piece] or 1)) + 0.1


@lru_cache(maxsize=4096)
def _pieces(title: str) -> frozenset[str]:
    folded = fold(title)
    han = {char for char in folded if is_han(char)} - _ASKING
    return frozenset(han | (set(_LATIN.findall(folded)) - _ASKING_LATIN))


def _declared_subject(text: str) -> str:
    sentence = text.strip()[:120].partition("\n")[0].partition("。")[0]
    match = _DECLARED.search(sentence)
    return next((group for group in match.groups() if group), "").strip() if match else ""


def _have_common_words(subject: str, title: str) -> bool:
    return any(subject[start : start + 2] in title for start in range(len(subject) - 1))
