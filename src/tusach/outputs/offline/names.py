"""Names that a USB stick can carry: what FAT, exFAT and Windows refuse is told before anything is copied."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from tusach.problem import Problem

# Windows opens paths of 259 characters; some are left for the folder in which a reader puts the edition.
LONGEST_PATH = 179
# A file on FAT32 is smaller than 4 GiB.
LARGEST_FILE = 2**32 - 1
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file; exFAT specification, section 7.7.3.
_FORBIDDEN = re.compile(r'["*/:<>?\\|]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def copying_faults(paths: Iterable[str], source: Callable[[str], str]) -> Iterator[Problem]:
    """What keeps the paths of an edition from being copied to a stick, each with the file of the bookcase behind it.

    `source` leads from a path of the edition to that file.
    """
    known: dict[str, str] = {}
    too_long: dict[str, str] = {}
    for path in sorted(paths):
        for fault in name_faults(path):
            yield Problem(source(path), 1, f"tên `{path}` không chép được vào USB: {fault}", "đổi tên tệp này")
        if len(path) > LONGEST_PATH:
            too_long[source(path)] = max(too_long.get(source(path), ""), path, key=len)
        for whole in _with_folders(path):
            other = known.setdefault(same_on_disk(whole), whole)
            if other != whole:
                what = f"`{whole}` chỉ khác `{other}` ở chữ hoa, chữ thường, USB coi là một"
                yield Problem(source(path), 1, what, "đổi tên một trong hai")
    for file, path in too_long.items():
        what = f"đường dẫn `{path}` dài {len(path)} ký tự, USB chỉ chép chắc chắn dưới {LONGEST_PATH + 1}"
        yield Problem(file, 1, what, "đặt tên tệp hoặc thư mục ngắn lại")


def name_faults(path: str) -> Iterator[str]:
    """Why a path relative to an edition, its folders parted by "/", cannot stand on a stick; nothing when it can."""
    for name in path.split("/"):
        found = _FORBIDDEN.search(name)
        hidden = next((char for char in name if not char.isprintable()), "")
        if name in ("", ".", ".."):
            yield "không phải một tên"
        elif found:
            yield f"có ký tự `{found[0]}`"
        elif hidden:
            yield f"có ký tự không in được U+{ord(hidden):04X}"
        elif name.endswith((".", " ")):
            yield "kết thúc bằng dấu chấm hoặc dấu cách"
        elif _DEVICE.fullmatch(name):
            yield f"`{name}` là tên dành riêng của Windows"


def same_on_disk(path: str) -> str:
    """The path as a disk compares it: without case, and in one Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _with_folders(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[: end + 1]) for end in range(len(parts)))
