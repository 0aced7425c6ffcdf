"""Ending a command by SIGKILL at a chosen one of the moments at which it is about to change the disk.

Between two such moments the disk stays as it is, so they are all that a kill can tell apart; and unlike seconds they do
not depend on how busy the machine is. Python itself tells them: PEP 578's audit events.
"""

import os
import signal
import struct
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 120
"""Seconds after which a command, or a worker that outlives it, is taken to have stopped for ever."""

_COUNTER = """
import mmap, os, signal, sys

CHANGES = {
    "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate", "os.utime",
    "shutil.copyfile", "shutil.move", "shutil.rmtree", "ctypes.dlsym", "fcntl.lockf",
}
first = os.getpid()
kill_at = int(os.environ["KILL_AT"])
in_worker = bool(int(os.environ["KILL_IN_WORKER"]))
only_first = bool(int(os.environ["KILL_ONLY_FIRST"]))
with open(os.environ["KILL_COUNTS"], "r+b") as file:
    counts = memoryview(mmap.mmap(file.fileno(), 16)).cast("q")
seen = 0

def count(event, arguments):
    global seen
    opened = event == "open" and arguments[2] and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if (opened or event in CHANGES) and in_worker == (os.getpid() != first):
        seen += 1
        counts[in_worker] = max(counts[in_worker], seen)
        if seen == kill_at:
            os.kill(first if only_first else 0, signal.SIGKILL)

sys.addaudithook(count)
"""


@dataclass(frozen=True)
class Moment:
    """The `number`th change of the disk by the first process of a command, or by one of its workers.

    All of them are killed then, or `only_first`.
    """

    number: int
    in_worker: bool = False
    only_first: bool = False


class Killer:
    """Runs commands with an eye on their changes of the disk; `folder` is for its own files."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        (folder / "sitecustomize.py").write_text(_COUNTER, encoding="utf-8")  # Python imports it as it starts
        self._folder, self._counts = folder, folder / "counts"

    def moments(self, command: Sequence[str], *, in_worker: bool = False) -> list[Moment]:
        """Run `command` to its end; return all moments of its first process, or of its busiest worker."""
        assert not self.kill(Moment(-1, in_worker), command)
        count = struct.unpack("qq", self._counts.read_bytes())[in_worker]
        return [Moment(number, in_worker) for number in range(1, count + 1)]

    def kill(self, moment: Moment, command: Sequence[str]) -> bool:
        """Run `command` until `moment`, wait for the end of all its processes; say whether it came to that."""
        self._counts.write_bytes(bytes(16))
        environment = {
            **os.environ,
            "PYTHONPATH": str(self._folder),
            "KILL_AT": str(moment.number),
            "KILL_IN_WORKER": str(int(moment.in_worker)),
            "KILL_ONLY_FIRST": str(int(moment.only_first)),
            "KILL_COUNTS": str(self._counts),
        }
        done = subprocess.run(
            command, env=environment, capture_output=True, start_new_session=True, check=False
        )
        assert done.returncode in {0, -signal.SIGKILL}, done.stderr.decode()
        return done.returncode != 0
