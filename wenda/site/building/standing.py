"""Whether a site needs building at all: told without reading an article or loading what renders."""

import time
from dataclasses import replace
from pathlib import Path

from wenda.site.building.inputs import Inputs, inputs_of, settled
from wenda.site.building.past import Past, cache_of, last_build
from wenda.site.profile import Lap
from wenda.site.report import BuildReport
from wenda.site.settings import build_date
from wenda.site.staging.tree import holds


def standing_site(
    config_file: Path, site_dir: Path, content_dir: Path | None
) -> tuple[BuildReport | None, Inputs | None]:
    """Return the report of the last build if building again would change nothing, and nothing was changed since.

    There is none when there was no such build, when anything that it was made from differs, or when the site is not
    what it was when it was put in place. Then building may begin from what was seen of the inputs, `settled`.
    """
    start, now = time.perf_counter(), time.time_ns()
    past = last_build(cache_of(site_dir))
    asked = str(content_dir.absolute()) if content_dir else ""
    if not past or past.content_asked != asked or past.inputs.config_file != str(config_file.absolute()):
        return None, None
    try:
        seen = look_again(past)
        if past.inputs != seen:
            return None, settled(seen, now)
        if not holds(site_dir, {path: file.stat for path, file in past.files.items()}, past.closed):
            return None, settled(seen, now)
    except OSError:  # a file or folder that was there is gone: building will say which
        return None, None
    seconds = time.perf_counter() - start
    report = replace(
        past.report,
        rendered=0,
        seconds=seconds,
        laps=(Lap("Comparing", "files", len(past.files), seconds, seconds),),
    )
    return report, None


def look_again(past: Past) -> Inputs:
    """Return what the last build's site would be made from now; raises OSError when a file or folder is gone."""
    before = past.inputs
    own_files = [Path(folder) for folder in before.own_files]
    return inputs_of(Path(before.config_file), Path(before.content_dir), own_files, build_date())
