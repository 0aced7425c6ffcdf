#!/usr/bin/env python3
"""Wenda's one command: build (default), import, check, serve, search, new.

Each command is one screen of steps; the work is done by the package. Heavy modules are imported by the command that
needs them, so that `--help` and mistakes answer at once.
"""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import App, CycloptsError, Parameter

from wenda.errors import Problem, Severity, WendaError

app = App(name="build.py", help="Turn a folder of questions into a site.", version_flags=[])

Content = Annotated[Path, Parameter(help="folder of questions")]


def main(arguments: list[str]) -> int:
    """Run the command line; return 0 when all is well, 1 for problems in content or input, 2 for wrong usage."""
    debug = "--debug" in arguments
    given = [argument for argument in arguments if argument != "--debug"]
    try:
        return app(given, exit_on_error=False, print_error=True, result_action="return_value") or 0
    except CycloptsError:
        return 2
    except WendaError as error:
        if debug:
            raise
        report(error.problems)
        return 1


@app.default
@app.command
def build(
    *,
    content: Path | None = None,
    site_dir: Path = Path("site"),
    jobs: Annotated[int, Parameter(validator=None)] = 2,
    config: Path = Path("mkdocs.yml"),
) -> int:
    """Build the site from the content folder.

    Parameters
    ----------
    content
        Folder of questions; the default is the one that mkdocs.yml names.
    site_dir
        Where the site goes; it is replaced when the new one is complete.
    jobs
        Number of processes that render pages.
    config
        The site's configuration.
    """
    from wenda.site.driver import build_site

    built = build_site(config, site_dir, content, jobs)
    report(built.warnings)
    print(built)
    return 0


@app.command
def check(*, content: Path = Path("content")) -> int:
    """List everything that is wrong with the content folder, and what a careful editor would question.

    Parameters
    ----------
    content
        Folder of questions.
    """
    from wenda.site.check import check_content
    from wenda.site.settings import build_date

    problems = check_content(content, build_date())
    report(problems)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    print(f"{content}: {errors} errors, {len(problems) - errors} warnings")
    return 1 if errors else 0


def report(problems: tuple[Problem, ...]) -> None:
    """Print problems where they do not mix with results."""
    for problem in problems:
        print(problem, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
