"""The content folder, read, found free of errors, and put in order: what every page of the site is made from."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from wenda.catalog.build import Parallel, catalog_of, one_by_one
from wenda.catalog.state import CatalogState, updated
from wenda.content.others import is_published
from wenda.content.store import entries_below
from wenda.errors import Problem, Severity, WendaError
from wenda.model import Catalog
from wenda.search.synonyms import Synonyms
from wenda.site.library.check import content_to_build
from wenda.site.library.reading import ContentState, Keep
from wenda.site.settings import Settings
from wenda.slug import known_slugs, learn_slugs


@dataclass(frozen=True, slots=True)
class LibraryState:
    """What is kept of a library for the next time; plain data, for `Cache`."""

    content: ContentState
    catalog: CatalogState
    slugs: dict[str, str]  # that were worked out: the pinyin they come from takes long to load


@dataclass(frozen=True, slots=True)
class Library:
    """A site's knowledge. `assets` are the images and documents of the content folder, relative to it."""

    catalog: Catalog
    synonyms: Synonyms
    assets: tuple[str, ...]
    warnings: tuple[Problem, ...]
    state: LibraryState


def open_library(
    settings: Settings,
    before: LibraryState | None = None,
    parallel: Parallel = one_by_one,
    keep: Keep | None = None,
) -> Library:
    """Read the content folder; raise `WendaError` with every error found in it.

    With the state of `before`, only what has changed since is read and worked out; the library is the same. `parallel`
    works tasks out in several processes; `keep` puts into the cache what `put_library` need not put there again.
    """
    if before:
        learn_slugs(before.slugs)
    follow = settings.options.follow_symlinks
    content, problems, state = content_to_build(
        settings.content_dir,
        settings.today,
        before.content if before else None,
        parallel,
        keep,
        follow_symlinks=follow,
    )
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise WendaError(*errors)
    subjects = {file.id: file.subject for file in state.files.values() if file.article}
    catalog_state = updated(subjects, content.topics, before.catalog if before else None, parallel)
    catalog = catalog_of(catalog_state.connections, content.articles, settings.today)
    assets = _assets(settings.content_dir, follow_symlinks=follow)
    return Library(
        catalog, content.synonyms, assets, problems, LibraryState(state, catalog_state, known_slugs())
    )


def _assets(folder: Path, *, follow_symlinks: bool) -> tuple[str, ...]:
    """Return the assets below `folder`, sorted; what is wrong with other files was told when the articles were read."""
    entries = entries_below(folder, [], follow_symlinks=follow_symlinks)
    found = (path for path, entry in entries if is_published(path) and entry.is_file())
    return tuple(sorted(found, key=PurePosixPath))
