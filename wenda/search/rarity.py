"""How rare a term is."""

import math


def rarity(frequency: int, total: int) -> float:
    """Return BM25's inverse document frequency of a term that `frequency` of `total` articles have; always positive."""
    return math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))
