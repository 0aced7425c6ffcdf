"""A chart of time against articles as SVG, both axes logarithmic.

What grows linearly climbs a decade a decade; what is steeper will not scale.
"""

import math
from collections.abc import Mapping, Sequence
from html import escape

Series = Sequence[tuple[float, float]]
"""Points as (articles, seconds), both above 0."""

_WIDTH, _HEIGHT = 920, 480
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 310, 24, 52  # margins; the right one holds the names
_LINE = 15
"""Least distance in pixels between the names of two series."""
# Okabe and Ito's colours, told apart by colour-blind readers too; their yellow is too pale for a line.
_COLOURS = ("#d55e00", "#0072b2", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#777777", "#000000")


def draw(series: Mapping[str, Series], title: str) -> str:
    """Return the chart of `series` by name; raises ValueError when there is no point at all."""
    points = [point for line in series.values() for point in line]
    if not points:
        raise ValueError("nothing to draw")
    across = _Scale([x for x, _ in points], _LEFT, _WIDTH - _RIGHT)
    up = _Scale([y for _, y in points], _HEIGHT - _BOTTOM, _TOP)
    ends = sorted((up(line[-1][1]), name) for name, line in series.items() if line)
    heights = dict(zip((name for _, name in ends), _apart([height for height, _ in ends]), strict=True))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
        f"<title>{escape(title)}</title>",
        "<style>text{font:12px sans-serif}</style>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        *_grid(across, up),
    ]
    for (name, line), colour in zip(series.items(), _COLOURS * len(series), strict=False):
        if line:
            parts += _line(name, [(across(x), up(y)) for x, y in line], heights[name], colour)
    return "\n".join([*parts, "</svg>"]) + "\n"


class _Scale:
    """Maps values to pixels, from the power of ten below the least to the one above the greatest."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self.first = math.floor(math.log10(min(values)))
        self.last = max(math.ceil(math.log10(max(values))), self.first + 1)
        self._start, self._end = start, end

    def __call__(self, value: float) -> float:
        """Return the pixel of `value`."""
        share = (math.log10(value) - self.first) / (self.last - self.first)
        return round(self._start + share * (self._end - self._start), 1)

    def ticks(self) -> list[float]:
        """Return the powers of ten, with 2 and 5 of each decade when there are few decades."""
        steps = (1, 2, 5) if self.last - self.first <= 2 else (1,)
        values = [step * 10.0**power for power in range(self.first, self.last + 1) for step in steps]
        return [value for value in values if value <= 10.0**self.last * 1.001]


def _grid(across: _Scale, up: _Scale) -> list[str]:
    bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    parts = []
    for value in across.ticks():
        x = across(value)
        parts.append(f'<path d="M{x} {_TOP}V{bottom}" stroke="#ddd"/>')
        parts.append(f'<text x="{x}" y="{bottom + 18}" text-anchor="middle">{value:,.0f}</text>')
    for value in up.ticks():
        y = up(value)
        parts.append(f'<path d="M{_LEFT} {y}H{right}" stroke="#ddd"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{_seconds(value)}</text>')
    parts.append(f'<text x="{(_LEFT + right) / 2}" y="{_HEIGHT - 12}" text-anchor="middle">articles</text>')
    return parts


def _line(name: str, points: Series, height: float, colour: str) -> list[str]:
    path = " ".join(f"{x},{y}" for x, y in points)
    x, y = points[-1]
    return [
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>',
        *(f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>' for x, y in points),
        f'<path d="M{x + 5} {y}L{_WIDTH - _RIGHT + 12} {height}" stroke="{colour}" opacity=".4"/>',
        f'<text x="{_WIDTH - _RIGHT + 16}" y="{height + 4}" fill="{colour}">{escape(name)}</text>',
    ]


def _apart(heights: Sequence[float]) -> list[float]:
    """Move ascending `heights` down so that texts do not overlap, and up again from the lower edge."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + _LINE) if placed else height)
    limit = float(_HEIGHT - _BOTTOM)
    for number in range(len(placed) - 1, -1, -1):
        placed[number] = min(placed[number], limit)
        limit = placed[number] - _LINE
    return placed


def _seconds(value: float) -> str:
    return f"{value:,.0f} s" if value >= 1 else f"{value:g} s"
