"""One writer at a time: what only one process may write is held through a locked file.

The system gives the lock back when its owner ends, however it ends, so one that was killed never blocks another.
"""

import errno
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    from fcntl import LOCK_EX, LOCK_NB, lockf
except ImportError:  # pragma: no cover  not on POSIX
    LOCK_EX = LOCK_NB = 0  # type: ignore[misc]

    def lockf(*_: object) -> None:  # type: ignore[misc]
        """Answer as a file system without locks does."""
        raise OSError(errno.ENOSYS, "No locks on this system")


PATIENCE = 1.0
"""Seconds to wait for another process before saying so."""

_UNSUPPORTED = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL})
"""What file systems answer that have no locks, as some network drives do: there nobody is made to wait."""


@contextmanager
def locked(target: Path, lock: Path | None = None) -> Iterator[None]:
    """Hold `target`, which need not exist, while the block runs; wait for a process that holds it and say so.

    `lock` is the file that is locked, by default one beside `target`; it is gone afterwards. Raises OSError when it
    cannot be written.
    """
    lock = lock or target.with_name(f".{target.name}.lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    descriptor = _acquire(lock, target)
    try:
        yield
    finally:
        with suppress(OSError):
            lock.unlink()  # while it is held, so that nobody's lock is taken away
        os.close(descriptor)


def _acquire(lock: Path, target: Path) -> int:
    """Return the descriptor that holds the lock for as long as it is open."""
    while True:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            _wait(descriptor, target)
            if _is_at(descriptor, lock):
                with suppress(OSError):  # a full disk shall be told by what needs it
                    os.pwrite(descriptor, f"{os.getpid():<20}".encode(), 0)
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)  # its last owner has removed the file meanwhile: another try with a new one


def _is_at(descriptor: int, lock: Path) -> bool:
    """Say whether the file that is open is the one at `lock` now; its owner may remove it at any moment."""
    try:
        return os.path.samestat(os.fstat(descriptor), lock.stat())
    except FileNotFoundError:
        return False


def _wait(descriptor: int, target: Path) -> None:
    # Not flock: workers would inherit that lock and, should only their parent be killed, hold it.
    try:
        lockf(descriptor, LOCK_EX | LOCK_NB)
    except OSError as error:
        if error.errno in _UNSUPPORTED:
            return
        if error.errno not in {errno.EACCES, errno.EAGAIN}:
            raise
        notice = threading.Timer(PATIENCE, _tell, (descriptor, target))
        notice.start()
        try:
            lockf(descriptor, LOCK_EX)
        finally:
            notice.cancel()
            notice.join()  # no thread may be left when workers are forked


def _tell(descriptor: int, target: Path) -> None:
    owner = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
    print(
        f"{target}: another command is writing it (process {owner or 'unknown'}); waiting for its end",
        file=sys.stderr,
        flush=True,
    )
