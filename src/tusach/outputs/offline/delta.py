"""Updates by USB: a small bundle of what changed between two editions, applied only where it fits, whole or not at all.

A bundle is a zip of the changed files under their paths, with the seals of both editions. Every path that is written comes
from the new seal, none from the zip.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO

from tusach.outputs.offline.archive import Opener, bounded, opened_copy, pack, refusing_zip
from tusach.outputs.offline.names import same_on_disk
from tusach.outputs.offline.seal import (
    LARGEST_SEAL,
    OLD_SEAL,
    PARTIAL,
    SEAL,
    UNDER_WAY,
    EditionError,
    Seal,
    digest_of,
    poured,
    read_seal,
    seal_bytes,
    sealed_as,
    surveyed,
)

# Room that a disk must have left beside what is written: folders, and what the file system needs.
_SPARE = 1 << 20


@dataclass(frozen=True)
class Delta:
    """What leads from one edition to another: both seals as they are written and read, the paths of the files that the
    new one has otherwise or anew (`carried`) and of those that it has no more (`dropped`)."""

    old_bytes: bytes
    new_bytes: bytes
    old: Seal
    new: Seal
    carried: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def size(self) -> int:
        """The bytes of the carried files."""
        return sum(self.new.files[path].size for path in self.carried)


def read_delta(old: bytes, new: bytes) -> Delta:
    """What leads from the edition of one seal to that of the other; raises EditionError when one cannot be read."""
    before, after = read_seal(old), read_seal(new)
    carried = tuple(path for path in sorted(after.files) if before.files.get(path) != after.files[path])
    return Delta(old, new, before, after, carried, tuple(sorted(before.files.keys() - after.files.keys())))


def make_delta(old: Path, new: Path, target: Path | None = None) -> tuple[Delta, Path]:
    """Write the bundle that leads from one edition to another, each a folder or a zip; what it holds, and where it lies.

    Raises EditionError when one is no edition, when the new one is damaged, or when they are the same.
    """
    with opened_copy(old) as before, opened_copy(new) as after:
        delta = read_delta(before.seal, after.seal)
        if delta.old_bytes == delta.new_bytes:
            raise EditionError("hai bản giống hệt nhau, không có gì để cập nhật")
        files: dict[str, Opener] = {path: partial(after.open, path) for path in delta.carried}
        files |= {OLD_SEAL: partial(BytesIO, delta.old_bytes), SEAL: partial(BytesIO, delta.new_bytes)}
        target = target or Path(f"{delta.new.stem}-cap-nhat-{delta.old.day}-{delta.new.day}.zip")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            pack(target, date.fromisoformat(delta.new.day), files, delta.new.files)
        except (FileNotFoundError, KeyError):
            raise EditionError(f"{new} thiếu tệp so với niêm phong: hãy chép hoặc dựng lại bản ấy") from None
    return delta, target


def apply_delta(bundle: Path, folder: Path) -> Delta | None:
    """Make the edition in `folder` the newer one of the bundle; what was done, None when it is the newer one already.

    Everything is checked before the first byte is written: a damaged or foreign bundle, a folder that is not the older
    edition or was altered, a disk too full raise EditionError and change nothing. When writing is broken off (OSError, a
    stick pulled out) the same call completes it: the seal is written last.
    """
    with refusing_zip(bundle) as archive:
        delta = read_delta(bounded(archive, OLD_SEAL, LARGEST_SEAL), bounded(archive, SEAL, LARGEST_SEAL))
        _check_entries(archive, delta)
        here = surveyed(folder)
        links = [path for path, file in here.items() if file.is_symlink()]
        _expect(not links, "trong thư mục có liên kết tệp (symlink)", links, "hãy xóa chúng đi")
        resumed = UNDER_WAY in here and here[UNDER_WAY].read_bytes() == _mark(delta)
        if not resumed:
            present = seal_bytes(folder)
            if present == delta.new_bytes:
                return None
            _expect_old(delta, present)
        _check_files(delta, here, resumed)
        _check_space(delta, folder, here)
        for path in delta.carried:
            with archive.open(path) as entry:
                _expect(poured(entry) == delta.new.files[path], "gói cập nhật hỏng", [path], "hãy chép lại gói này")
        _write(archive, delta, folder, here)
    return delta


def _check_entries(archive: zipfile.ZipFile, delta: Delta) -> None:
    names = archive.namelist()
    wanted = {*delta.carried, SEAL, OLD_SEAL}
    wrong = wanted ^ set(names)
    wrong |= {
        path for path in {*delta.carried} - wrong if archive.getinfo(path).file_size != delta.new.files[path].size
    }
    right = not wrong and len(names) == len(wanted)
    _expect(right, "gói cập nhật không khớp niêm phong của nó", wrong, "hãy xin lại gói này")


def _expect_old(delta: Delta, present: bytes) -> None:
    if present != delta.old_bytes:
        theirs = read_seal(present)
        raise EditionError(
            f"gói này nối tiếp bản ngày {delta.old.day} của “{delta.old.name}”, còn thư mục là một bản khác: ngày"
            f" {theirs.day} của “{theirs.name}”. Hãy xin gói đúng, hoặc chép trọn bản mới"
        )


def _check_files(delta: Delta, here: Mapping[str, Path], resumed: bool) -> None:
    """That the folder holds the older edition, or is on the way from it to the newer one by this very bundle."""
    altered = [path for path in delta.old.files if not _fits(delta, path, here.get(path), resumed)]
    _expect(not altered, "thư mục có tệp hỏng, thiếu hoặc đã bị sửa", altered, "hãy chép trọn bản mới vào thư mục khác")
    fresh = {same_on_disk(path): path for path in delta.carried if path not in delta.old.files}
    ours = {*delta.old.files, *delta.new.files, SEAL, UNDER_WAY, PARTIAL}
    foreign = {same_on_disk(path): path for path in here if path not in ours}
    blocking = {foreign[part] for place in fresh for part in (place, *_above(place)) if part in foreign}
    blocking |= {path for place, path in foreign.items() for part in _above(place) if part in fresh}
    if not resumed:
        blocking |= {p for p in fresh.values() if p in here and sealed_as(here[p]) != delta.new.files[p]}
    _expect(not blocking, "có tệp lạ nằm đúng chỗ của bản mới", blocking, "hãy chuyển chúng đi nơi khác")


def _fits(delta: Delta, path: str, file: Path | None, resumed: bool) -> bool:
    """Whether a file of the older edition is what a folder may have there before, or in the middle of, the update."""
    if file and sealed_as(file) == delta.old.files[path]:
        return True
    # What the bundle brings or takes away may have been lost half-written when the stick was pulled out.
    return resumed and delta.new.files.get(path) != delta.old.files[path]


def _check_space(delta: Delta, folder: Path, here: Mapping[str, Path]) -> None:
    """That the disk holds what the new seal announces, which also bounds what a hostile bundle may unpack to."""
    freed = sum(here[path].stat().st_size for path in (*delta.carried, *delta.dropped) if path in here)
    largest = max((delta.new.files[path].size for path in delta.carried), default=0)
    missing = delta.size - freed + largest + len(delta.new_bytes) + _SPARE - shutil.disk_usage(folder).free
    if missing > 0:
        told = f"{missing / 1e6:.1f}".replace(".", ",")
        raise EditionError(f"ổ đĩa không đủ chỗ, còn thiếu {told} MB: hãy xóa bớt tệp khác trên đó rồi chạy lại")


def _write(archive: zipfile.ZipFile, delta: Delta, folder: Path, here: Mapping[str, Path]) -> None:
    with _written(folder, folder / UNDER_WAY) as mark:
        mark.write(_mark(delta))
    # First what is dropped: on a disk without case, a name that only changed its case is one and the same file.
    for path in delta.dropped:
        if path in here:
            here[path].unlink(missing_ok=True)
    for parent in sorted({parent for path in delta.dropped for parent in _above(path)}, reverse=True):
        place = folder / parent
        if place.is_dir() and not any(place.iterdir()):
            place.rmdir()
    for path in delta.carried:
        if path not in here or sealed_as(here[path]) != delta.new.files[path]:
            with archive.open(path) as entry, _written(folder, here.get(path, folder / path)) as sink:
                _expect(poured(entry, sink) == delta.new.files[path], "gói đổi giữa chừng", [path], "hãy chạy lại")
    with _written(folder, folder / SEAL) as sink:
        sink.write(delta.new_bytes)
    (folder / UNDER_WAY).unlink(missing_ok=True)


@contextmanager
def _written(folder: Path, target: Path) -> Iterator[IO[bytes]]:
    """A file written aside and put in its place when it lies safely on the disk."""
    aside = folder / PARTIAL
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with aside.open("wb") as sink:
            yield sink
            sink.flush()
            os.fsync(sink.fileno())
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _mark(delta: Delta) -> bytes:
    words = "Thư mục này đang được cập nhật dở. Hãy chạy lại: tusach apply GÓI.zip THƯ-MỤC-NÀY"
    return f"{words}\r\n{digest_of(delta.old_bytes)}\r\n{digest_of(delta.new_bytes)}\r\n".encode("utf-8-sig")


def _above(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _expect(right: bool, what: str, paths: Iterable[str], remedy: str) -> None:
    if not right:
        rows = "".join(f"\n  {path if path.isprintable() else ascii(path)}" for path in sorted(paths))
        raise EditionError(f"{what}; {remedy}:{rows}" if rows else f"{what}; {remedy}")
