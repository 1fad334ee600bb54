"""The seal of an edition: what it is, and size and SHA-256 of every file. It proves that a copy is whole, not who made it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, Any

from tusach.law.vietnamese import nfc, slug
from tusach.outputs.offline.names import LARGEST_FILE, LONGEST_PATH, name_faults, same_on_disk

SEAL = "NIEM-PHONG.json"
# The seal of the edition that a bundle updates; the mark of an update under way, and the file it is writing.
OLD_SEAL = "NIEM-PHONG-CU.json"
UNDER_WAY = "DANG-CAP-NHAT.txt"
PARTIAL = "DANG-CAP-NHAT.part"
LARGEST_SEAL = 16 * 1024 * 1024
_OWN = frozenset(map(same_on_disk, (SEAL, OLD_SEAL, UNDER_WAY, PARTIAL)))
_FORMAT = "tusach-offline-1"
_CHUNK = 1 << 20
# What Windows, macOS and Linux leave on a stick by themselves.
_LEFT_BY_SYSTEMS = re.compile(
    r"(?:.*/)?(?:\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini)"
    r"|(?:System Volume Information|\$RECYCLE\.BIN|\.Spotlight-V100|\.fseventsd|\.Trashes|\.Trash-\d+)(?:/.*)?",
    re.IGNORECASE,
)


class EditionError(Exception):
    """Why an edition or a bundle cannot be read or is refused, in Vietnamese; nothing was changed."""


@dataclass(frozen=True)
class Sealed:
    """Size in bytes and SHA-256 (hexadecimal) of a file."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Seal:
    """What an edition is: the bookcase's `name`, which `part` of it ("": the whole), its `site` on the web, its `day`
    (ISO), the `commit` of its texts, and every file by its path but the seal itself."""

    name: str
    part: str
    site: str
    day: str
    commit: str
    files: Mapping[str, Sealed] = field(repr=False)

    @property
    def stem(self) -> str:
        """The edition's name as a name of a file, without its day."""
        return slug(f"{self.name} {self.part}")[:100].strip("-") or "tu-sach"

    def to_bytes(self) -> bytes:
        """The seal as it is written: JSON, a line for each file, sorted."""
        head = {"format": _FORMAT, **{key: getattr(self, key) for key in ("name", "part", "site", "day", "commit")}}
        rows = (
            json.dumps({"path": path, **asdict(self.files[path])}, ensure_ascii=False) for path in sorted(self.files)
        )
        opening = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
        lines = ",\n  ".join(rows)
        return f'{opening},\n "files": [\n  {lines}\n ]\n}}\n'.encode()


