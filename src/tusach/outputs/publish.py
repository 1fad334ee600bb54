"""Puts a finished site in place of the old one, so that a reader never meets half a site."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import logging
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_SIDE = ".site-"
_DAY = 24 * 3600
_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of renameat2(2)


def side_folder(site: Path) -> Path:
    """A new empty folder beside `site`, on the same disk, to build in; those that killed builds left there are removed.

    Each build holds a lock on its own folder, which the system gives back when the build ends, however it ends.
    """
    fresh = [folder for folder in site.parents if not folder.exists()]
    site.parent.mkdir(parents=True, exist_ok=True)
    for made in fresh:
        _allow(made, 0o755)
    for left in site.parent.glob(f"{_SIDE}*"):
        if left.is_file():
            # What packs a zip may still be at it today.
            if time.time() - left.stat().st_mtime > _DAY:
                left.unlink(missing_ok=True)
        elif _locked(left) is not None:
            # Killed between the two renames of `replace`: the last good site is here.
            if not site.exists() and (left / "old").is_dir():
                (left / "old").rename(site)
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_SIDE, dir=site.parent))
    _locked(folder)
    return folder


def _locked(folder: Path) -> int | None:
    """A lock on the folder, held as long as this process lives; None when another has it or the system has no locks."""
    if sys.platform == "win32":
        return None
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def write(files: Mapping[str, bytes], site: Path) -> None:
    """Write files, given by their paths on the site."""
    for path, data in files.items():
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def readable_by_all(place: Path) -> None:
    """Let everybody read a file, or a folder with all that is in it, whatever the umask was: a web server is another user."""
    _allow(place, 0o755 if place.is_dir() else 0o644)
    for folder, folders, files in os.walk(place):
        for names, mode in ((folders, 0o755), (files, 0o644)):
            for name in names:
                _allow(Path(folder, name), mode)


def _allow(path: Path, mode: int) -> None:
    if stat.S_IMODE(path.stat().st_mode) != mode:
        # The file systems of sticks know no modes: everybody reads all of them.
        with contextlib.suppress(PermissionError):
            path.chmod(mode)


def replace(site: Path, fresh: Path) -> None:
    """Put `fresh` where `site` stands: in one step where the system can exchange two folders, else in two renames."""
    readable_by_all(fresh)
    if not site.exists():
        fresh.rename(site)
        return
    old = fresh
    if not _exchanged(fresh, site):
        aside = side_folder(site)
        old = aside / "old"
        site.rename(old)
        try:
            fresh.rename(site)
        except BaseException:
            old.rename(site)
            raise
        old = aside
    shutil.rmtree(old, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0


def hindrance(error: BaseException) -> str:
    """What keeps a build from writing and what to do, in Vietnamese; "" when the error is of another sort."""
    if not isinstance(error, OSError):
        return ""
    place = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"đĩa hết chỗ{place}: xóa bớt tệp, hoặc xóa thư mục build/cache, rồi dựng lại"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"không có quyền ghi{place}: mở khóa thư mục hoặc USB, hoặc chọn nơi khác bằng `site_dir`, rồi dựng lại"
    return ""


class Complaints(logging.Handler):
    """Counts the host's own warnings, so that none of them goes out with a published site."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        self.count += 1
