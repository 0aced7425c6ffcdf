"""Where the knowledge map draws what: topics near those they have most to do with, each ringed by its questions.

Lengths are the picture's own units; on a phone one of them is about a pixel. Everything here is deterministic: the same
questions give the same picture, to the byte.
"""

import itertools
import math
from collections.abc import Mapping, Sequence

Point = tuple[float, float]

WIDTH = 360
SPACING = 25  # between questions: room for a fingertip
HUB = 36  # radius left for a topic's name
_MARGIN = 4
_FIRST_RING = HUB + SPACING / 2
_EDGE = SPACING / 2


def rings(count: int) -> tuple[tuple[Point, ...], float]:
    """Place `count` questions on rings around (0, 0); return them clockwise from the top, and the radius of it all.

    As many rings as make the whole smallest, each filled in proportion to its length.
    """
    if not count:
        return (), HUB
    first, number = min(
        ((_first_ring(count, number), number) for number in range(1, 9)),
        key=lambda found: found[0] + SPACING * found[1],
    )
    radii = [first + SPACING * ring for ring in range(number)]
    marks = [round(count * length / sum(radii)) for length in itertools.accumulate(radii, initial=0.0)]
    turns = [
        ((place + ring / 2) / (end - start), radius)
        for ring, (radius, (start, end)) in enumerate(zip(radii, itertools.pairwise(marks), strict=True))
        for place in range(end - start)
    ]
    points = [
        (radius * math.sin(turn * math.tau), -radius * math.cos(turn * math.tau))
        for turn, radius in sorted((turn % 1, radius) for turn, radius in turns)
    ]
    return tuple(points), radii[-1] + _EDGE


def _first_ring(count: int, number: int) -> float:
    """Return the radius of the innermost of `number` rings that together hold `count` questions."""
    needed = SPACING * count / math.tau - SPACING * number * (number - 1) / 2
    return max(_FIRST_RING, needed / number)


def pack(radii: Sequence[float], ties: Mapping[tuple[int, int], float]) -> tuple[tuple[Point, ...], float]:
    """Place discs of these radii so that none overlap; return their centres and the height of the whole.

    `ties` says how much the discs of two numbers, the lower first, belong together. Kamada and Kawai's layout (1989)
    brings those that do near one another; discs that then overlap are pushed apart, within `WIDTH`.
    """
    if not radii:
        return (), 0.0
    height = max(2 * max(radii), sum(math.pi * radius**2 for radius in radii) / WIDTH / 0.7)
    places = _spread(_kamada_kawai(len(radii), ties), height)
    for step in range(1500):
        pull = max(0.0, 0.02 * (1 - step / 500))  # towards the middle at first, then only apart
        places = [(x, y + (height / 2 - y) * pull) for x, y in places]
        moved = _push_apart(places, radii)
        if not moved and not pull:
            break
    top = min(y - radius for (_, y), radius in zip(places, radii, strict=True)) - _MARGIN
    bottom = max(y + radius for (_, y), radius in zip(places, radii, strict=True)) + _MARGIN
    return tuple((x, y - top) for x, y in places), bottom - top


def _kamada_kawai(count: int, ties: Mapping[tuple[int, int], float]) -> list[Point]:
    strongest = max(ties.values(), default=0.0) or 1.0
    lengths = [1 + 4 * (1 - weight / strongest) for weight in ties.values()]
    import igraph  # noqa: PLC0415  an edit that draws no map need not load it

    graph = igraph.Graph(n=count, edges=list(ties))
    return [(float(x), float(y)) for x, y in graph.layout_kamada_kawai(weights=lengths or None)]


def _spread(places: Sequence[Point], height: float) -> list[Point]:
    """Stretch places over the picture."""
    spread = []
    for axis, length in ((0, float(WIDTH)), (1, height)):
        values = [place[axis] for place in places]
        low, extent = min(values), max(values) - min(values)
        spread.append([(value - low) / extent * length if extent else length / 2 for value in values])
    return list(zip(*spread, strict=True))


def _push_apart(places: list[Point], radii: Sequence[float]) -> bool:
    """Move every two discs that overlap half of the way apart and all into the width; say whether any overlapped."""
    moved = False
    xs = [_within(x, radius) for (x, _), radius in zip(places, radii, strict=True)]
    ys = [y for _, y in places]
    for one, other in itertools.combinations(range(len(places)), 2):
        dx, dy = xs[other] - xs[one], ys[other] - ys[one]
        reach = radii[one] + radii[other] + _MARGIN
        if dx * dx + dy * dy >= (reach - 0.1) ** 2:
            continue
        distance = math.hypot(dx, dy)
        # Discs in one place go apart downwards, in their order.
        dx, dy = (dx / distance, dy / distance) if distance > 0.01 else (0.0, 1.0)
        push = (reach - distance) / 2
        xs[one], ys[one] = _within(xs[one] - dx * push, radii[one]), ys[one] - dy * push
        xs[other], ys[other] = _within(xs[other] + dx * push, radii[other]), ys[other] + dy * push
        moved = True
    places[:] = zip(xs, ys, strict=True)
    return moved


def _within(x: float, radius: float) -> float:
    edge = min(radius + 1, WIDTH / 2)
    return min(max(x, edge), WIDTH - edge)
