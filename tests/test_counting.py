"""Counted things are said as English says them."""

import pytest

from wenda.counting import counted


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (12345, "12,345 pages")]
)
def test_one_thing_is_singular_and_thousands_are_set_apart(number: int, said: str) -> None:
    assert counted(number, "page") == said
