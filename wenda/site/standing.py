"""Whether a site needs building at all: told without reading an article or loading what renders."""

import time
from dataclasses import replace
from pathlib import Path

from wenda.site.past import cache_of, inputs_of, last_build
from wenda.site.profile import Lap
from wenda.site.report import BuildReport
from wenda.site.settings import build_date
from wenda.site.tree import scan


def standing_site(config_file: Path, site_dir: Path, content_dir: Path | None) -> BuildReport | None:
    """Return the report of the last build if building again would change nothing, and nothing was changed since.

    None when there was no such build, when anything that it was made from differs, or when the site is not what it
    was when it was put in place.
    """
    start = time.perf_counter()
    past = last_build(cache_of(site_dir))
    asked = str(content_dir.absolute()) if content_dir else ""
    if not past or past.content_asked != asked or past.inputs.config_file != str(config_file.absolute()):
        return None
    folders = [Path(folder) for folder in past.inputs.own_files]
    try:
        if past.inputs != inputs_of(config_file, Path(past.inputs.content_dir), folders, build_date()):
            return None
        if scan(site_dir) != {path: file.stat for path, file in past.files.items()}:
            return None
    except OSError:  # a file or folder that was there is gone: building will say which
        return None
    seconds = time.perf_counter() - start
    return replace(
        past.report,
        rendered=0,
        seconds=seconds,
        laps=(Lap("Comparing", "files", len(past.files), seconds, seconds),),
    )
