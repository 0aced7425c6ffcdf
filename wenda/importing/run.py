"""`import`: raw pages in, articles out. One page at a time, so that ten thousand need no more memory than ten."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from wenda.errors import Problem, Severity
from wenda.importing.convert import convert
from wenda.importing.ledger import Entry, Kind, Ledger, Placed
from wenda.importing.lines import read_line, source_lines
from wenda.importing.raw_page import RawPage, read_page
from wenda.importing.reading import RawText, find_pages, read_raw
from wenda.importing.report import ImportReport, Notes
from wenda.importing.shelf import Outcome, Shelf, digest, opened
from wenda.model import Article, Status
from wenda.progress import track


def import_pages(paths: Sequence[Path], content_dir: Path) -> ImportReport:
    """Import the pages that `paths`, files or folders, name into `content_dir`.

    A page that cannot be read is a problem; the others are imported all the same. What several pages say on one
    question is merged, so that the order of pages and runs does not matter, and a second run changes nothing. Raises
    WendaError when `content_dir` cannot be read or written. Waits while another process imports into `content_dir`.
    """
    pages, problems = find_pages(paths)
    with opened(content_dir) as shelf:
        importer = _Importer(shelf)
        importer.notes.problems += problems
        for page in track(pages, "importing", len(pages)):
            for raw in read_raw(page):
                if isinstance(raw, Problem):
                    importer.notes.problems.append(raw)
                else:
                    importer.add(raw)
        return importer.notes.report(shelf.outcomes, importer.ledger)


class _Importer:
    """Puts pages on the shelf one by one and keeps the books."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.ledger = Ledger()
        self.notes = Notes()

    def add(self, raw: RawText) -> None:
        """Import the page, or the record of an export, that `raw` is."""
        lines = source_lines(raw.text)
        page = read_page(raw.text)
        if page is None:
            message = "no question stands at the beginning of the page"
            hint = "put the question on the first line, and the answer below it"
            self.notes.problems.append(Problem(raw.name, raw.file_line(1), message, hint, "no-question"))
            self.ledger.record(raw.page, lines, _rejected(lines), ())
            return
        self.notes.pages += 1
        self.notes.problems += _doubts(raw, page)
        conversion = convert(page, raw.source)
        own, *excerpts = conversion.articles
        placed = [self._put(raw, excerpt) for excerpt in excerpts]
        links = dict.fromkeys(each.id for each in placed if each.id)
        first = self._put(raw, own, tuple(links))
        self.ledger.record(raw.page, lines, conversion.entries, (first, *placed))

    def _put(self, raw: RawText, article: Article, related: tuple[str, ...] = ()) -> Placed:
        try:
            shelved = self.shelf.put(article, related)
        except ValueError as error:
            message = f"the article {article.title[:40]!r} cannot be written: {str(error).splitlines()[0]}"
            problem = Problem(raw.name, raw.file_line(0), message, rule="unwritable-article")
            self.notes.problems.append(problem)
            return Placed("", "", Kind.UNWRITTEN)
        self.ledger.settle(shelved.id, shelved.digest)
        if shelved.has_rival:
            message = f"another page answers the same question; the longer text stays, in {shelved.path}"
            problem = Problem(raw.name, raw.file_line(1), message, "", "same-question", Severity.WARNING)
            self.notes.problems.append(problem)
        is_edited = shelved.outcome is Outcome.EDITED
        if is_edited and (article.status is Status.FULL or shelved.path not in self.notes.edited):
            self.notes.edited[shelved.path] = shelved.diff
        refused = Kind.EDITED if is_edited and shelved.diff else None
        return Placed(shelved.id, digest(article), refused)


def _rejected(lines: Sequence[str]) -> Iterator[Entry]:
    for number, line in enumerate(lines, start=1):
        yield Entry(number, Kind.REJECTED if read_line(number, line) else Kind.BLANK)


def _doubts(raw: RawText, page: RawPage) -> Iterator[Problem]:
    """Yield what the reader of a page should look at, though it was imported."""
    if not any(page.answer):
        message, hint = (
            "the question has no answer; it is kept as an excerpt",
            "write the answer into the article",
        )
        yield Problem(raw.name, raw.file_line(1), message, hint, "no-answer", Severity.WARNING)
    for dateline, line in page.datelines:
        if dateline.written and dateline.date is None:
            message = f"{dateline.written} is not in the calendar; the date is left out"
            place = raw.file_line(line)
            yield Problem(raw.name, place, message, rule="impossible-date", severity=Severity.WARNING)
