"""Which id each content file gets: its stem where that can be an address, else one made from its path."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from wenda.errors import Problem, Severity
from wenda.slug import is_slug, unique_slug

# Names that say "the page of this folder", not what the page is about.
_FOLDER_PAGES = frozenset({"index", "readme"})


def assign_ids(paths: Sequence[str]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return the id of each of `paths` (POSIX, below the content folder) and what is wrong with their names.

    Ids are unique and depend on the paths alone, not on their order. A stem that is a slug is the id; of
    several files with one stem the shallowest keeps it. All other ids are slugs of the path and warned about:
    such an address may change with what other files are called.
    """
    ids: dict[str, str] = {}
    taken: set[str] = set()
    problems: list[Problem] = []
    unfit: list[str] = []
    for path in sorted(paths, key=lambda path: (path.count("/"), path)):
        stem = stem_of(path)
        if is_slug(stem) and stem not in _FOLDER_PAGES and stem not in taken:
            ids[path] = stem
            taken.add(stem)
        else:
            unfit.append(path)
    for path in unfit:
        ids[path] = unique_slug(_words(path, taken), taken)
        taken.add(ids[path])
        problems.append(_unfit_name(path, ids[path]))
    return ids, (*problems, *clashes(paths))


def stem_of(path: str) -> str:
    """Return the name of a file without its suffix."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] or name


def _words(path: str, taken: set[str]) -> str:
    """Return what an unfit path says: its stem, with its folders where the stem says nothing or is taken."""
    folders, stem = PurePosixPath(path).parent.parts, stem_of(path)
    if stem.lower() in _FOLDER_PAGES:
        return " ".join(folders) or stem
    return " ".join((*folders, stem)) if stem in taken else stem


def _unfit_name(path: str, article_id: str) -> Problem:
    message = f"the file's name cannot be its id; it gets `{article_id}`"
    hint = "to keep its address stable, rename it to what it is about, in lower-case letters, digits, hyphens"
    return Problem(path, 0, message, hint, "file-name", Severity.WARNING)


def clashes(paths: Sequence[str]) -> Iterator[Problem]:
    """Yield paths that are one and the same on disks that ignore case or keep another Unicode form."""
    same: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        same[_on_many_disks(path)].append(path)
    for first, *others in (sorted(group) for group in same.values() if len(group) > 1):
        for path in others:
            message = f"on many disks this is the same file as {first}"
            hint = "rename one of them: case and the spelling of accents do not tell files apart"
            yield Problem(path, 0, message, hint, "name-clash")


def _on_many_disks(path: str) -> str:
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
