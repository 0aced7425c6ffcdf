"""What a query means, as values: slots, and the terms that may fill each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """Terms that together may fill a slot, and how good that is: 1 is what the reader typed."""

    terms: tuple[str, ...]
    factor: float


@dataclass(frozen=True, slots=True)
class Slot:
    """Places in the understood text (start, end) that say one thing, the choices for it, what it counts."""

    spans: tuple[tuple[int, int], ...]
    choices: tuple[Choice, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Understanding:
    """What is searched.

    `text` is what the reader is shown, `slots` what is looked up, `regions` the numbers of the regions it names,
    `content` the places that say what the question is about, `initials` the words taken for initials of pinyin.
    """

    text: str
    slots: tuple[Slot, ...]
    regions: tuple[int, ...]
    content: tuple[int, ...]
    initials: tuple[str, ...] = ()
