"""Synonyms."""

from dataclasses import dataclass
from pathlib import Path
from wenda.errors import Problem


@dataclass(frozen=True, slots=True)
class Synonyms:
    groups: tuple[tuple[str, ...], ...] = ()


def load_synonyms(content_dir: Path) -> tuple[Synonyms, tuple[Problem, ...]]:
    return Synonyms(), ()
