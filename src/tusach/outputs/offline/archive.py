"""Zip files: written so that the same files give the same bytes, and read without trusting them."""

from __future__ import annotations

import os
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from tusach.outputs.offline.seal import LARGEST_SEAL, SEAL, EditionError, Sealed, poured, seal_bytes, surveyed
from tusach.outputs.publish import readable_by_all

# What is packed already gains nothing from being packed again.
_PACKED = frozenset(
    [".pdf", ".epub", ".docx", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".mp3", ".m4a", ".mp4", ".webm"]
)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

Opener = Callable[[], IO[bytes]]


@dataclass(frozen=True)
class OpenedCopy:
    """An edition open for reading, a folder or a zip: the bytes of its `seal`, and how to `open` a file by its path."""

    seal: bytes
    open: Callable[[str], IO[bytes]]


def pack(target: Path, day: date, files: Mapping[str, Opener], sealed: Mapping[str, Sealed]) -> None:
    """Write a zip in place of `target` when all went well; every file bears `day`, so that it can be made again.

    Raises EditionError when a file is not what `sealed` says of it (those it does not name are taken as they are).
    """
    handle, aside = tempfile.mkstemp(prefix=".site-", suffix=".zip", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as sink, zipfile.ZipFile(sink, "w") as archive:
            for path in sorted(files):
                info = zipfile.ZipInfo(path, (day.year, day.month, day.day, 0, 0, 0))
                info.create_system, info.external_attr = 3, (stat.S_IFREG | 0o644) << 16
                packed = Path(path).suffix.lower() in _PACKED
                info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                info.file_size = sealed[path].size if path in sealed else 0
                with files[path]() as source, archive.open(info, "w") as entry:
                    found = poured(source, entry)
                if sealed.get(path, found) != found:
                    raise EditionError(f"tệp `{path}` không còn đúng như niêm phong: hãy chép hoặc dựng lại bản ấy")
        readable_by_all(Path(aside))
        Path(aside).replace(target)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


@contextmanager
def refusing_zip(file: Path) -> Iterator[zipfile.ZipFile]:
    """A zip open for reading; whatever is wrong with it, then or while it is read, becomes an EditionError."""
    try:
        with zipfile.ZipFile(file) as archive:
            for info in archive.infolist():
                kind = stat.S_IFMT(info.external_attr >> 16)
                if info.flag_bits & 1 or info.compress_type not in _METHODS or kind not in (0, stat.S_IFREG):
                    raise EditionError(f"{file.name} có mục lạ `{_shown(info.filename)}`: gói không do tusach làm ra")
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError):
        raise EditionError(f"{file.name} hỏng, không giải nén được: hãy chép lại gói này") from None


@contextmanager
def opened_copy(where: Path) -> Iterator[OpenedCopy]:
    """An edition in a folder, or in the zip that `tusach offline` makes of it; raises EditionError when it is none."""
    if where.is_dir():
        here = surveyed(where)
        yield OpenedCopy(seal_bytes(where), lambda path: here.get(path, where / path).open("rb"))
        return
    with refusing_zip(where) as archive:
        names = [name for name in archive.namelist() if name == SEAL or name.endswith(f"/{SEAL}")]
        if len(names) != 1:
            raise EditionError(f"{where.name} không có {SEAL}: đây không phải bản chép tủ sách")
        top = names[0].removesuffix(SEAL)
        yield OpenedCopy(bounded(archive, names[0], LARGEST_SEAL), lambda path: archive.open(top + path))


def bounded(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """An entry of a zip, read whole; raises EditionError when it is missing or longer than `most` bytes."""
    if name not in archive.NameToInfo or archive.getinfo(name).file_size > most:
        raise EditionError(f"không có `{name}`, hoặc tệp ấy quá lớn: đây không phải gói cập nhật của tusach")
    with archive.open(name) as entry:
        return entry.read(most)


def _shown(name: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in name)[:100]