def read_seal(data: bytes) -> Seal:
    """The seal in these bytes.

    Raises EditionError when they are not one, or when it names a path that could lead out of the edition or that a
    stick refuses.
    """
    try:
        told = json.loads(data.decode("utf-8"))
        if told["format"] != _FORMAT:
            raise EditionError("niêm phong thuộc phiên bản khác của phần mềm: hãy cập nhật tusach")
        head = {key: _text(told[key]) for key in ("name", "part", "site", "commit")}
        files = {_text(row["path"]): Sealed(_size(row["size"]), _digest(row["sha256"])) for row in told["files"]}
        seal = Seal(**head, day=date.fromisoformat(_text(told["day"])).isoformat(), files=files)
        twice = len(files) != len(told["files"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise EditionError(f"tệp {SEAL} hỏng, không đọc được") from None
    wrong = next(_unsafe(files), "") or ("có tệp ghi hai lần" if twice else "")
    if wrong:
        raise EditionError(f"tệp {SEAL} không hợp lệ: {wrong}")
    return seal


def digest_of(data: bytes) -> str:
    """The SHA-256 of a seal: the one number that stands for the whole edition."""
    return hashlib.sha256(data).hexdigest()


def spoken_digest(digest: str) -> str:
    """A SHA-256 in groups of four, to be read over the phone."""
    return " ".join(digest[place : place + 4] for place in range(0, len(digest), 4))


def poured(source: IO[bytes], sink: IO[bytes] | None = None) -> Sealed:
    """Copy all of `source` to `sink` (None: only read it); its size and SHA-256."""
    digest, size = hashlib.sha256(), 0
    while block := source.read(_CHUNK):
        digest.update(block)
        size += len(block)
        if sink is not None:
            sink.write(block)
    return Sealed(size, digest.hexdigest())


def surveyed(folder: Path) -> Mapping[str, Path]:
    """Everything but folders in an edition's folder by its path there, links not followed; what systems leave is left out."""
    found: dict[str, Path] = {}
    for place, folders, names in os.walk(folder):
        links = [name for name in folders if Path(place, name).is_symlink()]
        for file in (Path(place, name) for name in (*names, *links)):
            path = nfc(file.relative_to(folder).as_posix())
            if not _LEFT_BY_SYSTEMS.fullmatch(path):
                found[path] = file
    return found


def sealed_as(file: Path) -> Sealed | None:
    """Size and SHA-256 of a file; None when it is no plain file, or its disk gives it back no more."""
    try:
        if not stat.S_ISREG(file.lstat().st_mode):
            return None
        with file.open("rb") as source:
            return poured(source)
    except OSError:
        return None


@dataclass(frozen=True)
class Verification:
    """What became of an edition's copy: its `seal` and the seal's `digest`, how many files are `right`, and the paths of
    those `damaged`, `missing`, and `foreign` (not of the edition); `under_way` when an update was broken off."""

    seal: Seal
    digest: str
    right: int
    damaged: tuple[str, ...]
    missing: tuple[str, ...]
    foreign: tuple[str, ...]
    under_way: bool

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.damaged or self.missing or self.foreign or self.under_way)


def verified(folder: Path) -> Verification:
    """Compare every file in `folder` with its seal; raises EditionError when there is none that can be read."""
    data = seal_bytes(folder)
    seal, here = read_seal(data), surveyed(folder)
    state = {path: sealed_as(here[path]) for path in seal.files if path in here}
    damaged = tuple(path for path in sorted(state) if state[path] != seal.files[path])
    return Verification(
        seal=seal,
        digest=digest_of(data),
        right=len(state) - len(damaged),
        damaged=damaged,
        missing=tuple(sorted(seal.files.keys() - here.keys())),
        foreign=tuple(sorted(here.keys() - seal.files.keys() - {SEAL, UNDER_WAY, PARTIAL})),
        under_way=UNDER_WAY in here,
    )


def seal_bytes(folder: Path) -> bytes:
    """The seal that lies in a folder; raises EditionError when none does."""
    file = folder / SEAL
    try:
        if file.is_symlink() or file.stat().st_size > LARGEST_SEAL:
            raise EditionError(f"tệp {SEAL} trong {folder} không phải niêm phong của tusach")
        return file.read_bytes()
    except FileNotFoundError:
        raise EditionError(f"không thấy {SEAL} trong {folder}: chỉ đúng thư mục có tệp ấy và index.html") from None
    except OSError as error:
        raise EditionError(f"không đọc được {file} (lỗi hệ thống {error.errno}): thử chép lại") from None


def _unsafe(files: Mapping[str, Sealed]) -> Iterator[str]:
    folded = {same_on_disk(path): path for path in files}
    if len(folded) != len(files):
        yield "có hai tên chỉ khác nhau ở chữ hoa, chữ thường"
    for path in files:
        fault = next(name_faults(path), "")
        if fault or len(path) > LONGEST_PATH or nfc(path) != path:
            yield f"đường dẫn `{path[:200]}` {fault or 'quá dài hoặc sai dạng Unicode'}"
        if same_on_disk(path) in _OWN or _LEFT_BY_SYSTEMS.fullmatch(path):
            yield f"`{path}` không phải tên của một trang"
        above = same_on_disk(path)
        while "/" in above:
            above = above.rpartition("/")[0]
            if above in folded:
                yield f"`{folded[above]}` vừa là tệp vừa là thư mục"


def _text(value: Any) -> str:
    """A text that a terminal can be given: no signs that steer it."""
    if not isinstance(value, str) or not value.isprintable():
        raise ValueError
    return value


def _size(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= LARGEST_FILE:
        raise ValueError
    return value


def _digest(value: Any) -> str:
    if re.fullmatch(r"[0-9a-f]{64}", _text(value)) is None:
        raise ValueError
    return str(value)
