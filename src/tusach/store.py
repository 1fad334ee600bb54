"""Keeps between builds what was made: what is damaged on the disk is never taken for what was made."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tusach.problem import Problem

_TOLD = 3
# A list names a handful of files; what is longer is none.
_LONGEST_LIST = 1_000_000


@dataclass(frozen=True)
class Store:
    """A folder of things kept by key. Two builds may use it at once; `damaged` are the keys found damaged by this one.

    A key's list `KEY.json` names its files with their sizes and SHA-256, and begins with a hash of key and list. The files
    lie in a folder beside it that is named by their content: whoever makes other files for the same key writes elsewhere.
    """

    folder: Path
    damaged: list[str] = field(default_factory=list)

    def take(self, key: str) -> Path | None:
        """The folder with the files kept under `key`, each just as it was kept; None when there are none, or damaged ones."""
        where = self._list(key)
        if not os.path.lexists(where):
            return None
        files = _read_list(key, where)
        room = where.parent / _content(files)
        if files and all(_agrees(room / name, *told) for name, told in files.items()):
            return room
        self.damaged.append(key)
        return None

    def keep(self, key: str, files: Mapping[str, bytes]) -> Path:
        """Keep files, by their names, under `key`; gives the folder they lie in. After a power cut all of them are there or none counts."""
        where, told = self._list(key), {name: _told(data) for name, data in files.items()}
        room = where.parent / _content(told)
        _make_room(room, self.folder)
        for name, data in files.items():
            if not _agrees(room / name, *told[name]):
                _write(room / name, data)
        _settle(room)
        body = json.dumps(told, sort_keys=True)
        _write(where, f"{_seal(key, body)}\n{body}".encode())
        _settle(where.parent)
        return room

    def faults(self) -> list[Problem]:
        """One warning that names what was found damaged."""
        if not self.damaged:
            return []
        more = f" và {len(self.damaged) - _TOLD} mục nữa" if len(self.damaged) > _TOLD else ""
        what = f"bản làm sẵn bị hỏng ({', '.join(self.damaged[:_TOLD])}{more})"
        remedy = "đã làm lại từ đầu; nếu còn gặp, hãy kiểm tra ổ đĩa"
        return [Problem("build/cache", 1, what, remedy, "warning")]

    def _list(self, key: str) -> Path:
        return self.folder / f"{key}.json"


def _told(data: bytes) -> tuple[int, str]:
    return len(data), hashlib.sha256(data).hexdigest()


def _content(files: Mapping[str, tuple[int, str]]) -> str:
    return hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()[:24]


def _seal(key: str, body: str) -> str:
    return hashlib.sha256(f"{key}\n{body}".encode()).hexdigest()


def _read_list(key: str, where: Path) -> dict[str, tuple[int, str]]:
    """The files of a list; {} when it is not just as it was written, or that of another key."""
    try:
        # A pipe in its place would never end.
        if not where.is_file():
            return {}
        with where.open("rb") as data:
            seal, _, body = data.read(_LONGEST_LIST).decode().partition("\n")
    except (OSError, ValueError):
        return {}
    return {name: tuple(told) for name, told in json.loads(body).items()} if seal == _seal(key, body) else {}


def _agrees(file: Path, size: int, digest: str) -> bool:
    try:
        if not file.is_file() or file.stat().st_size != size:
            return False
        with file.open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest() == digest
    except OSError:
        return False


def _make_room(room: Path, top: Path) -> None:
    """Make a folder below `top`; whatever else stands in its way there is removed, a link to the folder of another key too."""
    within = [folder for folder in (room, *room.parents) if folder.is_relative_to(top)]
    for folder in reversed(within):
        led_off = folder != top and folder.is_symlink()
        if led_off or (os.path.lexists(folder) and not folder.is_dir()):
            folder.unlink(missing_ok=True)
        fresh = [one for one in (folder, *folder.parents) if not one.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        for made in fresh:
            _allow(made, 0o755)


def _write(file: Path, data: bytes) -> None:
    """Write a file so that under its name stands, at any moment, the whole of it or what stood there before."""
    descriptor, fresh = tempfile.mkstemp(prefix=".", dir=file.parent)
    try:
        with open(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _allow(Path(fresh), 0o644)
        if file.is_dir() and not file.is_symlink():
            shutil.rmtree(file)
        os.replace(fresh, file)
    except BaseException:
        Path(fresh).unlink(missing_ok=True)
        raise


def _allow(path: Path, mode: int) -> None:
    """Let everybody read it, whatever the umask was; the file systems of sticks know no modes."""
    with contextlib.suppress(PermissionError):
        path.chmod(mode)


def _settle(folder: Path) -> None:
    """Have the system write down the names in a folder, where it can be asked to."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:  # some file systems of sticks and networks know no such thing
        pass
    finally:
        os.close(descriptor)
