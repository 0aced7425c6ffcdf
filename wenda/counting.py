"""Counted things on the command line, in English."""


def counted(number: int, name: str) -> str:
    """Return `number` and `name`, in the plural where it is one: "1 page", "2,345 pages"."""
    return f"{number:,} {name}" if number == 1 else f"{number:,} {name}s"
