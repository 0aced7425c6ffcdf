#!/usr/bin/env python3
"""Wenda's one command: build (default), import, check, serve, search, new.

Each command is one screen of steps; the work is done by the package. Heavy modules are imported by the command that
needs them, so that `--help` and mistakes answer at once.
"""

import gc
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

try:
    from cyclopts import App, CycloptsError, Parameter
    from cyclopts.validators import Number
except ModuleNotFoundError as missing:  # the system's Python, as newcomers call it
    sys.exit(f"{missing.name} is not installed: run `make site` once, then `.venv/bin/python build.py`")

from wenda.counting import counted
from wenda.errors import Problem, Severity, WendaError

app = App(
    name="build.py",
    help="Turn a folder of questions into a site. Without a command: build.",
    help_epilogue="With --debug, a problem shows where in the program it was found.",
    version_flags=[],
    default_parameter=Parameter(negative=()),
)

Content = Annotated[Path, Parameter(help="Folder of questions.")]
Config = Annotated[Path, Parameter(help="The site's configuration.")]
OwnContent = Annotated[
    Path | None, Parameter(help="Folder of questions; by default the one that the configuration names.")
]
Jobs = Annotated[int, Parameter(help="Processes that render pages.", validator=Number(gte=1, lte=64))]


@app.default
@app.command
def build(
    *,
    content: OwnContent = None,
    site_dir: Path = Path("site"),
    jobs: Jobs = 2,
    config: Config = Path("mkdocs.yml"),
    strict: bool = False,
    profile: bool = False,
) -> int:
    """Build the site and put it in place when it is whole; what has not changed since the last build is taken over.

    Parameters
    ----------
    site_dir
        Where the site goes.
    strict
        Let warnings prevent the site, too.
    profile
        Print where the time went, stage by stage.
    """
    from wenda.site.building.standing import standing_site

    site_dir = Path(os.path.realpath(site_dir))  # a link stays one: what it leads to is what a server shows
    built, seen = standing_site(config, site_dir, content)
    if not built:
        from wenda.site.driver import build_site

        built = build_site(config, site_dir, content, jobs, strict=strict, seen=seen)
    tell((*built.unrendered, *built.warnings))
    if profile:
        print(*built.laps, sep="\n")
    print(built)
    return 1 if built.unrendered or (strict and built.warnings) else 0


@app.command(name="import")
def import_(paths: list[Path], /, *, content: Content = Path("content"), ledger: Path | None = None) -> int:
    """Turn raw question-and-answer pages into articles; files that somebody edited are left as they are.

    Parameters
    ----------
    paths
        Text files or saved web pages, or folders of them; exports with a question in each record (CSV, JSON).
    ledger
        Where to write, line by line, what became of each line of the sources (JSON).
    """
    from wenda.importing.ledger import write_ledger
    from wenda.importing.run import import_pages

    imported = import_pages(paths, content)
    tell((*imported.problems, *imported.warnings))
    for edited in imported.edited:
        print(edited)
    print(imported)
    if ledger:
        write_ledger(imported.ledger, ledger)
    if imported.created or imported.merged:
        print(f"next, what to mend: build.py check --content {content}")
    return 1 if imported.problems else 0


@app.command
def check(*, content: Content = Path("content")) -> int:
    """List what is wrong with the content, and what a careful editor would question."""
    from wenda.site.library.check import check_content
    from wenda.site.settings import build_date

    problems = check_content(content, build_date())
    tell(problems)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    print(f"{content}: {counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}")
    return 1 if errors else 0


@app.command
def serve(
    *, content: OwnContent = None, config: Config = Path("mkdocs.yml"), jobs: Jobs = 2, port: int = 8000
) -> int:
    """Preview the site on this machine, rebuilt on every change.

    Parameters
    ----------
    port
        Where to listen on 127.0.0.1; 0 takes a free one.
    """
    from wenda.site.mkdocs import read_settings
    from wenda.site.serve import Preview, serve_site

    settings = read_settings(config, content)
    options = ["--config", str(config), "--jobs", str(jobs), "--content", str(settings.content_dir)]
    preview = Preview(
        command=[sys.executable, __file__, "build", *options],
        watched=[config, settings.content_dir, *settings.own_files],
        folder=config.absolute().parent / ".wenda-cache" / "preview",
        root=settings.root,
        port=port,
    )
    serve_site(preview, told=lambda address: print(f"{address}  (Ctrl-C ends)", flush=True))
    return 0


@app.command
def search(
    words: list[str], /, *, content: Content = Path("content"), json: bool = False, limit: int = 10
) -> int:
    """Search the content as the site's search page does.

    Parameters
    ----------
    words
        What a reader would type.
    json
        Print the answer as JSON.
    limit
        Most results to print.
    """
    from wenda.site.find import answer_as_json, answer_as_text, find

    answer = find(" ".join(words), content, limit)
    print(answer_as_json(answer) if json else answer_as_text(answer))
    return 0


@app.command
def new(question: str, /, *, content: Content = Path("content")) -> int:
    """Start an article: a file with its front matter filled in.

    Parameters
    ----------
    question
        The article's title.
    """
    from wenda.content.new import new_article
    from wenda.site.settings import build_date

    print(new_article(content, question, build_date()))
    return 0


def tell(problems: Iterable[Problem]) -> None:
    """Print problems where they do not mix with results."""
    for problem in problems:
        print(problem, file=sys.stderr)


def main(arguments: list[str]) -> int:
    """Run a command; return 0 when all is well, 1 for problems in content or input, 2 for wrong usage."""
    debug = "--debug" in arguments
    given = [argument for argument in arguments if argument != "--debug"]
    try:
        ended = app(given, exit_on_error=False, result_action="return_value")
        sys.stdout.flush()  # here, where a reader that has gone can still be told from a mistake of ours
    except CycloptsError:
        return 2
    except WendaError as error:
        if debug:
            raise
        tell(error.problems)
        return 1
    except (
        BrokenPipeError
    ):  # `build.py … | head`: nobody reads on; the interpreter's own last flush must not fail
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # as shells have it: 128 + SIGPIPE
    except KeyboardInterrupt:
        return 130  # as shells have it: 128 + SIGINT
    return int(ended or 0)


if __name__ == "__main__":
    gc.set_threshold(
        200_000
    )  # what a command loads and reads stays: it need not be looked through at every turn
    status = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # the system takes memory back at once; Python would look at every article first
