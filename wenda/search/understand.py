from dataclasses import dataclass
from typing import Any
from wenda.search.tokens import tokens
from wenda.text import fold
import re


@dataclass(frozen=True, slots=True)
class Slot:
    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class Understanding:
    text: str
    slots: tuple[Slot, ...]
    regions: tuple[int, ...]


def understand(query: str, core: dict[str, Any]) -> Understanding:
    folded = fold(query)
    filler = re.compile("|".join(sorted(core["filler"], key=lambda p: (-len(p), p))))
    text = filler.sub(" ", folded)
    names = [name for name, _ in core["regions"]]
    regions = tuple(i for i, name in enumerate(names) if name in text)
    slots = []
    for token in tokens(text):
        weight = 0.3 if len(token.term) == 2 and any(c in core["binding"] for c in token.term) else 1.0
        if token.term in core["binding"]:
            continue
        slots.append(Slot(token.term, weight))
    return Understanding(" ".join(text.split()), tuple(slots), regions)
